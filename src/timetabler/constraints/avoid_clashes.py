"""avoid_clashes: nobody and no room is in two places at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from math import prod
from typing import Literal

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder, Sum
from timetabler.models.resources import ClassGroup, Room, Teacher
from timetabler.models.school import School, Who
from timetabler.models.span import Span
from timetabler.models.strands import MOST
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural, words


class AvoidClashes(Constraint):
    """No teacher, class, group or room is in two places at once.

    Counted in minutes, so that it holds across different bells, half sessions and joint lessons.
    A class teacher whose class is in home time is with the class. A room holds as many classes as
    it says. Pupils of a class are with one lesson at a time: a lesson of the whole class excludes
    lessons of its groups, and groups of different splits exclude each other.

    The deviation is the number of minutes in which there is one thing too many.

    It always holds; no need to write it.
    """

    kind: Literal["avoid_clashes"] = "avoid_clashes"
    standing = True
    absence = True
    counts = ("minute",)
    example = "{kind: avoid_clashes, required: true}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each teacher, class, group and room, and shadows for pools of teachers."""
        people: tuple[tuple[str, tuple[Who, ...]], ...] = (
            ("teacher", school.teachers),
            ("class", school.classes),
            ("group", school.groups),
        )
        for name, members in people:
            for who in members:
                yield Point(f"{name}|{who.id}", (who, 1, who.name))
        for room in school.rooms:
            yield Point(f"room|{room.id}", (room, room.classes, room.name))
        for pool in school.pools:
            names = words(school.teacher[t].name for t in sorted(pool))
            key = f"pool|{'|'.join(sorted(pool))}"
            yield Point(key, (pool, len(pool), names), shadow=True)

    def encode(self, point: Point, enc: Encoder) -> None:
        """At every moment, the load is at most what there is room for."""
        who, capacity, _ = point.about
        for moment in enc.school.moments:
            loads = [enc.demand(who, moment)] if point.shadow else _loads(who, moment, enc)
            enc.at_most_each(loads, capacity, moment.minutes)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Minutes in which there is one thing too many, each counted as often as that."""
        _, capacity, _ = point.about
        return sum(
            m.minutes * max(0, _load(point, timetable, m) - capacity)
            for m in timetable.school.moments
        )

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:
        """The lessons that overlap."""
        who, capacity, _ = point.about
        found: dict[Placement, None] = {}
        for moment in timetable.school.moments:
            if _load(point, timetable, moment) <= capacity:
                continue
            members = [timetable.school.teacher[t] for t in sorted(who)] if point.shadow else [who]
            for member in members:
                found.update(dict.fromkeys(timetable.at(member, moment)))
            if isinstance(who, ClassGroup):
                groups = (g for split in timetable.school.splits_of[who.id] for g in split)
                for group in groups:
                    found.update(dict.fromkeys(timetable.at(timetable.school.group[group], moment)))
        return found

    def sentence(self, point: Point) -> str:
        """Who can be in one place only."""
        who, capacity, name = point.about
        if point.shadow:
            return f"{name} give at most {plural(capacity, 'lesson')} at a time"
        if isinstance(who, Room):
            return f"{name} holds at most {plural(capacity, 'class', 'classes')} at a time"
        if isinstance(who, Teacher):
            return f"{name} is in one place at a time"
        return f"The pupils of {name} are in one place at a time"

    def title(self) -> str:
        """The rule in a sentence."""
        return "No teacher, class, group or room is in two places at once"


def _loads(who: Who, moment: Span, enc: Encoder) -> list[Sum]:
    """The load, or several sums of which it is the greatest.

    Of a class, what pupils are at who are in one group of each split, for every choice of groups:
    no literal has to say whether any group of a split is at a lesson, and each sum is a clique.
    """
    school = enc.school
    splits = school.splits_of[who.id] if isinstance(who, ClassGroup) else ()
    if not splits or prod(map(len, splits)) > MOST:
        return [enc.load(who, moment)]
    whole = [x for c in school.courses_of_class[who.id] for x in enc.taught(c, moment)]
    return [
        enc.count(*whole, *(enc.out(group, moment) for group in choice))
        for choice in product(*splits)
    ]


def _load(point: Point, timetable: Timetable, moment: Span) -> int:
    who = point.about[0]
    return timetable.demand(who, moment) if point.shadow else timetable.load(who, moment)
