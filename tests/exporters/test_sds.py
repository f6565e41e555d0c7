"""School Data Sync: always the same files, the columns of V2.1, and the same roll as OneRoster."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from timetabler.exporters import formats
from timetabler.exporters.base import Options
from timetabler.views import Book

from .factory import DATES, DUTIFUL, DUTIFUL_DUTIES, DUTIFUL_LESSONS, awkward, book, dutiful, varied
from .roster_rules import unpacked

HEADS = {
    "orgs": "sourcedId,name,type,parentSourcedId",
    "users": "sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,"
    "phone,sms",
    "roles": "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,"
    "roleEndDate",
    "classes": "sourcedId,orgSourcedId,title,sessionSourcedIds,courseSourcedId,code",
    "enrollments": "classSourcedId,userSourcedId,role",
}
REQUIRED = {
    "orgs": "sourcedId name type",
    "users": "sourcedId username givenName familyName",
    "roles": "userSourcedId orgSourcedId role",
    "classes": "sourcedId orgSourcedId title",
    "enrollments": "classSourcedId userSourcedId role",
}
ROLES = {"teacher", "teacherAssistant", "student"}
"""Of those that the service knows, the ones that we write."""
Tables = dict[str, list[dict[str, str]]]


def tables(folder: Path) -> Tables:
    assert {p.name for p in folder.iterdir()} == {f"{name}.csv" for name in HEADS}
    found = {}
    for name, head in HEADS.items():
        text = (folder / f"{name}.csv").read_bytes().decode()
        assert text.startswith(f"{head}\r\n")
        found[name] = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        for line in found[name]:
            assert all(line[column] for column in REQUIRED[name].split())
            assert not any("\n" in cell or "\r" in cell for cell in line.values())
    return found


def written(made: Book, tmp_path: Path, students: Path | None = None) -> Tables:
    formats()["sds"](Options(students)).write(made, tmp_path / "sds")
    return tables(tmp_path / "sds")


@pytest.mark.parametrize("make", [varied, awkward, dutiful])
def test_files_columns_cells_and_references_are_right(make, tmp_path):
    found = written(make(), tmp_path)
    users = {u["sourcedId"] for u in found["users"]}
    classes = {c["sourcedId"] for c in found["classes"]}
    (school,) = found["orgs"]
    assert school["type"] == "school"
    assert len(users) == len(found["users"])
    assert len(classes) == len(found["classes"])
    assert {r["userSourcedId"] for r in found["roles"]} == users
    assert {r["role"] for r in found["roles"]} <= ROLES
    assert {o["orgSourcedId"] for o in found["classes"]} == {school["sourcedId"]}
    assert {e["classSourcedId"] for e in found["enrollments"]} <= classes
    assert {e["userSourcedId"] for e in found["enrollments"]} <= users
    assert not any(u["password"] for u in found["users"])


def test_it_is_the_roll_of_oneroster_with_the_same_identifiers(tmp_path):
    students = tmp_path / "students.csv"
    students.write_text("class,given_name,family_name,id\n1A,Zoë,Lee,s1\n", encoding="utf-8")
    found = written(varied(), tmp_path, students)
    formats()["oneroster"](Options(students)).write(varied(), tmp_path / "oneroster.zip")
    other = unpacked(tmp_path / "oneroster.zip")
    for name, columns in {
        "users": ("sourcedId", "username", "givenName", "familyName", "email"),
        "enrollments": ("classSourcedId", "userSourcedId", "role"),
        "classes": ("sourcedId", "title"),
    }.items():
        head, *lines = other[name]
        theirs = [tuple(line[head.index(c)] for c in columns) for line in lines]
        assert [tuple(line[c] for c in columns) for line in found[name]] == theirs
    grades = {r["userSourcedId"]: r["grade"] for r in found["roles"] if r["role"] == "student"}
    assert list(grades.values()) == ["01"]


def test_whoever_has_no_address_is_counted(tmp_path):
    exporter = formats()["sds"]()
    (remark,) = exporter.write(dutiful(), tmp_path / "sds")
    assert "6 people have no e-mail address" in remark
    text = DUTIFUL
    for name in ("Ana Rossi", "Dea Fox", "Kim Lee", "Pat Nair", "Eve Moss", "Liz Park"):
        address = f"{name.split()[0].lower()}@gum.example"
        text = text.replace(f"name: {name}", f"name: {name}, email: {address}")
    made = book(text + DATES, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES)
    assert exporter.write(made, tmp_path / "sds") == ()
    assert "ana@gum.example" in {u["username"] for u in tables(tmp_path / "sds")["users"]}
