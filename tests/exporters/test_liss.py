"""LISS to the letter: fields, types, lengths, and one row for each teacher of each period."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from timetabler.exporters.liss import CALLS, Liss
from timetabler.views import Book

from .every import BOOKS
from .factory import (
    DUTIFUL,
    DUTIFUL_DUTIES,
    DUTIFUL_LESSONS,
    book,
    doubled,
    dutiful,
    fortnight,
    varied,
)

FIELDS: dict[str, dict[str, tuple[type, bool, str]]] = {
    "bellTimes": {
        "DayNumber": (int, True, r"[1-9]\d*"),
        "DayName": (str, True, r".+"),
        "Period": (str, True, r"[A-Z0-9]{1,20}"),
        "TtStructure": (str, True, r".{1,20}"),
        "StartTime": (str, True, r"([1-9]|1\d|2[0-4]):[0-5]\d"),
        "EndTime": (str, True, r"([1-9]|1\d|2[0-4]):[0-5]\d"),
        "Type": (str, True, r"[TLORSX]"),
    },
    "classes": {
        "ClassCode": (str, True, r"(?=.{1,20}$)[A-Z0-9]+ [A-Z0-9]{1,10}"),
        "CourseName": (str, True, r"(?s).+"),
        "DefaultTeacher": (str, False, r".{1,20}"),
        "Type": (str, True, r"|Duty|Study|RollClass|RTO|StaffMeeting|ExtraCurricular|OnCall"),
        "TtStructure": (str, True, r".{1,20}"),
    },
    "timetable": {
        "DayNumber": (int, True, r"[1-9]\d*"),
        "Period": (str, True, r"[A-Z0-9]{1,20}"),
        "ClassCode": (str, True, r"(?=.{1,20}$)[A-Z0-9]+ [A-Z0-9]{1,10}"),
        "TeacherId": (str, False, r".{1,20}"),
        "RoomId": (str, False, r".{1,20}"),
        "RoomCode": (str, False, r".{1,20}"),
        "TtStructure": (str, True, r".{1,20}"),
    },
    "calendar": {
        "Date": (str, True, r"\d{8}T00:00:00"),
        "DayName": (str, True, r".+"),
        "DayNumber": (int, False, r"[1-9]\d*"),
        "Rotation": (str, False, r".+"),
    },
}
"""Argument -> field -> its type, whether it must be there, what it looks like."""


def read(one: Book, tmp: Path) -> dict[str, dict[str, Any]]:
    Liss().write(one, tmp / "liss")
    found = {}
    for path in (tmp / "liss").iterdir():
        document = json.loads(path.read_text(encoding="utf-8"))
        assert document["method"] == f"liss.{path.stem}"
        found[path.stem] = document["arguments"]
    return found


@pytest.mark.parametrize("name", BOOKS)
def test_every_row_has_the_fields_of_liss_with_their_types_and_lengths(name, tmp_path):
    found = read(BOOKS[name](), tmp_path)
    arguments = {k: v for call in found.values() for k, v in call.items() if k in FIELDS}
    for argument, rows in arguments.items():
        fields = FIELDS[argument]
        assert rows
        for row in rows:
            assert list(row) == [field for field in fields if field in row]
            assert {field for field, (_, needed, _) in fields.items() if needed} <= set(row)
            for field, value in row.items():
                sort, _, looks = fields[field]
                assert type(value) is sort
                assert re.fullmatch(looks, str(value)), (field, value)


@pytest.mark.parametrize("name", BOOKS)
def test_keys_are_keys_and_everything_refers_to_something(name, tmp_path):
    found = read(BOOKS[name](), tmp_path)
    timetable = found["publishTimetable"]["timetable"]
    bells = Counter((b["DayNumber"], b["Period"]) for b in found["publishBellTimes"]["bellTimes"])
    classes = Counter(c["ClassCode"] for c in found["publishClasses"]["classes"])
    assert max(bells.values()) == max(classes.values()) == 1
    assert {(row["DayNumber"], row["Period"]) for row in timetable} <= set(bells)
    assert {row["ClassCode"] for row in timetable} == set(classes)
    assert len({tuple(row.items()) for row in timetable}) == len(timetable)


def taught(found: dict[str, Any], class_code: str) -> list[tuple[object, ...]]:
    return [
        (row["DayNumber"], row["Period"], row.get("TeacherId"), row.get("RoomCode"))
        for row in found["publishTimetable"]["timetable"]
        if row["ClassCode"] == class_code
    ]


@pytest.mark.parametrize(
    ("class_code", "rows"),
    [
        ("ART 1A", [(1, "S1", "mia", "R1"), (1, "S2", "mia", "R1")]),  # a double
        ("MUS 6C", [(1, "S4", "mia", "R3"), (1, "S4", "val", "R3")]),  # two teachers
        ("PE 6C", [(2, "S3B", "pat", "hall")]),  # at the bells of its class
        ("ASM 1B", [(2, "S1", "kim", "hall")]),  # together with others, with the own teacher
        ("EAL EAL", [(2, "S2", "val", "nook")]),  # a group, for half of the period
    ],
)
def test_rows_of(class_code, rows, tmp_path):
    assert taught(read(varied(), tmp_path), class_code) == rows


def test_home_time_is_a_class_with_whoever_has_the_class_on_that_day(tmp_path):
    rows = taught(read(varied(), tmp_path), "CLA 1B")
    assert {(day, teacher) for day, _, teacher, _ in rows} == {(1, "dea"), (2, "kim")}


def test_yard_duty_and_release_are_classes_of_their_own_types(tmp_path):
    found = read(dutiful(), tmp_path)
    types = {c["ClassCode"]: c["Type"] for c in found["publishClasses"]["classes"]}
    assert {code for code, sort in types.items() if sort == "Duty"} == {
        "DUTY OVAL",
        "DUTY GATE",
        "DUTY YARD",
    }
    assert {code for code, sort in types.items() if sort == "RTO"} == {"RTO ANA", "RTO KIM"}
    assert taught(found, "DUTY GATE") == [(1, "BEF", "pat", None), (2, "BEF", "hel", None)]
    assert taught(found, "RTO ANA") == [(1, "S3", "ana", None)]  # while 1A is at PE


def test_bell_times_say_what_each_time_is_for(tmp_path):
    bells = read(dutiful(), tmp_path)["publishBellTimes"]["bellTimes"]
    first = {b["Period"]: (b["Type"], b["StartTime"]) for b in bells if b["DayNumber"] == 1}
    assert first == {
        "BEF": ("O", "8:40"),
        "S1": ("T", "9:00"),
        "S2": ("T", "10:00"),
        "REC": ("L", "11:00"),
        "RE1": ("L", "11:00"),
        "RE2": ("L", "11:15"),
        "S3": ("T", "11:30"),
    }


def test_the_calendar_names_days_of_the_cycle_and_holidays(tmp_path):
    found = read(fortnight(), tmp_path)
    days = {row.pop("Date"): row for row in found["publishCalendar"]["calendar"]}
    assert days["20270301T00:00:00"] == {"DayName": "Mon A", "DayNumber": 1, "Rotation": "A"}
    assert days["20270309T00:00:00"] == {"DayName": "Tue B", "DayNumber": 4, "Rotation": "B"}
    assert days["20270308T00:00:00"] == {"DayName": "Holiday"}  # Labour Day
    assert days["20270329T00:00:00"] == {"DayName": "Holiday"}  # between the terms
    assert "20270306T00:00:00" not in days  # a Saturday
    (structure,) = found["getTimetableStructures"]["timetableStructures"]
    assert structure["AcademicYear"] == found["publishTimetable"]["academicYear"] == 2027
    assert [t["StartDate"] for t in structure["Terms"]] == [
        "20270301T00:00:00",
        "20270330T00:00:00",
    ]
    assert found["publishTimetable"]["endDate"] == "20270420T00:00:00"


def test_without_dates_there_is_no_calendar_and_a_remark_says_so(tmp_path):
    undated = book(DUTIFUL, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES)
    Liss().write(dutiful(), tmp_path / "liss")
    remarks = Liss().write(undated, tmp_path / "liss")
    assert any("does not say when the terms are" in remark for remark in remarks)
    written = {path.stem for path in (tmp_path / "liss").iterdir()}
    assert written == set(CALLS) - {"publishCalendar"}  # nor that of an earlier run
    found = json.loads((tmp_path / "liss" / "publishTimetable.json").read_text())
    assert set(found["arguments"]) == {"timetable", "createClassesFlag"}


def test_half_sessions_are_remarked_on(tmp_path):
    assert "2 lessons are shorter than a period, and told as whole ones" in Liss().write(
        varied(), tmp_path / "liss"
    )
    assert Liss().write(doubled(), tmp_path / "liss") == ()
