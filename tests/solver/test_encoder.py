"""What the solver understands is what the Evaluator counts: required, weighted and guarded."""

from __future__ import annotations

from itertools import islice
from random import Random

import pytest
from ortools.sat.python import cp_model

from public import public
from timetabler.constraints.evaluator import Evaluator
from timetabler.models.timetable import Timetable
from timetabler.solver.cpsat import emit
from timetabler.solver.encoder import CpSat

from .worlds import MIXED, RandomRule, timetables

RULES = 120
DRAWS = 6
WEIGHT = 3


class Fixed:
    """A compiled rule whose decisions can be fixed to those of one timetable after another."""

    def __init__(self, encoder: CpSat, *, cost: bool = False, guard: int = -1) -> None:
        self.encoder = encoder
        self.guard = guard
        self.cp = emit(encoder.model, cost=cost)

    def solve(self, timetable: Timetable, *, guard: int | None = None) -> cp_model.CpSolver | None:
        """The best solution that is this timetable; None if there is none."""
        values = self.encoder.assignment(timetable)
        for variable in self.encoder.roles():
            domain = self.cp.variables[variable].domain
            domain.clear()
            domain.extend([values[variable]] * 2)
        if guard is not None:
            domain = self.cp.variables[self.guard].domain
            domain.clear()
            domain.extend([guard, guard])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.cp_model_presolve = False
        status = solver.solve(public(self.cp))
        assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE)
        return None if status == cp_model.INFEASIBLE else solver


def drawn(rule: RandomRule) -> list[tuple[Timetable, int]]:
    """Some timetables and how far each is from the rule."""
    found = islice(timetables(MIXED, Random(rule.number)), DRAWS)
    (point,) = rule.points(MIXED)
    return [(timetable, Evaluator(timetable).deviation(rule, point)) for timetable in found]


RANDOM = [RandomRule(number=n) for n in range(RULES)]


def test_random_rules_are_kept_and_broken() -> None:
    amounts = [amount for rule in RANDOM for _, amount in drawn(rule)]
    assert len(amounts) / 5 < sum(amount == 0 for amount in amounts) < len(amounts) * 4 / 5
    assert len(set(amounts)) > 10


@pytest.mark.parametrize("rule", RANDOM[::4], ids=lambda rule: str(rule.number))
def test_required_is_a_deviation_of_nothing(rule: RandomRule) -> None:
    encoder = CpSat(MIXED)
    (point,) = rule.points(MIXED)
    assert encoder.state(rule, point)
    fixed = Fixed(encoder)
    for timetable, amount in drawn(rule):
        assert (fixed.solve(timetable) is not None) == (amount == 0)


@pytest.mark.parametrize("rule", RANDOM, ids=lambda rule: str(rule.number))
def test_weighted_costs_its_deviation(rule: RandomRule) -> None:
    encoder = CpSat(MIXED)
    (point,) = rule.points(MIXED)
    assert encoder.state(rule, point, weight=WEIGHT)
    fixed = Fixed(encoder, cost=True)
    for timetable, amount in drawn(rule):
        solver = fixed.solve(timetable)
        assert solver is not None, "a wish forbids nothing"
        assert solver.objective_value == pytest.approx(WEIGHT * amount)
        assert encoder.model.cost_of(encoder.assignment(timetable)) == WEIGHT * amount


@pytest.mark.parametrize("rule", RANDOM[::4], ids=lambda rule: str(rule.number))
def test_guarded_holds_while_the_guard_is_true(rule: RandomRule) -> None:
    encoder = CpSat(MIXED)
    (point,) = rule.points(MIXED)
    guard = encoder.model.literal()
    assert encoder.state(rule, point, guard=guard)
    fixed = Fixed(encoder, guard=guard.variable)
    for timetable, amount in drawn(rule):
        assert (fixed.solve(timetable, guard=1) is not None) == (amount == 0)
        assert fixed.solve(timetable, guard=0) is not None


def test_a_completed_assignment_is_what_the_solver_finds() -> None:
    for rule in RANDOM[::4]:
        encoder = CpSat(MIXED)
        (point,) = rule.points(MIXED)
        encoder.state(rule, point)
        fixed = Fixed(encoder)
        for timetable, amount in drawn(rule):
            solver = fixed.solve(timetable)
            if amount == 0:
                assert solver is not None
                values = list(solver.response_proto.solution)
                completed = encoder.assignment(timetable)
                needed = {v for row in encoder.model.rows.values() for v, _ in row.terms}
                assert all(values[v] == completed[v] for v in needed)


def test_a_timetable_survives_the_way_there_and_back() -> None:
    encoder = CpSat(MIXED)
    for course in MIXED.courses:  # atoms are made when somebody asks for them
        for span in MIXED.spans(course):
            for room in MIXED.rooms_for(course):
                encoder.in_room(course, span, room)
            for pool, names in enumerate(course.staff):
                encoder.with_teacher(course, span, pool, names[0])
            encoder.at(course, span)
    for duty in MIXED.duties:
        for person in duty.people:
            encoder.on_duty(person, duty)
    for timetable in islice(timetables(MIXED, Random(1)), 20):
        assert encoder.timetable(encoder.assignment(timetable)) == timetable


def test_by_capacity_what_needs_names_forbids_nothing() -> None:
    refused = 0
    for rule in RANDOM:
        (point,) = rule.points(MIXED)
        encoder = CpSat(MIXED, by_capacity=True)
        if encoder.state(rule, point, weight=WEIGHT):
            continue
        refused += 1
        assert not encoder.model.cost
        for timetable, _ in drawn(rule):
            values = encoder.assignment(timetable)
            for row in encoder.model.rows.values():
                assert row.low <= sum(c * values[v] for v, c in row.terms) <= row.high
    assert refused > RULES / 10


def test_by_capacity_rules_without_names_mean_the_same() -> None:
    stated = 0
    for number in range(20):
        rule = RandomRule(number=number, nameless=True)
        (point,) = rule.points(MIXED)
        encoder = CpSat(MIXED, by_capacity=True)
        if not encoder.state(rule, point, weight=WEIGHT):  # a home class or room asked for a name
            continue
        stated += 1
        for timetable, amount in drawn(rule):
            assert encoder.model.cost_of(encoder.assignment(timetable)) == WEIGHT * amount
    assert stated >= 5
