"""timetable.fet: FET counts what breaks a rule as we do, and keeps what is required."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from benchmarks.fet.running import Ended
from timetabler.constraints import kinds
from timetabler.exporters.fet import Fet
from timetabler.exporters.fet.book import FetBook
from timetabler.exporters.fet.said import said, sayings

from .asking_fet import LITTLE, PLACED, asked, constraints, little, moved, root_of, written
from .factory import book

COUNTED = {
    "kind: separate_days, subjects: Maths, weight: 10": 2,
    "kind: separate_days, subjects: Maths, at_least: 2, weight: 20": 2 * 6,
    "kind: separate_days, subjects: [Red, Blue], each: scope, weight: 10": 1,
    "kind: spread_lessons, subjects: [PE, Choir], weight: 10": 0,
    "kind: prefer_times, subjects: Maths, times: Mon, weight: 10": 2,
    "kind: prefer_times, subjects: Maths, not_times: [Mon S1, Tue], weight: 10": 3,
    "kind: prefer_times, starts: S1, weight: 10": 8,
    "kind: prefer_times, subjects: [Maths, Band], times: [S1, S3], weight: 10": 3,
    "kind: prefer_times, times: [S1, S3], count: periods, weight: 10": 6,
    "kind: prefer_times, subjects: PE, times: [S3, S4], count: periods, weight: 10": 2,
    "kind: prefer_times, teachers: ana, classes: 1A, times: S4, weight: 10": 4,
    "kind: protect_times, times: Wed S2, weight: 10": 2,
    "kind: protect_times, times: Mon, classes: 1B, weight: 10": 2,
    "kind: link_lessons, subjects: [Red, Blue, Band], pairs: true, weight: 10": 2,
    "kind: link_lessons, subjects: [Red, Blue, Band], pairs: true, same: day, weight: 10": 0,
    "kind: link_lessons, subjects: [Red, PE, Band], pairs: true, same: hour, weight: 10": 3,
    "kind: prefer_rooms, subjects: PE, rooms: gym, weight: 10": 1,
    "kind: prefer_rooms, subjects: PE, rooms: hall, weight: 10": 0,
    "kind: keep_rooms_free, rooms: [gym, laptops], times: Tue, weight: 10": 2,
}
"""A rule -> a tenth of its cost in ``little``, counted by hand."""


@pytest.mark.fet
@pytest.mark.parametrize("rule", COUNTED)
def test_what_a_rule_counts_is_what_fet_counts(rule, tmp_path):
    made = little(rule)
    assert made.report.cost == 10 * COUNTED[rule]
    assert not said(FetBook(made)).left_out
    assert asked(written(made, tmp_path)).soft == pytest.approx(COUNTED[rule] / 10)


@pytest.mark.fet
def test_all_of_them_together(tmp_path):
    made = little(*COUNTED)
    assert asked(written(made, tmp_path)).soft == pytest.approx(sum(COUNTED.values()) / 10)


REQUIRED = (
    ("", "red Red #1", "Tue S4"),  # pupils of another split are elsewhere
    ("", "red Red #1", "Mon S1"),  # so is the class
    ("", "1A+1B PE #1", "Tue S2"),  # recess is no lesson time
    ("kind: join_same_day, subjects: Maths, classes: 1A", "1A Maths #2", "Mon S4"),
    ("kind: spread_lessons, subjects: [PE, Choir]", "choir Choir #2", "Mon S3"),
    ("kind: link_lessons, subjects: [Red, Blue]", "red Red #1", "Wed S3"),
)
"""What holds in ``little``, a lesson, and a place for it that breaks this (and costs nothing)."""


@pytest.mark.slow  # FET tries again and again what is impossible, until its time is over
@pytest.mark.fet
@pytest.mark.parametrize(("rule", "lesson", "time"), REQUIRED)
def test_fet_keeps_what_is_required(rule, lesson, time, tmp_path):
    made = little(f"{rule}, required: true") if rule else little()
    assert not said(FetBook(made)).left_out
    path = written(made, tmp_path)
    assert asked(path).ended is Ended.SOLVED
    assert asked(moved(path, lesson, *time.split()), 1).ended is not Ended.SOLVED


@pytest.mark.fet
def test_without_such_a_rule_the_lesson_may_be_there(tmp_path):
    path = moved(written(little(), tmp_path), "red Red #1", "Wed", "S3")
    assert asked(path).ended is Ended.SOLVED


def test_of_two_like_wishes_fet_would_count_one():
    kind = "kind: separate_days, subjects: Choir"
    made = little(
        f"{kind}, at_least: 1, weight: 10",
        f"{kind}, at_least: 3, weight: 10",
        f"{kind}, at_least: 3, weight: 20",
    )
    (left_out,) = said(FetBook(made)).left_out
    assert left_out.index == 1


def test_fet_puts_no_three_on_one_day_whatever_the_weight_is():
    rule = "  - {kind: separate_days, subjects: Maths, weight: 1}\n"
    three = tuple(p if p[1] != "Tue S1" else (p[0], "Mon S3", *p[2:]) for p in PLACED)
    made = book(f"{LITTLE}constraints:\n{rule}", *three)
    (left_out,) = said(FetBook(made)).left_out
    assert left_out.kind == "separate_days"


def test_what_fet_counts_otherwise_is_left_out_and_said_to_be(tmp_path):
    made = little(
        "kind: spread_lessons, subjects: Maths, weight: 3",  # three on one day: 2 for us, 3 for FET
        "kind: link_lessons, subjects: Maths, weight: 3",
        "kind: join_same_day, subjects: Maths, weight: 3",
        "kind: avoid_overlap, subjects: Maths, weight: 1",
    )
    (remark,) = Fet().write(made, tmp_path / "a.fet")
    left_out = [rule.title for rule in said(FetBook(made)).left_out]
    assert len(left_out) == 4
    assert remark == f"4 rules left out that FET cannot say: {'; '.join(left_out)}"
    root = root_of(tmp_path / "a.fet")
    assert all(f"- {title}" in root.findtext("Comments") for title in left_out)
    assert not constraints(root, "MinDaysBetweenActivities")


@pytest.mark.fet
def test_no_weight_becomes_what_fet_takes_for_required(tmp_path):
    rules = (
        "kind: prefer_times, subjects: Red, times: Wed, weight: 995",
        "kind: prefer_times, subjects: Blue, times: Wed, weight: 1",
        "kind: prefer_times, subjects: Band, times: Wed, weight: 100",
    )
    made = little(*rules)
    remarks = Fet().write(made, tmp_path / Fet.filename)
    rows = constraints(root_of(tmp_path / Fet.filename), "ActivityPreferredStartingTimes")
    assert {row.findtext("Weight_Percentage") for row in rows} == {"99.5", "0.1", "10"}
    assert "our cost divided by 1000" in remarks[0]
    assert asked(tmp_path / Fet.filename).soft == pytest.approx(1.096)


def test_every_kind_that_is_said_is_a_kind():
    assert set(sayings()) <= set(kinds())
    assert {"separate_days", "prefer_times"} <= set(sayings())


def test_soft_conflicts_are_exact():
    made = little("kind: prefer_times, subjects: Red, times: Wed, weight: 995")
    told = said(FetBook(made))
    assert told.soft((r.rule, r.cost) for r in made.report.results) == Decimal("0.995")


@pytest.mark.parametrize(
    "rules",
    [
        ["rooms: hall, times: Mon"],
        ["rooms: gym, times: Wed", "rooms: gym, times: Mon"],
    ],
)
def test_fet_has_one_room_for_a_lesson_and_one_such_rule_for_a_room(rules):
    made = little(*(f"kind: keep_rooms_free, {rule}, weight: 3" for rule in rules))
    (left_out,) = said(FetBook(made)).left_out
    assert left_out.index == len(rules) - 1


ROOMS = """\
school: Little
week:
  days: [Mon]
  timeslots:
    - {id: S1, time: "09:00-10:00"}
    - {id: S2, time: "10:00-11:00"}
    - {id: S3, time: "11:00-12:00"}
