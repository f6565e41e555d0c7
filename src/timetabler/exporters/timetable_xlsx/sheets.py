"""Draws the sheets of the workbook. Imported when one is written, as openpyxl takes its time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Color
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.timetable_xlsx import DAYS_ROW
from timetabler.exporters.timetable_xlsx.pen import (
    FACE,
    FONTS,
    FRAME,
    HATCH,
    INK,
    LEFT,
    MIDDLE,
    SHADE,
    TOP,
    clean,
    cut,
    dash,
    ink,
    page,
    put,
)
from timetabler.views import (
    SORTS,
    Book,
    Cell,
    Entry,
    Grid,
    GridRow,
    Row,
    curriculum,
    grids,
    rows,
    rule_book,
    staff,
    summary,
)

_FIRST_DAY = 3
"""Column of the first day; before it the timeslot and its time."""
_TABLES = ("Summary", "Rules", "Staff", "Curriculum", "Data")
"""Sheets of these names are about the whole school."""
_BAND, _SLIM, _LESSON = 18, 26, 40
"""Heights of breaks and of short times; least height of lessons, in points."""
_PAGE = 620
"""Points that fill the page at the width of a week."""


def draw(book: Book) -> Workbook:
    """The whole workbook, in reading order."""
    workbook = Workbook()
    workbook.properties.creator = "timetabler"
    workbook.properties.title = book.school.name
    front = workbook.worksheets[0]
    front.title = "Summary"
    taken = {name.lower() for name in _TABLES} | {"history"}
    weeks = {
        title: [
            (grid, workbook.create_sheet(_title(grid.name, taken))) for grid in grids(book, sort)
        ]
        for sort, title in SORTS.items()
    }
    _draw_front(front, book, {t: [s.title for _, s in found] for t, found in weeks.items()})
    for found in weeks.values():
        for grid, sheet in found:
            _draw_grid(sheet, book, grid)
    _draw_rules(workbook.create_sheet("Rules"), book)
    head = ["Id", "Name", "FTE", "Lessons (min)", "Own class (min)", "Release (min)"]
    head += ["Free (min)", "Classes", "Days", "Support (min)", "Duty (min)", "Teaching (min)"]
    lines = [(*line, line.teaching) for line in staff(book)]
    _draw_table(workbook.create_sheet("Staff"), book, head, lines, [12, 26, 8])
    head = ["Class", "Subject", "Asked for (min)", "Taught (min)", "Lessons", "Days"]
    sheet = workbook.create_sheet("Curriculum")
    _draw_table(sheet, book, head, curriculum(book), [14, 30, 16])
    sheets = {grid.id: sheet.title for grid, sheet in weeks["Classes"]}
    data = [(*row, sheets[row.class_id]) for row in rows(book)]
    widths = [14, 8, 10, 8, 8, 9, 22, 26, 16, 22, 16, 10, 8, 9, 28, 16]
    _draw_table(
        workbook.create_sheet("Data"), book, [*Row._fields, "sheet"], data, widths, wrap=False
    )
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


def _draw_front(sheet: Worksheet, book: Book, contents: dict[str, list[str]]) -> None:
    put(sheet, 1, 1, book.school.name, "title")
    sheet.row_dimensions[1].height = 34
    for line, (label, text) in enumerate(summary(book)[1:], 3):
        put(sheet, line, 1, label, "soft").alignment = TOP
        put(sheet, line, 2, text, "head" if label == "Result" else "").alignment = TOP
        sheet.merge_cells(start_row=line, end_row=line, start_column=2, end_column=5)
        sheet.row_dimensions[line].height = 34 if label == "Result" else 17
    first = sheet.max_row + 2
    for column, (title, names) in enumerate(contents.items(), 1):
        put(sheet, first, column, title, "head")
        for line, name in enumerate(names, first + 1):
            quoted = name.replace("'", "''")
            link = put(sheet, line, column, name)
            link.hyperlink = Hyperlink(link.coordinate, location=f"'{quoted}'!A1")
            link.font = FONTS["link"]
    put(sheet, first, 5, "Subjects", "head")
    for line, (subject, code) in enumerate(book.code.items(), first + 1):
        put(sheet, line, 4, code).alignment = MIDDLE
        ink(sheet.cell(line, 4), book, subject)
        put(sheet, line, 5, subject)
    page(sheet, book, [27, 32, 27, 9, 32])


def _draw_grid(sheet: Worksheet, book: Book, grid: Grid) -> None:
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
    elif cell.filling in ("away", "outside"):
        drawn.fill, drawn.font = HATCH, FONTS["soft"]
    elif cell.filling == "break":
        drawn.fill, drawn.font, drawn.alignment = SHADE, FONTS["soft"], MIDDLE
    end = line + cell.height - 1
    for below in range(line, end + 1):
        sheet.cell(below, column).border = FRAME
    if cell.height > 1:
        sheet.merge_cells(start_row=line, end_row=end, start_column=column, end_column=column)


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
        bold = entry.filling == "lesson"
        font = InlineFont(rFont=FACE, sz=11 if bold else 10, b=bold, color=colour)
        blocks.append(TextBlock(font, ("\n" if number else "") + clean(_head(entry))))
        if entry.detail:
            font = InlineFont(rFont=FACE, sz=9, color=colour)
            blocks.append(TextBlock(font, "\n" + clean(entry.detail)))
    return blocks


def _head(entry: Entry) -> str:
    code = f" ({entry.code})" if entry.code else ""
    return f"{entry.title}{code} {dash(entry.time)}".rstrip()


def _draw_rules(sheet: Worksheet, book: Book) -> None:
    head = ["No", "Rule", "Strength", "Met", "Deviation", "Cost", "Written in", "Asked by", "Note"]
    lines: list[tuple[object, ...]] = []
    for rule in rule_book(book):
        met = "yes" if rule.met else "no"
        said = (rule.number, rule.rule, rule.strength, met, rule.deviation, rule.cost)
        lines.append((*said, rule.where, rule.asked_by, rule.note))
        lines += [("", f"    {text}") for text in rule.exceptions]
    _draw_table(sheet, book, head, lines, [6, 80, 12, 7, 10, 8, 26, 16, 36])


def _draw_table(
    sheet: Worksheet,
    book: Book,
    head: Sequence[str],
    lines: Iterable[Sequence[object]],
    widths: Sequence[int],
    wrap: bool = True,
) -> None:
    """A plain table: one line of headings, then the lines."""
    for column, text in enumerate(head, 1):
        drawn = put(sheet, 1, column, text, "head")
        drawn.fill, drawn.alignment = SHADE, TOP
    for number, line in enumerate(lines, 2):
        cells = [put(sheet, number, column, value) for column, value in enumerate(line, 1)]
        if wrap:  # spreadsheets do not make room for wrapped lines by themselves
            tall = max(ceil(len(str(v)) / w / 1.1) for v, w in zip(line, widths, strict=False))
            sheet.row_dimensions[number].height = 15 * tall
            for cell in cells:
                cell.alignment = TOP
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    page(sheet, book, [*widths, *[12] * (len(head) - len(widths))], header=1, pages=0)
