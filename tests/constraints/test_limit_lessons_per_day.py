"""limit_lessons_per_day."""

import pytest

from .world import World, course, deviations, placed, rule, school

POOL = school(
    course("1A PE", "pat|sue"),
    course("1A Art", "pat|sue & pat|sue"),
    course("1A Sport", "pat|sue"),
    away={"sue": "Tue"},
    days="Mon Tue",
)
MIXED = school(
    course("1A PE", "pat", (2, 1)),
    course("1A Maths"),
    course("1A Art", "mia|jo"),
    course("red Music", "kim"),
    groups={"red": "1A"},
    day="S1 S2 S3",
    days="Mon",
)
SPLIT = school(
    course("red PE", "pat", 2),
    course("blue PE", "sue"),
    course("1A Art", "mia", (2, 1)),
    groups={"red/half": "1A", "blue/half": "1A"},
    day="S1 S2 S3",
)
ONLY_PAT = "{kind: limit_lessons_per_day, teachers: pat, at_most: 1}"
WORLDS = (
    World(
        SPLIT,
        "{kind: limit_lessons_per_day, per: pupils, unit: periods, at_least: 2, at_most: 3}",
        "{kind: limit_lessons_per_day, per: pupils, unit: periods, at_most: 1, once: true}",
        "{kind: limit_lessons_per_day, teachers: mia, at_least: 3, unit: periods, free_days: true}",
        "{kind: limit_lessons_per_day, per: pupils, at_least: 2, once: true, free_days: true}",
    ),
    World(
        POOL,
        "{kind: limit_lessons_per_day, teachers: [pat, sue], at_most: 1}",
        ONLY_PAT,
        "{kind: limit_lessons_per_day, per: teacher, at_most: 1, weight: 2}",
    ),
    World(
        MIXED,
        "{kind: limit_lessons_per_day, classes: all, subjects: specialist, at_most: 2, weight: 5}",
        "{kind: limit_lessons_per_day, teachers: mia, per: class, at_most: 0}",
    ),
)


def test_a_double_is_one_lesson() -> None:
    assert deviations(rule(ONLY_PAT), placed(MIXED, "1A PE: Mon S1-S2")) == {}
    assert deviations(rule(ONLY_PAT), placed(MIXED, "1A PE: Mon S1-S2", "1A PE: Mon S3")) == {
        "pat|Mon": 1
    }


def test_lessons_with_the_class_teacher_and_of_a_part_of_the_class_do_not_count() -> None:
    none = rule("{kind: limit_lessons_per_day, subjects: specialist, at_most: 0}")
    timetable = placed(MIXED, "1A Maths: Mon S1", "red Music: Mon S2", "1A Art: Mon S3 jo")
    assert deviations(none, timetable) == {"1A|Mon": 1}


def test_a_pool_gives_as_much_as_its_members_on_site() -> None:
    one = rule("{kind: limit_lessons_per_day, teachers: [pat, sue], at_most: 1}")
    shadows = {p.key: one.sentence(p) for p in one.points(POOL) if p.shadow}
    assert shadows == {
        "pool|pat|sue|Mon": "Pat and Sue give at most 2 lessons on Mon",
        "pool|pat|sue|Tue": "Pat and Sue give at most 1 lesson on Tue",
    }


def test_a_pool_is_its_members_alone() -> None:
    more = school(course("1A PE", "pat|sue"), course("1A Music", "kim"), days="Mon")
    one = rule("{kind: limit_lessons_per_day, per: teacher, at_most: 1}")
    assert [one.sentence(p) for p in one.points(more) if p.shadow] == [
        "Pat and Sue give at most 2 lessons on Mon"
    ]
    assert not any(p.shadow for p in rule(ONLY_PAT).points(more))


def test_daily_limit_is_known_only_for_lessons_that_are_all_in_scope() -> None:
    limit = rule("{kind: limit_lessons_per_day, teachers: pat, subjects: PE, at_most: 1}")
    pat = MIXED.teacher["pat"]
    (monday,) = limit.limits(MIXED)
    assert monday == (pat, frozenset([MIXED.course["1A PE"]]), (0,), 1, "lessons", "")


def test_periods_of_each_set_of_pupils() -> None:
    both = "{kind: limit_lessons_per_day, per: pupils, unit: periods, at_least: 2, at_most: 2}"
    lessons = ("1A Art: Mon S1-S2", "1A Art: Tue S1", "red PE: Mon S3", "red PE: Tue S3")
    timetable = placed(SPLIT, *lessons, "blue PE: Mon S3")
    excess = {"1A red|Mon": 1, "1A blue|Mon": 1, "1A blue|Tue": 1}
    assert deviations(rule(both), timetable) == excess


def test_a_day_counts_once() -> None:
    days = rule(
        "{kind: limit_lessons_per_day, teachers: mia, unit: periods, at_most: 0, once: true}"
    )
    timetable = placed(SPLIT, "1A Art: Mon S1-S2", "1A Art: Mon S3")
    assert deviations(days, timetable) == {"mia|Mon": 1}
    assert days.amount(1) == "1 day"


def test_a_day_without_any_may_be_free() -> None:
    text = "{kind: limit_lessons_per_day, teachers: mia, at_least: 2%s}"
    timetable = placed(SPLIT, "1A Art: Mon S1")
    assert deviations(rule(text % ""), timetable) == {"mia|Mon": 1, "mia|Tue": 2}
    free = rule(text % ", free_days: true")
    assert deviations(free, timetable) == {"mia|Mon": 1}
    assert free.title() == "At least 2 lessons given by mia, or none, a day for each teacher"


def test_limits_must_make_sense() -> None:
    with pytest.raises(ValueError, match="write at_most, or at_least"):
        rule("{kind: limit_lessons_per_day}")
    with pytest.raises(ValueError, match="at_least is more than at_most"):
        rule("{kind: limit_lessons_per_day, at_most: 1, at_least: 2}")
    with pytest.raises(ValueError, match="free_days goes with at_least"):
        rule("{kind: limit_lessons_per_day, at_most: 1, free_days: true}")
