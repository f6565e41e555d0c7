"""Draws the workbook. Imported when one is written, as openpyxl takes its time."""

from __future__ import annotations

from openpyxl import Workbook

from timetabler.exporters.timetable_xlsx import layout
from timetabler.exporters.timetable_xlsx.charts import draw_charts
from timetabler.exporters.timetable_xlsx.contents import draw_contents, draw_summary
from timetabler.exporters.timetable_xlsx.grids import draw_grid
from timetabler.exporters.timetable_xlsx.lessons import draw_editable
from timetabler.exporters.timetable_xlsx.lists import draw_lists
from timetabler.exporters.timetable_xlsx.overview import draw_overview
from timetabler.exporters.timetable_xlsx.pen import cut, prepare
from timetabler.exporters.timetable_xlsx.record import add_record
from timetabler.exporters.timetable_xlsx.roster import draw_roster
from timetabler.exporters.timetable_xlsx.table import draw_table
from timetabler.exporters.timetable_xlsx.tables import changed, tables
from timetabler.views import SORTS, Book, grids, overviews, roster


def draw(book: Book) -> Workbook:
    """The whole workbook, in reading order; what people do not read is hidden, and last."""
    workbook = Workbook()
    workbook.properties.creator = "timetabler"
    workbook.properties.title = book.school.name
    prepare(workbook, book)
    workbook.worksheets[0].title = layout.CONTENTS
    draw_summary(workbook.create_sheet(layout.SUMMARY), book)
    taken = {*(name.casefold() for name in layout.FIXED), "history"}  # Excel's own
    first = {"class": "All classes", "teacher": "Specialists"}
    seen = [
        (view, _title(f"{first[view.whose]} {view.name}".strip(), taken))
        for view in (*overviews(book, "class"), *overviews(book, "teacher"))
        if view.lines
    ]
    news = [(table, _title(table.title, taken)) for table in (changed(book),) if table.lines]
    duty = [(week, _title(f"{_duty(book)} {week.week}".strip(), taken)) for week in roster(book)]
    whole = [(table, _title(table.title, taken)) for table in tables(book)]
    weeks = {
        name: [(grid, _title(grid.name, taken)) for grid in grids(book, sort)]
        for sort, name in SORTS.items()
    }
    for view, title in seen:
        draw_overview(workbook.create_sheet(title), book, view, title)
    for table, title in news:
        draw_table(workbook.create_sheet(title), book, table)
    editable = draw_editable(workbook, book)
    for found in weeks.values():
        for grid, title in found:
            draw_grid(workbook.create_sheet(title), book, grid)
    for week, title in duty:
        draw_roster(workbook.create_sheet(title), book, week)
    for table, title in whole:
        draw_table(workbook.create_sheet(title), book, table)
    draw_charts(workbook, book)
    pages = {name: [title for _, title in found] for name, found in weeks.items()}
    draw_contents(
        workbook[layout.CONTENTS],
        book,
        {
            "Whole school": [layout.SUMMARY, *(title for _, title in (*seen, *news))],
            "To edit": editable,
            **pages,
            _duty(book): [title for _, title in duty],
            "Tables and pictures": [*(title for _, title in whole), layout.PICTURES],
        },
    )
    own = weeks.pop(SORTS["class"])
    read = (*seen, *(shown for found in weeks.values() for shown in found), *duty)
    add_record(workbook, book, {title: grid for grid, title in own}, [title for _, title in read])
    draw_lists(workbook, book)
    return workbook


def _duty(book: Book) -> str:
    return book.school.pack.word("duty")


def _title(name: str, taken: set[str]) -> str:
    """What Excel allows as the name of a sheet: short, unique, without its own signs."""
    plain = "".join("-" if c in "[]:*?/\\" or not c.isprintable() else c for c in name)
    plain = cut(plain.strip("' "), 31).strip("' ") or "Sheet"
    unique, number = plain, 1
    while unique.casefold() in taken:
        number += 1
        unique = f"{cut(plain, 28 - len(str(number)))} ({number})"
    taken.add(unique.casefold())
    return unique
