"""The CSV file of XUNO: bytes, order of fields, what must be there, students, yard duty."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from timetabler.exporters.base import Options
from timetabler.exporters.xuno import Line, Xuno
from timetabler.models.findings import InvalidInput
from timetabler.views import Book

from .every import BOOKS
from .factory import book, dutiful, varied

MOST = {
    "student": 20,
    "class_code": 100,
    "subject_code": 100,
    "subject": 200,
    "day": 3,
    "day_name": 100,
    "period": 10,
    "period_name": 100,
    "room": 100,
    "teacher": 20,
    "second": 20,
    "duty": 1,
}
"""Field, in its order -> characters at most."""
OPTIONAL = {"student", "room", "second"}


def lines(one: Book, tmp: Path, students: Path | None = None) -> list[Line]:
    path = tmp / "xuno.csv"
    Xuno(Options(students)).write(one, path)
    with path.open(encoding="utf-8", newline="") as file:
        return [Line(*fields) for fields in csv.reader(file)]


def test_the_order_of_the_fields_is_that_of_xuno():
    assert Line._fields == tuple(MOST)


@pytest.mark.parametrize("name", BOOKS)
def test_every_field_is_in_quotes_and_every_line_ends_with_cr_lf(name, tmp_path):
    Xuno().write(BOOKS[name](), tmp_path / "xuno.csv")
    data = (tmp_path / "xuno.csv").read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    field = r'"(?:[^"\r\n]|"")*"'
    assert re.fullmatch(rf"(?:{field}(?:,{field}){{11}}\r\n)+", data.decode())


@pytest.mark.parametrize("name", BOOKS)
def test_what_must_be_there_is_there_and_nothing_is_too_long(name, tmp_path):
    for line in lines(BOOKS[name](), tmp_path):
        for field, value in line._asdict().items():
            assert value or field in OPTIONAL
            assert len(value) <= MOST[field]
        assert line.day.isdecimal()
        assert line.duty in ("0", "1")


def rows(found: list[Line], class_code: str) -> list[tuple[str, ...]]:
    return [
        (x.day, x.day_name, x.period, x.room, x.teacher, x.second)
        for x in found
        if x.class_code == class_code
    ]


@pytest.mark.parametrize(
    ("class_code", "expected"),
    [
        ("ART 1A", [("1", "Mon", "S1", "R1", "mia", ""), ("1", "Mon", "S2", "R1", "mia", "")]),
        ("MUS 6C", [("1", "Mon", "S4", "R3", "mia", "val")]),
        ("ASM 1B", [("2", "Tue", "S1", "hall", "kim", "")]),
        ("EAL EAL", [("2", "Tue", "S2", "nook", "val", "")]),
    ],
)
def test_lines_of(class_code, expected, tmp_path):
    assert rows(lines(varied(), tmp_path), class_code) == expected


def test_more_than_two_teachers_take_more_lines_of_the_same_class(tmp_path):
    three = book(
        """\
school: Three
week: {days: [Mon], timeslots: [{id: P1, time: "09:00-10:00"}, {id: P2, time: "10:00-11:00"}]}
teachers: [ana, pat, mia, val]
classes: [{id: 1A, year: 1, teacher: ana, room: R1}]
courses: [{subject: Circus, classes: all, teacher: pat, also: [mia, val]}]
""",
        ("1A Circus", "Mon P1", "R1", ("pat", "mia", "val")),
    )
    assert rows(lines(three, tmp_path), "CIR 1A") == [
        ("1", "Mon", "1", "R1", "pat", "mia"),
        ("1", "Mon", "1", "R1", "val", ""),
    ]


def test_yard_duty_is_flagged_and_says_where(tmp_path):
    found = lines(dutiful(), tmp_path)
    duties = [x for x in found if x.duty == "1"]
    assert {x.class_code for x in duties} == {"DUTY OVAL", "DUTY GATE", "DUTY YARD"}
    assert ("1", "Mon", "BEF", "Front gate", "pat", "") in rows(found, "DUTY GATE")
    assert all(x.student == "" for x in duties)
    assert len(duties) == 7


def test_a_line_that_has_no_teacher_is_left_out_with_a_remark(tmp_path):
    alone = book(
        """\
school: Alone
week: {days: [Mon], timeslots: [{id: S1, time: "09:00-10:00"}, {id: S2, time: "10:00-11:00"}]}
teachers: [pat]
classes: [{id: 1A, year: 1}]
courses:
  - {subject: PE, classes: all, teacher: pat}
  - {subject: Art, classes: all}
""",
        ("1A PE", "Mon S1", None, ("pat",)),
        ("1A Art", "Mon S2", None, ()),
    )
    assert [line.class_code for line in lines(alone, tmp_path)] == ["PE 1A"]
    remarks = Xuno().write(alone, tmp_path / "xuno.csv")
    assert "1 line without a teacher left out: XUNO wants one" in remarks


STUDENTS = """\
class,given_name,family_name,id
1A,Zoë,O'Hara,S1
1A,Al,Lee,S2
1B,Bo,Ray,S3
6C,Cy,Day,A-CODE-OF-MORE-THAN-20
"""


@pytest.fixture
def students(tmp_path: Path) -> Path:
    path = tmp_path / "students.csv"
    path.write_text(STUDENTS, encoding="utf-8")
    return path


def test_with_students_there_is_a_line_for_each_and_no_name_of_theirs(students, tmp_path):
    found = lines(varied(), tmp_path, students)
    art = [(x.student, x.period) for x in found if x.class_code == "ART 1A"]
    assert art == [("S1", "S1"), ("S2", "S1"), ("S1", "S2"), ("S2", "S2")]
    assert {x.student for x in found if x.class_code == "ASM 1B"} == {"S3"}
    assert {x.student for x in found if x.class_code == "EAL EAL"} == {""}  # nobody says who
    text = (tmp_path / "xuno.csv").read_text(encoding="utf-8")
    assert not re.search("Zoë|O'Hara|Lee|Ray|Day", text)


def test_what_xuno_will_not_take_as_meant_is_remarked_on(students, tmp_path):
    path = tmp_path / "xuno.csv"
    without = Xuno().write(varied(), path)
    assert any("no students: XUNO takes classes without them" in remark for remark in without)
    remarks = Xuno(Options(students)).write(varied(), path)
    assert "1 student code longer than the 20 characters of XUNO left out" in remarks
    assert any(remark.startswith("nobody says which students are in") for remark in remarks)
    assert not any("yard duties" in remark for remark in remarks)


def test_what_is_read_back_is_the_same_with_students(students, tmp_path):
    with_students = Xuno(Options(students))
    with_students.write(varied(), tmp_path / "with.csv")
    Xuno().write(varied(), tmp_path / "without.csv")
    problem = varied().problem
    assert with_students.read_back(tmp_path / "with.csv", problem) == Xuno().read_back(
        tmp_path / "without.csv", problem
    )


def test_a_list_of_students_that_is_wrong_is_said_before_the_search(tmp_path):
    path = tmp_path / "students.csv"
    path.write_text("class,given_name,family_name,id\n9Z,A,B,1\n")
    with pytest.raises(InvalidInput, match="9Z"):
        Xuno(Options(path)).lacks(varied().problem)
