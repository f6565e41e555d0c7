"""Codes instead of names: nothing exported says who anybody is, and all of it is still true."""

from __future__ import annotations

import csv
import json
import random
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from typer.testing import CliRunner

from timetabler import api
from timetabler.api.pseudonymising import KEY_FILE, Carrying, key_of, with_codes
from timetabler.cli import app
from timetabler.constraints.names import Names
from timetabler.exporters import formats
from timetabler.models.timetable import DutyPlacement, Placement, Timetable
from timetabler.spec import pseudonyms as language
from timetabler.spec.document import Document
from timetabler.spec.load import load, load_text
from timetabler.spec.problem import Problem
from timetabler.spec.pseudonyms import Pseudonyms, assigned, pseudonymised, telling
from timetabler.verify import verify
from timetabler.views import Book

from .every import BOOKS, FORMATS
from .factory import book, dutiful, hostile, whole

QUICK = ("tiny", "rural", "nsw")
EXAMPLES = [
    pytest.param(
        path,
        id=f"{path.parent.name}-{path.stem}",
        marks=[pytest.mark.slow] * (path.parent.name not in QUICK),
    )
    for path in sorted(Path(__file__).parents[2].glob("examples/*/*.yaml"))
]

MARK = "zqx"
"""In every text of the marked school that could say who somebody is."""
MARKED = """\
school: Zqx School   # zqx comment
id: zqx
number: zqx4321
term: 2027 Term 1
sector: Government
calendar:
  terms: [{name: zqx, from: 2027-01-28, to: 2027-03-25}]
  closed: [{date: 2027-03-08, name: Zqx Day}]
  timezone: Australia/Melbourne
pack:
  base: vic
  words: {release: zqx time}
  figures: {release_minutes: {value: "60", source: Zqx agreement, note: zqx}}
week:
  days: [Mon, Tue]
  timeslots:
    - {id: S1, time: "09:00-10:00"}
    - {id: S2, time: "10:00-11:00", classes: [1zqx, 2zqx]}
    - {id: recess, time: "11:00-11:30", kind: break}
    - {id: S3, time: "11:30-12:30"}
sites: [zqxeast, zqxwest]
travel: 5
teachers:
  - {id: zqxana, name: Ana Zqx, email: ana@zqx.example}
  - {id: zqxdea, name: Dea Zqx, fte: 0.5, days: [Mon]}
  - {id: zqxkim, name: Kim Zqx, fte: 0.5, days: [Tue], away: ["Tue 12:30-13:00"]}
  - {id: zqxpat, name: Pat Zqx}
aides:
  - {id: zqxeve, name: Eve Zqx, email: zqx}
staff: [zqxhel]
rooms:
  - {id: zqxhall, name: Zqx Hall, site: zqxeast, zone: zqxnorth, wet: [zqxgym]}
  - {id: zqxgym, site: zqxeast}
classes:
  - {id: 1zqx, name: Year One Zqx, year: 1, teacher: zqxana, room: zqxroom, site: zqxeast,
     students: 20}
  - {ids: [2zqx], year: 2, teachers: {zqxdea: Mon, zqxkim: [Tue]}, zone: zqxsouth,
     room: zqxother, site: zqxeast}
groups:
  - {id: zqxred, name: Zqx Red, classes: [1zqx], split: zqxsplit, students: 9}
  - {id: zqxblue, classes: [1zqx], split: zqxsplit}
teams:
  - {id: zqxteam, classes: [1zqx, 2zqx]}
subjects: [{subject: PE, code: PE, learning_area: Health}]
courses:
  - {subject: PE, classes: all, teacher: zqxpat, room: zqxhall}
  - {subject: Chess, groups: [zqxred, zqxblue], teachers: [zqxpat, zqxana], also: [zqxeve],
     minutes: 30, room: zqxgym}
locks:
  - {subject: PE, class: 1zqx, at: Mon S3, room: zqxhall, teacher: zqxpat}
duties:
  teachers: [zqxana, zqxpat, zqxhel, zqxdea]
  areas:
    - {id: zqxyard, name: Zqx Yard, at: recess 1, days: [Mon], site: zqxeast, zone: zqxnorth,
       wet: Zqx library, teachers: [zqxhel, zqxdea]}
  times: [{id: recess 1, time: "11:00-11:15"}]
  fixed: [{area: zqxyard, at: recess 1, days: [Mon], teacher: zqxhel}]
support:
  - {id: zqxneed, name: Zqx N, class: 1zqx, minutes: 60, aides: [zqxeve], subjects: [all],
     times: [Mon]}
constraints:
  - {kind: prefer_times, classes: [2zqx], teachers: [zqxpat], subjects: PE, rooms: [zqxhall],
     times: [Tue], weight: 2, asked_by: Zqx, note: zqx}
  - {kind: limit_busy_times, teachers: [zqxpat], at_most: 300, note: zqx agreement}
  - {kind: common_free, teachers: [zqxana, zqxpat], weight: 1, note: zqx}
  - {kind: have_on_duty, areas: [zqxyard], teachers: [zqxhel]}
  - {kind: common_release, teams: [zqxteam], weight: 1, asked_by: zqx}
"""


