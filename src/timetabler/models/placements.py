"""What a timetable consists of: where each lesson is, and who has each duty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeAlias, TypeVar

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


Key = TypeVar("Key")
Keys: TypeAlias = Callable[[Placement], Iterable[Key]]


def indexed(placements: Iterable[Placement], keys: Keys[Key]) -> dict[Key, tuple[Placement, ...]]:
    """key -> the placements that have it, in their order."""
    result: dict[Key, list[Placement]] = defaultdict(list)
    for placed in placements:
        for key in keys(placed):
            result[key].append(placed)
    return {key: tuple(found) for key, found in result.items()}


def reindexed(
    index: Mapping[Key, tuple[Placement, ...]],
    keys: Keys[Key],
    gone: Iterable[Placement],
    come: Iterable[Placement],
) -> dict[Key, tuple[Placement, ...]]:
    """An index of sorted placements without some of them, and with others."""
    result = dict(index)
    for placed in gone:
        for key in keys(placed):
            left = list(result[key])
            left.remove(placed)
            result[key] = tuple(left)
    for placed in come:
        for key in keys(placed):
            result[key] = tuple(sorted((*result.get(key, ()), placed), key=order))
    return result
