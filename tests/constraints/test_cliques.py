"""Many pairs as few sets."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from timetabler.constraints.cliques import cliques


def test_the_places_of_a_long_day_are_in_few_sets() -> None:
    in_a_row = frozenset((n, n + 1) for n in range(12))
    assert len(cliques(13, in_a_row)) <= 26  # of 66 pairs


@st.composite
def sizes_and_pairs(draw: st.DrawFn) -> tuple[int, frozenset[tuple[int, int]]]:
    size = draw(st.integers(0, 9))
    pairs = list(combinations(range(size), 2))
    return size, draw(st.frozensets(st.sampled_from(pairs))) if pairs else frozenset()


@given(sizes_and_pairs())
def test_every_two_are_together_once(drawn: tuple[int, frozenset[tuple[int, int]]]) -> None:
    size, but = drawn
    together = [pair for some in cliques(size, but) for pair in combinations(some, 2)]
    assert sorted(together) == sorted(set(combinations(range(size), 2)) - but)
