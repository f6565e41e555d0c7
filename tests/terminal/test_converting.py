"""What ``import`` says of a FET file."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from fet_files import Lesson, fet_file, rule
from timetabler import api, terminal
from timetabler.cli import app
from timetabler.terminal.layout import WIDTH

DAYS = rule("MinDaysBetweenActivities", 95, Activity_Id=[1, 2], MinDays=1)


def said(folder: Path, time: str = "") -> str:
    path = folder / "hill.fet"
    lessons = [Lesson("Ann", "1A", split=1), Lesson("Ann", "1A", split=1), Lesson("Ann", "1B")]
    path.write_text(fet_file(lessons, time=time), encoding="utf-8")
    return terminal.converted(api.convert(path, folder / "hill.yaml"))


def test_what_became_of_what(tmp_path: Path) -> None:
    text = said(tmp_path, DAYS)
    assert "3 activities of FET became 2 courses." in text
    assert "1 constraint became 1 rule, or went into the courses" in text
    assert "     1  separate_days  Lessons of a course are on different days" in text
    assert "A cost of 100 is 1 of FET's soft total." in text
    assert text.endswith(f"  timetabler solve {tmp_path / 'hill.yaml'}")
    assert all(len(line) <= WIDTH for line in text.splitlines() if str(tmp_path) not in line)


def test_without_rules(tmp_path: Path) -> None:
    assert "0 constraints went into the courses, rooms and times of people." in said(tmp_path)


def test_into_a_new_folder_but_never_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "hill.fet"
    path.write_text(fet_file([Lesson("Ann", "1A")]), encoding="utf-8")
    made = api.convert(path, tmp_path / "hill" / "school.yaml").file.read_bytes()
    with pytest.raises(FileExistsError, match="--out"):
        api.convert(path, tmp_path / "hill" / "school.yaml")
    assert (tmp_path / "hill" / "school.yaml").read_bytes() == made


def test_a_fet_file_is_of_no_school() -> None:
    said = CliRunner().invoke(app, ["import", "hill.fet", "--school", "hill.yaml"])
    assert said.exit_code == 2
    assert "a FET file needs none" in said.output
