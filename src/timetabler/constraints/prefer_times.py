"""prefer_times: lessons are at some times rather than at others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import Times
from timetabler.constraints.scope import LessonScope
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span, touches
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


class PreferTimes(LessonScope):
    """Lessons are at some times rather than at others.

    A lesson counts as good if all of it lies in ``times`` (if written) and none of it in
    ``not_times`` (if written).

    The deviation is the number of other lessons. Weight 1 if nothing is said; with
    ``required: true`` no lesson may be elsewhere.
    """

    kind: Literal["prefer_times"] = "prefer_times"
    times: Annotated[Times, Field(description="Lessons are wholly inside these times.")] = ()
    not_times: Annotated[Times, Field(description="Lessons keep out of these times.")] = ()
    usual_weight = 1
    example = "{kind: prefer_times, subjects: PE, times: [Tue-Thu], not_times: [S1], weight: 3}"

    @model_validator(mode="after")
    def _some_time(self) -> PreferTimes:
        if not self.times and not self.not_times:
            raise ValueError("write the times, or not_times")
        return self

    def points(self, school: School) -> Iterator[Point]:
        """One for each course in scope that could be elsewhere."""
        for course in self.courses(school):
            bad = frozenset(s for s in school.spans(course) if self._bad(course, s, school))
            if bad:
                yield Point(course.id, (course, bad))

    def _bad(self, course: Course, span: Span, school: School) -> bool:
        outside = bool(self.times) and not school.inside(course, span, self.times)
        closed = school.times(self.not_times, school.bells_of(course)[0])
        return outside or touches(closed, span)

    def encode(self, point: Point, enc: Encoder) -> None:
        """No lesson at the other times."""
        course, bad = point.about
        enc.at_most(enc.count(*(self.lesson_at(course, s, enc) for s in sorted(bad))), 0)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons at other times."""
        return len(self.witnesses(point, timetable))

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """The lessons at other times."""
        course, bad = point.about
        return [p for p in self.lessons_of(course, timetable) if p.span in bad]

    def forbidden(self, school: School) -> Iterator[tuple[Course, Span]]:
        """The other times."""
        for point in self.points(school):
            course, bad = point.about
            if self.all_in_scope(course, school):
                yield from ((course, span) for span in bad)

    def sentence(self, point: Point) -> str:
        """The course and the times."""
        return f"{point.about[0].id}: lessons {self._when()}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"{self.the_lessons} {self._when()}"

    def _when(self) -> str:
        parts = [f"keep to {words(self.times)}"] if self.times else []
        parts += [f"keep out of {words(self.not_times)}"] if self.not_times else []
        return " and ".join(parts)
