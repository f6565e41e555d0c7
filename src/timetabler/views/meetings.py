"""The recorded week as other systems take it: which class meets in which period, with whom, where.

They know whole periods of numbered days, and codes. So a lesson of half a period is one of the
whole period; a double is two meetings, and a joint lesson one for each of its classes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from timetabler.models.duties import Duty
from timetabler.models.school import School
from timetabler.views.book import Book
from timetabler.views.rows import NOTHING_SAID, Row
from timetabler.views.system_codes import BellTime, SystemCodes, Taught


class Meeting(NamedTuple):
    """Pupils who are taught in one period of one day."""

    bell: BellTime
    taught: Taught
    room: str
    """Id; empty if there is none."""
    teachers: tuple[str, ...]
    """Ids; the first one leads."""


class Coded(NamedTuple):
    """A meeting as files have it."""

    number: int
    """Of the day: from 1."""
    period: str
    class_code: str
    room: str
    """Empty if there is none."""
    staff: tuple[str, ...]


@lru_cache(maxsize=1)  # formats of one book ask one after the other
def meetings(book: Book) -> tuple[Meeting, ...]:
    """What all classes do, by class, day and time; groups with the first of their classes."""
    found: dict[tuple[BellTime, Taught, str], dict[str, None]] = {}
    activities_of = book.activities.of_class
    led: dict[object, set[str]] = defaultdict(set)
    for activity in (a for each in activities_of.values() for a in each if not a.groups):
        led[activity.lesson, activity.span].update(activity.teachers[:1])
    for class_id, activities in activities_of.items():
        for activity in activities:
            classes = activity.classes if activity.groups else (class_id,)
            home = activity.doing == "home"
            taught = Taught(book.subject(activity), classes, activity.groups, home)
            key = (book.system_codes.bell(activity.period), taught, activity.room or "")
            there = _own(activity.teachers, led[activity.lesson, activity.span])
            found.setdefault(key, {}).update(dict.fromkeys(there))
    return tuple(Meeting(*key, tuple(teachers)) for key, teachers in found.items())


def _own(teachers: Sequence[str], led: Collection[str]) -> tuple[str, ...]:
    """Who of the teachers of a joint lesson is there for a class: not those who lead another one.

    At an assembly all class teachers are together; in other systems each has the own class.
    """
    return tuple(t for t in teachers if t not in led or t == teachers[0])


def coded(meeting: Meeting, codes: SystemCodes) -> Coded:
    """A meeting in codes."""
    return Coded(
        meeting.bell.number,
        meeting.bell.code,
        codes.taught[meeting.taught],
        codes.room[meeting.room] if meeting.room else "",
        tuple(codes.staff[t] for t in meeting.teachers),
    )


def on_duty(book: Book) -> Iterator[tuple[Duty, str]]:
    """Each yard duty with each of its people, by time."""
    return ((duty, person) for duty, person in book.timetable.duties if duty.sort == "duty")


def released(book: Book) -> tuple[tuple[BellTime, str], ...]:
    """Each period in which a class teacher is released, or for a part of it; by teacher."""
    found = (
        (book.system_codes.bell(activity.period), teacher)
        for teacher, activities in book.activities.of_teacher.items()
        for activity in activities
        if activity.doing == "release"
    )
    return tuple(dict.fromkeys(found))


def in_part(book: Book) -> int:
    """How many lessons are shorter than their periods."""
    activities = (a for found in book.activities.of_class.values() for a in found)
    return len({a.lesson for a in activities if a.lesson and not a.whole})


def told(rows: Iterable[Row]) -> tuple[Row, ...]:
    """What meetings can say of the recorded week: no time within a period, no lesson and course.

    At a joint lesson, a class has its own teacher and those of the lesson. Who leads a group is not
    said: of several classes, each has somebody else in mind.
    """
    rows = tuple(rows)
    led: dict[object, set[str]] = defaultdict(set)
    for row in rows:
        if row.joint and not row.groups:
            led[row.lesson, row.day, row.start].update(row.teachers[:1])
    found: dict[Row, dict[str, None]] = {}
    for row in rows:
        key = NOTHING_SAID._replace(
            class_id=row.class_id,
            day=row.day,
            timeslot=row.timeslot,
            subject=row.subject,
            groups=row.groups,
            room=row.room,
            is_home=row.is_home,
        )
        there = _own(row.teachers, led[row.lesson, row.day, row.start])
        found.setdefault(key, {}).update(dict.fromkeys(there))
    return tuple(
        row._replace(teachers=tuple(sorted(teachers) if row.groups else teachers))
        for row, teachers in found.items()
    )


def rows_told(found: Iterable[Coded], codes: SystemCodes) -> tuple[Row, ...]:
    """The recorded week as a file tells it. Duty and release are no part of it.

    Raises KeyError if it knows codes that the school does not have.
    """
    staff = {code: id_ for id_, code in codes.staff.items()}
    rooms = {code: id_ for id_, code in codes.room.items()}
    rows = []
    for number, period, class_code, room, people in found:
        if taught := codes.taught_as.get(class_code):
            bell = codes.bell_of[number - 1, period]
            teachers = tuple(staff[code] for code in people)
            for class_id in _classes(codes.school, taught, bell):
                rows.append(
                    NOTHING_SAID._replace(
                        class_id=class_id,
                        day=codes.school.week.days[bell.day],
                        timeslot=bell.name,
                        subject=taught.subject,
                        groups=taught.groups,
                        teachers=teachers,
                        room=rooms[room] if room else "",
                        is_home=taught.home,
                    )
                )
    return told(rows)


def _classes(school: School, taught: Taught, bell: BellTime) -> Iterator[str]:
    """Those of the classes that follow this bell: groups may be of classes with different ones."""
    for class_id in taught.classes:
        if any((p.slot.id, p.span) == (bell.name, bell.span) for p in school.periods(class_id)):
            yield class_id
