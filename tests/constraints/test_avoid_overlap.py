"""avoid_overlap."""

import pytest

from .world import World, course, deviations, placed, rule, school

TINY = school(
    course("1A Band", "pat|sue"),
    course("1B Band", "sue"),
    course("1C Choir", "kim", minutes=30),
    classes="1A=amy 1B=bob 1C=cal",
    day={"1A": "S1 | S2", "1B": "S1 S2", "1C": "S1 S2"},
    days="Mon",
)
ONE = rule("{kind: avoid_overlap, subjects: [Band, Choir]}")
WORLDS = (
    World(
        TINY,
        "{kind: avoid_overlap, subjects: [Band, Choir]}",
        "{kind: avoid_overlap, at_most: 2, weight: 1}",
        "{kind: avoid_overlap, teachers: [sue, kim]}",
        "{kind: avoid_overlap, count: pairs, weight: 1}",
        "{kind: avoid_overlap, times: S1}",
    ),
)


def test_minutes_in_common_count_not_timeslots() -> None:
    timetable = placed(TINY, "1A Band: Mon S2", "1B Band: Mon S2")  # 10:30 and 10:00
    assert deviations(ONE, timetable) == {"all": 30}


def test_three_at_once_are_two_too_many() -> None:
    timetable = placed(TINY, "1A Band: Mon S1", "1B Band: Mon S1", "1C Choir: Mon 09:00-09:30")
    assert deviations(ONE, timetable) == {"all": 60 + 30}


def test_only_the_lessons_that_are_too_many_at_a_time_are_shown() -> None:
    timetable = placed(TINY, "1A Band: Mon S1", "1B Band: Mon S2", "1C Choir: Mon 10:30-11:00")
    (point,) = ONE.points(TINY)
    assert [p.course.id for p in ONE.witnesses(point, timetable)] == ["1B Band", "1C Choir"]


def test_as_many_courses_as_may_be_at_a_time_need_no_rule() -> None:
    assert not list(rule("{kind: avoid_overlap, at_most: 3}").points(TINY))


def test_pairs_count_for_each_period_they_share() -> None:
    three = school(
        course("1A Band", "pat", (2,)), course("1B Band", "sue", (2,)), course("- Staff", "kim"),
        classes="1A=amy 1B=bob", day="S1 S2 | S3", days="Mon",
    )  # fmt: skip
    pairs = rule("{kind: avoid_overlap, count: pairs, weight: 2}")
    all_on = placed(three, "1A Band: Mon S1-S2", "1B Band: Mon S1-S2", "- Staff: Mon S2")
    assert deviations(pairs, all_on) == {"all": 1 + 3}
    assert pairs.amount(4) == "4 pairs"


def test_other_times_do_not_matter() -> None:
    early = rule("{kind: avoid_overlap, subjects: Band, times: S1}")
    assert deviations(early, placed(TINY, "1A Band: Mon S2", "1B Band: Mon S2")) == {}
    assert deviations(early, placed(TINY, "1A Band: Mon S1", "1B Band: Mon S1")) == {"all": 60}
    assert early.title() == "At most 1 Band lesson at a time during S1"


def test_pairs_are_more_than_one_at_a_time() -> None:
    with pytest.raises(ValueError, match="count: pairs goes with at_most: 1"):
        rule("{kind: avoid_overlap, at_most: 2, count: pairs}")
