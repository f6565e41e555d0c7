"""limit_at_times."""

import pytest

from .world import World, course, deviations, placed, rule, school

TINY = school(
    course("1A PE", "pat", (2,)),
    course("1B PE", "pat|sue"),
    course("- Staff", "kim", tags="talk"),
    classes="1A=amy 1B=bob",
    day="S1 S2 | S3 S4",
    days="Mon",
)
WORLDS = (
    World(
        TINY,
        "{kind: limit_at_times, times: [S1-S2], at_most: 1}",
        "{kind: limit_at_times, teachers: pat, times: [S1, S3], at_least: 1, weight: 2}",
        "{kind: limit_at_times, times: [S2-S3], unit: lessons, at_least: 1, at_most: 1}",
    ),
)


def test_a_period_counts_once_however_many_lessons_are_on() -> None:
    one = rule("{kind: limit_at_times, times: [S1, S2], at_most: 1}")
    same = placed(TINY, "1B PE: Mon S2 sue", "- Staff: Mon S2", "1A PE: Mon S3-S4")
    assert deviations(one, same) == {}
    assert deviations(one, placed(TINY, "1A PE: Mon S1-S2")) == {"all": 1}
    (point,) = one.points(TINY)
    assert one.sentence(point) == "All lessons take up at most 1 of the periods of S1 or S2"


def test_lessons_count_once_however_long_they_are() -> None:
    one = rule("{kind: limit_at_times, times: [S1, S2], at_most: 1, unit: lessons}")
    assert deviations(one, placed(TINY, "1A PE: Mon S1-S2")) == {}
    assert deviations(one, placed(TINY, "1A PE: Mon S1-S2", "- Staff: Mon S2")) == {"all": 1}
    assert one.title() == "At most 1 lesson during S1 or S2"


def test_too_few() -> None:
    two = rule("{kind: limit_at_times, tags: talk, times: [S1, S2], at_least: 2}")
    assert deviations(two, placed(TINY, "- Staff: Mon S3")) == {"all": 2}


def test_limits_must_make_sense() -> None:
    with pytest.raises(ValueError, match="write at_most, or at_least"):
        rule("{kind: limit_at_times, times: S1}")
    with pytest.raises(ValueError, match="at_least is more than at_most"):
        rule("{kind: limit_at_times, times: S1, at_most: 1, at_least: 2}")
