"""avoid_overlap: lessons are not at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from math import comb
from typing import Annotated, Literal

from pydantic import Field, model_validator

from timetabler.constraints.base import Point
from timetabler.constraints.between import no_pair, number_of_lessons
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import Times
from timetabler.constraints.scope import LessonScope
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span, touches
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural, words


class AvoidOverlap(LessonScope):
    """At most one of the lessons in scope is on at a time, or ``at_most`` so many.

    For things that the school has only one of (the trolley of laptops, the noise of the band),
    and for not having too many classes out at once; with ``times``, only then. Other clashes need
    no rule.

    The deviation is the number of minutes with one lesson too many, each counted as often as that.
    With ``count: pairs``, every two lessons count for each period in which both are on.
    """

    kind: Literal["avoid_overlap"] = "avoid_overlap"
    at_most: Annotated[int, Field(ge=1, le=10_000, description="The most lessons at a time.")] = 1
    times: Annotated[Times, Field(description="Only during these times.")] = ()
    count: Annotated[
        Literal["minutes", "pairs"], Field(description="What the deviation counts.")
    ] = "minutes"
    example = "{kind: avoid_overlap, subjects: [Band, Choir], required: true}"

    @model_validator(mode="after")
    def _pairs_of_one(self) -> AvoidOverlap:
        if self.count == "pairs" and self.at_most > 1:
            raise ValueError("count: pairs goes with at_most: 1")
        return self

    def points(self, school: School) -> Iterator[Point]:
        """One, if there are more courses than may be on at a time."""
        courses = self.courses(school)
        if len(courses) > self.at_most:
            yield Point("all", (courses,))

    def _parts(self, courses: tuple[Course, ...], school: School) -> list[Span]:
        """What is looked at, one after another: moments, or periods."""
        during = school.times(self.times)
        parts = school.moments
        if self.count == "pairs":
            parts = school.timeline(school.bells_of_all(courses), "lesson")
        return [part for part in parts if not self.times or touches(during, part)]

    def encode(self, point: Point, enc: Encoder) -> None:
        """In every part of the week, lessons are at most so many."""
        (courses,) = point.about
        most = number_of_lessons(courses, enc.school)
        for part in self._parts(courses, enc.school):
            lessons = [
                self.lesson_at(c, s, enc)
                for c in courses
                for s in enc.school.spans(c)
                if part.meets(s)
            ]
            if self.count == "pairs":
                no_pair(lessons, most, enc)
            else:
                enc.at_most(enc.count(*lessons), self.at_most, part.minutes)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Minutes with too many lessons, or pairs of lessons."""
        found = self._on(point, timetable)
        if self.count == "pairs":
            return sum(comb(len(lessons), 2) for lessons in found.values())
        return sum(p.minutes * max(0, len(on) - self.at_most) for p, on in found.items())

    def _on(self, point: Point, timetable: Timetable) -> dict[Span, list[Placement]]:
        """The lessons in scope in each part."""
        (courses,) = point.about
        placed = [p for c in courses for p in self.lessons_of(c, timetable)]
        parts = self._parts(courses, timetable.school)
        return {part: [p for p in placed if part.meets(p.span)] for part in parts}

    def witnesses(self, point: Point, timetable: Timetable) -> dict[Placement, None]:
        """The lessons that are too many at a time."""
        crowds = [on for on in self._on(point, timetable).values() if len(on) > self.at_most]
        return dict.fromkeys(p for found in crowds for p in found)

    def amount(self, deviation: int) -> str:
        """Minutes or pairs."""
        return plural(deviation, self.count.removesuffix("s"))

    def sentence(self, point: Point) -> str:  # noqa: ARG002
        """The rule."""
        return self.title()

    def title(self) -> str:
        """The rule in a sentence."""
        when = f" during {words(self.times, 'or')}" if self.times else ""
        return f"At most {self.some(self.at_most)} at a time{when}"
