"""How long it takes to write each format, and how large it becomes: for a school of 45 classes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.tables import head, row
from timetabler import api
from timetabler.exporters import formats
from timetabler.spec.load import load_text
from timetabler.views import Book

SCHOOL = Path(__file__).parent.parent / "examples" / "riverbend" / "school.yaml"
DATES = """
calendar:
  timezone: Australia/Melbourne
  terms:
    - {name: Term 1, from: 2027-01-28, to: 2027-03-25}
    - {name: Term 2, from: 2027-04-12, to: 2027-06-25}
"""
"""Added to the school, for the formats that need to know them."""


def table(timetable: Path | None, seconds: float) -> Iterator[str]:
    """The table, line by line. Without a ``timetable.json`` the school is solved first."""
    yield head("what", "CPU", "size")
    with TemporaryDirectory() as name:
        folder = Path(name)
        if timetable is None:
            api.solve(SCHOOL, folder, time_limit=seconds, to=["json"])
            timetable = folder / "timetable.json"
        started = _cpu()
        problem = load_text(SCHOOL.read_text(encoding="utf-8") + DATES)
        book = api.verify(problem, timetable).book
        yield _line("reading, verifying", started)
        yield from _formats(book, folder, started)


def _formats(book: Book, folder: Path, started: float) -> Iterator[str]:
    """What several formats need comes first, so that the first of them does not pay for all."""
    before = _cpu()
    len(book.why)
    yield _line("why everything is where it is", before)
    apart = 0.0
    for name, exporter in formats().items():
        if exporter().unavailable() or exporter().lacks(book.problem):
            yield row(name, "not here", "")
            continue
        before, path = _cpu(), folder / exporter.filename
        exporter().write(book, path)
        yield _line(name, before, _size(path))
        apart += (_cpu() - before) * (name == "pdf")
    yield _line("all of it, without pdf", started + apart)


def _cpu() -> float:
    """Of this process, and of those that it has waited for (a browser that prints)."""
    return sum(os.times()[:4])


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


def _line(what: str, since: float, size: int | None = None) -> str:
    shown = "" if size is None else f"{size / 1000:,.0f} kB"
    return row(what, f"{_cpu() - since:.2f} s", shown)
