"""leave_gaps."""

from .world import World, course, deviations, placed, rule, school

DAY = school(course("1A PE", "pat", (2, 1)), day="S1 S2 | S3 S4 S5", days="Mon")
JOINT = school(
    course("1A PE", "pat"), course("1B PE", "sue", 2), course("- Staff", "kim"),
    classes="1A=amy 1B=bob", day="S1 S2 S3", days="Mon",
)  # fmt: skip
TWO = rule("{kind: leave_gaps, at_least: 2, weight: 1}")
WORLDS = (
    World(DAY, "{kind: leave_gaps, at_least: 2, weight: 1}", "{kind: leave_gaps, at_least: 1}"),
    World(JOINT, "{kind: leave_gaps, at_least: 3, each: scope, weight: 2}"),
)


def test_breaks_are_periods_between() -> None:
    assert deviations(TWO, placed(DAY, "1A PE: Mon S1-S2", "1A PE: Mon S4")) == {}
    assert deviations(TWO, placed(DAY, "1A PE: Mon S1-S2", "1A PE: Mon S3")) == {"1A PE": 1}
    assert TWO.title() == "At least 2 periods between any two lessons of one course on one day"


def test_every_two_count_and_what_they_share_too() -> None:
    joint = rule("{kind: leave_gaps, at_least: 3, each: scope, weight: 1}")
    timetable = placed(JOINT, "1A PE: Mon S1", "1B PE: Mon S1", "- Staff: Mon S3")
    assert deviations(joint, timetable) == {"all": 4 + 2 + 2}


def test_as_many_a_day_as_there_is_room_for() -> None:
    (limit,) = rule("{kind: leave_gaps, at_least: 1}").limits(DAY)
    assert limit.most == 3
