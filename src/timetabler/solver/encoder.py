"""The vocabulary spoken to the solver: atoms become variables, statements become rows.

Whether a statement is required, soft or guarded is decided here, once, for all constraints:

* required: a row;
* soft: its deviation is added to the cost, without a variable where it is linear;
* guarded: a row that holds only while the guard of its point is true (to find conflicts).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder, Lit, NeedsNames, Sum
from timetabler.models.duties import Duty
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.timetable import DutyPlacement, Placement, Timetable
from timetabler.models.week import Span
from timetabler.solver.model import Linear, Literal, Model, linear


class Bounds(NamedTuple):
    """A statement: every total lies from ``low`` to ``high`` (None: no limit)."""

    totals: tuple[Linear, ...]
    low: int | None
    high: int | None
    times: int


class CpSat(Encoder):
    """Compiles constraints into a Model.

    By capacity: who of a pool gives a lesson is left open; a point that asks for names is
    refused (``state`` returns False) and belongs to the naming afterwards.

    Present: only who is on site can give a lesson, as the school requires of everybody. Where one
    person of a pool is left, the name is known.

    Fixed: the times and rooms of this timetable are facts, only names remain to be decided.

    Roster: who has which duty in this timetable is a fact.

    Repeats: a lesson of every week is one decision, as the school requires of every course.
    """

    def __init__(
        self,
        school: School,
        *,
        by_capacity: bool = False,
        present: bool = False,
        fixed: Timetable | None = None,
        roster: Timetable | None = None,
        repeats: bool = True,
    ) -> None:
        super().__init__(school)
        self.model = Model()
        self.by_capacity = by_capacity
        self.present = present
        self.repeats = repeats
        self._fixed = fixed
        self._roster = roster
        self._duty: dict[tuple[str, str], Literal] = {}
        self._at: dict[tuple[str, Span], Literal] = {}
        self._room: dict[tuple[str, Span], dict[str, Lit]] = {}
        self._teacher: dict[tuple[str, Span, int], dict[str, Literal]] = {}
        self._pending: list[Bounds] = []

    # ---- atoms -------------------------------------------------------------------------------

    def at(self, course: Course, span: Span) -> Lit:
        """See Encoder."""
        if span not in self.school.spans(course):
            return False
        if self._fixed is not None:
            return any(p.span == span for p in self._fixed.of_course[course.id])
        key = (course.id, self._once(course, span))
        if key not in self._at:
            self._at[key] = self.model.literal()
        return self._at[key]

    def _once(self, course: Course, span: Span) -> Span:
        """The span that stands for it in every week, if it is the same in each."""
        if self.repeats and self.school.weekly(course):
            return self.school.week.in_week(span, 0)
        return span

    def on_duty(self, person: str, duty: Duty) -> Lit:
        """See Encoder."""
        if person not in duty.people:
            return False
        if self._roster is not None:
            return person in self._roster.of_duty[duty.id]
        key = (duty.id, person)
        if key not in self._duty:
            self._duty[key] = self.model.literal()
        return self._duty[key]

    def in_room(self, course: Course, span: Span, room_id: str) -> Lit:
        """See Encoder. At most one room for a lesson is structure: it always holds."""
        rooms = self.school.rooms_for(course)
        at = self.at(course, span)
        if room_id not in rooms or at is False:
            return False
        if len(rooms) == 1:
            return at
        if self._fixed is None:
            span = self._once(course, span)
        key = (course.id, span)
        if key not in self._room:
            self._room[key] = self._rooms(course, span, rooms)
        return self._room[key][room_id]

    def _rooms(self, course: Course, span: Span, rooms: tuple[str, ...]) -> dict[str, Lit]:
        if self._fixed is not None:
            placed = {p.room for p in self._fixed.of_course[course.id] if p.span == span}
            return {room: room in placed for room in rooms}
        found = {room: self.model.literal() for room in rooms}
        total = self.count(*found.values(), (self.at(course, span), -1))
        self.model.require(linear(total), -1, 0)
        return found

    def with_teacher(self, course: Course, span: Span, pool: int, teacher_id: str) -> Lit:
        """See Encoder. Exactly one of the pool for each lesson is structure."""
        names = self._names(course, span, pool)
        at = self.at(course, span)
        if teacher_id not in names or at is False:
            return False
        if len(names) == 1:
            return at
        if self.by_capacity:
            raise NeedsNames
        key = (course.id, self._once(course, span), pool)
        if key not in self._teacher:
            found = {name: self.model.literal() for name in names}
            self.model.require(linear(self.count(*found.values(), (self.no(at), 1))), 1, 1)
            self._teacher[key] = found
        return self._teacher[key][teacher_id]

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

    def at_most(self, total: Sum, k: int, times: int = 1) -> None:
        """See Encoder."""
        self._pending.append(Bounds((linear(total),), None, k, times))

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
        guard: Literal | None = None,
    ) -> bool:
        """Compiles one point; False (and nothing left behind) if it needs names not decided here.

        ``weight`` makes it soft; with a ``guard`` it holds only while that is true.
        """
        self._pending = []
        try:
            constraint.encode(point, self)
        except NeedsNames:
            return False
        for bounds in self._pending:
            if weight is None:
                self._require(bounds, guard)
            else:
                self._charge(bounds, weight)
        return True

    def _require(self, bounds: Bounds, guard: Literal | None) -> None:
        for total in bounds.totals:
            least, most = self.model.range(total)
            low = least if bounds.low is None else bounds.low
            high = most if bounds.high is None else bounds.high
            self.model.require(total, low, high, guard)

    def _charge(self, bounds: Bounds, weight: int) -> None:
        price = weight * bounds.times
        above = []
        for terms, const in bounds.totals:
            if bounds.high is not None:
                above.append(Linear(terms, const - bounds.high))
            if bounds.low is not None:
                above.append(-Linear(terms, const - bounds.low))
        self.model.charge_above(above, price)

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
        return [at.variable for at in self._at.values()]

    def roles(self) -> dict[int, tuple[Any, ...]]:
        """What each decision is about, with the team in place of the class."""
        team = {c: t.id for t in self.school.teams for c in t.classes}
        kind = {
            course.id: (
                course.subject,
                course.staff,
                frozenset(team.get(c, c) for c in self.school.classes_of(course)),
            )
            for course in self.school.courses
        }
        result: dict[int, tuple[Any, ...]] = {}
        for (course, span), at in self._at.items():
            result[at.variable] = (kind[course], span)
        for (course, span), rooms in self._room.items():
            for room, lit in rooms.items():
                result[lit.variable] = (kind[course], span, room)
        for (course, span, pool), names in self._teacher.items():
            for name, lit in names.items():
                result[lit.variable] = (kind[course], span, pool, name)
        for (duty_id, name), lit in self._duty.items():
            person = self.school.teacher[name]
            result[lit.variable] = (duty_id, person.role, person.fte)
        return result

    def assignment(self, timetable: Timetable) -> list[int]:
        """The assignment that says this timetable, whether it keeps the rules or not."""
        known: dict[int, int] = {}
        for placement in timetable.placements:
            course = placement.course
            span = self._once(course, placement.span)
            if (at := self._at.get((course.id, span))) is not None:
                known[at.variable] = 1
            for room, lit in self._room.get((course.id, span), {}).items():
                if isinstance(lit, Literal):
                    known[lit.variable] = int(room == placement.room)
            for pool, name in enumerate(placement.teachers):
                for teacher, lit in self._teacher.get((course.id, span, pool), {}).items():
                    known[lit.variable] = int(teacher == name)
        for duty, person in timetable.duties:
            if (lit := self._duty.get((duty.id, person))) is not None:
                known[lit.variable] = 1
        return self.model.complete(known)


def _true(lit: Lit, values: Sequence[int]) -> bool:
    return lit if isinstance(lit, bool) else lit.value(values)
