"""The recorded week as plain rows: what every format must be able to give back."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from timetabler.models.span import clock
from timetabler.views.activities import Activity
from timetabler.views.book import Book


class Row(NamedTuple):
    """One line of the recorded week, as plain texts and numbers: one class in one period.

    A period has several rows if it is divided, or if some pupils are elsewhere. A double has a row
    in each of its periods, a joint lesson a row for each of its classes, all with one lesson id.
    """

    class_id: str
    day: str
    timeslot: str
    start: str
    end: str
    minutes: int
    subject: str
    course: str
    """Id of the course; empty in home time."""
    groups: tuple[str, ...]
    """Ids of the groups taught apart; empty if the whole class is."""
    teachers: tuple[str, ...]
    """Ids; the first one leads."""
    room: str
    is_home: bool
    joint: bool
    double: bool
    lesson: str
    """Id of the lesson; empty in home time."""


NOTHING_SAID = Row("", "", "", "", "", 0, "", "", (), (), "", False, False, False, "")
"""What formats that cannot say all of a row begin with."""


@lru_cache(maxsize=1)  # formats of one book ask one after the other
def rows(book: Book) -> tuple[Row, ...]:
    """The recorded week of the whole school, by class, day and time."""
    return tuple(
        row(book, activity, class_id)
        for class_id, activities in book.activities.of_class.items()
        for activity in activities
    )


def row(book: Book, activity: Activity, class_id: str) -> Row:
    """An activity of a class as plain text and numbers."""
    return Row(
        class_id=class_id,
        day=book.school.week.days[activity.span.day],
        timeslot=activity.period.slot.id,
        start=clock(activity.span.start),
        end=clock(activity.span.end),
        minutes=activity.span.minutes,
        subject=book.subject(activity),
        course=activity.course.id if activity.course else "",
        groups=activity.groups,
        teachers=activity.teachers,
        room=activity.room or "",
        is_home=activity.doing == "home",
        joint=activity.joint,
        double=activity.double,
        lesson=activity.lesson,
    )
