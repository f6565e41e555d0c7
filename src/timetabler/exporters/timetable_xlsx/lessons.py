"""Draws the two sheets that are there to be edited: the lessons and the duties, as lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.timetable_xlsx import layout
from timetabler.exporters.timetable_xlsx.lines import (
    DUTY_HEAD,
    FIXED_HEAD,
    LESSON_HEAD,
    duty_lines,
    lesson_lines,
    teacher_heads,
)
from timetabler.exporters.timetable_xlsx.names import SchoolNames
from timetabler.exporters.timetable_xlsx.pen import freeze, give, head, page, put
from timetabler.views import Book

_SPARE = 40
"""Empty lines below a list in which there is still a choice: for what people add."""
_WIDTHS = {"No": 7, "Course": 26, "Class": 18, "Subject": 24, "Day": 10, "Timeslot": 15}
_WIDTHS |= {"Room": 22, "Where": 28, "Time": 18, "Who": 30}
_TEACHER = 26
_LISTS = {"Course": layout.COURSES, "Day": layout.DAYS, "Timeslot": layout.TIMESLOTS}
_LISTS |= {"Room": layout.ROOMS, "Where": layout.WATCHED, "Who": layout.TEACHERS}
_LESSONS_ABOUT = (
    "Change day, timeslot, room or teacher here, or move lessons in the sheet of a class. "
    "What is grey stays. Then: timetabler import timetable.xlsx --school {school}"
)
_DUTIES_ABOUT = "Change who has which duty here: choose another name, clear it, or add a line."


def draw_editable(workbook: Workbook, book: Book) -> list[str]:
    """Adds the list of lessons; and that of duties, if the school has any. Returns their titles."""
    names = SchoolNames(book.school)
    teachers = teacher_heads(book.school)
    lists = _LISTS | dict.fromkeys(teachers, layout.TEACHERS)
    lessons = list(lesson_lines(book, names))
    sheet = workbook.create_sheet(layout.LESSONS)
    head(sheet, layout.LESSONS, _LESSONS_ABOUT.format(school=Path(book.problem.path).name))
    _draw_list(sheet, book, (*LESSON_HEAD, *teachers), lessons, lists)
    for line, placed in enumerate(book.timetable.placements, layout.HEAD + 1):
        for n in range(len(placed.course.staff), len(teachers)):  # with the class teacher
            give(sheet.cell(line, len(LESSON_HEAD) + 1 + n), "unwatched")
    titles = [layout.LESSONS]
    if book.school.duties:
        titles.append(layout.DUTIES)
        sheet = workbook.create_sheet(layout.DUTIES)
        head(sheet, layout.DUTIES, _DUTIES_ABOUT)
        _draw_list(sheet, book, DUTY_HEAD, [line for line, _ in duty_lines(book, names)], lists)
    return titles


def _draw_list(
    sheet: Worksheet,
    book: Book,
    heads: Sequence[str],
    lines: Sequence[Sequence[str]],
    lists: Mapping[str, str],
) -> None:
    last = layout.HEAD + len(lines)
    for column, name in enumerate(heads, 1):
        put(sheet, layout.HEAD, column, name, "column")
        fixed = name in FIXED_HEAD
        for line, texts in enumerate(lines, layout.HEAD + 1):
            value = int(texts[0]) if name == "No" else texts[column - 1]
            put(sheet, line, column, value, "clock" if fixed else "cell")
        if name in lists:
            letter = get_column_letter(column)
            # other texts may be typed too: S1-S2 is no timeslot, and whatever is wrong is told
            choice = DataValidation("list", formula1=lists[name], allow_blank=True)
            choice.showErrorMessage = False
            first = last + 1 if fixed else layout.HEAD + 1
            choice.add(f"{letter}{first}:{letter}{last + _SPARE}")
            sheet.add_data_validation(choice)
    freeze(sheet, layout.HEAD + 1, 1)
    sheet.auto_filter.ref = f"A{layout.HEAD}:{get_column_letter(len(heads))}{last}"
    page(sheet, book, [_WIDTHS.get(n, _TEACHER) for n in heads], header=layout.HEAD, pages=0)
