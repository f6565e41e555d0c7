"""The vocabulary spoken to the solver: atoms become variables, statements become rows.

Whether a statement is required, soft or guarded is decided here, once, for all constraints:

* required: a row;
* soft: its deviation is added to the cost, without a variable where it is linear;
* guarded: a row that holds only while the guard of its point is true (to find conflicts).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder, Lit, NeedsNames, Sum
from timetabler.models.duties import Duty
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import DutyPlacement, Placement, Timetable
from timetabler.solver.decisions import Decisions
from timetabler.solver.model import Limit, Linear, Literal, Model, linear


class Bounds(NamedTuple):
    """A statement: every total lies from ``low`` to ``high`` (None: no limit)."""

    totals: tuple[Linear, ...]
    low: int | None
    high: int | None
    times: int
    once: bool = False
    """Whether a total above ``high`` is charged as one, however far it is."""


@dataclass(frozen=True)
class Given:
    """What is decided already: facts, not variables."""

    lessons: Timetable | None = None
    """The times and rooms of these."""
    names: bool = False
    """Who of a pool gives them, too."""
    roster: Timetable | None = None
    """Who has which duty."""
    idle: bool = False
    """Nobody has a lesson or an own class: duties are looked at alone."""


NOTHING = Given()


class CpSat(Encoder):
    """Compiles constraints into a Model.

    By capacity: who of a pool gives a lesson is left open; a point that asks for names is
    refused (``state`` returns False) and belongs to the naming afterwards.

    Present: only who is on site can give a lesson, and somebody must, as the school requires of
    everybody. Where one person of a pool is left, the name is known.

    Given: a part of the timetable that is decided already.

    Repeats: a lesson of every week is one decision, as the school requires of every course.
    """

    def __init__(
        self,
        school: School,
        *,
        by_capacity: bool = False,
        present: bool = False,
        given: Given = NOTHING,
        repeats: bool = True,
    ) -> None:
        super().__init__(school)
        self.model = Model()
        self.by_capacity = by_capacity
        self.present = present
        self.given = given
        self.repeats = repeats
        placed = () if given.lessons is None else given.lessons.placements
        self._placed = {(p.course.id, p.span): p for p in placed}
        self._decided = given.idle or given.lessons is not None
        self._decisions = Decisions()
        self._at: dict[tuple[str, Span], Lit] = {}
        self._pending: list[Bounds] = []
        self._required: list[list[Bounds]] = []

    # ---- atoms -------------------------------------------------------------------------------

    def at(self, course: Course, span: Span) -> Lit:
        """See Encoder."""
        found = self._at.get((course.id, span))
        if found is None:
            found = self._at[course.id, span] = self._made(course, span)
        return found

    def _made(self, course: Course, span: Span) -> Lit:
        """``at``, when it is asked for the first time."""
        if span not in self.school.spans(course):
            return False
        if self._decided:
            return (course.id, span) in self._placed
        key = (course.id, self._once(course, span))
        lessons = self._decisions.at
        if key not in lessons:
            lessons[key] = self.model.literal()
        return lessons[key]

    def at_home(self, class_id: str, moment: Span) -> Lit:
        """See Encoder."""
        return False if self.given.idle else super().at_home(class_id, moment)

    def _once(self, course: Course, span: Span) -> Span:
        """The span that stands for it in every week, if it is the same in each."""
        if self.repeats and self.school.weekly(course):
            return self.school.week.in_week(span, 0)
        return span

    def on_duty(self, person: str, duty: Duty) -> Lit:
        """See Encoder."""
        if person not in duty.people:
            return False
        if self.given.roster is not None:
            return person in self.given.roster.of_duty[duty.id]
        key = (duty.id, person)
        duties = self._decisions.duty
        if key not in duties:
            duties[key] = self.model.literal()
        return duties[key]

    def in_room(self, course: Course, span: Span, room_id: str) -> Lit:
        """See Encoder. At most one room for a lesson is structure: it always holds."""
        rooms = self.school.rooms_for(course)
        at = self.at(course, span)
        if room_id not in rooms or at is False:
            return False
        if len(rooms) == 1:
            return at
        if self._decided:
            return self._placed[course.id, span].room == room_id
        key = (course.id, self._once(course, span))
        chosen = self._decisions.room
        if key not in chosen:
            chosen[key] = {room: self.model.literal() for room in rooms}
            total = self.count(*chosen[key].values(), (at, -1))
            self.model.define(linear(total), -1, 0)
        return chosen[key][room_id]

    def with_teacher(self, course: Course, span: Span, pool: int, teacher_id: str) -> Lit:
        """See Encoder. Exactly one of the pool for each lesson is structure."""
        at = self.at(course, span)
        if at is False or teacher_id not in (names := self._names(course, span, pool)):
            return False
        if len(names) == 1:
            return at
        if self.given.names:
            return self._placed[course.id, span].teachers[pool] == teacher_id
        if self.by_capacity:
            raise NeedsNames
        key = (course.id, self._once(course, span), pool)
        chosen = self._decisions.teacher
        if key not in chosen:
            found = {name: self.model.literal() for name in names}
            self.model.define(linear(self.count(*found.values(), (self.no(at), 1))), 1, 1)
            chosen[key] = found
        return chosen[key][teacher_id]

    def _names(self, course: Course, span: Span, pool: int) -> tuple[str, ...]:
        """Who of the pool can give the lesson."""
        names = course.staff[pool]
        if self.present and len(names) > 1:
            weekly = self.repeats and self.school.weekly(course)
            spans = self.school.twins(span) if weekly else (span,)
            people = self.school.teacher
            names = tuple(n for n in names if all(people[n].here(s) for s in spans))
        return names

    # ---- connectives -------------------------------------------------------------------------

    def _not(self, lit: Lit) -> Lit:
        return lit.negation

    def _or(self, lits: tuple[Lit, ...]) -> Lit:
        return self.model.any_of(lits)

    # ---- statements --------------------------------------------------------------------------

    def at_most(self, total: Sum, k: int, times: int = 1, *, once: bool = False) -> None:
        """See Encoder."""
        self._pending.append(Bounds((linear(total),), None, k, times, once))

    def at_least(self, total: Sum, k: int, times: int = 1) -> None:
        """See Encoder."""
        self._pending.append(Bounds((linear(total),), k, None, times))

    def exactly(self, total: Sum, k: int, times: int = 1) -> None:
        """See Encoder."""
        self._pending.append(Bounds((linear(total),), k, k, times))

    def at_most_each(self, totals: Sequence[Sum], k: int, times: int = 1) -> None:
        """See Encoder."""
        self._pending.append(Bounds(tuple(linear(t) for t in totals), None, k, times))

    def state(
        self,
        constraint: Constraint,
        point: Point,
        *,
        weight: int | None = None,
        least: int = 0,
        guard: Literal | None = None,
    ) -> bool:
        """Compiles one point; False (and nothing left behind) if it needs names not decided here.

        ``weight`` makes it soft, and ``least`` is a deviation that it has in any case; with a
        ``guard`` it holds only while that is true.
        """
        self._pending = []
        try:
            constraint.encode(point, self)
        except NeedsNames:
            return False
        if weight is None and guard is None:
            self._required.append(self._pending)
        charged = []
        for bounds in self._pending:
            if weight is None:
                self._require(bounds, guard)
            else:
                charged.append((self._charge(bounds, weight), bounds.times))
        if least:
            self.model.expect(charged, least)
        return True

    def families(self) -> Iterator[list[Limit]]:
        """The limits that each required point sets: the first of each statement, the second, ..."""
        for point in self._required:
            limits = [(bounds.totals, bounds.high) for bounds in point if bounds.high is not None]
            for number in range(max((len(totals) for totals, _ in limits), default=0)):
                yield [Limit(totals[number], k) for totals, k in limits if len(totals) > number]

    def _require(self, bounds: Bounds, guard: Literal | None) -> None:
        for total in bounds.totals:
            least, most = self.model.range(total)
            low = least if bounds.low is None else bounds.low
            high = most if bounds.high is None else bounds.high
            self.model.require(total, low, high, guard)

    def _charge(self, bounds: Bounds, weight: int) -> Linear:
        price = weight * bounds.times
        above = []
        for terms, const in bounds.totals:
            if bounds.high is not None:
                above.append(Linear(terms, const - bounds.high))
            if bounds.low is not None:
                above.append(-Linear(terms, const - bounds.low))
        return self.model.charge_above(above, price, once=bounds.once)

    # ---- timetables --------------------------------------------------------------------------

    def timetable(self, values: Sequence[int]) -> Timetable:
        """Reads a timetable off an assignment. By capacity, nobody is named for the pools."""
        placements = []
        for course in self.school.courses:
            for span in self.school.spans(course):
                at = self.at(course, span)
                if at is not False and (at is True or at.value(values)):
                    room = self._room_of(course, span, values)
                    teachers = self._teachers_of(course, span, values)
                    placements.append(Placement(course, span, room, teachers))
        return Timetable(self.school, placements, self._roster_of(values))

    def _roster_of(self, values: Sequence[int]) -> Iterator[DutyPlacement]:
        for duty in self.school.duties:
            for person in duty.people:
                if _true(self.on_duty(person, duty), values):
                    yield DutyPlacement(duty, person)

    def _room_of(self, course: Course, span: Span, values: Sequence[int]) -> str | None:
        rooms = self.school.rooms_for(course)
        if len(rooms) == 1:
            return rooms[0]
        chosen = (r for r in rooms if _true(self.in_room(course, span, r), values))
        return next(chosen, None)

    def _teachers_of(self, course: Course, span: Span, values: Sequence[int]) -> tuple[str, ...]:
        if self.by_capacity:
            return ()
        return tuple(
            next(n for n in names if _true(self.with_teacher(course, span, i, n), values))
            for i, names in enumerate(course.staff)
        )

    @property
    def lessons(self) -> list[int]:
        """The variables that say when lessons are."""
        return [at.variable for at in self._decisions.at.values()]

    @property
    def decides_duties(self) -> bool:
        """Whether it is open who has which duty."""
        return bool(self._decisions.duty)

    def places(self) -> Iterator[tuple[int, Span, tuple[object, ...]]]:
        """Each decision about a lesson: its variable, its span, and all that it says besides."""
        return self._decisions.places(self.school)

    def things(self) -> Iterator[tuple[int, Course | Duty, int]]:
        """Each decision: its variable, the course or duty that it is about, and the day."""
        return self._decisions.things(self.school)

    def roles(self) -> dict[int, tuple[Any, ...]]:
        """What each decision is about, with the team in place of the class."""
        return self._decisions.roles(self.school)

    def assignment(self, timetable: Timetable) -> list[int]:
        """The assignment that says this timetable, whether it keeps the rules or not."""
        return self.model.complete(self._decisions.known(timetable, self._once))


def _true(lit: Lit, values: Sequence[int]) -> bool:
    return lit if isinstance(lit, bool) else lit.value(values)
