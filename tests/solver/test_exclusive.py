"""Which literals a row says cannot be true together: on small rows, by trying all values."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from constraints.world import course, rule, school
from timetabler.models.resources import Source
from timetabler.solver import solve
from timetabler.solver.cpsat import Exclusive
from timetabler.solver.model import Linear, Literal, Model
from timetabler.spec.problem import build


@given(st.data())
def test_what_is_called_exclusive_is(data: st.DataObject) -> None:
    model = Model()
    variables = [model.variable(0, 1) for _ in range(4)]
    for _ in range(data.draw(st.integers(1, 3))):
        some = data.draw(st.lists(st.sampled_from(variables), min_size=2, unique=True))
        signs = [data.draw(st.sampled_from((-1, 1))) for _ in some]
        low = data.draw(st.integers(-3, 2))
        high = data.draw(st.integers(low, 3))
        model.require(Linear(tuple(zip(some, signs, strict=True))), low, high)
    exclusive = Exclusive(model)
    possible = [
        values
        for values in product((0, 1), repeat=4)
        if all(
            r.low <= sum(c * values[v] for v, c in r.terms) <= r.high for r in model.rows.values()
        )
    ]
    literals = [Literal(v, positive) for v in variables for positive in (True, False)]
    for size in (2, 3):
        for some_of in combinations(literals, size):
            if len({x.variable for x in some_of}) == size and exclusive.all(some_of):
                assert all(sum(x.value(values) for x in some_of) <= 1 for values in possible)


def test_lessons_at_the_same_time_are_not_exclusive() -> None:
    # x = y says that x and "not y" exclude each other, as "not x" and y do; x and y do not.
    languages = school(
        course("fr French", "dot"),
        course("jp Japanese", "abe"),
        course("5X English", "abe"),
        groups={"fr/languages": "5X", "jp/languages": "5X"},
        classes="5X",
        day="S1 S2",
        days="Mon",
    )
    linked = rule("{kind: link_lessons, subjects: [French, Japanese], required: true}")
    timetable, outcome = solve(
        build(languages, [(linked, Source("school.yaml", 7, 5))]), time_limit=20
    )
    assert timetable is not None, outcome
