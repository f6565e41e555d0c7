"""People edit the workbook: whatever they change comes back, or is named by sheet and cell."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from timetabler import api
from timetabler.exporters.timetable_xlsx import TimetableXlsx, layout, opening
from timetabler.exporters.timetable_xlsx.names import Names, typed
from timetabler.exporters.timetable_xlsx.reader import edited, read
from timetabler.models.findings import Diagnostic, InvalidInput
from timetabler.models.timetable import Timetable
from timetabler.spec.load import load_text
from timetabler.views import Book

from . import factory
from .factory import VARIED, book, dutiful, fortnight, varied

BOOKS = ("varied", "doubled", "dutiful", "whole", "hostile", "fortnight", "awkward")
Change = Callable[[Workbook], object]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Book], Path]:
    """Writes the workbook of a book once; tests edit copies."""
    folder, known = tmp_path_factory.mktemp("made"), {}

    def write(one: Book) -> Path:
        if id(one) not in known:
            known[id(one)] = folder / f"{len(known)}.xlsx"
            TimetableXlsx().write(one, known[id(one)])
        return known[id(one)]

    return write


@pytest.fixture(scope="module")
def opened(made) -> Callable[[Book], Workbook]:
    """The workbook of a book as it was written, without what nobody edits; a new one each time."""
    known: dict[int, bytes] = {}

    def copy(one: Book) -> Workbook:
        if id(one) not in known:
            workbook = load_workbook(made(one))
            for title in {"Why here", "Staff minutes", "Curriculum"} & {*workbook.sheetnames}:
                del workbook[title]
            known[id(one)] = pickle.dumps(workbook)
        found: Workbook = pickle.loads(known[id(one)])
        return found

    return copy


@pytest.fixture
def edit(opened) -> Callable[..., Workbook]:
    """Edits the workbook of a book as a person would."""

    def edited(one: Book, *changes: Change) -> Workbook:
        workbook: Workbook = opened(one)
        for change in changes:
            change(workbook)
        return workbook

    return edited


@pytest.fixture
def saved(edit, tmp_path) -> Callable[..., Path]:
    """The same as a file."""

    def save(one: Book, *changes: Change) -> Path:
        path: Path = tmp_path / "timetable.xlsx"
        edit(one, *changes).save(path)
        return path

    return save


def put(sheet: str, cell: str, value: object) -> Change:
    """Types something into a cell."""

    def change(workbook: Workbook) -> None:
        workbook[sheet][cell] = value

    return change


def cut(sheet: str, source: str, target: str) -> Change:
    """Cuts a cell and pastes it elsewhere, merged rows and all."""

    def change(workbook: Workbook) -> None:
        here = workbook[sheet]
        value = here[source].value
        area = next(
            (a for a in here.merged_cells.ranges if a.start_cell.coordinate == source), None
        )
        if area is not None:
            here.unmerge_cells(str(area))
        here[source] = None
        into = next(
            (a for a in here.merged_cells.ranges if a.start_cell.coordinate == target), None
        )
        if into is not None:
            here.unmerge_cells(str(into))
        here[target] = value
        if area is not None:
            first = here[target]
            here.merge_cells(
                start_row=first.row,
                end_row=first.row + area.max_row - area.min_row,
                start_column=first.column,
                end_column=first.column,
            )

    return change


def swap(sheet: str, one: str, other: str) -> Change:
    """Puts two cells in each other's place."""

    def change(workbook: Workbook) -> None:
        here = workbook[sheet]
        here[one].value, here[other].value = here[other].value, here[one].value

    return change


def lessons(timetable: Timetable) -> list[str]:
    """Every lesson as people say it."""
    week = timetable.school.week
    return [
        ", ".join((c.id, week.label(s, timetable.school.classes_of(c)[0]), r or "-", *t))
        for c, s, r, t in timetable.placements
    ]


def now(one: Book, workbook: Workbook) -> Timetable:
    """What an edited workbook says."""
    return edited(workbook, Path("timetable.xlsx"), one.problem)[0]


def came(one: Book, workbook: Workbook) -> tuple[set[str], set[str]]:
    """The lessons that are no more, and those that are new."""
    before, after = lessons(one.timetable), lessons(now(one, workbook))
    return set(before) - set(after), set(after) - set(before)


def problems(one: Book, workbook: Workbook) -> tuple[Diagnostic, ...]:
    with pytest.raises(InvalidInput) as found:
        now(one, workbook)
    return found.value.diagnostics


def refused(one: Book, path: Path) -> list[str]:
    """The codes of what is wrong with a file."""
    with pytest.raises(InvalidInput) as found:
        read(path, one.problem)
    return [d.code for d in found.value.diagnostics]


