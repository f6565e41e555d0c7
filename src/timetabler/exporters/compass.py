"""compass.html: what to key into Compass, in the order in which it is keyed, with boxes to tick.

Compass has no import of timetables for primary schools: they are keyed into its Schedule Builder.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from timetabler.exporters.base import replacing
from timetabler.exporters.pages import templates
from timetabler.exporters.systems import SystemExporter, unsaid
from timetabler.models.wording import words
from timetabler.views import Book
from timetabler.views.keying import (
    Code,
    alike_in_two_letters,
    duty_rows,
    period_codes,
    sheets,
)
from timetabler.views.meetings import Coded


class Compass(SystemExporter):
    """A sheet for each class: its subjects, its lessons, its home time, and how many in all."""

    name = "compass"
    filename = "compass.html"
    summary = "to key into Compass by hand: a sheet for each class"

    def write(self, book: Book, path: Path) -> tuple[str, ...]:
        """See Exporter."""
        warnings = tuple(_warnings(book))
        with replacing(path) as temporary:
            temporary.write_text(_page(book, warnings), encoding="utf-8", newline="\n")
        return (*unsaid(book), *warnings)

    def coded(self, path: Path) -> Iterator[Coded]:
        """See SystemExporter."""
        parser = _Entries()
        parser.feed(path.read_text(encoding="utf-8"))
        parser.close()
        for day, periods, class_code, staff, room in parser.entries:
            for period in periods.split():
                yield Coded(int(day), period, class_code, room, tuple(staff.split()))


def _warnings(book: Book) -> Iterator[str]:
    if found := alike_in_two_letters(book.school):
        yield (
            "Compass knows imported duty times by their first two letters; these would be the "
            f"same: {'; '.join(words(names) for names in found)}"
        )


def _page(book: Book, warnings: tuple[str, ...]) -> str:
    school, codes = book.school, book.system_codes
    found = sheets(book)
    duties = duty_rows(book)
    entries = [entry for sheet in found for entry in (*sheet.lessons, *sheet.home)]
    rooms = {entry.room for entry in entries}
    staff = {code for entry in entries for code in entry.staff}
    staff |= {code for row in duties for cell in row.cells for code in cell or ()}
    lists = (
        ("Periods", period_codes(codes)),
        ("Subjects", tuple(Code(code, name) for name, code in codes.subject.items())),
        (
            "Staff",
            tuple(Code(c, school.teacher[t].name) for t, c in codes.staff.items() if c in staff),
        ),
        ("Rooms", tuple(Code(c, school.room[r].name) for r, c in codes.room.items() if c in rooms)),
    )
    page = templates().get_template("compass.html.j2")
    return page.render(school=school, sheets=found, duties=duties, lists=lists, warnings=warnings)


class _Entries(HTMLParser):
    """Collects what the cells of entries say."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[list[str]] = []
        self._cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Rows of entries have ``data-day``, and those of their cells that say something."""
        told = dict(attrs)
        if tag == "tr" and (day := told.get("data-day")):
            self.entries.append([day])
        elif tag == "td":
            self._cell = "data-said" in told
            if self._cell:
                self.entries[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        """After a cell, nothing is said."""
        self._cell = self._cell and tag != "td"

    def handle_data(self, data: str) -> None:
        """The text of a cell."""
        if self._cell:
            self.entries[-1][-1] += data