@cache
def marked() -> Book:
    """Everything that the language has, with a mark in all that must not get out."""
    return book(
        MARKED,
        ("1zqx PE", "Mon S3", "zqxhall", ("zqxpat",)),
        ("2zqx PE", "Tue S1", "zqxhall", ("zqxpat",)),
        ("zqxred Chess", "Mon 09:00-09:30", "zqxgym", ("zqxpat", "zqxeve")),
        ("zqxblue Chess", "Tue 10:00-10:30", "zqxgym", ("zqxpat", "zqxeve")),
        duties={"zqxyard, Mon recess 1": "zqxhel", "zqxneed, Mon S3": "zqxeve"},
    )


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file with its name; of archives, every part."""
    for path in (p for p in folder.rglob("*") if p.is_file()):
        yield str(path.relative_to(folder)), path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield from ((name, archive.read(name)) for name in archive.namelist())


def arbitrary(problem: Problem, seed: int) -> Timetable:
    """A timetable of which many rules are broken."""
    school, choose = problem.school, random.Random(seed).choice
    lessons = []
    for course in school.courses:
        for length in course.lengths:
            span = choose(school.places(course, length))
            room = choose(school.rooms_for(course) or (None,))
            lessons.append(Placement(course, span, room, tuple(map(choose, course.staff))))
    duties = [DutyPlacement(duty, choose(duty.people)) for duty in school.duties if duty.people]
    return Timetable(school, dict.fromkeys(lessons), duties)


def leaves(annotation: Any) -> Iterator[Any]:
    """The types in a type."""
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) is Literal or not get_args(annotation):
        yield annotation
    else:
        for part in get_args(annotation):
            yield from leaves(part)


def unmarked(model: type[BaseModel], place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where the language has texts that are no names of the school."""
    for name, info in model.model_fields.items():
        here = (*place, info.alias or name)
        marked = any(isinstance(mark, Names) for mark in info.metadata)
        for leaf in leaves(info.annotation):
            if isinstance(leaf, type) and issubclass(leaf, BaseModel):
                yield from unmarked(leaf, here)
            elif leaf is str and not marked and "Names(" not in repr(info.annotation):
                yield here


@pytest.mark.parametrize("name", FORMATS)
def test_no_byte_of_any_format_says_who_anybody_is(name, tmp_path):
    exporter = formats()[name]()
    coded = with_codes(marked(), tmp_path / KEY_FILE)
    out = tmp_path / "out"
    out.mkdir()
    exporter.write(coded, out / exporter.filename)
    assert (out / exporter.filename).exists()
    found = [name for name, data in files(out) if MARK.encode() in name.encode() + data.lower()]
    assert found == []


def test_the_key_alone_says_who_is_who(tmp_path):
    coded = with_codes(marked(), tmp_path / KEY_FILE)
    assert MARK in (tmp_path / KEY_FILE).read_text()
    assert MARK in marked().problem.text
    assert MARK not in (coded.problem.text + repr(coded.report) + repr(coded.why)).casefold()


