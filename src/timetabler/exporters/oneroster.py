"""oneroster.zip: OneRoster 1.2 in CSV, for whatever takes over who is in which class.

Columns, order and required cells are those of the CSV binding 1.2 of 1EdTech. All of it is sent
each time (``bulk``), so that ``status`` and ``dateLastModified`` are blank everywhere.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from timetabler.exporters.base import replacing
from timetabler.exporters.identifiers import Ids
from timetabler.exporters.rosters import (
    Line,
    RosterExporter,
    csv_bytes,
    csv_lines,
    grade,
    grades,
    listed,
)
from timetabler.views import Book
from timetabler.views.roll import Roll

MINUTES = "metadata.au.minutesPerWeek"
"""A column of our own, at the end of classes.csv, as the binding allows."""

_ALL = ("sourcedId", "status", "dateLastModified")
COLUMNS = {
    "academicSessions": (
        *(*_ALL, "title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear"),
    ),
    "classes": (
        *(*_ALL, "title", "grades", "courseSourcedId", "classCode", "classType", "location"),
        *("schoolSourcedId", "termSourcedIds", "subjects", "subjectCodes", "periods", MINUTES),
    ),
    "courses": (
        *(*_ALL, "schoolYearSourcedId", "title", "courseCode", "grades", "orgSourcedId"),
        *("subjects", "subjectCodes"),
    ),
    "enrollments": (
        *(*_ALL, "classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary"),
        *("beginDate", "endDate"),
    ),
    "orgs": (*_ALL, "name", "type", "identifier", "parentSourcedId"),
    "roles": (
        *(*_ALL, "userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId"),
        "userProfileSourcedId",
    ),
    "users": (
        *(*_ALL, "enabledUser", "username", "userIds", "givenName", "familyName", "middleName"),
        *("identifier", "email", "sms", "phone", "agentSourcedIds", "grades", "password"),
        *("userMasterIdentifier", "preferredGivenName", "preferredMiddleName"),
        *("preferredFamilyName", "primaryOrgSourcedId", "pronouns"),
    ),
}
"""File -> its columns, in the order of the binding. ``password`` is never filled."""

_KNOWN = (
    *("academicSessions", "categories", "classes", "classResources", "courses"),
    *("courseResources", "demographics", "enrollments", "lineItemLearningObjectiveIds"),
    *("lineItems", "lineItemScoreScales", "orgs", "resources", "resultLearningObjectiveIds"),
    *("results", "resultScoreScales", "roles", "scoreScales", "userProfiles", "userResources"),
    "users",
)
"""Every file of the binding, in its order: the manifest names all, there or not."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the same input gives the same bytes."""


class OneRoster(RosterExporter):
    """A zipped set of CSV files: staff and classes, and students if a list of them is given."""

    name = "oneroster"
    filename = "oneroster.zip"
    summary = "who is in which class, for learning platforms"

    def write(self, book: Book, path: Path) -> tuple[str, ...]:
        """See Exporter."""
        roll = self.roll(book)
        files = _files(roll)
        with replacing(path) as temporary, zipfile.ZipFile(temporary, "w") as archive:
            for name in ("manifest", *COLUMNS):
                entry = zipfile.ZipInfo(f"{name}.csv", _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 3  # else it tells on what system it was written
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, files[name])
        return ()

    def tables(self, path: Path) -> dict[str, list[dict[str, str]]]:
        """See RosterExporter."""
        with zipfile.ZipFile(path) as archive:
            return {n.removesuffix(".csv"): csv_lines(archive.read(n)) for n in archive.namelist()}


def _files(roll: Roll) -> dict[str, bytes]:
    lines = {
        "academicSessions": _sessions(roll),
        "classes": _classes(roll),
        "courses": _courses(roll),
        "enrollments": _enrollments(roll),
        "orgs": _orgs(roll),
        "roles": _roles(roll),
        "users": _users(roll),
    }
    files = {name: csv_bytes(COLUMNS[name], found) for name, found in lines.items()}
    manifest = [{"propertyName": name, "value": value} for name, value in _manifest(roll.book)]
    return {"manifest": csv_bytes(("propertyName", "value"), manifest), **files}


