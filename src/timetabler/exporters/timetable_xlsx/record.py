"""What a workbook said when it was written: kept in a hidden sheet, to tell what has been edited.

It is JSON in pieces, one below the other, as a cell holds 32767 characters. Nothing has to be
worked out again from a school file that may have changed since.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, Self
from zlib import crc32

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from timetabler.exporters.timetable_json import document
from timetabler.exporters.timetable_json.reader import File
from timetabler.exporters.timetable_xlsx.layout import CLOCK, FIRST_DAY, HEAD, LABEL, RECORD
from timetabler.exporters.timetable_xlsx.lines import LESSON_HEAD, lesson_lines
from timetabler.exporters.timetable_xlsx.names import SchoolNames, fold, typed
from timetabler.exporters.timetable_xlsx.pen import clean
from timetabler.models.school import School
from timetabler.views import Book, Cell, Entry, Grid, GridRow, dash

SCHEMA = "timetabler.workbook/1"
_PIECE, _PIECES = 32_000, 1_000
"""Letters of a piece; pieces at most: 45 classes take 10."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Written(_Part):
    """One entry of a cell, and the lesson that it stands for."""

    subject: str
    code: str = ""
    detail: str = ""
    lesson: int | None = None
    """Index among the lessons of the timetable; None: the class is with its own teacher."""


_Cell = Annotated[str, Field(pattern=r"^[A-Z]{1,2}[1-9][0-9]{0,2}$")]
"""No timetable reaches further, and nobody is to make us go there."""


class Square(_Part):
    """One cell of the grid of a class."""

    line: Annotated[int, Field(ge=1, le=999)]
    column: Annotated[int, Field(ge=1, le=702)]
    day: str
    timeslot: str
    clock: str
    """``09:00-10:00``, of its period; empty: the class has no such period on that day."""
    text: str = ""
    height: int = 1
    entries: tuple[Written, ...] = ()


class ClassSheet(_Part):
    """The sheet of a class."""

    class_id: str
    name: str
    """What stands above it."""
    frame: dict[_Cell, str]
    """cell -> its text: days, timeslots and their times, which nobody changes."""
    squares: tuple[Square, ...]


class Record(_Part):
    """All that is recorded."""

    version: Literal["timetabler.workbook/1"]
    timetable: File
    lessons: tuple[tuple[str, ...], ...]
    """The lines of the sheet of lessons; the number of a lesson is its place here, from 1."""
    classes: dict[str, ClassSheet]
    """title -> what was drawn."""
    watched: dict[str, dict[_Cell, int]]
    """title of a sheet for reading -> cell -> sum of its text."""

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        """Every number of a lesson is one, and every line has its texts."""
        lessons = range(len(self.timetable.lessons))
        lines = len(self.lessons) == len(lessons) and all(len(x) >= _TEXTS for x in self.lessons)
        entries = (e for c in self.classes.values() for s in c.squares for e in s.entries)
        if not lines or any(e.lesson is not None and e.lesson not in lessons for e in entries):
            raise ValueError("lessons that are not there")
        return self


_TEXTS = len(LESSON_HEAD)


def checksum(text: str) -> int:
    """The same for texts that differ only in what people and programs change by accident."""
    return crc32(fold(text).encode())


def add_record(
    workbook: Workbook, book: Book, classes: Mapping[str, Grid], watched: Iterable[str]
) -> None:
    """Adds the hidden sheet to a workbook that is drawn.

    ``classes`` are the grids of the classes by the titles of their sheets; ``watched`` are titles
    of sheets that show lessons and duties too, but are for reading.
    """
    names = SchoolNames(book.school)
    record = Record(
        version=SCHEMA,
        timetable=File.model_validate(document(book)),
        lessons=tuple(lesson_lines(book, names)),
        classes={
            title: _class_sheet(book, grid, workbook[title]) for title, grid in classes.items()
        },
        watched={title: _sums(workbook[title]) for title in watched},
    )
    text = json.dumps(record.model_dump(by_alias=True, mode="json"), separators=(",", ":"))
    text = text.replace("_x", "_\\u0078")  # programs take _x0041_ for a letter
    sheet = workbook.create_sheet(RECORD)
    sheet.sheet_state = "hidden"
    for line, start in enumerate(range(0, len(text), _PIECE), 1):
        sheet.cell(line, 1, text[start : start + _PIECE]).data_type = "s"


def read_record(workbook: Workbook) -> Record | None:
    """What was recorded; None if it is not there, or damaged."""
    if RECORD not in workbook.sheetnames:
        return None
    pieces = (
        str(row[0] or "")
        for row in workbook[RECORD].iter_rows(max_row=_PIECES, max_col=1, values_only=True)
    )
    try:
        return Record.model_validate(json.loads("".join(pieces)))
    except (ValidationError, ValueError, RecursionError):
        return None


def _sums(sheet: Worksheet) -> dict[str, int]:
    return {
        cell.coordinate: checksum(typed(cell.value)[0])
        for row in sheet.iter_rows(min_row=HEAD)
        for cell in row
        if cell.value is not None
    }


def _class_sheet(book: Book, grid: Grid, sheet: Worksheet) -> ClassSheet:
    lessons = {
        id_: index
        for index, placed in enumerate(book.timetable.placements)
        for id_ in [book.activities.lessons[placed]]
    }
    frame, squares = {}, []
    days_row = HEAD
    for week in grid.weeks:
        for column, day in enumerate(week.days, FIRST_DAY):
            frame[sheet.cell(days_row, column).coordinate] = day
        for line, row in enumerate(week.rows, days_row + 1):
            frame[sheet.cell(line, LABEL).coordinate] = row.label
            frame[sheet.cell(line, CLOCK).coordinate] = dash(row.time)
            for column, (day, cell) in enumerate(zip(week.days, row.cells, strict=True), FIRST_DAY):
                squares.append(
                    Square(
                        line=line,
                        column=column,
                        day=day,
                        timeslot=row.label,
                        clock=_period(book.school, grid.id, day, row, cell),
                        text=typed(sheet.cell(line, column).value)[0],
                        height=cell.height if cell else 1,
                        entries=tuple(_written(e, lessons) for e in (cell.entries if cell else ())),
                    )
                )
        days_row += len(week.rows) + 2
    return ClassSheet(class_id=grid.id, name=clean(grid.name), frame=frame, squares=tuple(squares))


def _written(entry: Entry, lessons: Mapping[str, int]) -> Written:
    """An entry as the cell says it, its time left out."""
    return Written(
        subject=clean(entry.title),
        code=entry.code,
        detail=clean(entry.detail),
        lesson=lessons.get(entry.placed),
    )


def _period(school: School, class_id: str, day: str, row: GridRow, cell: Cell | None) -> str:
    """When the class has the timeslot of that row on that day, by the clock; empty: it has not."""
    clock = (cell.time if cell else "") or row.time
    index = school.week.days.index(day)
    found = [p for p in school.periods(class_id) if (p.day, p.slot.id) == (index, row.label)]
    clocks = [period.span.clock for period in found]
    return clock if clock in clocks else "".join(clocks[:1])
