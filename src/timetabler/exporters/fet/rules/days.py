"""On which days the lessons of a course are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from timetabler.constraints.limit_same_day import LimitSameDay
from timetabler.constraints.separate_days import SeparateDays
from timetabler.exporters.fet.activity import Activity
from timetabler.exporters.fet.book import FetBook
from timetabler.exporters.fet.said import CannotSay, FetConstraint, listed, says
from timetabler.spec.problem import Rule

MOST = 2
"""Of activities with days between them, FET puts no more on one day: its own limit."""


@says("spread_lessons")
def spread(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """FET counts pairs on one day, we lessons after the first: it is the same for two lessons, and
    for any number of them if no day may have two."""
    _said_once(rule, fet)
    for point in rule.points:
        activities = fet.of_courses(point.about)
        if not rule.required and len(activities) > 2:
            raise CannotSay
        yield from _between(activities, 1)


@says("separate_days")
def separate(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """Just so in FET; but it never puts three on one day, whatever the weight is."""
    assert isinstance(rule.constraint, SeparateDays)
    _said_once(rule, fet)
    for point in rule.points:
        activities = fet.of_courses(point.about)
        if max(Counter(a.placement.span.day for a in activities).values(), default=0) > MOST:
            raise CannotSay
        yield from _between(activities, rule.constraint.at_least)


@says("limit_same_day")
def limit(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """FET's own limit comes with days between, even if these weigh nothing."""
    assert isinstance(rule.constraint, LimitSameDay)
    if not rule.required or rule.constraint.at_most != MOST:
        raise CannotSay
    for point in rule.points:
        yield from _between(fet.of_courses(point.about), 1, idle=True)


@says("join_same_day")
def join(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """FET asks for it along with days between, always, even if these weigh nothing."""
    if not rule.required or not fet.hours.whole:
        raise CannotSay
    for point in rule.points:
        yield from _between(fet.of_courses(point.about), 1, join=True, idle=True)


def _said_once(rule: Rule, fet: FetBook) -> None:
    """Of two wishes of one weight about the same activities, FET counts one only."""
    kinds = ("spread_lessons", "separate_days")
    about = {frozenset(point.about) for point in rule.points}
    before = (
        frozenset(point.about)
        for other in fet.book.problem.rules[: rule.index]
        if other.kind in kinds and other.weight == rule.weight
        for point in other.points
    )
    if not rule.required and not about.isdisjoint(before):
        raise CannotSay


def _between(
    activities: Sequence[Activity], days: int, *, join: bool = False, idle: bool = False
) -> Iterator[FetConstraint]:
    if len(activities) > 1:
        parts = (("Consecutive_If_Same_Day", join), *listed(activities), ("MinDays", days))
        yield FetConstraint("MinDaysBetweenActivities", parts, idle=idle)
