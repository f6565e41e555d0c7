"""The vocabulary listened to for what a point looks at: which facts of a timetable it depends on.

A constraint never learns who listens, and every truth value is opaque here, so what it reads does
not depend on any timetable. Its deviation is a function of what it reads, and of nothing else: a
change of anything else leaves it as it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Countable, Encoder, Lit, Sum
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


class _Lit:
    """A truth value that nobody knows: a fact, or made of several. A set of facts, as bits."""

    __slots__ = ("facts",)

    def __init__(self, facts: int) -> None:
        self.facts = facts


class Tracer(Encoder):
    """Collects what a point reads: whatever connects two truth values, it reads both.

    A set of facts is an integer, with a bit for each: a school has tens of thousands of facts, and
    a point may read thousands.
    """

    def __init__(self, school: School) -> None:
        super().__init__(school)
        self._read = 0
        self._known: dict[Fact, _Lit] = {}
        self._bits: dict[object, list[int]] = defaultdict(list)
        """Course or duty, by its id -> the numbers of the bits of the facts about it."""

    def reads(self, constraint: Constraint, point: Point) -> int:
        """Everything that the deviation at a point depends on, as bits."""
        self._read = 0
        constraint.encode(point, self)
        return self._read

    def bit(self, fact: Fact) -> int:
        """A fact as a bit; none, if no point has read it so far."""
        return self._known[fact].facts if fact in self._known else 0

    def about(self, what: object) -> int:
        """All facts about a course or a duty, by its id, that any point has read so far."""
        found = bytearray(len(self._known) // 8 + 1)
        for bit in self._bits.get(what, ()):
            found[bit // 8] |= 1 << bit % 8
        return int.from_bytes(found, "little")

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
        found = self._known.get(fact)
        if found is None:
            self._bits[fact[0]].append(len(self._known))
            found = self._known[fact] = _Lit(1 << len(self._known))
        return found

    def _not(self, lit: Lit) -> Lit:
        return lit

    def _or(self, lits: tuple[Lit, ...]) -> Lit:
        return _joined(lits, decisive=True)

    def any_of(self, lits: Iterable[Lit]) -> Lit:
        """See Encoder."""
        return _joined(lits, decisive=True)

    def all_of(self, lits: Iterable[Lit]) -> Lit:
        """See Encoder."""
        return _joined(lits, decisive=False)

    def count(self, *things: Countable) -> Sum:
        """See Encoder. All in one term: here ``x`` less ``not x`` must not come to nothing."""
        const = facts = 0
        for thing in things:
            item, factor = thing, 1
            if isinstance(thing, tuple) and not isinstance(thing, Sum):
                item, factor = thing
            if isinstance(item, Sum):
                const += factor * item.const
                for lit, _ in item.terms:
                    facts |= lit.facts
            elif isinstance(item, int):  # bool too
                const += factor * int(item)
            else:
                one: Lit = item
                facts |= one.facts
        return Sum(((_Lit(facts), 1),) if facts else (), const)

    def at_most(
        self,
        total: Sum,
        k: int,  # noqa: ARG002
        times: int = 1,  # noqa: ARG002
        *,
        once: bool = False,  # noqa: ARG002
    ) -> None:
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
        for lit, _ in total.terms:
            self._read |= lit.facts


def _joined(lits: Iterable[Lit], *, decisive: bool) -> Lit:
    """A truth value made of others, unless one of them decides it."""
    facts = 0
    for lit in lits:
        if lit is decisive:
            return decisive
        if not isinstance(lit, bool):
            facts |= lit.facts
    return _Lit(facts) if facts else not decisive
