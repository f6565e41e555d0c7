"""What stands in the way of an exchange, and what it costs, in plain words."""

from __future__ import annotations

from typing import NamedTuple

from timetabler.constraints.base import Point
from timetabler.explain.moves import Tried
from timetabler.explain.threads import Change
from timetabler.models.resources import ClassGroup, Room, Source, Teacher
from timetabler.models.school import Who
from timetabler.models.span import touches
from timetabler.models.timetable import DutyPlacement, Placement, Witness
from timetabler.models.wording import words


class Effect(NamedTuple):
    """What an exchange breaks, or what it costs by one rule."""

    text: str
    """In plain words, without a full stop at the end."""
    sources: tuple[Source, ...]
    """The line of the rule; of what always holds, those of what it is about; of a clash, those of
    the lessons in the way."""
    rule: int
    """Index of the rule among those of the problem."""
    cost: int = 0
    """What it costs more, or less; 0 if the rule is required."""


def broken(tried: Tried) -> tuple[Effect, ...]:
    """What an exchange breaks, each thing in the way once: a lesson of somebody else in the same
    room is told as theirs."""
    effects: dict[object, Effect] = {}
    for change in tried.breaks:
        text = _what_breaks(change, tried)
        there = in_the_way(change, tried)
        lines = dict.fromkeys(_source(placed) for placed in there)
        sources = tuple(lines) or change.rule.sources(change.point)
        effects.setdefault(there or text, Effect(text, sources, change.rule.index))
    return tuple(effects.values())


def _source(placed: Witness) -> Source:
    return placed.course.source if isinstance(placed, Placement) else placed.duty.source


def charged(tried: Tried) -> tuple[Effect, ...]:
    """What an exchange costs more or less: an effect for each rule that does not come out even."""
    by_rule: dict[int, list[Change]] = {}
    for change in tried.costs:
        by_rule.setdefault(change.rule.index, []).append(change)
    effects = []
    for index, changes in by_rule.items():
        cost = sum(change.cost for change in changes)
        most = max(changes, key=lambda change: change.cost if cost > 0 else -change.cost)
        if cost:
            text = most.rule.sentence(most.point)
            effects.append(Effect(text, most.rule.sources(most.point), index, cost))
    return tuple(sorted(effects, key=lambda effect: -abs(effect.cost)))


def _what_breaks(change: Change, tried: Tried) -> str:
    rule, point = change.rule, change.point
    if rule.kind == "avoid_clashes":
        return _clash(point, tried)
    said = "; ".join(rule.constraint.remarks(point, tried.timetable))
    return f"{rule.sentence(point)} ({said})" if said else rule.sentence(point)


def _clash(point: Point, tried: Tried) -> str:
    """What somebody, or a room, has at the time already."""
    who, _, name = point.about
    placed_now = (*tried.timetable.placements, *tried.timetable.duties)
    again = [placed for placed in tried.come if placed_now.count(placed) > 1]
    found = _already_there(point, tried) or again  # another lesson of the same course
    there = words(dict.fromkeys(_name(placed, who) for placed in found))
    if isinstance(who, Room):
        return f"{name} is taken by {there}" if there else f"{name} is too small for it"
    if there:
        return f"{name} has {there}"
    return f"{name} is with the own class" if isinstance(who, Teacher) else f"{name} is elsewhere"


def _name(placed: Witness, who: Who) -> str:
    """``1A PE``; to the class itself ``PE``."""
    if isinstance(placed, DutyPlacement):
        return f"duty ({placed.duty.id})"
    own = isinstance(who, ClassGroup) and placed.course.classes == (who.id,)
    return placed.course.subject if own else placed.course.id


def in_the_way(change: Change, tried: Tried) -> tuple[Witness, ...]:
    """The lessons and duties that would have to go, if what an exchange breaks is that something
    is there already."""
    if change.rule.kind == "avoid_clashes":
        return _already_there(change.point, tried)
    if change.rule.kind == "avoid_withdrawal":
        shown = change.rule.constraint.witnesses(change.point, tried.timetable)
        return tuple(placed for placed in shown if placed not in tried.come)
    return ()


def _already_there(point: Point, tried: Tried) -> tuple[Witness, ...]:
    """What else somebody, or a room, has where there is too much at the time of what has come."""
    who, capacity, _ = point.about
    timetable, school = tried.timetable, tried.timetable.school
    times = [p.span if isinstance(p, Placement) else p.duty.span for p in tried.come]
    moments = [
        m for time in times for m in school.within(time) if timetable.load(who, m) > capacity
    ]
    everybody: list[Who] = [who]
    if isinstance(who, ClassGroup):
        everybody += [school.group[g] for split in school.splits_of[who.id] for g in split]
    found: dict[Witness, None] = dict.fromkeys(
        placed for m in moments for one in everybody for placed in timetable.at(one, m)
    )
    if isinstance(who, Teacher):
        duties = (d for d in timetable.duties_of[who.id] if touches(moments, d.span))
        found |= dict.fromkeys(DutyPlacement(d, who.id) for d in duties)
    return tuple(placed for placed in found if placed not in tried.come)
