"""The vocabulary listened to for what a point looks at: which facts of a timetable it depends on.

A constraint never learns who listens, and every truth value is opaque here, so what it reads does
not depend on any timetable. Its deviation is a function of what it reads, and of nothing else: a
change of anything else leaves it as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder, Lit, Sum
from timetabler.models.duties import Duty
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Witness

Fact: TypeAlias = tuple[object, ...]
"""One thing that a timetable says, true or not: a lesson of a course is at a span, in a room, with
a teacher; a person has a duty. The atoms of the vocabulary."""


def facts_of(placed: Witness) -> Iterator[Fact]:
    """What is true because of one placement."""
    if not isinstance(placed, Placement):
        yield placed.duty.id, placed.person
        return
    course, span, room, teachers = placed
    yield course.id, span
    yield course.id, span, room
    for pool, teacher in enumerate(teachers):
        yield course.id, span, pool, teacher


class Tracer(Encoder):
    """Collects what a point reads."""

    def __init__(self, school: School) -> None:
        super().__init__(school)
        self._read: set[int] = set()
        self._seen: set[object] = set()
        self._facts: list[Fact] = []
        self._numbers: dict[Fact, _Lit] = {}

    def reads(self, constraint: Constraint, point: Point) -> frozenset[Fact]:
        """Everything that the deviation at a point depends on."""
        self._read, self._seen = set(), set()
        constraint.encode(point, self)
        return frozenset(self._facts[n] for n in self._read)

    def at(self, course: Course, span: Span) -> Lit:
        """See Encoder."""
        return self._fact((course.id, span))

    def in_room(self, course: Course, span: Span, room_id: str) -> Lit:
        """See Encoder."""
        return self._fact((course.id, span, room_id))

    def with_teacher(self, course: Course, span: Span, pool: int, teacher_id: str) -> Lit:
        """See Encoder."""
        return self._fact((course.id, span, pool, teacher_id))

    def on_duty(self, person: str, duty: Duty) -> Lit:
        """See Encoder."""
        return self._fact((duty.id, person))

    def _fact(self, fact: Fact) -> _Lit:
        found = self._numbers.get(fact)
        if found is None:
            found = self._numbers[fact] = _Lit(number=len(self._facts))
            self._facts.append(fact)
        return found

    def _not(self, lit: Lit) -> Lit:
        return lit.negation or lit.negated()

    def _or(self, lits: tuple[Lit, ...]) -> Lit:
        return _Lit(of=lits)

    def at_most(self, total: Sum, k: int, times: int = 1) -> None:  # noqa: ARG002
        """See Encoder."""
        self._take(total)

    def at_least(self, total: Sum, k: int, times: int = 1) -> None:  # noqa: ARG002
        """See Encoder."""
        self._take(total)

    def exactly(self, total: Sum, k: int, times: int = 1) -> None:  # noqa: ARG002
        """See Encoder."""
        self._take(total)

    def at_most_each(self, totals: Sequence[Sum], k: int, times: int = 1) -> None:  # noqa: ARG002
        """See Encoder."""
        for total in totals:
            self._take(total)

    def _take(self, total: Sum) -> None:
        """Down to the facts that a sum is made of; each truth value once for a point."""
        todo: list[_Lit] = [lit for lit, _ in total.terms]
        while todo:
            lit = todo.pop()
            if lit in self._seen:
                continue
            self._seen.add(lit)
            if lit.number is not None:
                self._read.add(lit.number)
            todo += lit.of


class _Lit:
    """A truth value that nobody knows: a fact, or made of others."""

    __slots__ = ("negation", "number", "of")

    def __init__(self, number: int | None = None, of: tuple[_Lit, ...] = ()) -> None:
        self.number = number
        self.of = of
        self.negation: _Lit | None = None

    def negated(self) -> _Lit:
        self.negation = _Lit(of=(self,))
        self.negation.negation = self
        return self.negation
