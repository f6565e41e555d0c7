"""The solver finds what trying every timetable finds: whether there is one, and the least cost."""

from __future__ import annotations

import pytest

from timetabler.constraints import kinds
from timetabler.models.findings import Status
from timetabler.models.resources import NOWHERE
from timetabler.models.timetable import Timetable
from timetabler.solver import solve
from timetabler.spec.problem import Problem, build
from timetabler.verify import verify

from .test_contract import worlds
from .world import World, lawful


def cost(problem: Problem, timetable: Timetable) -> int | None:
    """None if the timetable breaks what is required."""
    total = 0
    for rule in problem.rules:
        deviation = sum(
            rule.constraint.deviation(point, timetable) for point in rule.points if not point.shadow
        )
        if deviation and rule.required:
            return None
        total += deviation * rule.weight
    return total


def least_cost(problem: Problem, world: World, kind: str) -> int | None:
    costs = (cost(problem, timetable) for timetable in lawful(world, but=kind))
    return min((found for found in costs if found is not None), default=None)


@pytest.mark.parametrize("weight", [None, 3], ids=["required", "weighted"])
@pytest.mark.parametrize("kind", kinds())
def test_status_and_cost_are_those_of_trying_everything(kind: str, weight: int | None) -> None:
    for world in worlds(kind):
        for rule in world.rules if world.exhaustive else ():
            as_said = rule.model_copy(update={"required": weight is None, "weight": weight})
            problem = build(world.school, [(as_said, NOWHERE)])
            timetable, outcome = solve(problem, time_limit=20, workers=1)
            expected = least_cost(problem, world, kind)
            assert outcome.cost == expected, repr(as_said)
            if expected is None:
                assert outcome.status is Status.INFEASIBLE, repr(as_said)
            else:
                assert timetable is not None
                assert outcome.status is Status.OPTIMAL, repr(as_said)
                assert verify(problem, timetable).valid
