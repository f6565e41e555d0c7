"""limit_lessons_per_day."""

from .world import World, course, deviations, placed, rule, school

POOL = school(
    course("1A PE", "pat|sue"),
    course("1A Art", "pat|sue & pat|sue"),
    course("1A Sport", "pat|sue"),
    away={"sue": "Tue"},
    days="Mon Tue",
)
MIXED = school(
    course("1A PE", "pat", (2, 1)),
    course("1A Maths"),
    course("1A Art", "mia|jo"),
    course("red Music", "kim"),
    groups={"red": "1A"},
    day="S1 S2 S3",
    days="Mon",
)
ONLY_PAT = "{kind: limit_lessons_per_day, teachers: pat, at_most: 1}"
WORLDS = (
    World(
        POOL,
        "{kind: limit_lessons_per_day, teachers: [pat, sue], at_most: 1}",
        ONLY_PAT,
        "{kind: limit_lessons_per_day, per: teacher, at_most: 1, weight: 2}",
    ),
    World(
        MIXED,
        "{kind: limit_lessons_per_day, classes: all, subjects: specialist, at_most: 2, weight: 5}",
        "{kind: limit_lessons_per_day, teachers: mia, per: class, at_most: 0}",
    ),
)


def test_a_double_is_one_lesson() -> None:
    assert deviations(rule(ONLY_PAT), placed(MIXED, "1A PE: Mon S1-S2")) == {}
    assert deviations(rule(ONLY_PAT), placed(MIXED, "1A PE: Mon S1-S2", "1A PE: Mon S3")) == {
        "pat|Mon": 1
    }


def test_lessons_with_the_class_teacher_and_of_a_part_of_the_class_do_not_count() -> None:
    none = rule("{kind: limit_lessons_per_day, subjects: specialist, at_most: 0}")
    timetable = placed(MIXED, "1A Maths: Mon S1", "red Music: Mon S2", "1A Art: Mon S3 jo")
    assert deviations(none, timetable) == {"1A|Mon": 1}


def test_a_pool_gives_as_much_as_its_members_on_site() -> None:
    one = rule("{kind: limit_lessons_per_day, teachers: [pat, sue], at_most: 1}")
    shadows = {p.key: one.sentence(p) for p in one.points(POOL) if p.shadow}
    assert shadows == {
        "pool|pat|sue|Mon": "Pat and Sue give at most 2 lessons on Mon",
        "pool|pat|sue|Tue": "Pat and Sue give at most 1 lesson on Tue",
    }


def test_a_pool_is_its_members_alone() -> None:
    more = school(course("1A PE", "pat|sue"), course("1A Music", "kim"), days="Mon")
    one = rule("{kind: limit_lessons_per_day, per: teacher, at_most: 1}")
    assert [one.sentence(p) for p in one.points(more) if p.shadow] == [
        "Pat and Sue give at most 2 lessons on Mon"
    ]
    assert not any(p.shadow for p in rule(ONLY_PAT).points(more))


def test_daily_limit_is_known_only_for_lessons_that_are_all_in_scope() -> None:
    limit = rule("{kind: limit_lessons_per_day, teachers: pat, subjects: PE, at_most: 1}")
    pat = MIXED.teacher["pat"]
    (monday,) = limit.limits(MIXED)
    assert monday == (pat, frozenset([MIXED.course["1A PE"]]), (0,), 1, "lessons", "")
