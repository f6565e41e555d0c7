"""What rules about any two lessons share: which lessons, and how pairs of them are counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Limit, Point
from timetabler.constraints.encoder import Encoder, Lit
from timetabler.constraints.scope import LessonScope
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable


class BetweenLessons(LessonScope):
    """A constraint about any two lessons of a course, or of several courses taken together.

    Every point is about the courses whose lessons are taken together.
    """

    each: Annotated[
        Literal["course", "subject", "scope"],
        Field(
            description="Whose lessons are taken together: of each course; of all courses of a "
            "subject that the same pupils have; or of all courses in scope."
        ),
    ] = "course"

    def points(self, school: School) -> Iterator[Point]:
        """One for each course, for each subject of the same pupils, or one for all in scope: if
        there are several lessons."""
        together: dict[str, list[Course]] = {}
        for course in self.courses(school):
            together.setdefault(self._key(course), []).append(course)
        for key, some in together.items():
            if number_of_lessons(some, school) > 1:
                yield Point(key, tuple(some))

    def _key(self, course: Course) -> str:
        if self.each == "scope":
            return "all"
        return course.id if self.each == "course" else same_subject(course)

    @property
    def most_a_day(self) -> int | None:
        """How many lessons of a course one day can have at most if the rule holds; None: any."""
        return None

    def limits(self, school: School) -> Iterator[Limit]:
        """So many lessons of each course a day."""
        if self.most_a_day is not None:
            for course in self.courses(school):
                for day in range(len(school.week.days)):
                    yield Limit(course, frozenset([course]), (day,), self.most_a_day)

    @property
    def any_two(self) -> str:
        """What it is about: ``two PE lessons of one course``."""
        return f"two {self.scope_words(number=2)}{self.whose}"

    @property
    def whose(self) -> str:
        """Of what the lessons are: `` of one course``; empty if of all in scope."""
        return "" if self.each == "scope" else f" of one {self.each}"


def same_subject(course: Course) -> str:
    """The same for courses of one subject that the same pupils have (or, without any, the same
    staff), in words: ``1A Maths``."""
    whom = (*course.classes, *course.groups) or tuple(t for pool in course.staff for t in pool)
    return f"{'+'.join(whom)} {course.subject}"


def number_of_lessons(courses: Sequence[Course], school: School) -> int:
    """How many lessons these courses have in the cycle, all together."""
    return sum(len(school.lessons(course)) for course in courses)


def placed(point: Point, timetable: Timetable) -> list[Placement]:
    """All lessons of the courses of a point."""
    return [p for course in point.about for p in timetable.of_course[course.id]]


def pairs_of(point: Point, timetable: Timetable) -> Iterator[tuple[Placement, Placement]]:
    """Every two lessons of the courses of a point, the earlier first."""
    return combinations(sorted(placed(point, timetable), key=lambda p: p.span), 2)


def no_pair(lessons: Sequence[Lit], most: int, enc: Encoder, times: int = 1) -> None:
    """States that at most one of these is true: the deviation is ``times`` for every pair.

    K of them make 1 + 2 + ... + (K - 1) pairs, so max(0, K - n) is added up for n = 1, 2, ...
    There are never more than ``most``: no course has more lessons than it should.
    """
    total = enc.count(*lessons)
    for n in range(1, min(len(lessons), most)):
        enc.at_most(total, n, times)
