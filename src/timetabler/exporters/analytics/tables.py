"""The rows of every table of the package. ``tables.toml`` says what the columns mean."""

from __future__ import annotations

from timetabler.exporters.analytics.aggregates import AGGREGATES, Record
from timetabler.exporters.analytics.dimensions import Dimensions
from timetabler.exporters.analytics.facts import Facts
from timetabler.exporters.analytics.keys import Keys, Line
from timetabler.exporters.analytics.package import columns, stored
from timetabler.views import Book


def rows(book: Book) -> dict[str, list[Line]]:
    """table -> its rows, in a stable order. Aggregates are counted from the rows of the others."""
    keys = Keys(book)
    dimensions, facts = Dimensions(book, keys), Facts(book, keys)
    made: dict[str, list[Line]] = {}
    records: dict[str, list[Record]] = {}
    for table in stored():
        name = table["name"]
        made[name] = (dimensions if name.startswith("dim_") else facts).rows(name)
        records[name] = [dict(zip(columns(table), line, strict=True)) for line in made[name]]
    return made | {name: list(count(records)) for name, count in AGGREGATES.items()}
