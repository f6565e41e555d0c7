"""The days of pupils: gaps, beginnings, hours of a day, hours in a row, days, last lessons.

Of each constraint there are two: about one set of pupils (``StudentsSet...``), and about all of
them (``Students...``). FET looks at the smallest sets of pupils, and so do our rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from timetabler.importers.fet.drafts import ALWAYS, Draft, NotUnderstood, Said, once, understands
from timetabler.importers.fet.facts import Facts
from timetabler.importers.fet.file import Node
from timetabler.importers.fet.pupils import Audience


@understands("StudentsMaxGapsPerWeek", "StudentsSetMaxGapsPerWeek")
def _gaps_a_week(node: Node, facts: Facts) -> Iterator[Said]:
    yield from _days(
        "limit_idle_times", {"at_most": node.number("Max_Gaps"), "per": "week"}, node, facts
    )


@understands("StudentsMaxGapsPerDay", "StudentsSetMaxGapsPerDay")
def _gaps_a_day(node: Node, facts: Facts) -> Iterator[Said]:
    yield from _days("limit_idle_times", {"at_most": node.number("Max_Gaps")}, node, facts)


@understands("StudentsEarlyMaxBeginningsAtSecondHour", "StudentsSetEarlyMaxBeginningsAtSecondHour")
def _early(node: Node, facts: Facts) -> Iterator[Said]:
    most = node.number("Max_Beginnings_At_Second_Hour")
    fields = {"at_most": most} if most else {}
    for scope in _scopes(node, facts):
        yield Draft.of(node, "start_early", "people", fields=fields, scope=scope)


@understands("StudentsMaxSpanPerDay", "StudentsSetMaxSpanPerDay")
def _span(node: Node, facts: Facts) -> Iterator[Said]:
    most = node.number("Max_Span")
    if most < len(facts.times.hours):
        yield from _days("limit_span", {"at_most": most}, node, facts)


@understands("StudentsMinRestingHours", "StudentsSetMinRestingHours")
def _night(node: Node, facts: Facts) -> Iterator[Said]:
    least = node.number("Minimum_Resting_Hours")
    if least > 0:
        circular = {"circular": True} if node.flag("Circular") else {}
        yield from _days("rest_overnight", {"at_least": least, **circular}, node, facts)


@understands(
    "StudentsMaxHoursContinuously",
    "StudentsSetMaxHoursContinuously",
    "StudentsActivityTagMaxHoursContinuously",
    "StudentsSetActivityTagMaxHoursContinuously",
)
def _most_in_a_row(node: Node, facts: Facts) -> Iterator[Said]:
    """A row that is too long counts once, however long it is."""
    tags = _tags(node, facts)
    most = node.number("Maximum_Hours_Continuously")
    if tags is not None and most < len(facts.times.hours):
        yield from _days("limit_run", {"at_most": most, **tags, **once(node)}, node, facts)


@understands("StudentsMaxDaysPerWeek", "StudentsSetMaxDaysPerWeek")
def _most_days(node: Node, facts: Facts) -> Iterator[Said]:
    most = node.number("Max_Days_Per_Week")
    if most < len(facts.times.days):
        yield from _lessons("limit_days", {"at_most": most}, node, facts)


@understands("StudentsIntervalMaxDaysPerWeek", "StudentsSetIntervalMaxDaysPerWeek")
def _most_days_then(node: Node, facts: Facts) -> Iterator[Said]:
    most = node.number("Max_Days_Per_Week")
    if (cells := facts.interval(node)) and most < len(facts.times.days):
        fields = {"at_most": most, "times": facts.times.texts(cells)}
        yield from _lessons("limit_days", fields, node, facts)


@understands(
    "StudentsMaxHoursDaily",
    "StudentsSetMaxHoursDaily",
    "StudentsActivityTagMaxHoursDaily",
    "StudentsSetActivityTagMaxHoursDaily",
)
def _most_hours(node: Node, facts: Facts) -> Iterator[Said]:
    """A day with too many hours counts once, however many they are."""
    tags = _tags(node, facts)
    most = node.number("Maximum_Hours_Daily")
    if tags is not None and most < len(facts.times.hours):
        fields = {**tags, "at_most": most, "unit": "periods", **once(node)}
        yield from _lessons("limit_lessons_per_day", fields, node, facts)


@understands(
    "StudentsMinHoursDaily",
    "StudentsSetMinHoursDaily",
    "StudentsActivityTagMinHoursDaily",
    "StudentsSetActivityTagMinHoursDaily",
)
def _fewest_hours(node: Node, facts: Facts) -> Iterator[Said]:
    tags = _tags(node, facts)
    free = node.flag("Allow_Empty_Days")
    least = node.number("Minimum_Hours_Daily")
    if tags is not None and least > (1 if free else 0):
        fields = {**tags, "at_least": least, "unit": "periods"}
        fields |= {"free_days": True} if free else {}
        yield from _lessons("limit_lessons_per_day", fields, node, facts)


@understands("ActivityEndsStudentsDay")
def _one_ends_the_day(node: Node, facts: Facts) -> Iterator[Said]:
    yield Draft.of(node, "end_day", "lesson", facts.listed(node))


@understands("ActivitiesEndStudentsDay")
def _they_end_the_day(node: Node, facts: Facts) -> Iterator[Said]:
    yield Draft.of(node, "end_day", "lesson", facts.filtered(node))


def _tags(node: Node, facts: Facts) -> dict[str, Any] | None:
    """The activity tag that is asked for, if any; None if no activity has it."""
    tag = node.text_of("Activity_Tag")
    if not tag:
        return {}
    return {"tags": [tag]} if facts.tagged((tag,)) else None


def _days(kind: str, fields: dict[str, Any], node: Node, facts: Facts) -> Iterator[Draft]:
    """A rule about people, of whom pupils are meant."""
    for scope in _scopes(node, facts):
        whose = scope or {"classes": ("all",)}
        yield Draft.of(node, kind, "people", fields=fields, scope=whose)


def _lessons(kind: str, fields: dict[str, Any], node: Node, facts: Facts) -> Iterator[Draft]:
    """A rule about the lessons of each smallest set of pupils."""
    fields = {"per": "pupils", **fields}
    for scope in _scopes(node, facts):
        yield Draft.of(node, kind, "people", fields=fields, scope=scope)


def _scopes(node: Node, facts: Facts) -> Iterator[dict[str, tuple[str, ...]]]:
    """The pupils, classes and groups of classes apart; no scope stands for all.

    Where several of FET's smallest sets are one of ours, a rule that may be broken counts as often.
    """
    pupils = facts.pupils
    every = tuple(c.id for c in pupils.classes)
    one_set = node.tag.startswith("StudentsSet")
    found = pupils.audience([node.required("Students")]) if one_set else Audience(every)
    class_of = {g.name: g.class_id for g in pupils.groups}
    meant = (*found.classes, *(class_of[g] for g in found.groups))
    times = {class_id: _times(class_id, node, facts) for class_id in meant}
    for number in range(max(times.values(), default=0)):
        classes = tuple(c for c in found.classes if times[c] > number)
        groups = tuple(g for g in found.groups if times[class_of[g]] > number)
        if classes:
            yield {} if classes == every else {"classes": classes}
        if groups:
            yield {"groups": groups}


def _times(class_id: str, node: Node, facts: Facts) -> int:
    """How often a rule counts for each smallest set of pupils of a class."""
    if node.weight == ALWAYS:
        return 1
    copies = facts.pupils.copies(class_id)
    if copies is None:
        raise NotUnderstood(
            f"FET counts it more often for some pupils of {class_id}, or for nobody"
        )
    return copies
