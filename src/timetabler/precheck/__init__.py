"""Counting before any search: is more asked for than there is?

Every argument is a cut of a small flow network, so it can be checked by adding up: lessons flow
from courses to the times that are open to them, from times to days, and out of days. What a time
lets through is how many teachers, rooms or classes are there; what a day lets through is the daily
limits of the people. If not all lessons get through, the smallest cut names the courses, the times
and the days that are short, and its sum is the arithmetic that a person can check.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from timetabler.models.findings import Shortage
from timetabler.models.resources import Course
from timetabler.models.week import Span, touches
from timetabler.precheck.bottlenecks import bottlenecks
from timetabler.precheck.shortages import shortages, written
from timetabler.spec.problem import Problem


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
    closed = {r: frozenset(r.constraint.forbidden(problem.school)) for r in required}
    limits = {r: r.constraint.daily_limits(problem.school) for r in required}
    places = _open_places(problem, closed.values())
    for bottleneck in bottlenecks(problem.school):
        if not shortages(problem, bottleneck, places, limits):
            continue
        given = {
            r: closed[r] for r in required if any(c in bottleneck.courses for c, _ in closed[r])
        }
        for rule in list(given):
            rest = {r: shut for r, shut in given.items() if r is not rule}
            if shortages(problem, bottleneck, _open_places(problem, rest.values()), limits):
                given = rest
        needed = _open_places(problem, given.values())
        for shortage in shortages(problem, bottleneck, needed, limits, tuple(given)):
            found.setdefault(shortage.message, shortage)
    return _plainest(found.values())


def _open_places(
    problem: Problem, closed: Iterable[Collection[tuple[Course, Span]]]
) -> dict[str, tuple[Span, ...]]:
    """course -> where a lesson of it can be at all, given locks and what rules have closed."""
    school = problem.school
    locked: dict[str, list[tuple[Course, Span]]] = defaultdict(list)
    for lock in school.locks:
        if lock.span is not None:
            course = school.course[lock.course]
            for class_id in course.classes:
                locked[class_id].append((course, lock.span))
    forbidden = {place for places in closed for place in places}
    result: dict[str, tuple[Span, ...]] = {}
    for course in school.courses:
        taken = [s for c in school.classes_of(course) for k, s in locked[c] if k is not course]
        result[course.id] = tuple(
            span
            for span in school.spans(course)
            if (course, span) not in forbidden and not touches(taken, span)
        )
    return result


def _plainest(found: Collection[Shortage]) -> tuple[Shortage, ...]:
    """Shortest first, without those that only add lines to another one."""
    result: list[Shortage] = []
    for shortage in sorted(found, key=lambda s: (len(s.sources), len(s.message), s.message)):
        lines = set(shortage.sources)
        if not any(s.sources and lines.issuperset(s.sources) for s in result):
            result.append(shortage)
    return tuple(result)