def told(one: Book, workbook: Workbook) -> list[tuple[str, str, str]]:
    """(code, sheet, cell) of every problem."""
    return [(d.code, d.source.sheet, d.source.cell) for d in problems(one, workbook)]


def row_of(sheet: Worksheet, course: str) -> int:
    """The line of the first lesson of a course in the list."""
    return next(row[0].row for row in sheet.iter_rows() if row[1].value == course)


def lesson(course: str, column: str, value: object) -> Change:
    """Changes a lesson in the list."""

    def change(workbook: Workbook) -> None:
        sheet = workbook[layout.LESSONS]
        head = [cell.value for cell in sheet[layout.HEAD]]
        sheet.cell(row_of(sheet, course), head.index(column) + 1).value = value

    return change


# ---- without edits -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", BOOKS)
def test_what_nobody_edits_comes_back_as_it_was(name, made):
    one = getattr(factory, name)()
    timetable, header = read(made(one), one.problem)
    assert timetable == one.timetable == header.original
    assert header.sha256 == one.problem.sha256
    assert (header.outcome.cost, header.outcome.bound) == (one.report.cost, one.outcome.bound)


def test_looks_notes_order_and_own_sheets_are_the_persons_own(edit):
    def change(workbook: Workbook) -> None:
        workbook["1A"]["C5"].style = "Normal"
        workbook["1A"]["C5"].comment = None
        workbook["1A"].column_dimensions["C"].width = 90
        workbook["1A"]["Z3"] = "remember the excursion"
        workbook["Summary"]["A3"] = "Draft"
        workbook.create_sheet("Mine", 0)["A1"] = "PE"
        workbook.move_sheet("6C", -3)
        workbook[layout.LESSONS].insert_cols(1)
        workbook[layout.LESSONS]["A9"] = "ask Pat"
        rows = [[c.value for c in row] for row in workbook[layout.LESSONS].iter_rows(min_row=5)]
        workbook[layout.LESSONS].delete_rows(5, len(rows))
        for values in reversed(rows):
            workbook[layout.LESSONS].append(values)

    assert came(varied(), edit(varied(), change)) == (set(), set())


def test_deleted_sheets_for_reading_are_not_missed(edit):
    def change(workbook: Workbook) -> None:
        for title in ("Pat Nair", "Hall", "Summary", "1A", "6C", "Rules"):
            del workbook[title]

    assert came(varied(), edit(varied(), change)) == (set(), set())


# ---- the list of lessons -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("course", "column", "value", "now"),
    [
        ("1A PE", "Day", "Tue", "1A PE, Tue S3, hall, pat"),
        ("1A PE", "Day", " tue ", "1A PE, Tue S3, hall, pat"),
        ("1A PE", "Timeslot", "s2", "1A PE, Mon S2, hall, pat"),
        ("1A PE", "Room", "Nook", "1A PE, Mon S3, nook, pat"),
        ("1A PE", "Room", "nook", "1A PE, Mon S3, nook, pat"),
        ("1A PE", "Room", None, "1A PE, Mon S3, -, pat"),
        ("1A PE", "Teacher", "Mia Wood", "1A PE, Mon S3, hall, mia"),
        ("6C Music", "Teacher 2", "pat", "6C Music, Mon S4, R3, mia, pat"),
        ("1A Art", "Day", "Tue", "1A Art, Tue S1-S2, R1, mia"),
        ("1A Art", "Timeslot", "S1", None),
        ("1B Library", "Timeslot", "S1", "1B Library, Mon 09:00-09:30, nook"),
        ("1B Library", "Timeslot", "11:30-12:00", "1B Library, Mon 11:30-12:00, nook"),
        ("1B Library", "Timeslot", "11:30 \u2013 12:00", "1B Library, Mon 11:30-12:00, nook"),
        ("1B Library", "Timeslot", time(11, 30), "1B Library, Mon 11:30-12:00, nook"),
        ("6C PE", "Timeslot", "S1", "6C PE, Tue S1, hall, pat"),
    ],
)
def test_a_lesson_is_changed_in_the_list(course, column, value, now, edit):
    gone, come = came(varied(), edit(varied(), lesson(course, column, value)))
    assert come == ({now} if now else set())
    assert {text.split(",")[0] for text in gone} == ({course} if now else set())


