"""pdf/: packs of pages to print, hand out and pin to a wall."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from timetabler.exporters.base import Exporter, replacing_folder
from timetabler.exporters.timetable_pdf.browser import VARIABLE, printed, program
from timetabler.exporters.timetable_pdf.documents import CLASSES, FILES, html, packs
from timetabler.spec.problem import Problem
from timetabler.views import Book, Row


class TimetablePdf(Exporter):
    """A page for each class, each person with something to do, and each room; the duty roster as a
    poster. Printed by the browser of the machine: tagged, with bookmarks."""

    name = "pdf"
    filename = "pdf"
    summary = "packs of A4 pages for classes, staff, rooms; a duty poster"

    def unavailable(self) -> str:
        """See Exporter."""
        if program():
            return ""
        return f"it needs Chrome, Edge or Chromium; if there is one, say where it is in {VARIABLE}"

    def write(self, book: Book, path: Path) -> tuple[str, ...]:
        """See Exporter. Raises OSError too if the browser fails."""
        with replacing_folder(path, FILES) as folder:
            documents = {pack.filename: html(book, pack) for pack in packs(book)}
            for name, content in printed(documents).items():
                (folder / name).write_bytes(content)
        return ()

    def read_back(self, path: Path, problem: Problem) -> tuple[Row, ...]:
        """See Exporter. As a screen reader meets the tables of the class pack."""
        from timetabler.exporters.timetable_pdf.reader import read

        return read(path / CLASSES, problem)

    def held(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """See Exporter. Paper says which subject a class has when, to whoever has its fonts."""
        from timetabler.exporters.timetable_pdf.reader import said

        return tuple(dict.fromkeys(said(r.class_id, r.day, r.timeslot, r.subject) for r in rows))
