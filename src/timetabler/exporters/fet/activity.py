"""A lesson as FET has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from timetabler.models.resources import Course
from timetabler.models.timetable import Placement

Cell: TypeAlias = tuple[int, int]
"""Index of a day, number of an hour; both from 0."""


@dataclass(frozen=True, eq=False)
class Activity:
    """One lesson. A course of several is a split: activities that share the id of the first."""

    id: int
    split: int
    """0: it is the only one."""
    total: int
    """Hours of all of the split."""
    placement: Placement
    lesson: str
    """Our id of it: ``1A PE #2``."""
    teachers: tuple[str, ...]
    """Names."""
    students: tuple[str, ...]
    """Names of years and groups."""
    tags: tuple[str, ...]
    """Names."""
    hours: range
    room: str
    """Name; empty if it has none."""

    @property
    def course(self) -> Course:
        """Its course."""
        return self.placement.course

    @property
    def start(self) -> Cell:
        """Where it is."""
        return self.placement.span.day, self.hours[0]
