"""near_days."""

from .world import World, course, deviations, placed, rule, school

WEEK = school(
    course("1A PE", "pat", 2), course("1B PE", "sue", (2,)), classes="1A=amy 1B=bob",
    day="S1 S2", days="Mon Tue Wed Thu",
)  # fmt: skip
ONE = rule("{kind: near_days, at_most: 1, weight: 1}")
WORLDS = (
    World(
        WEEK,
        "{kind: near_days, at_most: 1, weight: 1}",
        "{kind: near_days, at_most: 0, each: scope}",
    ),
)


def test_days_from_the_first_to_the_last() -> None:
    assert deviations(ONE, placed(WEEK, "1A PE: Mon S1", "1A PE: Tue S1")) == {}
    assert deviations(ONE, placed(WEEK, "1A PE: Mon S1", "1A PE: Thu S1")) == {"1A PE": 2}
    (point,) = ONE.points(WEEK)
    assert ONE.sentence(point) == "1A PE: lessons are at most 1 day apart"


def test_several_courses_as_if_they_were_one() -> None:
    same = rule("{kind: near_days, at_most: 0, each: scope}")
    timetable = placed(WEEK, "1A PE: Mon S1", "1A PE: Tue S1", "1B PE: Wed S1-S2")
    assert deviations(same, timetable) == {"all": 2}
    assert same.title() == "Any two lessons are on one day"
