"""What is left open of a model has the solutions of the model that agree with what is fixed."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest
from ortools.sat.python import cp_model

from public import public
from timetabler.solver.cpsat import emit
from timetabler.solver.model import Model
from timetabler.solver.restricted import Restricting

from .test_bound import random_model

NUMBERS = range(80)


def decisions(model: Model) -> list[int]:
    """The variables that the others follow from."""
    following = {o.result.variable for o in model.ors} | {s.variable for s in model.slacks}
    return [v for v in range(len(model.low)) if v not in following]


def some_solution(model: Model) -> list[int] | None:
    """A solution, by CP-SAT, without regard to the cost."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(public(emit(model, cost=False))) == cp_model.INFEASIBLE:
        return None
    found = solver.response_proto.solution
    return model.complete({v: found[v] for v in decisions(model)})


def cheapest(model: Model, values: list[int], free: list[int]) -> int:
    """The least cost, by trying every value of what is free."""
    restricting = Restricting(model)
    ranges = [range(model.low[v], model.high[v] + 1) for v in free]
    fixed = {v: values[v] for v in decisions(model)}
    tried = (model.complete(fixed | dict(zip(free, n, strict=True))) for n in product(*ranges))
    return min(model.cost_of(some) for some in tried if restricting.holds(some))


@pytest.mark.parametrize("number", NUMBERS)
def test_the_best_around_a_solution_is_the_best_there_is_around_it(number: int) -> None:
    model, draw = random_model(number), Random(number)
    values = some_solution(model)
    if values is None:
        return
    restricting = Restricting(model)
    assert restricting.holds(values)
    for _ in range(5):
        free = draw.sample(decisions(model), draw.randint(0, 4))
        left = restricting.around(values, free)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(public(emit(left.model, cost=True))) == cp_model.OPTIMAL
        found = dict(enumerate(values))
        found |= zip(left.variables, solver.response_proto.solution, strict=True)
        complete = model.complete({v: found[v] for v in decisions(model)})
        assert {v for v in decisions(model) if found[v] != values[v]} <= set(free)
        assert restricting.holds(complete)
        assert model.cost_of(complete) == solver.objective_value == cheapest(model, values, free)


def test_most_random_models_have_a_solution() -> None:
    solved = sum(some_solution(random_model(number)) is not None for number in NUMBERS)
    assert solved > len(NUMBERS) / 2
