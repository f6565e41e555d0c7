"""avoid_withdrawal."""

from .world import World, course, deviations, placed, rule, school

RULE = rule("{kind: avoid_withdrawal}")

READING = school(
    course("1A PE", "pat"),
    course("1A Maths", "mia"),
    course("eal EAL", "val", 2, minutes=30, withdraws="Maths"),
    groups={"eal": "1A"},
    days="Mon",
)
SPLIT = school(
    course("red Maths", "pat"),
    course("blue Maths", "sue"),
    course("red EAL", "val", withdraws=""),
    course("band Music", "kim", withdraws="EAL"),
    groups={"red/maths": "1A", "blue/maths": "1A", "band": "1A"},
    days="Mon",
)
SEVERAL = school(
    course("1A PE", "pat"),
    course("1B PE", "pat"),
    course("eal EAL", "val", withdraws=""),
    classes="1A=amy 1B=bob",
    groups={"eal": "1A 1B"},
)
FULL = school(
    course("1A PE", "pat"),
    course("1A Maths", "mia", minutes=40),
    course("eal EAL", "val", minutes=30, withdraws="Art"),
    groups={"eal": "1A"},
    days="Mon",
)
WORLDS = (
    *(World(world, "{kind: avoid_withdrawal}") for world in (READING, SPLIT, SEVERAL)),
    World(FULL, "{kind: avoid_withdrawal}", impossible=True),
)


def test_minutes_missed_are_counted_but_not_of_what_may_be_missed() -> None:
    timetable = placed(READING, "1A PE: Mon S1", "1A Maths: Mon S2", "eal EAL: Mon 09:30-10:00")
    assert deviations(RULE, timetable) == {"eal EAL|1A": 30}
    timetable = placed(READING, "1A PE: Mon S1", "1A Maths: Mon S2", "eal EAL: Mon 10:00-10:30")
    assert deviations(RULE, timetable) == {}


def test_home_time_may_be_missed() -> None:
    assert deviations(RULE, placed(READING, "1A PE: Mon S1", "eal EAL: Mon 10:00-10:30")) == {}


def test_groups_of_one_split_have_no_pupil_in_common() -> None:
    assert deviations(RULE, placed(SPLIT, "blue Maths: Mon S1", "red EAL: Mon S1")) == {}


def test_pupils_of_a_group_miss_no_lesson_of_another_group() -> None:
    timetable = placed(SPLIT, "blue Maths: Mon S1", "band Music: Mon S1")
    assert deviations(RULE, timetable) == {"band Music|1A": 60}


def test_it_is_the_withdrawing_course_that_says_what_may_be_missed() -> None:
    timetable = placed(SPLIT, "red EAL: Mon S1", "band Music: Mon S1")
    assert deviations(RULE, timetable) == {"red EAL|1A": 60}  # the band may miss EAL


def test_each_class_counts() -> None:
    timetable = placed(SEVERAL, "1A PE: Mon S1", "1B PE: Mon S1", "eal EAL: Mon S1")
    assert deviations(RULE, timetable) == {"eal EAL|1A": 60, "eal EAL|1B": 60}


def test_what_is_missed_is_shown() -> None:
    timetable = placed(READING, "1A PE: Mon S1", "1A Maths: Mon S2", "eal EAL: Mon 09:30-10:00")
    (point,) = RULE.points(READING)
    assert {p.course.id for p in RULE.witnesses(point, timetable)} == {"1A PE", "eal EAL"}
    assert RULE.sentence(point) == (
        "eal EAL: pupils of 1A miss no lessons for it but those of Maths"
    )


def test_a_class_with_too_little_time_to_be_withdrawn_from_is_named() -> None:
    (shortage,) = RULE.shortage(FULL)
    assert shortage.message == (
        "eal EAL: pupils of 1A are withdrawn for 30 minutes, but lessons that they may not miss "
        "leave 20 of the 120 minutes of their periods"
    )
    assert not list(RULE.shortage(READING))
