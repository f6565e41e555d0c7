"""Small schools, random rules and random timetables for the tests of the solver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any, Literal

from constraints.world import course, duty, need, school
from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder, Lit, Sum
from timetabler.constraints.grounds import in_rooms
from timetabler.models.school import School
from timetabler.models.timetable import DutyPlacement, Placement, Timetable

MIXED = school(
    course("1A PE", "pat|sue", 2, rooms="hall oval", weeks=(0, 1)),
    course("1B PE", "pat|sue", rooms="hall oval", needs="trolley"),
    course("1A Art", "mia", (2, 1), rooms="hall", weeks=(0, 1)),
    course("1B Library", minutes=30, weeks=(1,)),
    course("1A+1B Music", "tom & pat|sue"),
    course("red Maths", "tom", needs="trolley"),
    course("blue EAL", "tom", withdraws="Art", rooms="R1 oval", weeks=(0,)),
    classes="1A=amy@R1 1B=bob@R2",
    duties=[
        duty("yard, Mon A recess", "Mon A 11:00-11:15", "amy|pat|tom"),
        duty("oval, Mon A recess", "Mon A 11:15-11:30", "amy|pat|sue", staff=2),
        duty("yard, Mon B recess", "Mon B 11:00-11:15", "amy|bob|pat"),
        duty("gate, Mon B S1", "Mon B S1", "pat|mia"),
    ],
    needs=[need("N1", "1A", 60, "ada|bea", times="Mon A S1, Mon B")],
    groups={"red/maths": "1A", "blue/maths": "1A"},
    holds={"oval": 2},
    day="S1 S2 | S3",
    days="Mon",
    weeks="A B",
)
"""Pools, rooms to choose from, doubles, half lessons, joint lessons, groups, home time, duties,
aides; a cycle of two weeks, with courses in one of them, in both alike, and anywhere."""


def timetables(of: School, draw: Random) -> Iterator[Timetable]:
    """Random timetables, valid or not: at most one lesson of a course at a span, and the same in
    every week if it is a weekly course; anybody who may for each duty."""
    while True:
        placements = []
        for c in of.courses:
            weekly = of.weekly(c)
            for span in of.spans(c):
                if weekly and of.week.week_of(span.day):
                    continue
                if draw.random() < 0.3:
                    rooms: tuple[str | None, ...] = of.rooms_for(c) or (None,)
                    if len(rooms) > 1:
                        rooms = (*rooms, None)
                    room = draw.choice(rooms)
                    staff = tuple(draw.choice(pool) for pool in c.staff)
                    times = of.twins(span) if weekly else (span,)
                    placements += [Placement(c, s, room, staff) for s in times]
        roster = [
            DutyPlacement(duty, person)
            for duty in of.duties
            for person in duty.people
            if draw.random() < 0.4
        ]
        yield Timetable(of, placements, roster)


class RandomRule(Constraint):
    """A few random statements in all words of the vocabulary; the same for the same number."""

    kind: Literal["random"] = "random"
    number: int
    nameless: bool = False
    """Whether nobody of a pool is asked for by name."""

    def points(self, school: School) -> Iterable[Point]:
        """One."""
        return [Point("only", (school,))]

    def encode(self, point: Point, enc: Encoder) -> None:  # noqa: ARG002
        """One to three statements."""
        words = _Words(Random(self.number), enc, self.nameless)
        for _ in range(words.draw.randint(1, 3)):
            words.statement()

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Left to the Evaluator."""
        raise NotImplementedError

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:  # noqa: ARG002
        """None."""
        return ()

    def sentence(self, point: Point) -> str:  # noqa: ARG002
        """What it is called."""
        return self.title()

    def title(self) -> str:
        """What it is called."""
        return f"Random rule {self.number}"


NOUNS = ("at", "at", "room", "rooms", "teacher", "teaches", "home", "busy", "duty")


class _Words:
    def __init__(self, draw: Random, enc: Encoder, nameless: bool) -> None:
        self.draw = draw
        self.enc = enc
        self.school = enc.school
        self.nameless = nameless

    def literal(self, depth: int = 2) -> Lit:
        draw, enc, school = self.draw, self.enc, self.school
        word = draw.choice([*NOUNS, "no", "any", "all"])
        if depth == 0 and word in ("no", "any", "all"):
            word = "at"
        if word == "no":
            return enc.no(self.literal(depth - 1))
        if word in ("any", "all"):
            lits = [self.literal(depth - 1) for _ in range(draw.randint(0, 4))]
            return enc.any_of(lits) if word == "any" else enc.all_of(lits)
        c = draw.choice(school.courses)
        moment = draw.choice(school.moments)
        span = draw.choice(list(school.spans(c)))
        who = draw.choice([*school.classes, *school.rooms, *self.people()])
        person = draw.choice(self.people())
        teacher = person.id
        room = draw.choice(school.rooms).id
        some_rooms = frozenset({room, draw.choice(school.rooms).id})
        duty = draw.choice(school.duties)
        class_id = draw.choice(school.classes).id
        if word == "room":
            return enc.in_room(c, span, room)
        if word == "teacher":
            return enc.taught_by(c, span, teacher)
        if word == "home":
            return enc.at_home(class_id, moment)
        if word == "busy":
            return enc.busy(who, moment)
        if word == "duty":
            return enc.on_duty(draw.choice(duty.people), duty)
        if word == "teaches":
            return enc.teaches(person, moment)
        if word == "rooms":
            return in_rooms(person, some_rooms, moment, enc)
        return enc.at(c, span)

    def people(self) -> list[Any]:
        pooled = {t for c in self.school.courses for p in c.staff if len(p) > 1 for t in p}
        return [t for t in self.school.teachers if not (self.nameless and t.id in pooled)]

    def total(self) -> Sum:
        draw, enc = self.draw, self.enc
        parts: list[Any] = [
            (self.literal(), draw.choice([-2, -1, 1, 1, 2, 3])) for _ in range(draw.randint(1, 5))
        ]
        if draw.random() < 0.5:
            moment = draw.choice(self.school.moments)
            parts.append(enc.load(draw.choice([*self.school.classes, *self.people()]), moment))
        if draw.random() < 0.3:
            pool = draw.choice(self.school.pools)
            parts.append((enc.demand(pool, draw.choice(self.school.moments)), draw.choice([-1, 2])))
        return enc.count(*parts, draw.randint(-1, 1))

    def statement(self) -> None:
        draw, enc = self.draw, self.enc
        k, times = draw.randint(-1, 3), draw.choice([1, 1, 2, 5])
        word = draw.choice(["most", "least", "exactly", "each", "holds"])
        if word == "most":
            enc.at_most(self.total(), k, times, once=draw.random() < 0.3)
        elif word == "least":
            enc.at_least(self.total(), k, times)
        elif word == "exactly":
            enc.exactly(self.total(), k, times)
        elif word == "each":
            enc.at_most_each([self.total() for _ in range(draw.randint(0, 3))], max(0, k), times)
        else:
            enc.holds(self.literal(), times)
