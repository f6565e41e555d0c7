"""One row of hours for the whole school: FET knows no clock.

The day is cut at the bells of every class, and where lessons begin and end. So a lesson is always
some hours in a row, and two lessons overlap if they have an hour in common: classes may have
different bells, and lessons may be shorter than a period. Of a school with one row of bells, the
hours are its periods and breaks.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from timetabler.exporters.fet.names import Distinct, clean
from timetabler.models.school import School
from timetabler.models.span import Span, clock, parse_clock_range

Clock: TypeAlias = tuple[int, int]
"""Minutes since midnight, from and to."""


class Hours:
    """The hours of a timetable, in their order; each is known by its number, from 0."""

    def __init__(self, school: School, lessons: Iterable[Span]) -> None:
        self.school = school
        taught = {p.span for p in school.all_periods if p.kind == "lesson"}.union(lessons)
        periods = taught.union(p.span for p in school.all_periods)
        times = {span[1:] for span in taught or periods}
        first, last = min(start for start, _ in times), max(end for _, end in times)
        edges = sorted({t for span in periods for t in span[1:] if first <= t <= last})
        self.clocks: tuple[Clock, ...] = tuple(
            (start, end)
            for start, end in pairwise(edges)
            if any(s.start < end and start < s.end for s in periods)
        )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Each is called after its timeslot, if it is one; else by the clock."""
        distinct, slots = Distinct(), {c: name for name, c in slot_clocks(self.school).items()}
        return tuple(
            distinct.named(slots.get(c, f"{clock(c[0])}-{clock(c[1])}")) for c in self.clocks
        )

    def of(self, span: Span) -> range:
        """The hours that have a minute in common with a span."""
        met = [i for i, (a, b) in enumerate(self.clocks) if span.start < b and a < span.end]
        return range(met[0], met[-1] + 1) if met else range(0)

    @cached_property
    def whole(self) -> bool:
        """Whether FET counts hours where we count periods: every lesson period of every class is
        just one hour, and of two with no break between, one follows the other."""
        return all(
            len(self.of(Span(run[0].day, run[0].slot.start, run[-1].slot.end))) == length
            for length in (1, 2)
            for bells in (None, *self.school.class_)
            for run in self.school.runs(bells, length)
        )


def slot_clocks(school: School) -> dict[str, Clock]:
    """Name of a timeslot -> when it is: of those that are at one time for everybody."""
    found: dict[str, set[Clock]] = {}
    for period in sorted(school.all_periods, key=lambda p: (p.span, p.slot.id)):
        found.setdefault(clean(period.slot.id), set()).add(period.span[1:])
    return {name: min(clocks) for name, clocks in found.items() if len(clocks) == 1}


def clock_of(name: str, school: School) -> Clock:
    """When an hour of that name is. ValueError if it is none of this school."""
    return slot_clocks(school).get(name) or parse_clock_range(name)
