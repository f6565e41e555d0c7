"""Draws the sheets of the workbook. Imported when one is written, as openpyxl takes its time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.timetable_xlsx.grids import draw_grid
from timetabler.exporters.timetable_xlsx.pen import FONTS, MIDDLE, TOP, cut, ink, page, put
from timetabler.exporters.timetable_xlsx.roster import draw_roster
from timetabler.exporters.timetable_xlsx.tables import data, draw_table, tables
from timetabler.views import SORTS, Book, grids, highlights, roster, summary


def draw(book: Book) -> Workbook:
    """The whole workbook, in reading order: people and places first, then the whole school."""
    workbook = Workbook()
    workbook.properties.creator = "timetabler"
    workbook.properties.title = book.school.name
    front = workbook.worksheets[0]
    front.title = "Summary"
    taken = {"summary", "data", "history"}  # a workbook may have no sheet of that last name
    whole = [(table, _title(table.title, taken)) for table in tables(book)]
    duty = [(week, _title(f"Duty {week.week}", taken)) for week in roster(book)]
    weeks = {
        title: [(grid, _title(grid.name, taken)) for grid in grids(book, sort)]
        for sort, title in SORTS.items()
    }
    contents = {kind: [title for _, title in found] for kind, found in weeks.items()}
    school = [*(title for _, title in duty), *(title for _, title in whole), "Data"]
    _draw_front(front, book, contents, school)
    for found in weeks.values():
        for grid, title in found:
            draw_grid(workbook.create_sheet(title), book, grid)
    for week, title in duty:
        draw_roster(workbook.create_sheet(title), book, week)
    for table, title in whole:
        draw_table(workbook.create_sheet(title), book, table)
    sheets = {grid.id: title for grid, title in weeks["Classes"]}
    draw_table(workbook.create_sheet("Data"), book, data(book, sheets))
    return workbook


def _title(name: str, taken: set[str]) -> str:
    """What Excel allows as the name of a sheet: short, unique, without its own signs."""
    plain = "".join("-" if c in "[]:*?/\\" or not c.isprintable() else c for c in name)
    plain = cut(plain.strip("' "), 31).strip("' ") or "Sheet"
    unique, number = plain, 1
    while unique.lower() in taken:
        number += 1
        unique = f"{cut(plain, 28 - len(str(number)))} ({number})"
    taken.add(unique.lower())
    return unique


def _draw_front(
    sheet: Worksheet, book: Book, contents: Mapping[str, Sequence[str]], school: Sequence[str]
) -> None:
    put(sheet, 1, 1, book.school.name, "title")
    sheet.row_dimensions[1].height = 34
    lines = list(summary(book)[1:])
    after = 1 + next(i for i, (label, _) in enumerate(lines) if label == "Result")
    lines[after:after] = [("", text) for text in highlights(book)]
    for line, (label, text) in enumerate(lines, 3):
        put(sheet, line, 1, label, "soft").alignment = TOP
        put(sheet, line, 2, text, "head" if label == "Result" else "").alignment = TOP
        sheet.merge_cells(start_row=line, end_row=line, start_column=2, end_column=5)
        sheet.row_dimensions[line].height = 17 * ceil(len(text) / _WIDE)
    first = sheet.max_row + 2
    for column, (title, names) in enumerate(contents.items(), 1):
        below = first + len(school) + 2 if column == len(contents) else first
        _links(sheet, below, column, title, names)
    _links(sheet, first, len(contents), "Whole school", school)
    put(sheet, first, 5, "Subjects", "head")
    for line, (subject, code) in enumerate(book.code.items(), first + 1):
        put(sheet, line, 4, code).alignment = MIDDLE
        ink(sheet.cell(line, 4), book, subject)
        put(sheet, line, 5, subject)
    page(sheet, book, [27, 32, 27, 9, 32], pages=0)


_WIDE = 100
"""Letters that fit beside a label of the summary."""


def _links(sheet: Worksheet, first: int, column: int, title: str, names: Sequence[str]) -> None:
    """A heading, and below it a link to each of these sheets."""
    if names:
        put(sheet, first, column, title, "head")
    for line, name in enumerate(names, first + 1):
        quoted = name.replace("'", "''")
        link = put(sheet, line, column, name)
        link.hyperlink = Hyperlink(link.coordinate, location=f"'{quoted}'!A1")
        link.font = FONTS["link"]
