"""FET's days and hours as a week of ours, and sets of its cells as short texts.

FET's hours have no clock times. If their names are such (``8:30-9:15``), these are taken; otherwise
the hours are given times, one after the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from timetabler.importers.fet.file import FetFile
from timetabler.models.span import clock

Cell: TypeAlias = tuple[int, int]
"""(day, hour), from 0."""

_FIRST, _LAST = 8 * 60, 23 * 60
_MINUTES = 45
"""The length of an hour that has no times, and when the first begins, if there is room for all."""
_CLOCK = re.compile(r"(\d{1,2})[:.hH](\d{2})")


class Times:
    """The days and hours of a file."""

    def __init__(self, file: FetFile) -> None:
        self.days = distinct(file.days)
        self.hours = distinct(file.hours, self.days)
        self.day = {name: i for i, name in enumerate(file.days)}
        """FET's name -> index."""
        self.hour = {name: i for i, name in enumerate(file.hours)}
        self.breaks: frozenset[Cell] = frozenset(
            (self.day[time.text_of("Day")], self.hour[time.text_of("Hour")])
            for node in file.time_constraints
            if node.tag == "BreakTimes"
            for time in node.all("Break_Time")
        )
        self.named = _clocks(file.hours)
        """The clock times that the hours are called after; none if they are not."""

    @cached_property
    def cells(self) -> frozenset[Cell]:
        """All cells in which there can be lessons."""
        return frozenset(self._all()) - self.breaks

    def _all(self) -> Iterable[Cell]:
        return ((d, h) for d in range(len(self.days)) for h in range(len(self.hours)))

    @cached_property
    def clocks(self) -> tuple[tuple[int, int], ...]:
        """Minutes from and to of each hour."""
        if self.named:
            return self.named
        count = len(self.hours)
        first = _FIRST if count * _MINUTES <= _LAST - _FIRST else 0
        minutes = min(_MINUTES, (_LAST - first) // count)
        return tuple((first + i * minutes, first + (i + 1) * minutes) for i in range(count))

    def timeslots(self) -> list[dict[str, object]]:
        """The bell times, as the school file has them."""
        rows: list[dict[str, object]] = []
        for hour, name in enumerate(self.hours):
            start, end = self.clocks[hour]
            row: dict[str, object] = {"id": name, "time": f"{clock(start)}-{clock(end)}"}
            closed = [d for d in range(len(self.days)) if (d, hour) in self.breaks]
            if len(closed) == len(self.days):
                rows.append(row | {"kind": "break"})
            elif closed:
                open_ = [d for d in range(len(self.days)) if d not in closed]
                rows.append(row | {"days": self._days(open_)})
                rows.append(row | {"days": self._days(closed), "kind": "break"})
            else:
                rows.append(row)
        return rows

    def _days(self, days: Collection[int]) -> list[str]:
        return [self.days[d] for d in sorted(days)]

    def texts(self, cells: Collection[Cell]) -> list[str]:
        """Cells as the shortest list of times that names them, and breaks at most besides.

        Whole days, hours of every day, and rows of hours of one day.
        """
        left = set(cells) & self.cells
        found: list[str] = []
        for day, name in enumerate(self.days):
            own = {c for c in self.cells if c[0] == day}
            if own and own <= left:
                found.append(name)
                left -= own
        for hour, name in enumerate(self.hours):
            own = {c for c in self.cells if c[1] == hour}
            if len(own) > 1 and own <= set(cells) and own & left:
                found.append(name)
                left -= own
        for day, name in enumerate(self.days):
            for first, last in _rows([h for d, h in sorted(left) if d == day], self._joins(day)):
                found.append(f"{name} {self._range(first, last)}")
        return found

    def _range(self, first: int, last: int) -> str:
        """Some hours in a row: ``3``, ``3-5``, or by the clock if that is what hours are called."""
        if first == last:
            return self.hours[first]
        if self.named:
            return f"{clock(self.named[first][0])}-{clock(self.named[last][1])}"
        return f"{self.hours[first]}-{self.hours[last]}"

    def _joins(self, day: int) -> set[Cell]:
        """Pairs of hours of a day with nothing but breaks between."""
        hours = sorted(h for d, h in self.cells if d == day)
        return set(pairwise(hours))


def distinct(names: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Names that differ from each other and from those that are taken, with a number if need be."""
    used = Counter(taken)
    result = []
    for name in names:
        new, number = name, 1
        while used[new]:
            number += 1
            new = f"{name} ({number})"
        used[new] += 1
        result.append(new)
    return tuple(result)


def _clocks(names: Iterable[str]) -> tuple[tuple[int, int], ...]:
    spans = []
    for name in names:
        found = [(int(h), int(m)) for h, m in _CLOCK.findall(name)]
        if len(found) != 2 or any(h > 23 or m > 59 for h, m in found):
            return ()
        spans.append((found[0][0] * 60 + found[0][1], found[1][0] * 60 + found[1][1]))
    rising = all(a < b for a, b in spans) and all(a[1] <= b[0] for a, b in pairwise(spans))
    return tuple(spans) if rising else ()


def _rows(hours: list[int], joins: set[Cell]) -> list[tuple[int, int]]:
    """First and last of each row of hours that join."""
    rows: list[tuple[int, int]] = []
    for hour in hours:
        if rows and (rows[-1][1], hour) in joins:
            rows[-1] = (rows[-1][0], hour)
        else:
            rows.append((hour, hour))
    return rows
