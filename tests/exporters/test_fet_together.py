"""timetable.fet: what FET counts of how lessons lie to one another is what we count."""

from __future__ import annotations

import pytest

from benchmarks.fet.running import Ended
from timetabler.exporters.fet.book import FetBook
from timetabler.exporters.fet.said import said
from timetabler.views import Book

from .asking_fet import asked, constraints, moved, root_of, written
from .factory import book

SCHOOL = """\
school: Little
week:
  days: [Mon, Tue]
  timeslots:
    - {id: S1, time: "09:00-10:00"}
    - {id: S2, time: "10:00-11:00"}
    - {id: recess, time: "11:00-11:30", kind: break}
    - {id: S3, time: "11:30-12:30"}
    - {id: S4, time: "12:30-13:30"}
teachers: [ana, ben, cas, dan, eva]
classes: [{id: 1A}, {id: 1B}, {id: 1C}]
courses:
  - {subject: Maths, classes: 1A, teacher: ana, lessons: 2}
  - {subject: PE, classes: 1B, teacher: ben, lessons: [2], tags: loud}
  - {subject: Art, classes: 1C, teacher: cas, tags: [wet]}
  - {subject: Choir, classes: 1A, teacher: eva, tags: high}
  - {subject: Staff, staff_only: true, teacher: dan, tags: quiet}
"""
PLACED = (
    ("1A Maths", "Mon S1", None, ("ana",)),
    ("1A Maths", "Mon S4", None, ("ana",)),
    ("1B PE", "Mon S1-S2", None, ("ben",)),
    ("1C Art", "Mon S3", None, ("cas",)),
    ("1A Choir", "Tue S1", None, ("eva",)),
    ("Staff", "Mon S2", None, ("dan",)),
)
COUNTED = {
    "kind: avoid_overlap, count: pairs": 1 + 1,
    "kind: keep_adjacent, tags: loud, next_to_tags: wet, side: before, across_breaks: true": 0,
    "kind: keep_adjacent, tags: loud, next_to_tags: wet, side: after, across_breaks: true": 1,
    "kind: keep_adjacent, tags: loud, next_to_tags: quiet, across_breaks: true": 1,
    "kind: order_lessons, first_tags: wet, then_tags: loud": 1,
    "kind: order_lessons, first_tags: [quiet, high], then_tags: wet, within: week": 1,
    "kind: keep_in_a_row, tags: [loud, wet]": 0,
    "kind: keep_in_a_row, tags: [loud, wet, quiet]": 1,
    "kind: leave_gaps, subjects: Maths, at_least: 4": 1,
    "kind: near_days, at_most: 0, subjects: [Art, Choir], each: scope": 1,
    "kind: leave_gaps, tags: [loud, wet], at_least: 3, each: scope": 2,
}
"""A wish -> what it counts, by hand."""
KEPT = (
    "kind: avoid_overlap, subjects: [Art, Staff]",
    "kind: avoid_overlap, at_most: 2",
    "kind: avoid_overlap, at_most: 1, times: Tue",
    "kind: limit_at_times, times: [S1, S4], at_most: 3, at_least: 2",
    "kind: gather_lessons, times: Mon S2, at_least: 2",
    "kind: gather_lessons, times: Mon S2-S3, tags: [loud, quiet], at_least: 2, or_none: true",
    "kind: separate_tags, tags: [high, quiet, wet]",
    "kind: rest_overnight, teachers: all, at_least: 2",
    "kind: limit_parts, parts: [Tue, Mon], at_most: 1",
    "kind: limit_parts, parts: [Mon, Tue], at_most: 5, unit: lessons, each: scope",
)
"""Rules that hold, and that FET has always required."""


def little(*rules: str) -> Book:
    listed = "".join(f"  - {{{rule}}}\n" for rule in rules)
    return book(f"{SCHOOL}constraints:\n{listed}", *PLACED)


@pytest.mark.fet
@pytest.mark.parametrize("rule", COUNTED)
def test_what_a_rule_counts_is_what_fet_counts(rule, tmp_path):
    made = little(f"{rule}, weight: 10")
    assert made.report.cost == 10 * COUNTED[rule]
    assert not said(FetBook(made)).left_out
    assert asked(written(made, tmp_path)).soft == pytest.approx(COUNTED[rule] / 10)


@pytest.mark.fet
def test_fet_keeps_what_holds(tmp_path):
    made = little(*KEPT)
    assert made.report.valid
    assert not said(FetBook(made)).left_out
    path = written(made, tmp_path)
    assert len(constraints(root_of(path), "ActivitiesMaxSimultaneousInSelectedTimeSlots")) == 2
    run = asked(path)
    assert run.ended is Ended.SOLVED, run.reason


@pytest.mark.parametrize(
    "rule",
    [
        "kind: avoid_overlap, weight: 1",
        "kind: avoid_overlap, at_most: 3, weight: 1",
        "kind: keep_adjacent, tags: loud, next_to_tags: wet, side: before, weight: 1",
        "kind: keep_adjacent, subjects: Maths, across_breaks: true, weight: 1",
        "kind: limit_at_times, times: S1, at_most: 3, weight: 1",
        "kind: limit_at_times, times: S1, at_most: 3, unit: lessons",
        "kind: gather_lessons, at_least: 1, or_none: true, weight: 1",
        "kind: keep_in_a_row, weight: 1",
        "kind: near_days, at_most: 0, each: scope, weight: 1",
        "kind: separate_tags, tags: [loud, wet], weight: 1",
        "kind: limit_parts, parts: [Mon, Tue], at_most: 1, weight: 1",
        "kind: limit_parts, parts: [Mon], at_most: 1",
        "kind: limit_parts, parts: [Mon, Mon-Tue], at_most: 2",
    ],
)
def test_what_fet_counts_otherwise_is_left_out(rule):
    made = said(FetBook(little(rule)))
    assert [one.kind for one in made.left_out] == [rule.split(",")[0].removeprefix("kind: ")]


def test_a_file_has_terms_of_one_sort(tmp_path):
    halves = "kind: limit_parts, parts: [Mon, Tue], at_most: 1, subjects: Maths"
    whole = "kind: limit_parts, parts: [Mon-Tue], at_most: 1, subjects: Maths"
    made = little(halves, whole)
    assert [one.title for one in said(FetBook(made)).left_out] == [
        "The Maths lessons of one course are in at most 1 of the parts Mon-Tue"
    ]
    root = root_of(written(made, tmp_path))
    assert root.findtext("Mode") == "Terms"
    assert root.findtext("Number_of_Terms") == "2"
    assert root.findtext("Number_of_Days_Per_Term") == "1"


@pytest.mark.fet
@pytest.mark.parametrize(
    ("most", "lesson", "day"),
    [
        ("1, subjects: [Maths, Art]", "1C Art #1", "Tue"),
        ("3, unit: lessons, tags: [loud, wet, quiet, high]", "1A Choir #1", "Mon"),
    ],
)
def test_fet_refuses_what_is_in_too_many_terms(most, lesson, day, tmp_path):
    rule = f"kind: limit_parts, parts: [Mon, Tue], each: scope, at_most: {most}"
    path = written(little(rule), tmp_path)
    assert asked(path).ended is Ended.SOLVED
    assert asked(moved(path, lesson, day, "S3"), 1).ended is not Ended.SOLVED
