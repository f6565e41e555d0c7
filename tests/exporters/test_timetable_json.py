"""timetable.json can be edited by hand: whatever is wrong with it is said where it is."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from timetabler.exporters.timetable_json import SCHEMA, TimetableJson, read
from timetabler.models.findings import Diagnostic, InvalidInput, Status

from .factory import awkward, varied


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