def test_people_are_known_by_name_and_id_and_by_both_if_names_are_shared():
    names = Names({"a": "Kim Lee", "b": "Kim Lee", "c": "b", "d": "Jo", "e": "E"})
    assert names.label == {
        "a": "Kim Lee (a)",
        "b": "Kim Lee (b)",
        "c": "b (c)",
        "d": "Jo",
        "e": "E",
    }
    assert [names.find([t]) for t in ("kim lee (a)", "A", "b", "JO ", "b (c)", "e")] == [
        *("a", "a", "b", "d", "c", "e")
    ]
    assert names.find(["Kim Lee"]) is None
    assert names.find(["4/3", "jo"]) == "d"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (3.0, "3"),
        (7, "7"),
        (time(9, 5), "09:05"),
        (datetime(2026, 4, 3), "3/4"),
        (datetime(2026, 4, 3), "4/3"),
        (datetime(2026, 2, 1), "1-2"),
        (datetime(1899, 12, 31, 13, 30), "13:30"),
        ("  x ", "x"),
    ],
)
def test_what_a_spreadsheet_makes_of_a_text_is_still_that_text(value, text):
    assert text in typed(value)


def test_a_line_without_a_number_is_a_new_lesson(edit):
    def change(workbook: Workbook) -> None:
        sheet = workbook[layout.LESSONS]
        sheet.append([None, "1B PE", None, None, "Mon", "S3"])
        sheet.append([None, "1b library", "1B", "Library", "Tue", "S2", "Hall"])

    gone, come = came(varied(), edit(varied(), change))
    assert (gone, come) == (
        set(),
        {"1B PE, Mon S3, hall, pat", "1B Library, Tue 10:00-10:30, hall"},
    )


def test_a_deleted_line_is_no_lesson_any_more(edit):
    def change(workbook: Workbook) -> None:
        sheet = workbook[layout.LESSONS]
        sheet.delete_rows(row_of(sheet, "1B PE"))

    path = edit(varied(), change)
    assert came(varied(), path) == ({"1B PE, Tue S4, hall, pat"}, set())


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        (lesson("1A PE", "Day", "Sun"), "TT411", "E7"),
        (lesson("1A PE", "Day", None), "TT411", "E7"),
        (lesson("1A PE", "Timeslot", "S9"), "TT415", "F7"),
        (lesson("1A PE", "Timeslot", "S2-S9"), "TT415", "F7"),
        (lesson("1A PE", "Timeslot", "recess"), "TT415", "F7"),
        (lesson("1A PE", "Timeslot", None), "TT415", "F7"),
        (lesson("1A PE", "Room", "Gym"), "TT411", "G7"),
        (lesson("1A PE", "Room", "=1+1"), "TT411", "G7"),
        (lesson("1A PE", "Teacher", "Nobody"), "TT411", "H7"),
        (lesson("1A PE", "Teacher", None), "TT406", "B7"),
        (lesson("1B Library", "Teacher", "Pat Nair"), "TT406", "B6"),
        (lesson("1A PE", "No", 77), "TT411", "A7"),
        (lesson("1A PE", "No", "x"), "TT411", "A7"),
        (lesson("1A PE", "Course", "1B PE"), "TT412", "B7"),
        (lesson("1A PE", "Subject", "Sport"), "TT412", "D7"),
        (lesson("1A Art", "Timeslot", "S4"), "TT415", "F5"),
        (put("Lessons", "B13", "1A Dance"), "TT411", "B13"),
        (put("Lessons", "B13", "1A PE"), "TT411", "E13"),
    ],
)
def test_what_cannot_be_read_in_the_list_is_named(change, code, cell, edit):
    found = told(varied(), edit(varied(), change))
    assert (code, "Lessons", cell) in found
    assert all(sheet == "Lessons" for _, sheet, _ in found)


def test_a_copied_line_and_its_lost_number_are_told(edit):
    def change(workbook: Workbook) -> None:
        sheet = workbook[layout.LESSONS]
        sheet.append([cell.value for cell in sheet[7]])

    assert told(varied(), edit(varied(), change)) == [("TT411", "Lessons", "A13")]


# ---- the sheets of the classes -----------------------------------------------------------------


ROOMY = """\
school: Roomy
id: roomy
week:
  days: [Mon, Tue, Wed]
  timeslots:
    - {id: S1, time: "09:00-10:00"}
    - {id: S2, time: "10:00-11:00"}
    - {id: recess, time: "11:00-11:30", kind: break}
    - {id: S3, time: "11:30-12:30"}
    - {id: S4, time: "12:30-13:30"}
teachers:
  - {id: ana, name: Ana Rossi}
  - {id: ben, name: Ben Carter}
  - {id: pat, name: Pat Nair}
  - {id: mia, name: Mia Wood}
  - {id: val, name: Val Hill}
rooms: [{id: hall, name: Hall}, {id: gym, name: Gym}, {id: lab, name: Lab}, {id: nook, name: Nook}]
classes:
  - {id: 1A, year: 1, teacher: ana, room: R1}
  - {id: 1B, year: 1, teacher: ben, room: R2}
groups: [{id: eal, name: EAL group, classes: [1A]}]
courses:
  - {subject: PE, classes: all, teachers: [pat, val], rooms: [hall, gym], lessons: 2}
  - {subject: Art, classes: all, teacher: mia, lessons: [2]}
  - {subject: Library, classes: all, minutes: 30, room: nook}
  - {subject: EAL, groups: [eal], teacher: val, minutes: 30, room: lab}
  - {subject: Assembly, classes: all, together: true, room: hall}
"""


