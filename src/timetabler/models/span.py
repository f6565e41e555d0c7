"""Spans of minutes, and the clock.

Every time of day is an integer: minutes since midnight. A day is its index in the week.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

MIDNIGHT = 24 * 60


class Span(NamedTuple):
    """Some minutes of one day: from ``start`` (included) to ``end`` (excluded)."""

    day: int
    start: int
    end: int

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return self.end - self.start

    def meets(self, other: Span) -> bool:
        """Whether the two have at least a minute in common."""
        return self.day == other.day and self.start < other.end and other.start < self.end

    def inside(self, other: Span) -> bool:
        """Whether ``other`` contains the whole of this one."""
        return self.day == other.day and other.start <= self.start and self.end <= other.end

    @property
    def clock(self) -> str:
        """``08:50-09:50``."""
        return f"{clock(self.start)}-{clock(self.end)}"


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted, disjoint spans that cover the same minutes."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and result[-1].day == span.day and span.start <= result[-1].end:
            result[-1] = Span(span.day, result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def covers(spans: Iterable[Span], span: Span) -> bool:
    """Whether one of disjoint, merged spans contains the whole of ``span``."""
    return any(span.inside(other) for other in spans)


def touches(spans: Iterable[Span], span: Span) -> bool:
    """Whether ``span`` has at least a minute in common with any of them."""
    return any(span.meets(other) for other in spans)


def clock(minute: int) -> str:
    """Minutes since midnight as ``HH:MM``."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")


def parse_clock(text: str) -> int:
    """``9:30`` or ``09.30`` as minutes since midnight; ValueError says what is wrong."""
    match = _CLOCK.fullmatch(text.strip())
    if not match:
        raise ValueError(f'"{text}" is not a time of day such as 09:30')
    hours, minutes = int(match[1]), int(match[2])
    if minutes > 59 or hours * 60 + minutes > MIDNIGHT:
        raise ValueError(f'"{text}" is not a time of day: hours go to 24, minutes to 59')
    return hours * 60 + minutes


def parse_clock_range(text: str) -> tuple[int, int]:
    """``08:50-09:50`` as (start, end); ValueError says what is wrong."""
    parts = re.split(r"\s*[-\u2013\u2014]\s*", text.strip())
    if len(parts) != 2:
        raise ValueError(f'"{text}" is not a time range such as 08:50-09:50')
    start, end = parse_clock(parts[0]), parse_clock(parts[1])
    if end <= start:
        raise ValueError(f'"{text}" ends before it starts')
    return start, end
