"""The descriptions of the tables, and what is made from them: package and SQL."""

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
    "date": "DATE",
    "time": "TIME",
}


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _described() -> dict[str, Any]:
    return tomllib.loads(_text("tables.toml"))


def tables() -> tuple[dict[str, Any], ...]:
    """The descriptions of all tables; every table comes after those it points to."""
    return tuple(_described()["table"])


def version() -> str:
    """Of the tables: another one if a program that reads them has to change."""
    return str(_described()["format"])


def stored() -> tuple[dict[str, Any], ...]:
    """The tables of schema.sql; the others are views over them."""
    return tuple(table for table in tables() if not table.get("view"))


def columns(table: dict[str, Any]) -> list[str]:
    """Names of the columns."""
    return [field["name"] for field in table["fields"]]


def views_sql() -> str:
    """The views over the tables."""
    return _text("views.sql")


def questions_sql() -> str:
    """What a leader asks, over tables and views."""
    return _text("questions.sql")


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
                {  # by one field: a package has one timetable, and half-empty keys would be refused
                    "fields": [field["name"]],
                    "reference": {"resource": field["to"], "fields": _key(field["to"])[-1:]},
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


def _key(name: str) -> list[str]:
    """The key of a table."""
    return next(list(table["key"]) for table in tables() if table["name"] == name)


def schema_sql() -> str:
    """The tables with their keys, in plain SQL: tested in DuckDB and SQLite."""
    return "\n".join(_create(table) for table in stored())


def _create(table: dict[str, Any]) -> str:
    lines = [
        f"  {field['name']} {_SQL[field['type']]}{' NOT NULL' if _required(table, field) else ''}"
        for field in table["fields"]
    ]
    lines.append(f"  PRIMARY KEY ({', '.join(table['key'])})")
    for field in table["fields"]:
        if "to" in field:
            there = _key(field["to"])
            here = ", ".join([*there[:-1], field["name"]])
            lines.append(f"  FOREIGN KEY ({here}) REFERENCES {field['to']} ({', '.join(there)})")
    return f"CREATE TABLE {table['name']} (\n" + ",\n".join(lines) + "\n);\n"


def load_sql() -> str:
    """Fills the tables from the files of this package, besides what is in them; for DuckDB."""
    return "\n".join([_LOAD, *map(_insert, stored()), "COMMIT;", ""])


_LOAD = """\
-- Puts this package into the tables of schema.sql, besides the schools and terms that are there.
-- For DuckDB, in the folder of this file. A package that is there already is refused, and so is
-- another school of the same school_id; then nothing is added.
BEGIN TRANSACTION;"""


def _insert(table: dict[str, Any]) -> str:
    """Plain: what is there twice breaks a key. Only the school may be there already, as it is."""
    name = table["name"]
    known = "" if "timetable_id" in table["key"] else f" EXCEPT TABLE {name}"
    return f"INSERT INTO {name} FROM {csv_source(table)}{known};"


def csv_source(table: dict[str, Any], folder: str = "data") -> str:
    """The file of a table as DuckDB reads it, everything said: names with quotation marks lead
    guesses astray."""
    path = f"{folder}/{table['name']}.csv".replace("'", "''")
    types = ", ".join(f"{field['name']}: '{_SQL[field['type']]}'" for field in table["fields"])
    return (
        f"read_csv('{path}', header = true, auto_detect = false, delim = ',', "
        f"""quote = '"', escape = '"', nullstr = '', columns = {{{types}}})"""
    )