def roomy() -> Book:
    """Two classes with time to spare: every move is within their own cells.

    Of 1A: Mon PE, -, Art, Art; Tue Assembly, half Library, PE, -; Wed -, -, half EAL, -.
    """
    return ROOMY_BOOK


ROOMY_BOOK = book(
    ROOMY,
    ("1A PE", "Mon S1", "hall", ("pat",)),
    ("1A Art", "Mon S3-S4", "R1", ("mia",)),
    ("1A+1B Assembly", "Tue S1", "hall", ()),
    ("1A Library", "Tue 10:30-11:00", "nook", ()),
    ("1A PE", "Tue S3", "gym", ("pat",)),
    ("eal EAL", "Wed 11:30-12:00", "lab", ("val",)),
    ("1B PE", "Mon S2", "hall", ("val",)),
    ("1B PE", "Wed S1", "hall", ("val",)),
    ("1B Art", "Wed S3-S4", "R2", ("mia",)),
    ("1B Library", "Mon 09:00-09:30", "nook", ()),
)
# The sheet of 1A: rows 5 S1, 6 S2, 7 recess, 8 S3, 9 S4; columns C Mon, D Tue, E Wed
PE_MON, ART = "1A PE, Mon S1, hall, pat", "1A Art, Mon S3-S4, R1, mia"
ASSEMBLY, PE_TUE = "1A+1B Assembly, Tue S1, hall", "1A PE, Tue S3, gym, pat"
LIBRARY, EAL = "1A Library, Tue 10:30-11:00, nook", "eal EAL, Wed 11:30-12:00, lab, val"


def again(text: str, time: str) -> str:
    """The same lesson at another time."""
    course, _, *rest = text.split(", ")
    return ", ".join((course, time, *rest))


@pytest.mark.parametrize(
    ("changes", "moved"),
    [
        ([cut("1A", "C5", "C6")], {PE_MON: "Mon S2"}),
        ([cut("1A", "C5", "E9")], {PE_MON: "Wed S4"}),
        (
            [cut("1A", "C8", "E8"), put("1A", "E5", "EAL 09:00-09:30")],
            {ART: "Wed S3-S4", EAL: "Wed 09:00-09:30"},
        ),
        ([cut("1A", "C8", "E5")], {ART: "Wed S1-S2"}),
        ([swap("1A", "C5", "D8")], {PE_MON: "Tue S3", PE_TUE: "Mon S1"}),
        ([cut("1A", "D5", "E5")], {ASSEMBLY: "Wed S1"}),
        ([cut("1A", "D5", "D9"), cut("1B", "D5", "D9")], {ASSEMBLY: "Tue S4"}),
        ([cut("1A", "D6", "E6")], {LIBRARY: "Wed 10:30-11:00"}),
        ([put("1A", "D6", "Library 10:00-10:30")], {LIBRARY: "Tue 10:00-10:30"}),
        ([cut("1A", "D6", "E5"), put("1A", "E5", "library")], {LIBRARY: "Wed 09:00-09:30"}),
        ([put("1A", "C5", None), put("1A", "E5", "pe\nPat Nair \u00b7 Hall")], {PE_MON: "Wed S1"}),
        ([put("1A", "C5", "Class"), put("1A", "E5", " PE ")], {PE_MON: "Wed S1"}),
        ([put("1A", "C5", "PE\nPat Nair \u00b7 Gym")], {PE_MON: PE_MON.replace("hall", "gym")}),
        ([put("1A", "C5", "PE\nVal Hill\nHall")], {PE_MON: PE_MON.replace("pat", "val")}),
        ([put("1A", "C5", "PE")], {}),
        ([put("1A", "C5", "Art"), put("1A", "C8", "PE")], {ART: "Mon S1-S2", PE_MON: "Mon S3"}),
    ],
)
def test_lessons_are_moved_and_changed_in_the_sheet_of_a_class(changes, moved, edit):
    come = {new if "," in new else again(was, new) for was, new in moved.items()}
    assert came(roomy(), edit(roomy(), *changes)) == (set(moved), come)


