"""The threads from every rule to what it is about in a timetable, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from timetabler.constraints.base import Point
from timetabler.constraints.tracer import Tracer, facts_of
from timetabler.models.timetable import DutyPlacement, Placement, Timetable, Witness
from timetabler.spec.problem import Applied, Problem, Rule


class Threads:
    """What every point of every rule looks at. Shadows are left out: they follow from the rest."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._tracer = Tracer(problem.school)
        self._near: dict[tuple[bool, str], tuple[tuple[int, int], ...]] = {}
        self._readers: dict[Witness, frozenset[int]] = {}

    @cached_property
    def _points(self) -> tuple[Applied, ...]:
        """All points, those of what always holds first: they are what breaks most often."""
        rules = sorted(self.problem.rules, key=lambda r: (not r.standing, not r.required))
        return tuple(Applied(rule, p) for rule in rules for p in rule.points if not p.shadow)

    @cached_property
    def _reads(self) -> tuple[tuple[int, int], ...]:
        """Number of a point, and what it reads as bits; of those that look at lessons."""
        return self._traced(duties_alone=False)

    @cached_property
    def _reads_duties(self) -> tuple[tuple[int, int], ...]:
        """The same, of those that look at duties alone."""
        return self._traced(duties_alone=True)

    def _traced(self, *, duties_alone: bool) -> tuple[tuple[int, int], ...]:
        return tuple(
            (number, self._tracer.reads(rule.constraint, point))
            for number, (rule, point) in enumerate(self._points)
            if (rule.concerns == "duties") is duties_alone
        )

    def _about(self, placed: Witness) -> tuple[tuple[int, int], ...]:
        """The points that read anything about a course, or about a duty, with what they read."""
        of_duty = isinstance(placed, DutyPlacement)
        what = placed.duty.id if isinstance(placed, DutyPlacement) else placed.course.id
        if (of_duty, what) not in self._near:
            reads = (*self._reads, *self._reads_duties) if of_duty else self._reads
            facts = self._tracer.about(what)
            self._near[of_duty, what] = tuple(one for one in reads if one[1] & facts)
        return self._near[of_duty, what]

    def _reading(self, placed: Witness) -> frozenset[int]:
        """The numbers of the points that look at a lesson or duty where it is."""
        if placed not in self._readers:
            near = self._about(placed)
            facts = 0
            for fact in facts_of(placed):
                facts |= self._tracer.bit(fact)
            self._readers[placed] = frozenset(number for number, read in near if read & facts)
        return self._readers[placed]

    def follow(self, placed: Iterable[Witness]) -> None:
        """Finds out what looks at each of many, all at once: much quicker than one by one."""
        reads = (*self._reads, *self._reads_duties)  # first: this is what gives facts their bits
        showing: dict[int, list[Witness]] = defaultdict(list)
        for one in placed:
            for fact in facts_of(one):
                showing[self._tracer.bit(fact)].append(one)
        asked = 0
        for bit in showing:
            asked |= bit
        found: dict[Witness, set[int]] = defaultdict(set)
        for number, read in reads:
            left = read & asked
            while left:
                bit = left & -left
                left ^= bit
                for one in showing[bit]:
                    found[one].add(number)
        self._readers.update(
            (one, frozenset(found[one])) for ones in showing.values() for one in ones
        )

    def reading(self, placed: Iterable[Witness]) -> tuple[Applied, ...]:
        """The points that look at any of these lessons and duties where they are: no other point
        changes if they go or come."""
        found: set[int] = set()
        for one in placed:
            if not self._as_foreseen(one):
                return self._points
            found |= self._reading(one)
        return tuple(self._points[number] for number in sorted(found))

    def touching(self, placed: Witness) -> tuple[Applied, ...]:
        """The points that look at a lesson or duty where it is, in the order of the rules."""
        return tuple(sorted(self.reading((placed,)), key=lambda applied: applied.rule.index))

    def _as_foreseen(self, placed: Witness) -> bool:
        """Whether it is where the rules expect it. If a file was edited by hand, it may be at
        another time, in another room, with another person: then nothing is known about it."""
        school = self.problem.school
        if not isinstance(placed, Placement):
            return placed.person in placed.duty.people
        course, span, room, teachers = placed
        return (
            span in school.spans(course)
            and (room in school.rooms_for(course) or room is None)
            and all(name in pool for name, pool in zip(teachers, course.staff, strict=True))
        )


class Change(NamedTuple):
    """What changing a timetable does to one point."""

    rule: Rule
    point: Point
    before: int
    after: int
    """Deviations."""

    @property
    def breaks(self) -> bool:
        """Whether a required rule is broken, or more than before."""
        return self.rule.required and self.after > self.before

    @property
    def cost(self) -> int:
        """What it costs more; less than 0 if it costs less."""
        return self.rule.weight * (self.after - self.before)


class Trials:
    """What exchanges in one timetable do to its rules, without verifying all of them."""

    def __init__(self, threads: Threads, timetable: Timetable) -> None:
        self.threads = threads
        self.timetable = timetable
        self._before: dict[Point, int] = {}

    def deviation(self, applied: Applied) -> int:
        """The deviation at a point as the timetable is."""
        rule, point = applied
        if point not in self._before:
            self._before[point] = rule.constraint.deviation(point, self.timetable)
        return self._before[point]

    def changes(
        self, gone: Collection[Witness], come: Collection[Witness], new: Timetable | None = None
    ) -> Iterator[Change]:
        """The points whose deviation is another after an exchange, one by one: what always holds
        first, then what is required. ``new`` is the timetable after it, if that is at hand."""
        new = new or self.timetable.exchanged(gone, come)
        for applied in self.threads.reading((*gone, *come)):
            rule, point = applied
            before, after = self.deviation(applied), rule.constraint.deviation(point, new)
            if before != after:
                yield Change(rule, point, before, after)
