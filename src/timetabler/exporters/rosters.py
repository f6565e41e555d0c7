"""What all rosters share: the roll with its students, grades, lines of CSV."""

from __future__ import annotations

import csv
import io
from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from timetabler.exporters.base import Exporter
from timetabler.exporters.dates import undated
from timetabler.exporters.identifiers import Ids
from timetabler.exporters.students import read
from timetabler.models.findings import Diagnostic
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.spec.problem import Problem
from timetabler.views import NOTHING_SAID, Book, Row
from timetabler.views.roll import Roll, school_year
from timetabler.views.years import year_level

Line = Mapping[str, str]
"""Column -> text. What is not written is blank."""


class RosterExporter(Exporter):
    """A format for who teaches whom. It says nothing of times, nor of the class teachers' own time
    with their classes: that each class has its teachers is no lesson.
    """

    takes_students = True

    def lacks(self, problem: Problem) -> Diagnostic | None:
        """See Exporter. A class is of a school year, so that one has to be known."""
        read(self.options.students, problem.school)
        return undated(problem)

    def held(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """See Exporter. Each class in each course once, with everybody who gives it."""
        teachers: dict[tuple[str, str], set[str]] = defaultdict(set)
        found: dict[tuple[str, str], Row] = {}
        for row in rows:
            if row.course:
                found[row.class_id, row.course] = row
                teachers[row.class_id, row.course].update(row.teachers)
        return tuple(
            NOTHING_SAID._replace(
                class_id=row.class_id,
                subject=row.subject,
                course=row.course,
                groups=row.groups,
                teachers=tuple(sorted(teachers[key])),
                joint=row.joint,
            )
            for key, row in found.items()
        )

    def read_back(self, path: Path, problem: Problem) -> tuple[Row, ...]:
        """See Exporter."""
        school = problem.school
        ids = Ids(school)
        year = school_year(school.calendar)
        courses = {ids("scheduled", f"{year} {course.id}"): course for course in school.courses}
        staff = {ids("staff", t.id): t.id for t in school.teachers}
        files = self.tables(path)
        teachers: dict[str, list[str]] = defaultdict(list)
        for line in files["enrollments"]:
            if line["role"] == "teacher":
                teachers[line["classSourcedId"]].append(staff[line["userSourcedId"]])
        return tuple(
            _taught(school, class_id, course, teachers[line["sourcedId"]])
            for line in files["classes"]
            if (course := courses.get(line["sourcedId"]))
            for class_id in school.classes_of(course)
        )

    @abstractmethod
    def tables(self, path: Path) -> dict[str, list[dict[str, str]]]:
        """The lines of each file, by its name without the suffix."""

    def roll(self, book: Book) -> Roll:
        """The roll, with the students of ``--students``. Raises InvalidInput, OSError."""
        return Roll(book, read(self.options.students, book.school))


def _taught(school: School, class_id: str, course: Course, teachers: Iterable[str]) -> Row:
    """A class in a course with all who give it: a row without times, rooms and an order."""
    return NOTHING_SAID._replace(
        class_id=class_id,
        subject=course.subject,
        course=course.id,
        groups=course.groups,
        teachers=tuple(sorted(teachers)),
        joint=len(school.classes_of(course)) > 1,
    )


def grade(year: str) -> str:
    """A year of the school in the codes of CEDS, which these systems share; empty if it has none.

    The year before year 1 is KG whatever the state calls it, then come 01, 02 ...
    """
    level = year_level(year)
    if level is None or level > _LAST:
        return ""
    return f"{level:02d}" if level else "KG"


_LAST = 13


def grades(years: Iterable[str]) -> str:
    """A list of grades in one cell."""
    return listed(filter(None, map(grade, years)))


def listed(items: Iterable[str]) -> str:
    """A list in one cell. Commas part its items, so that an item has none."""
    return ",".join(" ".join(item.replace(",", " ").split()) for item in items)


def csv_bytes(columns: Sequence[str], lines: Iterable[Line]) -> bytes:
    """A file as RFC 4180 has it: UTF-8 without a mark, CR LF, no line break inside a cell.

    Texts are written as they are, formulas too: no program computes these files, and a sign put
    before a name would be a part of the name in every system that takes it over.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for line in lines:
        if unknown := line.keys() - set(columns):
            raise KeyError(f"no column {', '.join(sorted(unknown))}")
        writer.writerow(" ".join(line.get(column, "").split()) for column in columns)
    return text.getvalue().encode()


def csv_lines(data: bytes) -> list[dict[str, str]]:
    """The lines of such a file, by its columns."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))
