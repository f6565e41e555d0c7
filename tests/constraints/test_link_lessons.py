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
YEAR_5 = rule("{kind: link_lessons, subjects: Maths, years: 5}")
WORLDS = (
    World(
        TINY,
        "{kind: link_lessons, subjects: Maths}",
        "{kind: link_lessons, subjects: Maths, years: 5, weight: 4}",
    ),
)


def test_lessons_that_start_together_are_at_the_same_time() -> None:
    timetable = placed(TINY, "5A Maths: Mon S1-S2", "5B Maths: Mon S1", "6A Maths: Mon S3")
    assert deviations(YEAR_5, timetable) == {}


def test_each_lonely_start_counts() -> None:
    timetable = placed(TINY, "5A Maths: Mon S1-S2", "5B Maths: Mon S2")
    assert deviations(YEAR_5, timetable) == {"5A Maths|5B Maths": 2}
