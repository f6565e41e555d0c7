"""One day of the whole school, time across: who is where when.

Bells may differ from class to class, so the times are cut wherever something may begin or end for
anybody: at each moment of the day just one column is now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from timetabler.models.calendar import weekdays
from timetabler.models.resources import ClassGroup, Teacher
from timetabler.models.span import Span
from timetabler.views.activities import Activity
from timetabler.views.book import Book
from timetabler.views.cells import Bell, Cell, Sort, one_lesson
from timetabler.views.naming import only_clock
from timetabler.views.painter import Painter


class Time(NamedTuple):
    """A column of a day."""

    label: str
    """``S1``; of classes with different bells ``S3 / lunch``; empty if they have more, or if it is
    named by its time alone."""
    start: int
    end: int

    @property
    def clock(self) -> str:
        """``08:50-09:50``."""
        return Span(0, self.start, self.end).clock


class Lane(NamedTuple):
    """The day of one class or person."""

    id: str
    name: str
    about: str
    """Of a class its own teachers and room; of a person what they do."""
    cells: tuple[Cell | None, ...]
    """One for each time; None where the cell before reaches on."""


class Board(NamedTuple):
    """The day of everybody of one sort."""

    sort: Sort
    times: tuple[Time, ...]
    """By time, without overlap; there are gaps where nobody has a period."""
    lanes: tuple[Lane, ...]


class Day(NamedTuple):
    """One day of the cycle."""

    name: str
    boards: tuple[Board, ...]
    """Of the classes, and of all who teach or have something else to do."""


class Today(NamedTuple):
    """How to find the day of the cycle, which is meant by its index."""

    dates: Mapping[str, int]
    """``2027-02-01`` -> day, of every date with school; none if the school has no calendar."""
    weekdays: Mapping[int, int]
    """Of a week without dates: day of the week, from Monday as 0 -> day. None in a longer cycle."""
    timezone: str
    """``Australia/Melbourne``; empty if nobody says."""


def days(book: Book) -> tuple[Day, ...]:
    """Every day of the cycle."""
    school = book.school
    staff = filter(book.activities.has_something, school.teachers)
    classes = [(Painter(book, c), _about(book, c)) for c in school.classes]
    people = [(painter, painter.about()) for painter in (_Whereabouts(book, t) for t in staff)]
    return tuple(
        Day(name, (_board("class", classes, day), _board("teacher", people, day)))
        for day, name in enumerate(school.week.days)
    )


def today(book: Book) -> Today:
    """Which day of the cycle is on which date; or on which day of the week, without dates."""
    school = book.school
    found = school.calendar.dates(school.week)
    dates = {each.date.isoformat(): each.day for each in found if each.day is not None}
    on = weekdays(school.week) if not dates and len(school.week.days_by_week) == 1 else ()
    return Today(dates, {day: index for index, day in enumerate(on)}, school.calendar.timezone)


class _Whereabouts(Painter):
    """Where a member of staff is: with every room, also one that goes without saying in their own
    timetable, and away in breaks too."""

    def __init__(self, book: Book, who: Teacher) -> None:
        super().__init__(book, who)
        self.here = who.here

    def column(self, day: int) -> dict[Bell, Cell]:
        return {
            bell: cell
            if cell.entries or self.here(Span(day, bell.start, bell.end))
            else Cell("away", word=self._word("away"))
            for bell, cell in super().column(day).items()
        }

    def _rooms(self, activity: Activity) -> list[str]:
        needs = activity.course.needs if activity.course else ()
        return [self.school.room[r].name for r in (activity.room, *needs) if r is not None]


def _about(book: Book, class_: ClassGroup) -> str:
    teachers = " and ".join(book.school.teacher[t].name for t, _ in class_.homes)
    room = book.school.room[class_.room].name if class_.room else ""
    return " · ".join(filter(None, [teachers, room]))


class _Piece(NamedTuple):
    """A cell with its place in the day."""

    start: int
    end: int
    cell: Cell


def _board(sort: Sort, who: Sequence[tuple[Painter, str]], day: int) -> Board:
    columns = [painter.column(day) for painter, _ in who]
    lanes = [list(_joined(_pieces(column))) for column in columns]
    times = tuple(_times(columns, lanes))
    return Board(
        sort,
        times,
        tuple(
            Lane(painter.who.id, painter.who.name, about, _cells(pieces, times))
            for (painter, about), pieces in zip(who, lanes, strict=True)
        ),
    )


def _times(columns: Iterable[Mapping[Bell, Cell]], lanes: Iterable[list[_Piece]]) -> Iterator[Time]:
    bells = sorted({bell for column in columns for bell in column}, key=lambda b: (b[1], b[2], b))
    pieces = {(piece.start, piece.end) for pieces in lanes for piece in pieces}
    for start, end in pairwise(sorted({minute for piece in pieces for minute in piece})):
        if any(first <= start and end <= last for first, last in pieces):
            over = (
                bell.timeslot
                for bell in bells
                if bell.start <= start
                and end <= bell.end
                and not only_clock(bell.timeslot, bell.clock)
            )
            labels = tuple(dict.fromkeys(over))
            yield Time(" / ".join(labels) if len(labels) <= _LABELS else "", start, end)


_LABELS = 2
"""So many names of a time are said; classes whose bells differ more have only the clock."""


def _pieces(column: Mapping[Bell, Cell]) -> Iterator[_Piece]:
    """The cells of somebody by time; those of bells that overlap are put together."""
    together: list[tuple[Bell, Cell]] = []
    for bell, cell in sorted(column.items(), key=lambda item: (item[0].start, item[0].end)):
        if together and bell.start >= max(b.end for b, _ in together):
            yield _piece(together)
            together = []
        together.append((bell, cell))
    if together:
        yield _piece(together)


def _piece(together: Sequence[tuple[Bell, Cell]]) -> _Piece:
    start, end = min(b.start for b, _ in together), max(b.end for b, _ in together)
    telling = [(bell, cell) for bell, cell in together if cell.entries] or together[:1]
    _, cell = telling[0]
    if len(together) > 1:
        entries = (replace(e, time=e.time or bell.clock) for bell, c in telling for e in c.entries)
        cell = replace(cell, entries=tuple(entries))
    return _Piece(start, end, cell)


def _joined(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """A double, and a time away, are one cell."""
    last: _Piece | None = None
    for piece in pieces:
        if last is not None and last.end == piece.start and _same(last.cell, piece.cell):
            last = last._replace(end=piece.end)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _same(earlier: Cell, later: Cell) -> bool:
    return one_lesson(earlier, later) or earlier == later == Cell("away", word=later.word)


def _cells(pieces: Iterable[_Piece], times: Sequence[Time]) -> tuple[Cell | None, ...]:
    """A cell for each time at which one begins; an empty one where somebody has none."""
    cells: list[Cell | None] = [Cell("none")] * len(times)
    for piece in pieces:
        inside = [i for i, t in enumerate(times) if piece.start <= t.start and t.end <= piece.end]
        cells[inside[0] : inside[-1] + 1] = [None] * len(inside)
        cells[inside[0]] = replace(piece.cell, height=len(inside))
    return tuple(cells)
