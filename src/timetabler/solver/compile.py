"""From a problem to a compiled one: every rule at every point, in the right mode."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from timetabler.constraints.base import Point
from timetabler.models.timetable import Timetable
from timetabler.solver.encoder import NOTHING, CpSat, Given
from timetabler.solver.implied import Strong, strengthened
from timetabler.solver.model import Model, Payer
from timetabler.solver.quotient import Quotient
from timetabler.spec.problem import Applied, Problem, Rule

ATTENDED = ("avoid_unavailable_times", "assign_teachers")
"""Where both of these are required, somebody who is on site gives each lesson."""


@dataclass(frozen=True)
class Compiled:
    """A problem in the solver's terms, and the way back."""

    problem: Problem
    encoder: CpSat
    postponed: tuple[Applied, ...]
    """Points that ask for names: by capacity, they are decided afterwards."""

    @property
    def exact(self) -> bool:
        """Whether a timetable with names costs what its solution does: no wish is about names."""
        return all(rule.required for rule, _ in self.postponed)

    @property
    def model(self) -> Model:
        """Its variables and rows."""
        return self.encoder.model

    @cached_property
    def strong(self) -> Strong:
        """Its variables, and its rows with what follows from them all: for a first timetable."""
        return strengthened(self.model, self.encoder.families())

    def shares(self, values: Sequence[float]) -> dict[Payer, float]:
        """What each wish costs at each point in a solution, which may be one of the relaxation."""
        wishes = (rule for rule in self.problem.rules if not rule.required)
        paid = {Payer(rule.index, n): 0.0 for rule in wishes for n in range(len(rule.points))}
        for payer, parts in self.model.shares.items():
            for (terms, const), price in parts:
                paid[payer] += price * (const + sum(c * values[v] for v, c in terms))
        return paid

    def added_up(self) -> Quotient:
        """The model with alike classes added up."""
        return Quotient(self.model, self.encoder.roles())


def compile_problem(
    problem: Problem,
    *,
    by_capacity: bool = False,
    given: Given = NOTHING,
    go_on: Callable[[], None] | None = None,
) -> Compiled:
    """Compiles every rule; required ones first, so that what they fix is known to the others.

    Shadow points are stated only by capacity: where everybody has a name they follow. If a duty
    can only make matters worse, nobody has one. ``go_on`` is called at every point: for large
    schools this takes seconds, and it may raise what ends it.
    """
    if given.roster is None and all(r.concerns == "lessons" for r in problem.rules):
        given = replace(given, roster=Timetable(problem.school, ()))
    present = all(r.required for r in problem.rules if r.kind in ATTENDED)
    encoder = CpSat(
        problem.school,
        by_capacity=by_capacity,
        present=present,
        given=given,
        repeats=problem.repeats,
    )
    postponed = []
    for rule in sorted(problem.rules, key=lambda rule: not rule.required):
        for number, point in enumerate(rule.points):
            encoder.model.payer = Payer(rule.index, number)
            if point.shadow and not by_capacity:
                continue
            if go_on is not None:
                go_on()
            if not state(encoder, rule, point):
                postponed.append(Applied(rule, point))
    return Compiled(problem, encoder, tuple(postponed))


def state(encoder: CpSat, rule: Rule, point: Point) -> bool:
    """States one point of a rule as the school has it; False if it asks for names."""
    if rule.required:
        return encoder.state(rule.constraint, point)
    least = rule.least(point, encoder.school)
    return encoder.state(rule.constraint, point, weight=rule.weight, least=least)