def _manifest(book: Book) -> Iterator[tuple[str, str]]:
    yield "manifest.version", "1.0"
    yield "oneroster.version", "1.2"  # also of 1.2.1, a correction of the document alone
    for name in _KNOWN:
        yield f"file.{name}", "bulk" if name in COLUMNS else "absent"
    yield "source.systemName", "timetabler"
    yield "source.systemCode", book.version


def _sessions(roll: Roll) -> Iterator[Line]:
    ids = Ids(roll.book.school)
    for session in (roll.school_year, *roll.terms):
        yield {
            "sourcedId": ids("session", session.code),
            "title": session.title,
            "type": session.sort,
            "startDate": session.first.isoformat(),
            "endDate": session.after.isoformat(),
            "parentSourcedId": ids("session", roll.year) if session.sort == "term" else "",
            "schoolYear": roll.year,
        }


def _orgs(roll: Roll) -> Iterator[Line]:
    school = roll.book.school
    yield {
        "sourcedId": Ids(school).org,
        "name": school.name,
        "type": "school",
        "identifier": school.number,
    }


def _courses(roll: Roll) -> Iterator[Line]:
    ids = Ids(roll.book.school)
    for subject in roll.subjects:
        yield {
            "sourcedId": ids("course", subject.name),
            "schoolYearSourcedId": ids("session", roll.year),
            "title": subject.name,
            "courseCode": subject.code,
            "grades": grades(subject.years),
            "orgSourcedId": ids.org,
            "subjects": listed([subject.name]),
            "subjectCodes": listed([subject.code]),
        }


def _classes(roll: Roll) -> Iterator[Line]:
    ids, code = Ids(roll.book.school), roll.book.code
    for section in roll.sections:
        yield {
            "sourcedId": ids(section.sort, section.code),
            "title": section.title,
            "grades": grades(section.years),
            "courseSourcedId": ids("course", section.subject),
            "classCode": section.local,
            "classType": section.sort,
            "location": section.room,
            "schoolSourcedId": ids.org,
            "termSourcedIds": listed(ids("session", term.code) for term in roll.terms),
            "subjects": listed([section.subject]),
            "subjectCodes": listed([code[section.subject]]),
            MINUTES: "" if section.minutes is None else str(section.minutes),
        }


def _users(roll: Roll) -> Iterator[Line]:
    ids = Ids(roll.book.school)
    for person in roll.people:
        yield {
            "sourcedId": ids.person(person),
            "enabledUser": "true",
            "username": person.username,
            "givenName": person.given,
            "familyName": person.family,
            "identifier": person.id,
            "email": person.email,
            "grades": grade(person.year),
            "primaryOrgSourcedId": ids.org,
        }


def _roles(roll: Roll) -> Iterator[Line]:
    ids = Ids(roll.book.school)
    for person in roll.people:
        yield {
            "sourcedId": ids("role", ids.person(person)),
            "userSourcedId": ids.person(person),
            "roleType": "primary",
            "role": person.part,
            "orgSourcedId": ids.org,
        }


def _enrollments(roll: Roll) -> Iterator[Line]:
    ids = Ids(roll.book.school)
    for section in roll.sections:
        class_id = ids(section.sort, section.code)
        firsts = ("true", *["false"] * len(section.teachers))  # one teacher is responsible
        members = [
            *(
                ("teacher", ids("staff", t), f)
                for t, f in zip(section.teachers, firsts, strict=False)
            ),
            *(("student", ids("student", s), "") for s in section.students),
        ]
        for role, user_id, primary in members:
            yield {
                "sourcedId": ids("enrollment", f"{class_id} {user_id}"),
                "classSourcedId": class_id,
                "schoolSourcedId": ids.org,
                "userSourcedId": user_id,
                "role": role,
                "primary": primary,
            }
