"""Analytics packages as tests read them, and books that show what is special about them."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from pathlib import Path

import duckdb

from timetabler.models.timetable import Timetable
from timetabler.views import Book

from .factory import DATES, DUTIFUL, DUTIFUL_DUTIES, DUTIFUL_LESSONS, book, dutiful


@cache
def mobile() -> Book:
    """The lessons in the hall take a trolley along."""
    text = DUTIFUL.replace("room: hall}", "room: hall, needs: [trolley]}")
    text = text.replace("  - {id: hall, name: Hall}", "  - {id: hall, name: Hall}\n  - trolley")
    return book(text, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES)


@cache
def replaced() -> Book:
    """PE of 1A was on Tuesday before, in the last session; Dea had the gate on Monday."""
    new = dutiful()
    (pe,) = new.timetable.of_course["1A PE"]
    before = Timetable(
        new.school,
        (
            p._replace(span=p.span._replace(day=1)) if p == pe else p
            for p in new.timetable.placements
        ),
        (
            d._replace(person="dea") if d.duty.id == "gate, Mon before" else d
            for d in new.timetable.duties
        ),
    )
    return replace(new, previous=before)


@cache
def next_term() -> Book:
    """The very same lessons and duties in another term."""
    text = DUTIFUL.replace("id: gum\n", "id: gum\nterm: 2027 Term 3\n") + DATES
    return book(text, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES)


def lines(folder: Path, table: str) -> list[dict[str, str]]:
    """The rows of a table, as text."""
    with (folder / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def loaded(*folders: Path) -> duckdb.DuckDBPyConnection:
    """A database with these packages, as a person would make it."""
    database = duckdb.connect()
    database.execute((folders[0] / "schema.sql").read_text())
    for folder in folders:
        load(database, folder)
    database.execute((folders[0] / "views.sql").read_text())
    return database


def load(database: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Adds a package to those that are there; what is refused leaves nothing behind."""
    database.execute(f"SET file_search_path = '{folder}'")
    try:
        database.execute((folder / "load.sql").read_text())
    except duckdb.Error:
        database.execute("ROLLBACK")
        raise
