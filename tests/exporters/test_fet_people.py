"""What FET is told of the days of teachers and pupils, it counts and keeps as we do."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.fet.running import Ended
from timetabler.exporters.fet.book import FetBook
from timetabler.exporters.fet.said import said

from .asking_fet import LITTLE, PLACED, asked, little, moved, written
from .factory import book

DAILY = "kind: limit_lessons_per_day, unit: periods, once: true, weight: 10, at_most:"
COUNTED = {
    f"{DAILY} 2, per: pupils": 7,
    f"{DAILY} 2, per: pupils, classes: 1B": 1,
    f"{DAILY} 2, per: pupils, groups: band": 2,
    f"{DAILY} 1, per: teacher": 4,
    "kind: limit_run, classes: all, at_most: 1, once: true, weight: 10": 12,
    "kind: limit_run, teachers: cas, at_most: 1, once: true, weight: 10": 1,
}
"""A rule -> a tenth of its cost in ``little``, counted by hand."""


@pytest.mark.fet
@pytest.mark.parametrize("rule", COUNTED)
def test_what_a_rule_counts_is_what_fet_counts(rule: str, tmp_path: Path) -> None:
    made = little(rule)
    assert made.report.cost == 10 * COUNTED[rule]
    assert not said(FetBook(made)).left_out
    assert asked(written(made, tmp_path)).soft == pytest.approx(COUNTED[rule] / 10)


PER_DAY = "kind: limit_lessons_per_day, per: pupils, classes: 1B, unit: periods"
REQUIRED = (
    ("kind: limit_idle_times, classes: 1B", "1B Maths #2", "Mon S4"),
    ("kind: limit_idle_times, teachers: ben, per: week", "1B Maths #2", "Mon S4"),
    ("kind: start_early, classes: 1B", "1B Maths #1", "Mon S3"),
    ("kind: end_day, subjects: Band", "band Band #1", "Tue S2"),
    ("kind: limit_span, classes: 1B, at_most: 4", "1B Maths #3", "Wed S4"),
    ("kind: limit_span, teachers: ben, at_most: 2", "1B Maths #2", "Mon S4"),
    ("kind: limit_days, per: pupils, classes: 1B, at_most: 2", "1B Maths #3", "Tue S1"),
    (
        "kind: limit_days, per: pupils, classes: 1B, times: [S3, S4], at_most: 1",
        "1B Maths #2",
        "Mon S3",
    ),
    ("kind: limit_days, teachers: ana, at_most: 2", "1A Maths #3", "Wed S3"),
    ("kind: limit_days, teachers: ben, at_least: 3", "1B Maths #3", "Tue S1"),
    (f"{PER_DAY}, at_least: 2, free_days: true", "1B Maths #2", "Wed S4"),
    (f"{PER_DAY}, at_most: 3", "1B Maths #2", "Wed S4"),
)
"""A rule that holds in ``little``, a lesson, and where it would not."""


@pytest.mark.fet
@pytest.mark.slow
@pytest.mark.parametrize(("rule", "lesson", "time"), REQUIRED)
def test_fet_keeps_what_is_required(rule: str, lesson: str, time: str, tmp_path: Path) -> None:
    made = little(f"{rule}, required: true")
    assert made.report.valid
    assert not said(FetBook(made)).left_out
    path = written(made, tmp_path)
    assert asked(path).ended is Ended.SOLVED
    assert asked(moved(path, lesson, *time.split()), 1).ended is not Ended.SOLVED


LEFT_OUT = (
    "kind: limit_idle_times, classes: all, weight: 3",  # in FET always required
    "kind: limit_run, teachers: ana, at_most: 1, weight: 3",  # counts the periods, not the runs
    "kind: limit_run, teachers: ana, at_most: 60, unit: minutes, once: true, weight: 3",
    "kind: limit_lessons_per_day, subjects: Maths, per: pupils, at_most: 2, unit: periods",
    "kind: limit_lessons_per_day, classes: 1B, at_most: 3, unit: periods",  # without its groups
    "kind: limit_lessons_per_day, per: pupils, teachers: ana, at_most: 3, unit: periods",
    "kind: limit_lessons_per_day, per: pupils, at_most: 3",  # a double is one lesson
    "kind: limit_days, per: pupils, at_least: 2",
    "kind: limit_days, teachers: ana, times: [Mon S1, Tue S2], at_most: 2",
)


@pytest.mark.parametrize("rule", LEFT_OUT)
def test_what_fet_cannot_say_is_left_out(rule: str) -> None:
    assert len(said(FetBook(little(rule))).left_out) == 1


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        (
            "kind: limit_run, classes: 1A, tags: loud, at_most: 1, once: true, weight: 3",
            "StudentsSetActivityTagMaxHours",
        ),
        (
            "kind: limit_run, teachers: ana, tags: loud, at_most: 1, once: true, weight: 3",
            "TeacherActivityTagMaxHours",
        ),
    ],
)
def test_lessons_with_a_tag(rule: str, name: str) -> None:
    loud = LITTLE.replace("teacher: ana, lessons: 3}", "teacher: ana, lessons: 3, tags: [loud]}")
    made = book(f"{loud}constraints:\n  - {{{rule}}}\n", *PLACED)
    ((one,),) = (some for told, some in said(FetBook(made)).rules if told.kind == "limit_run")
    assert one.name == f"{name}Continuously"
    assert ("Activity_Tag_Name" if "teachers" in rule else "Activity_Tag", "loud") in one.parts


def test_home_time_is_nothing_to_fet() -> None:
    home = LITTLE.replace("- id: 1B", "- {id: 1B, teacher: dan}").replace("cas]", "cas, dan]")
    rule = "{kind: limit_idle_times, teachers: dan, per: week, at_most: 9}"
    made = book(f"{home}constraints:\n  - {rule}\n", *PLACED)
    assert [left.kind for left in said(FetBook(made)).left_out] == ["limit_idle_times"]
