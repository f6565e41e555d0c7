"""Cost and bound over time, drawn with letters: dots of Braille, or plain ASCII."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from timetabler.models.scale import Scale, cost_scale
from timetabler.terminal.course import Point

Dots: TypeAlias = set[tuple[int, int]]
"""(column, row) from the top left."""

_BRAILLE = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a Braille letter, in its four rows of two."""
_DASH = 4
"""Of so many dots, half are drawn."""


def plot(
    points: Sequence[Point], now: float, until: float, wide: int, high: int, *, plain: bool
) -> list[str]:
    """``high`` lines, ``wide`` at most: the cost as a line, the bound as a dashed one, with numbers
    at the side, and the seconds from 0 to ``until`` below. ``points``: at least one."""
    scale = cost_scale([point.cost for point in points], [point.bound for point in points])
    rows = high - 1
    marks = _marks(scale, rows)
    margin = max(len(mark) for mark in marks.values()) + 1
    inner = wide - margin
    drawn = _ascii if plain else _braille
    body = drawn(_Curves(points, now, until, scale), inner, rows)
    end = f"{until:.0f} s"
    legends = ("line: cost, dashes: none is below", "cost; dashed: none below", "")
    legend = next(text for text in legends if len(text) + len(end) + 8 <= inner or not text)
    return [
        *(f"{marks.get(row, ''):>{margin - 1}} {line}".rstrip() for row, line in enumerate(body)),
        f"{'':{margin}}0 s{legend:^{max(0, inner - len(end) - 3)}}{end}"[:wide],
    ]


def _marks(scale: Scale, rows: int) -> dict[int, str]:
    """The row of a number -> the number; the ends of the axis first, as long as there is room."""
    found: dict[int, str] = {}
    for tick in (scale.ticks[-1], scale.ticks[0], *scale.ticks[1:-1]):
        found.setdefault(round((1 - scale.height(tick)) * (rows - 1)), str(tick))
    return found


class _Curves:
    """Cost and bound as dots, on a grid of any size."""

    def __init__(self, points: Sequence[Point], now: float, until: float, scale: Scale) -> None:
        self.points = points
        self.times = [point.seconds for point in points]
        self.now = now
        self.until = until
        self.scale = scale

    def cost(self, wide: int, high: int) -> Dots:
        """Drawn through, also where it falls."""
        found: Dots = set()
        before: int | None = None
        for column, row in self._rows(wide, high, lambda point: point.cost):
            top = row if before is None else min(row, before)
            found |= {(column, between) for between in range(top, row + 1)}
            before = row
        return found

    def bound(self, wide: int, high: int) -> Dots:
        """Dashed."""
        rows = self._rows(wide, high, lambda point: point.bound)
        return {(column, row) for column, row in rows if column % _DASH < _DASH // 2}

    def _rows(
        self, wide: int, high: int, value: Callable[[Point], int]
    ) -> Iterator[tuple[int, int]]:
        """The row in each column from the first timetable until now."""
        for column in range(wide):
            seconds = (column + 1) / wide * self.until
            number = bisect_right(self.times, seconds) - 1
            if number >= 0 and column / wide * self.until <= self.now:
                height = self.scale.height(value(self.points[number]))
                yield column, round((1 - height) * (high - 1))


def _braille(curves: _Curves, wide: int, high: int) -> list[str]:
    bits = [[0] * wide for _ in range(high)]
    for column, row in curves.cost(2 * wide, 4 * high) | curves.bound(2 * wide, 4 * high):
        bits[row // 4][column // 2] |= _BRAILLE[row % 4][column % 2]
    return ["".join(chr(0x2800 + letter) if letter else " " for letter in line) for line in bits]


def _ascii(curves: _Curves, wide: int, high: int) -> list[str]:
    cost, bound = curves.cost(wide, high), curves.bound(wide, high)
    return [
        "".join(
            "*" if (column, row) in cost else "-" if (column, row) in bound else " "
            for column in range(wide)
        )
        for row in range(high)
    ]
