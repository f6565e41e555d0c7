"""Counting before any search: is more asked for than there is?

Every argument is a cut of a small flow network, so it can be checked by adding up: lessons flow
from courses to the times that are open to them, from times to days, and out of days. What a time
lets through is how many teachers, rooms or classes are there; what a day lets through is the daily
limits of the people. If not all lessons get through, the smallest cut names the courses, the times
and the days that are short, and its sum is the arithmetic that a person can check.
"""

from __future__ import annotations

from collections.abc import Collection

from timetabler.models.reasons import Shortage
from timetabler.precheck.bottlenecks import bottlenecks
from timetabler.precheck.given import Given
from timetabler.precheck.locked import locked
from timetabler.precheck.overlaps import overlaps
from timetabler.precheck.rosters import rosters
from timetabler.precheck.shortages import likewise, shortage, written
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
            for said in rule.constraint.shortage(problem.school):
                lines = written((rule.source, *said.sources))
                found[said.message] = Shortage(said.message, lines)
    given = Given.of(problem)
    names: dict[str, str] = {}
    for need in (*bottlenecks(problem.school, given.all_limits), *overlaps(given)):
        if short := shortage(need, given):
            found.setdefault(short.message, short)
            names[short.message] = need.name
    for short in (*locked(given), *rosters(problem)):
        found.setdefault(short.message, short)
    return tuple(likewise(_plainest(found.values()), names))


def _plainest(found: Collection[Shortage]) -> tuple[Shortage, ...]:
    """Shortest first, without those that only add lines to another one."""
    result: list[Shortage] = []
    for one in sorted(found, key=lambda s: (len(s.sources), len(s.message), s.message)):
        lines = set(one.sources)
        if not any(s.sources and lines.issuperset(s.sources) for s in result):
            result.append(one)
    return tuple(result)
