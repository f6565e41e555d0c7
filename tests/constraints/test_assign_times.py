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
    World(
        school(
            course("1A PE", "pat", rooms="hall oval"),
            course("1A Art", "mia", weeks=(1,)),
            weeks="A B",
            days="Mon",
        ),
        "{kind: assign_times}",
        faulty=True,
    ),
    World(
        school(course("1A PE", "pat", 2), course("1A Art", "mia", 2, weeks=(0, 1)), weeks="A B"),
        "{kind: assign_times}",
    ),
)
FORTNIGHT = WORLDS[-2].school


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


def test_the_same_time_and_room_in_every_week() -> None:
    art = "1A Art: Mon B S2"
    same = placed(FORTNIGHT, art, "1A PE: Mon A S1 hall", "1A PE: Mon B S1 hall")
    assert deviations(RULE, same) == {}
    later = placed(FORTNIGHT, art, "1A PE: Mon A S1 hall", "1A PE: Mon B S2 hall")
    assert deviations(RULE, later) == {"1A PE": 4}  # S1, S2, and the hall at each
    elsewhere = placed(FORTNIGHT, art, "1A PE: Mon A S1 hall", "1A PE: Mon B S1 oval")
    assert deviations(RULE, elsewhere) == {"1A PE": 2}  # the hall and the oval


def test_a_lesson_in_every_week() -> None:
    once = placed(FORTNIGHT, "1A Art: Mon B S2", "1A PE: Mon A S1 hall")
    assert deviations(RULE, once) == {"1A PE": 3}  # it, its time and its room in the other week


def test_a_course_of_one_week_is_in_that_week() -> None:
    weekly = ("1A PE: Mon A S1 hall", "1A PE: Mon B S1 hall")
    assert deviations(RULE, placed(FORTNIGHT, *weekly, "1A Art: Mon A S2")) == {"1A Art": 2}
    assert [RULE.sentence(p) for p in RULE.points(FORTNIGHT)] == [
        "1A PE: 1 lesson a week",
        "1A Art: 1 lesson in the cycle",
    ]
