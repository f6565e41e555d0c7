"""Dates of the document -> a Calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from zoneinfo import available_timezones

from timetabler.models.calendar import Calendar, Closure, Term, weekday, weekdays
from timetabler.models.pack import Pack
from timetabler.models.week import Week
from timetabler.spec.calendar_document import CalendarEntry
from timetabler.spec.diagnostics import Diagnostics, did_you_mean
from timetabler.spec.document import Document
from timetabler.spec.tree import Path

_LONGEST = 800
"""Days from the first to the last: two years and some weeks."""


def build_calendar(document: Document, pack: Pack, found: Diagnostics) -> Calendar:
    """The calendar; without any term if none is written."""
    entry = document.calendar
    if entry is None:
        return Calendar(timezone=pack.timezone)
    terms = tuple(
        Term(
            name=each.name or f"Term {i + 1}",
            first=each.first,
            last=each.last,
            week=document.week.weeks.index(each.week) if each.week in document.week.weeks else 0,
            source=found.source(("calendar", "terms", i)),
        )
        for i, each in enumerate(entry.terms)
    )
    closures = tuple(
        Closure(each.name, first, last, found.source(("calendar", "closed", i)))
        for i, each in enumerate(entry.closed)
        for first, last in [(each.on or each.first, each.on or each.last)]
        if first is not None and last is not None
    )
    _check_days(document, found)
    _check(entry, found)
    if not found.failed:  # else it may be a consequence
        _warn_outside(entry, closures, found)
    return Calendar(terms, closures, entry.timezone or pack.timezone)


def _check_days(document: Document, found: Diagnostics) -> None:
    """Two Mondays in a week would follow each other like Day 1 and Day 2, on any weekday."""
    week = Week.of(document.week.days, document.week.weeks, ())
    if not weekdays(week) and any(weekday(name) is not None for name in document.week.days):
        message = "with dates, days that are called after weekdays are each there once"
        hint = "two weeks are written days: [Mon, Tue, Wed, Thu, Fri] and weeks: [A, B]"
        found.error("TT235", message, ("week", "days"), key=True, hint=hint)


def _check(entry: CalendarEntry, found: Diagnostics) -> None:
    for i, term in enumerate(entry.terms):
        _in_order(term.first, term.last, ("calendar", "terms", i), found)
    for (_, a), (j, b) in combinations(enumerate(entry.terms), 2):
        if a.first <= b.last and b.first <= a.last:
            message = f"this term begins on {b.first}, while another goes on until {a.last}"
            found.error("TT235", message, ("calendar", "terms", j))
    first, last = min(t.first for t in entry.terms), max(t.last for t in entry.terms)
    if (last - first).days > _LONGEST:
        message = f"the terms go from {first} to {last}: a calendar has two years at most"
        found.error("TT235", message, ("calendar", "terms"), key=True)
    for i, each in enumerate(entry.closed):
        path: Path = ("calendar", "closed", i)
        several = each.first is not None and each.last is not None
        if (each.on is not None) == several or (each.first is None) != (each.last is None):
            hint = "{date: 2027-03-08, name: Labour Day}, or from and to"
            found.error("TT235", "this needs either date, or from and to", path, hint=hint)
            continue
        start, end = each.on or each.first, each.on or each.last
        if start is None or end is None:
            continue
        _in_order(start, end, path, found)
    zones = available_timezones()  # none are known where a system has no list of them
    if entry.timezone and zones and entry.timezone not in zones:
        hint = did_you_mean(entry.timezone, sorted(zones), "time zones")
        message = f'unknown time zone "{entry.timezone}"'
        found.error("TT235", message, ("calendar", "timezone"), hint=hint)


def _warn_outside(entry: CalendarEntry, closures: Iterable[Closure], found: Diagnostics) -> None:
    for i, each in enumerate(closures):
        if not any(t.first <= each.last and each.first <= t.last for t in entry.terms):
            message = f"{each.name} is in none of the terms"
            found.warning("TT236", message, ("calendar", "closed", i))


def _in_order(first: date, last: date, path: Path, found: Diagnostics) -> None:
    if last < first:
        found.error("TT235", f"it ends on {last}, before it begins on {first}", path)
