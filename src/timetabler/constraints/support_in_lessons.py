"""support_in_lessons: support that is for some subjects is given in their lessons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import DutyPlacement, Timetable
from timetabler.models.wording import words


class SupportInLessons(Constraint):
    """A need with ``subjects`` has support only while its class has lessons of these subjects.

    Lessons of groups of the class count too: support goes where the pupil goes.

    The deviation is, for each such need, the number of minutes of support at other times.

    It always holds; write it only to give it a weight.
    """

    kind: Literal["support_in_lessons"] = "support_in_lessons"
    standing = True
    counts = ("minute",)
    example = "{kind: support_in_lessons, weight: 1}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each need with subjects."""
        for need in school.needs:
            if need.subjects:
                courses = tuple(
                    c for c in school.courses_of_pupils[need.class_id] if c.subject in need.subjects
                )
                yield Point(need.id, (need, school.support_of[need.id], courses))

    def encode(self, point: Point, enc: Encoder) -> None:
        """At any moment there is a lesson, or nobody gives support."""
        _, parts, courses = point.about
        for part in parts:
            given = enc.any_of(enc.on_duty(p, part) for p in part.people)
            for moment in enc.school.within(part.span):
                lesson = enc.any_of(x for c in courses for x in enc.taught(c, moment))
                enc.at_most(enc.count(given, enc.no(lesson)), 1, moment.minutes)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Minutes of support outside such lessons."""
        return sum(m.minutes for _, moments in self._outside(point, timetable) for m in moments)

    def _outside(
        self, point: Point, timetable: Timetable
    ) -> Iterator[tuple[list[DutyPlacement], list[Span]]]:
        """Each part in which support is given, with the moments of it that have no lesson."""
        _, parts, courses = point.about
        lessons = [p.span for c in courses for p in timetable.of_course[c.id]]
        for part in parts:
            there = [p for p in timetable.of_duty[part.id] if p in part.people]
            moments = timetable.school.within(part.span)
            outside = [m for m in moments if not any(m.inside(span) for span in lessons)]
            if there and outside:
                yield [DutyPlacement(part, person) for person in there], outside

    def witnesses(self, point: Point, timetable: Timetable) -> list[DutyPlacement]:
        """The support at other times."""
        return [d for given, _ in self._outside(point, timetable) for d in given]

    def sentence(self, point: Point) -> str:
        """Which need, and in which lessons."""
        need, _, _ = point.about
        return f"{need.name} has support only in lessons of {words(need.subjects, 'or')}"

    def title(self) -> str:
        """The rule in a sentence."""
        return "Support that is for some subjects is given in their lessons"
