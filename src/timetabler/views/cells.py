"""What is to be seen of somebody in one period: the cells of a grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from timetabler.models.span import Span
from timetabler.models.timeslot import Period
from timetabler.views.rows import Row

Sort = Literal["class", "teacher", "room"]
Filling = Literal[
    "lesson",
    "home",
    "meeting",
    "support",
    "duty",
    "release",
    "free",
    "away",
    "break",
    "outside",
    "none",
]
"""What a cell is: see ``Doing``; a break, a time before or after school, or none on that day."""


@dataclass(frozen=True)
class Entry:
    """One line of a cell: what goes on, with whom and where."""

    title: str
    detail: str
    subject: str
    """Empty for release, duty and support."""
    filling: Filling
    code: str = ""
    """Short code of the subject of a lesson or meeting, unless it would only repeat its name."""
    time: str = ""
    """If it does not fill its period."""
    rows: tuple[Row, ...] = ()
    """What the grid of a class records with it: a row for each of its periods."""
    placed: str = ""
    """What is decided there, as ``Book.why`` knows it: the id of a lesson, or duty and person."""


@dataclass(frozen=True)
class Cell:
    """One period on one day."""

    filling: Filling
    entries: tuple[Entry, ...] = ()
    time: str = ""
    """If it is not the usual one of the row."""
    height: int = 1
    """Rows that it spans: a double is one cell. Of a day, times that it spans."""
    word: str = ""
    """What it says without entries. Free time says nothing."""


def one_lesson(earlier: Cell, later: Cell) -> bool:
    """Whether two cells that follow each other are parts of one lesson, and of nothing else."""
    if len(earlier.entries) != 1 or len(later.entries) != 1:
        return False
    one, other = earlier.entries[0], later.entries[0]
    whole = not (one.time or other.time)
    return whole and bool(one.placed) and (one.placed, one.detail) == (other.placed, other.detail)


class Bell(NamedTuple):
    """A timeslot at a time of day: classes that share bells share it."""

    timeslot: str
    start: int
    end: int

    @property
    def clock(self) -> str:
        """``08:50-09:50``."""
        return Span(0, self.start, self.end).clock

    @classmethod
    def of(cls, period: Period) -> Bell:
        """The bell of a period."""
        return cls(period.slot.id, period.slot.start, period.slot.end)
