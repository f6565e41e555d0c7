"""prefer_times."""

import pytest

from .world import World, course, deviations, placed, rule, school

TINY = school(
    course("1A PE", "pat", (2, 1)),
    course("1A Art", "mia|jo"),
    course("1A Maths"),
    classes="1A=amy",
    day="S1 S2 | S3",
    days="Mon Tue",
)
WORLDS = (
    World(
        TINY,
        "{kind: prefer_times, times: Tue}",
        "{kind: prefer_times, times: [S1-S2], not_times: Mon S2, teachers: [mia, pat]}",
        "{kind: prefer_times, subjects: PE, not_times: '11:30-12:00', required: true}",
    ),
)


def test_a_double_half_outside_is_outside() -> None:
    only_first = rule("{kind: prefer_times, subjects: PE, times: S1}")
    timetable = placed(TINY, "1A PE: Mon S1-S2", "1A PE: Tue S1")
    assert deviations(only_first, timetable) == {"1A PE": 1}


def test_a_lesson_of_a_pool_counts_for_the_teacher_who_gives_it() -> None:
    mia = rule("{kind: prefer_times, teachers: mia, times: Tue}")
    assert deviations(mia, placed(TINY, "1A Art: Mon S1 mia")) == {"1A Art": 1}
    assert deviations(mia, placed(TINY, "1A Art: Mon S1 jo")) == {}


def test_it_costs_1_unless_something_is_said() -> None:
    assert rule("{kind: prefer_times, times: Tue}").cost == 1
    assert rule("{kind: prefer_times, times: Tue, required: true}").cost is None


def test_some_time_is_needed() -> None:
    with pytest.raises(ValueError, match="write the times"):
        rule("{kind: prefer_times, subjects: PE}")
