"""What a timetable consists of: where each lesson is, and who has each duty."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from timetabler.models.duties import Duty
from timetabler.models.resources import Course
from timetabler.models.span import Span


class Placement(NamedTuple):
    """One lesson: a course at a span, in a room, with one teacher for each pool of the course."""

    course: Course
    span: Span
    room: str | None = None
    teachers: tuple[str, ...] = ()
    """In the order of ``course.staff``; empty for a home course."""


class DutyPlacement(NamedTuple):
    """Who has a duty; one for each person."""

    duty: Duty
    person: str


Witness: TypeAlias = Placement | DutyPlacement
"""Whatever of a timetable can be shown."""


def order(placed: Placement) -> tuple[Span, str, str, tuple[str, ...]]:
    """Placements are sorted by time, then by course."""
    return placed.span, placed.course.id, placed.room or "", placed.teachers
