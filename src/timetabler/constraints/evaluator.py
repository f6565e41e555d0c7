"""The vocabulary read over one finished timetable: every literal a bool, every sum an integer.

It makes ``encode`` comparable with ``deviation`` without a solver: the heart of the contract tests.
"""

from __future__ import annotations

from collections.abc import Sequence

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder, Lit, Sum
from timetabler.models.duties import Duty
from timetabler.models.resources import Course
from timetabler.models.span import Span
from timetabler.models.timetable import Timetable


class Evaluator(Encoder):
    """Adds up the deviation that the statements of a point state about one timetable."""

    def __init__(self, timetable: Timetable) -> None:
        super().__init__(timetable.school)
        self._placed = timetable.of_course
        self._duties = timetable.of_duty
        self._total = 0

    def deviation(self, constraint: Constraint, point: Point) -> int:
        """The deviation at a point, as ``encode`` says it."""
        self._total = 0
        constraint.encode(point, self)
        return self._total

    def at(self, course: Course, span: Span) -> Lit:
        """See Encoder."""
        return any(p.span == span for p in self._placed[course.id])

    def in_room(self, course: Course, span: Span, room_id: str) -> Lit:
        """See Encoder."""
        return any(p.span == span and p.room == room_id for p in self._placed[course.id])

    def with_teacher(self, course: Course, span: Span, pool: int, teacher_id: str) -> Lit:
        """See Encoder."""
        return any(
            p.span == span and p.teachers[pool] == teacher_id for p in self._placed[course.id]
        )

    def on_duty(self, person: str, duty: Duty) -> Lit:
        """See Encoder."""
        return person in self._duties[duty.id]

    def _not(self, lit: Lit) -> Lit:
        raise AssertionError(f"{lit!r} is no bool")

    def _or(self, lits: tuple[Lit, ...]) -> Lit:
        raise AssertionError(f"{lits!r} are no bools")

    def at_most(self, total: Sum, k: int, times: int = 1, *, once: bool = False) -> None:
        """See Encoder."""
        above = max(0, total.const - k)
        self._total += times * (min(above, 1) if once else above)

    def at_least(self, total: Sum, k: int, times: int = 1) -> None:
        """See Encoder."""
        self._total += times * max(0, k - total.const)

    def exactly(self, total: Sum, k: int, times: int = 1) -> None:
        """See Encoder."""
        self._total += times * abs(total.const - k)

    def at_most_each(self, totals: Sequence[Sum], k: int, times: int = 1) -> None:
        """See Encoder."""
        self._total += times * max(0, max((t.const for t in totals), default=0) - k)
