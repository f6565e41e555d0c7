"""separate_tags: lessons with different tags are not on at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import TagNames
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


class SeparateTags(Constraint):
    """While a lesson with one of these tags is on, none with another of them is.

    Lessons with the same tag may be on at a time: all of a wing has quiet work, or all of it music.

    The deviation is, for each period, the number of these tags after the first that are on.
    """

    kind: Literal["separate_tags"] = "separate_tags"
    tags: Annotated[TagNames, Field(min_length=2, description="Tags that do not go together.")]
    counts = ("tag",)
    example = "{kind: separate_tags, tags: [quiet, loud], weight: 2}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each period."""
        tagged = tuple(school.select_courses(tags=(tag,)) for tag in self.tags)
        bells = school.bells_of_all(course for courses in tagged for course in courses)
        for period in school.timeline(bells, "lesson"):
            when = school.week.label(period)
            yield Point(when, (tagged, period, when))

    def encode(self, point: Point, enc: Encoder) -> None:
        """At most one of the tags is on."""
        tagged, period, _ = point.about
        on = (
            enc.any_of(enc.at(c, s) for c, s in _places(courses, enc.school) if s.meets(period))
            for courses in tagged
        )
        enc.at_most(enc.count(*on), 1)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Tags after the first that are on."""
        tagged, period, _ = point.about
        on = sum(
            any(p.span.meets(period) for c in courses for p in timetable.of_course[c.id])
            for courses in tagged
        )
        return max(0, on - 1)

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """The lessons with these tags in the period."""
        tagged, period, _ = point.about
        courses = dict.fromkeys(course for courses in tagged for course in courses)
        placed = (p for course in courses for p in timetable.of_course[course.id])
        return [p for p in placed if p.span.meets(period)]

    def sentence(self, point: Point) -> str:
        """The tags and the period."""
        return f"{self.title()} on {point.about[-1]}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"Only lessons with one of the tags {words(self.tags)} are on at a time"


def _places(courses: tuple[Course, ...], school: School) -> Iterator[tuple[Course, Span]]:
    """Where lessons of these courses can be."""
    return ((course, span) for course in courses for span in school.spans(course))
