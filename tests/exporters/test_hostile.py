"""Hostile names and broken disks, through every format that there is."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import signal
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path, PurePosixPath

import pytest
from lxml import etree, html
from openpyxl import load_workbook

from timetabler import api
from timetabler.exporters import formats
from timetabler.exporters.base import Exporter
from timetabler.models.findings import Outcome, Status
from timetabler.models.span import Span
from timetabler.models.timetable import DutyPlacement, Placement, Timetable
from timetabler.spec.load import load_text
from timetabler.verify import verify
from timetabler.views import Book, rows

from .every import FORMATS
from .factory import DATES, dutiful, varied
from .test_contract import content

NAMES = (
    "=cmd|' /C calc'!A0",
    "+1+cmd|'/C x'!A1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(2)>",
    "]]>&xxe;<!ENTITY a SYSTEM 'file:///etc/passwd'>",
    "../../../etc/passwd",
    "C:\\x\\..\\y",
    "CON",
    "nul.txt",
    "aux ",
    ". ",
    "..",
    "a\u200fb\u200ec",
    "\N{ARTIST PALETTE}\u200d\N{LOWER LEFT PAINTBRUSH}",
    "x" * 200,
    "[]:*?/\\",
    "HISTORY",
    "History",
    "Pat",
    "PAT",
    "line;BEGIN:VEVENT,\\n\\N",
    "{{ 7 * 7 }}{% raw %}",
    "'; DROP TABLE dim_teacher; --",
    "%s %n ${jndi:x}",
    "\u00e9",
    "e\u0301",
)
"""Every sort of thing in the school is called each of these."""


@cache
def hostile() -> Book:
    """A school whose people, places, classes and subjects have these names, and each other thing
    has one of them."""
    quoted = [json.dumps(name, ensure_ascii=False) for name in NAMES]
    lines = [
        f"school: {quoted[0]}",
        f"id: {quoted[8]}",
        f"term: {quoted[5]}",
        "week:",
        "  days: [Mon, Tue, Wed, Thu, Fri, Sat]",
        "  timeslots:",
        *(f'    - {{id: {quoted[n]}, time: "{9 + n:02}:00-{9 + n:02}:45"}}' for n in range(5)),
        '    - {id: rest, time: "14:00-14:20", kind: break}',
        "teachers:",
        *(f"  - {{id: {q}, name: {q}, email: {q}}}" for q in quoted),
        "  - sub",
        "rooms:",
        *(f"  - {{id: {q}, name: {q}}}" for q in quoted),
        "classes:",
        *(f"  - {{id: {q}, name: {q}, year: {q}, teacher: {q}, room: {q}}}" for q in quoted),
        "courses:",
        *(f"  - {{subject: {q}, classes: [{q}], teacher: sub}}" for q in quoted),
        "duties:",
        f"  teachers: [{quoted[0]}]",
        f"  areas: [{{id: {quoted[1]}, name: {quoted[6]}, wet: {quoted[4]}}}]",
        "constraints:",
        f"  - {{kind: prefer_times, subjects: all, times: [Mon], weight: 1, note: {quoted[6]},",
        f"     asked_by: {quoted[2]}}}",
        DATES,
    ]
    problem = load_text("\n".join(lines))
    school = problem.school
    places = [Span(day, start * 60, start * 60 + 45) for day in range(6) for start in range(9, 14)]
    lessons = [
        Placement(course, place, course.classes[0], ("sub",))
        for course, place in zip(school.courses, places, strict=False)
    ]
    timetable = Timetable(school, lessons, [DutyPlacement(d, NAMES[0]) for d in school.duties])
    report = verify(problem, timetable)
    assert report.valid
    outcome = Outcome(Status.FEASIBLE, report.cost, 0, 1.5, seed=7, workers=2)
    return Book(problem, timetable, report, outcome, "0.1.0", "solver 1")


@pytest.fixture(scope="module", params=FORMATS)
def exporter(request: pytest.FixtureRequest) -> Exporter:
    return formats()[request.param]()


@pytest.fixture(scope="module")
def written(exporter: Exporter, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile book in one format."""
    path = tmp_path_factory.mktemp("hostile") / exporter.filename
    exporter.write(hostile(), path)
    return path


