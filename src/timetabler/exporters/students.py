"""students.csv: the pupils of a school, for the rosters of other systems and for nothing else.

The first line names the columns: ``class``, ``given_name``, ``family_name`` and ``id`` are needed;
``year`` (of a composite class), ``email`` and ``username`` may be there. Other columns are not
even looked at. Text in UTF-8; commas, the semicolons of Excel, or tabs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from timetabler.models.findings import Diagnostic, InvalidInput
from timetabler.models.resources import Source
from timetabler.models.school import School
from timetabler.spec.diagnostics import did_you_mean
from timetabler.spec.yaml import UNPRINTABLE
from timetabler.views.roll import Student

MAX_BYTES = 5_000_000
"""Far more than any school needs: 2,000 pupils take 150 kB."""
MAX_PROBLEMS = 1_000
"""Told at once: who has more has given another file."""
MAX_LENGTH = 200
"""Of a name, an id or an address."""
NEEDED = ("class", "given_name", "family_name", "id")
COLUMNS = (*NEEDED, "year", "email", "username")
_ALSO = {
    "given": "given_name",
    "given_names": "given_name",
    "first_name": "given_name",
    "family": "family_name",
    "surname": "family_name",
    "last_name": "family_name",
    "student_id": "id",
    "student_code": "id",
    "home_group": "class",
    "year_level": "year",
    "e_mail": "email",
}
"""What other programs call a column -> what it is called here."""


class Cell(NamedTuple):
    """A cell of the file, and where it begins: 1-based."""

    text: str
    line: int
    column: int
    length: int


def read(path: Path | None, school: School) -> tuple[Student, ...]:
    """The students of a file, in its order; of no file, none. Raises InvalidInput with all that is
    wrong, and OSError."""
    return () if path is None else _Reader(path, _text(path), school).students()


def _text(path: Path) -> str:
    """The text of a file, its lines ended by \\n."""
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    top = Source(str(path), 1, 1)
    hint = "in Excel: Save As, CSV UTF-8 (Comma delimited)"
    if len(data) > MAX_BYTES:
        message = f"a list of students has at most {MAX_BYTES // 1_000_000} MB"
        raise InvalidInput((Diagnostic("TT421", message, top),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        source = Source(str(path), data[: error.start].count(b"\n") + 1, 1)
        message = "this is no text in UTF-8"
        raise InvalidInput((Diagnostic("TT421", message, source, hint=hint),)) from None
    if "\0" in text:
        raise InvalidInput((Diagnostic("TT421", "this is no CSV", top, hint=hint),))
    return re.sub("\r\n?", "\n", text)


class _Reader:
    """Reads one file, and collects what is wrong with it."""

    def __init__(self, path: Path, text: str, school: School) -> None:
        self.path = path
        self.text = text
        self.lines = text.split("\n")
        self.school = school
        self.found: list[Diagnostic] = []

    def students(self) -> tuple[Student, ...]:
        """All of them. Raises InvalidInput."""
        records = self._records()
        header = next(records, [Cell("", 1, 1, 1)])
        columns = self._columns(header)
        self._stop_if_wrong()
        students = []
        seen: dict[tuple[str, str], int] = {}
        for record in records:
            if len(self.found) >= MAX_PROBLEMS:
                break
            if len(record) > len(header) and any(c.text for c in record[len(header) :]):
                message = f"more cells than the {len(header)} columns of the first line"
                self._add("TT423", message, record[len(header)], "put texts with commas in quotes")
                continue
            end = record[-1]
            after = Cell("", end.line, end.column + end.length, 1)
            cells = {n: record[i] if i < len(record) else after for n, i in columns.items()}
            if self._right(cells, seen):
                texts = {name: cell.text for name, cell in cells.items()}
                students.append(
                    Student(
                        texts["id"],
                        texts["class"],
                        texts["given_name"],
                        texts["family_name"],
                        texts.get("year", ""),
                        texts.get("email", ""),
                        texts.get("username", ""),
                    )
                )
        self._stop_if_wrong()
        return tuple(students)

    def _stop_if_wrong(self) -> None:
        if self.found:
            found = sorted(self.found, key=lambda d: (d.source.line, d.source.column))
            raise InvalidInput(tuple(found))

    def _columns(self, header: list[Cell]) -> dict[str, int]:
        """column -> its index."""
        found: dict[str, int] = {}
        for index, cell in enumerate(header):
            plain = re.sub(r"[\W_]+", "_", cell.text.casefold()).strip("_")
            name = _ALSO.get(plain, plain)
            if name in found:
                self._add("TT422", f"there are two columns {name}", cell)
            elif name in COLUMNS:
                found[name] = index
        if missing := [name for name in NEEDED if name not in found]:
            told = [cell.text for cell in header if cell.text]
            message = f"no column {', '.join(missing)}"
            hint = f"the first line names the columns: {', '.join(COLUMNS)}"
            if len(told) == 1 or not told:
                hint += "; they are parted by commas, semicolons or tabs"
            self._add("TT422", message, header[0], hint)
        return found

    def _right(self, cells: dict[str, Cell], seen: dict[tuple[str, str], int]) -> bool:
        """Whether a line says a student of this school; if not, what is wrong is noted."""
        before = len(self.found)
        for name, cell in cells.items():
            if len(cell.text) > MAX_LENGTH:
                self._add("TT427", f"the {name} has more than {MAX_LENGTH} characters", cell)
        if len(self.found) > before:
            return False
        for name in NEEDED:
            if not cells[name].text:
                self._add("TT424", f"no {name}", cells[name])
        for name, cell in cells.items():
            if UNPRINTABLE.search(cell.text):
                self._add("TT427", f"the {name} has a character that cannot be seen", cell)
        class_id = cells["class"]
        class_ = self.school.class_.get(class_id.text)
        if class_id.text and class_ is None:
            hint = did_you_mean(class_id.text, self.school.class_, "classes")
            self._add("TT425", f'unknown class "{class_id.text}"', class_id, hint)
        year, email = cells.get("year"), cells.get("email")
        if class_ and year and year.text and year.text not in class_.years:
            message = f'class {class_.id} has no year "{year.text}"'
            self._add("TT427", message, year, f"its years: {', '.join(class_.years)}")
        if email and email.text and not re.fullmatch(r"[^@\s]+@[^@\s]+", email.text):
            self._add("TT427", f'"{email.text}" is no e-mail address', email)
        for name in ("id", "username"):
            said = cells.get(name)
            if said and said.text:
                line = seen.setdefault((name, said.text.casefold()), said.line)
                if line != said.line:
                    self._add("TT426", f'line {line} has the {name} "{said.text}" too', said)
        return len(self.found) == before

    def _add(self, code: str, message: str, cell: Cell, hint: str = "") -> None:
        source = Source(str(self.path), cell.line, cell.column)
        text = self.lines[cell.line - 1]
        self.found.append(Diagnostic(code, message, source, text, max(1, cell.length), hint))

    def _records(self) -> Iterator[list[Cell]]:
        """The lines that say something, as cells without blanks around them."""
        first = self.lines[0]
        part = max(",;\t", key=first.count)
        pattern = re.compile(rf'[^\S\n{part}]*"((?:[^"]|"")*)"[^\S\n{part}]*|([^{part}\n]*)')
        at, line, start = 0, 1, 0
        record: list[Cell] = []
        while at <= len(self.text):
            match = pattern.match(self.text, at)
            assert match is not None  # the second choice takes anything, and nothing
            quoted, plain = match.groups()
            text = plain if quoted is None else quoted.replace('""', '"')
            length = len(match[0].split("\n")[0])
            record.append(Cell(" ".join(text.split()), line, at - start + 1, length))
            if breaks := match[0].count("\n"):
                line += breaks
                start = at + match[0].rindex("\n") + 1
            at = match.end()
            after = self.text[at : at + 1]
            if after not in ("", "\n", part) or (quoted is None and text.lstrip()[:1] == '"'):
                hint = "a quotation mark inside a cell in quotes is written twice"
                self._add("TT423", "a quotation mark that is open", record[-1], hint)
                ends = self.text.find("\n", at)
                at = len(self.text) if ends < 0 else ends
            elif after == part:
                at += 1
                continue
            elif any(cell.text for cell in record):
                yield record
            record = []
            at, line, start = at + 1, line + 1, at + 1
