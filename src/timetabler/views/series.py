"""On which dates each day of the cycle falls: term by term, as a rule with exceptions."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from timetabler.models.calendar import Calendar, Term, weekdays
from timetabler.models.week import Week


class Series(NamedTuple):
    """The dates of one day of the cycle in one term."""

    term: str
    """Its code: see ``coded_terms``."""
    dates: tuple[date, ...]
    """In order; at least one."""
    step: int
    """Days from each to the next, exceptions included; 0 if there is no such rule."""
    skipped: tuple[date, ...]
    """What the rule would meet between the first and the last, but there is no school."""

    @property
    def times(self) -> int:
        """How often the rule meets a date, those skipped included."""
        return len(self.dates) + len(self.skipped)


def coded_terms(calendar: Calendar) -> tuple[tuple[str, Term], ...]:
    """The terms in order, each with what it is told by: its name, with its first day if several
    have that name."""
    terms = sorted(calendar.terms, key=lambda term: term.first)
    names = [term.name for term in terms]
    return tuple((t.name + f" {t.first}" * (names.count(t.name) > 1), t) for t in terms)


def series(calendar: Calendar, week: Week) -> dict[int, tuple[Series, ...]]:
    """day of the cycle -> its dates, a series for each term; none for a day that has no date.

    A fortnight is a step of 14 days. Days that are not called after weekdays rotate through
    holidays, so that no step leads from one to the next.
    """
    step = 7 * len(week.days_by_week) if weekdays(week) else 0
    terms = coded_terms(calendar)
    found: dict[int, dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    for each in calendar.dates(week):
        if each.day is not None:
            code = next(code for code, term in terms if term.first <= each.date <= term.last)
            found[each.day][code].append(each.date)
    return {
        day: tuple(_series(code, dates, step) for code, dates in by_term.items())
        for day, by_term in sorted(found.items())
    }


def _series(term: str, dates: list[date], step: int) -> Series:
    if step == 0 or len(dates) == 1:
        return Series(term, tuple(dates), 0, ())
    days = (dates[-1] - dates[0]).days
    met = [dates[0] + timedelta(days=n) for n in range(0, days + 1, step)]
    return Series(term, tuple(dates), step, tuple(d for d in met if d not in dates))
