"""The axis of a plot: it holds every number, in order, and few numbers stand beside it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timetabler.models.scale import STEEP, cost_scale

COSTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=8).map(
    lambda found: sorted(found, reverse=True)
)


@given(COSTS, st.data())
def test_an_axis_holds_every_cost_and_bound_in_order(costs, data):
    bounds = sorted(data.draw(st.lists(st.integers(0, costs[-1]), min_size=1, max_size=8)))
    scale = cost_scale(costs, bounds)
    heights = [scale.height(value) for value in sorted([*costs, *bounds])]
    assert all(-1e-9 <= height <= 1 + 1e-9 for height in heights)
    assert heights == sorted(heights)
    assert (scale.height(scale.ticks[0]), scale.height(scale.ticks[-1])) == (0, 1)
    assert list(scale.ticks) == sorted({*scale.ticks})
    assert len(scale.ticks) <= 10
    assert scale.logarithmic == (costs[0] > STEEP * max(1, costs[-1]))


def test_numbers_beside_an_axis_are_round():
    assert cost_scale([90, 40], [4, 30]).ticks == (0, 50, 100)
    assert cost_scale([900, 850], [820, 840]).ticks == (820, 840, 860, 880, 900)
    assert cost_scale([5000, 9], [0, 9]).ticks == (0, 1, 10, 100, 1000, 5000)
    assert cost_scale([5000, 90], [30, 90]).ticks == (10, 100, 1000, 5000)
    assert cost_scale([0], [0]).ticks == (0, 1)


def test_the_end_of_a_steep_fall_can_be_told_apart():
    scale = cost_scale([500, 20, 9], [7])
    assert scale.height(9) - scale.height(7) > 0.03
    assert (9 - 7) / 500 < 0.01
