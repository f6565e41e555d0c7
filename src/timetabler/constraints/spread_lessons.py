"""spread_lessons: lessons of a course are on different days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from timetabler.constraints.base import Limit, Point
from timetabler.constraints.days_open import too_few_days
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.scope import LessonScope
from timetabler.models.reasons import Shortage
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable


class SpreadLessons(LessonScope):
    """At most one lesson of a course is on each day.

    Applies to each course in scope with several lessons. A double is one lesson.

    The deviation is, for each day, the number of lessons after the first.
    """

    kind: Literal["spread_lessons"] = "spread_lessons"
    example = "{kind: spread_lessons, subjects: [Maths, PE], required: true}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each course with several lessons."""
        for course in self.courses(school):
            if len(course.lengths) > 1:
                yield Point(course.id, (course,))

    def encode(self, point: Point, enc: Encoder) -> None:
        """At most one lesson a day."""
        (course,) = point.about
        for day in range(len(enc.school.week.days)):
            enc.at_most(enc.count(*enc.lessons_on(course, day)), 1)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons after the first of each day."""
        (course,) = point.about
        lessons = timetable.of_course[course.id]
        return len(lessons) - len({p.span.day for p in lessons})

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:
        """Lessons that share a day."""
        (course,) = point.about
        lessons = timetable.of_course[course.id]
        days = [p.span.day for p in lessons]
        return [p for p in lessons if days.count(p.span.day) > 1]

    def limits(self, school: School) -> Iterator[Limit]:
        """One lesson of each course a day."""
        for point in self.points(school):
            (course,) = point.about
            for day in range(len(school.week.days)):
                yield Limit(course, frozenset([course]), (day,), 1)

    def sentence(self, point: Point) -> str:
        """The course and the rule."""
        (course,) = point.about
        return f"{course.id}: lessons are on different days"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"No two {self.scope_words(number=2)} of one course are on the same day"

    def shortage(self, school: School) -> Iterator[Shortage]:
        """A course has more lessons than there are days on which it can have one."""
        for point in self.points(school):
            (course,) = point.about
            yield from too_few_days(course.id, (course,), 1, school)
