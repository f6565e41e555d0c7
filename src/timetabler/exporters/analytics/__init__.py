"""analytics/: the full recorded week as a star schema, for whatever reads CSV or Parquet."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from timetabler.exporters.analytics import package
from timetabler.exporters.analytics.dictionary import dictionary
from timetabler.exporters.analytics.keys import Line
from timetabler.exporters.analytics.tables import rows
from timetabler.exporters.base import Exporter, replacing_folder
from timetabler.spec.problem import Problem
from timetabler.views import Book, Row

_TEXTS: Mapping[str, Callable[[], str]] = {
    "schema.sql": package.schema_sql,
    "load.sql": package.load_sql,
    "views.sql": package.views_sql,
    "questions.sql": package.questions_sql,
    "README.md": dictionary,
}
_OURS = ("data", "parquet", "datapackage.json", *_TEXTS)


class Analytics(Exporter):
    """A Data Package with keys and a dictionary, and Parquet if duckdb is installed."""

    name = "analytics"
    filename = "analytics"
    summary = "tables for analysis: CSV, and Parquet if duckdb is there"

    def write(self, book: Book, path: Path) -> tuple[str, ...]:
        """See Exporter."""
        with replacing_folder(path, _OURS) as folder:
            _write_package(book, folder)
            if find_spec("duckdb"):
                _write_parquet(folder)
        return ()

    def read_back(self, path: Path, problem: Problem) -> tuple[Row, ...]:
        """See Exporter. Teachers who do not lead are found in fact_staff_time."""
        tables = {t["name"]: _read(path / "data" / f"{t['name']}.csv") for t in package.tables()}
        days = {p["period_id"]: p["day_name"] for p in tables["dim_period"]}
        labels = {p["period_id"]: p["period_label"] for p in tables["dim_period"]}
        order = [t["teacher_id"] for t in tables["dim_teacher"]]
        there = defaultdict(list)
        for staff in sorted(tables["fact_staff_time"], key=lambda s: order.index(s["teacher_id"])):
            there[staff["lesson_id"], days[staff["period_id"]]].append(staff)
        return tuple(
            Row(
                class_id=lesson["class_id"],
                day=days[lesson["period_id"]],
                timeslot=labels[lesson["period_id"]],
                start=lesson["start_time"],
                end=lesson["end_time"],
                minutes=int(lesson["minutes"]),
                subject=lesson["subject_id"],
                course=lesson["course_id"],
                groups=_groups(lesson, problem),
                teachers=_teachers(lesson, there[lesson["lesson_id"], days[lesson["period_id"]]]),
                room=lesson["room_id"],
                is_home=lesson["is_home_time"] == "true",
                joint=lesson["is_joint"] == "true",
                double=lesson["is_double"] == "true",
                lesson=lesson["lesson_id"],
            )
            for lesson in tables["fact_lesson"]
        )


def _write_package(book: Book, folder: Path) -> None:
    (folder / "data").mkdir()
    made = rows(book)
    resources = []
    for table in package.tables():
        data = _csv(package.columns(table), made[table["name"]])
        (folder / "data" / f"{table['name']}.csv").write_bytes(data)
        resources.append(package.resource(table, len(data), hashlib.sha256(data).hexdigest()))
    descriptor = {
        "$schema": package.PROFILE,
        "name": "timetable",
        "title": f"Timetable of {book.school.name}",
        "format": package.version(),
        "resources": resources,
    }
    texts = {name: text() for name, text in _TEXTS.items()}
    texts["datapackage.json"] = json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _csv(columns: list[str], lines: Iterable[Line]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_plain(value) for value in line] for line in lines)
    return text.getvalue().encode()


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else re.sub("\r\n?", "\n", str(value))  # unquoted by csv


def _write_parquet(folder: Path) -> None:
    """The same tables again, read from the CSV by a database, with its types. Raises OSError."""
    import duckdb

    (folder / "parquet").mkdir()
    try:
        with duckdb.connect() as database:
            for table in package.tables():
                source = package.csv_source(table, str(folder / "data"))
                target = _quoted(folder / "parquet" / f"{table['name']}.parquet")
                database.execute(
                    f"COPY (FROM {source} ORDER BY {', '.join(table['key'])}) "
                    f"TO {target} (FORMAT parquet, COMPRESSION zstd, "
                    f"KV_METADATA {{format: '{package.version()}'}})"
                )
    except duckdb.IOException as error:  # a full disk, say: duckdb has an error of its own for it
        raise OSError(errno.EIO, f"Parquet cannot be written ({error})") from error
    except RuntimeError as error:
        if str(error) != "Query interrupted":  # so duckdb says that somebody pressed Ctrl-C
            raise
        raise KeyboardInterrupt from error


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _groups(lesson: dict[str, str], problem: Problem) -> tuple[str, ...]:
    """Those of the course; what is listed must be the same."""
    if not lesson["course_id"]:
        return ()
    groups = problem.school.course[lesson["course_id"]].groups
    return groups if lesson["group_ids"] == ", ".join(groups) else ()


def _teachers(lesson: dict[str, str], there: list[dict[str, str]]) -> tuple[str, ...]:
    """Whoever leads, then the others who are at the lesson at that time."""
    others = (
        staff["teacher_id"]
        for staff in there
        if lesson["lesson_id"]
        and staff["start_time"] < lesson["end_time"]
        and lesson["start_time"] < staff["end_time"]
    )
    return tuple(t for t in dict.fromkeys((lesson["teacher_id"], *others)) if t)
