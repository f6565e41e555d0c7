"""end_day."""

from dataclasses import replace

from .world import World, course, deviations, placed, rule, school

LAST = "{kind: end_day, subjects: Sport}"
FREE = school(
    course("1A Sport", "pat", (2, 1)),
    course("red PE", "mia"),
    course("blue Sport", "kim"),
    groups={"red/half": "1A", "blue/half": "1A"},
    classes="1A",
    day="S1 S2 | S3",
)
HOME = school(
    course("1A Sport", "pat"), course("1B PE", "pat"), classes="1A=amy 1B=bob", days="Mon"
)
POOL = school(course("1A Sport", "pat|mia"), course("1A PE", "kim"), classes="1A", days="Mon")
WORLDS = (
    World(FREE, LAST, "{kind: end_day, classes: 1A, weight: 3}"),
    World(HOME, LAST),
    World(POOL, "{kind: end_day, teachers: pat}"),
)


def test_only_later_lessons_of_the_same_pupils_count() -> None:
    last = rule(LAST)
    free = placed(FREE, "1A Sport: Mon S1-S2", "1A Sport: Tue S2", "red PE: Tue S1")
    assert deviations(last, free) == {}
    assert deviations(last, placed(FREE, "blue Sport: Mon S1", "red PE: Mon S3")) == {}
    twice = placed(FREE, "1A Sport: Mon S1", "1A Sport: Mon S2-S3", "red PE: Mon S3")
    assert deviations(last, twice) == {"1A Sport": 1}


def test_the_class_teacher_has_nothing_after_it() -> None:
    assert deviations(rule(LAST), placed(HOME, "1A Sport: Mon S1")) == {"1A Sport": 1}
    assert deviations(rule(LAST), placed(HOME, "1A Sport: Mon S2")) == {}


def test_lessons_that_somebody_else_gives_are_not_in_scope() -> None:
    pats = rule("{kind: end_day, teachers: pat}")
    assert deviations(pats, placed(POOL, "1A Sport: Mon S1 mia", "1A PE: Mon S2")) == {}
    assert deviations(pats, placed(POOL, "1A Sport: Mon S1 pat", "1A PE: Mon S2")) == {
        "1A Sport": 1
    }


def test_meetings_end_no_day() -> None:
    (sport, *others) = FREE.courses
    meeting = replace(FREE, courses=(replace(sport, classes=()), *others))
    assert [p.key for p in rule(LAST).points(meeting)] == ["blue Sport"]
