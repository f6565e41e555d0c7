"""Other places for a lesson or duty, each tried on the timetable: what breaks, what it costs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product
from typing import NamedTuple

from timetabler.explain.question import Thing
from timetabler.explain.threads import Change, Trials
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import DutyPlacement, Placement, Timetable, Witness


class Tried(NamedTuple):
    """An exchange that was tried, and what it does to the rules."""

    gone: Thing
    come: Thing
    timetable: Timetable
    """After it."""
    breaks: tuple[Change, ...]
    """Required rules that would be broken, or broken more than they are."""
    costs: tuple[Change, ...]
    """Weighted rules that would cost more or less."""

    @property
    def cost(self) -> int:
        """What it costs more in all; less than 0 if it costs less."""
        return sum(change.cost for change in self.costs)


def attempt(trials: Trials, gone: Collection[Witness], come: Collection[Witness]) -> Tried:
    """An exchange with all that it does."""
    gone, come = tuple(gone), tuple(come)
    new = trials.timetable.exchanged(gone, come)
    changes = tuple(trials.changes(gone, come, new))
    breaks = tuple(change for change in changes if change.breaks)
    costs = tuple(change for change in changes if not change.rule.required)
    return Tried(gone, come, new, breaks, costs)


def works(trials: Trials, gone: Collection[Witness], come: Collection[Witness]) -> bool:
    """Whether an exchange breaks no required rule: only counted until the first that it does."""
    return not any(change.breaks for change in trials.changes(gone, come))


def places(thing: Thing, trials: Trials) -> tuple[Tried, ...]:
    """Every other place for a lesson, by time: at each time as it is now, or, if that breaks or
    costs something, in the best room and with the best teachers. Of a duty: everybody else."""
    first = thing[0]
    if isinstance(first, DutyPlacement):
        people = (p for p in first.duty.people if p != first.person)
        return tuple(
            attempt(trials, thing, (DutyPlacement(first.duty, person),))
            for person in people
            if person not in trials.timetable.of_duty[first.duty.id]
        )
    found = (_best(thing, span, trials) for span in spans(first, trials.timetable.school))
    return tuple(tried for tried in found if tried is not None)


def spans(placed: Placement, school: School) -> tuple[Span, ...]:
    """Where a lesson could be, for its length; of one of every week, in the first week."""
    course = placed.course
    length = school.spans(course).get(placed.span)
    fitting = tuple(school.spans(course)) if length is None else school.places(course, length)
    if not school.weekly(course):
        return fitting
    return tuple(span for span in fitting if school.week.week_of(span.day) == 0)


def moved(thing: Thing, span: Span, school: School) -> Thing:
    """A lesson at another time, in each week that it is in."""
    return tuple(
        p._replace(
            span=school.week.in_week(span, school.week.week_of(p.span.day))
            if school.weekly(p.course)
            else span
        )
        for p in thing
        if isinstance(p, Placement)
    )


def _best(thing: Thing, span: Span, trials: Trials) -> Tried | None:
    best: Tried | None = None
    for come in _ways(moved(thing, span, trials.timetable.school), trials.timetable):
        if come == thing:
            continue
        tried = attempt(trials, thing, come)
        if best is None or (len(tried.breaks), tried.cost) < (len(best.breaks), best.cost):
            best = tried
        if not best.breaks and best.cost <= 0:
            break
    return best


def _ways(thing: Thing, timetable: Timetable) -> Iterator[Thing]:
    """A lesson as it is, then in its other rooms and with its other teachers. Teachers stay if the
    course has more lessons, because they are the same in all."""
    first = thing[0]
    assert isinstance(first, Placement)
    course = first.course
    yield thing
    rooms = timetable.school.rooms_for(course) or (first.room,)
    alone = len(timetable.of_course[course.id]) == len(thing)
    staff = tuple(product(*course.staff)) if alone else (first.teachers,)
    for room, teachers in product(rooms, staff):
        if (room, teachers) != (first.room, first.teachers):
            yield tuple(
                p._replace(room=room, teachers=teachers) for p in thing if isinstance(p, Placement)
            )