def test_a_double_that_somebody_unmerged_is_still_one(edit):
    def unmerged(workbook: Workbook) -> None:
        sheet = workbook["1A"]
        sheet.unmerge_cells("C8:C9")
        sheet["E5"], sheet["E6"], sheet["C8"] = sheet["C8"].value, sheet["C8"].value, None

    assert came(roomy(), edit(roomy(), unmerged)) == ({ART}, {again(ART, "Wed S1-S2")})


def test_the_same_move_in_list_and_sheet_is_one_move(edit):
    both = (cut("1A", "C5", "E5"), lesson("1A PE", "Day", "Wed"))
    assert came(roomy(), edit(roomy(), *both)) == ({PE_MON}, {again(PE_MON, "Wed S1")})


def test_a_move_in_the_sheet_and_a_room_in_the_list_go_together(edit):
    both = (cut("1A", "C5", "E5"), lesson("1A PE", "Room", "Gym"))
    assert came(roomy(), edit(roomy(), *both)) == ({PE_MON}, {"1A PE, Wed S1, gym, pat"})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # moved to two places: both cells are named
        ([cut("1A", "C5", "E5"), lesson("1A PE", "Day", "Tue")], [("TT413", "1A", "E5")]),
        ([cut("1A", "D5", "E5"), cut("1B", "D5", "C9")], [("TT413", "1B", "C9")]),
        # lost, and there twice
        ([put("1A", "C5", None)], [("TT414", "1A", "C5")]),
        ([put("1A", "C5", "Art"), put("1A", "E5", "PE")], [("TT414", "1A", "C5")]),
        ([put("1A", "E5", "PE")], [("TT414", "1A", "E5")]),
        ([put("1A", "D5", None)], [("TT414", "1A", "D5")]),
        # not to be read
        ([put("1A", "E5", "Dance")], [("TT411", "1A", "E5")]),
        ([put("1A", "E5", "=C5")], [("TT411", "1A", "E5")]),
        ([put("1A", "E5", 5)], [("TT411", "1A", "E5")]),
        ([put("1A", "C7", "Fair")], [("TT411", "1A", "C7")]),
        ([put("1A", "C5", "PE\nPat Nair \u00b7 Pool")], [("TT411", "1A", "C5")]),
        ([put("1A", "C5", "PE\nPat Nair")], [("TT411", "1A", "C5")]),
        ([put("1A", "E5", "Class\nAda")], [("TT411", "1A", "E5")]),
        # no place for it
        ([cut("1A", "C8", "D9")], [("TT415", "1A", "D9")]),
        ([cut("1A", "C5", "C7")], [("TT415", "1A", "C7")]),
        ([cut("1A", "D6", "E5")], [("TT415", "1A", "E5")]),
        ([put("1A", "D6", "Library 10:15-10:45")], [("TT415", "1A", "D6")]),
        # what is not there to be changed
        ([put("1A", "A5", "S9")], [("TT410", "1A", "A5")]),
        ([put("1A", "D4", "Thu")], [("TT410", "1A", "D4")]),
        ([lambda workbook: workbook["1A"].insert_rows(6)], [("TT410", "1A", "A6")]),
        ([lambda workbook: workbook["1A"].delete_rows(1, 40)], [("TT410", "1A", "C4")]),
        ([put("Pat Nair", "C5", "PE 1B")], [("TT412", "Pat Nair", "C5")]),
        ([put("Hall", "C5", None)], [("TT412", "Hall", "C5")]),
        ([put("Hall", "D8", "PE")], [("TT412", "Hall", "D8")]),
        ([put("All classes", "B6", "Art")], [("TT412", "All classes", "B6")]),
        # whole sheets
        ([lambda workbook: workbook.remove(workbook["Lessons"])], [("TT410", "Lessons", "")]),
        ([lambda workbook: workbook["Lessons"].delete_rows(1, 99)], [("TT410", "Lessons", "")]),
        ([put("Lessons", "E4", "When")], [("TT410", "Lessons", "")]),
    ],
)
def test_what_cannot_be_read_is_named_by_sheet_and_cell(changes, expected, edit):
    assert told(roomy(), edit(roomy(), *changes)) == expected


def test_edits_that_contradict_each_other_name_both_cells(edit):
    path = edit(roomy(), cut("1A", "C5", "E5"), lesson("1A PE", "Day", "Tue"))
    (found,) = problems(roomy(), path)
    assert "to Wed S1" in found.message
    assert "to Tue S1 in sheet Lessons, cell E6" in found.message


