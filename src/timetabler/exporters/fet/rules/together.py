"""How lessons lie to one another: side by side, in order, at a time, at certain times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from timetabler.constraints.avoid_overlap import AvoidOverlap
from timetabler.constraints.gather_lessons import GatherLessons
from timetabler.constraints.keep_adjacent import KeepAdjacent
from timetabler.constraints.leave_gaps import LeaveGaps
from timetabler.constraints.limit_at_times import LimitAtTimes
from timetabler.constraints.limit_parts import LimitParts
from timetabler.constraints.near_days import NearDays
from timetabler.constraints.order_lessons import OrderLessons
from timetabler.constraints.scope import LessonScope
from timetabler.constraints.separate_tags import SeparateTags
from timetabler.exporters.fet.activity import Activity, Cell
from timetabler.exporters.fet.book import FetBook
from timetabler.exporters.fet.said import CannotSay, FetConstraint, Part, listed, says, times
from timetabler.exporters.fet.terms import terms_of
from timetabler.models.resources import Course
from timetabler.models.span import Span, touches
from timetabler.spec.problem import Rule


@says("avoid_overlap")
def apart(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """As a wish, FET counts pairs and hours."""
    constraint = rule.constraint
    assert isinstance(constraint, AvoidOverlap)
    if not rule.required and (constraint.count != "pairs" or not fet.hours.whole):
        raise CannotSay
    activities = _in_scope(constraint, fet)
    if constraint.at_most == 1 and not constraint.times:
        yield FetConstraint("ActivitiesNotOverlapping", tuple(listed(activities)))
        return
    if not rule.required:
        raise CannotSay
    most = ("Max_Number_of_Simultaneous_Activities", constraint.at_most)
    during = fet.school.times(constraint.times)
    met = (m for m in fet.school.moments if not constraint.times or touches(during, m))
    slots = _slots(fet.met(met), fet)
    yield FetConstraint(
        "ActivitiesMaxSimultaneousInSelectedTimeSlots", (*listed(activities), *slots, most)
    )


@says("gather_lessons")
def gather(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """Never a wish in FET."""
    constraint = rule.constraint
    assert isinstance(constraint, GatherLessons)
    _always_by_the_hour(rule, fet)
    slots = _slots(fet.met(point.about[1] for point in rule.points), fet)
    least = ("Min_Number_of_Simultaneous_Activities", constraint.at_least)
    parts = (*listed(_in_scope(constraint, fet)), *slots, least)
    empty = ("Allow_Empty_Slots", constraint.or_none)
    yield FetConstraint("ActivitiesMinSimultaneousInSelectedTimeSlots", (*parts, empty))


@says("limit_at_times")
def at_times(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """Never a wish in FET, and about hours alone."""
    constraint = rule.constraint
    assert isinstance(constraint, LimitAtTimes)
    _always_by_the_hour(rule, fet)
    if constraint.unit == "lessons":
        raise CannotSay
    for point in rule.points:
        _, periods = point.about
        parts = (*listed(_in_scope(constraint, fet)), *_slots(fet.met(periods), fet))
        for word, limit in (("Max", constraint.at_most), ("Min", constraint.at_least)):
            if limit is not None:
                number = (f"{word}_Number_of_Occupied_Time_Slots", limit)
                name = f"ActivitiesOccupy{word}TimeSlotsFromSelection"
                yield FetConstraint(name, (*parts, number))


@says("keep_adjacent")
def beside(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """Of two lessons. In FET, breaks may always be between them."""
    constraint = rule.constraint
    assert isinstance(constraint, KeepAdjacent)
    if not constraint.across_breaks or not fet.hours.whole:
        raise CannotSay
    for point in rule.points:
        _, course, others, _ = point.about
        both = _all_lessons(constraint, (course,), fet) + fet.of_courses(others)
        if len(both) != 2:
            raise CannotSay
        name = "Grouped" if constraint.side == "either" else "Consecutive"
        yield _two(f"TwoActivities{name}", *(both[::-1] if constraint.side == "after" else both))


@says("order_lessons")
def order(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """Any two lessons by themselves; FET has one week."""
    constraint = rule.constraint
    assert isinstance(constraint, OrderLessons)
    if constraint.within == "week" and fet.school.week.weeks:
        raise CannotSay
    name = "TwoActivitiesOrdered" + ("IfSameDay" if constraint.within == "day" else "")
    for point in rule.points:
        for first, then in point.about[1]:
            for one in fet.of_courses((first,)):
                yield from (_two(name, one, other) for other in fet.of_courses((then,)))


@says("keep_in_a_row")
def row(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """Of two or three lessons."""
    assert isinstance(rule.constraint, LessonScope)
    if not fet.hours.whole:
        raise CannotSay
    for _ in rule.points:
        activities = _in_scope(rule.constraint, fet)
        if len(activities) == 2:
            yield _two("TwoActivitiesGrouped", *activities)
        elif len(activities) == 3:
            words = ("First", "Second", "Third")
            ids = tuple((f"{w}_Activity_Id", a.id) for w, a in zip(words, activities, strict=True))
            yield FetConstraint("ThreeActivitiesGrouped", ids)
        else:
            raise CannotSay


@says("leave_gaps")
def gaps(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """Breaks are hours of FET, as they are periods here."""
    constraint = rule.constraint
    assert isinstance(constraint, LeaveGaps)
    for point in rule.points:
        bells = fet.school.bells_of_all(point.about)
        _one_by_one(fet.school.timeline(bells, "lesson", "break", "home"), fet)
        parts = (*listed(fet.of_courses(point.about)), ("MinGaps", constraint.at_least))
        yield FetConstraint("MinGapsBetweenActivities", parts)


@says("near_days")
def near(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """As a wish about several lessons, FET counts pairs of them."""
    constraint = rule.constraint
    assert isinstance(constraint, NearDays)
    for point in rule.points:
        activities = fet.of_courses(point.about)
        if not rule.required and len(activities) > 2:
            raise CannotSay
        parts = (*listed(activities), ("MaxDays", constraint.at_most))
        yield FetConstraint("MaxDaysBetweenActivities", parts)


@says("limit_parts")
def few_terms(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """Parts are terms of FET. Every file has one sort of them, and they are never a wish."""
    constraint = rule.constraint
    assert isinstance(constraint, LimitParts)
    if (terms := terms_of(rule, fet.school)) is None or terms != fet.terms:
        raise CannotSay
    name, number = _TERMS[constraint.unit]
    for about in dict.fromkeys(point.about[0] for point in rule.points):
        yield FetConstraint(name, (*listed(fet.of_courses(about)), (number, constraint.at_most)))


_TERMS = {
    "parts": ("ActivitiesOccupyMaxTerms", "Max_Number_of_Occupied_Terms"),
    "lessons": ("ActivitiesMaxInATerm", "Max_Number_of_Activities_in_A_Term"),
}


@says("separate_tags")
def tags(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """As a wish, FET counts pairs of lessons."""
    constraint = rule.constraint
    assert isinstance(constraint, SeparateTags)
    several = any(len(set(c.tags).intersection(constraint.tags)) > 1 for c in fet.school.courses)
    if not rule.required or several:
        raise CannotSay
    names: list[Part] = [("Activity_Tag", fet.names.tag[tag]) for tag in constraint.tags]
    number: Part = ("Number_of_Activity_Tags", len(names))
    yield FetConstraint("ActivityTagsNotOverlapping", (number, *names))


def _in_scope(constraint: LessonScope, fet: FetBook) -> tuple[Activity, ...]:
    """The activities in scope, whoever of a pool gives them."""
    return _all_lessons(constraint, constraint.courses(fet.school), fet)


def _all_lessons(
    constraint: LessonScope, courses: Iterable[Course], fet: FetBook
) -> tuple[Activity, ...]:
    courses = tuple(courses)
    if not all(constraint.all_in_scope(course, fet.school) for course in courses):
        raise CannotSay
    return fet.of_courses(courses)


def _two(name: str, first: Activity, second: Activity) -> FetConstraint:
    return FetConstraint(name, (("First_Activity_Id", first.id), ("Second_Activity_Id", second.id)))


def _slots(cells: Iterable[Cell], fet: FetBook) -> Iterator[Part]:
    return times("Selected_Time_Slot", "Selected_Day", "Selected_Hour", cells, fet)


def _always_by_the_hour(rule: Rule, fet: FetBook) -> None:
    """What FET has never as a wish, and counts in hours."""
    if not rule.required or not fet.hours.whole:
        raise CannotSay


def _one_by_one(periods: Iterable[Span], fet: FetBook) -> None:
    """Every period is an hour of FET, and the next one the next hour."""
    hours = [(period.day, fet.hours.of(period)) for period in periods]
    if any(len(some) != 1 for _, some in hours) or any(
        one.stop != other.start for (d, one), (e, other) in pairwise(hours) if d == e
    ):
        raise CannotSay
