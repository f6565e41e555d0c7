"""timetable.json can be edited by hand: whatever is wrong with it is said where it is."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from timetabler.exporters.timetable_json import SCHEMA, TimetableJson, read
from timetabler.models.findings import Diagnostic, InvalidInput, Status

from .factory import awkward, dutiful, varied


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "timetable.json"
    TimetableJson().write(varied(), path)
    return path


def problems(path: Path) -> tuple[Diagnostic, ...]:
    with pytest.raises(InvalidInput) as found:
        read(path, varied().problem)
    return found.value.diagnostics


def edit(path: Path, change: Callable[[dict[str, object]], object]) -> None:
    raw = json.loads(path.read_text())
    change(raw)
    path.write_text(json.dumps(raw, indent=2))


def test_it_reads_what_it_wrote(written):
    timetable, header = read(written, varied().problem)
    assert [(p.course.id, p.span, p.room, p.teachers) for p in timetable.placements] == [
        (p.course.id, p.span, p.room, p.teachers) for p in varied().timetable.placements
    ]
    assert header.sha256 == varied().problem.sha256
    assert (header.version, header.solver) == ("0.1.0", "solver 1")
    outcome = header.outcome
    assert (outcome.status, outcome.cost, outcome.bound) == (Status.FEASIBLE, 2, 0)
    assert (outcome.seed, outcome.workers, outcome.seconds) == (7, 2, 1.5)


def test_a_lesson_is_a_line(written):
    lines = written.read_text().splitlines()
    assert sum('"course"' in line for line in lines) == len(varied().timetable.placements)


def test_an_older_input_is_for_the_caller_to_say(written):
    edit(written, lambda raw: raw.update(input_sha256="0" * 64))
    assert read(written, varied().problem)[1].sha256 == "0" * 64


def test_a_file_cut_off_is_shown_where_it_ends(written):
    text = written.read_text()
    written.write_text(text[: len(text) // 2])
    (found,) = problems(written)
    assert found.code == "TT402"
    assert found.source.line == text[: len(text) // 2].count("\n") + 1
    assert "cut off" in found.hint


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "TT402"),
        (b"\xff\xfe\x00", "TT401"),
        (b"[1, 2]", "TT403"),
        (b'"timetable"', "TT403"),
        (b'{"schema": "other/1"}', "TT403"),
        (b'{"schema": ["timetabler.timetable/1"]}', "TT403"),
        (b"[" * 100_000, "TT402"),
        (json.dumps({"schema": SCHEMA}).encode(), "TT405"),
        (json.dumps({"schema": SCHEMA, "lessons": 3}).encode(), "TT405"),
        (json.dumps({"schema": SCHEMA, "lessons": [3]}).encode(), "TT405"),
        (b'{"schema": "timetabler.timetable/1", "cost": 1' + b"0" * 5000 + b"}", "TT402"),
        (b" " * 10_000_001, "TT403"),
    ],
)
def test_what_is_no_timetable_is_refused(written, data, code):
    written.write_bytes(data)
    assert {found.code for found in problems(written)} == {code}


def test_a_timetable_of_another_school_is_refused(written):
    TimetableJson().write(awkward(), written)
    (found,) = problems(written)
    assert found.code == "TT404"
    assert "Varied & Small" in found.message
    assert 'id: "awkward"' in found.hint


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        ({"course": "1A Arts"}, 'unknown course "1A Arts"', 'did you mean "1A Art"?'),
        ({"room": "hal"}, 'unknown room "hal"', 'did you mean "hall"?'),
        ({"teachers": ["mai"]}, 'unknown teacher "mai"', 'did you mean "mia"?'),
        ({"day": "Mo"}, 'unknown day "Mo"', 'did you mean "Mon"?'),
        ({"start": "25:00"}, '"25:00" is not a time of day', ""),
        ({"end": "nine"}, '"nine" is not a time of day', ""),
        ({"end": "08:00"}, "ends at 08:00, before it starts", ""),
        ({"subject": "Music"}, '"1A Art" is Art, not "Music"', ""),
        ({"classes": ["1B"]}, '"1A Art" is for other classes', ""),
        ({"teachers": []}, '"1A Art" has 1 teacher to name, not 0', ""),
        ({"teachers": ["mia", "val"]}, '"1A Art" has 1 teacher to name, not 2', ""),
        ({"colour": "red"}, "colour: Extra inputs are not permitted", ""),
        ({"start": 900}, "start: Input should be a valid string", ""),
    ],
)
def test_a_lesson_that_makes_no_sense_is_shown_at_its_line(written, change, message, hint):
    lines = written.read_text().splitlines()
    number = next(i for i, line in enumerate(lines, 1) if '"1A Art"' in line)
    raw = json.loads(lines[number - 1].rstrip(","))
    lines[number - 1] = "    " + json.dumps(raw | change) + ","
    written.write_text("\n".join(lines))
    (found,) = problems(written)
    assert message in found.message
    assert hint in found.hint
    assert (found.source.line, found.source.column) == (number, 5)
    assert found.text == lines[number - 1].rstrip(",")


def test_everything_wrong_is_said_at_once(written):
    def spoil(raw):
        for lesson in raw["lessons"]:
            lesson["day"] = "Sun"

    edit(written, spoil)
    found = problems(written)
    assert len(found) == len(varied().timetable.placements)
    assert len({d.source.line for d in found}) == len(found)


def test_many_wrong_lessons_are_all_said_in_a_moment(written):
    edit(written, lambda raw: raw.update(lessons=raw["lessons"] * 1000))
    edit(written, lambda raw: [lesson.update(day="Sun") for lesson in raw["lessons"]])
    start = time.perf_counter()
    assert len(problems(written)) == 1000 * len(varied().timetable.placements)
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("made_by", "solver", "OR-Tools \x1b[31m"),
        ("made_by", "timetabler", "1\r\n"),
        ("outcome", "seed", 2**31),
        ("outcome", "bound", 10**30),
        ("outcome", "seconds", float("nan")),
        ("outcome", "seconds", float("inf")),
    ],
)
def test_a_header_holds_only_what_the_tables_can_hold(written, part, key, value):
    edit(written, lambda raw: raw[part].update({key: value}))
    (found,) = problems(written)
    assert found.message.startswith(f"{part}.{key}: ")


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "timetable.json"
    TimetableJson().write(dutiful(), path)
    return path


def test_duties_and_support_are_read_again(roster):
    timetable, _ = read(roster, dutiful().problem)
    assert [(d.duty.id, d.person) for d in timetable.duties] == [
        (d.duty.id, d.person) for d in dutiful().timetable.duties
    ]
    assert len(timetable.duties) == 10


def test_a_duty_is_a_line_that_people_can_read(roster):
    lines = [line.strip() for line in roster.read_text().splitlines()]
    assert (
        '{"duty": "oval, Mon recess 1", "area": "oval", "day": "Mon", "time": "recess 1", '
        '"start": "11:00", "end": "11:15", "person": "ana"},'
    ) in lines
    assert (
        '{"duty": "N1, Mon 09:00-09:30", "need": "N1", "day": "Mon", "time": "S1", '
        '"start": "09:00", "end": "09:30", "person": "eve"},'
    ) in lines


def test_a_school_without_duties_has_none_in_its_file(written):
    assert "duties" not in json.loads(written.read_text())


def test_a_file_from_before_the_school_had_duties_is_read(roster):
    edit(roster, lambda raw: raw.pop("duties"))
    timetable, _ = read(roster, dutiful().problem)
    assert timetable.duties == ()
    assert len(timetable.placements) == 2


def test_a_duty_alone_is_enough(roster):
    edit(roster, lambda raw: raw.update(duties=[{"duty": "gate, Mon before", "person": "hel"}]))
    timetable, _ = read(roster, dutiful().problem)
    assert [(d.duty.id, d.person) for d in timetable.duties] == [("gate, Mon before", "hel")]


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        ({"duty": "oval, Mon reces 1"}, 'unknown duty "oval, Mon reces 1"', "did you mean"),
        ({"person": "anna"}, 'unknown person "anna"', 'did you mean "ana"?'),
        ({"area": "gate"}, 'the area of "oval, Mon recess 1" is oval, not "gate"', "change"),
        ({"day": "Tue"}, 'the day of "oval, Mon recess 1" is Mon, not "Tue"', 'change "duty"'),
        ({"start": "11:05"}, "is 11:00, not", ""),
        ({"need": "N1"}, '"oval, Mon recess 1" has no need', ""),
        (
            {"duty": "oval, Mon recess 2", "person": "dea", "time": "recess 2"}
            | {"start": "11:15", "end": "11:30"},
            '"dea" has "oval, Mon recess 2" twice',
            "",
        ),
    ],
)
def test_a_duty_that_makes_no_sense_is_shown_at_its_line(roster, change, message, hint):
    lines = roster.read_text().splitlines()
    number = next(i for i, line in enumerate(lines, 1) if '"oval, Mon recess 1"' in line)
    raw = json.loads(lines[number - 1].rstrip(","))
    entry = json.dumps(raw | change)
    later = "twice" in message  # the second of the two is the one too many
    at = number + later
    lines[number - 1 : number + later] = [*lines[number : number + later], f"    {entry},"]
    roster.write_text("\n".join(lines))
    with pytest.raises(InvalidInput) as found:
        read(roster, dutiful().problem)
    (one,) = found.value.diagnostics
    assert one.code == "TT407"
    assert message in one.message
    assert hint in one.hint
    assert (one.source.line, one.source.column, one.text) == (at, 5, f"    {entry}")


def test_duties_of_the_wrong_sort_are_refused_where_they_are(roster):
    edit(roster, lambda raw: raw.update(lessons=3, duties=[3, {"duty": "gate, Mon before"}]))
    with pytest.raises(InvalidInput) as found:
        read(roster, dutiful().problem)
    assert {d.code for d in found.value.diagnostics} == {"TT405"}
    assert [d.message.split(":")[0] for d in found.value.diagnostics] == ["lessons", "", "person"]
