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
from timetabler.models.wording import plural, words


class PreferTimes(LessonScope):
    """Lessons are at some times rather than at others.

    A lesson counts as good if all of it lies in ``times`` (if written), none of it in ``not_times``
    (if written), and its first period in ``starts`` (if written).

    The deviation is the number of other lessons; with ``count: periods``, the number of periods of
    lessons that are outside ``times`` or in ``not_times``, so that a double can count twice. Weight
    1 if nothing is said; with ``required: true`` no lesson may be elsewhere.
    """

    kind: Literal["prefer_times"] = "prefer_times"
    times: Annotated[Times, Field(description="Lessons are wholly inside these times.")] = ()
    not_times: Annotated[Times, Field(description="Lessons keep out of these times.")] = ()
    starts: Annotated[Times, Field(description="Lessons start in one of these periods.")] = ()
    count: Annotated[
        Literal["lessons", "periods"],
        Field(description="What is counted: lessons elsewhere, or only their periods elsewhere."),
    ] = "lessons"
    usual_weight = 1
    example = "{kind: prefer_times, subjects: PE, times: [Tue-Thu], not_times: [S1], weight: 3}"

    @model_validator(mode="after")
    def _some_time(self) -> PreferTimes:
        if not self.times and not self.not_times and not self.starts:
            raise ValueError("write the times, not_times, or starts")
        if self.starts and self.count == "periods":
            raise ValueError("a lesson has one start: count: periods does not go with starts")
        return self

    def points(self, school: School) -> Iterator[Point]:
        """One for each course in scope that could be elsewhere."""
        for course in self.courses(school):
            wrong = {span: self._wrong(course, span, school) for span in school.spans(course)}
            bad = {span: amount for span, amount in wrong.items() if amount}
            if bad:
                yield Point(course.id, (course, bad))

    def _wrong(self, course: Course, span: Span, school: School) -> int:
        """What a lesson there counts for; 0 if it is good."""
        parts = school.parts(course, span)
        if self.count == "periods":
            return sum(self.elsewhere(course, part, school) for part in parts)
        late = bool(self.starts) and not school.inside(course, parts[0], self.starts)
        return int(late or self.elsewhere(course, span, school))

    def elsewhere(self, course: Course, span: Span, school: School) -> bool:
        """Whether some of a span of the course lies at the other times."""
        outside = bool(self.times) and not school.inside(course, span, self.times)
        closed = school.times(self.not_times, school.bells_of(course)[0])
        return outside or touches(closed, span)

    def encode(self, point: Point, enc: Encoder) -> None:
        """No lesson at the other times."""
        course, bad = point.about
        lessons = ((self.lesson_at(course, span, enc), amount) for span, amount in bad.items())
        enc.at_most(enc.count(*lessons), 0)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons at other times, or periods of them."""
        _, bad = point.about
        return sum(bad[p.span] for p in self.witnesses(point, timetable))

    def amount(self, deviation: int) -> str:
        """In what is counted."""
        return plural(deviation, self.count.removesuffix("s"))

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
        parts += [f"start in {words(self.starts, 'or')}"] if self.starts else []
        return " and ".join(parts)
