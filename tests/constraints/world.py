"""Worlds: schools so small that every timetable of them can be tried.

To cover a new constraint, write ``tests/constraints/test_<kind>.py`` with its worlds::

    WORLDS = (
        World(school(course("1A PE", "pat", 2)), "{kind: limit_days, teachers: pat, at_most: 1}"),
    )

``test_contract.py`` finds them by the name of the file and checks all that every constraint
promises. Together the worlds of a kind must reach every line of its file. Below them stand a few
tests of what the rule means, derived by hand: the contract cannot see a mistake that ``encode``
and ``deviation`` share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product
from math import prod
from random import Random

from pydantic import TypeAdapter
from ruamel.yaml import YAML

from timetabler.constraints import any_constraint
from timetabler.constraints.base import Constraint, Point
from timetabler.models.facts import Team
from timetabler.models.resources import ClassGroup, Course, Group, Lock, Room, Teacher
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.week import MIDNIGHT, Kind, Span, Timeslot, Week

LIMIT = 2_000
"""Of larger worlds, this many timetables are drawn."""


class World:
    """A small school, some rules of one kind, and the timetables to try them on."""

    def __init__(
        self, school: School, *rules: str, faulty: bool = False, impossible: bool = False
    ) -> None:
        """``rules`` as they would be written in YAML. Faulty: lessons may also be too many, in no
        room, or given by nobody. Impossible: each rule has a shortage, so that no valid timetable
        keeps it."""
        self.school = school
        self.rules = tuple(rule(text) for text in rules)
        self.faulty = faulty
        self.impossible = impossible

    @property
    def exhaustive(self) -> bool:
        """Whether it is small enough to try every timetable."""
        return prod(len(self._options(course)) for course in self.school.courses) <= LIMIT

    def timetables(self) -> Iterator[Timetable]:
        """Every timetable with at most as many lessons as there should be, clashing or not."""
        options = [self._options(course) for course in self.school.courses]
        if self.exhaustive:
            choices: Iterable[tuple[tuple[Placement, ...], ...]] = product(*options)
        else:
            draw = Random(1)
            choices = (tuple(draw.choice(o) for o in options) for _ in range(LIMIT))
        for choice in choices:
            yield Timetable(self.school, (p for placements in choice for p in placements))

    def _options(self, course: Course) -> list[tuple[Placement, ...]]:
        rooms: tuple[str | None, ...] = self.school.rooms_for(course) or (None,)
        pools = course.staff
        if self.faulty:
            rooms = (*rooms, None)
            pools = tuple((*pool, "nobody") for pool in pools)
        staff = tuple(product(*pools))
        return [
            tuple(Placement(course, span, *how) for span, how in zip(spans, ways, strict=True))
            for lessons in range(len(course.lengths) + 1 + self.faulty)
            for spans in combinations(self.school.spans(course), lessons)
            for ways in product(product(rooms, staff), repeat=lessons)
        ]


def rule(text: str) -> Constraint:
    """A constraint as written in YAML."""
    value = YAML(typ="base", pure=True).load(text)
    found: Constraint = TypeAdapter(any_constraint()).validate_python(value)
    return found


# ---- small schools -------------------------------------------------------------------------------


def bells(text: str) -> tuple[Timeslot, ...]:
    """``S1 S2 | S3``: hours from 9:00; ``|`` is a break of 30 minutes, ``.`` 5 minutes of passing
    time, ``(S4)`` a home period."""
    result = []
    now = 9 * 60
    for number, word in enumerate(text.split()):
        if word == ".":
            now += 5
        elif word == "|":
            result.append(Timeslot(f"break{number}", now, now + 30, "break"))
            now += 30
        else:
            kind: Kind = "home" if word.startswith("(") else "lesson"
            result.append(Timeslot(word.strip("()"), now, now + 60, kind))
            now += 60
    return tuple(result)


def course(
    name: str,
    by: str = "",
    lessons: int | tuple[int, ...] = 1,
    *,
    rooms: str = "",
    minutes: int | None = None,
    across_breaks: bool = False,
) -> Course:
    """``course("1A+1B PE", "pat & mia|jo", (2, 1))``: a double and a single of PE for 1A and 1B
    together, with Pat and with Mia or Jo. Names of groups begin with a small letter."""
    pupils, _, subject = name.partition(" ")
    ids = tuple(pupils.split("+"))
    return Course(
        id=name,
        subject=subject,
        classes=tuple(i for i in ids if not i[0].islower()),
        groups=tuple(i for i in ids if i[0].islower()),
        staff=tuple(tuple(pool.strip().split("|")) for pool in by.split("&") if pool.strip()),
        lengths=(1,) * lessons if isinstance(lessons, int) else lessons,
        minutes=minutes,
        rooms=tuple(rooms.split()),
        across_breaks=across_breaks,
    )


def school(
    *courses: Course,
    classes: str = "1A=amy",
    day: str | Mapping[str, str] = "S1 S2",
    days: str = "Mon Tue",
    groups: Mapping[str, str] | None = None,
    holds: Mapping[str, int] | None = None,
    away: Mapping[str, str] | None = None,
    teams: Mapping[str, str] | None = None,
    locks: Iterable[Lock] = (),
    marks: Iterable[int] = (),
) -> School:
    """A small school; teachers and rooms are those that are named somewhere.

    ``classes``: ``1A=amy 1B=bob@R2`` (class teacher, home room; ``2A=kim:Mon/lee:Tue`` is a job
    share); the year is the first letter. ``day``: its bells, or those of each class. ``groups``:
    ``{"red": "1A"}``; a name such as ``red/maths`` puts the group into a split. ``holds``: classes
    per room. ``away``: times of teachers and rooms.
    """
    by_class = [_class(text, days.split()) for text in classes.split()]
    week = Week(tuple(days.split()), _timeslots(day, [c.id for c in by_class]))
    gone = {who: week.spans(times.split(", ")) for who, times in (away or {}).items()}
    teachers = dict.fromkeys(
        [t for c in by_class for t, _ in c.homes] + [t for c in courses for p in c.staff for t in p]
    )
    rooms = dict.fromkeys(
        [c.room for c in by_class if c.room] + [r for c in courses for r in c.rooms]
    )
    return School(
        name="Tiny",
        week=week,
        teachers=tuple(Teacher(t, t.title(), away=gone.get(t, ())) for t in teachers),
        rooms=tuple(
            Room(r, r.title(), (holds or {}).get(r, 1), away=gone.get(r, ())) for r in rooms
        ),
        classes=tuple(by_class),
        groups=tuple(
            Group(name.partition("/")[0], name, tuple(of.split()), name.partition("/")[2] or None)
            for name, of in (groups or {}).items()
        ),
        teams=tuple(Team(name, tuple(of.split())) for name, of in (teams or {}).items()),
        courses=courses,
        locks=tuple(locks),
        marks=frozenset(marks),
    )


def _class(text: str, days: list[str]) -> ClassGroup:
    name, _, rest = text.partition("=")
    teachers, _, room = rest.partition("@")
    homes = []
    for share in teachers.split("/") if teachers else ():
        teacher, _, when = share.partition(":")
        of_days = [days.index(d) for d in when.split(",")] if when else range(len(days))
        homes.append((teacher, tuple(Span(d, 0, MIDNIGHT) for d in of_days)))
    return ClassGroup(name, name, (name[0],), room=room or None, homes=tuple(homes))


def _timeslots(day: str | Mapping[str, str], classes: list[str]) -> tuple[Timeslot, ...]:
    if isinstance(day, str):
        return bells(day)
    return tuple(
        replace(slot, classes=frozenset([name])) for name in classes for slot in bells(day[name])
    )


# ---- timetables by hand --------------------------------------------------------------------------


def placed(school: School, *lessons: str) -> Timetable:
    """``placed(school, "1A PE: Mon S1 hall pat")``: rooms and teachers that leave no choice may be
    left out."""
    return Timetable(school, (_placement(school, text) for text in lessons))


def _placement(school: School, text: str) -> Placement:
    name, _, rest = text.partition(": ")
    course = school.course[name]
    day, slots, *others = rest.split()
    (span,) = school.times([f"{day} {slots}"], school.classes_of(course)[0])
    rooms = [word for word in others if word in school.room] or list(school.rooms_for(course)[:1])
    teachers = tuple(
        next((word for word in others if word in pool), pool[0]) for pool in course.staff
    )
    return Placement(course, span, rooms[0] if rooms else None, teachers)


def deviations(constraint: Constraint, timetable: Timetable) -> dict[str, int]:
    """Where a timetable deviates from a rule, by the key of the point."""
    amounts = {
        point.key: constraint.deviation(point, timetable) for point in points(constraint, timetable)
    }
    return {key: amount for key, amount in amounts.items() if amount}


def points(constraint: Constraint, timetable: Timetable) -> list[Point]:
    """The points that count: all but shadows."""
    return [p for p in constraint.points(timetable.school) if not p.shadow]
