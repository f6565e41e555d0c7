"""order_lessons."""

import pytest

from .world import World, course, deviations, placed, rule, school

TINY = school(
    course("1A Maths", lessons=2),
    course("1A PE", "pat"),
    course("1B PE", "pat"),
    classes="1A=amy 1B=bob",
)
FORTNIGHT = school(
    course("1A Maths"), course("1A PE", "pat", weeks=(0, 1)), days="Mon Tue", weeks="A B"
)
IN_DAY = rule("{kind: order_lessons, first: Maths, then: PE}")
IN_WEEK = rule("{kind: order_lessons, first: Maths, then: PE, within: week}")
WORLDS = (
    World(
        TINY,
        "{kind: order_lessons, first: Maths, then: PE}",
        "{kind: order_lessons, first: Maths, then: PE, within: week, classes: 1A, weight: 1}",
    ),
    World(FORTNIGHT, "{kind: order_lessons, first: Maths, then: PE, within: week}"),
)


def test_in_the_day_other_days_do_not_matter() -> None:
    timetable = placed(TINY, "1A PE: Mon S2", "1A Maths: Mon S1", "1A Maths: Tue S1")
    assert deviations(IN_DAY, timetable) == {}
    assert deviations(IN_WEEK, timetable) == {"1A": 1}


def test_another_class_does_not_matter() -> None:
    assert deviations(IN_WEEK, placed(TINY, "1B PE: Mon S1", "1A Maths: Mon S2")) == {}


def test_at_the_same_time_is_not_before() -> None:
    assert deviations(IN_DAY, placed(TINY, "1A PE: Mon S1", "1A Maths: Mon S1")) == {"1A": 1}


def test_a_subject_does_not_come_before_itself() -> None:
    with pytest.raises(ValueError, match="PE cannot come before itself"):
        rule("{kind: order_lessons, first: [Maths, PE], then: PE}")


def test_the_order_of_one_week_is_not_that_of_another() -> None:
    maths = ("1A Maths: Tue A S1", "1A Maths: Tue B S1")
    assert deviations(IN_WEEK, placed(FORTNIGHT, *maths, "1A PE: Tue A S2")) == {}
    assert deviations(IN_WEEK, placed(FORTNIGHT, *maths, "1A PE: Mon B S1")) == {"1A": 1}
    (point,) = IN_WEEK.points(FORTNIGHT)
    assert IN_WEEK.sentence(point) == "1A has Maths before PE over the whole week"


def test_a_long_cycle_is_no_week() -> None:
    six = school(*TINY.courses, classes="1A=amy 1B=bob", days="D1 D2 D3 D4 D5 D6")
    point = next(iter(IN_WEEK.points(six)))
    assert IN_WEEK.sentence(point) == "1A has Maths before PE over the whole cycle"