teachers: [ana, ben, cas]
rooms: [gym, oval, {id: hall, classes: 2}, laptops]
classes: [{id: 1A}, {id: 1B}]
courses:
  - {subject: PE, classes: 1A, teacher: ana, rooms: [gym, oval]}
  - {subject: Art, classes: 1B, teacher: ben, rooms: [gym, oval]}
  - {subject: Choir, classes: 1B, teacher: cas, rooms: [gym, hall]}
  - {subject: IT, classes: 1A, teacher: cas, rooms: [gym, oval], needs: [laptops]}
constraints:
  - {kind: room_stability, per: scope, RULE}
"""
PLACES = (
    ("1A PE", "Mon S1", "gym", ("ana",)),
    ("1B Art", "Mon S2", "gym", ("ben",)),
    ("1B Choir", "Mon S1", "hall", ("cas",)),
    ("1A IT", "Mon S3", "gym", ("cas",)),
)


@pytest.mark.fet
def test_fet_keeps_few_rooms(tmp_path):
    made = book(ROOMS.replace("RULE", "subjects: [PE, Art], required: true"), *PLACES)
    assert not said(FetBook(made)).left_out
    path = written(made, tmp_path)
    assert asked(path).ended is Ended.SOLVED
    tree = ElementTree.parse(path)
    for lock in constraints(tree.getroot(), "ActivityPreferredRoom"):
        if lock.findtext("Activity_Id") == "2":
            lock.find("Room").text = "hall"
    tree.write(path)
    assert asked(path, 1).ended is not Ended.SOLVED


@pytest.mark.parametrize(
    "rule",
    [
        "subjects: [PE, Art], weight: 1",
        "subjects: [PE, Art, Choir], at_most: 2",
        "subjects: [PE, IT]",
    ],
)
def test_rooms_that_fet_counts_otherwise_are_left_out(rule):
    (left_out,) = said(FetBook(book(ROOMS.replace("RULE", rule), *PLACES))).left_out
    assert left_out.kind == "room_stability"
