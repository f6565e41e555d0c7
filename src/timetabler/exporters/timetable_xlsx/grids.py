"""Draws the week of a class, a teacher or a room; of a cycle of several weeks, each."""

from __future__ import annotations

from math import ceil
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Color
from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.timetable_xlsx.layout import CLOCK, FIRST_DAY, HEAD, LABEL
from timetabler.exporters.timetable_xlsx.pen import (
    FACE,
    INK,
    clean,
    freeze,
    head,
    look_of,
    merge,
    page,
    put,
)
from timetabler.views import Book, Cell, Entry, Grid, GridRow, dash

_BAND, _SLIM, _LESSON = 18, 26, 40
"""Heights of breaks and of short times; least height of lessons, in points."""
_PAGE = 620
"""Points that fill the page at the width of a week."""
_NOTE_WIDTH, _NOTE_LETTERS = 380, 60
"""Of a note: points, and letters in a line."""
_OF_COURSES = ("lesson", "meeting")
_ON_DUTY = ("duty", "support")
"""What staff do besides lessons has a mark at the side."""
_LOOKS: dict[str, str] = {"away": "away", "outside": "away", "break": "break"}
"""Of cells in which nothing goes on."""


def draw_grid(sheet: Worksheet, book: Book, grid: Grid) -> None:
    """Days across, timeslots down; weeks one below the other, all on one page."""
    head(sheet, grid.name, grid.about)
    sheet.row_dimensions[HEAD].height = 22
    every = [row for week in grid.weeks for row in week.rows]
    lessons = [row for row in every if not row.band and row.minutes >= 20]
    others = sum(_BAND if row.band else _SLIM for row in every if row not in lessons)
    share = min(95, (_PAGE - 78 - others) // max(1, len(lessons)))
    days_row = HEAD
    for week in grid.weeks:
        for column, day in enumerate(week.days, FIRST_DAY):
            put(sheet, days_row, column, day, "day")
        for line, row in enumerate(week.rows, days_row + 1):
            put(sheet, line, LABEL, row.label, "clock" if row.band else "timeslot")
            put(sheet, line, CLOCK, dash(row.time), "clock")
            lines = _draw_row(sheet, book, line, row)
            least = _BAND if row.band else max(_LESSON, share) if row in lessons else _SLIM
            sheet.row_dimensions[line].height = max(least, 15 * lines)
        days_row += len(week.rows) + 2
    if len(grid.weeks) == 1:
        freeze(sheet, HEAD + 1, FIRST_DAY)
    sheet.sheet_view.showGridLines = False
    days = len(grid.weeks[0].days)
    page(sheet, book, [11, 13, *[_width(days)] * days], header=HEAD)


def _draw_row(sheet: Worksheet, book: Book, line: int, row: GridRow) -> int:
    """Returns how many lines of text its fullest cell has."""
    if row.band:
        last = FIRST_DAY + len(row.cells) - 1
        for column in range(FIRST_DAY, last + 1):
            put(sheet, line, column, row.word if column == FIRST_DAY else None, "break")
        merge(sheet, line, FIRST_DAY, line, last)
        return 1
    return max(
        [
            _draw_cell(sheet, book, line, column, cell, _letters(len(row.cells)))
            for column, cell in enumerate(row.cells, FIRST_DAY)
            if cell is not None and cell.filling != "none"
        ],
        default=1,
    )


def _draw_cell(
    sheet: Worksheet, book: Book, line: int, column: int, cell: Cell, letters: int
) -> int:
    """Returns how many lines of text a row of it has, at so many letters in a line."""
    look = _LOOKS.get(cell.filling, "cell")
    if cell.filling in _ON_DUTY:
        look = "staff"
    elif cell.entries:
        lessons = [e for e in cell.entries if e.filling in _OF_COURSES]
        subject = (lessons or cell.entries)[0].subject
        look = look_of(book, subject) if subject else look
    text = _text(book, cell)
    drawn = put(sheet, line, column, text or None, look)
    _note(drawn, book, cell)
    end = line + cell.height - 1
    for below in range(line + 1, end + 1):
        put(sheet, below, column, None, look)
    if cell.height > 1:
        merge(sheet, line, column, end, column)
    return ceil(sum(ceil(len(part) / letters) for part in str(text).split("\n")) / cell.height)


def _width(days: int) -> int:
    """Of the column of a day, so that a week fills the page."""
    return max(13, 125 // days)


def _letters(days: int) -> int:
    """That fit into a line of a cell: what is long is in small print."""
    return 6 * _width(days) // 5


def _note(drawn: Any, book: Book, cell: Cell) -> None:
    """Gives a cell a note with why its lessons and duties are there, sized to be read whole."""
    found = [book.why[e.placed] for e in cell.entries if e.placed in book.why]
    if not found:
        return
    lines = []
    for why in found:
        lines += ["Why here?" if len(found) == 1 else f"Why is {why.what} here?", *why.lines()]
    text = clean("\n".join(lines))
    high = sum(ceil(len(line) / _NOTE_LETTERS) for line in lines)
    drawn.comment = Comment(text, "timetabler", height=12 + 16 * high, width=_NOTE_WIDTH)


def _text(book: Book, cell: Cell) -> CellRichText:
    """All that a cell says, its titles bold; colours only repeat it."""
    blocks = CellRichText()
    if cell.time:
        blocks.append(dash(cell.time) + "\n")
    if cell.word and not cell.entries:
        blocks.append(cell.word)
    for number, entry in enumerate(cell.entries):
        colour = Color(book.colour[entry.subject].ink[1:] if entry.subject else INK)
        bold = entry.filling in (*_OF_COURSES, *_ON_DUTY)
        font = InlineFont(rFont=FACE, sz=11 if bold else 10, b=bold, color=colour)
        blocks.append(TextBlock(font, ("\n" if number else "") + clean(_head(entry))))
        if entry.detail:
            font = InlineFont(rFont=FACE, sz=9, color=colour)
            blocks.append(TextBlock(font, "\n" + clean(entry.detail)))
    return blocks


def _head(entry: Entry) -> str:
    code = f" ({entry.code})" if entry.code else ""
    return f"{entry.title}{code} {dash(entry.time)}".rstrip()
