"""What staff do besides lessons: yard duty, and support of pupils in class. Facts only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from timetabler.models.resources import NOWHERE, Source
from timetabler.models.span import Span

Sort = Literal["duty", "support"]
"""``duty``: watching an area at a time. ``support``: an aide in class, for a need."""


@dataclass(frozen=True, eq=False)
class DutyArea:
    """A part of the grounds that is watched."""

    id: str
    name: str
    points: int = 1
    """A minute there counts as so many: unloved duties count for more."""
    site: str = ""
    zone: str = ""
    wet: str = ""
    """Where whoever has the duty goes in wet weather; empty: stays."""
    source: Source = NOWHERE


@dataclass(frozen=True, eq=False)
class Need:
    """Hours of support that a class, or a pupil known by a code, is to have from aides."""

    id: str
    name: str
    class_id: str
    minutes: int
    """A week; in each week of the cycle."""
    people: tuple[str, ...]
    """Any of these aides."""
    subjects: tuple[str, ...] = ()
    """Only during lessons of these subjects; none: at any time that is allowed."""
    most_people: int | None = 1
    """At most so many different aides; None: any number."""
    source: Source = NOWHERE


@dataclass(frozen=True, eq=False)
class Duty:
    """Something at one time that needs people: one area at one duty time, or support at one time.

    Like a lesson it has a fixed place in the facts; who does it is decided.
    """

    id: str
    """``oval, Mon recess 1``: unique in the school."""
    sort: Sort
    area: str
    """Id of the area, or of the need."""
    time: str
    """Name of the duty time, or of the timeslot: ``recess 1``."""
    span: Span
    people: tuple[str, ...]
    """Who may do it: allowed to, and on site for all of it. In the order of the school."""
    least: int = 1
    """People needed."""
    most: int = 1
    """People at most."""
    fixed: tuple[str, ...] = ()
    """People who have it in any case."""
    source: Source = NOWHERE
