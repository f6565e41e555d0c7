"""What timetables for other systems share: meetings in codes, and what they cannot say."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from pathlib import Path

from timetabler.exporters.base import Exporter
from timetabler.models.wording import plural
from timetabler.spec.problem import Problem
from timetabler.views import Book, Row
from timetabler.views.meetings import Coded, in_part, rows_told, told
from timetabler.views.system_codes import SystemCodes


class SystemExporter(Exporter):
    """A format for another system, which knows codes and whole periods."""

    def held(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """See Exporter."""
        return told(rows)

    def read_back(self, path: Path, problem: Problem) -> tuple[Row, ...]:
        """See Exporter."""
        return rows_told(self.coded(path), SystemCodes(problem.school))

    @abstractmethod
    def coded(self, path: Path) -> Iterable[Coded]:
        """The meetings that a file has; others in it may be duty and release."""


def unsaid(book: Book) -> tuple[str, ...]:
    """Remarks on what no such system takes, if there is any: how long lessons are that do not fill
    their periods, and meetings of staff, which have no class."""
    found = []
    if number := in_part(book):
        are = "is" if number == 1 else "are"
        found.append(
            f"{plural(number, 'lesson')} {are} shorter than a period, and told as whole ones"
        )
    if number := len({meeting.lesson for meeting in book.activities.meetings}):
        found.append(f"{plural(number, 'meeting')} of staff left out: lessons have a class there")
    return tuple(found)
