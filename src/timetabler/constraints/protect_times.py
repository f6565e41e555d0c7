"""protect_times: classes are with their own teacher at some times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import Times
from timetabler.constraints.scope import LessonScope, class_words
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span, touches
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


class ProtectTimes(LessonScope):
    """Classes have no specialist lessons at these times: mornings for reading, a block for maths.

    Without ``subjects`` and ``teachers`` it is about all lessons that the class teacher does not
    give, lessons of groups of the class too. With them it is about the lessons in scope.

    The deviation is, for each class, the number of its lessons that touch these times.
    """

    kind: Literal["protect_times"] = "protect_times"
    times: Annotated[Times, Field(min_length=1, description="The protected times.")]
    example = "{kind: protect_times, years: [F, 1], times: [S1, Mon S2], required: true}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each class that could have such a lesson then."""
        for class_ in self.classes_in(school):
            found = [
                (course, frozenset(s for s in school.spans(course) if touches(times, s)))
                for times in [school.times(self.times, class_.id)]
                for course in self.courses(school)
                if class_.id in school.classes_of(course)
            ]
            if any(spans for _, spans in found):
                yield Point(class_.id, (class_, tuple(found)))

    def courses(self, school: School) -> tuple[Course, ...]:
        """The courses in scope: without subjects and teachers, not those of the class teacher."""
        chosen = super().courses(school)
        return chosen if self.subjects or self.teachers else tuple(c for c in chosen if not c.home)

    def encode(self, point: Point, enc: Encoder) -> None:
        """No lesson touches these times."""
        _, found = point.about
        lessons = (self.lesson_at(c, s, enc) for c, spans in found for s in sorted(spans))
        enc.at_most(enc.count(*lessons), 0)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons that touch these times."""
        return len(self.witnesses(point, timetable))

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """The lessons that touch these times."""
        _, found = point.about
        lessons = ((p, spans) for c, spans in found for p in self.lessons_of(c, timetable))
        return [p for p, spans in lessons if p.span in spans]

    def forbidden(self, school: School) -> Iterator[tuple[Course, Span]]:
        """Spans that touch these times for one of the classes in scope."""
        for point in self.points(school):
            for course, spans in point.about[1]:
                if self.all_in_scope(course, school):
                    yield from ((course, span) for span in spans)

    def sentence(self, point: Point) -> str:
        """Whose times."""
        class_, _ = point.about
        return f"{class_.name} has no {self._lessons()} during {words(self.times, 'or')}"

    def title(self) -> str:
        """The rule in a sentence."""
        classes = class_words(self.classes, self.years)
        return f"No {self._lessons()} for {classes} during {words(self.times, 'or')}"

    def _lessons(self) -> str:
        lessons = self.scope_words("classes", "years")
        return lessons if self.subjects or self.teachers else f"specialist {lessons}"