def test_everything_wrong_is_told_at_once(edit):
    changes = (
        put("1A", "E5", "Dance"),
        put("1B", "E5", "PE\nVal Hill \u00b7 Moon"),
        lesson("1A Art", "Room", "Attic"),
        put("Hall", "C5", "x"),
    )
    assert {(sheet, cell) for _, sheet, cell in told(roomy(), edit(roomy(), *changes))} == {
        *(("1A", "E5"), ("1B", "E5"), ("Lessons", "G8"), ("Hall", "C5"))
    }


def test_a_renamed_sheet_is_still_that_of_its_class(edit):
    def renamed(workbook: Workbook) -> None:
        workbook["1A"].title = "1A new"

    assert came(roomy(), edit(roomy(), cut("1A", "C5", "E5"), renamed))[0] == {PE_MON}


def test_sheets_that_swap_their_names_are_still_those_of_their_classes(edit):
    def swapped(workbook: Workbook) -> None:
        first, second = workbook["1A"], workbook["1B"]
        first.title, second.title, first.title = "1A new", "1A", "1B"

    assert came(roomy(), edit(roomy(), swapped)) == (set(), set())
    assert came(roomy(), edit(roomy(), cut("1A", "C5", "E5"), swapped))[0] == {PE_MON}


def test_a_copy_in_place_of_a_deleted_sheet_is_not_taken_for_it(edit):
    def change(workbook: Workbook) -> None:
        del workbook["1B"]
        workbook.copy_worksheet(workbook["1A"]).title = "1B"

    assert came(roomy(), edit(roomy(), change)) == (set(), set())


def test_what_stands_above_a_sheet_may_be_written_anew(edit):
    draft = put("1A", "A2", "1A, second draft")
    assert came(roomy(), edit(roomy(), cut("1A", "C5", "E5"), draft))[0] == {PE_MON}


def test_a_row_deleted_and_a_cell_cleared_take_a_lesson_out(edit):
    def deleted(workbook: Workbook) -> None:
        sheet = workbook["Lessons"]
        sheet.delete_rows(row_of(sheet, "1A PE"))

    path = edit(roomy(), put("1A", "C5", None), deleted)
    assert came(roomy(), path) == ({PE_MON}, set())
    assert told(roomy(), edit(roomy(), cut("1A", "C5", "E5"), deleted)) == [("TT413", "1A", "E5")]


def _cells(sheet: Worksheet) -> list[Any]:
    cells = (sheet.cell(line, column) for column in (3, 4, 5) for line in (5, 6, 8, 9))
    return [cell for cell in cells if not isinstance(cell, MergedCell)]


@pytest.mark.parametrize("seed", range(10))
def test_any_moves_in_any_order_are_those_of_the_timetable(seed, edit):
    """Cells of whole periods are shuffled as a person shuffles them; the list says the same."""
    draw = Random(seed)
    one, singles = roomy(), {"1A": ("C5", "D8"), "1B": ("C6", "E5")}
    title = draw.choice(sorted(singles))

    def shuffled(workbook: Workbook) -> None:
        sheet = workbook[title]
        free = [c for c in _cells(sheet) if c.value in (None, "Class")]
        for source in singles[title]:
            target = draw.choice(free)
            free.remove(target)
            target.value, sheet[source].value = sheet[source].value, target.value

    workbook = edit(one, shuffled)
    sheet = workbook[title]
    days = {3: "Mon", 4: "Tue", 5: "Wed"}
    slots = {5: "S1", 6: "S2", 8: "S3", 9: "S4"}
    expected = sorted(
        f"{days[cell.column]} {slots[cell.row]}"
        for cell in _cells(sheet)
        if str(cell.value).startswith("PE")
    )
    timetable = now(one, workbook)
    placed = timetable.of_course[f"{title} PE"]
    assert sorted(one.school.week.label(p.span) for p in placed) == expected
    others = [p for p in timetable.placements if p.course.id != f"{title} PE"]
    assert others == [p for p in one.timetable.placements if p.course.id != f"{title} PE"]
    assert sorted(p.room or "" for p in placed) == (
        ["gym", "hall"] if title == "1A" else ["hall"] * 2
    )


def test_each_week_of_a_cycle_has_its_own_cells(edit):
    stem = edit(fortnight(), cut("1A", "C8", "D6"))
    assert came(fortnight(), stem) == (
        {"1A STEM, Mon A S3, R1, sol"},
        {"1A STEM, Tue A S2, R1, sol"},
    )
    italian = edit(fortnight(), cut("1A", "C14", "D12"))
    gone = {"1A Italian, Mon B S3, R1, gia"}
    assert came(fortnight(), italian) == (gone, {"1A Italian, Tue B S2, R1, gia"})
    other = edit(fortnight(), cut("1A", "C8", "D12"))  # STEM is in week A alone
    assert told(fortnight(), other) == [("TT415", "1A", "D12")]


