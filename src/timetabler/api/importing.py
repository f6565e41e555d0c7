"""Bringing back a timetable that somebody has edited: verified, and only then kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from timetabler.api.books import Verified, read, verified, verify
from timetabler.api.checking import default_folder
from timetabler.spec.problem import Problem


class Imported(NamedTuple):
    """What an import gives."""

    verified: Verified
    """The book of the timetable; its previous one is what people have known so far."""
    file: Path | None
    """The ``timetable.json`` written; None if the timetable breaks a required rule."""
    cost_before: int | None
    """Of the previous timetable, if there is one that keeps every required rule."""


def import_timetable(problem: Problem, path: Path, out: Path | None = None) -> Imported:
    """Verifies an edited workbook (or ``timetable.json``) and writes it as ``timetable.json``.

    ``out`` defaults to ``default_folder``. What changes is told against the ``timetable.json`` that
    is replaced; if there is none, against the workbook before the edits. If a required rule is
    broken, nothing is written: the report says which.

    Raises InvalidInput (one of the files cannot be read), OSError (nothing half-written).
    """
    from timetabler.exporters.base import check_writable
    from timetabler.exporters.timetable_json import TimetableJson
    from timetabler.verify import verify as recomputed

    timetable, header = read(problem, path)
    result = verified(problem, path, timetable, header)
    folder = out if out is not None else default_folder(Path(problem.path))
    target = folder / TimetableJson.filename
    book, remarks = result
    previous = book.previous
    if target.exists():
        replaced = verify(problem, target).book.timetable
        if header.original not in (None, replaced):
            remarks += (f"{target} was changed after {path.name} was written from another one",)
        previous = None if replaced == timetable else replaced
    book = replace(book, previous=previous)
    before = recomputed(problem, previous) if previous is not None else None
    cost_before = before.cost if before is not None and before.valid else None
    if not book.report.valid:
        return Imported(Verified(book, remarks), None, cost_before)
    exporter = TimetableJson()
    check_writable(folder, [exporter])
    remarks += exporter.write(book, target)
    return Imported(Verified(book, remarks), target, cost_before)
