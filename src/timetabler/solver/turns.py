"""Searches that take turns: a proof is found soon, or by another search, or by another seed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import TypeAlias

from timetabler.solver.run import Presolve, Settings

Portfolio: TypeAlias = Sequence[tuple[str, ...]]
"""Full searches for a run each, in turn."""
SLICE_SECONDS = 4.0
"""For a run of the first round."""
DOUBLINGS = 5
"""In so many rounds it takes twice as long as in the round before."""


def turns(
    portfolio: Portfolio, workers: int, seed: int, seconds: float, stopped: Callable[[], bool]
) -> Iterator[Settings]:
    """Settings for one run after the other, until the time is over. Symmetries are not broken:
    finding them takes longer than an easy run."""
    until = time.monotonic() + seconds
    for turn in count():
        left = until - time.monotonic()
        if left <= 0 or stopped():
            return
        long = SLICE_SECONDS * 2 ** min(DOUBLINGS, turn // len(portfolio))
        subsolvers = portfolio[turn % len(portfolio)]
        yield Settings(workers, seed + turn, min(left, long), subsolvers, Presolve(symmetry=0))
