"""limit_parts: lessons of a course are in few parts of the cycle, or not many are in one part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Limit, Point
from timetabler.constraints.between import BetweenLessons
from timetabler.constraints.encoder import Encoder, Lit
from timetabler.constraints.names import DayNames
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural, words


class LimitParts(BetweenLessons):
    """The lessons of a course are in at most so many of some parts of the cycle.

    Parts are days: the beginning and the end of the week (``[Mon-Wed, Thu-Fri]``), the weeks of a
    cycle (``[A, B]``), or terms. With ``unit: lessons``, at most so many lessons are in each part.
    A double is one lesson. Applies to each course in scope with several lessons; with
    ``each: subject`` or ``each: scope`` to several courses together, as if they were one.

    The deviation is the number of parts above the maximum, or in each part of lessons.
    """

    kind: Literal["limit_parts"] = "limit_parts"
    parts: Annotated[
        tuple[Annotated[DayNames, Field(min_length=1)], ...],
        Field(min_length=1, description="The days of each part."),
    ]
    at_most: Annotated[int, Field(ge=1, le=10_000, description="The most.")]
    unit: Annotated[Literal["parts", "lessons"], Field(description="What is counted.")] = "parts"
    example = "{kind: limit_parts, subjects: Art, parts: [Mon-Wed, Thu-Fri], at_most: 1, weight: 2}"

    def days(self, school: School) -> list[tuple[int, ...]]:
        """The indices of the days of each part."""
        return [
            tuple(sorted({day for text in part for day in school.week.parse(text).days}))
            for part in self.parts
        ]

    def points(self, school: School) -> Iterator[Point]:
        """One for the lessons that are taken together; if lessons are counted, and each part."""
        days = self.days(school)
        for key, courses in ((p.key, p.about) for p in super().points(school)):
            if self.unit == "parts":
                yield Point(key, (courses, days, f"{key}: lessons are in {self._few}"))
                continue
            for number, (part, its) in enumerate(zip(self.parts, days, strict=True), 1):
                most = f"{key}: at most {plural(self.at_most, 'lesson')} in {'+'.join(part)}"
                yield Point(f"{key}|{number}", (courses, [its], most))

    def encode(self, point: Point, enc: Encoder) -> None:
        """Parts with a lesson, or lessons in the part, are at most so many."""
        courses, parts, _ = point.about
        lessons: list[list[Lit]] = [
            [x for course in courses for day in part for x in enc.lessons_on(course, day)]
            for part in parts
        ]
        if self.unit == "parts":
            lessons = [[enc.any_of(some) for some in lessons]]
        enc.at_most(enc.count(*(x for some in lessons for x in some)), self.at_most)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Parts, or lessons in the part, above the maximum."""
        placed = self.witnesses(point, timetable)
        total = len(placed)
        if self.unit == "parts":
            _, parts, _ = point.about
            total = sum(any(p.span.day in part for p in placed) for part in parts)
        return max(0, total - self.at_most)

    def amount(self, deviation: int) -> str:
        """In its unit."""
        return plural(deviation, self.unit.removesuffix("s"))

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """The lessons in any of the parts."""
        courses, parts, _ = point.about
        placed = (p for course in courses for p in timetable.of_course[course.id])
        return [p for p in placed if any(p.span.day in part for part in parts)]

    def limits(self, school: School) -> Iterator[Limit]:
        """So many lessons of each course in each part."""
        for days in self.days(school) if self.unit == "lessons" else ():
            for course in self.courses(school):
                yield Limit(course, frozenset([course]), days, self.at_most)

    def sentence(self, point: Point) -> str:
        """The courses and the rule."""
        return self.title() if self.each == "scope" else str(point.about[-1])

    def title(self) -> str:
        """The rule in a sentence."""
        if self.unit == "lessons":
            return f"At most {self.some(self.at_most)}{self.whose} in each of {self._named}"
        return f"{self.the_lessons}{self.whose} are in {self._few}"

    @property
    def _few(self) -> str:
        return f"at most {self.at_most} of {self._named}"

    @property
    def _named(self) -> str:
        return f"the parts {words('+'.join(part) for part in self.parts)}"
