"""A bound is a bound: at any prices, added up or not, and against the true optimum."""

from __future__ import annotations

from random import Random

import pytest
from ortools.sat.python import cp_model

from public import public
from timetabler.solver.bound import _LinearRelaxation as LinearRelaxation
from timetabler.solver.bound import contradiction, relax, relaxed_rows
from timetabler.solver.cpsat import emit
from timetabler.solver.model import Linear, Model
from timetabler.solver.quotient import Quotient


def random_model(number: int, *, tight: int = 2, copies: int = 1) -> Model:
    """Literals, disjunctions, rows and a cost with slacks; feasible or not."""
    model = Model()
    for _ in range(copies):
        _build(model, Random(number), tight)
    return model


def _build(model: Model, draw: Random, tight: int) -> None:
    literals = [model.literal() for _ in range(8)]
    for _ in range(3):
        members = draw.sample(literals, draw.randint(2, 3))
        literals.append(model.any_of(tuple(draw.choice([x, x.negation]) for x in members)))

    def expression(const: int = 0) -> Linear:
        chosen = draw.sample(literals, draw.randint(2, 5))
        return Linear(tuple((x.variable, draw.choice([-2, -1, 1, 1, 3])) for x in chosen), const)

    for _ in range(draw.randint(2, 4)):
        row = expression()
        middle = draw.randint(*model.range(row))
        model.require(row, middle - draw.randint(0, tight), middle + draw.randint(0, tight))
    for _ in range(3):
        model.charge_above([expression(draw.randint(-1, 1)), expression(draw.randint(-3, 0))], 3)


def optimum(model: Model) -> int | None:
    """The least cost, by CP-SAT; None if there is no solution."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(public(emit(model, cost=True)))
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return int(solver.objective_value) if status == cp_model.OPTIMAL else None


NUMBERS = range(60)


@pytest.mark.parametrize("number", NUMBERS)
def test_no_solution_costs_less_than_the_bound(number: int) -> None:
    model = random_model(number)
    best, proven = optimum(model), relax(model, 10)
    if proven.infeasible:
        assert best is None
    elif best is not None:
        assert proven.bound <= best


def test_random_models_are_of_all_sorts() -> None:
    models = [random_model(n) for n in NUMBERS]
    found = [(optimum(m), relax(m, 10)) for m in models]
    assert sum(best is None for best, _ in found) > 5
    assert sum(r.infeasible for _, r in found) > 2
    assert sum(best is not None and 0 < r.bound == best for best, r in found) > 2


@pytest.mark.parametrize("number", NUMBERS)
def test_wrong_prices_prove_less_but_nothing_false(number: int) -> None:
    model = random_model(number)
    best = optimum(model)
    if best is None:
        return
    draw = Random(number)
    relaxation = LinearRelaxation(model, relaxed_rows(model), 10, None)
    for _ in range(20):
        prices = [draw.choice([0, draw.uniform(-5, 5)]) for _ in relaxation.rows]
        assert relaxation.bound(prices) <= best


@pytest.mark.parametrize("number", NUMBERS)
def test_a_contradiction_needs_no_more_than_its_rows(number: int) -> None:
    model = random_model(number, tight=0)
    rows = contradiction(model, relaxed_rows(model), 10)
    if rows is not None:
        assert optimum(model) is None
        assert contradiction(model, rows, 10) is not None


def points_model(number: int, kept: frozenset[int]) -> Model:
    """Literals and disjunctions, and clauses and at-most-ones each of a point of its own."""
    draw = Random(number)
    model = Model()
    literals = [model.literal() for _ in range(6)]
    literals += [model.any_of(tuple(draw.sample(literals, 2))) for _ in range(6)]
    for point in range(14):
        row = Linear(tuple((x.variable, 1) for x in draw.sample(literals, 2)))
        low, high = draw.choice([(0, 1), (1, 2), (1, 1)])
        if point in kept:
            model.origin = point
            model.require(row, low, high)
    return model


def test_a_contradiction_names_all_points_that_it_comes_from() -> None:
    found = 0
    for number in range(80):
        model = points_model(number, frozenset(range(14)))
        rows = contradiction(model, relaxed_rows(model), 10)
        if rows is not None:
            found += 1
            named = frozenset(point for row in rows for point in row.origins)
            assert optimum(points_model(number, named)) is None
    assert found > 10


@pytest.mark.parametrize("number", NUMBERS)
def test_adding_up_is_a_relaxation(number: int) -> None:
    """Two copies of one model are alike: what holds in both holds in the sums."""
    model = random_model(number, copies=2)
    quotient = Quotient(model, {})
    assert len(quotient.model.low) <= len(model.low) / 2
    best, sums = optimum(model), optimum(quotient.model)
    if best is not None:
        assert sums is not None
        assert sums <= best
    assert relax(quotient.model, 10).bound == relax(model, 10).bound or best is None


@pytest.mark.parametrize("number", NUMBERS)
def test_solutions_add_up_to_solutions(number: int) -> None:
    model = random_model(number, copies=2)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(public(emit(model, cost=True))) == cp_model.INFEASIBLE:
        return
    solution = solver.response_proto.solution
    following = {o.result.variable for o in model.ors} | {s.variable for s in model.slacks}
    decided = set(range(len(model.low))) - following
    values = model.complete({v: solution[v] for v in decided})
    assert model.cost_of(values) == solver.objective_value
    quotient = Quotient(model, {})
    sums = quotient.add_up(values)
    assert quotient.model.cost_of(sums) == solver.objective_value
    for row in relaxed_rows(quotient.model):
        assert row.low <= sum(c * sums[v] for v, c in row.terms) <= row.high


@pytest.mark.parametrize("seconds", [0.0, -0.001, -5.0])
def test_without_time_nothing_is_proved(seconds: float) -> None:
    model = random_model(1)
    assert relax(model, seconds).values == ()
    assert contradiction(model, relaxed_rows(model), seconds) is None
