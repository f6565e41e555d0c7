"""sif.xml: the timetable as one object of SIF AU, a TimeTableContainer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from timetabler.exporters.base import replacing
from timetabler.exporters.dates import undated
from timetabler.exporters.sif.container import NAMESPACE, container, missing
from timetabler.exporters.systems import SystemExporter, unsaid
from timetabler.models.findings import Diagnostic
from timetabler.spec.problem import Problem
from timetabler.views import Book
from timetabler.views.meetings import Coded


class Sif(SystemExporter):
    """Lessons and home time, with the days and periods, and the groups that are taught."""

    name = "sif"
    filename = "sif.xml"
    summary = "for systems that speak SIF AU: one TimeTableContainer in XML"

    def lacks(self, problem: Problem) -> Diagnostic | None:
        """See Exporter. SIF wants the school year."""
        return undated(problem)

    def write(self, book: Book, path: Path) -> tuple[str, ...]:
        """See Exporter."""
        made = container(book)
        if lost := missing(made):
            raise ValueError(f"a TimeTableContainer without {', '.join(lost)}")
        with replacing(path) as temporary:
            ElementTree.indent(made, " ")
            ElementTree.ElementTree(made).write(temporary, encoding="utf-8", xml_declaration=True)
        return (*unsaid(book), *_duties_left_out(book))

    def coded(self, path: Path) -> Iterator[Coded]:
        """See SystemExporter."""
        for cell in ElementTree.parse(path).iterfind(".//TimeTableScheduleCell", _NAMES):
            of = {each.tag.rpartition("}")[2]: each.text or "" for each in cell}
            team = [t.text or "" for t in cell.iterfind("TeacherList//StaffLocalId", _NAMES)]
            yield Coded(
                number=int(of["DayId"]),
                period=of["PeriodId"],
                class_code=of["TeachingGroupLocalId"],
                room=of.get("RoomNumber", ""),
                staff=tuple(filter(None, team or [of.get("StaffLocalId", "")])),
            )


_NAMES = {"": NAMESPACE}


def _duties_left_out(book: Book) -> Iterator[str]:
    if book.timetable.duties:
        yield "no duties: SIF has them as activities on dates"
