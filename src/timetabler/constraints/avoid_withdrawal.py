"""avoid_withdrawal: pupils who leave their class for a course miss only what they may."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder
from timetabler.models.reasons import Shortage
from timetabler.models.resources import ClassGroup, Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


class AvoidWithdrawal(Constraint):
    """Pupils who are withdrawn from their class miss only lessons that they may miss.

    It is about courses of groups with ``withdraws_from``: their pupils may miss lessons of these
    subjects, and time with the class teacher in which no course is. They do not miss other lessons
    of their class, nor lessons of other groups of the class (unless both groups are in one
    ``split``, and so have no pupil in common).

    The deviation is, for each such course and class, the number of minutes missed that may not be.

    It always holds; write it only to give it a weight.
    """

    kind: Literal["avoid_withdrawal"] = "avoid_withdrawal"
    standing = True
    counts = ("minute",)
    example = "{kind: avoid_withdrawal, weight: 1}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each withdrawing course and class that has lessons its pupils may not miss."""
        for course in school.courses:
            if course.withdraws is None:
                continue
            for class_id in school.classes_of(course):
                missed = school.missed(course, class_id)
                kept = tuple(c for c in missed if c.subject not in course.withdraws)
                if kept:
                    yield Point(f"{course.id}|{class_id}", (course, school.class_[class_id], kept))

    def encode(self, point: Point, enc: Encoder) -> None:
        """At any moment there is the course or one of these lessons, not both."""
        course, _, kept = point.about
        for moment in enc.school.moments:
            out = enc.any_of(enc.taught(course, moment))
            missed = enc.any_of(x for c in kept for x in enc.taught(c, moment))
            enc.at_most(enc.count(out, missed), 1, moment.minutes)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Minutes missed."""
        return sum(moment.minutes for moment, _ in self._missed(point, timetable))

    def _missed(self, point: Point, timetable: Timetable) -> Iterator[tuple[Span, list[Placement]]]:
        """Each moment in which something is missed: the lessons that withdraw, and are missed."""
        course, _, kept = point.about
        withdrawing = timetable.of_course[course.id]
        others = [p for c in kept for p in timetable.of_course[c.id]]
        for moment in timetable.school.moments:
            out = [p for p in withdrawing if moment.inside(p.span)]
            missed = [p for p in others if moment.inside(p.span)]
            if out and missed:
                yield moment, out + missed

    def witnesses(self, point: Point, timetable: Timetable) -> dict[Placement, None]:
        """The lessons that withdraw, and those that are missed."""
        return dict.fromkeys(p for _, found in self._missed(point, timetable) for p in found)

    def sentence(self, point: Point) -> str:
        """Which course, whose pupils, and what they may miss."""
        course, class_, _ = point.about
        but = f" but those of {words(course.withdraws, 'or')}" if course.withdraws else ""
        return f"{course.id}: pupils of {class_.name} miss no lessons for it{but}"

    def title(self) -> str:
        """The rule in a sentence."""
        return "Pupils who are withdrawn from their class miss only what they may"

    def shortage(self, school: School) -> Iterator[Shortage]:
        """Lessons that pupils may not miss leave too little of the week to be withdrawn from."""
        for group in school.groups:
            courses = [c for c in school.courses_of_group[group.id] if c.withdraws is not None]
            for class_id in group.classes if courses else ():
                class_ = school.class_[class_id]
                kept = [
                    c
                    for c in school.courses_of_class[class_id]
                    if not any(c.subject in w.withdraws for w in courses if w.withdraws)
                ]
                there = sum(p.span.minutes for p in school.periods(class_id, "lesson"))
                taken = sum(_least(c, class_, school) for c in kept)
                asked = sum(_least(c, class_, school) for c in courses)
                if asked + taken > there:
                    yield Shortage(
                        f"{words(c.id for c in courses)}: pupils of {class_.name} are withdrawn "
                        f"for {asked} minutes, but lessons that they may not miss leave "
                        f"{max(0, there - taken)} of the {there} minutes of their periods",
                        (*(c.source for c in courses), class_.source, *(c.source for c in kept)),
                    )


def _least(course: Course, class_: ClassGroup, school: School) -> int:
    """The least minutes of the periods of a class that the lessons of a course take."""
    periods = [p.span for p in school.periods(class_.id, "lesson")]

    def taken(span: Span) -> int:
        return sum(
            min(span.end, p.end) - max(span.start, p.start) for p in periods if p.meets(span)
        )

    return sum(
        min((taken(span) for span in school.places(course, length)), default=0)
        for length in school.lessons(course)
    )
