"""xuno.csv: the timetable as XUNO imports it from other programs.

After XUNO's "Timetable import: specifications to create a CSV" (docs.xuno.com.au): no header, every
field in double quotes, lines that end with CR LF, a line for each period of each class. Texts are
written as they are, formulas too: XUNO computes nothing, and would keep a sign put before a name.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from timetabler.exporters.base import replacing
from timetabler.exporters.students import read
from timetabler.exporters.systems import SystemExporter, unsaid
from timetabler.models.findings import Diagnostic
from timetabler.models.wording import plural
from timetabler.spec.problem import Problem
from timetabler.views import Book, Row
from timetabler.views.meetings import Coded, Meeting, coded, meetings, on_duty
from timetabler.views.roll import Student, by_class
from timetabler.views.system_codes import DUTY, BellTime


class Line(NamedTuple):
    """The fields in their order, each with how many characters XUNO takes at most."""

    student: str
    """20; empty if it is not known who is there: then XUNO takes the line for a yard duty."""
    class_code: str
    """100."""
    subject_code: str
    """100."""
    subject: str
    """200."""
    day: str
    """A whole number."""
    day_name: str
    """100."""
    period: str
    """10."""
    period_name: str
    """100."""
    room: str
    """100; may be empty."""
    teacher: str
    second: str
    """The other one of two who teach together; may be empty."""
    duty: str
    """``1`` of yard duty, else ``0``."""


STUDENT, NAME, SUBJECT = 20, 100, 200


class Xuno(SystemExporter):
    """Lessons, home time and yard duty. With ``students.csv``, a line for each student."""

    name = "xuno"
    filename = "xuno.csv"
    summary = "for XUNO; with --students, who is in which class"
    takes_students = True

    def lacks(self, problem: Problem) -> Diagnostic | None:
        """See Exporter."""
        read(self.options.students, problem.school)
        return None

    def held(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """See Exporter. XUNO wants a teacher for every line."""
        return tuple(row for row in super().held(rows) if row.teachers)

    def write(self, book: Book, path: Path) -> tuple[str, ...]:
        """See Exporter."""
        lines = _Lines(book, read(self.options.students, book.school))
        with (
            replacing(path) as temporary,
            temporary.open("w", encoding="utf-8", newline="") as file,
        ):
            csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(lines.all())
        return (*unsaid(book), *lines.remarks())

    def coded(self, path: Path) -> Iterator[Coded]:
        """See SystemExporter."""
        with path.open(encoding="utf-8", newline="") as file:
            for line in map(Line._make, csv.reader(file)):
                staff = tuple(filter(None, (line.teacher, line.second)))
                if line.duty == "0":
                    yield Coded(int(line.day), line.period, line.class_code, line.room, staff)


class _Lines:
    """The lines of one book."""

    def __init__(self, book: Book, students: Iterable[Student]) -> None:
        self.book = book
        self.students = by_class(students)
        self.codes = book.system_codes
        self.meetings = meetings(book)

    def all(self) -> Iterator[Line]:
        """By class, day and time; then yard duty."""
        for meeting in self.meetings:
            students = self._in(meeting) or ("",)
            for line in self._taught(meeting):
                yield from (line._replace(student=student) for student in students)
        for duty, person in on_duty(self.book):
            area = self.book.school.area[duty.area]
            word, staff = self.book.school.pack.word("duty"), (self.codes.staff[person],)
            code = self.codes.duty(area.id)
            yield self._line(self.codes.bell(duty), code, DUTY, word, area.name, staff, "1")

    def remarks(self) -> Iterator[str]:
        """What XUNO will not take as it is meant."""
        alone = sum(not meeting.teachers for meeting in self.meetings)
        if alone:
            yield f"{plural(alone, 'line')} without a teacher left out: XUNO wants one"
        if not self.students:
            yield (
                "no students: XUNO takes classes without them for yard duties; "
                "add --students students.csv"
            )
        elif unknown := {m.taught for m in self.meetings if not self._in(m)}:
            classes = plural(len(unknown), "class", "classes")
            yield f"nobody says which students are in {classes}, such as groups"
        long = {s for found in self.students.values() for s in found if len(s) > STUDENT}
        if long:
            codes = plural(len(long), "student code")
            yield f"{codes} longer than the {STUDENT} characters of XUNO left out"

    def _in(self, meeting: Meeting) -> tuple[str, ...]:
        """Students of a whole class. Who is in a group, no list of a class can say."""
        if meeting.taught.groups:
            return ()
        (class_id,) = meeting.taught.classes
        return tuple(s for s in self.students.get(class_id, ()) if len(s) <= STUDENT)

    def _taught(self, meeting: Meeting) -> Iterator[Line]:
        """A line for every two teachers."""
        *_, class_code, room, staff = coded(meeting, self.codes)
        subject = meeting.taught.subject
        subject_code = self.codes.subject[subject]
        for first in range(0, len(staff), 2):
            two = staff[first : first + 2]
            yield self._line(meeting.bell, class_code, subject_code, subject, room, two, "0")

    def _line(
        self,
        bell: BellTime,
        class_code: str,
        subject_code: str,
        subject: str,
        room: str,
        staff: tuple[str, ...],
        duty: str,
    ) -> Line:
        return Line(
            student="",
            class_code=class_code,
            subject_code=subject_code,
            subject=_text(subject, SUBJECT),
            day=str(bell.number),
            day_name=_text(self.book.school.week.days[bell.day], NAME),
            period=bell.code,
            period_name=_text(bell.name, NAME),
            room=_text(room, NAME),
            teacher=staff[0],
            second=staff[1] if len(staff) > 1 else "",
            duty=duty,
        )


def _text(text: str, limit: int) -> str:
    """On one line, and not longer than XUNO takes it."""
    return " ".join(text.split())[:limit]
