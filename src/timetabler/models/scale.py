"""The axis of a plot of costs: where a number is on it, and which numbers are written beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

STEEP = 5
"""Where the first cost is more than so many times the last, the end of it would be a flat line."""
_MOST_TICKS = 5
_APART = 0.12
"""Of the axis, at least, between two numbers beside it."""


@dataclass(frozen=True)
class Scale:
    """An axis from the first of its ticks to the last."""

    ticks: tuple[int, ...]
    logarithmic: bool = False
    """Of the number plus one, so that there is room for 0."""

    def height(self, value: float) -> float:
        """Where a number is: 0 at the first tick, 1 at the last."""
        low, high = self._stretched(self.ticks[0]), self._stretched(self.ticks[-1])
        return (self._stretched(value) - low) / (high - low)

    def _stretched(self, value: float) -> float:
        return math.log1p(value) if self.logarithmic else value


def cost_scale(costs: Sequence[float], bounds: Sequence[float]) -> Scale:
    """The axis for costs that fall and for bounds that rise to them; each at least one number.

    It is logarithmic where the cost falls steeply, and begins at 0 unless all is far above.
    """
    least, most = min(*costs, *bounds), max(*costs, *bounds, 1)
    if costs[0] > STEEP * max(1, costs[-1]):
        return _logarithmic(least, most)
    return linear_scale(0 if least <= most / 2 else least, most)


def linear_scale(least: float, most: float) -> Scale:
    """An even axis with round numbers, that holds these two."""
    step = _round_above((most - least) / (_MOST_TICKS - 1))
    first = math.floor(least / step) * step
    last = max(math.ceil(most / step) * step, first + step)
    return Scale(tuple(range(first, last + 1, step)))


def _logarithmic(least: float, most: float) -> Scale:
    first = 0 if least < 1 else 10 ** int(math.log10(least))
    ends = Scale((first, _round_above(most)), logarithmic=True)
    last = ends.ticks[-1]
    powers = (10**n for n in range(int(math.log10(last)) + 1) if 10**n > first)
    between = takewhile(lambda power: ends.height(power) < 1 - _APART, powers)
    return Scale((first, *between, last), logarithmic=True)


def _round_above(value: float) -> int:
    """The least of 1, 2, 5, 10, 20, 50 ... that is not below."""
    power: int = 10 ** int(math.log10(max(1, value)))
    return power * next(digit for digit in (1, 2, 5, 10) if power * digit >= value)
