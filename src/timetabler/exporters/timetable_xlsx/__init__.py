"""timetable.xlsx: a sheet for each class, teacher and room, each one page of A4 when printed."""

from __future__ import annotations

import errno
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from timetabler.exporters.base import Exporter, replacing
from timetabler.models.findings import Report
from timetabler.spec.problem import Problem
from timetabler.views import Book, Row, rows

if TYPE_CHECKING:
    from openpyxl import Workbook


class TimetableXlsx(Exporter):
    """Real text in real cells: everything can be searched, copied and changed in a spreadsheet.

    Everything is printed on A4; hidden sheets have what is needed to bring edits back.
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

    def read_back(self, path: Path, problem: Problem) -> tuple[Row, ...]:
        """See Exporter. Home time follows from the school. Raises InvalidInput if the sheets of the
        workbook do not agree."""
        from timetabler.exporters.timetable_xlsx.reader import read

        timetable, header = read(path, problem)
        return rows(Book(problem, timetable, Report(()), header.outcome))


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
