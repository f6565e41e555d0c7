"""assign_teachers: every lesson has a teacher of each pool, the same one all year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


class AssignTeachers(Constraint):
    """Every lesson has a teacher, the same one for all lessons of the course.

    A course that names several teachers takes any one of them. With co-teaching, each of the
    teachers in question is there.

    The deviation is the number of lessons without one of these teachers, plus the number of
    teachers who share the course after the first.

    It always holds; no need to write it.
    """

    kind: Literal["assign_teachers"] = "assign_teachers"
    standing = True
    example = "{kind: assign_teachers, required: true}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each course and pool."""
        for course in school.courses:
            for index, pool in enumerate(course.staff):
                key = course.id if len(course.staff) == 1 else f"{course.id}|{index + 1}"
                names = words((school.teacher[t].name for t in pool), "or")
                if len(pool) > 1 and len(school.lessons(course)) > 1:
                    names += ", the same one in every lesson"
                yield Point(key, (course, index, pool, names))

    def encode(self, point: Point, enc: Encoder) -> None:
        """Somebody of the pool at every lesson, and at most one person over all of them.

        With a pool of one the lesson itself says who is there, and nothing remains to be said.
        """
        course, index, pool, _ = point.about
        spans = tuple(enc.school.spans(course))
        for span in spans:
            there = (enc.with_teacher(course, span, index, name) for name in pool)
            enc.at_least(enc.count(*there, (enc.at(course, span), -1)), 0)
        if len(pool) > 1:
            takes = (
                enc.any_of(enc.with_teacher(course, s, index, name) for s in spans) for name in pool
            )
            enc.at_most(enc.count(*takes), 1)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons without anybody of the pool, and teachers after the first."""
        course, index, pool, _ = point.about
        names = [p.teachers[index] for p in timetable.of_course[course.id]]
        taken = set(names) & set(pool)
        return sum(name not in pool for name in names) + max(0, len(taken) - 1)

    def witnesses(self, point: Point, timetable: Timetable) -> tuple[Placement, ...]:
        """The lessons of the course."""
        (course, *_) = point.about
        return timetable.of_course[course.id]

    def sentence(self, point: Point) -> str:
        """Who gives the course."""
        course, _, _, names = point.about
        return f"{course.id} is given by {names}"

    def title(self) -> str:
        """The rule in a sentence."""
        return "Every lesson has a teacher, the same one for all lessons of a course"
