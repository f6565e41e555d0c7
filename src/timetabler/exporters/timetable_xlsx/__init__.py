"""timetable.xlsx: a sheet for each class, teacher and room, each one page of A4 when printed."""

from __future__ import annotations

import errno
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timetabler.exporters.base import Exporter, replacing
from timetabler.exporters.timetable_xlsx.layout import DATA, HEAD, LABEL
from timetabler.spec.problem import Problem
from timetabler.views import Book, Row

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


class TimetableXlsx(Exporter):
    """Real text in real cells: everything can be searched, copied and changed in a spreadsheet.

    Everything is printed on A4; a hidden sheet has the recorded week as a plain table.
    """

    name = "xlsx"
    filename = "timetable.xlsx"
    summary = "a workbook with a page for each class, teacher and room"

    def write(self, book: Book, path: Path) -> tuple[str, ...]:
        """See Exporter."""
        from timetabler.exporters.timetable_xlsx.sheets import draw

        with replacing(path) as temporary:
            temporary.write_bytes(_saved(draw(book)))
        return ()

    def read_back(self, path: Path, problem: Problem) -> tuple[Row, ...]:  # noqa: ARG002
        """See Exporter. Raises ValueError if the sheet of a class does not say the same."""
        from openpyxl import load_workbook

        workbook = load_workbook(path)
        lines = workbook[DATA].iter_rows(min_row=2, values_only=True)
        data = [["" if value is None else value for value in line] for line in lines]
        grids = {str(line[-1]): _texts(workbook[str(line[-1])]) for line in data}
        for *recorded, title in data:
            row = Row._make(recorded)
            texts = grids[str(title)].get((row.timeslot, row.day), [])
            if not any(row.subject in text for text in texts):
                where = f"sheet {title}, {row.day} {row.timeslot}"
                raise ValueError(f"{where}: {row.subject} is in Data but not in the timetable")
        return tuple(Row._make(line[:-1]) for line in data)


def _saved(workbook: Workbook) -> bytes:
    """The whole file, as an archive on a full disk complains only after it is given up. The sheets
    go through temporary files all the same, whose errors are no OSError where lxml writes them."""
    content = BytesIO()
    try:
        workbook.save(content)
    except Exception as error:
        if type(error).__module__ == "lxml.etree":
            raise OSError(errno.EIO, f"no temporary file can be written: {error}") from error
        raise
    return content.getvalue()


def _texts(sheet: Worksheet) -> dict[tuple[str, str], list[str]]:
    """(timeslot, day) -> what the grid of a class says there."""
    merged: dict[tuple[int, int], Any] = {
        (line, column): sheet.cell(area.min_row, area.min_col).value
        for area in sheet.merged_cells.ranges
        for line in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    found: dict[tuple[str, str], list[str]] = {}
    days: dict[int, str] = {}
    for line in range(HEAD, sheet.max_row + 1):
        timeslot = sheet.cell(line, LABEL).value
        if timeslot is None:  # the days of a week, above its timeslots
            days = {cell.column: str(cell.value) for cell in sheet[line] if cell.value is not None}
            continue
        for column, day in days.items():
            value = merged.get((line, column), sheet.cell(line, column).value)
            found.setdefault((str(timeslot), day), []).append(str(value))
    return found
