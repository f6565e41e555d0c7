"""The rules of OneRoster 1.2 in CSV as a table, and what a bundle breaks of them.

Written from the binding, apart from the exporter: columns in order, required cells, words of lists,
what refers to what, and what files sent whole (``bulk``) may not have.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

Bundle = dict[str, list[list[str]]]
"""File without suffix -> its lines, the one with the columns first."""

_HEADS = {
    "manifest": "propertyName,value",
    "academicSessions": "title,type,startDate,endDate,parentSourcedId,schoolYear",
    "orgs": "name,type,identifier,parentSourcedId",
    "courses": "schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
    "classes": "title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
    "termSourcedIds,subjects,subjectCodes,periods",
    "users": "enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,"
    "phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,"
    "preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns",
    "roles": "userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId",
    "enrollments": "classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
}
HEADS = {
    name: head.split(",")
    if name == "manifest"
    else ["sourcedId", "status", "dateLastModified", *head.split(",")]
    for name, head in _HEADS.items()
}
REQUIRED = {
    "academicSessions": "sourcedId title type startDate endDate schoolYear",
    "orgs": "sourcedId name type",
    "courses": "sourcedId title orgSourcedId",
    "classes": "sourcedId title courseSourcedId classType schoolSourcedId termSourcedIds",
    "users": "sourcedId enabledUser username givenName familyName",
    "roles": "sourcedId userSourcedId roleType role orgSourcedId",
    "enrollments": "sourcedId classSourcedId schoolSourcedId userSourcedId role",
}
WORDS = {
    ("academicSessions", "type"): "gradingPeriod semester schoolYear term",
    ("orgs", "type"): "department school district local state national",
    ("classes", "classType"): "homeroom scheduled",
    ("roles", "roleType"): "primary secondary",
    ("roles", "role"): "aide counselor districtAdministrator guardian parent principal proctor "
    "relative siteAdministrator student systemAdministrator teacher",
    ("enrollments", "role"): "administrator proctor student teacher",
    ("enrollments", "primary"): "true false",
    ("users", "enabledUser"): "true false",
}
CLOSED = {("roles", "roleType"), ("enrollments", "primary"), ("users", "enabledUser")}
"""Where a word of one's own (``ext:...``) is not allowed."""
REFERENCES = {
    ("academicSessions", "parentSourcedId"): "academicSessions",
    ("orgs", "parentSourcedId"): "orgs",
    ("courses", "schoolYearSourcedId"): "academicSessions",
    ("courses", "orgSourcedId"): "orgs",
    ("classes", "courseSourcedId"): "courses",
    ("classes", "schoolSourcedId"): "orgs",
    ("classes", "termSourcedIds"): "academicSessions",
    ("users", "primaryOrgSourcedId"): "orgs",
    ("roles", "userSourcedId"): "users",
    ("roles", "orgSourcedId"): "orgs",
    ("enrollments", "classSourcedId"): "classes",
    ("enrollments", "schoolSourcedId"): "orgs",
    ("enrollments", "userSourcedId"): "users",
}
_FILES = """
academicSessions categories classes classResources courses courseResources demographics
enrollments lineItemLearningObjectiveIds lineItems lineItemScoreScales orgs resources
resultLearningObjectiveIds results resultScoreScales roles scoreScales userProfiles
userResources users
"""
MANIFEST = [
    "manifest.version",
    "oneroster.version",
    *(f"file.{name}" for name in _FILES.split()),
    "source.systemName",
    "source.systemCode",
]
GRADES = {"KG", *(f"{n:02d}" for n in range(1, 14))}


def unpacked(path: Path) -> Bundle:
    """A bundle as it is in the archive. AssertionError: it is no such archive."""
    with zipfile.ZipFile(path) as archive:
        assert all("/" not in name for name in archive.namelist()), "files are at the root"
        return {
            name.removesuffix(".csv"): parsed(archive.read(name)) for name in archive.namelist()
        }


