"""Exchanges with one or two other lessons or duties that keep every required rule, best first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timetabler.explain.moves import Tried, attempt, moved, spans, works
from timetabler.explain.obstacles import in_the_way
from timetabler.explain.question import Index, Thing
from timetabler.explain.threads import Trials
from timetabler.models.span import Span
from timetabler.models.timetable import DutyPlacement, Placement, Timetable, Witness

TRIES = 250
"""Exchanges that are tried at most in which something gives way: 1 to 2 ms each."""

ENOUGH = 3
"""If so many cost nothing more, others are not looked for."""


class Swaps:
    """The search for exchanges in one timetable."""

    def __init__(self, trials: Trials, index: Index) -> None:
        self._trials = trials
        self._timetable = trials.timetable
        self._school = trials.timetable.school
        self._things = (*index.lessons, *index.duties)
        self._thing_of = index.thing_of
        self._left = TRIES

    def of(self, thing: Thing, elsewhere: Sequence[Tried]) -> tuple[Tried, ...]:
        """Exchanges of a lesson or duty, the cheapest first: one for each other time of it, or
        each other person.

        ``elsewhere``: its other places as they were tried alone. First it changes places with one
        that shares its class, teacher or room; then what stands in its way elsewhere gives way:
        another lesson goes to another time, a duty to another person.
        """
        found: dict[Span | str, Tried] = {}
        self._left = TRIES
        near = sorted(elsewhere, key=lambda tried: (len(tried.breaks), tried.cost))
        for exchanges in (
            self._partners(thing),
            (swap for tried in near for swap in self._giving_way(tried, others=1)),
            (swap for tried in near for swap in self._giving_way(tried, others=2)),
        ):
            for swap in exchanges:
                first = swap.come[0]
                there = first.span if isinstance(first, Placement) else first.person
                if there not in found or _price(swap) < _price(found[there]):
                    found[there] = swap
            if sum(swap.cost <= 0 for swap in found.values()) >= ENOUGH:
                break
        return tuple(sorted(found.values(), key=_price))

    def _partners(self, thing: Thing) -> Iterator[Tried]:
        """Exchanges with each lesson of the same pupils, teachers or room; of a duty, with each of
        another person."""
        for other in self._things:
            come = _exchanged(thing, other, self._timetable)
            if come and works(self._trials, (*thing, *other), come):
                yield attempt(self._trials, (*thing, *other), come)

    def _giving_way(self, tried: Tried, others: int) -> Iterator[Tried]:
        """Exchanges in which so many others at most make room, where nothing else is broken."""
        obstacles = self._obstacles(tried)
        if not 0 < len(obstacles) <= others:
            return
        gone = (*tried.gone, *obstacles[0])
        for option in self._options(obstacles[0]):
            if not self._left:
                return
            self._left -= 1
            come = (*tried.come, *option)
            if others == 1:
                if works(self._trials, gone, come):
                    yield attempt(self._trials, gone, come)
                continue
            after = attempt(self._trials, gone, come)
            if after.breaks:
                yield from self._giving_way(after, others - 1)
            else:
                yield after

    def _obstacles(self, tried: Tried) -> list[Thing]:
        """The others in the way; none if something is broken for another reason, or by what has
        been moved already, or if another lesson of the course is there: they are alike."""
        courses = {placed.course for placed in tried.gone if isinstance(placed, Placement)}
        found: dict[Thing, None] = {}
        for change in tried.breaks:
            there = in_the_way(change, tried)
            things = [self._thing_of[placed] for placed in there if placed in self._thing_of]
            if not there or len(things) < len(there):
                return []
            if any(isinstance(one, Placement) and one.course in courses for one in there):
                return []
            found |= dict.fromkeys(things)
        return list(found)

    def _options(self, thing: Thing) -> Iterator[Thing]:
        """The other times of a lesson, the other people for a duty."""
        first = thing[0]
        if isinstance(first, DutyPlacement):
            for person in first.duty.people:
                if person not in self._timetable.of_duty[first.duty.id]:
                    yield (DutyPlacement(first.duty, person),)
            return
        for span in spans(first, self._school):
            option = moved(thing, span, self._school)
            if option != thing:
                yield option


def _price(swap: Tried) -> tuple[int, int]:
    """What it costs, then how many have to move."""
    return swap.cost, len(swap.gone)


def _exchanged(thing: Thing, other: Thing, timetable: Timetable) -> tuple[Witness, ...]:
    """Both after an exchange of times, or of people; nothing if they have nothing to exchange."""
    one, two = thing[0], other[0]
    school = timetable.school
    if isinstance(one, DutyPlacement) and isinstance(two, DutyPlacement):
        fits = one.person in two.duty.people and two.person in one.duty.people
        new = (one.duty.id, two.person), (two.duty.id, one.person)
        taken = any(person in timetable.of_duty[duty] for duty, person in new)
        if not fits or taken or one.person == two.person:
            return ()
        return DutyPlacement(one.duty, two.person), DutyPlacement(two.duty, one.person)
    if not isinstance(one, Placement) or not isinstance(two, Placement) or one.course is two.course:
        return ()
    if one.span == two.span or len(thing) != len(other) or not _share(one, two, timetable):
        return ()
    if two.span not in spans(one, school) or one.span not in spans(two, school):
        return ()
    return (*moved(thing, two.span, school), *moved(other, one.span, school))


def _share(one: Placement, other: Placement, timetable: Timetable) -> bool:
    """Whether two lessons have pupils, a teacher or the room in common."""
    school = timetable.school
    pupils = not set(school.classes_of(one.course)).isdisjoint(school.classes_of(other.course))
    teachers = not set(timetable.teachers_of(one)).isdisjoint(timetable.teachers_of(other))
    return pupils or teachers or (one.room is not None and one.room == other.room)
