"""The codes for other systems: short, different, made of the right characters, and readable."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planted import Planted, a_few, planted
from timetabler.models.findings import Outcome, Status
from timetabler.models.resources import Teacher
from timetabler.models.school import School
from timetabler.spec.load import load_text
from timetabler.verify import verify
from timetabler.views import Book, rows
from timetabler.views.meetings import coded, meetings, rows_told, told
from timetabler.views.system_codes import CODE, COURSE, IDENTIFIER, SystemCodes, Taught

from .every import BOOKS
from .factory import dutiful, fortnight, varied


def school(timeslots: str = "", teachers: str = "[ana]") -> School:
    text = f"""\
school: Codes
week:
  days: [Mon, Tue]
  timeslots:
    - {{id: S1, time: "09:00-10:00"}}
{timeslots}
teachers: {teachers}
classes: [{{id: 1A, year: 1, teacher: ana}}]
courses: [{{subject: Art, classes: all}}]
"""
    return load_text(text).school


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("S2", "S2"),
        ("P2", "2"),
        ("p2", "2"),
        ("Period 12", "12"),
        ("recess", "REC"),
        ("recess 2", "RE2"),
        ("before school", "BEF"),
        ("Zeit für Essen", "ZEI"),
        ("1. Stunde", "1ST"),
        ("P", "P"),
        ("🎨", "X"),
    ],
)
def test_a_period_has_a_code_that_compass_takes(name, code):
    codes = SystemCodes(school(f'    - {{id: "{name}", time: "10:00-11:00"}}'))
    assert [bell.code for bell in codes.bells] == ["S1", code] * 2


def test_periods_of_one_day_have_codes_of_their_own_and_the_usual_one_the_plain_one():
    codes = varied().system_codes
    assert len(codes.bell_of) == len(codes.bells)
    third = {(bell.start, bell.code) for bell in codes.bells if bell.name == "S3"}
    assert third == {(11 * 60 + 30, "S3"), (11 * 60, "S3B")}  # of 1A and 1B; of 6C
    fourth = {(bell.day, bell.end, bell.code) for bell in codes.bells if bell.name == "S4"}
    assert {code for *_, code in fourth} == {"S4"}  # at two times, but never on one day
    assert len(fourth) == 2


def test_a_duty_of_a_whole_break_is_at_that_break_and_others_at_times_of_their_own():
    kinds = {(bell.name, bell.kind) for bell in fortnight().system_codes.bells}
    assert kinds == {("S1", "lesson"), ("S2", "lesson"), ("S3", "lesson"), ("recess", "break")}
    times = {bell.name: bell.code for bell in dutiful().system_codes.bells if bell.kind == "duty"}
    assert times == {"before": "BEF", "recess 1": "RE1", "recess 2": "RE2"}


def test_days_are_numbered_through_the_whole_cycle():
    days = {
        bell.number: fortnight().school.week.days[bell.day]
        for bell in fortnight().system_codes.bells
    }
    assert days == {1: "Mon A", 2: "Tue A", 3: "Mon B", 4: "Tue B"}


def test_people_and_rooms_keep_the_codes_that_the_school_gave_them():
    codes = SystemCodes(school(teachers="[ana, Lee-K, T.Fox, 007]"))
    assert codes.staff == {"ana": "ana", "Lee-K": "Lee-K", "T.Fox": "T.Fox", "007": "007"}


def test_what_is_taught_has_a_code_for_each_class_and_for_groups():
    codes = varied().system_codes
    assert codes.taught[Taught("Assembly", ("6C",))] == "ASM 6C"
    assert codes.taught[Taught("EAL", ("1A",), ("eal",))] == "EAL EAL"
    assert codes.taught[Taught("Class", ("1B",), home=True)] == "CLA 1B"


@pytest.mark.parametrize("name", BOOKS)
def test_every_code_keeps_the_rules_of_liss_and_compass(name):
    codes = BOOKS[name]().system_codes
    areas = [codes.duty(area.id) for area in codes.school.areas]
    people = [codes.release(teacher.id) for teacher in codes.school.teachers]
    classes = [*codes.taught.values(), *areas, *people]
    for code in classes:
        course, identifier = code.split(" ")
        assert re.fullmatch(r"[A-Z0-9]+", course + identifier)
        assert len(code) <= CODE
        assert len(course) <= COURSE
        assert len(identifier) <= IDENTIFIER
    assert len({code.casefold() for code in classes}) == len(classes)
    for bell in codes.bells:
        assert re.fullmatch(r"[A-Z0-9]{1,3}", bell.code)
    for found in (codes.staff, codes.room):
        assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,19}", c) for c in found.values())
        assert len({code.casefold() for code in found.values()}) == len(found)


ids = st.text(min_size=1, max_size=30).filter(lambda s: s.strip() == s and s.isprintable())


@given(st.lists(ids, min_size=1, max_size=30, unique=True))
def test_whatever_people_are_called_their_codes_differ_and_are_short(names):
    people = tuple(Teacher(name, name) for name in names)
    found = SystemCodes(School("Any", varied().school.week, teachers=people)).staff.values()
    assert len({code.casefold() for code in found}) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,19}", code) for code in found)


@pytest.mark.parametrize("name", BOOKS)
def test_the_codes_of_all_meetings_tell_the_recorded_week_again(name):
    book = BOOKS[name]()
    codes = book.system_codes
    again = rows_told((coded(meeting, codes) for meeting in meetings(book)), codes)
    assert sorted(again) == sorted(told(rows(book)))


def test_meetings_say_the_whole_week_but_for_times_lessons_and_who_else_is_there():
    book = varied()
    left = told(rows(book))
    for row in rows(book):
        alike = [
            other
            for other in left
            if other[:3] == row[:3]
            and (other.subject, other.groups, other.room, other.is_home)
            == (row.subject, row.groups, row.room, row.is_home)
        ]
        assert len(alike) == 1
        assert set(alike[0].teachers) <= set(row.teachers)


def test_at_an_assembly_each_class_has_its_own_teacher_and_who_gives_it():
    book = varied()
    there = {m.taught.classes: m.teachers for m in meetings(book) if m.taught.subject == "Assembly"}
    assert there == {("1A",): ("ana",), ("1B",): ("kim",), ("6C",): ("cas",)}
    music = [m.teachers for m in meetings(book) if m.taught.subject == "Music"]
    assert music == [("mia", "val")]


@a_few
@given(planted())
def test_whatever_the_school_its_codes_tell_its_week(one: Planted) -> None:
    report = verify(one.problem, one.timetable)
    book = Book(one.problem, one.timetable, report, Outcome(Status.FEASIBLE, report.cost, 0))
    codes = book.system_codes
    again = rows_told((coded(meeting, codes) for meeting in meetings(book)), codes)
    assert sorted(again) == sorted(told(rows(book)))
    assert all(len(code) <= CODE for code in codes.taught.values())
    assert len(codes.bell_of) == len(codes.bells)
