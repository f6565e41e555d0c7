"""How great slacks can be."""

from __future__ import annotations

from itertools import product
from random import Random

from timetabler.solver.model import Linear, Model
from timetabler.solver.tight import tighten


def total(*variables: int, const: int = 0) -> Linear:
    return Linear(tuple((v, 1) for v in variables), const)


def a_day(lessons: int) -> Model:
    """Six starts, four of them on the day on which more than one lesson is missed."""
    model = Model()
    starts = [model.variable(0, 1) for _ in range(6)]
    model.require(total(*starts), lessons, lessons)
    model.charge_above([total(*starts[:4], const=-1)], 5)
    return model


def test_a_slack_is_no_greater_than_there_are_lessons() -> None:
    model = a_day(2)
    (slack,) = model.slacks
    assert model.high[slack.variable] == 3
    tighten(model)
    assert model.high[slack.variable] == 1


def test_a_wish_that_nothing_misses_has_no_slack() -> None:
    model = a_day(1)
    tighten(model)
    assert model.high[model.slacks[0].variable] == 0


def test_costs_are_the_same() -> None:
    """Of whatever keeps the rows, in small models at random."""
    draw = Random(1)
    lowered = 0
    for _ in range(60):
        model = Model()
        decisions = [model.variable(0, 1) for _ in range(6)]
        for _ in range(3):
            model.require(total(*draw.sample(decisions, 4)), 0, draw.choice((1, 2)))
        for _ in range(4):
            terms = tuple((v, draw.choice((-1, 1, 2))) for v in draw.sample(decisions, 4))
            expressions = [Linear(terms, -1), total(*draw.sample(decisions, 3), const=-1)]
            model.charge_above(expressions, 3, once=draw.random() < 0.3)
        kept = [
            dict(zip(decisions, values, strict=True))
            for values in product((0, 1), repeat=6)
            if all(
                row.low <= sum(c * values[v] for v, c in row.terms) <= row.high
                for row in model.rows.values()
            )
        ]
        before = [model.cost_of(model.complete(known)) for known in kept]
        greatest = list(model.high)
        tighten(model)
        lowered += greatest != model.high
        assert [model.cost_of(model.complete(known)) for known in kept] == before
    assert lowered > 30
