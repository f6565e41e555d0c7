"""release_time."""

from dataclasses import replace

import pytest

from .world import World, course, deviations, duty, placed, rule, school

_SHARE = school(
    course("1A PE", "pat", 2),
    course("1A Library", minutes=30),
    course("1B PE", "pat"),
    course("1B Art", "amy"),
    classes="1A=kim:Mon/lee:Tue 1B=amy",
)
SHARE = replace(
    _SHARE,
    teachers=tuple(replace(t, fte=0.5 if t.id in ("kim", "lee") else 1.0) for t in _SHARE.teachers),
)
ABSENT = school(
    course("1A PE", "pat", 2), classes="1A=kim:Mon/lee:Tue", day="S1 S2", away={"pat": "Mon"}
)
FORTNIGHT = school(
    course("1A PE", "pat"),
    course("1A Art", "pat", weeks=(0,)),
    days="Mon",
    weeks="A B",
)
HALVES = school(
    course("1A PE", "pat"),
    course("1A Art", "pat", minutes=30),
    day="S1 . S2 | S3",
    days="Mon",
    duties=[duty("hall, Mon S2", "Mon S2", "amy")],
)
RULE = rule("{kind: release_time, minutes: 120}")
SHORT = school(
    course("1A PE", "pat", 2),
    course("1B PE", "pat", 2),
    classes="1A=amy 1B=bob",
    days="Mon",
)  # two periods
WORLDS = (
    World(SHORT, "{kind: release_time, minutes: 61}", impossible=True),
    World(
        SHARE,
        "{kind: release_time, minutes: 120, weight: 1, teachers: [kim, lee]}",
        "{kind: release_time, minutes: 60, at_most: 60, pro_rata: false}",
        "{kind: release_time, minutes: 60, at_most: 60}",
    ),
    World(SHARE, "{kind: release_time, minutes: 180, teachers: [kim, lee]}", impossible=True),
    World(ABSENT, "{kind: release_time, minutes: 60}", impossible=True),
    World(FORTNIGHT, "{kind: release_time, minutes: 60, at_most: 60}"),
    World(FORTNIGHT, "{kind: release_time, minutes: 90}", impossible=True),
    World(HALVES, "{kind: release_time, minutes: 60, at_most: 90, block: 90}"),
)


def test_release_follows_the_person_pro_rata() -> None:
    even = placed(SHARE, "1A PE: Mon S1", "1A PE: Tue S1", "1B PE: Mon S2", "1A Library: Mon S2")
    assert deviations(RULE, even) == {"amy": 60}
    uneven = placed(SHARE, "1A PE: Mon S1", "1A PE: Mon S2")
    assert deviations(RULE, uneven) == {"lee": 60, "amy": 120}


def test_a_lesson_with_ones_own_class_is_no_release() -> None:
    sixty = rule("{kind: release_time, teachers: amy, minutes: 60}")
    assert deviations(sixty, placed(SHARE, "1B Art: Mon S1")) == {"amy": 60}
    assert deviations(sixty, placed(SHARE, "1B PE: Mon S1")) == {}


def test_shortage_of_lessons_with_others() -> None:
    (shortage,) = rule("{kind: release_time, minutes: 180, teachers: [kim, lee]}").shortage(SHARE)
    assert "180 minutes of release a week are asked for" in shortage.message
    assert "1A can have only 120 minutes" in shortage.message
    assert not list(rule("{kind: release_time, minutes: 120}").shortage(SHARE))


def test_shortage_of_lessons_on_the_own_days_of_a_job_share() -> None:
    (shortage,) = rule("{kind: release_time, minutes: 60}").shortage(ABSENT)
    assert shortage.message == (
        "Kim: 60 minutes of release a week are asked for, but 1A can have only 0 minutes of "
        "lessons with others while it is theirs"
    )
    assert not list(rule("{kind: release_time, minutes: 120, teachers: lee}").shortage(ABSENT))


def test_shortage_of_those_who_need_the_same_specialist() -> None:
    assert not list(rule("{kind: release_time, minutes: 60}").shortage(SHORT))
    (shortage,) = rule("{kind: release_time, minutes: 61}").shortage(SHORT)
    assert shortage.message == (
        "Amy and Bob: 122 minutes of release a week are asked for, but at most 120 fit with Pat: "
        "Mon 120"
    )


def test_minutes_are_those_of_each_week() -> None:
    hours = rule("{kind: release_time, minutes: 120, at_most: 120}")
    two = placed(FORTNIGHT, "1A PE: Mon A S1", "1A Art: Mon A S2", "1A PE: Mon B S1")
    assert deviations(hours, two) == {"amy|B": 60}
    assert [hours.sentence(p) for p in hours.points(FORTNIGHT)] == [
        "Amy has at least 120 and at most 120 minutes of release in week A",
        "Amy has at least 120 and at most 120 minutes of release in week B",
    ]
    (shortage,) = hours.shortage(FORTNIGHT)  # in week A there is Art too
    assert "120 minutes of release in week B" in shortage.message


def test_shortage_of_the_whole_cycle() -> None:
    turns = school(
        course("1A PE", "pat", weeks=(0, 1)), course("1A Art", "mia"), days="Mon", weeks="A B"
    )
    assert not list(rule("{kind: release_time, minutes: 90}").shortage(turns))
    (shortage,) = rule("{kind: release_time, minutes: 120}").shortage(turns)
    assert "Amy: 240 minutes of release a cycle" in shortage.message
    assert "1A can have only 180 minutes" in shortage.message


def test_only_blocks_count_and_only_breaks_part_them() -> None:
    blocks = rule("{kind: release_time, minutes: 90, block: 90}")
    across_passing_time = placed(HALVES, "1A PE: Mon S1", "1A Art: Mon 10:05-10:35")
    assert deviations(blocks, across_passing_time) == {}
    across_the_break = placed(HALVES, "1A PE: Mon S2", "1A Art: Mon 11:35-12:05")
    assert deviations(blocks, across_the_break) == {"amy": 90}
    single = rule("{kind: release_time, minutes: 60, block: 60}")
    assert deviations(single, across_the_break) == {}  # the half hour does not count, the hour does


def test_duty_is_no_release_and_no_way_to_keep_to_the_most() -> None:
    hour = rule("{kind: release_time, minutes: 60, at_most: 60}")
    lessons = ("1A PE: Mon S2", "1A Art: Mon 09:00-09:30")
    assert deviations(hour, placed(HALVES, *lessons)) == {"amy": 30}
    on_duty = placed(HALVES, *lessons, "hall, Mon S2: amy")
    assert deviations(hour, on_duty) == {"amy": 30 + 30}  # half an hour of release, 90 min away


def test_the_pack_stands_in_for_what_is_not_written() -> None:
    left = rule("{kind: release_time, at_most: 120}")
    assert left.unwritten() == {"minutes": "release_minutes", "block": "release_block_minutes"}
    filled = left.filled({"minutes": 90})
    assert filled == rule("{kind: release_time, minutes: 90, at_most: 120}")
    assert filled.unwritten() == {"block": "release_block_minutes"}
    with pytest.raises(ValueError, match="neither the rule nor the pack"):
        deviations(left, placed(FORTNIGHT))
