"""The descriptions of the tables, and what is made from them: package, schema and dictionary."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_SQL = {
    "string": "VARCHAR",
    "integer": "INTEGER",
    "number": "DOUBLE PRECISION",
    "boolean": "BOOLEAN",
    "time": "TIME",
}


@cache
def tables() -> tuple[dict[str, Any], ...]:
    """The descriptions of all tables; every table comes after those it points to."""
    text = files(__package__).joinpath("tables.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["table"])


def stored() -> tuple[dict[str, Any], ...]:
    """The tables of schema.sql; the others are views over them."""
    return tuple(table for table in tables() if not table.get("view"))


def columns(table: dict[str, Any]) -> list[str]:
    """Names of the columns."""
    return [field["name"] for field in table["fields"]]


def views_sql() -> str:
    """The views over the tables."""
    return files(__package__).joinpath("views.sql").read_text(encoding="utf-8")


def resource(table: dict[str, Any], size: int, sha256: str) -> dict[str, Any]:
    """One table in the words of the Data Package standard, version 2."""
    return {
        "name": table["name"],
        "type": "table",
        "path": f"data/{table['name']}.csv",
        "description": table["title"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{sha256}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": {
            "fields": [_field(table, field) for field in table["fields"]],
            "missingValues": [""],
            "primaryKey": table["key"],
            "foreignKeys": [
                {
                    "fields": [field["name"]],
                    "reference": {"resource": field["to"], "fields": [_key(field["to"])]},
                }
                for field in table["fields"]
                if "to" in field
            ],
        },
    }


def _field(table: dict[str, Any], field: dict[str, Any]) -> dict[str, Any]:
    described = {"name": field["name"], "type": field["type"], "description": field["description"]}
    if field["type"] == "time":
        described["format"] = "%H:%M"
    if "unit" in field:
        described["unit"] = field["unit"]
    constraints: dict[str, Any] = {}
    if _required(table, field):
        constraints["required"] = True
    if "enum" in field:
        constraints["enum"] = field["enum"]
    return described | ({"constraints": constraints} if constraints else {})


def _required(table: dict[str, Any], field: dict[str, Any]) -> bool:
    return field["name"] in table["key"] or bool(field.get("required"))


def _key(name: str) -> str:
    """The key of a dimension, which has one field."""
    (key,) = next(table["key"] for table in tables() if table["name"] == name)
    return str(key)


def schema_sql() -> str:
    """The tables with their keys, for DuckDB and PostgreSQL."""
    return "\n".join(_create(table) for table in stored())


def _create(table: dict[str, Any]) -> str:
    lines = [
        f"  {field['name']} {_SQL[field['type']]}"
        + (" NOT NULL" if _required(table, field) else "")
        + (f" REFERENCES {field['to']} ({_key(field['to'])})" if "to" in field else "")
        for field in table["fields"]
    ]
    lines.append(f"  PRIMARY KEY ({', '.join(table['key'])})")
    return f"CREATE TABLE {table['name']} (\n" + ",\n".join(lines) + "\n);\n"


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
as HH:MM). `parquet/`, if it is there, has the same tables. `schema.sql` creates them in DuckDB or
PostgreSQL: fill them in the order of this page, as each points only to tables before it.
`views.sql` adds what people ask for most; `data/agg_*.csv` have the rows of these views for
programs without a database.

Two facts, each additive over its own dimension only: `fact_lesson` by class, `fact_staff_time` by
teacher. `fact_duty`, `fact_support` and `fact_release` are parts of `fact_staff_time`: never add
them to it. Texts are exactly what the school wrote. A spreadsheet may take one that starts with `=`
for a formula: to look at a timetable in a spreadsheet, open `timetable.xlsx` instead.

Keys are in bold.
"""
