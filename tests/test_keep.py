"""A finished timetable is kept, and who has which duty is decided alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from timetabler import api
from timetabler.cli import app
from timetabler.models.findings import Status
from timetabler.models.timetable import Timetable

SCHOOL = """\
school: Gum Flat Primary School
week:
  timeslots:
    - {id: S1, time: "09:00-10:00"}
    - {id: recess, time: "10:00-10:30", kind: break}
    - {id: S2, time: "10:30-11:30"}
teachers: [{id: amy, name: Amy}, {id: bob, name: Bob}, {id: pat, name: Pat}, {id: sue, name: Sue}]
classes:
  - {id: 1A, year: 1, teacher: amy}
  - {id: 1B, year: 1, teacher: bob}
courses:
  - {subject: PE, classes: all, teachers: [pat, sue], lessons: 2}
"""
DUTIES = """\
duties:
  areas: [{id: yard, at: [half 1, half 2]}]
  times:
    - {id: half 1, time: "10:00-10:15"}
    - {id: half 2, time: "10:15-10:30"}
"""
NO_RECESS_FOR_ANYBODY = """\
constraints:
  - {kind: lunch_break, teachers: everybody, times: "10:00-10:30"}
"""


@pytest.fixture
def school(tmp_path: Path) -> Path:
    path = tmp_path / "school.yaml"
    path.write_text(SCHOOL, encoding="utf-8")
    return path


@pytest.fixture
def lessons(school: Path) -> Path:
    """A timetable from before there were duties."""
    solved = api.solve(school, school.parent / "before", time_limit=20, to=["json"])
    school.write_text(SCHOOL + DUTIES, encoding="utf-8")
    return solved.files[0]


def placements(book: api.Verified | api.Solved) -> list[str]:
    assert book.book is not None
    timetable: Timetable = book.book.timetable
    return [f"{p.course.id} {p.span} {p.room} {p.teachers}" for p in timetable.placements]


def test_lessons_stay_and_duties_are_decided(school: Path, lessons: Path) -> None:
    solved = api.solve(school, keep=lessons, duties_only=True, time_limit=20, to=["json"])
    assert solved.outcome.status is Status.OPTIMAL
    assert solved.outcome.kept
    assert solved.book is not None
    assert len(solved.book.timetable.duties) == 10
    assert placements(solved) == placements(api.verify(api.load(school), lessons))


def test_what_holds_with_these_lessons_is_not_written_as_if_it_held_with_any(
    school: Path, lessons: Path
) -> None:
    solved = api.solve(school, keep=lessons, duties_only=True, time_limit=20, to=["json"])
    written = json.loads(solved.files[0].read_text(encoding="utf-8"))
    assert written["outcome"]["status"] == "feasible"
    assert written["outcome"]["bound"] is None
    again = api.solve(school, time_limit=20, to=["json"])
    assert not again.reused


def test_lessons_that_leave_no_roster_are_told_apart_from_an_impossible_school(
    school: Path, lessons: Path
) -> None:
    school.write_text(SCHOOL + DUTIES + NO_RECESS_FOR_ANYBODY, encoding="utf-8")
    solved = api.solve(school, keep=lessons, duties_only=True, time_limit=20, to=["json"])
    assert solved.outcome.status is Status.INFEASIBLE
    assert "with these lessons" in solved.outcome.verdict
    (reason,) = solved.outcome.reasons
    assert [s.line for s in reason.sources] == [19]


def test_lessons_that_break_a_rule_cannot_be_kept(school: Path, lessons: Path) -> None:
    rule = "constraints:\n  - {kind: prefer_times, subjects: PE, times: [S1], required: true}\n"
    school.write_text(SCHOOL + DUTIES + rule, encoding="utf-8")
    result = CliRunner().invoke(
        app, ["solve", str(school), "--keep", str(lessons), "--duties-only", "--to", "json"]
    )
    assert result.exit_code == 5
    assert "the lessons to be kept break required rules" in " ".join(result.output.split())
    assert "school.yaml:19" in result.output
    assert not (school.parent / "timetable").exists()


def test_duties_only_needs_lessons_to_keep(school: Path) -> None:
    result = CliRunner().invoke(app, ["solve", str(school), "--duties-only"])
    assert result.exit_code == 2
