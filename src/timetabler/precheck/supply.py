"""How much a bottleneck can take: at a time, in a day, in a week, given limits of its people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from timetabler.constraints.base import Limit, Unit
from timetabler.models.cycle import CyclePart
from timetabler.models.resources import ClassGroup, Course, Teacher
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.wording import plural
from timetabler.precheck.bottlenecks import Bottleneck, disjoint
from timetabler.precheck.given import Given

MANY = 10**6
"""More than any school has of anything."""


class Part(NamedTuple):
    """What somebody can take of something."""

    name: str
    most: int
    why: str
    """The arithmetic, if the number alone is not plain: ``1500 - 600``."""

    def __str__(self) -> str:
        return f"{self.name} {self.most}" + (f" ({self.why})" if self.why else "")


class Supply:
    """What one bottleneck has for its lessons. Lessons that overlap share a cell."""

    def __init__(self, need: Bottleneck, given: Given) -> None:
        self.need = need
        self.school: School = given.school
        self.places = {course: given.places(course) for course in need.courses}
        self.cells = _cells(self.places.values())
        self._inside: dict[Span, list[Span]] = defaultdict(list)
        for span, cell in self.cells.items():
            self._inside[cell].append(span)
        self._given = given

    @cached_property
    def of_cell(self) -> Mapping[Span, int]:
        """cell -> lessons that fit in it."""
        return {cell: self.need.most(spans) for cell, spans in self._inside.items()}

    def of_day(self, day: int) -> int:
        """Lessons that its people or its class can have on a day; many if it has neither."""
        return sum(self._on_day(who, day) for who in self.need.who) if self.need.who else MANY

    def of_week(self, days: range) -> tuple[Part, ...]:
        """Lessons that everybody can have in a week; nothing if it has neither people nor class."""
        return tuple(self._in_week(who, days) for who in self.need.who)

    @property
    def total(self) -> int:
        """Lessons that fit in the whole cycle, if each could be wherever some of them can."""
        return sum(part.most for part in self.parts)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The same day by day, or by person in a week in which they can have fewer."""
        weeks = self.school.week.days_by_week
        return tuple(part for days in weeks for part in self._parts(days) if part.most)

    def _parts(self, days: range) -> tuple[Part, ...]:
        by_day: dict[int, int] = dict.fromkeys(days, 0)
        for cell, most in self.of_cell.items():
            if cell.day in days:
                by_day[cell.day] += most
        names = self.school.week.days
        parts = tuple(Part(names[d], min(n, self.of_day(d)), "") for d, n in by_day.items())
        in_week = self.of_week(days)
        fewer = sum(p.most for p in in_week) < sum(p.most for p in parts)
        return in_week if in_week and fewer else parts

    def a_day(self, course: Course, day: int) -> int:
        """Lessons that the course itself can have on a day."""
        return self._a_day.get((course, day), MANY)

    @cached_property
    def _a_day(self) -> Mapping[tuple[Course, int], int]:
        found: dict[tuple[Course, int], int] = {}
        for course in self.need.courses:
            for limit in self._given.limits.get(course, ()):
                if len(limit.days) == 1:
                    key = (course, limit.days[0])
                    found[key] = min(limit.most, found.get(key, MANY))
        return found

    def amount(self, unit: Unit, part: CyclePart) -> tuple[Part, ...] | None:
        """What everybody can take in a part of the cycle, if limits say so; None: they do not."""
        if not any(x.unit == unit for who in self.need.who for x in self._limits(who)):
            return None
        return tuple(self._amount(who, unit, part) for who in self.need.who)

    def asked(self, unit: Unit, part: CyclePart) -> int:
        """What the lessons take of its people in a part of the cycle, at least."""
        return sum(
            self.need.takes(course) * self.least(course, length, unit)
            for course in self.need.courses
            for length in self.school.least_lessons(course, *part.weeks)
        )

    def least(self, course: Course, length: int, unit: Unit) -> int:
        """What a lesson of so many periods takes at least."""
        if unit == "minutes":
            return self._given.least_minutes(course, length)
        return length if unit == "periods" else 1

    # ---- one person, or the class --------------------------------------------------------------

    def _limits(self, who: Teacher | ClassGroup) -> tuple[Limit, ...]:
        """Those that hold for all lessons of the bottleneck."""
        return tuple(x for x in self._given.limits.get(who, ()) if self.need.limited(x))

    def _on_day(self, who: Teacher | ClassGroup, day: int) -> int:
        inside = (spans for cell, spans in self._inside.items() if cell.day == day)
        open_ = sum(disjoint(s for s in spans if _here(who, s)) for spans in inside)
        mine = [x for x in self._limits(who) if x.days == (day,) and x.unit != "days"]
        return min([open_, *(self._lessons(x) for x in mine)])

    def _in_week(self, who: Teacher | ClassGroup, days: range) -> Part:
        by_day = sorted((self._on_day(who, day) for day in days), reverse=True)
        ways = [Part(who.name, sum(by_day), "")]
        for x in self._limits(who):
            if x.days == tuple(days) and x.unit == "days":
                best = [n for n in by_day[: x.most] if n]
                why = f"{' + '.join(map(str, best))} on {plural(len(best), 'day')}"
                ways.append(Part(who.name, sum(best), why))
            elif x.days == tuple(days):
                worth = self._worth(x)
                why = f"{x.most} {x.unit} in lessons of {worth}" if worth > 1 else ""
                ways.append(Part(who.name, self._lessons(x), why))
        return min(ways, key=lambda way: way.most)

    def _lessons(self, limit: Limit) -> int:
        """The most lessons of the bottleneck that are within a limit."""
        worth = self._worth(limit)
        return limit.most // worth if worth else MANY

    def _worth(self, limit: Limit) -> int:
        """What the least of the lessons counts for."""
        return min(self.least(c, n, limit.unit) for c in self.need.courses for n in set(c.lengths))

    def _amount(self, who: Teacher | ClassGroup, unit: Unit, part: CyclePart) -> Part:
        total, whys = 0, []
        limits = [x for x in self._limits(who) if x.unit == unit]
        for days in (self.school.week.days_by_week[week] for week in part.weeks):
            by_day = sum(
                min([self._open(who, day, unit), *(x.most for x in limits if x.days == (day,))])
                for day in days
            )
            ways = [Part("", by_day, "")]
            ways += (Part("", x.most, x.why) for x in limits if x.days == tuple(days))
            best = min(ways, key=lambda way: way.most)
            total += best.most
            whys.append(best.why)
        return Part(who.name, total, whys[0] if len(whys) == 1 else "")

    def _open(self, who: Teacher | ClassGroup, day: int, unit: Unit) -> int:
        """What somebody could take on a day but for limits."""
        if unit != "minutes":
            return MANY
        cells = [cell for cell in self._inside if cell.day == day]
        return sum(m.minutes for cell in cells for m in self.school.within(cell) if _here(who, m))


def _here(who: Teacher | ClassGroup, span: Span) -> bool:
    return not isinstance(who, Teacher) or who.here(span)


def _cells(places: Iterable[Iterable[Span]]) -> dict[Span, Span]:
    """Each place -> its cell: places that overlap, directly or by others, share one."""
    spans = sorted({s for some in places for s in some})
    result: dict[Span, Span] = {}
    group: list[Span] = []
    hull: Span | None = None
    for span in [*spans, None]:
        if hull is not None and (span is None or not span.meets(hull)):
            result.update(dict.fromkeys(group, hull))
            group, hull = [], None
        if span is not None:
            group.append(span)
            hull = span if hull is None else Span(span.day, hull.start, max(hull.end, span.end))
    return result
