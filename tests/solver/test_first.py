"""The variables in another order: the same model."""

from __future__ import annotations

from random import Random

import pytest

from timetabler.solver.cpsat import emit
from timetabler.solver.first import _renumbered as renumbered
from timetabler.solver.restricted import Restricting
from timetabler.solver.run import Settings, run

from .test_bound import random_model
from .test_restricted import decisions

NUMBERS = range(40)
ONE = Settings(1, 1, 10)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_solution_in_another_order_is_a_solution(number: int) -> None:
    model = random_model(number)
    order = list(range(len(model.low)))
    Random(number).shuffle(order)
    found = run(emit(renumbered(model, order), cost=False), ONE, lambda _values, _bound: False)
    here = run(emit(model, cost=False), ONE, lambda _values, _bound: False)
    assert found.infeasible == here.infeasible
    if found.values is None:
        assert found.infeasible
        return
    in_place = dict(zip(order, found.values, strict=True))
    values = model.complete({v: in_place[v] for v in decisions(model)})
    assert Restricting(model).holds(values)
