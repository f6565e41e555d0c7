"""limit_same_day."""

from .world import World, course, deviations, placed, rule, school

TINY = school(
    course("1A PE", "pat", (2, 1, 1), tags="moving"),
    course("1A Dance", "mia", tags="moving"),
    day="S1 S2 S3 S4",
    days="Mon Tue",
)
RULE = rule("{kind: limit_same_day, at_most: 2}")
WORLDS = (
    World(TINY, "{kind: limit_same_day, at_most: 2, subjects: PE}"),
    World(TINY, "{kind: limit_same_day, at_most: 1, tags: moving, each: scope, weight: 3}"),
    World(TINY, "{kind: limit_same_day, at_most: 1, each: subject, weight: 2}"),
)


def test_a_double_is_one_lesson() -> None:
    two = placed(TINY, "1A PE: Mon S1-S2", "1A PE: Mon S3", "1A PE: Tue S1")
    assert deviations(RULE, two) == {}
    three = placed(TINY, "1A PE: Mon S1-S2", "1A PE: Mon S3", "1A PE: Mon S4")
    assert deviations(RULE, three) == {"1A PE": 1}


def test_several_courses_may_count_as_one() -> None:
    moving = rule("{kind: limit_same_day, at_most: 2, tags: moving, each: scope}")
    timetable = placed(TINY, "1A PE: Mon S1-S2", "1A PE: Mon S3", "1A Dance: Mon S4")
    assert deviations(moving, timetable) == {"all": 1}
    assert deviations(RULE, timetable) == {}
