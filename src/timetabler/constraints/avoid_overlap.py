"""avoid_overlap: lessons are not at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.scope import LessonScope
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable


class AvoidOverlap(LessonScope):
    """At most one of the lessons in scope is on at a time, or ``at_most`` so many.

    For things that the school has only one of (the trolley of laptops, the noise of the band),
    and for not having too many classes out at once. Other clashes need no rule.

    The deviation is the number of minutes with one lesson too many, each counted as often as that.
    """

    kind: Literal["avoid_overlap"] = "avoid_overlap"
    at_most: Annotated[int, Field(ge=1, le=100, description="The most lessons at a time.")] = 1
    counts = ("minute",)
    example = "{kind: avoid_overlap, subjects: [Band, Choir], required: true}"

    def points(self, school: School) -> Iterator[Point]:
        """One, if there are more courses than may be on at a time."""
        courses = self.courses(school)
        if len(courses) > self.at_most:
            yield Point("all", (courses,))

    def encode(self, point: Point, enc: Encoder) -> None:
        """At every moment, lessons are at most so many."""
        (courses,) = point.about
        for moment in enc.school.moments:
            lessons = (
                self.lesson_at(c, s, enc)
                for c in courses
                for s in enc.school.spans(c)
                if moment.inside(s)
            )
            enc.at_most(enc.count(*lessons), self.at_most, moment.minutes)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Minutes with too many lessons."""
        moments = timetable.school.moments
        return sum(
            m.minutes * max(0, len(lessons) - self.at_most)
            for m, lessons in zip(moments, self._on(point, timetable), strict=True)
        )

    def _on(self, point: Point, timetable: Timetable) -> list[list[Placement]]:
        """The lessons in scope at each moment."""
        (courses,) = point.about
        placed = [p for c in courses for p in self.lessons_of(c, timetable)]
        return [[p for p in placed if m.inside(p.span)] for m in timetable.school.moments]

    def witnesses(self, point: Point, timetable: Timetable) -> dict[Placement, None]:
        """The lessons that are too many at a time."""
        crowds = [found for found in self._on(point, timetable) if len(found) > self.at_most]
        return dict.fromkeys(p for found in crowds for p in found)

    def sentence(self, point: Point) -> str:  # noqa: ARG002
        """The rule."""
        return self.title()

    def title(self) -> str:
        """The rule in a sentence."""
        return f"At most {self.some(self.at_most)} at a time"
