"""People, places and classes: the facts of a school. Nothing here decides anything."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple

from timetabler.models.span import Span, touches


class Source(NamedTuple):
    """Where a fact or rule was written: 1-based line and column."""

    file: str
    line: int
    column: int
    sheet: str = ""
    """Of a workbook: then line and column are those of a cell; 0 if it is about the whole sheet."""

    @property
    def cell(self) -> str:
        """``C5``; empty if it is no cell of a workbook."""
        letters, number = "", self.column if self.sheet and self.line else 0
        while number:
            number, last = divmod(number - 1, 26)
            letters = chr(ord("A") + last) + letters
        return f"{letters}{self.line}" if letters else ""

    def __str__(self) -> str:
        if self.sheet:
            where = f", cell {self.cell}" if self.cell else ""
            return f"{self.file}: sheet {self.sheet}{where}"
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Source("", 0, 0)
"""The source of facts and rules that nobody wrote: they always hold."""


Role = Literal["teacher", "aide", "other"]
"""``aide``: supports pupils in class and gives no lessons. ``other``: neither (principal)."""


@dataclass(frozen=True, eq=False)
class Teacher:
    """A person who teaches, or another member of staff: whoever can be somewhere."""

    id: str
    name: str
    fte: float = 1.0
    away: tuple[Span, ...] = ()
    """Off site; disjoint and in order."""
    role: Role = "teacher"
    source: Source = NOWHERE
    email: str = ""

    def here(self, span: Span) -> bool:
        """Whether on site for the whole of it."""
        return not touches(self.away, span)

    def share(self, amount: int) -> int:
        """What a full-time amount is for this person pro rata, rounded down."""
        return math.floor(round(amount * self.fte, 6))


@dataclass(frozen=True, eq=False)
class Room:
    """A place, with or without walls."""

    id: str
    name: str
    classes: int = 1
    """How many classes it holds at once."""
    away: tuple[Span, ...] = ()
    """Closed then."""
    site: str = ""
    """Where it is, if the school has several sites."""
    zone: str = ""
    """Which end of the grounds it is at, for duties near lessons."""
    wet: tuple[str, ...] = ()
    """Rooms to which its lessons go in wet weather: any of them. Given only if it is outdoors."""
    source: Source = NOWHERE

    def here(self, span: Span) -> bool:
        """Whether open for the whole of it."""
        return not touches(self.away, span)


@dataclass(frozen=True, eq=False)
class ClassGroup:
    """A class: pupils who share a home room and a class teacher."""

    id: str
    name: str
    years: tuple[str, ...] = ()
    """More than one makes it composite."""
    students: int | None = None
    room: str | None = None
    site: str = ""
    """Where the class is in home time, if the school has several sites."""
    homes: tuple[tuple[str, tuple[Span, ...]], ...] = ()
    """Class teachers, each with the minutes in which the class is theirs (job shares have two)."""
    away: tuple[Span, ...] = ()
    """Not at school then: the class has no periods that have a minute in common with these."""
    source: Source = NOWHERE


@dataclass(frozen=True, eq=False)
class Group:
    """Part of a class, or pupils of several classes, taught apart from the rest.

    Groups share pupils when they have a class in common, unless both belong to the same ``split``
    (the parts of one split are disjoint). A group always shares pupils with its own classes. The
    parts of a split that is ``whole`` are together all pupils of their classes.
    """

    id: str
    name: str
    classes: tuple[str, ...]
    split: str | None = None
    whole: bool = True
    students: int | None = None
    away: tuple[Span, ...] = ()
    """Not at school then, though the rest of the class may be."""
    source: Source = NOWHERE


@dataclass(frozen=True, eq=False)
class Subject:
    """What other programs call a subject of the courses."""

    name: str
    code: str = ""
    """Short, for cells and for keying in; empty: made from the name."""
    learning_area: str = ""
    """Of the curriculum: ``Health and Physical Education``."""
    source: Source = NOWHERE


@dataclass(frozen=True, eq=False)
class Course:
    """Lessons of one subject for the same pupils: one line of what must be taught.

    An entry of the school file for many classes becomes one course for each class.
    """

    id: str
    """``1A PE``: unique in the school."""
    subject: str
    classes: tuple[str, ...]
    """Ids of the whole classes taught, together if several; empty if only groups are taught, or
    nobody: then it is a meeting of its staff."""
    groups: tuple[str, ...] = ()
    staff: tuple[tuple[str, ...], ...] = ()
    """Pools: one teacher of each is there, the same one for all lessons of the course.

    A pool of one is a fixed teacher. No pools: the class teachers of that time teach it.
    """
    with_home: bool = False
    """Whether the class teachers of that time are there besides the pools (library, sport)."""
    lengths: tuple[int, ...] = (1,)
    """Lessons a week, each as its length in periods: ``(2, 1, 1)``.

    Of a course that is not in every week: lessons in the whole cycle."""
    weeks: tuple[int, ...] | None = None
    """Weeks of the cycle in which its lessons may be; None: every week, at the same times."""
    needs: tuple[str, ...] = ()
    """Rooms that each lesson takes besides its own: a trolley of laptops is one without walls."""
    withdraws: tuple[str, ...] | None = None
    """Pupils are withdrawn from their class, and may miss lessons of these subjects for it.

    None: they miss no lesson; they come out of home time."""
    minutes: int | None = None
    """Length of each lesson in minutes, for lessons shorter than a period."""
    rooms: tuple[str, ...] = ()
    """Any one of these; none: the home room of the class."""
    across_breaks: bool = False
    """Whether a lesson of several periods may run across a break."""
    tags: tuple[str, ...] = ()
    """Words by which rules speak of it, besides subject, class, teacher and room."""
    entry: int = 0
    """Index of the entry of the school file that it came from."""
    source: Source = NOWHERE

    @property
    def staff_only(self) -> bool:
        """Whether it is a meeting of its staff, without pupils."""
        return not self.classes and not self.groups

    @property
    def home(self) -> bool:
        """Whether the class teachers of that time are there, if there are any."""
        return self.with_home or not self.staff


@dataclass(frozen=True)
class Lock:
    """What a school has already decided about a course: one of its lessons is at this time.

    ``span`` is None when only room or teacher are locked, for all lessons of the course.
    """

    course: str
    span: Span | None = None
    room: str | None = None
    teacher: str | None = None
    source: Source = NOWHERE
