"""The week of one class, teacher or room as a grid: days across, timeslots down.

Bells may differ from day to day, and a teacher may meet classes that follow different ones. Rows
of one timeslot id are merged into one unless a day has two of them; a cell whose time is not the
usual one of its row says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from timetabler.models.resources import ClassGroup, Room, Teacher
from timetabler.views.book import Book
from timetabler.views.cells import Bell, Cell, Sort, one_lesson
from timetabler.views.naming import only_clock, years_in_words
from timetabler.views.painter import Painter

SORTS: dict[Sort, str] = {"class": "Classes", "teacher": "Staff", "room": "Rooms"}
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

    @property
    def word(self) -> str:
        """What its first cell says: of a band, what the break is called."""
        return self.cells[0].word if self.cells and self.cells[0] else ""

    @property
    def named(self) -> bool:
        """Whether its label says more than its time."""
        return not only_clock(self.label, self.time)


class GridWeek(NamedTuple):
    """One week of somebody."""

    name: str
    """``A``; empty if the cycle has no weeks."""
    days: tuple[str, ...]
    rows: tuple[GridRow, ...]


class YearDay(NamedTuple):
    """One day of all classes of a year."""

    name: str
    rows: tuple[GridRow, ...]
    """With a cell for each class."""


class Year(NamedTuple):
    """All classes of a year side by side; years that have the same classes are one."""

    id: str
    """``3``; of several ``3, 4``."""
    name: str
    classes: tuple[ClassGroup, ...]
    days: tuple[YearDay, ...]


@dataclass(frozen=True)
class Grid:
    """All that somebody does: a week, or each week of a cycle of several."""

    sort: Sort
    id: str
    name: str
    about: str
    """What a reader wants to know beside the grid: ``Year 1 · Amy Lee · R1``."""
    weeks: tuple[GridWeek, ...]


@lru_cache(maxsize=3)  # formats of one book ask one after the other
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
        GridWeek(
            week.week_name(number),
            tuple(week.days[day] for day in days),
            _rows([painter.column(day) for day in days]),
        )
        for number, days in enumerate(week.days_by_week)
    )
    return Grid(painter.sort, who.id, who.name, painter.about(), weeks)


def by_year(book: Book) -> tuple[Year, ...]:
    """Every year of several classes, from the first to the last."""
    school = book.school
    found: dict[tuple[ClassGroup, ...], list[str]] = defaultdict(list)
    for year in school.years:
        found[school.select_classes(years=[year])].append(year)
    return tuple(
        _year(book, classes, names) for classes, names in found.items() if len(classes) > 1
    )


def _year(book: Book, classes: tuple[ClassGroup, ...], names: Sequence[str]) -> Year:
    painters = [Painter(book, one) for one in classes]
    days = tuple(
        YearDay(name, _rows([painter.column(day) for painter in painters]))
        for day, name in enumerate(book.school.week.days)
    )
    return Year(", ".join(names), years_in_words(book.school, names), classes, days)


def _rows(columns: Sequence[dict[Bell, Cell]]) -> tuple[GridRow, ...]:
    """What is side by side, as rows: one for each timeslot."""
    return _merged([_line(line, columns) for line in _lines(columns)])


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
            if upper and lower and one_lesson(upper, lower):
                entry = upper.entries[0]
                entry = replace(entry, rows=entry.rows + lower.entries[0].rows)
                cells[top][day] = replace(upper, entries=(entry,), height=upper.height + 1)
                cells[below][day] = None
            else:
                top = below
    return tuple(replace(line, cells=tuple(c)) for line, c in zip(lines, cells, strict=True))
