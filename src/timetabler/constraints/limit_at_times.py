"""limit_at_times: how much of some lessons is at certain times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from timetabler.constraints.allowed import Allowed
from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import Times
from timetabler.constraints.scope import LessonScope
from timetabler.models.school import School
from timetabler.models.span import touches
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import capital, plural, words


class LimitAtTimes(LessonScope):
    """The lessons in scope take up so many of the periods of certain times, all together.

    A period is taken up if any of them is on, however many there are. With ``unit: lessons`` it is
    about how many of the lessons are on at these times, wholly or in part.

    The deviation is the number of periods, or lessons, too many or missing.
    """

    kind: Literal["limit_at_times"] = "limit_at_times"
    times: Annotated[Times, Field(min_length=1, description="The times that are looked at.")]
    at_most: Annotated[int | None, Field(ge=0, le=10_000, description="The most.")] = None
    at_least: Annotated[int | None, Field(ge=1, le=10_000, description="The fewest.")] = None
    unit: Annotated[Literal["periods", "lessons"], Field(description="What is counted.")] = (
        "periods"
    )
    absence = True
    example = "{kind: limit_at_times, subjects: PE, times: [S1], at_most: 3, weight: 2}"

    @model_validator(mode="after")
    def _some_limit(self) -> LimitAtTimes:
        self._allowed.check()
        return self

    @property
    def _allowed(self) -> Allowed:
        return Allowed(self.at_least, self.at_most)

    def points(self, school: School) -> Iterator[Point]:
        """One for all of them together."""
        if courses := self.courses(school):
            during = school.times(self.times)
            bells = school.timeline(school.bells_of_all(courses), "lesson")
            yield Point("all", (courses, tuple(p for p in bells if touches(during, p))))

    def encode(self, point: Point, enc: Encoder) -> None:
        """Periods with a lesson, or lessons with a period, are as many as that."""
        courses, periods = point.about
        lessons = {
            (c, s): self.lesson_at(c, s, enc)
            for c in courses
            for s in enc.school.spans(c)
            if touches(periods, s)
        }
        total = enc.count(*lessons.values())
        if self.unit == "periods":
            total = enc.count(
                *(
                    enc.any_of(x for (_, span), x in lessons.items() if span.meets(period))
                    for period in periods
                )
            )
        self._allowed.state(total, enc)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Periods, or lessons, too many or missing."""
        _, periods = point.about
        found = self.witnesses(point, timetable)
        total = len(found)
        if self.unit == "periods":
            total = sum(any(p.span.meets(period) for p in found) for period in periods)
        return self._allowed.off(total)

    def amount(self, deviation: int) -> str:
        """In its unit."""
        return plural(deviation, self.unit.removesuffix("s"))

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """The lessons at these times."""
        courses, periods = point.about
        placed = (p for c in courses for p in self.lessons_of(c, timetable))
        return [p for p in placed if touches(periods, p.span)]

    def sentence(self, point: Point) -> str:  # noqa: ARG002
        """The rule."""
        return self.title()

    def title(self) -> str:
        """The rule in a sentence."""
        limit = self._allowed.said()
        when = words(self.times, "or")
        if self.unit == "lessons":
            number = self.at_least if self.at_most is None else self.at_most
            return capital(f"{limit} {self.scope_words(number=number)} during {when}")
        return f"{self.the_lessons} take up {limit} of the periods of {when}"
