"""sds/: the CSV files of Microsoft School Data Sync, format V2.1, for Teams and Entra ID.

Always the same five files: to the service, what is missing has left the school. Columns are those
of https://learn.microsoft.com/schooldatasync/sds-v2.1-csv-file-format, roles and grades those of
its default lists of values.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from timetabler.exporters.base import replacing_folder
from timetabler.exporters.identifiers import Ids
from timetabler.exporters.rosters import Line, RosterExporter, csv_bytes, csv_lines, grade
from timetabler.models.wording import plural
from timetabler.views import Book
from timetabler.views.roll import Part, Roll

COLUMNS = {
    "orgs": ("sourcedId", "name", "type", "parentSourcedId"),
    "users": (
        *("sourcedId", "username", "givenName", "familyName", "password"),
        *("activeDirectoryMatchId", "email", "phone", "sms"),
    ),
    "roles": (
        *("userSourcedId", "orgSourcedId", "role", "sessionSourcedId", "grade", "isPrimary"),
        *("roleStartDate", "roleEndDate"),
    ),
    "classes": (
        *("sourcedId", "orgSourcedId", "title", "sessionSourcedIds", "courseSourcedId", "code"),
    ),
    "enrollments": ("classSourcedId", "userSourcedId", "role"),
}
"""File -> its columns. ``password`` is never filled; sessions and courses need files of their own,
and the service asks for the school year itself."""

_ROLES: dict[Part, str] = {"teacher": "teacher", "aide": "teacherAssistant", "student": "student"}


class SchoolDataSync(RosterExporter):
    """Five CSV files: staff and classes, and students if a list of them is given."""

    name = "sds"
    filename = "sds"
    summary = "who is in which class, for Microsoft Teams"

    def write(self, book: Book, path: Path) -> tuple[str, ...]:
        """See Exporter."""
        roll = self.roll(book)
        lines = {
            "orgs": _orgs(roll),
            "users": _users(roll),
            "roles": _roles(roll),
            "classes": _classes(roll),
            "enrollments": _enrollments(roll),
        }
        with replacing_folder(path, [f"{name}.csv" for name in COLUMNS]) as folder:
            for name, columns in COLUMNS.items():
                (folder / f"{name}.csv").write_bytes(csv_bytes(columns, lines[name]))
        without = [person for person in roll.people if "@" not in person.username]
        if not without:
            return ()
        who = plural(len(without), "person", "people")
        return (f"{who} have no e-mail address, and Microsoft takes no username without one",)

    def tables(self, path: Path) -> dict[str, list[dict[str, str]]]:
        """See RosterExporter."""
        return {name: csv_lines((path / f"{name}.csv").read_bytes()) for name in COLUMNS}


def _orgs(roll: Roll) -> Iterator[Line]:
    school = roll.book.school
    yield {"sourcedId": Ids(school).org, "name": school.name, "type": "school"}


def _users(roll: Roll) -> Iterator[Line]:
    ids = Ids(roll.book.school)
    for person in roll.people:
        yield {
            "sourcedId": ids.person(person),
            "username": person.username,
            "givenName": person.given,
            "familyName": person.family,
            "email": person.email,
        }


def _roles(roll: Roll) -> Iterator[Line]:
    ids = Ids(roll.book.school)
    for person in roll.people:
        yield {
            "userSourcedId": ids.person(person),
            "orgSourcedId": ids.org,
            "role": _ROLES[person.part],
            "grade": grade(person.year),
            "isPrimary": "true",
        }


def _classes(roll: Roll) -> Iterator[Line]:
    ids = Ids(roll.book.school)
    for section in roll.sections:
        yield {
            "sourcedId": ids(section.sort, section.code),
            "orgSourcedId": ids.org,
            "title": section.title,
            "code": section.local,
        }


def _enrollments(roll: Roll) -> Iterator[Line]:
    ids = Ids(roll.book.school)
    for section in roll.sections:
        class_id = ids(section.sort, section.code)
        for teacher in section.teachers:
            user = ids("staff", teacher)
            yield {"classSourcedId": class_id, "userSourcedId": user, "role": "teacher"}
        for student in section.students:
            user = ids("student", student)
            yield {"classSourcedId": class_id, "userSourcedId": user, "role": "student"}
