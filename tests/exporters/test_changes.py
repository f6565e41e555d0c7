"""What changes against the timetable that people know, as formats show it."""

from __future__ import annotations

from dataclasses import replace

from timetabler.api import Solved
from timetabler.models.timetable import DutyPlacement, Placement, Timetable
from timetabler.terminal import solved
from timetabler.views import Book, ChangeLine, changes

from .factory import dutiful, varied


def against(book: Book, *lessons: tuple[str, str, str | None], gone: str = "") -> Book:
    """The book, with a previous timetable: lessons (course, time, room) were elsewhere then, and
    the one of a course that is ``gone`` was not there."""
    school = book.school
    moved = {course: (time, room) for course, time, room in lessons}
    before = []
    for placed in book.timetable.placements:
        course = placed.course
        time, room = moved.get(course.id, ("", placed.room))
        spans = school.week.spans([time], school.classes_of(course)[0]) if time else (placed.span,)
        before += [Placement(course, span, room, placed.teachers) for span in spans]
    previous = Timetable(
        school, [p for p in before if p.course.id != gone], tuple(book.timetable.duties)
    )
    return replace(book, previous=previous)


def test_nothing_is_said_without_a_previous_timetable():
    assert changes(varied()) is None


def test_solving_again_says_how_much_changes():
    book = varied()
    assert "before:" not in solved(Solved(book.problem, book.outcome, book))
    moved = against(book, ("6C PE", "Mon 11:00-12:00", "hall"))
    said = " ".join(solved(Solved(moved.problem, moved.outcome, moved)).split())
    assert "Against the timetable before: 1 of 8 lessons moves; 1 class and " in said


def test_who_sees_no_change_is_counted_only_if_there_is_anybody():
    library = ("1B Library", "Mon 09:00-09:30", "nook")
    others = {p.course.id for p in varied().timetable.placements} - {"1B Library"}
    for_all = changes(against(varied(), library, *((course, "", "nook") for course in others)))
    assert for_all
    assert for_all.summary.endswith("see a change.")


def test_each_change_is_told_once_by_the_time_that_it_comes_to_in_names():
    found = changes(
        against(varied(), ("6C PE", "Mon 11:00-12:00", "hall"), ("1B Library", "Tue S3", "hall"))
    )
    assert found
    assert found.lines == (
        ChangeLine(
            "moved", "1B Library", "Tue S3 · Hall · Kim Lee", "Mon 09:30-10:00 · Nook · Dea Fox"
        ),
        ChangeLine("moved", "6C PE", "Mon S3", "Tue S3"),
    )
    assert found.summary.startswith("2 of 8 lessons move; 2 classes and ")
    assert found.summary.endswith(".")
    assert {one.name for one in found.classes} == {"1B", "6C"}
    assert found.same_classes == ("1A",)
    assert {one.id for one in found.people} == {"dea", "kim", "cas", "pat"}
    assert [line for one in found.people for line in one.lines if one.id == "pat"] == [
        found.lines[1]
    ]
    assert {one.id for one in found.rooms} == {"hall", "nook"}


def test_what_stays_the_same_is_left_out_and_what_is_new_is_told_in_full():
    found = changes(against(varied(), ("6C PE", "", "nook"), gone="1A+1B+6C Assembly"))
    assert found
    assert found.lines == (
        ChangeLine(
            "new", "1A, 1B, 6C Assembly", "", "Tue S1 · Hall · Ana Rossi, Kim Lee, Cas Bell"
        ),
        ChangeLine("otherwise", "6C PE", "Tue S3 · Nook", "Tue S3 · Hall"),
    )


def test_duty_names_the_area_and_who_had_it():
    book = dutiful()
    before = [
        DutyPlacement(duty, "pat" if duty.id == "oval, Mon recess 1" else person)
        for duty, person in book.timetable.duties
        if duty.id != "yard, Tue recess 1"
    ]
    found = changes(
        replace(book, previous=Timetable(book.school, book.timetable.placements, before))
    )
    assert found
    assert found.lines == (
        ChangeLine("duty", "Oval, Mon recess 1", "Pat Nair", "Ana Rossi"),
        ChangeLine("duty", "yard, Tue recess 1", "", "Liz Park"),
    )
    assert [(one.name, len(one.lines)) for one in found.people] == [
        ("Ana Rossi", 1),
        ("Pat Nair", 1),
        ("Liz Park", 1),
    ]
    assert found.classes == ()
