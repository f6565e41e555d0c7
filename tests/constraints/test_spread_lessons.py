"""spread_lessons."""

from .world import World, course, deviations, placed, rule, school

TINY = school(course("1A PE", "pat", (2, 1)), course("1A Art", "mia"), day="S1 S2 S3")
FORTNIGHT = school(course("1A PE", "pat", 2), days="Mon Tue", weeks="A B")
RULE = rule("{kind: spread_lessons, subjects: all}")
WORLDS = (
    World(TINY, "{kind: spread_lessons}", "{kind: spread_lessons, subjects: PE, weight: 3}"),
    World(FORTNIGHT, "{kind: spread_lessons}"),
)


def test_a_double_is_one_lesson() -> None:
    assert deviations(RULE, placed(TINY, "1A PE: Mon S1-S2", "1A PE: Tue S1")) == {}


def test_a_double_and_a_single_on_one_day_are_two() -> None:
    assert deviations(RULE, placed(TINY, "1A PE: Mon S1-S2", "1A PE: Mon S3")) == {"1A PE": 1}


def test_one_lesson_has_nothing_to_be_spread_from() -> None:
    assert [p.key for p in RULE.points(TINY)] == ["1A PE"]


def test_in_each_week_of_a_fortnight() -> None:
    same = ("1A PE: Mon A S1", "1A PE: Mon A S2", "1A PE: Mon B S1", "1A PE: Mon B S2")
    assert deviations(RULE, placed(FORTNIGHT, *same)) == {"1A PE": 2}
