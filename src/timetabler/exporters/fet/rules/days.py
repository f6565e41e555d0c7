"""On which days the lessons of a course are."""

from __future__ import annotations

from collections.abc import Iterator

from timetabler.constraints.separate_days import SeparateDays
from timetabler.exporters.fet.book import FetBook
from timetabler.exporters.fet.said import CannotSay, FetConstraint, listed, says
from timetabler.models.resources import Course
from timetabler.spec.problem import Rule


@says("spread_lessons")
def spread(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """FET counts pairs on one day, we lessons after the first: it is the same for two lessons, and
    for any number of them if no day may have two."""
    for point in rule.points:
        (course,) = point.about
        if not rule.required and len(fet.of_course[course.id]) > 2:
            raise CannotSay
        yield from _between((course,), 1, fet)


@says("separate_days")
def separate(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """Just so in FET."""
    assert isinstance(rule.constraint, SeparateDays)
    for point in rule.points:
        yield from _between(point.about, rule.constraint.at_least, fet)


@says("join_same_day")
def join(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """FET asks for it along with days between, always, even if these weigh nothing."""
    if not rule.required or not fet.hours.whole:
        raise CannotSay
    for point in rule.points:
        yield from _between(point.about, 1, fet, join=True)


def _between(
    courses: tuple[Course, ...], days: int, fet: FetBook, *, join: bool = False
) -> Iterator[FetConstraint]:
    activities = [a for course in courses for a in fet.of_course[course.id]]
    if len(activities) > 1:
        parts = (("Consecutive_If_Same_Day", join), *listed(activities), ("MinDays", days))
        yield FetConstraint("MinDaysBetweenActivities", parts, idle=join)
