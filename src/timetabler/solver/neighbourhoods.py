"""Improvement of a large school: what stands around a wish that is not met is free, all else stays.

Courses and duties are neighbours if they need the same class, person or room: mostly one can move
only if another makes room. So what is free is one of them, its neighbours, and theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random
from typing import TypeAlias

from timetabler.models.duties import Duty
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.solver.compile import Compiled
from timetabler.solver.cpsat import emit, limit_cost
from timetabler.solver.engine import Engine, Taking
from timetabler.solver.moves import Kind, Moves
from timetabler.solver.restricted import Restricting
from timetabler.solver.run import LIGHT, Result, Settings, run

MOVE_SECONDS = 0.2
"""For one move, in deterministic time."""
FIRST_SHARE = 0.1
LEAST_SHARE = 0.005
TRIES = 50
"""Neighbours that are looked at without finding a new one, before a neighbourhood is complete."""
SUBSOLVER = ("max_lp",)
"""The more a search knows about the relaxation of so small a model, the better: without it, it
gains half as much in the same time."""

Thing: TypeAlias = Course | Duty


class Ground:
    """What a school has to decide, and what stands in each other's way."""

    def __init__(self, compiled: Compiled) -> None:
        self.model = compiled.model
        self.day: dict[int, int] = {}
        """Of each decision."""
        self.thing: dict[int, Thing] = {}
        """What each decision is about."""
        self.decisions: dict[Thing, list[int]] = defaultdict(list)
        for variable, thing, day in compiled.encoder.things():
            self.day[variable] = day
            self.thing[variable] = thing
            self.decisions[thing].append(variable)
        self.things = list(self.decisions)
        users: dict[Hashable, list[Thing]] = defaultdict(list)
        for thing in self.things:
            for needed in _needs(compiled.problem.school, thing):
                users[needed].append(thing)
        self.beside: dict[Thing, list[list[Thing]]] = {
            thing: [users[needed] for needed in _needs(compiled.problem.school, thing)]
            for thing in self.things
        }
        """For each class, person and room that it needs: all that need it."""
        self.members = {o.result.variable: o.members for o in self.model.ors}
        self.above = {s.variable: s.above for s in self.model.slacks}

    def unmet(self, values: Sequence[int]) -> list[int]:
        """The variables that cost more in a solution than they might."""
        low, high = self.model.low, self.model.high
        return [
            v
            for v, price in self.model.cost.items()
            if values[v] != (low[v] if price > 0 else high[v])
        ]

    def about(self, variable: int) -> Iterator[int]:
        """The decisions that a variable depends on."""
        if variable in self.thing:
            yield variable
        for member in self.members.get(variable, ()):
            yield from self.about(member.variable)
        for expression in self.above.get(variable, ()):
            for v, _ in expression.terms:
                yield from self.about(v)

    def grown(self, start: Thing, size: float, draw: Random) -> list[Thing]:
        """A neighbourhood with so many decisions."""
        found, inside = [start], {start}
        number, tries = len(self.decisions[start]), 0
        while number < size and tries < TRIES:
            tries += 1
            beside = self.beside[draw.choice(found)]
            for thing in draw.choice(beside) if beside else ():
                if thing not in inside:
                    inside.add(thing)
                    found.append(thing)
                    number += len(self.decisions[thing])
                    tries = 0
        return found


def _needs(school: School, thing: Thing) -> list[Hashable]:
    """The classes and people of a course or duty, and the room if there is but one."""
    if isinstance(thing, Duty):
        return list(thing.people)
    rooms = school.rooms_for(thing)
    people = [name for names in thing.staff for name in names]
    classes = [("class", class_id) for class_id in school.classes_of(thing)]
    return [*classes, *people, *((("room", room) for room in rooms) if len(rooms) == 1 else ())]


@dataclass(frozen=True)
class Part:
    """Decisions that are free in one move."""

    kind: Kind
    free: Collection[int]
    values: Sequence[int]
    """The solution that it starts from."""