@pytest.mark.parametrize("make", [*BOOKS.values(), hostile, whole])
def test_no_name_is_left_and_the_cost_is_the_same(make, tmp_path):
    before = make()
    after = with_codes(before, tmp_path / KEY_FILE)
    old, new = before.school, after.school
    assert after.report.cost == before.report.cost
    assert [len(x) for x in (new.teachers, new.classes, new.rooms, new.areas, new.needs)] == [
        len(x) for x in (old.teachers, old.classes, old.rooms, old.areas, old.needs)
    ]
    stays = {*old.subjects, *old.week.days, old.home_subject, *(p.id for p in old.week.timeslots)}
    gone = {x.name for x in (*old.teachers, *old.classes, *old.rooms, *old.areas)} | {old.name}
    said = after.problem.text + repr(after.report) + repr(after.why)
    assert [n for n in gone - stays if len(n) > 3 and n in said] == []


@pytest.mark.parametrize("path", EXAMPLES)
def test_every_rule_of_every_example_counts_the_same(path):
    problem = load(path)
    pseudonyms = assigned(problem)
    text, entries = pseudonymised(problem, pseudonyms)
    coded = load_text(text)
    carrying = Carrying(problem, coded, pseudonyms, entries)
    before = arbitrary(problem, seed=1)
    after = carrying.timetable(before)
    for one, other in zip(
        verify(problem, before).results, verify(coded, after).results, strict=True
    ):
        assert (one.kind, one.deviation, one.cost) == (other.kind, other.deviation, other.cost)
    assert coded.school.subjects == problem.school.subjects  # and so their colours


def test_every_text_of_the_language_has_been_thought_of():
    known = {*language._DEFINED, *language._KEPT, *language._STANDS_FOR}
    left_out = {place for place in unmarked(Document) if place not in known}
    assert {place for place in left_out if place[-1] not in ("note", "asked_by", "name")} == {
        ("school",),
        ("id",),
        ("number",),
        ("pack", "figures", "source"),
        ("pack", "figures", "value"),
        ("teachers", "email"),
        ("aides", "email"),
        ("staff", "email"),
        ("duties", "areas", "wet"),
    }


def test_codes_say_nothing_about_the_order_of_the_file():
    problem = load(Path(__file__).parents[2] / "examples/nsw/school.yaml")
    codes = assigned(problem).codes["teacher"]
    teachers = [codes[t.id] for t in problem.school.teachers if t.role == "teacher"]
    assert sorted(teachers) == [f"T{n:02}" for n in range(1, len(teachers) + 1)]
    assert teachers != sorted(teachers)
    written = load_text(pseudonymised(problem, assigned(problem)).text).school
    assert [t.id for t in written.teachers if t.role == "teacher"] == sorted(teachers)


def test_a_key_keeps_codes_and_takes_in_new_names(tmp_path):
    before = with_codes(dutiful(), tmp_path / KEY_FILE)
    first = json.loads((tmp_path / KEY_FILE).read_text())
    text = dutiful().problem.text.replace("name: Pat Nair}", "name: Pat Nair}\n  - {id: new}")
    again = assigned(load_text(text), Pseudonyms(first["school"], first["codes"]))
    assert again.school == before.school.id
    new = again.codes["teacher"].pop("new")
    assert new == "T05"
    assert again.codes == first["codes"]


def test_the_package_verifies_by_itself_and_joins(tmp_path):
    school = tmp_path / "school.yaml"
    school.write_text(whole().problem.text)
    problem = load(school)
    folder = tmp_path / "out"
    before = Book(problem, *_moved(problem), outcome=whole().outcome)
    written = api.export(before, folder, ["analytics"], pseudonymise=True)
    assert [p.name for p in written.files] == ["school.yaml", "timetable.json", "analytics"]
    assert str(key_of(problem)) in written.remarks[-1]
    verified = api.verify(api.load(folder / "school.yaml"), folder / "timetable.json")
    assert verified.book.report.cost == before.report.cost
    assert verified.remarks == ()
    data = folder / "analytics" / "data"
    teachers = {row["teacher_id"] for row in table(data / "dim_teacher.csv")}
    used = {row["teacher_id"] for row in table(data / "fact_staff_time.csv")}
    assert used == teachers == {t.id for t in verified.book.school.teachers}
    again = api.export(before, folder, ["json"], pseudonymise=True)
    assert again.files == written.files[:2]


