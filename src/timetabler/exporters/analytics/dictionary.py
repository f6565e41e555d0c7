"""The data dictionary: README.md of the package, made from the descriptions of the tables."""

from __future__ import annotations

from timetabler.exporters.analytics.package import tables


def dictionary() -> str:
    """The data dictionary, for people."""
    parts = [_INTRODUCTION]
    for table in tables():
        parts.append(f"## {table['name']}\n\n{table['title']}\n")
        parts.append("| Field | Type | Meaning |\n|---|---|---|")
        for field in table["fields"]:
            name = f"**{field['name']}**" if field["name"] in table["key"] else field["name"]
            unit = f", {field['unit']}" if "unit" in field else ""
            points = f" Points to {field['to']}." if "to" in field else ""
            values = f" One of {', '.join(field['enum'])}." if "enum" in field else ""
            meaning = f"{field['description']}{points}{values}"
            parts.append(f"| {name} | {field['type']}{unit} | {meaning} |")
        parts.append("")
    return "\n".join(parts)


_INTRODUCTION = """# The timetable as data

A [Data Package](https://datapackage.org): `datapackage.json` describes the tables in `data/`, which
are CSV (UTF-8, comma, first line with names, nothing between commas for null, true and false, times
as HH:MM). `parquet/`, if it is there, has the same tables. `data/agg_*.csv` are what people ask for
most, counted from the others.

`schema.sql` creates the tables in a database, with all keys; fill them in the order of this page,
as each points only to tables before it. `views.sql` counts what is in `data/agg_*.csv`, and
`questions.sql` has questions with their answers in SQL. With DuckDB, in this folder:

    duckdb school.duckdb
    .read schema.sql
    .read load.sql
    .read views.sql
    .read questions.sql

`load.sql` in the folder of another term or another school adds that to the same database. Every
key but that of the school begins with `timetable_id`, and that begins with the id of the school, so
that nothing gets mixed up: join on `timetable_id` and the other field. A person, class or room of
one school is the same in another term if the id is. Power BI and the like relate tables on one
field: of one package that is `teacher_id`, `class_id` and so on; of several, put both fields
together into one first.

Two facts, each additive over its own dimension only: `fact_lesson` by class, `fact_staff_time` by
teacher. `fact_duty`, `fact_support` and `fact_release` are parts of `fact_staff_time`: never add
them to it. Texts are exactly what the school wrote. A spreadsheet may take one that starts with `=`
for a formula: to look at a timetable in a spreadsheet, open `timetable.xlsx` instead.

Keys are in bold.
"""
