"""Worlds: schools so small that every timetable of them can be tried.

To cover a new constraint, write ``tests/constraints/test_<kind>.py`` with its worlds::

    WORLDS = (
        World(school(course("1A PE", "pat", 2)), "{kind: limit_days, teachers: pat, at_most: 1}"),
    )

``test_contract.py`` finds them by the name of the file and checks all that every constraint
promises. Together the worlds of a kind must reach every line of its file. Below them stand a few
tests of what the rule means, derived by hand: the contract cannot see a mistake that ``encode``
and ``deviation`` share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import combinations, product
from math import prod
from random import Random
from typing import Any

from pydantic import TypeAdapter
from ruamel.yaml import YAML

from timetabler.constraints import any_constraint
from timetabler.constraints.base import Constraint, Point
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.timetable import DutyPlacement, Placement, Timetable
from timetabler.spec.problem import build

from .tiny import bells, course, duty, need, placed, school

__all__ = [
    "World",
    "bells",
    "course",
    "deviations",
    "duty",
    "lawful",
    "need",
    "placed",
    "points",
    "rule",
    "school",
    "written",
]

LIMIT = 2_000
"""Timetables of a world that are all tried."""

DRAWN = 500
"""Of larger worlds, this many are drawn: comparing takes up to a millisecond at each point."""


class World:
    """A small school, some rules of one kind, and the timetables to try them on."""

    def __init__(
        self, school: School, *rules: str, faulty: bool = False, impossible: bool = False
    ) -> None:
        """``rules`` as they would be written in YAML. Faulty: lessons may also be too many, in no
        room, given by nobody, or at other times in another week; duties may have one person too
        many. Impossible: each rule has a shortage, so that no valid timetable keeps it."""
        self.school = school
        self.rules = tuple(rule(text) for text in rules)
        self.faulty = faulty
        self.impossible = impossible

    @property
    def exhaustive(self) -> bool:
        """Whether it is small enough to try every timetable."""
        return prod(map(len, (*self._lessons(), *self._duties()))) <= LIMIT

    def timetables(self) -> Iterator[Timetable]:
        """Every timetable with at most as many lessons as there should be, clashing or not, and
        with every choice of people for the duties, too few or too many of them included."""
        lessons, duties = self._lessons(), self._duties()
        if self.exhaustive:
            for placements in product(*lessons):
                for roster in product(*duties):
                    yield self._timetable(placements, roster)
        else:
            draw = Random(1)
            for _ in range(DRAWN):
                placements = tuple(draw.choice(options) for options in lessons)
                yield self._timetable(placements, tuple(draw.choice(o) for o in duties))

    def _timetable(
        self, lessons: Iterable[Iterable[Placement]], duties: Iterable[Iterable[DutyPlacement]]
    ) -> Timetable:
        return Timetable(
            self.school, (p for some in lessons for p in some), (d for some in duties for d in some)
        )

    def _lessons(self) -> list[list[tuple[Placement, ...]]]:
        return [list(self._options(course)) for course in self.school.courses]

    def _options(self, course: Course) -> Iterator[tuple[Placement, ...]]:
        """Everything that may become of a course. One that is the same in every week is decided in
        the first, unless faults are wanted."""
        school = self.school
        rooms: tuple[str | None, ...] = school.rooms_for(course) or (None,)
        pools = course.staff
        if self.faulty:
            rooms = (*rooms, None)
            pools = tuple((*pool, "nobody") for pool in pools)
        staff = tuple(product(*pools))
        spans, most = list(school.spans(course)), len(school.lessons(course))
        repeats = school.weekly(course) and not self.faulty
        if repeats:
            spans = [s for s in spans if school.week.week_of(s.day) == 0]
            most = len(course.lengths)
        for lessons in range(most + 1 + self.faulty):
            for chosen in combinations(spans, lessons):
                for ways in product(product(rooms, staff), repeat=lessons):
                    yield tuple(
                        Placement(course, twin, *how)
                        for span, how in zip(chosen, ways, strict=True)
                        for twin in (school.twins(span) if repeats else (span,))
                    )

    def _duties(self) -> list[list[tuple[DutyPlacement, ...]]]:
        """Of each duty: every set of people who may have it."""
        return [
            [
                tuple(DutyPlacement(duty, person) for person in people)
                for number in range(duty.most + 1 + self.faulty)
                for people in combinations(duty.people, number)
            ]
            for duty in self.school.duties
        ]


@lru_cache(maxsize=8)
def lawful(world: World, but: str = "") -> list[Timetable]:
    """The timetables that keep what always holds, or all of it but what one kind of rule says."""
    always = [rule for rule in build(world.school, ()).rules if rule.kind != but]
    points = [(rule.constraint, p) for rule in always for p in rule.points if not p.shadow]
    return [t for t in world.timetables() if not any(c.deviation(p, t) for c, p in points)]


def rule(text: str) -> Constraint:
    """A constraint as written in YAML."""
    return written(YAML(typ="base", pure=True).load(text))


def written(value: Any) -> Constraint:
    """A constraint as plain data."""
    return _any().validate_python(value)


@cache
def _any() -> TypeAdapter[Constraint]:
    """Reads rules of any kind; it takes long to make."""
    return TypeAdapter(any_constraint())


def deviations(constraint: Constraint, timetable: Timetable) -> dict[str, int]:
    """Where a timetable deviates from a rule, by the key of the point."""
    amounts = {
        point.key: constraint.deviation(point, timetable) for point in points(constraint, timetable)
    }
    return {key: amount for key, amount in amounts.items() if amount}


def points(constraint: Constraint, timetable: Timetable) -> list[Point]:
    """The points that count: all but shadows."""
    return [p for p in constraint.points(timetable.school) if not p.shadow]
