"""keep_in_a_row: some lessons follow one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.scope import LessonScope
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable


class KeepInARow(LessonScope):
    """All lessons in scope are on one day, one directly after the other, in any order.

    They may be of several classes. Nothing but breaks is between them, and no two are at the same
    time. (For neighbours one by one see ``keep_adjacent``, for lessons of one course
    ``join_same_day``.)

    The deviation is 1 if they are not.
    """

    kind: Literal["keep_in_a_row"] = "keep_in_a_row"
    absence = True
    counts = ("time",)
    example = "{kind: keep_in_a_row, subjects: [Swimming, Bus], classes: 3A, required: true}"

    def points(self, school: School) -> Iterator[Point]:
        """One for all of them, if there are several."""
        courses = self.courses(school)
        lengths = [length for course in courses for length in school.lessons(course)]
        if len(lengths) > 1:
            periods = school.timeline(school.bells_of_all(courses), "lesson")
            yield Point("all", (courses, tuple(_rows(periods, sum(lengths)))))

    def encode(self, point: Point, enc: Encoder) -> None:
        """Every period of some row, as long as all of them together, has one of the lessons."""
        courses, rows = point.about
        places = [(c, s) for c in courses for s in enc.school.spans(c)]
        taken = {
            period: enc.any_of(self.lesson_at(c, s, enc) for c, s in places if s.meets(period))
            for row in rows
            for period in row
        }
        enc.holds(enc.any_of(enc.all_of(taken[period] for period in row) for row in rows))

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Whether no row is full of them."""
        _, rows = point.about
        placed = self.witnesses(point, timetable)
        full = (all(any(p.span.meets(period) for p in placed) for period in row) for row in rows)
        return int(not any(full))

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """All of them."""
        courses, _ = point.about
        return [p for course in courses for p in self.lessons_of(course, timetable)]

    def sentence(self, point: Point) -> str:  # noqa: ARG002
        """The rule."""
        return self.title()

    def title(self) -> str:
        """The rule in a sentence."""
        return f"{self.the_lessons} follow one another on one day"


def _rows(periods: tuple[Span, ...], length: int) -> Iterator[tuple[Span, ...]]:
    """Every row of so many periods of one day, one after the other."""
    for start in range(len(periods) - length + 1):
        row = periods[start : start + length]
        if all(one.day == other.day for one, other in pairwise(row)):
            yield row