class Neighbourhoods(Moves[Part]):
    """A neighbourhood search over one compiled problem."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.model = engine.compiled.model
        self.anywhere = Kind("anywhere", FIRST_SHARE, LEAST_SHARE)
        self.some_days = Kind("around, some days", FIRST_SHARE, LEAST_SHARE)
        self.kinds = (self.anywhere, Kind("around", FIRST_SHARE, LEAST_SHARE), self.some_days)
        self.taking = Taking(self.search, engine.accept)
        self.moves = 0

    @cached_property
    def ground(self) -> Ground:
        """Where moves are."""
        return Ground(self.engine.compiled)

    @cached_property
    def restricting(self) -> Restricting:
        """What leaves only a part of it open."""
        return Restricting(self.model)

    def improve(self, seconds: float) -> None:
        """Moves on from the best timetable until proved or told to stop, or nothing gains."""
        if not self.ground.things:
            return
        self.values: Sequence[int] = self.engine.incumbent
        self.cost = self.model.cost_of(self.values)
        self.go(seconds)
        self.taking.take()

    def choose(self) -> Part:
        """What to free next."""
        ground, draw, kind = self.ground, self.random, self.draw()
        unmet = [] if kind is self.anywhere else ground.unmet(self.values)
        about = sorted(set(ground.about(draw.choice(unmet)))) if unmet else ()
        start = ground.thing[draw.choice(about)] if about else draw.choice(ground.things)
        if kind is not self.some_days:
            things = ground.grown(start, kind.share * len(ground.thing), draw)
            free = {v for thing in things for v in ground.decisions[thing]}
        else:
            share = kind.share**0.5
            things = ground.grown(start, share * len(ground.thing), draw)
            days = self.days(start, share)
            free = {v for thing in things for v in ground.decisions[thing] if ground.day[v] in days}
        return Part(kind, free, self.values)

    def days(self, thing: Thing, share: float) -> set[int]:
        """Some of all days, two at the least, one of them with something of this."""
        ground, draw = self.ground, self.random
        days = sorted(set(ground.day.values()))
        now = sorted({ground.day[v] for v in ground.decisions[thing] if self.values[v]})
        first = [draw.choice(now)] if now else []
        others = [day for day in draw.sample(days, len(days)) if day not in first]
        return set((first + others)[: max(2, round(share * len(days)))])

    def move(self, _worker: int, part: Part) -> Result:
        """Finds the best for what is free."""
        left = self.restricting.around(part.values, part.free)
        cp = emit(left.model, cost=True)
        limit_cost(cp, left.model, self.search.bound, self.model.cost_of(part.values))
        self.moves += 1
        seed = self.search.seed + self.moves
        settings = Settings(1, seed, MOVE_SECONDS, SUBSOLVER, LIGHT, repeatable=True)
        hint = [part.values[v] for v in left.variables]
        result = run(cp, settings, lambda _values, _bound: self.stopping, hint=hint)
        if result.values is None:
            return result
        values = list(part.values)
        for variable, value in zip(left.variables, result.values, strict=True):
            values[variable] = value
        return replace(result, values=values)

    def finish(self, part: Part, result: Result) -> bool:
        """Goes to where the move leads, if that is better; says whether it is."""
        gain = 0
        if result.values is not None:
            gain = self.model.cost_of(part.values) - self.model.cost_of(result.values)
        part.kind.learn(result, gain)
        values = self.moved(part, result.values) if result.values is not None and gain else None
        cost = self.cost if values is None else self.model.cost_of(values)
        better = values if cost < self.cost else None
        if better is not None:
            self.values, self.cost = better, cost
        self.taking.offer(better)
        return better is not None

    def moved(self, part: Part, values: Sequence[int]) -> Sequence[int] | None:
        """The solution that the search is at, with what a move has found.

        Another move may have ended since this one began: then both are made. None if they cannot.
        """
        decided = {v: self.values[v] for v in self.ground.thing}
        decided |= {v: values[v] for v in part.free}
        complete = self.model.complete(decided)  # what no row needed has any value
        alone = part.values is self.values
        return complete if alone or self.restricting.holds(complete) else None
