"""keep_locks: what the school has already decided stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder
from timetabler.models.resources import Lock
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable


class KeepLocks(Constraint):
    """What the school has already decided (``locks:``) stays as it is.

    A lock with a time: a lesson of the course is then, in the room and with the teacher of the
    lock, if it names them. A lock without a time: all lessons of the course are in that room or
    with that teacher.

    The deviation is the number of decisions (time, room, teacher) of the lock that are not kept,
    or, without a time, that number in each lesson.

    It always holds; no need to write it.
    """

    kind: Literal["keep_locks"] = "keep_locks"
    standing = True
    absence = True
    counts = ("decision",)
    example = "{kind: keep_locks, required: true}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each lock; the same lock written twice is one."""
        found: dict[str, Point] = {}
        for lock in school.locks:
            course = school.course[lock.course]
            when = school.week.label(lock.span, school.bells_of(course)[0]) if lock.span else ""
            what = {"on": when, "in": lock.room, "with": lock.teacher}
            parts = [f"{word} {value}" for word, value in what.items() if value]
            key = "|".join((course.id, *parts))
            found.setdefault(key, Point(key, (course, lock, " ".join(parts))))
        yield from found.values()

    def encode(self, point: Point, enc: Encoder) -> None:
        """A lesson at the locked span as locked; without a span, every lesson."""
        course, lock, _ = point.about
        spans = (lock.span,) if lock.span else tuple(enc.school.spans(course))
        for span in spans:
            lesson = enc.at(course, span)
            needed = enc.count(1 if lock.span else lesson)
            if lock.span:
                enc.holds(lesson)
            if lock.room:
                there = enc.in_room(course, span, lock.room)
                enc.at_most(enc.count(needed, (there, -1)), 0)
            if lock.teacher:
                given = enc.taught_by(course, span, lock.teacher)
                enc.at_most(enc.count(needed, (given, -1)), 0)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Decisions that are not kept."""
        course, lock, _ = point.about
        lessons = timetable.of_course[course.id]
        if lock.span is None:
            return sum(_broken(lock, p, timetable) for p in lessons)
        there = [p for p in lessons if p.span == lock.span]
        decisions = 1 + bool(lock.room) + bool(lock.teacher)
        return min((_broken(lock, p, timetable) for p in there), default=decisions)

    def witnesses(self, point: Point, timetable: Timetable) -> Iterator[Placement]:
        """The lessons of the course that are not as locked."""
        course, lock, _ = point.about
        for lesson in timetable.of_course[course.id]:
            elsewhere = lock.span is not None and lesson.span != lock.span
            if elsewhere or _broken(lock, lesson, timetable):
                yield lesson

    def sentence(self, point: Point) -> str:
        """What is locked."""
        course, lock, text = point.about
        return f"{'A' if lock.span else 'Every'} lesson of {course.id} is {text}"

    def title(self) -> str:
        """The rule in a sentence."""
        return "What the school has already decided stays as it is"


def _broken(lock: Lock, lesson: Placement, timetable: Timetable) -> int:
    wrong_room = lock.room is not None and lesson.room != lock.room
    wrong_teacher = lock.teacher is not None and lock.teacher not in timetable.teachers_of(lesson)
    return wrong_room + wrong_teacher