def parsed(data: bytes) -> list[list[str]]:
    assert not data.startswith(b"\xef\xbb\xbf"), "no byte order mark"
    assert data.endswith(b"\r\n"), "lines end with CR LF"
    return list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))


def broken(bundle: Bundle) -> list[str]:
    """What a bundle breaks, one sentence each."""
    if found := list(_manifest(bundle)) or list(_columns(bundle)):
        return found  # the rest would only be consequences
    lines = {name: [dict(zip(t[0], c, strict=True)) for c in t[1:]] for name, t in bundle.items()}
    ids = {name: [line.get("sourcedId", "") for line in each] for name, each in lines.items()}
    for name, each in lines.items():
        if len(set(ids[name])) < len(ids[name]) and name != "manifest":
            found.append(f"{name}: a sourcedId is there twice")
        for line in each:
            found += [f"{name}: {what}" for what in _line(name, line, ids)]
    teachers = [x["classSourcedId"] for x in lines["enrollments"] if x["primary"] == "true"]
    if len(set(teachers)) < len(teachers):
        found.append("enrollments: two primary teachers of one class")
    return found


def _manifest(bundle: Bundle) -> Iterator[str]:
    if "manifest" not in bundle or bundle["manifest"][0] != HEADS["manifest"]:
        yield "no manifest"
        return
    said = dict(bundle["manifest"][1:])
    if list(said) != MANIFEST:
        yield "manifest: not all of its lines, in order"
    if (said.get("manifest.version"), said.get("oneroster.version")) != ("1.0", "1.2"):
        yield "manifest: versions are 1.0 and 1.2"
    files = {n.removeprefix("file."): v for n, v in said.items() if n.startswith("file.")}
    if not set(files.values()) <= {"absent", "bulk", "delta"}:
        yield "manifest: a file is absent, bulk or delta"
    if {n for n, v in files.items() if v != "absent"} != bundle.keys() - {"manifest"}:
        yield "manifest: other files than it says"


def _columns(bundle: Bundle) -> Iterator[str]:
    for name, lines in bundle.items():
        head = lines[0] if lines else []
        extra = head[len(HEADS[name]) :]
        if head[: len(HEADS[name])] != HEADS[name]:
            yield f"{name}: columns are not those of 1.2, in order"
        elif not all(column.startswith("metadata.") for column in extra):
            yield f"{name}: a column of one's own is called metadata"
        elif any(len(line) != len(head) for line in lines):
            yield f"{name}: a line of another length"


def _line(name: str, line: dict[str, str], ids: dict[str, list[str]]) -> Iterator[str]:
    if any("\n" in cell or "\r" in cell for cell in line.values()):
        yield "a line break in a cell"
    for column in REQUIRED.get(name, "").split():
        if not line[column].strip():
            yield f"no {column}"
    if line.get("status") or line.get("dateLastModified"):
        yield "status and dateLastModified are blank in bulk"
    for (file, column), words in WORDS.items():
        own = line.get(column, "").startswith("ext:") and (file, column) not in CLOSED
        if file == name and line[column] and not own and line[column] not in words.split():
            yield f"{column} is {line[column]}"
    for (file, column), target in REFERENCES.items():
        for each in line[column].split(",") if file == name and line[column] else ():
            if each not in ids[target]:
                yield f"{column} refers to nothing"
    if set(filter(None, line.get("grades", "").split(","))) - GRADES:
        yield "a grade is no code of CEDS"
    lists = [line.get(column, "") for column in ("subjects", "subjectCodes")]
    if len({len(each.split(",")) for each in lists}) > 1:
        yield "subjects and subjectCodes are not of one length"
    if line.get("userIds") and not re.fullmatch(r"\{[^{}:]+:[^{}:]+\}", line["userIds"]):
        yield "userIds are written {type:id}"
    if line.get("password"):
        yield "a password"
    if name == "academicSessions":
        try:
            right = date.fromisoformat(line["startDate"]) < date.fromisoformat(line["endDate"])
        except ValueError:
            right = False
        if not right or not re.fullmatch(r"\d{4}", line["schoolYear"]):
            yield "dates are no dates, or in another order"
