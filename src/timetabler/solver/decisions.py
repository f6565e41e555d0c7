"""The decisions of a compiled problem: which variable says what, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from timetabler.models.duties import Duty
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Timetable
from timetabler.solver.model import Literal


@dataclass
class Decisions:
    """The literals of all atoms that are not facts, by what they say."""

    at: dict[tuple[str, Span], Literal] = field(default_factory=dict)
    """(course, span)"""
    room: dict[tuple[str, Span], dict[str, Literal]] = field(default_factory=dict)
    """(course, span) -> room"""
    teacher: dict[tuple[str, Span, int], dict[str, Literal]] = field(default_factory=dict)
    """(course, span, number of the pool) -> teacher"""
    duty: dict[tuple[str, str], Literal] = field(default_factory=dict)
    """(duty, person)"""

    def known(self, timetable: Timetable, once: Callable[[Course, Span], Span]) -> dict[int, int]:
        """The variables that are 1 in a timetable, and of each choice also those that are 0.

        ``once``: the span under which the lesson of a course at a span is decided.
        """
        known: dict[int, int] = {}
        for placement in timetable.placements:
            course = placement.course
            span = once(course, placement.span)
            if (at := self.at.get((course.id, span))) is not None:
                known[at.variable] = 1
            for room, lit in self.room.get((course.id, span), {}).items():
                known[lit.variable] = int(room == placement.room)
            for pool, name in enumerate(placement.teachers):
                for teacher, lit in self.teacher.get((course.id, span, pool), {}).items():
                    known[lit.variable] = int(teacher == name)
        for duty, person in timetable.duties:
            if (has := self.duty.get((duty.id, person))) is not None:
                known[has.variable] = 1
        return known

    def places(self, school: School) -> Iterator[tuple[int, Span, tuple[object, ...]]]:
        """Each decision about a lesson: its variable, its span, and all that it says besides."""
        course_of = {course.id: course for course in school.courses}
        for (course, span), at in self.at.items():
            yield at.variable, span, (course, school.spans(course_of[course])[span])
        for (course, span), rooms in self.room.items():
            for room, lit in rooms.items():
                yield lit.variable, span, (course, school.spans(course_of[course])[span], room)
        for (course, span, pool), names in self.teacher.items():
            for name, lit in names.items():
                length = school.spans(course_of[course])[span]
                yield lit.variable, span, (course, length, pool, name)

    def things(self, school: School) -> Iterator[tuple[int, Course | Duty, int]]:
        """Each decision: its variable, the course or duty that it is about, and the day."""
        course_of = {course.id: course for course in school.courses}
        duty_of = {duty.id: duty for duty in school.duties}
        for variable, span, (course, *_) in self.places(school):
            yield variable, course_of[str(course)], span.day
        for (duty, _), has in self.duty.items():
            yield has.variable, duty_of[duty], duty_of[duty].span.day

    def roles(self, school: School) -> dict[int, tuple[Any, ...]]:
        """What each decision is about, with the team in place of the class."""
        team = {c: t.id for t in school.teams for c in t.classes}
        kind = {
            course.id: (
                course.subject,
                course.staff,
                frozenset(team.get(c, c) for c in school.classes_of(course)),
            )
            for course in school.courses
        }
        result: dict[int, tuple[Any, ...]] = {}
        for (course, span), at in self.at.items():
            result[at.variable] = (kind[course], span)
        for (course, span), rooms in self.room.items():
            for room, lit in rooms.items():
                result[lit.variable] = (kind[course], span, room)
        for (course, span, pool), names in self.teacher.items():
            for name, lit in names.items():
                result[lit.variable] = (kind[course], span, pool, name)
        for (duty_id, name), duty in self.duty.items():
            person = school.teacher[name]
            result[duty.variable] = (duty_id, person.role, person.fte)
        return result
