"""The whole school on one page: everybody down, the week across, in short codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal, NamedTuple

from timetabler.models.resources import Teacher
from timetabler.views.activities import Activity
from timetabler.views.book import Book
from timetabler.views.naming import begins

Whose = Literal["class", "teacher"]


class OverviewCell(NamedTuple):
    """One period of somebody, in a few letters."""

    lines: tuple[str, ...] = ()
    """Codes of subjects for a class, names of classes for a teacher; of a meeting its code. None:
    the class is with its own teacher or free, or the teacher gives no lesson of a course."""
    subject: str = ""
    """Whose colour it has: that of the first lesson."""
    away: bool = False
    """Whether the teacher is off site, or the class has no such period on that day."""


class OverviewLine(NamedTuple):
    """The week of one class or teacher."""

    id: str
    name: str
    cells: tuple[tuple[OverviewCell, ...], ...]
    """For each day, a cell for each of its timeslots."""


@dataclass(frozen=True)
class Overview:
    """All classes, or all who give lessons of courses, in one week of the cycle, or in a part of
    it that fits on a page."""

    whose: Whose
    name: str
    """Of the week ``A``; of a part of a week ``Mon-Fri``; empty if there is but one."""
    days: tuple[tuple[str, tuple[str, ...]], ...]
    """Each day with its timeslots for lessons, in short; a day without any is left out."""
    lines: tuple[OverviewLine, ...]


def overviews(book: Book, whose: Whose) -> tuple[Overview, ...]:
    """An overview for each week of the cycle, long ones in parts: of classes, or of teachers.

    Of teachers, those who give lessons of courses to classes that are not their own.
    """
    found = _classes(book) if whose == "class" else _teachers(book)
    week = book.school.week
    result = []
    for number, days in enumerate(week.days_by_week):
        slots = {day: _slots(book, day) for day in days}
        shown = [day for day in days if slots[day]]
        parts = max(1, ceil(sum(len(slots[day]) for day in shown) / _ON_A_PAGE))
        many = max(1, ceil(len(shown) / parts))
        for start in range(0, max(1, len(shown)), many):
            part = shown[start : start + many]
            lines = tuple(
                OverviewLine(
                    id_, name, tuple(tuple(cells[day, slot] for slot in slots[day]) for day in part)
                )
                for id_, name, cells in found
            )
            named = tuple((week.days[day], tuple(map(begins, slots[day]))) for day in part)
            told = week.week_name(number)
            if len(part) < len(shown):
                told = "-".join(dict.fromkeys((named[0][0], named[-1][0])))
            result.append(Overview(whose, told, named, lines))
    return tuple(result)


_ON_A_PAGE = 70
"""So many periods side by side can still be read."""


_Cells = dict[tuple[int, str], OverviewCell]


def _slots(book: Book, day: int) -> tuple[str, ...]:
    """Timeslots of the day in which some class has lessons, in the order of the day."""
    there = {
        slot.id for slot in book.school.week.timeslots if slot.kind == "lesson" and slot.on(day)
    }
    return tuple(slot for slot in book.school.week.slot_ids if slot in there)


def _classes(book: Book) -> list[tuple[str, str, _Cells]]:
    result = []
    for class_ in book.school.classes:
        cells: _Cells = defaultdict(lambda: OverviewCell(away=True))
        for there in book.school.periods(class_.id, "lesson", "home"):
            cells[there.day, there.slot.id] = OverviewCell()
        for period, met in _by_period(book.activities.of_class[class_.id]):
            lessons = [a for a in met if a.course]
            whole = [book.code[book.subject(a)] for a in lessons if not a.groups]
            some = [f"({book.code[book.subject(a)]})" for a in lessons if a.groups]
            first = next((a for a in lessons if not a.groups), lessons[0] if lessons else None)
            subject = book.subject(first) if first else ""
            cells[period] = OverviewCell(tuple(dict.fromkeys((*whole, *some))), subject)
        result.append((class_.id, class_.name, cells))
    return result


def _teachers(book: Book) -> list[tuple[str, str, _Cells]]:
    result = []
    for teacher in book.school.teachers:
        activities = book.activities.of_teacher[teacher.id]
        if not any(_lesson_of(a, teacher) for a in activities):
            continue
        cells: _Cells = defaultdict(OverviewCell)
        for period, met in _by_period(activities):
            lessons = [a for a in met if _lesson_of(a, teacher)]
            texts = dict.fromkeys(_short(book, a) for a in lessons)
            subject = book.subject(lessons[0]) if lessons else ""
            away = all(a.doing == "away" for a in met)
            cells[period] = OverviewCell(tuple(texts), subject, away)
        result.append((teacher.id, teacher.name, cells))
    return result


def _lesson_of(activity: Activity, teacher: Teacher) -> bool:
    """Whether a lesson is of a course that names the teacher, not only of their own class."""
    course = activity.course
    return course is not None and any(teacher.id in pool for pool in course.staff)


def _short(book: Book, activity: Activity) -> str:
    """Whom a lesson is for: a class, or how many; of a meeting, what it is."""
    names = activity.groups or activity.classes
    if not names:
        return book.code[book.subject(activity)]
    if len(names) > 1:
        everybody = len(activity.classes) == len(book.school.classes)
        return "all" if everybody else f"{len(names)} together"
    if activity.groups:
        return book.school.group[names[0]].name
    return book.school.class_[names[0]].name


def _by_period(
    activities: Iterable[Activity],
) -> Sequence[tuple[tuple[int, str], list[Activity]]]:
    """Activities by day and id of the timeslot."""
    found: dict[tuple[int, str], list[Activity]] = defaultdict(list)
    for activity in activities:
        found[activity.span.day, activity.period.slot.id].append(activity)
    return list(found.items())
