"""Draws the week of a class, a teacher or a room; of a cycle of several weeks, each."""

from __future__ import annotations

from math import ceil
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Color
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.timetable_xlsx import DAYS_ROW
from timetabler.exporters.timetable_xlsx.pen import (
    FACE,
    FONTS,
    FRAME,
    HATCH,
    INK,
    LEFT,
    MARK,
    MIDDLE,
    SHADE,
    clean,
    dash,
    ink,
    page,
    put,
)
from timetabler.views import Book, Cell, Entry, Grid, GridRow

_FIRST_DAY = 3
"""Column of the first day; before it the timeslot and its time."""
_BAND, _SLIM, _LESSON = 18, 26, 40
"""Heights of breaks and of short times; least height of lessons, in points."""
_PAGE = 620
"""Points that fill the page at the width of a week."""
_NOTE_WIDTH, _NOTE_LETTERS = 380, 60
"""Of a note: points, and letters in a line."""
_ON_DUTY = ("duty", "support")
"""What staff do besides lessons has a mark at the side."""


def draw_grid(sheet: Worksheet, book: Book, grid: Grid) -> None:
    """Days across, timeslots down; weeks one below the other, all on one page."""
    put(sheet, 1, 1, grid.name, "title")
    put(sheet, 2, 1, grid.about, "about")
    for line, height in ((1, 32), (2, 24), (DAYS_ROW, 22)):
        sheet.row_dimensions[line].height = height
    every = [row for week in grid.weeks for row in week.rows]
    lessons = [row for row in every if not row.band and row.minutes >= 20]
    others = sum(_BAND if row.band else _SLIM for row in every if row not in lessons)
    share = min(95, (_PAGE - 78 - others) // max(1, len(lessons)))
    days_row = DAYS_ROW
    for week in grid.weeks:
        for column, day in enumerate(week.days, _FIRST_DAY):
            put(sheet, days_row, column, day, "head").alignment = MIDDLE
        for line, row in enumerate(week.rows, days_row + 1):
            put(sheet, line, 1, row.label, "soft" if row.band else "head").alignment = LEFT
            put(sheet, line, 2, dash(row.time), "soft").alignment = LEFT
            _draw_row(sheet, book, line, row)
            least = _BAND if row.band else max(_LESSON, share) if row in lessons else _SLIM
            texts = [str(_text(book, cell, row.label)) for cell in row.cells if cell]
            heights = [15 * text.count("\n") + 15 for text in texts]
            sheet.row_dimensions[line].height = max([least, *heights])
        days_row += len(week.rows) + 2
    if len(grid.weeks) == 1:
        sheet.freeze_panes = f"{get_column_letter(_FIRST_DAY)}{DAYS_ROW + 1}"
    sheet.sheet_view.showGridLines = False
    days = len(grid.weeks[0].days)
    page(sheet, book, [11, 13, *[max(13, 125 // days)] * days], header=DAYS_ROW)


def _draw_row(sheet: Worksheet, book: Book, line: int, row: GridRow) -> None:
    if row.band:
        last = _FIRST_DAY + len(row.cells) - 1
        put(sheet, line, _FIRST_DAY, row.label, "soft").alignment = MIDDLE
        sheet.cell(line, _FIRST_DAY).fill = SHADE
        sheet.merge_cells(start_row=line, end_row=line, start_column=_FIRST_DAY, end_column=last)
        return
    for column, what in enumerate(row.cells, _FIRST_DAY):
        if what is not None and what.filling != "none":
            _draw_cell(sheet, book, line, column, what, row.label)


def _draw_cell(
    sheet: Worksheet, book: Book, line: int, column: int, cell: Cell, label: str
) -> None:
    drawn = put(sheet, line, column, _text(book, cell, label) or None)
    drawn.alignment = LEFT
    if cell.entries:
        lessons = [e for e in cell.entries if e.filling == "lesson"]
        ink(drawn, book, (lessons or cell.entries)[0].subject)
        if cell.filling in _ON_DUTY:
            drawn.fill = SHADE
    elif cell.filling in ("away", "outside"):
        drawn.fill, drawn.font = HATCH, FONTS["soft"]
    elif cell.filling == "break":
        drawn.fill, drawn.font, drawn.alignment = SHADE, FONTS["soft"], MIDDLE
    _note(drawn, book, cell)
    end = line + cell.height - 1
    for below in range(line, end + 1):
        sheet.cell(below, column).border = MARK if cell.filling in _ON_DUTY else FRAME
    if cell.height > 1:
        sheet.merge_cells(start_row=line, end_row=end, start_column=column, end_column=column)


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


def _text(book: Book, cell: Cell, label: str) -> CellRichText:
    """All that a cell says, its titles bold; colours only repeat it."""
    blocks = CellRichText()
    if cell.time:
        blocks.append(dash(cell.time) + "\n")
    word = label if cell.filling == "break" else cell.word
    if word and not cell.entries:
        blocks.append(word)
    for number, entry in enumerate(cell.entries):
        colour = Color(book.colour[entry.subject].ink[1:] if entry.subject else INK)
        bold = entry.filling in ("lesson", *_ON_DUTY)
        font = InlineFont(rFont=FACE, sz=11 if bold else 10, b=bold, color=colour)
        blocks.append(TextBlock(font, ("\n" if number else "") + clean(_head(entry))))
        if entry.detail:
            font = InlineFont(rFont=FACE, sz=9, color=colour)
            blocks.append(TextBlock(font, "\n" + clean(entry.detail)))
    return blocks


def _head(entry: Entry) -> str:
    code = f" ({entry.code})" if entry.code else ""
    return f"{entry.title}{code} {dash(entry.time)}".rstrip()
