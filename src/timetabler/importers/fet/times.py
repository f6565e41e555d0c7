"""FET's days and hours as a week of ours, and sets of its cells as short texts.

FET's hours have no clock times. If their names are such (``8:30-9:15``), these are taken; otherwise
the hours are given times, one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from timetabler.importers.fet.file import FetFile
from timetabler.models.span import clock
from timetabler.models.timeslot import Timeslot
from timetabler.models.week import TimeRef, UnknownTime, Week

Cell: TypeAlias = tuple[int, int]
"""(day, hour), from 0."""

_FIRST, _LAST = 8 * 60, 23 * 60
_MINUTES = 45
"""The length of an hour that has no times, and when the first begins, if there is room for all."""
_CLOCK = re.compile(r"(\d{1,2})[:.hH](\d{2})")


class Times:
    """The days and hours of a file."""

    def __init__(self, file: FetFile) -> None:
        self.named = _clocks(file.hours)
        """The clock times that the hours are called after; none if they are not."""
        self._week = _clear_week(file.days, file.hours, self.named or _invented(len(file.hours)))
        self.days, self.hours = self._week.days, self._week.slot_ids
        """FET's names, if times made of them can be told from each other."""
        self.day = {name: i for i, name in enumerate(file.days)}
        """FET's name -> index."""
        self.hour = {name: i for i, name in enumerate(file.hours)}
        self.breaks: frozenset[Cell] = frozenset(
            (self.day[time.text_of("Day")], self.hour[time.text_of("Hour")])
            for node in file.time_constraints
            if node.tag == "BreakTimes"
            for time in node.all("Break_Time")
        )

    @cached_property
    def cells(self) -> frozenset[Cell]:
        """All cells in which there can be lessons."""
        return frozenset(self._all()) - self.breaks

    def _all(self) -> Iterable[Cell]:
        return ((d, h) for d in range(len(self.days)) for h in range(len(self.hours)))

    @cached_property
    def clocks(self) -> tuple[tuple[int, int], ...]:
        """Minutes from and to of each hour."""
        return tuple((slot.start, slot.end) for slot in self._week.timeslots)

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
        for day in range(len(self.days)):
            for row in _rows([h for d, h in sorted(left) if d == day], self._joins(day)):
                found += self._row(day, *row)
        return found

    def rows_of_days(self, length: int) -> list[str | list[str]]:
        """All days, so many in a row each: ``Mon-Wed``, or all names if that would be unclear."""
        result: list[str | list[str]] = []
        for first in range(0, len(self.days), length):
            row = tuple(range(len(self.days)))[first : first + length]
            text = "-".join(dict.fromkeys((self.days[row[0]], self.days[row[-1]])))
            result.append(text if _means(self._week, text, TimeRef(row)) else self._days(row))
        return result

    def text(self, cell: Cell) -> str:
        """One cell as a time."""
        return f"{self.days[cell[0]]} {self.hours[cell[1]]}"

    def _row(self, day: int, first: int, last: int) -> list[str]:
        """Some hours in a row: ``Mon 3``, ``Mon 3-5``, or by the clock if hours are called so."""
        if first == last:
            return [self.text((day, first))]
        if self.named:
            times = self.named[first][0], self.named[last][1]
            hours, meant = "-".join(map(clock, times)), TimeRef((day,), clock=times)
        else:
            hours = f"{self.hours[first]}-{self.hours[last]}"
            meant = TimeRef((day,), self.hours[first : last + 1])
        text = f"{self.days[day]} {hours}"
        if _means(self._week, text, meant):
            return [text]
        return [self.text((day, hour)) for hour in range(first, last + 1)]

    def _joins(self, day: int) -> set[Cell]:
        """Pairs of hours of a day with nothing but breaks between."""
        hours = sorted(h for d, h in self.cells if d == day)
        return set(pairwise(hours))


def _clear_week(
    days: tuple[str, ...], hours: tuple[str, ...], clocks: tuple[tuple[int, int], ...]
) -> Week:
    """A week in which each day, hour, and hour of a day means itself: "Mon 1" is no name of a day
    if "Mon" is one, too, and "1" an hour. Else hours get names of ours, and days if need be."""

    def week(days: tuple[str, ...], hours: tuple[str, ...]) -> Week:
        slots = (Timeslot(hour, *times) for hour, times in zip(hours, clocks, strict=True))
        return Week(days, tuple(slots))

    plain_days = tuple(f"D{number}" for number in range(1, len(days) + 1))
    plain_hours = tuple(f"H{number}" for number in range(1, len(hours) + 1))
    choices = (week(days, hours), week(days, plain_hours))
    return next(filter(_is_clear, choices), week(plain_days, plain_hours))


def _is_clear(week: Week) -> bool:
    every = tuple(range(len(week.days)))
    return (
        all(_means(week, day, TimeRef((d,))) for d, day in enumerate(week.days))
        and all(_means(week, hour, TimeRef(every, (hour,))) for hour in week.slot_ids)
        and all(
            _means(week, f"{day} {hour}", TimeRef((d,), (hour,)))
            for d, day in enumerate(week.days)
            for hour in week.slot_ids
        )
    )


def _means(week: Week, text: str, meant: TimeRef) -> bool:
    try:
        return week.parse(text) == meant
    except UnknownTime:
        return False


def _invented(count: int) -> tuple[tuple[int, int], ...]:
    first = _FIRST if count * _MINUTES <= _LAST - _FIRST else 0
    minutes = min(_MINUTES, (_LAST - first) // count)
    return tuple((first + i * minutes, first + (i + 1) * minutes) for i in range(count))


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
