"""gather_lessons: enough of some lessons are on at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import Times
from timetabler.constraints.scope import LessonScope
from timetabler.models.school import School
from timetabler.models.span import touches
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


class GatherLessons(LessonScope):
    """At least so many of the lessons in scope are on at a time, in each period of certain times.

    For filling the sports ground, or having enough parents in at once. With ``or_none: true`` there
    may as well be none of them in a period.

    The deviation is, for each period, the number of lessons missing.
    """

    kind: Literal["gather_lessons"] = "gather_lessons"
    at_least: Annotated[int, Field(ge=1, le=10_000, description="The fewest lessons at a time.")]
    times: Annotated[Times, Field(description="In the periods of these times; default: all.")] = ()
    or_none: Annotated[bool, Field(description="Or none at all, in a period.")] = False
    absence = True
    example = "{kind: gather_lessons, subjects: Sport, at_least: 3, or_none: true, weight: 2}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each period."""
        courses = self.courses(school)
        during = school.times(self.times)
        for period in school.timeline(school.bells_of_all(courses), "lesson"):
            if not self.times or touches(during, period):
                when = school.week.label(period)
                yield Point(when, (courses, period, when))

    def encode(self, point: Point, enc: Encoder) -> None:
        """Lessons in the period are as many as that; if there are none, they may be missing."""
        courses, period, _ = point.about
        lessons = [
            self.lesson_at(c, s, enc)
            for c in courses
            for s in enc.school.spans(c)
            if s.meets(period)
        ]
        none = self.or_none and enc.no(enc.any_of(lessons))
        enc.at_least(enc.count(*lessons, (none, self.at_least)), self.at_least)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons missing."""
        on = len(self.witnesses(point, timetable))
        return 0 if self.or_none and not on else max(0, self.at_least - on)

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """The lessons in the period."""
        courses, period, _ = point.about
        placed = (p for c in courses for p in self.lessons_of(c, timetable))
        return [p for p in placed if p.span.meets(period)]

    def sentence(self, point: Point) -> str:
        """How many, and when."""
        return f"{self._enough()} on {point.about[-1]}"

    def title(self) -> str:
        """The rule in a sentence."""
        when = f"during {words(self.times, 'or')}" if self.times else "at a time"
        return f"{self._enough()} {when}"

    def _enough(self) -> str:
        none = ", or none," if self.or_none else ""
        return f"At least {self.some(self.at_least)}{none}"
