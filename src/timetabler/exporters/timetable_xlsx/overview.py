"""Draws the whole school on one page: everybody down, the week across, in short codes."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.timetable_xlsx.layout import HEAD
from timetabler.exporters.timetable_xlsx.pen import (
    BEGINS,
    freeze,
    head,
    look_of,
    merge,
    page,
    put,
    stack,
)
from timetabler.models.wording import words
from timetabler.views import Book, Overview, OverviewCell

_NAME, _WEEK, _NARROWEST = 24, 150, 4.5
"""Widths of the column of names, of the days together, and of a period at least."""
_PAGE, _LEAST, _MOST = 560, 16, 28
"""Points of all rows that fill the page at that width, and of one row."""
_STACKED = 10
"""Points of a line where a cell has several."""
_LEGEND = 4
"""Columns that an entry of the legend takes."""


def draw_overview(sheet: Worksheet, book: Book, overview: Overview, title: str) -> None:
    """Two rows of headings (days, timeslots), a row for each class or teacher, and the legend."""
    head(sheet, title, _about(book, overview))
    columns = sum(len(slots) for _, slots in overview.days)
    wide = max(1.0, columns * _NARROWEST / _WEEK)  # what is wider than a page is printed smaller
    high = wide * max(_LEAST, min(_MOST, _PAGE // max(1, len(overview.lines) + 4)))
    put(sheet, HEAD, 1, None, "small day")
    put(sheet, HEAD + 1, 1, "Class" if overview.whose == "class" else "Teacher", "small day")
    column = 2
    for day, slots in overview.days:
        for number, slot in enumerate(slots, column):
            begins = BEGINS if number == column else ""
            put(sheet, HEAD, number, day if begins else None, f"small day{begins}")
            put(sheet, HEAD + 1, number, slot, f"small day{begins}")
        last = column + len(slots) - 1
        if last > column:
            merge(sheet, HEAD, column, HEAD, last)
        column = last + 1
    for line, who in enumerate(overview.lines, HEAD + 2):
        most = max((len(cell.lines) for day in who.cells for cell in day), default=0)
        sheet.row_dimensions[line].height = max(high, most * _STACKED)
        put(sheet, line, 1, who.name, "small name")
        column = 2
        for cells in who.cells:
            for number, cell in enumerate(cells):
                look = _look(book, cell) + (BEGINS if number == 0 else "")
                drawn = put(sheet, line, column + number, "\n".join(cell.lines), look)
                if len(cell.lines) > 1:
                    stack(drawn)
            column += len(cells)
    _legend(sheet, book, overview, HEAD + 3 + len(overview.lines), columns)
    freeze(sheet, HEAD + 2, 2)
    sheet.sheet_view.showGridLines = False
    width = _WEEK / max(1, columns)
    page(sheet, book, [_NAME, *[max(_NARROWEST, width)] * columns], header=HEAD + 1)


def _about(book: Book, overview: Overview) -> str:
    """What the cells say."""
    if overview.whose == "teacher":
        meetings = " Of a meeting, its code." if book.activities.meetings else ""
        return f"Whom each lesson is for, in the colour of its subject.{meetings} Shaded: away."
    with_teacher = [bool(class_.homes) for class_ in book.school.classes]
    empty = ["free"] * (not all(with_teacher)) + ["with the class teacher"] * any(with_teacher)
    return f"Empty: {words(empty, 'or')}. In brackets: only some pupils. Shaded: no such time."


def _look(book: Book, cell: OverviewCell) -> str:
    if cell.subject:
        return look_of(book, cell.subject, small=True)
    return "small away" if cell.away else "small"


def _legend(sheet: Worksheet, book: Book, overview: Overview, first: int, columns: int) -> None:
    """The code and name of every subject that is to be seen."""
    shown = {cell.subject for who in overview.lines for day in who.cells for cell in day}
    in_line = max(1, (columns - 1) // _LEGEND)
    subjects = [subject for subject in book.school.subjects if subject in shown]
    for number, subject in enumerate(subjects):
        line, place = first + number // in_line, 2 + number % in_line * _LEGEND
        put(sheet, line, place, book.code[subject], look_of(book, subject, small=True))
        for beside in range(1, _LEGEND):
            put(sheet, line, place + beside, subject if beside == 1 else None, "legend")
        merge(sheet, line, place + 1, line, place + _LEGEND - 1)
