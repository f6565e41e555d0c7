"""The hidden sheet of what may be chosen where something is edited."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from timetabler.exporters.timetable_xlsx import layout
from timetabler.exporters.timetable_xlsx.names import Names, SchoolNames
from timetabler.exporters.timetable_xlsx.pen import put
from timetabler.models.school import School
from timetabler.views import Book


def choices(school: School) -> dict[str, dict[str, str]]:
    """Defined name -> (id -> what people choose), in the order of the school."""
    names = SchoolNames(school)
    return {
        layout.DAYS: names.days.label,
        layout.TIMESLOTS: names.timeslots.label,
        layout.CLASSES: Names({one.id: one.name for one in school.classes}).label,
        layout.SUBJECTS: {s: s for s in school.subjects},
        layout.TEACHERS: names.people.label,
        layout.ROOMS: names.rooms.label,
        layout.COURSES: names.courses.label,
        layout.WATCHED: names.watched.label,
    }


def draw_lists(workbook: Workbook, book: Book) -> None:
    """A column for each list, with a defined name for what is below its head."""
    sheet = workbook.create_sheet(layout.LISTS)
    for column, (name, found) in enumerate(choices(book.school).items(), 1):
        put(sheet, 1, column, name, "head")
        for line, text in enumerate(found.values(), 2):
            put(sheet, line, column, text, "plain")
        letter = get_column_letter(column)
        last = max(2, 1 + len(found))  # an empty list is one empty cell
        place = f"'{layout.LISTS}'!${letter}$2:${letter}${last}"
        workbook.defined_names[name] = DefinedName(name, attr_text=place)
        sheet.column_dimensions[letter].width = 24
    sheet.sheet_state = "hidden"
