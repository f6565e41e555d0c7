"""OneRoster: every rule of the binding, the people and classes of the school, and its students."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from timetabler import api
from timetabler.exporters import formats
from timetabler.exporters.base import Options
from timetabler.models.findings import InvalidInput
from timetabler.views import Book

from .factory import DATES, VARIED, VARIED_LESSONS, awkward, book, doubled, dutiful, fortnight
from .factory import varied as varied_book
from .roster_rules import HEADS, Bundle, broken, unpacked

STUDENTS = """\
class,given_name,family_name,id,year,email,username
1A,Zoë,O'Hara,s1,,zoe@gum.example,
1A,=1+1,Lee,s2,1,,
6C,Ali,van der Berg,s3,,,ali3
"""
Lines = list[dict[str, str]]
Change = Callable[[Bundle], object]


@pytest.fixture
def students(tmp_path: Path) -> Path:
    path = tmp_path / "students.csv"
    path.write_text(STUDENTS, encoding="utf-8")
    return path


def bundle(made: Book, folder: Path, students: Path | None = None) -> Bundle:
    path = folder / "oneroster.zip"
    formats()["oneroster"](Options(students)).write(made, path)
    return unpacked(path)


def lines(found: Bundle, name: str) -> Lines:
    return [dict(zip(found[name][0], cells, strict=True)) for cells in found[name][1:]]


@pytest.mark.parametrize("make", [varied_book, awkward, doubled, dutiful, fortnight])
def test_every_rule_of_the_binding_is_kept(make: Callable[[], Book], tmp_path: Path) -> None:
    assert broken(bundle(make(), tmp_path)) == []


def test_every_rule_is_kept_with_students_too(students: Path, tmp_path: Path) -> None:
    assert broken(bundle(varied_book(), tmp_path, students)) == []


def put(name: str, column: str, value: str) -> Change:
    def change(found: Bundle) -> None:
        found[name][1][found[name][0].index(column)] = value

    return change


def version(value: str) -> Change:
    return lambda found: found["manifest"].__setitem__(2, ["oneroster.version", value])


def swap(found: Bundle) -> None:
    for line in found["classes"]:
        line[3], line[4] = line[4], line[3]


def own_column(name: str) -> Change:
    def change(found: Bundle) -> None:
        for number, line in enumerate(found["orgs"]):
            line.append(name if number == 0 else "5")

    return change


def users_of_1_1(found: Bundle) -> None:
    found["users"][0][4:6] = ["orgSourcedIds", "role"]


def repeated(found: Bundle) -> None:
    found["users"].append(found["users"][1])


MUTATIONS: dict[str, tuple[Change, str]] = {
    "the correction level as version": (version("1.2.1"), "versions"),
    "version 1.1": (version("1.1"), "versions"),
    "a line of the manifest less": (lambda b: b["manifest"].pop(5).clear(), "not all of its lines"),
    "a file that the manifest says is there": (lambda b: b.pop("roles").clear(), "other files"),
    "a file that it does not know": (lambda b: b.update(demographics=[]), "other files"),
    "no manifest": (lambda b: b.pop("manifest").clear(), "no manifest"),
    "columns in another order": (swap, "classes: columns"),
    "columns of 1.1": (users_of_1_1, "users: columns"),
    "a column of our own with any name": (own_column("minutes"), "is called metadata"),
    "a short line": (lambda b: b["orgs"][1].pop(), "a line of another length"),
    "the same id twice": (repeated, "a sourcedId is there twice"),
    "status in bulk": (put("users", "status", "active"), "blank in bulk"),
    "a date of change in bulk": (put("orgs", "dateLastModified", "2027-01-28"), "blank in bulk"),
    "no title": (put("classes", "title", ""), "no title"),
    "no username": (put("users", "username", " "), "no username"),
    "no terms": (put("classes", "termSourcedIds", ""), "no termSourcedIds"),
    "an unknown class": (put("enrollments", "classSourcedId", "x"), "classSourcedId refers"),
    "an unknown user": (put("roles", "userSourcedId", "x"), "userSourcedId refers"),
    "unknown terms": (put("classes", "termSourcedIds", "x,y"), "termSourcedIds refers"),
    "an unknown sort of class": (put("classes", "classType", "lesson"), "classType is lesson"),
    "an own word for a role type": (put("roles", "roleType", "ext:main"), "roleType is ext:main"),
    "True with a capital": (put("users", "enabledUser", "True"), "enabledUser is True"),
    "an aide in a class": (put("enrollments", "role", "aide"), "role is aide"),
    "lists of different length": (put("courses", "subjects", "PE,Sport"), "not of one length"),
    "a user id without its type": (put("users", "userIds", "LEE"), "{type:id}"),
    "a year as people say it": (put("users", "grades", "F"), "no code of CEDS"),
    "a line break in a cell": (put("orgs", "name", "Gum\nStreet"), "a line break"),
    "an end before the start": (put("academicSessions", "endDate", "2027-01-01"), "dates"),
    "a school year of two": (put("academicSessions", "schoolYear", "2027-28"), "dates"),
    "a password": (put("users", "password", "secret"), "a password"),
    "two responsible teachers": (
        lambda b: b["enrollments"].append(["new", *b["enrollments"][1][1:]]),
        "two primary teachers",
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_rules_refuse(name: str, tmp_path: Path) -> None:
    found = bundle(varied_book(), tmp_path)
    assert broken(found) == []
    change, reason = MUTATIONS[name]
    change(found)
    assert any(reason in sentence for sentence in broken(found))


@pytest.mark.parametrize(
    "change", [own_column("metadata.au.x"), put("roles", "role", "ext:specialistTeacher")]
)
def test_the_rules_allow(change: Change, tmp_path: Path) -> None:
    found = bundle(varied_book(), tmp_path)
    change(found)
    assert broken(found) == []


def test_sessions_end_on_the_day_after_the_last(tmp_path: Path) -> None:
    year, *terms = lines(bundle(varied_book(), tmp_path), "academicSessions")
    calendar = varied_book().school.calendar
    assert [(t["title"], t["startDate"], t["endDate"]) for t in terms] == [
        ("Term 1", "2027-03-01", "2027-03-27"),
        ("Term 2", "2027-03-30", "2027-04-21"),
    ]
    assert date.fromisoformat(year["startDate"]) == calendar.first
    assert (date.fromisoformat(year["endDate"]) - calendar.last).days == 1
    assert {t["parentSourcedId"] for t in terms} == {year["sourcedId"]}


def test_classes_and_courses_have_their_teachers_and_one_is_responsible(tmp_path: Path) -> None:
    found = bundle(varied_book(), tmp_path)
    codes = {c["sourcedId"]: c["classCode"] for c in lines(found, "classes")}
    names = {u["sourcedId"]: u["identifier"] for u in lines(found, "users")}
    teachers = [
        (codes[e["classSourcedId"]], names[e["userSourcedId"]], e["primary"])
        for e in lines(found, "enrollments")
    ]
    of = {code: [t[1:] for t in teachers if t[0] == code] for code in codes.values()}
    assert of["1A"] == [("ana", "true")]
    assert of["1B"] == [("dea", "true"), ("kim", "false")]  # a job share
    assert of["1A PE"] == [("pat", "true")]
    assert of["eal EAL"] == [("val", "true")]
    assert of["6C Music"] == [("mia", "true"), ("val", "false")]
    assert of["1B Library"] == [("dea", "true")]  # of a class teacher, who is there on that day
    assert {name for name, _ in of["1A+1B+6C Assembly"]} == {"ana", "kim", "cas"}
    kinds = {c["classCode"]: c["classType"] for c in lines(found, "classes")}
    assert {code for code, kind in kinds.items() if kind == "homeroom"} == {"1A", "1B", "6C"}


def test_minutes_are_those_of_a_week(tmp_path: Path) -> None:
    found = lines(bundle(fortnight(), tmp_path), "classes")
    assert {c["classCode"]: c["metadata.au.minutesPerWeek"] for c in found} == {
        "1A": "240",  # of 360: there is PE in both weeks, and STEM in one or Italian in the other
        "1A PE": "60",
        "1A STEM": "30",
        "1A Italian": "30",
    }


def test_minutes_are_those_of_lessons_without_the_recess_between(tmp_path: Path) -> None:
    text = VARIED.replace("lessons: [2]}", "lessons: [2], across_breaks: true}") + DATES
    across = ("1A Art", "Mon S2-S3", "R1", ("mia",)), ("1A PE", "Mon S1", "hall", ("pat",))
    others = (placed for placed in VARIED_LESSONS if placed[0] not in ("1A Art", "1A PE"))
    found = lines(bundle(book(text, *across, *others), tmp_path), "classes")
    minutes = {c["classCode"]: c["metadata.au.minutesPerWeek"] for c in found}
    assert (minutes["1A Art"], minutes["1A PE"]) == ("120", "60")


def test_students_are_in_their_class_and_its_courses(students: Path, tmp_path: Path) -> None:
    found = bundle(varied_book(), tmp_path, students)
    users = {u["identifier"]: u for u in lines(found, "users")}
    codes = {c["sourcedId"]: c["classCode"] for c in lines(found, "classes")}
    mine = users["s2"]["sourcedId"]
    assert (users["s2"]["givenName"], users["s2"]["username"]) == ("=1+1", "s2")
    assert [users[s]["username"] for s in ("s1", "s3")] == ["zoe@gum.example", "ali3"]
    assert [users[s]["grades"] for s in ("s1", "s2", "s3", "ana")] == ["01", "01", "06", ""]
    taken = [e for e in lines(found, "enrollments") if e["userSourcedId"] == mine]
    assert {codes[e["classSourcedId"]] for e in taken} == {
        *("1A", "1A PE", "1A Art", "1A+1B+6C Assembly")  # who is in the group, nobody said
    }
    assert {(e["role"], e["primary"]) for e in taken} == {("student", "")}
    roles = {r["userSourcedId"]: r["role"] for r in lines(found, "roles")}
    assert roles[mine] == "student"


def test_students_are_in_no_other_export(students: Path, tmp_path: Path) -> None:
    names = [*api.DEFAULT_FORMATS, "ics", "oneroster"]
    files, _ = api.export(varied_book(), tmp_path / "out", names, students=students)
    files[-1].unlink()
    texts = [text for p in (tmp_path / "out").rglob("*") if p.is_file() for text in texts_of(p)]
    assert len(texts) > 20
    assert not any(word.encode() in t for t in texts for word in ("O'Hara", "zoe@gum", "Berg"))


def texts_of(path: Path) -> list[bytes]:
    if not zipfile.is_zipfile(path):
        return [path.read_bytes()]
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_aides_are_people_without_a_class_and_other_staff_are_left_out(tmp_path: Path) -> None:
    found = bundle(dutiful(), tmp_path)
    people = {u["sourcedId"]: u["identifier"] for u in lines(found, "users")}
    roles = {people[r["userSourcedId"]]: r["role"] for r in lines(found, "roles")}
    assert {p for p, role in roles.items() if role == "aide"} == {"eve", "liz"}
    assert roles.keys().isdisjoint({"hel", "joe"})


def test_identifiers_stay_when_lessons_move_and_classes_are_new_each_year(tmp_path: Path) -> None:
    moved = tuple(
        (c, "Tue 12:30-13:00" if c == "1B PE" else t, r, p) for c, t, r, p in VARIED_LESSONS
    )
    first = bundle(book(VARIED + DATES, *VARIED_LESSONS), tmp_path)
    again = bundle(book(VARIED + DATES.replace("03-30", "03-31"), *moved), tmp_path)
    later = bundle(book(VARIED + DATES.replace("2027", "2028"), *VARIED_LESSONS), tmp_path)

    def ids(found: Bundle, name: str) -> set[str]:
        return {line["sourcedId"] for line in lines(found, name)}

    for name in HEADS.keys() - {"manifest"}:
        assert ids(first, name) == ids(again, name), name
    assert all(ids(first, n) == ids(later, n) for n in ("users", "orgs", "courses", "roles"))
    assert ids(first, "classes").isdisjoint(ids(later, "classes"))


def test_the_same_bytes_whenever_it_is_written(tmp_path: Path) -> None:
    made = []
    for _ in range(2):
        bundle(varied_book(), tmp_path)
        made.append((tmp_path / "oneroster.zip").read_bytes())
        os.utime(tmp_path / "oneroster.zip", (1, 1))
    assert made[0] == made[1]


def test_without_dates_it_says_what_to_write(tmp_path: Path) -> None:
    made = book(VARIED, *VARIED_LESSONS)
    for name in ("oneroster", "sds", "ics"):
        with pytest.raises(InvalidInput) as caught:
            api.export(made, tmp_path / "out", [name])
        (diagnostic,) = caught.value.diagnostics
        assert diagnostic.code == "TT420"
        assert "calendar:" in diagnostic.hint
        assert not (tmp_path / "out").exists()
    with pytest.raises(InvalidInput) as caught:
        api.export(made, tmp_path / "out", ["sds", "ics"])
    assert len(caught.value.diagnostics) == 1  # said once


def test_of_all_formats_those_without_dates_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {n: formats()[n] for n in ("json", "oneroster", "ics")}
    monkeypatch.setattr("timetabler.exporters.formats", lambda: few)
    written = api.export(book(VARIED, *VARIED_LESSONS), tmp_path, ["all"])
    assert [p.name for p in written.files] == ["timetable.json"]
    assert {r.split(":")[0] for r in written.remarks} == {"no ics", "no oneroster"}
