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
STAFF = school(
    course("- Meeting", "pat & mia", tags="staff long"), course("1A PE", "pat", tags="staff")
)
WORLDS = (
    World(
        TINY,
        "{kind: prefer_times, times: Tue}",
        "{kind: prefer_times, times: [S1-S2], not_times: Mon S2, teachers: [mia, pat]}",
        "{kind: prefer_times, subjects: PE, not_times: '11:30-12:00', required: true}",
        "{kind: prefer_times, times: [S1, Tue S2], not_times: Mon S2, count: periods, weight: 2}",
        "{kind: prefer_times, starts: [S2-S3], not_times: Tue S3}",
    ),
    World(STAFF, "{kind: prefer_times, tags: long, starts: Tue}"),
)


def test_a_double_half_outside_is_outside() -> None:
    only_first = rule("{kind: prefer_times, subjects: PE, times: S1}")
    timetable = placed(TINY, "1A PE: Mon S1-S2", "1A PE: Tue S1")
    assert deviations(only_first, timetable) == {"1A PE": 1}


def test_a_lesson_of_a_pool_counts_for_the_teacher_who_gives_it() -> None:
    mia = rule("{kind: prefer_times, teachers: mia, times: Tue}")
    assert deviations(mia, placed(TINY, "1A Art: Mon S1 mia")) == {"1A Art": 1}
    assert deviations(mia, placed(TINY, "1A Art: Mon S1 jo")) == {}


def test_periods_outside_are_counted_one_by_one() -> None:
    periods = rule("{kind: prefer_times, subjects: PE, times: S1, count: periods}")
    timetable = placed(TINY, "1A PE: Mon S1-S2", "1A PE: Tue S3")
    assert deviations(periods, timetable) == {"1A PE": 2}
    assert periods.amount(2) == "2 periods"
    never = rule("{kind: prefer_times, subjects: PE, not_times: [S1-S2, Tue], count: periods}")
    assert deviations(never, placed(TINY, "1A PE: Mon S1-S2")) == {"1A PE": 2}


def test_only_the_start_of_a_double_is_in_starts() -> None:
    first = rule("{kind: prefer_times, subjects: PE, starts: S1}")
    assert deviations(first, placed(TINY, "1A PE: Mon S1-S2", "1A PE: Tue S1")) == {}
    assert deviations(first, placed(TINY, "1A PE: Mon S1-S2", "1A PE: Tue S2")) == {"1A PE": 1}
    assert first.title() == "The PE lessons start in S1"


def test_a_start_and_times_are_asked_of_the_same_lesson() -> None:
    both = rule("{kind: prefer_times, subjects: PE, starts: S1, times: S1}")
    timetable = placed(TINY, "1A PE: Mon S1-S2", "1A PE: Tue S2")
    assert deviations(both, timetable) == {"1A PE": 2}


def test_a_meeting_of_staff_is_found_by_its_tag() -> None:
    tuesday = rule("{kind: prefer_times, tags: long, times: Tue}")
    timetable = placed(STAFF, "- Meeting: Mon S1", "1A PE: Mon S2")
    assert deviations(tuesday, timetable) == {"- Meeting": 1}


def test_it_costs_1_unless_something_is_said() -> None:
    assert rule("{kind: prefer_times, times: Tue}").cost == 1
    assert rule("{kind: prefer_times, times: Tue, required: true}").cost is None


def test_some_time_is_needed() -> None:
    with pytest.raises(ValueError, match="write the times"):
        rule("{kind: prefer_times, subjects: PE}")


def test_a_start_is_not_counted_in_periods() -> None:
    with pytest.raises(ValueError, match="does not go with starts"):
        rule("{kind: prefer_times, starts: S1, count: periods}")
