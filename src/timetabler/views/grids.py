"""The week of one class, teacher or room as a grid: days across, timeslots down.

Bells may differ from day to day, and a teacher may meet classes that follow different ones. Rows
of one timeslot id are merged into one unless a day has two of them; a cell whose time is not the
usual one of its row says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from timetabler.models.resources import ClassGroup, Room, Teacher
from timetabler.views.book import Book
from timetabler.views.cells import Bell, Cell, Sort
from timetabler.views.painter import Painter

SORTS: dict[Sort, str] = {"class": "Classes", "teacher": "Teachers", "room": "Rooms"}
"""The sorts of grids, each with its heading, in reading order."""


@dataclass(frozen=True)
class GridRow:
    """One timeslot."""

    label: str
    time: str
    minutes: int
    cells: tuple[Cell | None, ...]
    """One for each day; None where a cell above reaches down."""

    @property
    def band(self) -> bool:
        """Whether it is nothing but a break on every day."""
        return all(c is not None and c.filling == "break" and not c.time for c in self.cells)


class GridWeek(NamedTuple):
    """One week of somebody."""

    name: str
    """``A``; empty if the cycle has no weeks."""
    days: tuple[str, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True)
class Grid:
    """All that somebody does: a week, or each week of a cycle of several."""

    sort: Sort
    id: str
    name: str
    about: str
    """What a reader wants to know beside the grid: ``Year 1 · Amy Lee · R1``."""
    weeks: tuple[GridWeek, ...]


def grids(book: Book, sort: Sort) -> tuple[Grid, ...]:
    """All classes; all who teach, and of other staff those who have something to do; or all rooms
    that a course uses or may use.
    """
    school = book.school
    if sort == "class":
        return tuple(grid(book, c) for c in school.classes)
    if sort == "teacher":
        return tuple(grid(book, t) for t in school.teachers if book.activities.has_something(t))
    used = {room for course in school.courses for room in (*course.rooms, *course.needs)}
    return tuple(grid(book, r) for r in school.rooms if r.id in used)


def grid(book: Book, who: ClassGroup | Teacher | Room) -> Grid:
    """The week of one class, teacher or room; of a cycle of several weeks, each."""
    painter = Painter(book, who)
    week = book.school.week
    weeks = tuple(
        _week(week.week_name(number), days, painter, week.days)
        for number, days in enumerate(week.days_by_week)
    )
    return Grid(painter.sort, who.id, who.name, painter.about(), weeks)


def _week(name: str, days: range, painter: Painter, names: Sequence[str]) -> GridWeek:
    columns = [painter.column(day) for day in days]
    lines = [_line(line, columns) for line in _lines(columns)]
    return GridWeek(name, tuple(names[day] for day in days), _merged(lines))


def _lines(columns: Sequence[Iterable[Bell]]) -> list[Counter[Bell]]:
    """The bells that share a row, with the number of days of each, in the order of the day."""
    by_slot: dict[str, list[list[Bell]]] = defaultdict(list)
    for column in columns:
        day: dict[str, list[Bell]] = defaultdict(list)
        for bell in column:
            day[bell.timeslot].append(bell)
        for timeslot, bells in day.items():
            by_slot[timeslot].append(bells)
    lines: list[Counter[Bell]] = []
    for days in by_slot.values():
        found = Counter(bell for bells in days for bell in bells)
        if all(len(bells) == 1 for bells in days):
            lines.append(found)
        else:
            lines += [Counter({bell: times}) for bell, times in found.items()]
    return sorted(lines, key=lambda line: (_usual(line).start, _usual(line).end))


def _usual(line: Counter[Bell]) -> Bell:
    """The time that most days have."""
    return min(line, key=lambda bell: (-line[bell], bell.start, bell.end))


def _line(line: Counter[Bell], columns: Sequence[dict[Bell, Cell]]) -> GridRow:
    usual = _usual(line)
    cells = []
    for column in columns:
        bell = next((b for b in line if b in column), None)
        if bell is None:
            cells.append(Cell("none"))
        else:
            cells.append(replace(column[bell], time="" if bell == usual else bell.clock))
    return GridRow(usual.timeslot, usual.clock, usual.end - usual.start, tuple(cells))


def _merged(lines: list[GridRow]) -> tuple[GridRow, ...]:
    """Cells of one lesson that follow each other down a day become one cell."""
    cells = [list(line.cells) for line in lines]
    for day in range(len(cells[0]) if cells else 0):
        top = 0
        for below in range(1, len(cells)):
            upper, lower = cells[top][day], cells[below][day]
            if upper and lower and _one_lesson(upper, lower):
                entry = upper.entries[0]
                entry = replace(entry, rows=entry.rows + lower.entries[0].rows)
                cells[top][day] = replace(upper, entries=(entry,), height=upper.height + 1)
                cells[below][day] = None
            else:
                top = below
    return tuple(replace(line, cells=tuple(c)) for line, c in zip(lines, cells, strict=True))


def _one_lesson(upper: Cell, lower: Cell) -> bool:
    if len(upper.entries) != 1 or len(lower.entries) != 1:
        return False
    one, other = upper.entries[0], lower.entries[0]
    whole = not (one.time or other.time)
    return whole and bool(one.placed) and (one.placed, one.detail) == (other.placed, other.detail)
