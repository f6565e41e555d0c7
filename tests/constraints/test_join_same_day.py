"""join_same_day."""

from .world import World, course, deviations, placed, rule, school

TINY = school(course("1A PE", "pat", (2, 1)), course("1A Art", "mia", 2), day="S1 S2 . S3 | S4")
JOINT = school(
    course("1A+1B Swimming", "pat"),
    course("1A PE", "sue"),
    course("1B PE", "sue"),
    classes="1A=amy 1B=bob",
    day={"1A": "S1 S2 | S3", "1B": "S1 S2 S3"},
)
STAFF = school(
    course("- Meeting", "pat & mia", tags="staff"),
    course("- Planning", "pat", 2, tags="staff"),
    course("1A PE", "pat"),
    day="S1 S2 | S3",
    days="Mon",
)
LONG = school(course("1A PE", "pat", 3), day="S1 S2 S3 S4 S5", days="Mon")
RULE = rule("{kind: join_same_day}")
STAFF_RULE = rule("{kind: join_same_day, tags: staff, each: scope}")
WORLDS = (
    World(TINY, "{kind: join_same_day, subjects: PE}", "{kind: join_same_day, weight: 2}"),
    World(JOINT, "{kind: join_same_day, each: scope}"),
    World(STAFF, "{kind: join_same_day, tags: staff, each: scope}"),
    World(LONG, "{kind: join_same_day}"),
)


def test_passing_time_may_be_between_but_no_break_and_no_period() -> None:
    assert deviations(RULE, placed(TINY, "1A Art: Mon S1", "1A Art: Mon S2")) == {}
    assert deviations(RULE, placed(TINY, "1A Art: Mon S2", "1A Art: Mon S3")) == {}
    assert deviations(RULE, placed(TINY, "1A Art: Mon S1", "1A Art: Mon S3")) == {"1A Art": 1}
    assert deviations(RULE, placed(TINY, "1A Art: Mon S3", "1A Art: Mon S4")) == {"1A Art": 1}


def test_lessons_on_different_days_are_none_of_its_business() -> None:
    assert deviations(RULE, placed(TINY, "1A Art: Mon S1", "1A Art: Tue S4")) == {}


def test_a_double_and_a_single_after_it() -> None:
    assert deviations(RULE, placed(TINY, "1A PE: Mon S1-S2", "1A PE: Mon S3")) == {}
    assert deviations(RULE, placed(TINY, "1A PE: Mon S1-S2", "1A PE: Mon S2")) == {"1A PE": 1}


def test_of_three_in_a_row_the_first_and_the_last_do_not_follow() -> None:
    row = placed(LONG, "1A PE: Mon S1", "1A PE: Mon S2", "1A PE: Mon S3")
    assert deviations(RULE, row) == {"1A PE": 1}
    apart = placed(LONG, "1A PE: Mon S1", "1A PE: Mon S3", "1A PE: Mon S5")
    assert deviations(RULE, apart) == {"1A PE": 3}


def test_a_break_of_one_class_is_enough() -> None:
    joint = rule("{kind: join_same_day, each: scope, classes: 1B}")
    timetable = placed(JOINT, "1A+1B Swimming: Mon S1", "1B PE: Mon S2")
    assert deviations(joint, timetable) == {}
    half = school(
        course("1A+1B Swimming", "pat"),
        course("1B PE", "sue"),
        classes="1A=amy 1B=bob",
        day={"1A": "S1 | S2", "1B": "S1 . S2 S3"},
        days="Mon",
    )
    after = placed(half, "1A+1B Swimming: Mon S1", "1B PE: Mon S2")
    assert deviations(joint, after) == {"all": 1}
    assert deviations(rule("{kind: join_same_day, each: scope, subjects: PE}"), after) == {}


def test_meetings_of_staff_follow_the_bells_of_all() -> None:
    timetable = placed(STAFF, "- Meeting: Mon S1", "- Planning: Mon S2", "1A PE: Mon S3")
    assert deviations(STAFF_RULE, timetable) == {}
    after_break = placed(STAFF, "- Meeting: Mon S2", "- Planning: Mon S3")
    assert deviations(STAFF_RULE, after_break) == {"all": 1}
    assert STAFF_RULE.title() == (
        "Any two lessons tagged staff on one day follow each other directly"
    )
