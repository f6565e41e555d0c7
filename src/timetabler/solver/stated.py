"""Every required rule, point by point, in one model of which any part can be tried by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ortools.sat.python.cp_model_helper import CpModelProto

from timetabler.constraints.base import Point
from timetabler.solver.bound import contradiction, relaxed_rows
from timetabler.solver.compile import Compiled
from timetabler.solver.cpsat import emit
from timetabler.solver.encoder import CpSat, Given
from timetabler.solver.run import Settings, Watch, run
from timetabler.spec.problem import Applied, Problem, Rule

GRANTED = frozenset(
    {"assign_times", "assign_rooms", "assign_teachers", "avoid_clashes", "staff_duties"}
)
"""Kinds without which there is nothing to plan: not up for discussion while rules are."""


class Refuted(NamedTuple):
    """What has been proved to have no timetable."""

    problem: Problem
    by_capacity: bool
    given: Given

    @classmethod
    def of(cls, compiled: Compiled) -> Refuted:
        """What a compiled problem is about."""
        encoder = compiled.encoder
        return cls(compiled.problem, encoder.by_capacity, encoder.given)


@dataclass(frozen=True)
class Tried:
    """What became of some points: refuted, kept by some timetable, or (both None) undecided."""

    refuted: frozenset[int] | None = None
    """Those of them that no timetable keeps."""
    broken: frozenset[int] | None = None
    """Of all points, those that a timetable breaks which keeps the points tried."""


class Stated:
    """The required points of a problem, by number, and runs of CP-SAT over some of them."""

    def __init__(self, problem: Problem, *, by_capacity: bool, given: Given) -> None:
        """By capacity, shadow points are among them, and points that ask for names are empty."""
        self.encoder = CpSat(
            problem.school, by_capacity=by_capacity, given=given, repeats=problem.repeats
        )
        self.points: list[Applied] = []
        for rule in sorted(problem.rules, key=lambda rule: rule.kind not in GRANTED):
            for point in rule.points if rule.required else ():
                if by_capacity or not point.shadow:
                    self._state(rule, point)
        self.granted = frozenset(n for n, (r, _) in enumerate(self.points) if r.kind in GRANTED)
        """What there is to plan."""
        self.open = frozenset(range(len(self.points))) - self.granted
        """All other points."""
        self._emitted: dict[frozenset[int], tuple[CpModelProto, dict[int, int]]] = {}

    def _state(self, rule: Rule, point: Point) -> None:
        self.encoder.model.origin = len(self.points)
        self.points.append(Applied(rule, point))
        self.encoder.state(rule.constraint, point)

    @property
    def rows(self) -> int:
        """How many rows all of it has."""
        return len(self.encoder.model.rows) + len(self.encoder.model.ors)

    def applied(self, numbers: Iterable[int]) -> list[Applied]:
        """These points, in the order of the rules."""
        found = [self.points[n] for n in sorted(numbers)]
        return sorted(found, key=lambda applied: applied.rule.index)

    def attempt(
        self, numbers: Collection[int], base: Collection[int], settings: Settings, watch: Watch
    ) -> Tried:
        """Looks for a timetable that keeps these points and the base.

        If there is none, CP-SAT also says which points it needed for the proof: each has a guard,
        and all guards are assumed.
        """
        cp, guards = self._guarded(frozenset(base))
        assumed = set(numbers)
        for number, guard in guards.items():
            domain = cp.variables[guard].domain
            domain.clear()
            domain.extend([0, int(number in assumed)])
        cp.assumptions.clear()
        cp.assumptions.extend(guards[number] for number in sorted(assumed))
        result = run(cp, settings, watch)
        if result.infeasible:
            core = set(result.core)
            return Tried(refuted=frozenset(n for n, guard in guards.items() if guard in core))
        return Tried(broken=None if result.values is None else self._broken(result.values))

    def refuted(self, numbers: Collection[int], settings: Settings, watch: Watch) -> bool:
        """Whether it is proved that no timetable keeps these points; nothing is assumed here."""
        return run(emit(self.encoder.model.only(numbers), cost=False), settings, watch).infeasible

    def summed(self, numbers: Collection[int], seconds: float) -> frozenset[int] | None:
        """Those of these points whose rows contradict each other by mere adding up."""
        model = self.encoder.model.only(numbers)
        rows = contradiction(model, relaxed_rows(model), seconds)
        return None if rows is None else frozenset(n for row in rows for n in row.origins)

    def _guarded(self, base: frozenset[int]) -> tuple[CpModelProto, dict[int, int]]:
        """The base, and every other point where its guard is true: point -> variable.

        It is made once: only what is assumed differs from run to run.
        """
        if base in self._emitted:
            return self._emitted[base]
        whole = self.encoder.model
        model = whole.only(base)
        model.low, model.high = list(model.low), list(model.high)
        guards = {n: model.literal() for n in range(len(self.points)) if n not in base}
        for (_, origin), row in whole.rows.items():
            if origin in guards:
                model.guarded.append(replace(row, guard=guards[origin]))
        variables = {n: guard.variable for n, guard in guards.items()}
        self._emitted[base] = emit(model, cost=False), variables
        return self._emitted[base]

    def _broken(self, values: Sequence[int]) -> frozenset[int]:
        """The points of which some row does not hold."""
        model = self.encoder.model
        values = model.complete(dict(enumerate(values[: len(model.low)])))
        return frozenset(
            origin
            for (_, origin), row in model.rows.items()
            if origin is not None
            and not row.low <= sum(c * values[v] for v, c in row.terms) <= row.high
        )