def _moved(problem: Problem) -> tuple[Any, ...]:
    """The timetable of the whole book, of a problem of the same text."""
    old, school = whole().timetable, problem.school
    timetable = Timetable(
        school,
        (p._replace(course=school.course[p.course.id]) for p in old.placements),
        (DutyPlacement(school.duty[d.duty.id], d.person) for d in old.duties),
    )
    return timetable, verify(problem, timetable)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_codes_are_never_written_beside_names_or_pupils(tmp_path):
    mine = tmp_path / "school.yaml"
    mine.write_text("mine")
    with pytest.raises(FileExistsError, match="a folder of its own"):
        api.export(dutiful(), tmp_path, ["json"], pseudonymise=True)
    with pytest.raises(ValueError, match="students"):
        api.export(dutiful(), tmp_path / "out", students=mine, pseudonymise=True)
    assert [p.name for p in tmp_path.iterdir()] == ["school.yaml"]
    assert mine.read_text() == "mine"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"schema": "timetabler.pseudonyms/2"}',
        '{"schema": "timetabler.pseudonyms/1", "school": "school-00000000", "codes": {"teacher":'
        ' {"a": "Ana"}}}',
        '{"schema": "timetabler.pseudonyms/1", "school": "school-00000000", "codes": {"teacher":'
        ' {"a": "T01", "b": "T01"}}}',
    ],
)
def test_a_key_that_cannot_be_used_is_told_and_stays(text, tmp_path):
    key = tmp_path / KEY_FILE
    key.write_text(text)
    with pytest.raises(api.InvalidInput, match="TT430"):
        with_codes(dutiful(), key)
    assert key.read_text() == text


def test_what_stays_and_says_a_name_is_told():
    text = dutiful().problem.text.replace("subject: PE", "subject: Pat's choir")
    assert telling(load_text(text)) == ("Pat's choir",)
    assert telling(load_text(text.replace("Pat Nair", "P Nair (choir)").replace("pat", "p"))) == ()


TEXTS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=4, max_size=20)


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(names=st.lists(TEXTS.filter(str.strip), min_size=5, max_size=5, unique=True))
def test_whatever_people_are_called_is_gone(names):
    person, called, class_, room, said = (json.dumps(name, ensure_ascii=False) for name in names)
    text = f"""\
school: {called}
week: {{days: [Mon], timeslots: [{{id: S1, time: "09:00-10:00"}}]}}
teachers: [{{id: {person}, name: {called}}}, sub]
rooms: [{{id: {room}, name: {called}, zone: {said}}}]
classes: [{{id: {class_}, year: 1, teacher: {person}, room: {room}}}]
courses: [{{subject: PE, classes: [{class_}], teacher: sub, room: {room}}}]
constraints: [{{kind: prefer_times, classes: [{class_}], times: [Mon], weight: 1, note: {said}}}]
"""
    problem = load_text(text)
    coded = load_text(pseudonymised(problem, assigned(problem)).text)
    neutral = load_text(pseudonymised(coded, assigned(coded)).text)
    told = "\n".join([coded.text, *(rule.title for rule in coded.rules)])
    plain = "\n".join([neutral.text, *(rule.title for rule in neutral.rules)])
    assert [name for name in names if name in told and name not in plain] == []
    assert len(coded.school.courses) == 1


def test_from_the_command_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("school.yaml").write_text(dutiful().problem.text)
    Path("timetable").mkdir()
    formats()["json"]().write(dutiful(), Path("timetable/timetable.json"))
    command = ["export", "school.yaml", "timetable/timetable.json", "--to", "json"]
    roster = [*command[:-1], "sds", "--students", "x.csv"]
    refused = CliRunner().invoke(app, [*roster, "--pseudonymise"])
    assert refused.exit_code == 2
    assert "students have no codes" in refused.stderr
    assert not Path("timetable-pseudonymised").exists()
    done = CliRunner().invoke(app, [*command, "--pseudonymise"])
    assert done.exit_code == 0
    assert "Written to timetable-pseudonymised/" in done.stdout
    assert "pseudonyms.json" in done.stderr
    folder = Path("timetable-pseudonymised")
    assert sorted(p.name for p in folder.iterdir()) == ["school.yaml", "timetable.json"]
    verified = ["verify", str(folder / "school.yaml"), str(folder / "timetable.json")]
    assert CliRunner().invoke(app, verified).exit_code == 0
