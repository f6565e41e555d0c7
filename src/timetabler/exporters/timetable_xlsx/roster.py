"""Draws the duty roster of a week: a poster on one page."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.timetable_xlsx.layout import HEAD
from timetabler.exporters.timetable_xlsx.pen import freeze, head, merge, page, put
from timetabler.views import Book, Roster, dash, valid

_FIRST_DAY = 4
"""Column of the first day, after the duty time, when it is, and the area."""
_LINE, _ROOMY, _PAGE = 17, 30, 640
"""Points of a line of text; at most of a row of one line; of all rows that fill the page."""


def draw_roster(sheet: Worksheet, book: Book, roster: Roster) -> None:
    """Duty times and areas down, days across, people in the cells."""
    week = f", week {roster.week}" if roster.week else ""
    about = " · ".join(filter(None, (book.school.name, book.school.term, valid(book))))
    head(sheet, f"{book.school.pack.word('duty')} roster{week}", about)
    sheet.row_dimensions[HEAD].height = 22
    for column, text in enumerate(("When", "", "Where", *roster.days), 1):
        put(sheet, HEAD, column, text, "day")
    people = [max(1, *(len(cell or ()) for cell in row.cells)) for row in roster.rows]
    share = max(_LINE, min(_ROOMY, _PAGE // sum(people)))
    for line, (row, lines) in enumerate(zip(roster.rows, people, strict=True), HEAD + 1):
        sheet.row_dimensions[line].height = share + (lines - 1) * _LINE
        put(sheet, line, 1, row.time, "area")
        put(sheet, line, 2, dash(row.clock), "area clock")
        put(sheet, line, 3, row.area, "area")
        for column, there in enumerate(row.cells, _FIRST_DAY):
            text = "" if there is None else "\n".join(one.name for one in there) or "nobody"
            look = "unwatched" if there is None else "duty" if there else "nobody"
            put(sheet, line, column, text, look)
    line = HEAD + 1
    for _, _, rows in roster.times:
        last = line + len(rows) - 1
        for column in (1, 2) if last > line else ():
            for below in range(line + 1, last + 1):
                sheet.cell(below, column).value = None
            merge(sheet, line, column, last, column)
        line = last + 1
    freeze(sheet, HEAD + 1, _FIRST_DAY)
    sheet.sheet_view.showGridLines = False
    days = len(roster.days)
    page(sheet, book, [14, 13, 24, *[max(16, 125 // days)] * days], header=HEAD)
