"""preparation_time."""

from __future__ import annotations

import pytest

from .world import World, course, deviations, duty, placed, rule, school

DAY = school(
    course("1A PE", "pat"),
    course("1A Art", "pat", minutes=30),
    course("1A Music", "pat|amy"),
    day="S1 . S2 | S3",
    days="Mon",
    duties=[duty("hall, Mon S3", "Mon S3", "pat")],
)  # 9:00 to 12:35
SHARED = school(
    course("1A PE", "pat"),
    course("1A Art", "mia", weeks=(0,)),
    days="Mon",
    weeks="A B",
    fte={"pat": 0.5},
    away={"mia": "Mon B"},
)
WORLDS = (
    World(
        DAY,
        "{kind: preparation_time, minutes: 60}",
        "{kind: preparation_time, minutes: 60, block: 90, pro_rata: false}",
    ),
    World(SHARED, "{kind: preparation_time, minutes: 120}"),
    World(SHARED, "{kind: preparation_time, minutes: 121, pro_rata: false}", impossible=True),
)


def test_lessons_and_duty_are_no_preparation() -> None:
    whole = rule("{kind: preparation_time, teachers: pat, minutes: 180}")
    assert deviations(whole, placed(DAY)) == {}
    lessons = placed(DAY, "1A PE: Mon S1", "1A Art: Mon 10:05-10:35")
    assert deviations(whole, lessons) == {"pat": 90}
    assert deviations(whole, placed(DAY, "1A PE: Mon S1", "hall, Mon S3: pat")) == {"pat": 120}


def test_a_break_ends_a_block_and_passing_time_does_not() -> None:
    block = rule("{kind: preparation_time, minutes: 90, block: 90}")
    assert deviations(block, placed(DAY, "1A PE: Mon S3", "1A Art: Mon 09:00-09:30")) == {}
    assert deviations(block, placed(DAY, "1A PE: Mon S2", "1A Art: Mon 09:30-10:00")) == {"pat": 90}


def test_class_teachers_have_release_instead() -> None:
    everybody = rule("{kind: preparation_time, teachers: all, minutes: 60}")
    assert [p.key for p in everybody.points(DAY)] == ["pat"]


def test_pro_rata_in_each_week_on_site() -> None:
    two = rule("{kind: preparation_time, minutes: 120}")
    assert [two.sentence(p) for p in two.points(SHARED)] == [
        "Pat has at least 60 minutes of preparation in week A",
        "Pat has at least 60 minutes of preparation in week B",
        "Mia has at least 120 minutes of preparation in week A",
    ]
    lessons = placed(SHARED, "1A PE: Mon A S1", "1A PE: Mon B S1", "1A Art: Mon A S2")
    assert deviations(two, lessons) == {"mia|A": 60}


def test_what_is_left_for_lessons() -> None:
    hour = rule("{kind: preparation_time, teachers: mia, minutes: 90}")
    (limit,) = hour.limits(SHARED)
    assert (limit.who.id, limit.most, limit.unit, limit.why) == ("mia", 30, "minutes", "120 - 90")
    (shortage,) = rule("{kind: preparation_time, teachers: mia, minutes: 121}").shortage(SHARED)
    assert shortage.message == (
        "Mia has at least 121 minutes of preparation in week A, but is on site for 120 minutes of "
        "lessons"
    )


def test_minutes_of_the_pack() -> None:
    left = rule("{kind: preparation_time}")
    assert left.unwritten() == {"minutes": "preparation_minutes"}
    with pytest.raises(ValueError, match="neither the rule nor the pack"):
        deviations(left, placed(DAY))
