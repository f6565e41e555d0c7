"""The analytics package as other programs read it."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from frictionless import Package

from timetabler.exporters.analytics import Analytics, package
from timetabler.views import Book, curriculum, staff

from .factory import VARIED, VARIED_LESSONS, awkward, dutiful, fortnight, varied
from .factory import book as load_book


@pytest.fixture(params=["varied", "awkward", "dutiful", "fortnight"])
def book(request: pytest.FixtureRequest) -> Book:
    books = {"varied": varied, "awkward": awkward, "dutiful": dutiful, "fortnight": fortnight}
    return books[request.param]()


def write(book: Book, folder: Path) -> Path:
    assert Analytics().write(book, folder / "analytics") == ()
    return folder / "analytics"


def lines(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def loaded(folder: Path) -> duckdb.DuckDBPyConnection:
    database = duckdb.connect()
    database.execute((folder / "schema.sql").read_text())
    for table in package.tables():
        path = folder / "data" / f"{table['name']}.csv"
        database.execute(
            f"COPY {table['name']} FROM '{path}' "
            """(HEADER, NULLSTR '', DELIMITER ',', QUOTE '"', ESCAPE '"', AUTO_DETECT false)"""
        )
    database.execute((folder / "views.sql").read_text())
    return database


@pytest.mark.filterwarnings("ignore")
def test_it_is_a_valid_data_package(book, tmp_path):
    report = Package(str(write(book, tmp_path) / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])


def test_a_database_accepts_types_and_keys(book, tmp_path):
    folder = write(book, tmp_path)
    with loaded(folder) as database:
        for table in package.tables():
            (count,) = database.execute(f"SELECT COUNT(*) FROM {table['name']}").fetchone()
            assert count == len(lines(folder, table["name"]))
        with pytest.raises(duckdb.ConstraintException):
            database.execute("INSERT INTO fact_lesson SELECT * FROM fact_lesson")


def test_parquet_has_the_same_rows(book, tmp_path):
    folder = write(book, tmp_path)
    with loaded(folder) as database:
        for table in package.tables():
            path = folder / "parquet" / f"{table['name']}.parquet"
            name = table["name"]
            differ = (
                f"(TABLE {name} EXCEPT FROM '{path}') UNION (FROM '{path}' EXCEPT TABLE {name})"
            )
            assert database.execute(differ).fetchall() == []


def test_minutes_of_classes_add_up(tmp_path):
    with loaded(write(varied(), tmp_path)) as database:
        found = database.execute(
            "SELECT class_id, SUM(minutes) FROM fact_lesson WHERE NOT is_group"
            " GROUP BY class_id ORDER BY class_id"
        ).fetchall()
        taught = database.execute(
            "SELECT class_id, subject_id, taught_minutes, required_minutes, lessons, days_touched"
            " FROM agg_class_subject_week"
        ).fetchall()
    assert found == [("1A", 450), ("1B", 450), ("6C", 450)]
    wanted = {
        (x.class_id, x.subject, x.taught, x.required, x.lessons, x.days)
        for x in curriculum(varied())
        if x.subject != "EAL"  # of a group
    }
    assert set(taught) == wanted


def test_minutes_of_teachers_add_up(tmp_path):
    with loaded(write(varied(), tmp_path)) as database:
        found = database.execute(
            "SELECT teacher_id, face_to_face_minutes, release_minutes, free_minutes, days_teaching"
            " FROM agg_teacher_week"
        ).fetchall()
    assert set(found) == {
        (x.teacher_id, x.teaching, x.release, x.free, x.days) for x in staff(varied())
    }


def test_a_joint_lesson_is_one_lesson_in_both_facts(tmp_path):
    folder = write(varied(), tmp_path)
    joint = [r for r in lines(folder, "fact_lesson") if r["is_joint"] == "true"]
    assert [(r["class_id"], r["teacher_id"]) for r in joint] == [
        ("1A", "ana"),
        ("1B", "kim"),
        ("6C", "cas"),
    ]
    there = [r for r in lines(folder, "fact_staff_time") if r["lesson_id"] == joint[0]["lesson_id"]]
    assert [(r["teacher_id"], r["minutes"], r["classes"]) for r in there] == [
        ("ana", "60", "3"),
        ("kim", "60", "3"),
        ("cas", "60", "3"),
    ]


def test_release_says_who_has_the_class(tmp_path):
    found = Counter(
        (r["teacher_id"], r["period_id"], r["class_id"], r["covered_by_teacher_id"])
        for r in lines(write(varied(), tmp_path), "fact_release")
    )
    assert found == Counter(
        [
            ("ana", "A-Mon-S1", "1A", "mia"),
            ("ana", "A-Mon-S2", "1A", "mia"),
            ("ana", "A-Mon-S3-11:30-12:30-lesson", "1A", "pat"),
            ("kim", "A-Tue-S4", "1B", "pat"),
            ("cas", "A-Mon-S4", "6C", "mia"),
            ("cas", "A-Tue-S3-11:00-12:00-lesson", "6C", "pat"),
        ]
    )


def test_segments_number_the_parts_of_a_period(tmp_path):
    found = [
        (r["segment"], r["start_time"], r["subject_id"])
        for r in lines(write(varied(), tmp_path), "fact_lesson")
        if r["class_id"] == "1B" and r["period_id"] == "A-Mon-S1"
    ]
    assert found == [("1", "09:00", "Class"), ("2", "09:30", "Library")]


def test_without_duckdb_it_says_that_parquet_is_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr("timetabler.exporters.analytics.find_spec", lambda _: None)
    (remark,) = Analytics().write(varied(), tmp_path / "analytics")
    assert "timetabler[parquet]" in remark
    assert not (tmp_path / "analytics" / "parquet").exists()


def test_the_dictionary_explains_every_field(tmp_path):
    text = (write(varied(), tmp_path) / "README.md").read_text()
    for table in package.tables():
        assert f"## {table['name']}" in text
        for field in table["fields"]:
            assert field["description"] in text


def test_notes_of_several_lines_stay_in_their_cell(tmp_path):
    said = 'note: "one\\r\\ntwo\\rthree\\nfour"'
    one = load_book(VARIED.replace("note: Sports day", said), *VARIED_LESSONS)
    (line,) = (r for r in lines(write(one, tmp_path), "rule_result") if r["note"])
    assert line["note"] == "one\ntwo\nthree\nfour"
