"""What rules and locks take away before any search: places that they close, and limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from timetabler.constraints.base import Limit
from timetabler.models.resources import ClassGroup, Course, Lock, Source, Teacher
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.wording import words
from timetabler.precheck.bottlenecks import Bottleneck
from timetabler.spec.problem import Problem, Rule

Place: TypeAlias = tuple[Course, Span]
"""Where a lesson of a course could be."""


@dataclass(frozen=True, eq=False)
class Given:
    """Required rules and locks, each with the places that it closes and the limits it sets."""

    school: School
    by: Mapping[Rule | Lock, tuple[frozenset[Place], tuple[Limit, ...]]]

    @classmethod
    def of(cls, problem: Problem) -> Given:
        """Everything that is given in a school."""
        school = problem.school
        by: dict[Rule | Lock, tuple[frozenset[Place], tuple[Limit, ...]]] = {
            rule: (
                frozenset(rule.constraint.forbidden(school)),
                tuple(rule.constraint.limits(school)),
            )
            for rule in problem.rules
            if rule.required
        }
        by |= {lock: (frozenset(_taken(lock, school)), ()) for lock in school.locks}
        return cls(school, {one: what for one, what in by.items() if any(what)})

    def about(self, need: Bottleneck) -> Given:
        """Only what concerns a bottleneck."""
        courses = set(need.courses)
        return Given(
            self.school,
            {
                one: (closed, limits)
                for one, (closed, limits) in self.by.items()
                if any(c in courses for c, _ in closed) or any(need.limited(x) for x in limits)
            },
        )

    def without(self, one: Rule | Lock) -> Given:
        """All but that."""
        return Given(self.school, {by: what for by, what in self.by.items() if by is not one})

    def places(self, course: Course) -> tuple[Span, ...]:
        """Where a lesson of the course can be at all."""
        return tuple(s for s in self.school.spans(course) if (course, s) not in self._closed)

    @cached_property
    def _closed(self) -> frozenset[Place]:
        return frozenset(place for closed, _ in self.by.values() for place in closed)

    @cached_property
    def limits(self) -> Mapping[Teacher | ClassGroup | Course, tuple[Limit, ...]]:
        """Of each person, class or course."""
        found: dict[Teacher | ClassGroup | Course, list[Limit]] = defaultdict(list)
        for limit in self.all_limits:
            found[limit.who].append(limit)
        return {who: tuple(limits) for who, limits in found.items()}

    def least_minutes(self, course: Course, length: int) -> int:
        """Minutes of the shortest place for a lesson of so many periods; 0 if there is none."""
        key = (course, length)
        if key not in self._least_minutes:
            spans = self.school.places(course, length)
            shortest = min((span.minutes for span in spans), default=0)
            self._least_minutes[key] = shortest if course.minutes is None else course.minutes
        return self._least_minutes[key]

    @cached_property
    def _least_minutes(self) -> dict[tuple[Course, int], int]:
        return {}

    @property
    def all_limits(self) -> Iterator[Limit]:
        """Of everybody."""
        return (limit for _, limits in self.by.values() for limit in limits)

    @property
    def words(self) -> str:
        """All of it, after what it limits: ``, given "No lessons on Mon"``; empty if nothing is."""
        titles = [f'"{by.title}"' if isinstance(by, Rule) else self._locked(by) for by in self.by]
        return f", given {words(titles)}" if titles else ""

    def _locked(self, lock: Lock) -> str:
        """``Assembly (45 classes) on Fri S5``."""
        first = self.school.bells_of(self.school.course[lock.course])[0]
        when = "" if lock.span is None else f" on {self.school.week.label(lock.span, first)}"
        return f"{lock.course}{when}"

    def sources(self, courses: Iterable[Course]) -> Iterator[Source]:
        """Where all of it is written; of rules that always hold, the facts about
        these courses."""
        school = self.school
        for by in self.by:
            yield by.source
        if all(by.source.line for by in self.by):
            return
        for course in courses:
            yield from (school.teacher[t].source for pool in course.staff for t in pool)
            yield from (school.room[r].source for r in school.rooms_for(course))
            yield from (lock.source for lock in school.locks if lock.course == course.id)


def _taken(lock: Lock, school: School) -> Iterator[Place]:
    """Where a locked lesson leaves no place for the other lessons of its classes."""
    course = school.course[lock.course]
    if lock.span is not None:
        for class_id in course.classes:
            for other in school.courses_of_pupils[class_id]:
                if other is not course:
                    yield from ((other, s) for s in school.spans(other) if s.meets(lock.span))
