"""assign_times."""

from .world import World, course, deviations, placed, rule, school

DOUBLE = school(course("1A PE", "pat", (2, 1)), day="S1 S2 | S3", days="Mon")
RULE = rule("{kind: assign_times}")
WORLDS = (
    World(DOUBLE, "{kind: assign_times}", faulty=True),
    World(
        school(course("1A Library", minutes=30), course("1A Sport")),
        "{kind: assign_times}",
        faulty=True,
    ),
    World(
        school(course("1A Sport", lessons=(2, 3)), day="S1 S2 S3", days="Mon"),
        "{kind: assign_times}",
    ),
)


def test_two_singles_are_no_double() -> None:
    singles = placed(DOUBLE, "1A PE: Mon S1", "1A PE: Mon S2")
    assert deviations(RULE, singles) == {"1A PE": 2}  # one single too many, the double missing


def test_a_double_does_not_run_across_a_break() -> None:
    timetable = placed(DOUBLE, "1A PE: Mon S2-S3", "1A PE: Mon S1")
    assert deviations(RULE, timetable) == {"1A PE": 2}  # a lesson out of place, a double missing


def test_a_lesson_where_the_bells_have_no_place_is_one_too_many() -> None:
    single = school(course("1A PE", "pat"), days="Mon")
    timetable = placed(single, "1A PE: Mon 09:30-10:30")
    assert deviations(RULE, timetable) == {"1A PE": 2}  # it, and the lesson that is missing