def test_a_lesson_of_every_week_moves_in_all_weeks(edit):
    gone = {"1A PE, Mon A S1, R1, pat", "1A PE, Mon B S1, R1, pat"}
    come = {"1A PE, Tue A S2, R1, pat", "1A PE, Tue B S2, R1, pat"}
    one_week, both = [cut("1A", "C5", "D6")], [cut("1A", "C5", "D6"), cut("1A", "C11", "D12")]
    assert came(fortnight(), edit(fortnight(), *one_week)) == (gone, come)
    assert came(fortnight(), edit(fortnight(), *both)) == (gone, come)


# ---- duties ------------------------------------------------------------------------------------


def test_a_duty_is_given_to_somebody_else_and_another_line_is_more(edit):
    def change(workbook: Workbook) -> None:
        sheet = workbook[layout.DUTIES]
        line = next(r[0].row for r in sheet.iter_rows() if r[0].value == "Front gate")
        assert sheet.cell(line, 4).value == "Pat Nair"
        sheet.cell(line, 4).value = "ana rossi"
        sheet.append(["N1", "Tue", "09:00-09:30", "Liz Park"])

    before, after = dutiful().timetable.of_duty, now(dutiful(), edit(dutiful(), change)).of_duty
    assert {d: after[d] for d in after if after[d] != before[d]} == {
        "gate, Mon before": ("ana",),
        "N1, Tue 09:00-09:30": ("liz",),
    }


@pytest.mark.parametrize(
    ("line", "code", "cell"),
    [
        (["Front gate", "Mon", "before", "Zed"], "TT411", "D15"),
        (["Moon", "Mon", "before", "Pat Nair"], "TT411", "A15"),
        (["Front gate", "Sun", "before", "Pat Nair"], "TT411", "B15"),
        (["Front gate", "Mon", "lunch", "Pat Nair"], "TT415", "C15"),
        (["Front gate", "Mon", "before", "Pat Nair"], "TT407", "D15"),
    ],
)
def test_what_cannot_be_read_of_duties_is_named(line, code, cell, edit):
    path = edit(dutiful(), lambda workbook: workbook[layout.DUTIES].append(line))
    assert told(dutiful(), path) == [(code, "Duties", cell)]


def test_the_duty_poster_is_for_reading(edit):
    path = edit(dutiful(), put("Duty", "D5", "Ana Rossi"))
    assert told(dutiful(), path) == [("TT412", "Duty", "D5")]


# ---- files -------------------------------------------------------------------------------------


def repacked(path: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The same archive with parts changed, or left out."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return target


BOMB = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w>&b;</w>'


@pytest.mark.parametrize(
    "change",
    [
        lambda name, data: BOMB if name == "xl/workbook.xml" else data,
        lambda name, data: BOMB.decode().encode("utf-16") if name == "xl/styles.xml" else data,
        lambda name, data: data[: len(data) // 2] if name == "xl/workbook.xml" else data,
        lambda name, data: None if name == "xl/workbook.xml" else data,
        lambda name, data: b"" if name == "[Content_Types].xml" else data,
        lambda _, data: data.replace(b'mergeCell ref="C5:C6"', b'mergeCell ref="C5:XFD1048576"'),
        lambda _, data: data.replace(b'hyperlink ref="A1"', b'hyperlink ref="A1:XFD1048576"'),
    ],
)
def test_harmful_and_broken_workbooks_are_refused(change, made, tmp_path):
    path = repacked(made(varied()), tmp_path / "t.xlsx", change)
    assert refused(varied(), path) == ["TT408"]


def test_a_workbook_that_would_fill_the_memory_is_refused_before_it_is_unpacked(
    made, tmp_path, monkeypatch
):
    monkeypatch.setattr(opening, "MAX_UNPACKED", 3_000_000)
    path = repacked(made(varied()), tmp_path / "t.xlsx", lambda _, data: data)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", bytes(opening.MAX_UNPACKED))
    with pytest.raises(InvalidInput, match="far larger"):
        read(path, varied().problem)


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04", b"PK\x03\x04" + bytes(100), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)],
)
def test_what_is_no_workbook_is_said_to_be_none(data, tmp_path):
    path = tmp_path / "t.xlsx"
    path.write_bytes(data)
    with pytest.raises(InvalidInput) as found:
        api.verify(varied().problem, path)
    assert [d.code for d in found.value.diagnostics] == ["TT408"]


def test_a_workbook_of_somebody_else_has_no_record(tmp_path):
    workbook, path = Workbook(), tmp_path / "t.xlsx"
    workbook.save(path)
    assert refused(varied(), path) == ["TT409"]


@pytest.mark.parametrize(
    "value", [None, "{", "[]", '{"version": "timetabler.workbook/2"}', "[" * 9999]
)
def test_a_record_that_was_changed_is_none(value, edit):
    path = edit(varied(), put("Record", "A1", value))
    assert [d.code for d in problems(varied(), path)] == ["TT409"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"lesson":0', '"lesson":99'),
        ('"lesson":0', '"lesson":-1'),
        ('"lessons":[["1"', '"lessons":[["0"],["1"'),
        ('"C7":', '"XFD1048576":'),
        ('"line":5', '"line":0'),
    ],
)
def test_a_record_that_does_not_agree_with_itself_is_none(old, new, edit):
    def change(workbook: Workbook) -> None:
        cell = workbook["Record"]["A1"]
        assert old in cell.value
        cell.value = cell.value.replace(old, new)

    assert [d.code for d in problems(varied(), edit(varied(), change))] == ["TT409"]


