"""When lessons are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from timetabler.constraints.link_lessons import LinkLessons
from timetabler.constraints.prefer_times import PreferTimes
from timetabler.constraints.protect_times import ProtectTimes
from timetabler.exporters.fet.activity import Activity, Cell
from timetabler.exporters.fet.book import FetBook
from timetabler.exporters.fet.said import CannotSay, FetConstraint, Part, listed, says, times
from timetabler.models.span import Span
from timetabler.spec.problem import Rule


@dataclass(frozen=True)
class _Choice:
    """Where one activity could start, and where it had better."""

    activity: Activity
    could: frozenset[Cell]
    good: frozenset[Cell]


@says("prefer_times")
def prefer(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """A lesson elsewhere counts once, as in FET; of periods, each counts."""
    constraint = rule.constraint
    assert isinstance(constraint, PreferTimes)
    choices = []
    for point in rule.points:
        course, bad = point.about
        spans = fet.school.spans(course)
        good = [span for span in spans if span not in bad]
        for lesson in constraint.lessons_of(course, fet.book.timetable):
            activity = fet.of_placement[lesson]
            if constraint.count == "lessons":
                choices.append(_starts(activity, spans, good, fet))
            else:
                choices.append(_periods(activity, constraint, fet))
    yield from _preferred(choices, fet, slots=constraint.count == "periods")


@says("protect_times")
def protect(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """For each class, its lessons start where they do not touch these times."""
    constraint = rule.constraint
    assert isinstance(constraint, ProtectTimes)
    for point in rule.points:
        choices = []
        for course, touching in point.about[1]:
            spans = fet.school.spans(course)
            good = [span for span in spans if span not in touching]
            for lesson in constraint.lessons_of(course, fet.book.timetable):
                choices.append(_starts(fet.of_placement[lesson], spans, good, fet))
        yield from _preferred([c for c in choices if c.could != c.good], fet)


@says("link_lessons")
def link(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """The first lessons of all courses start together, the second ones ... As a wish, it is what
    FET counts only if every two courses count, of one lesson each."""
    constraint = rule.constraint
    assert isinstance(constraint, LinkLessons)
    activities = [fet.of_course[c.id] for c in constraint.courses(fet.school)]
    most = max(map(len, activities))
    if any(len(some) != most for some in activities) or not (
        rule.required or (constraint.pairs and most == 1)
    ):
        raise CannotSay
    for some in zip(
        *(sorted(each, key=_ORDER[constraint.same]) for each in activities), strict=True
    ):
        yield FetConstraint(_SAME[constraint.same], tuple(listed(some)))


_SAME = {
    "time": "ActivitiesSameStartingTime",
    "day": "ActivitiesSameStartingDay",
    "hour": "ActivitiesSameStartingHour",
}
_ORDER: dict[str, Callable[[Activity], Cell]] = {
    "time": lambda activity: activity.start,
    "day": lambda activity: activity.start,
    "hour": lambda activity: activity.start[::-1],
}
"""Activities that start alike have the same number in this order."""


def _starts(
    activity: Activity, spans: Iterable[Span], good: Iterable[Span], fet: FetBook
) -> _Choice:
    length = len(activity.hours)
    return _Choice(activity, fet.starts(spans, length), fet.starts(good, length))


def _periods(activity: Activity, rule: PreferTimes, fet: FetBook) -> _Choice:
    """The periods of a lesson of several, each as if it were a lesson."""
    if not fet.hours.whole:
        raise CannotSay
    course, school = activity.course, fet.school
    spans = {part for span in school.spans(course) for part in school.parts(course, span)}
    good = [span for span in spans if not rule.elsewhere(course, span, school)]
    return _Choice(activity, fet.starts(spans, 1), fet.starts(good, 1))


def _preferred(
    choices: Sequence[_Choice], fet: FetBook, *, slots: bool = False
) -> Iterator[FetConstraint]:
    """Constraints that count every choice that is not good, as few as can be."""
    cells = frozenset[Cell]().union(*(c.good for c in choices))
    if all(c.could & cells == c.good for c in choices):
        together = {cells: [c.activity for c in choices]}
    else:
        together = defaultdict(list)
        for choice in choices:
            together[choice.good].append(choice.activity)
    name = "PreferredTimeSlots" if slots else "PreferredStartingTimes"
    for good, activities in together.items():
        where = tuple(_slots(good, fet) if slots else _starting_times(good, fet))
        for part, fields in fet.choosing.parts(activities):
            if fields:
                yield FetConstraint(f"Activities{name}", (*fields, *where))
            else:
                yield FetConstraint(f"Activity{name}", (("Activity_Id", part[0].id), *where))


def _slots(cells: Iterable[Cell], fet: FetBook) -> Iterator[Part]:
    return times("Preferred_Time_Slot", "Preferred_Day", "Preferred_Hour", cells, fet)


def _starting_times(cells: Iterable[Cell], fet: FetBook) -> Iterator[Part]:
    names = "Preferred_Starting_Time", "Preferred_Starting_Day", "Preferred_Starting_Hour"
    return times(*names, cells, fet)
