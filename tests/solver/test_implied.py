"""What follows from all required rules together."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from ortools.sat.python import cp_model

from public import public
from timetabler.solver.cpsat import emit
from timetabler.solver.implied import Counting, strengthened
from timetabler.solver.model import Limit, Linear, Literal, Model


def total(*variables: int) -> Linear:
    return Linear(tuple((v, 1) for v in variables))


def week(days: int, lessons: Sequence[tuple[int, Sequence[int]]]) -> tuple[Model, list[Limit]]:
    """One place a day; so many lessons of each course, on some days. The variables: by course."""
    model = Model()
    on: list[list[int]] = [[] for _ in range(days)]
    for number, able in lessons:
        variables = [model.variable(0, 1) for _ in able]
        model.require(total(*variables), number, number)
        for day, variable in zip(able, variables, strict=True):
            on[day].append(variable)
    family = [Limit(total(*variables), 1) for variables in on]
    for limit in family:
        model.require(limit.total, 0, limit.most)
    return model, family


def kept(model: Model, known: Sequence[int]) -> bool:
    """Whether an assignment, completed, is within all bounds and rows."""
    values = model.complete(dict(enumerate(known)))
    bounds = zip(model.low, values, model.high, strict=True)
    rows = ((row.low, Linear(row.terms).value(values), row.high) for row in model.rows.values())
    return all(low <= value <= high for low, value, high in (*bounds, *rows))


def test_as_many_lessons_as_places_take_every_place() -> None:
    model, family = week(3, [(2, (0, 1, 2)), (1, (0, 1, 2))])
    strong = strengthened(model, [family]).model
    assert [row.low for row in strong.rows.values()] == [2, 1, 1, 1, 1]


def test_with_a_place_to_spare_nothing_follows() -> None:
    model, family = week(3, [(1, (0, 1, 2)), (1, (0, 1, 2))])
    strong = strengthened(model, [family]).model
    assert [row.low for row in strong.rows.values()] == [1, 1, 0, 0, 0]


def test_who_needs_some_places_keeps_all_others_out_of_them() -> None:
    model, family = week(3, [(2, (0, 1)), (1, (0, 1, 2))])
    assert strengthened(model, [family]).model.high == [1, 1, 0, 0, 1]


def test_that_is_followed_up() -> None:
    """Who needs the first day sends the next to the second, and that one the last to the third."""
    model, family = week(3, [(1, (0, 1, 2)), (1, (0, 1)), (1, (0,))])
    assert strengthened(model, [family]).model.high == [0, 0, 1, 0, 1, 1]


def test_a_lesson_that_takes_two_places_counts_twice() -> None:
    model = Model()
    double, single, other = (model.variable(0, 1) for _ in range(3))
    for variable in (double, single):
        model.require(total(variable), 1, 1)
    family = [Limit(Linear(((double, 2), (single, 1), (other, 1))), 3)]
    counting = Counting(model)
    counting.look(family)
    assert counting.never == {other}


def test_either_of_two_that_exclude_each_other_is_their_sum() -> None:
    model = Model()
    one, other, third = (model.literal() for _ in range(3))
    model.require(total(one.variable, other.variable), 0, 1)
    either = model.any_of((one, other))
    model.require(total(either.variable, third.variable), 0, 1)
    rows = [[v for v, _ in row.terms] for row in strengthened(model, []).model.rows.values()]
    assert rows == [[one.variable, other.variable], [one.variable, other.variable, third.variable]]


def drawn(seed: int) -> Iterator[tuple[Model, list[list[Limit]]]]:
    """Small models of counts, limits and disjunctions; a limit is in one family or more."""
    choose = random.Random(seed)
    for _ in range(60):
        model = Model()
        literals = [model.literal() for _ in range(7)]
        variables = range(len(literals))
        for _ in range(choose.randint(1, 3)):
            some = choose.sample(variables, choose.randint(1, 5))
            number = choose.randint(0, len(some) // 2 + 1)
            model.require(total(*some), number, number)
        results: list[Literal] = []
        for _ in range(choose.randint(0, 2)):
            results.append(model.any_of(tuple(choose.sample(literals, 2))))
        families: list[list[Limit]] = []
        for _ in range(choose.randint(1, 3)):
            family = []
            for _ in range(choose.randint(1, 4)):
                pool = [*variables, *(r.variable for r in results)]
                some = choose.sample(pool, choose.randint(1, 4))
                family.append(Limit(total(*some), choose.choice((1, 1, 1, 2))))
            families.append(family)
        for limit in (limit for family in families for limit in family):
            model.require(limit.total, 0, limit.most)
        yield model, families


@pytest.mark.parametrize("seed", range(5))
def test_the_solutions_are_the_same(seed: int) -> None:
    solvable = stronger = 0
    for model, families in drawn(seed):
        strong = strengthened(model, families).model
        stronger += strong.rows.keys() != model.rows.keys() or strong.high != model.high
        solutions = [known for known in product((0, 1), repeat=7) if kept(model, known)]
        assert solutions == [known for known in product((0, 1), repeat=7) if kept(strong, known)]
        solvable += bool(solutions)
    assert solvable > 10
    assert stronger > 10


def test_a_result_that_is_0_still_says_so_of_its_members() -> None:
    """CP-SAT gets only the disjunctions that some row is about."""
    model = Model()
    members = [model.literal() for _ in range(2)]
    result = model.any_of(tuple(members))
    model.require(total(result.variable), 0, 0)
    cp = public(emit(strengthened(model, []).model, cost=False))
    cp.maximize(sum(cp.get_int_var_from_proto_index(m.variable) for m in members))
    solver = cp_model.CpSolver()
    assert solver.solve(cp) == cp_model.OPTIMAL
    assert solver.objective_value == 0


def test_without_a_lesson_there_is_no_room_for_it() -> None:
    model = Model()
    lesson, one, other = (model.variable(0, 1) for _ in range(3))
    model.require(Linear(((one, 1), (other, 1), (lesson, -1))), -1, 0)
    model.require(total(lesson), 0, 0)
    assert strengthened(model, []).model.high == [0, 0, 0]


def test_without_a_room_there_may_be_another() -> None:
    model = Model()
    lesson, one, other = (model.variable(0, 1) for _ in range(3))
    model.require(Linear(((one, 1), (other, 1), (lesson, -1))), 0, 0)
    model.require(total(one), 0, 0)
    assert strengthened(model, []).model.high == [1, 0, 1]