def test_a_list_that_goes_on_for_a_million_lines_is_not_followed(edit):
    path = edit(varied(), lambda workbook: workbook["Lessons"].cell(1_048_576, 1))
    assert told(varied(), path) == [("TT410", "Lessons", "")]


def test_a_workbook_of_another_school_is_refused(made):
    assert refused(dutiful(), made(varied())) == ["TT404"]


def test_an_older_school_is_told_as_with_json(made):
    problem = load_text(VARIED.replace("note: Sports day", "note: Athletics"))
    result = api.verify(problem, made(varied()))
    assert result.remarks == (
        f"{made(varied()).name} answers an older school.yaml: it has changed since",
    )
    assert (result.book.outcome.cost, result.book.outcome.bound) == (2, None)


def test_lessons_that_the_school_cannot_have_any_more_are_named_by_their_line(made):
    problem = load_text(
        VARIED.replace("  - {subject: Art, classes: [1A], teacher: mia, lessons: [2]}\n", "")
    )
    with pytest.raises(InvalidInput) as found:
        read(made(varied()), problem)
    (one,) = found.value.diagnostics
    assert (one.code, one.source.sheet, one.source.cell) == ("TT406", "Lessons", "B5")


# ---- bringing it back --------------------------------------------------------------------------


def test_an_import_writes_what_is_verified_and_says_what_changes(saved, tmp_path):
    path, out = saved(roomy(), cut("1A", "C5", "E6")), tmp_path / "out"
    result = api.import_timetable(roomy().problem, path, out)
    assert result.file == out / "timetable.json"
    assert [p.name for p in out.iterdir()] == ["timetable.json"]
    again_ = api.verify(roomy().problem, result.file).book
    assert again_.timetable == result.verified.book.timetable != roomy().timetable
    changes = result.verified.book.changes
    assert changes is not None
    assert [(c.course, c.old and c.old.time, c.new and c.new.time) for c in changes.lessons] == [
        ("1A PE", "Mon S1", "Wed S2")
    ]
    outcome = again_.outcome
    assert (outcome.cost, outcome.bound) == (again_.report.cost, roomy().outcome.bound)


def test_a_broken_rule_is_told_and_nothing_is_written(saved, tmp_path):
    path, out = saved(roomy(), lesson("1B PE", "Timeslot", "S1")), tmp_path / "out"
    result = api.import_timetable(roomy().problem, path, out)
    assert (result.file, result.verified.book.report.valid) == (None, False)
    assert not out.exists()


def test_an_import_tells_if_what_it_replaces_is_another_timetable(saved, tmp_path):
    first = api.import_timetable(roomy().problem, saved(roomy(), cut("1A", "C5", "E6")), tmp_path)
    assert first.verified.remarks == ()
    second = api.import_timetable(
        roomy().problem, saved(roomy(), lesson("1B PE", "Room", "Gym")), tmp_path
    )
    assert len(second.verified.remarks) == 1
    changes = second.verified.book.changes
    assert changes is not None
    assert [(c.course, c.old and c.old.time, c.new and c.new.time) for c in changes.lessons] == [
        ("1A PE", "Wed S2", "Mon S1"),
        ("1B PE", "Mon S2", "Mon S2"),
    ]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("libreoffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["varied", "hostile", "awkward", "fortnight"])
def test_what_libreoffice_saves_is_read_alike(name, made, tmp_path):
    one = getattr(factory, name)()
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["libreoffice", profile, "--headless", "--convert-to", "xlsx", made(one)],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        timeout=180,
    )
    assert read(tmp_path / made(one).name, one.problem)[0] == one.timetable
