"""Many pairs as few sets: of a set, any two are one of the pairs."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations


@lru_cache(maxsize=256)
def cliques(size: int, but: frozenset[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """Sets of the numbers below ``size``: every two, ``but`` these (the smaller number first), are
    together in one of the sets, and in one only. Each set is made as large as it can be, one after
    the other, which gives few of them.

    Most days and courses have their places in the same pattern, so few are ever worked out.
    """
    left = dict.fromkeys(pair for pair in combinations(range(size), 2) if pair not in but)
    found = []
    while left:
        first = next(iter(left))
        clique = [*first]
        for n in range(first[1] + 1, size):
            if all((member, n) in left for member in clique):
                clique.append(n)
        for pair in combinations(clique, 2):
            del left[pair]
        found.append(tuple(clique))
    return tuple(found)
