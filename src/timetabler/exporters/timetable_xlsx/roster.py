"""Draws the duty roster of a week: a poster on one page."""

from __future__ import annotations

from itertools import groupby

from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.timetable_xlsx.pen import (
    FRAME,
    HATCH,
    LEFT,
    MIDDLE,
    SHADE,
    dash,
    page,
    put,
)
from timetabler.views import Book, Roster

_HEAD, _FIRST_DAY = 3, 4
"""Row of the days; column of the first one, after the duty time, when it is, and the area."""
_LINE, _ROOMY, _PAGE = 17, 30, 640
"""Points of a line of text; at most of a row of one line; of all rows that fill the page."""


def draw_roster(sheet: Worksheet, book: Book, roster: Roster) -> None:
    """Duty times and areas down, days across, people in the cells."""
    week = f", week {roster.week}" if roster.week else ""
    put(sheet, 1, 1, f"{book.school.pack.word('duty')} roster{week}", "title")
    put(sheet, 2, 1, " · ".join(filter(None, (book.school.name, book.school.term))), "about")
    for line, height in ((1, 32), (2, 24), (_HEAD, 22)):
        sheet.row_dimensions[line].height = height
    for column, text in enumerate(("When", "", "Where", *roster.days), 1):
        head = put(sheet, _HEAD, column, text, "head")
        head.alignment, head.fill = (LEFT if column < _FIRST_DAY else MIDDLE), SHADE
    people = [max(1, *(len(cell or ()) for cell in row.cells)) for row in roster.rows]
    share = max(_LINE, min(_ROOMY, _PAGE // sum(people)))
    for line, (row, lines) in enumerate(zip(roster.rows, people, strict=True), _HEAD + 1):
        sheet.row_dimensions[line].height = share + (lines - 1) * _LINE
        put(sheet, line, 3, row.area, "head").alignment = LEFT
        for column in range(1, _FIRST_DAY):
            sheet.cell(line, column).border = FRAME
        for column, there in enumerate(row.cells, _FIRST_DAY):
            text = "" if there is None else "\n".join(one.name for one in there) or "nobody"
            cell = put(sheet, line, column, text, "" if there else "head")
            cell.alignment, cell.border = MIDDLE, FRAME
            if there is None:
                cell.fill = HATCH
    line = _HEAD + 1
    for (time, clock), rows in groupby(roster.rows, key=lambda row: (row.time, row.clock)):
        put(sheet, line, 1, time, "head").alignment = LEFT
        put(sheet, line, 2, dash(clock), "soft").alignment = LEFT
        last = line + len(list(rows)) - 1
        for column in (1, 2) if last > line else ():
            sheet.merge_cells(start_row=line, end_row=last, start_column=column, end_column=column)
        line = last + 1
    sheet.freeze_panes = f"D{_HEAD + 1}"
    sheet.sheet_view.showGridLines = False
    days = len(roster.days)
    page(sheet, book, [14, 13, 24, *[max(16, 125 // days)] * days], header=_HEAD)
