"""Counting before any search: is more asked for than there is?

Every argument is a cut of a small flow network, so it can be checked by adding up: lessons flow
from courses to the times that are open to them, from times to days, and out of days. What a time
lets through is how many teachers, rooms or classes are there; what a day lets through is the daily
limits of the people. If not all lessons get through, the smallest cut names the courses, the times
and the days that are short, and its sum is the arithmetic that a person can check.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TypeAlias

from timetabler.models.reasons import Shortage
from timetabler.models.resources import Course, Lock
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.precheck.bottlenecks import bottlenecks
from timetabler.precheck.shortages import shortages, written
from timetabler.spec.problem import Problem, Rule

Place: TypeAlias = tuple[Course, Span]
"""Where a lesson of a course could be."""


def precheck(problem: Problem) -> tuple[Shortage, ...]:
    """Every counting argument that no timetable exists; empty if none was found.

    Counting takes for granted what always holds: it is silent where a school has weakened that.
    """
    if any(r.constraint.standing and not r.required for r in problem.rules):
        return ()
    found: dict[str, Shortage] = {}
    for rule in problem.rules:
        if rule.required:
            for shortage in rule.constraint.shortage(problem.school):
                sources = (rule.source, *shortage.sources)
                found[shortage.message] = Shortage(shortage.message, written(sources))
    required = [r for r in problem.rules if r.required]
    limits = {r: r.constraint.daily_limits(problem.school) for r in required}
    closed: dict[Rule | Lock, frozenset[Place]] = {
        **{r: frozenset(r.constraint.forbidden(problem.school)) for r in required},
        **{lock: frozenset(_taken(lock, problem.school)) for lock in problem.school.locks},
    }
    places = _open_places(problem.school, closed.values())
    for bottleneck in bottlenecks(problem.school):
        if not shortages(problem, bottleneck, places, limits):
            continue
        courses = set(bottleneck.courses)
        given = {by: shut for by, shut in closed.items() if any(c in courses for c, _ in shut)}
        for by in list(given):  # what can be left out is no reason
            rest = {other: shut for other, shut in given.items() if other is not by}
            if shortages(problem, bottleneck, _open_places(problem.school, rest.values()), limits):
                given = rest
        needed = _open_places(problem.school, given.values())
        for shortage in shortages(problem, bottleneck, needed, limits, tuple(given)):
            found.setdefault(shortage.message, shortage)
    return _plainest(found.values())


def _taken(lock: Lock, school: School) -> Iterator[Place]:
    """Where a locked lesson leaves no place for the other lessons of its classes."""
    course = school.course[lock.course]
    if lock.span is not None:
        for class_id in course.classes:
            for other in school.courses_of_pupils[class_id]:
                if other is not course:
                    yield from ((other, s) for s in school.spans(other) if s.meets(lock.span))


def _open_places(
    school: School, closed: Iterable[Collection[Place]]
) -> dict[str, tuple[Span, ...]]:
    """course -> where a lesson of it can be at all, given what rules and locks have closed."""
    shut = {place for places in closed for place in places}
    return {
        course.id: tuple(s for s in school.spans(course) if (course, s) not in shut)
        for course in school.courses
    }


def _plainest(found: Collection[Shortage]) -> tuple[Shortage, ...]:
    """Shortest first, without those that only add lines to another one."""
    result: list[Shortage] = []
    for shortage in sorted(found, key=lambda s: (len(s.sources), len(s.message), s.message)):
        lines = set(shortage.sources)
        if not any(s.sources and lines.issuperset(s.sources) for s in result):
            result.append(shortage)
    return tuple(result)
