"""Rows in their normal form."""

from __future__ import annotations

from timetabler.solver.model import Linear, Model


def two_literals() -> tuple[Model, int, int]:
    model = Model()
    return model, model.variable(0, 3), model.variable(0, 3)


def test_common_factors_are_taken_out_and_bounds_rounded_inwards() -> None:
    model, x, y = two_literals()
    model.require(Linear(((x, 2), (y, 4))), 3, 9)
    (row,) = model.rows.values()
    assert (row.terms, row.low, row.high) == (((x, 1), (y, 2)), 2, 4)


def test_rows_over_equal_terms_are_one_row() -> None:
    model, x, y = two_literals()
    model.require(Linear(((x, 1), (y, -1))), -1, 5)
    model.require(Linear(((y, 2), (x, -2)), const=1), -3, 7)  # -3 <= 2y - 2x + 1 <= 7
    (row,) = model.rows.values()
    assert (row.terms, row.low, row.high) == (((x, 1), (y, -1)), -1, 2)
    model.require(Linear(((x, 1), (y, -1))), 0, 3)
    assert (row.low, row.high) == (0, 2)


def test_what_always_holds_is_no_row() -> None:
    model, x, y = two_literals()
    model.require(Linear(((x, 1), (y, 1))), 0, 6)
    model.require(Linear((), const=2), 1, 2)
    assert not model.rows


def test_what_never_holds_is_a_row() -> None:
    model, _, _ = two_literals()
    model.require(Linear((), const=3), 0, 2)
    (row,) = model.rows.values()
    assert row.low > row.high


def test_rows_of_different_points_are_kept_apart() -> None:
    model, x, y = two_literals()
    for origin, high in ((7, 5), (8, 4), (9, 4), (8, 3)):
        model.origin = origin
        model.require(Linear(((x, 1), (y, 1))), 0, high)
    model.define(Linear(((x, 1), (y, -1))), 0, 3)
    assert [(sorted(r.origins), r.high) for r in model.rows.values()] == [
        ([7], 5),
        ([8], 3),
        ([9], 4),
        ([], 3),
    ]
    assert [sorted(r.origins) for r in model.only([8]).rows.values()] == [[8], []]
