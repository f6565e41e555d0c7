"""What the cells of the sheet of a class say now: the lessons that people have written there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.timetable_xlsx.edits import Edits, Spot
from timetabler.exporters.timetable_xlsx.names import fold, typed
from timetabler.exporters.timetable_xlsx.record import ClassSheet, Square, Written
from timetabler.spec.diagnostics import did_you_mean

_RANGE = re.compile(r"\d{1,2}[:.]\d\d\s*[-\u2013\u2014]\s*\d{1,2}[:.]\d\d$")
_SEPARATOR = "\u00b7"
"""Between the parts of a detail."""


class Now(NamedTuple):
    """A lesson that a changed cell names."""

    square: Square
    spot: Spot
    subject: str
    """Folded."""
    details: tuple[str, ...]
    time: str
    """``09:30-10:00``, if it is written there."""
    height: int
    """Rows of the sheet that the cell spans now."""

    def same_text(self, entry: Written) -> bool:
        """Whether it says what that said, but for the time."""
        return set(map(fold, self.details)) == set(map(fold, parts(entry.detail)))


def parts(detail: str) -> list[str]:
    """``Pat Lee \u00b7 Hall``: who, and where."""
    return [part.strip() for part in detail.split(_SEPARATOR) if part.strip()]


class GridCells:
    """The cells of one class."""

    def __init__(self, sheet: Worksheet, record: ClassSheet, edits: Edits) -> None:
        self._sheet = sheet
        self._record = record
        self._edits = edits
        self._heights = {
            (area.min_row, area.min_col): area.max_row - area.min_row + 1
            for area in sheet.merged_cells.ranges
        }
        self._entries = [entry for square in record.squares for entry in square.entries]
        self._subjects = {
            fold(text): fold(entry.subject)
            for entry in self._entries
            for text in (entry.code, f"{entry.subject} ({entry.code})", entry.subject)
            if text
        }
        """What may be written for a subject, folded -> the subject."""
        self._quiet = {"", *(fold(s.text) for s in record.squares if not s.entries)}
        """Texts of cells in which nothing goes on."""

    def spot(self, square: Square) -> Spot:
        """A cell and what it says."""
        text = typed(self._sheet.cell(square.line, square.column).value)[0]
        return Spot(self._sheet.title, square.line, square.column, text)

    def changed(self) -> list[Square]:
        """Those that do not say what they said."""
        return [s for s in self._record.squares if fold(self.spot(s).text) != fold(s.text)]

    def lessons(self, square: Square) -> Iterator[Now]:
        """The lessons that a cell names; what cannot be read is told."""
        spot = self.spot(square)
        if fold(spot.text) in self._quiet:
            return
        height = self._heights.get((square.line, square.column), 1)
        found: list[Now] = []
        for line in filter(None, map(str.strip, spot.text.splitlines())):
            time = _RANGE.search(line)
            head = line[: time.start()].strip() if time else line
            if not head and not found:
                continue  # the time of the cell, where it was: not that of a lesson
            subject = self._subjects.get(fold(head)) or self._subjects.get(fold(line))
            if subject is not None:
                clocks = time.group() if time and fold(line) not in self._subjects else ""
                found.append(Now(square, spot, subject, (), clocks, height))
            elif found:
                found[-1] = found[-1]._replace(details=(*found[-1].details, *parts(line)))
            else:
                subjects = dict.fromkeys(entry.subject for entry in self._entries)
                message = f'"{line}" is no subject of {self._record.name}'
                hint = did_you_mean(line, subjects, "subjects in this sheet")
                self._edits.wrong("TT411", message, spot, hint)
                return
        yield from (one for one in found if not self._at_home(one))

    def _at_home(self, now: Now) -> bool:
        """Whether it only says that the class is with its own teacher."""
        same = [entry for entry in self._entries if fold(entry.subject) == now.subject]
        if any(entry.lesson is not None for entry in same):
            return False
        known = {fold(part) for entry in same for part in parts(entry.detail)}
        if strange := [part for part in now.details if fold(part) not in known]:
            message = f'"{strange[0]}" cannot be read: no course is here'
            self._edits.wrong("TT411", message, now.spot, "notes belong beside the timetable")
        return True
