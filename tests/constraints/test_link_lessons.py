"""link_lessons."""

from .world import World, course, deviations, placed, rule, school

TINY = school(
    course("5A Maths", "mia", (2, 1)),
    course("5B Maths", "bob", 1),
    course("6A Maths", "cal", 1),
    classes="5A=amy 5B=bob 6A=cal",
    day="S1 S2 S3",
    days="Mon",
)
ONE_TEACHER = school(
    course("5A Maths", "bob"),
    course("5B Maths", "cal"),
    course("5C Maths", "bob"),
    classes="5A=amy 5B=bob 5C=cal",
    day="S1 S2",
    days="Mon",
)
WEEK = school(
    course("5A Maths", "bob"),
    course("5B Maths", "cal"),
    course("- Staff", "dan"),
    classes="5A=amy 5B=bob",
    day="S1 S2",
)
YEAR_5 = rule("{kind: link_lessons, subjects: Maths, years: 5}")
WORLDS = (
    World(
        TINY,
        "{kind: link_lessons, subjects: Maths}",
        "{kind: link_lessons, subjects: Maths, years: 5, weight: 4}",
    ),
    World(TINY, "{kind: link_lessons, pairs: true, same: hour, years: 5, weight: 2}"),
    World(WEEK, "{kind: link_lessons, same: day}", "{kind: link_lessons, pairs: true, weight: 1}"),
    World(ONE_TEACHER, "{kind: link_lessons, subjects: Maths}", impossible=True),
)


def test_lessons_that_start_together_are_at_the_same_time() -> None:
    timetable = placed(TINY, "5A Maths: Mon S1-S2", "5B Maths: Mon S1", "6A Maths: Mon S3")
    assert deviations(YEAR_5, timetable) == {}


def test_each_lonely_start_counts() -> None:
    timetable = placed(TINY, "5A Maths: Mon S1-S2", "5B Maths: Mon S2")
    assert deviations(YEAR_5, timetable) == {"5A Maths|5B Maths": 2}


def test_different_numbers_of_lessons_are_a_shortage() -> None:
    (shortage,) = YEAR_5.shortage(TINY)
    assert shortage.message == (
        "5B Maths is at the same times as 5A Maths, but 5A Maths has 2 lessons a week and 5B Maths "
        "has 1"
    )


def test_too_few_teachers_for_all_at_a_time_are_a_shortage() -> None:
    (shortage,) = rule("{kind: link_lessons, subjects: Maths}").shortage(ONE_TEACHER)
    assert shortage.message == (
        "5A Maths and 5C Maths are to be at the same times, but only Bob can give them"
    )
    assert not list(rule("{kind: link_lessons, classes: [5A, 5B]}").shortage(ONE_TEACHER))


def test_the_same_day_or_the_same_hour() -> None:
    day, hour = (rule(f"{{kind: link_lessons, same: {same}}}") for same in ("day", "hour"))
    timetable = placed(WEEK, "5A Maths: Mon S1", "5B Maths: Mon S2", "- Staff: Tue S1")
    assert deviations(day, timetable) == {"5A Maths|- Staff": 2}
    assert deviations(hour, timetable) == {"5A Maths|5B Maths": 2}
    assert day.title() == "All lessons are on the same days"
    assert not list(day.shortage(ONE_TEACHER))


def test_each_two_that_differ_count_once() -> None:
    pairs = rule("{kind: link_lessons, pairs: true, weight: 2}")
    timetable = placed(WEEK, "5A Maths: Mon S1", "5B Maths: Mon S2", "- Staff: Tue S1")
    assert sum(deviations(pairs, timetable).values()) == 3
    two_together = placed(WEEK, "5A Maths: Mon S1", "5B Maths: Mon S1", "- Staff: Tue S1")
    assert sum(deviations(pairs, two_together).values()) == 2
