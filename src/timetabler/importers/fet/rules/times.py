"""When lessons are: breaks, preferred times, the days between lessons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from timetabler.importers.fet.drafts import (
    ALWAYS,
    NO_TIME,
    About,
    Away,
    Draft,
    Fixed,
    NotUnderstood,
    Said,
    understands,
)
from timetabler.importers.fet.facts import Facts
from timetabler.importers.fet.file import Node
from timetabler.importers.fet.times import Cell

MOST_A_DAY = 2
"""Of activities with days between them FET never puts more on one day, whatever the weight."""


@understands("BasicCompulsoryTime", "BasicCompulsorySpace", "BreakTimes")
def _always(node: Node, facts: Facts) -> Iterator[Said]:
    """What holds in any school, and breaks, which are in the bell times."""
    yield from ()


@understands("TeacherNotAvailableTimes")
def _teacher_away(node: Node, facts: Facts) -> Iterator[Said]:
    yield Away("teacher", node.required("Teacher"), _away(node, facts))


@understands("StudentsSetNotAvailableTimes")
def _pupils_away(node: Node, facts: Facts) -> Iterator[Said]:
    yield Away("pupils", node.required("Students"), _away(node, facts))


@understands("RoomNotAvailableTimes")
def _room_closed(node: Node, facts: Facts) -> Iterator[Said]:
    """As a wish, it counts hours in use."""
    room, cells = node.required("Room"), _away(node, facts)
    if any(one.real_rooms for one in facts.file.rooms if one.name == room):
        raise NotUnderstood("a virtual room stands for several rooms at once")
    if node.weight == ALWAYS:
        yield Away("room", room, cells)
    elif times := facts.times.texts(cells):
        scope = {"rooms": (room,)}
        yield Draft.of(node, "keep_rooms_free", "people", fields={"times": times}, scope=scope)


def _away(node: Node, facts: Facts) -> frozenset[Cell]:
    return facts.cells(node.all("Not_Available_Time"), "Day", "Hour")


@understands("MinDaysBetweenActivities")
def _days_between(node: Node, facts: Facts) -> Iterator[Said]:
    """The weight, which may be 0, is that of the days: lessons of one day follow each other."""
    lessons = frozenset(facts.listed(node))
    if len(lessons) < 2:
        return
    days = node.number("MinDays")
    fields: dict[str, Any] = {"at_least": days} if days != 1 else {}
    if days > 0:
        yield Draft.of(node, "separate_days", "together", lessons, {**fields, "each": "scope"})
    joined = node.flag("Consecutive_If_Same_Day")
    if days > 0 and node.weight < ALWAYS and len(lessons) > MOST_A_DAY and not joined:
        yield Draft(
            "limit_same_day",
            "together",
            lessons,
            {"at_most": MOST_A_DAY, "each": "scope"},
            origin=f"{node.tag}, of which FET puts no more on a day",
            line=node.line,
        )
    if joined and (node.weight < ALWAYS or days < 1):
        yield Draft(
            "join_same_day",
            "together",
            lessons,
            {"each": "scope"},
            origin=f"{node.tag}, consecutive if on one day",
            line=node.line,
        )


@understands("ActivityPreferredStartingTime")
def _one_start(node: Node, facts: Facts) -> Iterator[Said]:
    """Day, hour, or both: what is empty is any."""
    day, hour = node.text_of("Preferred_Day"), node.text_of("Preferred_Hour")
    cells = frozenset(
        (d, h)
        for d, h in facts.times.cells
        if (not day or d == facts.times.day[day]) and (not hour or h == facts.times.hour[hour])
    )
    yield from _starts(node, frozenset(facts.listed(node)), cells, facts)


@understands("ActivityPreferredStartingTimes")
def _some_starts(node: Node, facts: Facts) -> Iterator[Said]:
    yield from _starts(node, frozenset(facts.listed(node)), _start_cells(node, facts), facts)


@understands("ActivitiesPreferredStartingTimes", "SubactivitiesPreferredStartingTimes")
def _their_starts(node: Node, facts: Facts) -> Iterator[Said]:
    yield from _starts(node, facts.filtered(node), _start_cells(node, facts), facts)


def _start_cells(node: Node, facts: Facts) -> frozenset[Cell]:
    times = node.all("Preferred_Starting_Time")
    return facts.cells(times, "Preferred_Starting_Day", "Preferred_Starting_Hour")


def _starts(
    node: Node, lessons: frozenset[int], cells: frozenset[Cell], facts: Facts
) -> Iterator[Said]:
    """Where only one start is right, that is no rule but decided."""
    fields = {"starts": _texts(cells, facts)}
    draft = Draft.of(node, "prefer_times", "lesson", lessons, fields)
    if len(cells) == 1 and node.weight == ALWAYS:
        (cell,) = cells
        yield from (
            Fixed(lesson, cell, replace(draft, lessons=frozenset((lesson,)))) for lesson in lessons
        )
    else:
        yield draft


@understands("ActivityPreferredTimeSlots")
def _one_inside(node: Node, facts: Facts) -> Iterator[Said]:
    yield from _inside(node, frozenset(facts.listed(node)), facts)


@understands("ActivitiesPreferredTimeSlots", "SubactivitiesPreferredTimeSlots")
def _all_inside(node: Node, facts: Facts) -> Iterator[Said]:
    yield from _inside(node, facts.filtered(node), facts)


def _inside(node: Node, lessons: frozenset[int], facts: Facts) -> Iterator[Said]:
    """FET counts the hours outside, not the lessons."""
    times = node.all("Preferred_Time_Slot")
    cells = facts.cells(times, "Preferred_Day", "Preferred_Hour")
    fields: dict[str, Any] = {"times": _texts(cells, facts)}
    if node.weight < ALWAYS:
        fields["count"] = "periods"
    yield Draft.of(node, "prefer_times", "lesson", lessons, fields)


def _texts(cells: frozenset[Cell], facts: Facts) -> list[str]:
    """The times, of which there must be one."""
    if texts := facts.times.texts(cells):
        return texts
    raise NotUnderstood(NO_TIME)


@understands("ActivitiesSameStartingTime")
def _same_start(node: Node, facts: Facts) -> Iterator[Said]:
    """What must start together is one decision; if it only should, any two that do not count."""
    lessons = frozenset(facts.listed(node))
    if len(lessons) < 2:
        return
    about: About = "same start" if node.weight == ALWAYS else "apart"
    pairs = {} if node.weight == ALWAYS else {"pairs": True}
    yield Draft.of(node, "link_lessons", about, lessons, pairs)


@understands("ActivitiesSameStartingDay", "ActivitiesSameStartingHour")
def _same_day_or_hour(node: Node, facts: Facts) -> Iterator[Said]:
    lessons = frozenset(facts.listed(node))
    if len(lessons) > 1:
        fields: dict[str, Any] = {"same": node.tag.removeprefix("ActivitiesSameStarting").lower()}
        if node.weight < ALWAYS:
            fields["pairs"] = True
        yield Draft.of(node, "link_lessons", "apart", lessons, fields)