def inside(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every file, by its name in the folder; of archives that are no workbooks, every part."""
    for file in [path] if path.is_file() else (p for p in path.rglob("*") if p.is_file()):
        name = file.name if path.is_file() else file.relative_to(path).as_posix()
        yield name, file.read_bytes()
        if zipfile.is_zipfile(file) and file.suffix != ".xlsx":
            with zipfile.ZipFile(file) as archive:
                yield from ((entry, archive.read(entry)) for entry in archive.namelist())


def test_hostile_names_come_back_as_they_were(exporter, written):
    held = exporter.held(rows(hostile()))
    assert Counter(exporter.read_back(written, hostile().problem)) == Counter(held)
    assert [p.name for p in written.parent.iterdir()] == [exporter.filename]


def test_names_of_files_are_safe_on_every_system(written):
    names = [name for name, _ in inside(written)]
    assert len({name.casefold() for name in names}) == len(names)
    for part in {part for name in names for part in name.split("/")}:
        assert part.split(".")[0].strip().upper() not in {"", "CON", "NUL", "AUX"}
        assert not set('<>:"\\|?*').intersection(part)
        assert all(c.isprintable() or c in "\u200d\u200e\u200f" for c in part)
        assert part == part.strip().rstrip(".")
        assert len(part.encode()) <= 255


@pytest.mark.parametrize("exporter", ["xlsx"], indirect=True)
def test_nothing_in_a_workbook_is_a_formula_of_somebody_else(written):
    workbook = load_workbook(written)
    titles = workbook.sheetnames
    assert len({title.casefold() for title in titles}) == len(titles)
    for title in titles:
        assert len(title) <= 31
        assert not set("[]:*?/\\").intersection(title)
        assert title == title.strip("'")
        assert title.casefold() != "history"
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert {NAMES[0], NAMES[1], NAMES[3]} <= texts
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert [f for f in formulas if "cmd|" in f or "SUM(1)" in f or f == "=1+1"] == []


def test_text_stays_well_formed(exporter, written, tmp_path):
    tame = tmp_path / exporter.filename
    for name, data in inside(written):
        match PurePosixPath(name).suffix:
            case ".html":
                exporter.write(varied(), tame)
                scripts = html.fromstring(tame.read_bytes()).findall(".//script")
                page = html.fromstring(data)
                assert len(page.findall(".//script")) == len(scripts)
                assert [
                    k for e in page.iter(etree.Element) for k in e.attrib if k[:2] == "on"
                ] == []
                assert page.findall(".//img[@src='x']") == []
            case ".xml":
                assert b"<!DOCTYPE" not in data
                parser = etree.XMLParser(resolve_entities=False, no_network=True)
                assert etree.fromstring(data, parser) is not None
            case ".json":
                json.loads(data)
            case ".csv":
                table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
                assert {len(row) for row in table} == {len(table[0])}
            case ".ics":
                lines = data.decode().split("\r\n")
                assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT")
                assert [x for x in lines if len(x.encode()) > 75 or "\n" in x or "\r" in x] == []


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file can become larger: what a full disk looks like to every library."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


@pytest.mark.parametrize("share", [0, 0.9])
def test_a_full_disk_loses_nothing_and_leaves_nothing(exporter, share, tmp_path):
    path = tmp_path / exporter.filename
    exporter.write(varied(), path)
    before = content(path)
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    largest = max(file.stat().st_size for file in files)
    with pytest.raises(OSError, match=exporter.filename), room_for(int(share * largest)):
        exporter.write(varied(), path)
    assert content(path) == before
    assert [p.name for p in tmp_path.iterdir()] == [exporter.filename]


def test_a_kill_half_way_leaves_the_old_file(exporter, tmp_path):
    path = tmp_path / exporter.filename
    exporter.write(dutiful(), path)
    before = content(path)
    child = os.fork()
    if not child:
        os.replace = os.rename = lambda *_: os._exit(9)  # type: ignore[assignment]
        exporter.write(varied(), path)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 9
    assert content(path) == before


def test_nothing_is_written_of_a_timetable_that_breaks_a_rule(exporter, tmp_path):
    whole = dutiful()
    broken = Timetable(whole.school, whole.timetable.placements[:1], whole.timetable.duties)
    report = verify(whole.problem, broken)
    assert not report.valid
    with pytest.raises(api.VerificationFailed):
        api.export(Book(whole.problem, broken, report, whole.outcome), tmp_path, [exporter.name])
    assert list(tmp_path.iterdir()) == []
