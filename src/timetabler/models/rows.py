"""Moments in a row, and the parts of a row that last long enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from timetabler.models.span import Span

Row: TypeAlias = tuple[Span, ...]
"""Moments of one day by time, with nothing but passing time between two of them."""


def minutes(row: Iterable[Span]) -> int:
    """Minutes of all moments; passing time between them is left out."""
    return sum(moment.minutes for moment in row)


def stretches(row: Row, holds: Callable[[Span], object]) -> Iterator[Row]:
    """The longest parts of a row in which something holds throughout."""
    for true, part in groupby(row, lambda moment: bool(holds(moment))):
        if true:
            yield tuple(part)


def shortest(row: Row, least: int) -> tuple[Row, ...]:
    """The parts of a row that last ``least`` minutes, and would not without their first moment, or
    would not without their last: every part that lasts so long is made of these."""
    parts = (row[i : j + 1] for i in range(len(row)) for j in range(i, len(row)))
    return tuple(part for part in parts if _just(part, least))


def _just(part: Sequence[Span], least: int) -> bool:
    return minutes(part) >= least > min(minutes(part[1:]), minutes(part[:-1]))
