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
YEAR_5 = rule("{kind: link_lessons, subjects: Maths, years: 5}")
WORLDS = (
    World(
        TINY,
        "{kind: link_lessons, subjects: Maths}",
        "{kind: link_lessons, subjects: Maths, years: 5, weight: 4}",
    ),
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
