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
TAGGED = school(
    course("1A Maths", tags="hard", lessons=(2,)),
    course("1B PE", "pat", tags="hot"),
    course("1B Art", tags="hot hard"),
    classes="1A=amy 1B=bob",
    day="S1 S2 S3",
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
    World(
        TAGGED,
        "{kind: order_lessons, first_tags: hard, then_tags: hot, within: week, weight: 2}",
        "{kind: order_lessons, first_tags: [hard], then_tags: hot}",
    ),
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
    with pytest.raises(ValueError, match="write first and then, or first_tags and then_tags"):
        rule("{kind: order_lessons, first: Maths, then_tags: hot}")
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


def test_tagged_lessons_of_any_class() -> None:
    tagged = rule("{kind: order_lessons, first_tags: hard, then_tags: hot, within: week}")
    (point,) = tagged.points(TAGGED)
    assert (
        tagged.sentence(point) == "Lessons tagged hard before those tagged hot over the whole week"
    )
    after = placed(TAGGED, "1A Maths: Mon S1-S2", "1B PE: Mon S3", "1B Art: Tue S1")
    assert deviations(tagged, after) == {"all": 1}  # Art is hard, too, and not before PE
    meanwhile = placed(TAGGED, "1A Maths: Mon S1-S2", "1B PE: Mon S2")
    assert deviations(tagged, meanwhile) == {"all": 1}
