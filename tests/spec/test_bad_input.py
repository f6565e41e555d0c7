"""Bad input: every problem has its code, its place and plain words."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import timetabler
from timetabler.models.findings import InvalidInput
from timetabler.models.resources import Source
from timetabler.results import invalid
from timetabler.spec.codes import CODES
from timetabler.spec.diagnostics import render
from timetabler.spec.load import load, load_text
from timetabler.spec.yaml import MAX_BYTES

from .small import HERE, SMALL, positioned, problems, small

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n"
    for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

FILES = {
    "empty": (b"", "TT106", 1, 1, "empty"),
    "only comments": (b"# nothing\n\n", "TT106", 1, 1, "empty"),
    "a list": (b"- a\n- b\n", "TT107", 1, 1, "not a school file"),
    "a text": (b"hello", "TT107", 1, 1, "not a school file"),
    "a file of FET": (b"\n<fet>\n\t<Name>", "TT107", 1, 1, "this is XML"),
    "binary": (b"PK\x03\x04\0\0\0", "TT103", 1, 1, "binary"),
    "utf-16": ("school: x".encode("utf-16"), "TT103", 1, 1, "UTF-16"),
    "latin-1": ("school: x\nid: Zoë".encode("latin-1"), "TT103", 2, 7, "not UTF-8"),
    "control character": (b"school: x\nid: \x01", "TT113", 2, 5, "U+0001"),
    "control escape": (b'school: "\\e[31m"', "TT113", 1, 9, "U+001B"),
    "letters turned around": ("school: \u202ex".encode(), "TT113", 1, 9, "U+202E"),
    "half a character": (b'school: "\\ud800"', "TT113", 1, 9, "U+D800"),
    "5 MB": (b"a" * 5_000_000, "TT102", 1, 1, "too large"),
    "one byte too large": (b"#" * (MAX_BYTES + 1), "TT102", 1, 1, "at most 1 MB"),
    "tab": (b"school: x\n\tweek: y", "TT105", 2, 1, "tab"),
    "tab in a list": (b"week:\n\t- x", "TT105", 2, 1, "tab"),
    "open quote": (b"school: 'x", "TT104", 1, 11, "not YAML"),
    "open bracket": (b"days: [Mon, Tue\nid: x\n", "TT104", 2, 3, "not YAML"),
    "colon in a text": (b"school: St: Mary", "TT104", 1, 11, "not YAML"),
    "odd indentation": (b"week:\n    a: b\n  c: d\n", "TT104", 3, 3, "does not fit"),
    "list as a key": (b"? [a]\n: b\n", "TT104", 1, 3, "key must be a text"),
    "impossible escape": (b'school: "\\U00110000"', "TT104", 1, 1, "not YAML"),
    "two documents": (b"school: x\n---\nschool: y\n", "TT108", 2, 1, "several documents"),
    "depth 10,000 of lists": (b"[" * 10_000, "TT110", 1, 51, "50 deep"),
    "depth 10,000 of mappings": (b"a: " + b"{b: " * 10_000, "TT110", 1, 200, "50 deep"),
    "depth through aliases": (
        b"a: &a [[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]\n"
        b"b: &b [[[[[[[[[[[[[[[*a]]]]]]]]]]]]]]]\n"
        b"c: &c [[[[[[[[[[[[[[[*b]]]]]]]]]]]]]]]\n"
        b"d: &d [[[[[[[[[[[[[[[*c]]]]]]]]]]]]]]]\n",
        "TT110",
        4,
        22,
        "50 deep",
    ),
    "bomb": (BOMB.encode(), "TT111", 5, 24, "50,000 values"),
    "alias of itself": (b"a: &a [*a]", "TT111", 1, 8, "*a"),
    "alias of nothing": (b"a: *x", "TT111", 1, 4, "*x"),
    "tag": (b"school: !!python/name:os.system x", "TT112", 1, 9, "tags"),
}


@pytest.mark.parametrize("name", FILES)
def test_files_that_cannot_be_read(name: str) -> None:
    data, code, line, column, words = FILES[name]
    (found,) = [d for d in problems(data) if d.code == code]
    assert found.source == Source("school.yaml", line, column)
    assert words in found.message


CHANGES: dict[str, tuple[str, str, str, str]] = {
    # what: (old, new with HERE, code, part of the message or hint)
    "duplicate key": ("room: R1", "room: R1, «room: R3", "TT109", "written twice"),
    "unknown key": ("teacher: lee", "«teecher: lee", "TT201", 'did you mean "teacher"?'),
    "unknown key, legal ones": ("teacher: lee", "«x: lee", "TT201", "id, ids, name, year"),
    "unknown key at the top": ("groups:", "«grups:", "TT201", 'did you mean "groups"?'),
    "unknown key of a rule": ("required: true", "«requird: true", "TT201", '"required"?'),
    "no school": ("school: Small School\n", "«version: 1\n", "TT202", '"school" is missing'),
    "empty value": ("school: Small School", "«school:", "TT202", '"school" has no value'),
    "empty item": ("[Mon, Tue, Wed]", "\n    - Mon\n    -«\n    - Wed", "TT202", "is empty"),
    "no id": ("{id: S1, time", "«{time", "TT202", '"id" is missing in week.timeslots[1]'),
    "class without id": ("{id: 1A, year", "«{year", "TT202", "needs an id"),
    "unknown teacher": ("teacher: lee", "teacher: «LEEE", "TT203", 'did you mean "lee"?'),
    "place of the name": ("teacher: lee", "teacher: «x", "TT203", "in classes[0].teacher"),
    "unknown partner": ("kim: [Tue", "«kym: [Tue", "TT203", 'did you mean "kim"?'),
    "unknown teacher in list": ("teacher: pat", "teachers: [pat, «pet]", "TT203", '"pat"?'),
    "unknown class": ("[1A, 1B], lessons", "[1A, «1b], lessons", "TT203", '"1B"?'),
    "unknown class alone": ("[1A, 1B], lessons", "«1, lessons", "TT203", 'class "1"'),
    "unknown room": ("room: hall", "room: «hal", "TT203", 'did you mean "hall"?'),
    "unknown year": ("classes: all", "years: [1, «7]", "TT203", "years: 1, 2"),
    "unknown subject": ("subjects: [Maths]", "subjects: [«Math]", "TT203", '"Maths"?'),
    "unknown group": ("classes: all", "groups: [«el]", "TT203", '"eal"?'),
    "unknown day of a row": ('"09:50-10:50"', '"09:50-10:50", days: [Mon, «Sat]', "TT203", "day"),
    "clock as a day": ('"09:50-10:50"', '"09:50-10:50", days: [«9:00-9:30]', "TT203", "only days"),
    "unknown day": ("days: [Mon, Tue]}", "days: [Mon, «Tu]}", "TT206", '"Tue"?'),
    "unknown day of a time": ("days: [Mon, Tue]}", "away: «Tu S1}", "TT206", '"Tue"?'),
    "unknown timeslot": ("days: [Mon, Tue]}", "away: «Mon S9}", "TT206", "S1, S2, recess, S3"),
    "backwards time": ("days: [Mon, Tue]}", "away: [«10:00-9:00]}", "TT206", "ends before"),
    "blank name": ("{id: S1, time", "{id: «' ', time", "TT204", "cannot be blank"),
    "name of two lines": ("school: Small School", 'school: «"a\\nb"', "TT204", "one line"),
    "line end after a name": ("{id: S1, time", '{id: «"S1\\n", time', "TT204", "one line"),
    "line end in a name": ("{id: pat,", '{id: pat, name: «"Pat\\r",', "TT204", "one line"),
    "unknown kind": ("spread_lessons", "«spread_lesson", "TT301", '"spread_lessons"?'),
    "unknown kind, legal ones": ("spread_lessons", "«x", "TT301", "avoid_clashes"),
    "no kind": ("{kind: spread_lessons, ", "«{", "TT202", '"kind" is missing'),
    "rule that is a text": (
        "{kind: spread_lessons, subjects: [Maths], required: true}",
        "«spread_lessons",
        "TT204",
        "a rule is a mapping",
    ),
    "required and weight": ("{kind: spread", "«{weight: 3, kind: spread", "TT302", "not both"),
    "end before start": ('"08:50-09:50"', '«"09:50-08:50"', "TT204", "ends before it starts"),
    "25:00": ('"08:50-09:50"', '«"08:50-25:00"', "TT204", "hours go to 24"),
    "no time": ('"08:50-09:50"', "«early", "TT204", "not a time range"),
    "unknown kind of row": ("kind: break", "kind: «brake", "TT204", 'did you mean "break"?'),
    "list for a text": ("teacher: lee", "teacher: «[lee]", "TT204", "a list stands where a text"),
    "text for a list": ("courses:\n", "teams: «none\ncourses:\n", "TT204", "not a list"),
    "text for a mapping": ("classes:\n", "classes:\n  - «3A\n", "TT204", "not a mapping"),
    "count in words": ("lessons: 3", "lessons: «two", "TT204", '"two" is not a whole number'),
    "length in words": ("lessons: 3", "lessons: [1, «two]", "TT204", '"two" is not a whole'),
    "half a pupil": ("room: R1", "students: «20.5", "TT204", '"20.5" is not a whole number'),
    "neither true nor false": ("lessons: 3", "together: «perhaps", "TT204", "not true or false"),
    "version of the future": (
        "school: S",
        "version: «2\nschool: S",
        "TT204",
        "this program reads 1",
    ),
    "zero lessons": ("lessons: 3", "lessons: «0", "TT204", "from 1 to 100"),
    "negative lessons": ("lessons: 3", "lessons: «-1", "TT204", "from 1 to 100"),
    "lesson of no period": ("lessons: 3", "lessons: [1, «0]", "TT205", "at least 1"),
    "negative pupils": ("room: R1", "students: «-1", "TT205", "at least 0"),
    "room for nobody": ("classes: 2}", "classes: «0}", "TT205", "at least 1"),
    "fte 1.5": ("days: [Mon, Tue]}", "fte: «1.5}", "TT205", "at most 1"),
    "fte 0": ("days: [Mon, Tue]}", "fte: «0}", "TT205", "more than 0"),
    "fte nan": ("days: [Mon, Tue]}", "fte: «nan}", "TT205", "out of range"),
    "weight too large": ("required: true", "weight: «100001", "TT205", "at most 100000"),
    "no days": ("[Mon, Tue, Wed]", "«[]", "TT205", "at least 1"),
    "long name": ("id: 1A, year", f"id: «{'x' * 201}, year", "TT205", "at most 200"),
    "two classes of one name": ("id: 1B", "id: «1A", "TT208", "the first in line 13"),
    "two teachers of one name": ("[lee, ong", "[lee, «lee, ong", "TT208", 'called "lee"'),
    "two days of one name": ("[Mon, Tue, Wed]", "[Mon, Tue, «Mon]", "TT208", "two days"),
    "a day called as a timeslot": ("[Mon, Tue, Wed]", "[Mon, Tue, «S1]", "TT208", "a timeslot are"),
    "two ids of one name": ("id: 1A, year", "ids: [1A, «1A], year", "TT208", "two classes"),
    "team of a year's name": (
        "courses:\n",
        "teams:\n  - {id: «1, classes: [2C]}\ncourses:\n",
        "TT208",
        "add 1A, 1B to it",
    ),
    "overlapping timeslots": (
        '{id: S2, time: "09:50',
        '«{id: S2, time: "09:40',
        "TT209",
        "S1 and S2 of class 1A overlap on Mon",
    ),
    "one timeslot twice": ("{id: S2", "«{id: S1", "TT209", 'two timeslots "S1" on Mon'),
    "id and ids": ("id: 1A, year", "id: 1A, «ids: [1D], year", "TT211", "not both"),
    "year and years": ("year: 2", "year: 2, «years: [2, 3]", "TT211", "not both"),
    "teacher and job share": ("year: 2,", "year: 2, teacher: lee,", "TT211", "not both"),
    "teacher and teachers": ("teacher: pat", "teacher: pat, «teachers: [lee]", "TT211", "not both"),
    "room and rooms": ("room: hall", "room: hall, «rooms: [R1]", "TT211", "not both"),
    "one person twice": ("teacher: pat", "teacher: pat, also: [«pat]", "TT211", "twice"),
    "minutes and doubles": ("lessons: 3", "lessons: «[2, 1], minutes: 30", "TT211", "minutes"),
    "classes and groups": (
        "classes: all, teacher",
        "classes: all, «groups: eal, teacher",
        "TT211",
        "together: true",
    ),
    "one name for several": ("id: 1A,", "ids: [1A, 1D], «name: x,", "TT211", "share one name"),
    "job share with a gap": (
        "kim: [Tue, Wed]}",
        "kim: [Wed]}",
        "TT212",
        "without a teacher on Tue",
    ),
    "gap of a period": (
        "[Tue, Wed]}",
        "[Tue, Wed S1-S3]}",
        "TT212",
        "without a teacher on Wed roll",
    ),
    "gap inside a period": (
        "kim: [Tue, Wed]}",
        "kim: [Tue, Wed 08:00-12:00]}",
        "TT212",
        "without a teacher on Wed 12:00-12:20",
    ),
    "job share that doubles": ("dea: [Mon]", "dea: [Mon, Tue]", "TT212", "two teachers on Tue"),
    "partners on site at once": (
        "{dea: [Mon], kim: [Tue, Wed]}",
        "[dea, kim]",
        "TT212",
        "two teachers on Mon, Tue, Wed",
    ),
    "partner named twice": ("{dea: [Mon], kim: [Tue, Wed]}", "«[dea, dea]", "TT204", "twice"),
    "unknown partner in a list": (
        "{dea: [Mon], kim: [Tue, Wed]}",
        "[dea, «kit]",
        "TT203",
        'teacher "kit"',
    ),
    "partner off site": ("kim: [Tue, Wed]", "«pat: [Tue, Wed]", "TT213", "not on site on Wed"),
    "class teacher off site": ("teacher: lee", "teacher: «pat", "TT213", "not on site on Wed roll"),
    "course for nobody": ("{subject: PE, classes: all", "«{subject: PE", "TT214", "for nobody"),
    "group without teacher": (
        "{subject: Maths, classes: [1A, 1B]",
        "«{subject: Maths, groups: eal",
        "TT215",
        "needs a teacher",
    ),
    "also to nobody": ("lessons: 3", "«also: [pat]", "TT215", "also adds to"),
    "lesson too long": ("lessons: 3", "lessons: «[3]", "TT216", "the longest run is 2"),
    "minutes too long": ("lessons: 3", "minutes: «150", "TT216", "no lesson of 150 minutes fits"),
    "more times than lessons": ("lessons: 3", "at: «[Mon S1, Tue S1]", "TT219", "2 times for 1"),
    "lesson in the break": ("lessons: 3", "at: «Mon recess", "TT217", "possible: Mon S1, Mon S2"),
    "lesson on a whole day": ("lessons: 3", "at: «Mon", "TT217", "possible: Mon S1"),
    "lesson on every day": ("lessons: 3", "at: «S1", "TT217", "more than one time"),
    "two locked lessons": (
        "pat, room: hall}",
        "pat, room: hall, at: [Mon S1]}",
        "TT218",
        "1A PE and 1B PE are both locked on Mon S1: pat teaches both",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_changes_that_spoil_a_school(name: str) -> None:
    old, new, code, words = CHANGES[name]
    text = small(old, new)
    if HERE in text:
        text, *place = positioned(text)
        found = [d for d in problems(text) if [d.source.line, d.source.column] == place]
    else:
        found = list(problems(text))
    assert code in [d.code for d in found], render(problems(text))
    assert any(words in f"{d.message} {d.hint}" for d in found if d.code == code), render(found)


LOCKS = {
    "outside the grid": ("{subject: PE, class: 1A, at: «Mon S7}", "TT206", "Mon S7"),
    "no such course": ("«{subject: Maths, class: 2C, at: Mon S1}", "TT220", "no course 2C Maths"),
    "which course": ("«{subject: PE, at: Mon S1}", "TT220", "3 courses are PE"),
    "nothing locked": ("«{subject: PE, class: 1A}", "TT211", "at least one of"),
    "foreign room": ("{subject: PE, class: 1A, room: «R2}", "TT217", "its rooms: hall"),
    "foreign teacher": ("{subject: PE, class: 1A, teacher: «lee}", "TT217", "its teachers: pat"),
    "class teacher": ("{subject: Maths, class: 1A, teacher: «lee}", "TT217", "class teacher gives"),
    "unknown class": ("{subject: PE, class: «1b, at: Mon S1}", "TT203", '"1B"'),
}


@pytest.mark.parametrize("name", LOCKS)
def test_locks_that_cannot_be(name: str) -> None:
    entry, code, words = LOCKS[name]
    text, line, column = positioned(f"{SMALL}locks:\n  - {entry}\n")
    (found,) = problems(text)
    assert (found.code, found.source.line, found.source.column) == (code, line, column)
    assert words in f"{found.message} {found.hint}"


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("{subject: Maths, class: 1A, at: Mon S1}", "{subject: PE, class: 1A, at: Mon S1}", "1A"),
        ("{subject: PE, class: 1A, at: Mon S1}", "{subject: PE, class: 1B, at: Mon S1}", "pat"),
        (
            "{subject: Maths, class: 1A, at: Mon S1}",
            "{subject: Maths, class: 1A, at: Mon S1}",
            "one",
        ),
    ],
)
def test_two_locks_at_once(first: str, second: str, reason: str) -> None:
    text = f"{SMALL}locks:\n  - {first}\n  - {second}\n"
    (found,) = problems(text)
    line = SMALL.count("\n") + 3
    assert (found.code, found.source.line) == ("TT218", line)
    assert reason in found.message
    assert f"line {line - 1}" in found.hint


def test_a_class_and_its_group_locked_at_once() -> None:
    text = small(
        "courses:\n", "courses:\n  - {subject: EAL, groups: eal, teacher: kim, at: Mon S1}\n"
    )
    text += "locks: [{subject: PE, class: 1A, at: Mon S1}]\n"
    (found,) = problems(text)
    assert (found.code, found.source.line) == ("TT218", text.count("\n"))
    assert "eal EAL and 1A PE are both locked on Mon S1: class 1A is in both" in found.message


def test_more_locks_than_lessons() -> None:
    text = f"{SMALL}locks:\n" + "".join(
        f"  - {{subject: PE, class: 1A, at: {day} S1}}\n" for day in ("Mon", "Tue")
    )
    (found,) = problems(text)
    assert (found.code, found.source.column) == ("TT219", 34)


def test_rooms_that_do_not_hold_two_locked_lessons() -> None:
    text = small(
        "  - {subject: PE",
        "  - {subject: Choir, years: [1], teacher: kim, room: hall, "
        "together: true, at: Mon S1}\n  - {subject: PE",
    )
    text += "locks:\n  - {subject: PE, class: 2C, at: Mon S1}\n"
    (found,) = problems(text)
    assert found.code == "TT218"
    assert "hall does not hold both" in found.message


def test_all_problems_at_once_in_the_order_of_the_file() -> None:
    text = small("teacher: lee", "teacher: LEEE").replace("lessons: 3", "lessons: two")
    text = text.replace('"08:50-09:50"', '"08:50-25:00"').replace("room: hall", "rom: hall")
    text = text.replace("kim: [Tue, Wed]", "kim: [Wed]").replace("[Maths]", "[Mathz]")
    found = problems(text)
    assert [d.code for d in found] == ["TT204", "TT203", "TT212", "TT201", "TT204", "TT203"]
    assert list(found) == sorted(found, key=lambda d: d.source[1:])


def test_a_spoilt_entry_does_not_make_its_name_unknown() -> None:
    found = problems(small("{id: S1, time", "{id: S1, tim") + "locks: [{subject: PE, at: Mon S1}]")
    assert [d.code for d in found] == ["TT202", "TT201"]


def test_positions_stay_right_after_a_spoilt_entry() -> None:
    text = small("  - {id: 1A, year: 1", "  - 3A\n  - {id: 1A, year: 1").replace(
        "lee, room", "x, room"
    )
    found = problems(text)
    assert [(d.code, d.source.line) for d in found] == [("TT204", 13), ("TT203", 14)]
    assert "classes[1].teacher" in found[1].message


def test_a_missing_file(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(InvalidInput) as caught:
            load(path)
        (found,) = caught.value.diagnostics
        assert found.code == "TT101"
        assert found.source.file == str(path)


def test_a_file_without_end() -> None:
    with pytest.raises(InvalidInput, match="TT102"):
        load("/dev/zero")


def test_rendering() -> None:
    (found,) = problems(small("teacher: lee", "teacher: LEEE"))
    assert render([found]).splitlines() == [
        'school.yaml:13:32: TT203 unknown teacher "LEEE" in classes[0].teacher',
        "   13 |   - {id: 1A, year: 1, teacher: LEEE, room: R1}",
        '      |                                ^^^^ did you mean "lee"?',
    ]
    assert invalid([found])["diagnostics"][0]["line"] == 13


def test_a_long_line_is_shown_around_the_problem() -> None:
    text = small("teacher: lee", f"name: {'x' * 150}, teacher: LEEE")
    (found,) = problems(text)
    _, source, carets = render([found]).split("\n")
    at = carets.index("^")
    assert source[at : at + 4] == "LEEE"
    assert len(source) <= 80


def test_a_hint_that_does_not_fit_beside_the_carets_is_below_them() -> None:
    names = [f"teacher{i:02}" for i in range(60)]
    text = small("[lee, ong", f"[{', '.join(names)}, lee, ong")
    found = problems(text.replace("teacher: lee", "teacher: Q"))
    _, source, carets, *hint = render(found).split("\n")
    assert carets.endswith("^")
    assert hint[0].startswith("      = teachers: teacher00, teacher01,")
    assert hint[-1].endswith(", ...")
    assert all(len(line) <= 80 for line in (source, carets, *hint))


def test_what_a_terminal_would_obey_is_not_shown() -> None:
    (found,) = problems("school: \x1b[31m")
    assert "\x1b" in found.text
    assert "\x1b" not in render([found])


def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path / "school") + b"\xff.yaml"))
    path.write_text(small(), encoding="utf-8")
    assert load(path).path.endswith("school\ufffd.yaml")


def test_at_most_fifty_problems_are_shown() -> None:
    entries = "".join(f"  - {{subject: S{i}, classes: all, teacher: x}}\n" for i in range(60))
    found = problems(small("courses:\n", f"courses:\n{entries}"))
    assert len(found) == 60
    text = render(found)
    assert text.count("TT203") == 50
    assert text.endswith("... and 10 more")


WARNINGS = {
    "similar names": ("[lee, ong", "[lee, «LEE, ong", "TT221", '"lee" and "LEE"'),
    "keyword": ("[lee, ong", "[lee, «all, ong", "TT222", '"all"'),
    "unused teacher": ("[lee, ong", "[lee, «zoe, ong", "TT223", "zoe has no class"),
    "unused room": ("classes: 2}]", "classes: 2}, «gym]", "TT223", "no course uses gym"),
    "rule about nobody": (
        "{kind: spread_lessons, subjects: [Maths]",
        "«{kind: spread_lessons, subjects: [PE]",
        "TT303",
        "nothing to apply to",
    ),
}


@pytest.mark.parametrize("name", WARNINGS)
def test_warnings(name: str) -> None:
    old, new, code, words = WARNINGS[name]
    text, line, column = positioned(small(old, new))
    found = [d for d in load_text(text).warnings if d.code == code]
    assert [(d.severity, d.source.line, d.source.column) for d in found] == [
        ("warning", line, column)
    ]
    assert words in found[0].message
    assert "warning" in render(found)


def test_a_class_teacher_off_site_in_lessons_only_is_a_warning() -> None:
    text = small("kind: home}", "kind: duty}").replace("teacher: lee", "teacher: pat")
    (found,) = [d for d in load_text(text).warnings if d.code == "TT213"]
    assert "pat is not on site on Wed: courses must take class 1A then" in found.message


def test_the_small_school_itself_has_no_warnings() -> None:
    assert load_text(SMALL).warnings == ()


def test_every_code_used_is_in_the_table() -> None:
    sources = Path(timetabler.__file__).parent.rglob("*.py")
    used = {
        c for p in sources if p.name != "codes.py" for c in re.findall(r"TT\d{3}", p.read_text())
    }
    assert used == CODES.keys()
    assert all(all(code) for code in CODES.values())
