"""The analytics package as other programs read it, and how they refuse a broken one."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.parquet
import pytest
from frictionless import Package

from timetabler.exporters.analytics import Analytics, package
from timetabler.exporters.analytics.questions import questions
from timetabler.views import Book

from .factory import awkward, dutiful, fortnight, varied
from .packages import lines, load, loaded, mobile, next_term, replaced

BOOKS = {one.__name__: one for one in (varied, awkward, fortnight, mobile, replaced)}
TABLES = {table["name"]: table for table in package.tables()}
VIEWS = [table["name"] for table in package.tables() if table.get("view")]


@pytest.fixture(scope="module", params=BOOKS)
def folder(request: pytest.FixtureRequest, write: Callable[[Book], Path]) -> Path:
    return write(BOOKS[request.param]())


@pytest.fixture(scope="module")
def database(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """With the tables of the folder; to be read only."""
    with loaded(folder) as found:
        yield found


# ---- packages that are whole ---------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("make", [replaced, awkward])
def test_it_is_a_valid_data_package(make, write):
    report = Package(str(write(make()) / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])


def test_a_database_accepts_types_and_keys(folder, database):
    for name in TABLES:
        (count,) = database.execute(f"SELECT COUNT(*) FROM {name}").fetchone()
        assert count == len(lines(folder, name))


def test_views_count_what_their_files_say(folder, database):
    for name in VIEWS:
        assert_view_is_its_file(database, name, folder)


def test_sqlite_counts_the_same(folder):
    with sqlite3.connect(":memory:") as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.executescript((folder / "schema.sql").read_text())
        for table in package.stored():
            rows = [
                [typed(v, f) for v, f in zip(r.values(), table["fields"], strict=True)]
                for r in lines(folder, table["name"])
            ]
            marks = ", ".join("?" * len(table["fields"]))
            database.executemany(f"INSERT INTO {table['name']} VALUES ({marks})", rows)
        database.executescript((folder / "views.sql").read_text())
        for name in VIEWS:
            assert_view_is_its_file(database, name, folder)
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("INSERT INTO fact_lesson SELECT * FROM fact_lesson")


def assert_view_is_its_file(
    database: duckdb.DuckDBPyConnection | sqlite3.Connection, name: str, folder: Path
) -> None:
    """Of the timetable in that folder, whatever else is in the database."""
    key, (timetable,) = ", ".join(TABLES[name]["key"]), lines(folder, "dim_timetable")
    said = database.execute(
        f"SELECT * FROM {name} WHERE timetable_id = ? ORDER BY {key}", [timetable["timetable_id"]]
    )
    assert [column[0] for column in said.description] == package.columns(TABLES[name])
    filed = [
        [typed(v, f) for v, f in zip(row.values(), TABLES[name]["fields"], strict=True)]
        for row in lines(folder, name)
    ]
    filed.sort(
        key=lambda row: [row[package.columns(TABLES[name]).index(k)] for k in TABLES[name]["key"]]
    )
    counted = said.fetchall()
    assert len(counted) == len(filed)
    for one, other in zip(counted, filed, strict=True):
        for counted_value, filed_value in zip(one, other, strict=True):
            if isinstance(filed_value, float):
                assert float(counted_value) == pytest.approx(filed_value, abs=0.0001), (name, one)
            else:
                assert counted_value == filed_value, (name, one)


def typed(text: str, field: dict[str, str]) -> object:
    """A value of a CSV file."""
    read = {"integer": int, "number": float, "boolean": "true".__eq__}
    return None if text == "" else read.get(field["type"], str)(text)


def test_parquet_has_the_same_rows(folder, database):
    for table in package.stored():
        path, name = folder / "parquet" / f"{table['name']}.parquet", table["name"]
        differ = f"(TABLE {name} EXCEPT FROM '{path}') UNION (FROM '{path}' EXCEPT TABLE {name})"
        assert database.execute(differ).fetchall() == []


ARROW = {
    "string": pyarrow.string(),
    "integer": pyarrow.int32(),
    "number": pyarrow.float64(),
    "boolean": pyarrow.bool_(),
    "date": pyarrow.date32(),
    "time": pyarrow.time64("us"),
}


def test_pyarrow_finds_the_types_and_the_version(write):
    folder = write(replaced()) / "parquet"
    for name, table in TABLES.items():
        schema = pyarrow.parquet.read_schema(folder / f"{name}.parquet")
        assert schema.names == package.columns(table)
        assert schema.types == [ARROW[field["type"]] for field in table["fields"]]
        said = pyarrow.parquet.read_metadata(folder / f"{name}.parquet").metadata
        assert said[b"format"] == b"timetabler.analytics/1"


def test_polars_reads_csv_and_parquet_alike(write):
    folder = write(replaced())
    for name in ("dim_date", "dim_period", "dim_class", "fact_lesson"):
        stored = polars.read_parquet(folder / "parquet" / f"{name}.parquet")
        told = polars.read_csv(folder / "data" / f"{name}.csv", schema=stored.schema)
        key = TABLES[name]["key"]
        assert told.sort(key).equals(stored.sort(key))
    days = polars.read_parquet(folder / "parquet" / "dim_date.parquet")
    assert days.schema["date"] == polars.Date
    assert days["day_no"].null_count() > 0
    lessons = polars.read_parquet(folder / "parquet" / "fact_lesson.parquet")
    assert lessons.schema["start_time"] == polars.Time
    assert lessons.schema["changed_from_previous"] == polars.Boolean


def test_pandas_reads_integers_with_gaps_and_booleans(write):
    folder = write(replaced())
    days = pandas.read_csv(
        folder / "data" / "dim_date.csv", parse_dates=["date"], dtype_backend="numpy_nullable"
    )
    assert days["day_no"].dtype == "Int64"
    assert days["day_no"].isna().sum() == (~days["is_school_day"]).sum() > 0
    assert days["date"].min() == pandas.Timestamp(2027, 3, 1)
    lessons = pandas.read_parquet(folder / "parquet" / "fact_lesson.parquet")
    assert lessons["is_home_time"].dtype == bool
    assert lessons["start_time"].min() == datetime.time(9)
    assert lessons[~lessons["is_group"]].groupby("class_id")["minutes"].sum().to_dict() == {
        "1A": 360,
        "1B": 360,
    }


# ---- several packages ----------------------------------------------------------------------------


def test_schools_and_terms_can_be_put_together(write):
    """Two schools, and two terms of one with the very same lessons."""
    folders = [write(make()) for make in (varied, dutiful, next_term)]
    with loaded(*folders) as database:
        found = database.execute(
            "SELECT school_id, term FROM dim_timetable ORDER BY ALL NULLS FIRST"
        ).fetchall()
        assert found == [("gum", None), ("gum", "2027 Term 3"), ("varied", "2027 Term 1")]
        assert database.execute("SELECT COUNT(DISTINCT version) FROM dim_timetable").fetchall() == [
            (2,)
        ]
        for folder in folders:
            for name in VIEWS:
                assert_view_is_its_file(database, name, folder)
        with pytest.raises(duckdb.ConstraintException):
            load(database, folders[1])  # it is there already


def test_a_namesake_of_a_school_is_refused_whole(write, tmp_path):
    shutil.copytree(write(varied()), tmp_path / "namesake")
    path = tmp_path / "namesake" / "data" / "dim_school.csv"
    path.write_text(path.read_text().replace("varied,", "gum,"))
    for table in (tmp_path / "namesake" / "data").glob("*.csv"):
        table.write_text(table.read_text().replace(",varied,", ",gum,"))
    with loaded(write(dutiful())) as database:
        with pytest.raises(duckdb.ConstraintException):
            load(database, tmp_path / "namesake")
        assert database.execute("SELECT COUNT(*) FROM dim_timetable").fetchone() == (1,)


# ---- packages that are broken --------------------------------------------------------------------


class Break(NamedTuple):
    """One thing that is wrong in one table, and who says what about it."""

    table: str
    old: str
    """In the last line of the table; a pattern."""
    new: str
    frictionless: str
    duckdb: type[duckdb.Error] | None = None
    """None: a database does not see it."""
    hashed: bool = True
    """Whether the descriptor is made to agree with the file again."""


BREAKS = (
    Break("fact_lesson", r"\A.*\Z", r"\g<0>\n\g<0>", "primary-key", duckdb.ConstraintException),
    Break("dim_class", r",(dea|ana),", ",nobody,", "foreign-key", duckdb.ConstraintException),
    Break("dim_period", r",(\d+),(\w+)\Z", r",sixty,\2", "type-error", duckdb.ConversionException),
    Break("dim_date", r"2027-04-20", "2027-04-31", "type-error", duckdb.ConversionException),
    Break("dim_subject", r"(true|false)\Z", "maybe", "type-error", duckdb.ConversionException),
    Break("dim_room", r",R2,", ",,", "constraint-error", duckdb.ConstraintException),
    Break("fact_staff_time", r",(absent|free|face_to_face),", ",asleep,", "constraint-error"),
    Break("fact_duty", r",\d+\Z", "", "missing-cell", duckdb.Error),
    Break("rule_result", r",true,", ",false,", "hash-count", hashed=False),
)


@pytest.fixture(scope="module")
def broken(write, tmp_path_factory) -> Path:
    """A package with all of these things wrong, each in a table of its own."""
    folder = tmp_path_factory.mktemp("broken") / "analytics"
    shutil.copytree(write(replaced()), folder)
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text())
    resources = {resource["name"]: resource for resource in descriptor["resources"]}
    assert len({one.table for one in BREAKS}) == len(BREAKS)
    for one in BREAKS:
        data = folder / "data" / f"{one.table}.csv"
        *rest, last = data.read_text().splitlines()
        changed, times = re.subn(one.old, one.new, last, count=1)
        assert times == 1, (one.table, last)
        data.write_text("\n".join([*rest, changed, ""]))
        if one.hashed:
            content = data.read_bytes()
            resources[one.table]["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
            resources[one.table]["bytes"] = len(content)
    path.write_text(json.dumps(descriptor))
    return folder


@pytest.fixture(scope="module")
def said(broken: Path) -> dict[str, set[str]]:
    """table -> the errors that a validator of data packages finds in it."""
    report = Package(str(broken / "datapackage.json")).validate()
    return {task.name: {error.type for error in task.errors} for task in report.tasks}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("one", BREAKS, ids=lambda one: f"{one.table}:{one.frictionless}")
def test_a_validator_refuses_what_is_broken(one, said):
    assert one.frictionless in said[one.table]


@pytest.mark.parametrize("one", [one for one in BREAKS if one.duckdb], ids=lambda one: one.table)
def test_a_database_refuses_what_is_broken(one, broken, write, tmp_path):
    shutil.copytree(write(replaced()), tmp_path / "analytics")
    name = f"data/{one.table}.csv"
    shutil.copy(broken / name, tmp_path / "analytics" / name)
    with pytest.raises(one.duckdb):
        loaded(tmp_path / "analytics")


# ---- what else is in the folder ------------------------------------------------------------------


def test_without_duckdb_there_is_no_parquet_as_the_list_of_formats_says(tmp_path, monkeypatch):
    monkeypatch.setattr("timetabler.exporters.analytics.find_spec", lambda _: None)
    assert Analytics().write(varied(), tmp_path / "analytics") == ()
    assert {"data", "datapackage.json"} <= {p.name for p in (tmp_path / "analytics").iterdir()}
    assert not (tmp_path / "analytics" / "parquet").exists()
    assert "Parquet if duckdb is there" in Analytics.summary


def test_the_dictionary_explains_every_field(write):
    text = (write(varied()) / "README.md").read_text()
    for table in package.tables():
        assert f"## {table['name']}" in text
        for field in table["fields"]:
            assert field["description"] in text


def test_parquet_that_cannot_be_written_is_an_os_error(tmp_path, monkeypatch):
    def gone(path: Path) -> str:
        return f"'{path}'" if path.suffix == ".csv" else f"'{path.parent}/gone/{path.name}'"

    monkeypatch.setattr("timetabler.exporters.analytics._quoted", gone)
    with pytest.raises(OSError, match="Parquet cannot be written") as failed:
        Analytics().write(varied(), tmp_path / "analytics")
    assert failed.value.filename == str(tmp_path / "analytics")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("make", "unanswered"),
    [
        (varied, {3, 8, 10}),  # neither duty nor teams that meet nor a timetable before
        (awkward, {3, 4, 5, 8, 10, 11}),
        (replaced, {8, 11}),
    ],
)
def test_every_question_has_an_answer(make, unanswered, write):
    asked = list(questions())
    assert len(asked) == package.questions_sql().count(";\n") >= 10
    with loaded(write(make())) as database:
        answers = [database.execute(question.sql).fetchall() for question in asked]
    assert {number for number, answer in enumerate(answers, 1) if not answer} == unanswered


def test_holidays_take_the_lessons_of_their_day(write):
    folder = write(varied())
    lost = Counter()
    for r in lines(folder, "fact_lesson"):  # one holiday, on a Monday
        if r["period_id"].startswith("A-Mon-") and r["is_group"] == "false":
            lost[r["subject_id"]] += int(r["minutes"])
    (asked,) = (question for question in questions() if "holidays" in question.title)
    with loaded(folder) as database:
        answer = database.execute(asked.sql).fetchall()
    assert {subject: minutes for subject, _, minutes, _ in answer} == lost


def test_all_questions_can_be_asked_at_once(write):
    folder = write(varied())
    with loaded(folder) as database:
        database.execute((folder / "questions.sql").read_text())
