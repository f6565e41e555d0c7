"""Which date is which day of the cycle: terms, and days without school."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from timetabler.models.resources import NOWHERE, Source
from timetabler.models.week import Week


class Term(NamedTuple):
    """A time of school, first and last day included."""

    name: str
    first: date
    last: date
    week: int = 0
    """Which week of the cycle it begins with."""
    source: Source = NOWHERE


class Closure(NamedTuple):
    """Days on which there is no school: a public holiday, a day without pupils, a camp."""

    name: str
    first: date
    last: date
    source: Source = NOWHERE


class SchoolDate(NamedTuple):
    """One date."""

    date: date
    day: int | None
    """Index of its day of the cycle; None: no school."""
    week: int | None
    """Which week of the cycle it is in; None outside of the terms."""
    term: str
    """Name of the term; empty between terms."""
    note: str
    """Why there is no school: ``Labour Day``, ``weekend``, ``between terms``."""

    @property
    def weekend(self) -> bool:
        """Whether it is a Saturday or Sunday, also between terms."""
        return self.date.weekday() >= _WEEKEND


_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKEND = 5


def weekday(name: str) -> int | None:
    """Which day of the week a day is called after, from Monday as 0; None: after none."""
    return next((i for i, w in enumerate(_WEEKDAYS) if name.casefold().startswith(w)), None)


def weekdays(week: Week) -> tuple[int, ...]:
    """For each day of one week of the cycle, which day of the week it is, from Monday as 0.

    Empty if they are not called so (``Day 1`` ... ``Day 6``): then the days of the cycle follow
    each other on the school days, whatever day of the week that is.
    """
    found = [weekday(week.days[day]) for day in week.days_by_week[0]]
    known = tuple(day for day in found if day is not None)
    return known if len({*known}) == len(found) else ()


@dataclass(frozen=True, eq=False)
class Calendar:
    """Terms by date, with what interrupts them; ``timezone`` is a name such as
    ``Australia/Melbourne``, empty if nobody says."""

    terms: tuple[Term, ...] = ()
    closures: tuple[Closure, ...] = ()
    timezone: str = ""

    @property
    def known(self) -> bool:
        """Whether it has any date."""
        return bool(self.terms)

    @property
    def first(self) -> date:
        """The first day of the first term. ValueError: no date is known."""
        return min(term.first for term in self.terms)

    @property
    def last(self) -> date:
        """The last day of the last term. ValueError: no date is known."""
        return max(term.last for term in self.terms)

    def closed(self, day: date) -> str:
        """What there is instead of school on a day of a term; empty if there is school."""
        return next((c.name for c in self.closures if c.first <= day <= c.last), "")

    def dates(self, week: Week) -> Iterator[SchoolDate]:
        """Every date from the first day to the last, weekends and holidays included.

        Weeks of a cycle alternate from Monday to Monday, through holidays too; each term begins
        anew with its own.
        """
        if not self.known:
            return
        on = weekdays(week)
        taken = 0  # school days of the term so far, for days that are not called after weekdays
        term: Term | None = None
        for number in range((self.last - self.first).days + 1):
            day = self.first + timedelta(days=number)
            if term is None or not term.first <= day <= term.last:
                term = next((t for t in self.terms if t.first <= day <= t.last), None)
                taken = 0
            if term is None:
                yield SchoolDate(day, None, None, "", "between terms")
                continue
            monday = term.first - timedelta(days=term.first.weekday())
            weeks = len(week.days_by_week)
            in_week = (term.week + (day - monday).days // 7) % weeks
            closed = self.closed(day)
            if closed or not (day.weekday() in on if on else day.weekday() < _WEEKEND):
                note = closed or ("weekend" if day.weekday() >= _WEEKEND else "no school day")
                yield SchoolDate(day, None, in_week, term.name, note)
                continue
            if on:
                index = week.days_by_week[in_week][on.index(day.weekday())]
            else:
                start = week.days_by_week[term.week][0]
                index = (start + taken) % len(week.days)
                in_week = week.week_of(index)
                taken += 1
            yield SchoolDate(day, index, in_week, term.name, "")


NO_DATES = Calendar()
