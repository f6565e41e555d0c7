"""The rows of every table of the package. ``tables.toml`` says what the columns mean."""

from __future__ import annotations

from timetabler.exporters.analytics.aggregates import AGGREGATES, Record
from timetabler.exporters.analytics.dimensions import Dimensions
from timetabler.exporters.analytics.facts import Facts
from timetabler.exporters.analytics.keys import Keys, Line
from timetabler.exporters.analytics.package import columns, tables
from timetabler.exporters.analytics.rules import Rules
from timetabler.views import Book


def rows(book: Book) -> dict[str, list[Line]]:
    """table -> its rows, in a stable order. Aggregates are counted from the rows of the others."""
    keys = Keys(book)
    made_by = {
        table: part
        for part in (Dimensions(book, keys), Facts(book, keys), Rules(book, keys))
        for table in part.names
    }
    made: dict[str, list[Line]] = {}
    records: dict[str, list[Record]] = {}
    for table in tables():
        name = table["name"]
        found = AGGREGATES[name](records) if table.get("view") else made_by[name].rows(name)
        of_timetable = (keys.timetable,) if "timetable_id" in table["key"] else ()
        made[name] = [(*of_timetable, *line) for line in found]
        records[name] = [dict(zip(columns(table), line, strict=True)) for line in made[name]]
    return made
