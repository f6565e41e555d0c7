"""The threads from every rule to what it is about in a timetable, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from timetabler.constraints.base import Point
from timetabler.constraints.tracer import Fact, Tracer, facts_of
from timetabler.models.timetable import Timetable, Witness
from timetabler.spec.problem import Problem, Rule


class Applied(NamedTuple):
    """A rule at one of its points."""

    rule: Rule
    point: Point


class Threads:
    """What every point of every rule looks at. Shadows are left out: they follow from the rest."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    @cached_property
    def _readers(self) -> dict[Fact, tuple[Applied, ...]]:
        """fact -> the points that read it, in the order of the rules."""
        tracer = Tracer(self.problem.school)
        found: dict[Fact, list[Applied]] = defaultdict(list)
        for rule in self.problem.rules:
            for point in rule.points:
                if not point.shadow:
                    for fact in tracer.reads(rule.constraint, point):
                        found[fact].append(Applied(rule, point))
        return {fact: tuple(points) for fact, points in found.items()}

    def reading(self, facts: Iterable[Fact]) -> tuple[Applied, ...]:
        """The points that read any of these facts: all others do not change with them."""
        unique = dict.fromkeys(a for fact in facts for a in self._readers.get(fact, ()))
        return tuple(sorted(unique, key=lambda a: a.rule.index))

    def touching(self, placed: Witness) -> tuple[Applied, ...]:
        """The points that look at a lesson or duty where it is."""
        return self.reading(facts_of(placed))


class Change(NamedTuple):
    """What changing a timetable does to one point."""

    rule: Rule
    point: Point
    before: int
    after: int
    """Deviations."""


def changes(
    threads: Threads,
    old: Timetable,
    gone: Iterable[Witness],
    new: Timetable,
    come: Iterable[Witness],
) -> tuple[Change, ...]:
    """The points whose deviation is another in a new timetable, which is the old one less what is
    gone and with what has come."""
    facts = set[Fact]().union(*map(facts_of, gone)) ^ set[Fact]().union(*map(facts_of, come))
    found = []
    for rule, point in threads.reading(facts):
        before = rule.constraint.deviation(point, old)
        after = rule.constraint.deviation(point, new)
        if before != after:
            found.append(Change(rule, point, before, after))
    return tuple(found)
