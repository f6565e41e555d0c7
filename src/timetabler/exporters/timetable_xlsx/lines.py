"""The lessons and the duties as lists: what the sheets to be edited say, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from timetabler.exporters.timetable_xlsx.names import SchoolNames
from timetabler.exporters.timetable_xlsx.times import when
from timetabler.models.school import School
from timetabler.views import Book
from timetabler.views.naming import classes_in_words

LESSON_HEAD = ("No", "Course", "Class", "Subject", "Day", "Timeslot", "Room")
"""Headings of the list of lessons; after these one for each teacher that a lesson may have."""
FIXED_HEAD = ("No", "Course", "Class", "Subject")
"""Those of what must not be changed."""
DUTY_HEAD = ("Where", "Day", "Time", "Who")
"""Headings of the list of duties."""


def teacher_heads(school: School) -> tuple[str, ...]:
    """``Teacher``; ``Teacher 2``, if some lessons have two."""
    most = max((len(course.staff) for course in school.courses), default=0)
    return tuple("Teacher" if n == 1 else f"Teacher {n}" for n in range(1, most + 1))


def lesson_lines(book: Book, names: SchoolNames) -> Iterator[tuple[str, ...]]:
    """A line for each lesson, in the order of the timetable."""
    school = book.school
    most = len(teacher_heads(school))
    for number, (course, span, room, teachers) in enumerate(book.timetable.placements, 1):
        people = [names.people.label[t] for t in teachers]
        yield (
            str(number),
            course.id,
            classes_in_words(school, school.classes_of(course)),
            course.subject,
            school.week.days[span.day],
            when(school, course, span),
            "" if room is None else names.rooms.label[room],
            *people,
            *[""] * (most - len(people)),
        )


def duty_lines(book: Book, names: SchoolNames) -> Iterator[tuple[tuple[str, ...], str]]:
    """A line for each person on duty, and for each that is wanted; with the id of the duty.

    Of support, only what is given.
    """
    for duty in book.school.duties:
        people = [names.people.label[t] for t in book.timetable.of_duty[duty.id]]
        wanted = duty.least if duty.sort == "duty" else 0
        for who in (*people, *[""] * (wanted - len(people))):
            yield (*names.written[duty.id], who), duty.id
