"""A plain table on a sheet: a line of headings, then the lines, numbers as numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import zip_longest
from math import ceil
from textwrap import wrap

from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.timetable_xlsx.layout import HEAD, TITLE
from timetabler.exporters.timetable_xlsx.pen import freeze, head, page, put
from timetabler.views import Book


@dataclass(frozen=True)
class Table:
    """What a sheet says."""

    title: str
    head: Mapping[str, int]
    """The headings, each with the width of its column."""
    lines: Sequence[Sequence[object]]
    about: str = ""
    """A line below the title."""
    notes: Sequence[str] = ()
    """Lines below the table."""
    bold: Collection[int] = ()
    """Lines that are to be seen at once, by index."""
    running: Collection[int] = ()
    """Lines of one text that runs on over the empty cells beside it, by index."""
    warn: Collection[tuple[int, str]] = ()
    """Cells that say that something is missing, by index of the line and name of the column."""

    def without(self, name: str) -> Table:
        """The same without the column of that name, if it has one."""
        at = list(self.head).index(name) if name in self.head else len(self.head)
        head = {text: width for text, width in self.head.items() if text != name}
        return replace(self, head=head, lines=[(*x[:at], *x[at + 1 :]) for x in self.lines])


def draw_table(sheet: Worksheet, book: Book, table: Table) -> None:
    """Draws it, ready to be filtered and printed."""
    head(sheet, table.title, table.about)
    names, widths = list(table.head), list(table.head.values())
    columns = list(zip_longest(*table.lines))
    numeric = [any(isinstance(value, _NUMBERS) for value in column) for column in columns]
    looks = ["number column" if number else "column" for number in numeric]
    _draw_line(sheet, HEAD, names, widths, looks, spare=4)  # the button that filters
    high = sum(sheet.row_dimensions[line].height for line in range(TITLE, HEAD + 1))
    for number, line in enumerate(table.lines):
        weight = " head" if number in table.bold else ""
        looks = [
            _look(value, weight if (number, name) not in table.warn else " warning")
            for name, value in zip(names, line, strict=False)
        ]
        if number in table.running:
            looks = ["plain"] * len(line)
        high += _draw_line(sheet, HEAD + 1 + number, line, widths, looks)
    freeze(sheet, HEAD + 1, 1)
    last = sheet.cell(HEAD + len(table.lines), len(widths)).coordinate
    sheet.auto_filter.ref = f"A{HEAD}:{last}"
    notes = [line for note in table.notes for line in wrap(note, sum(widths))]
    for number, note in enumerate(notes, HEAD + len(table.lines) + 2):
        put(sheet, number, 1, note, "note")
    page(sheet, book, widths, header=HEAD, pages=int(high <= max(_ONE_PAGE, _SHARE * sum(widths))))


def _look(value: object, weight: str) -> str:
    if isinstance(value, _NUMBERS):
        return f"number{weight}"
    return weight.strip() or "text"


def _draw_line(
    sheet: Worksheet,
    number: int,
    line: Sequence[object],
    widths: Sequence[int],
    looks: Sequence[str],
    spare: int = 0,
) -> int:
    """A line in which texts are wrapped: spreadsheets do not make room for them by themselves.

    Returns its height in points.
    """
    tall = 1
    for column, (value, width, look) in enumerate(zip(line, widths, looks, strict=False), 1):
        if value is None or (value == "" and not spare):
            continue
        put(sheet, number, column, value, look)
        if isinstance(value, str) and look != "plain":
            tall = max(tall, ceil(len(value) / (width - spare) / 1.1))
    sheet.row_dimensions[number].height = 15 * tall
    return 15 * tall


_ONE_PAGE, _SHARE = 700, 3.5
"""Points of all rows that still go on one page; of a wide table, for each letter of its width."""
_NUMBERS = (int, float, Fraction)
