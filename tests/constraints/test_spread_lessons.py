"""spread_lessons."""

from .world import World, course, deviations, placed, rule, school

TINY = school(course("1A PE", "pat", (2, 1)), course("1A Art", "mia"), day="S1 S2 S3")
FORTNIGHT = school(course("1A PE", "pat", 2), days="Mon Tue", weeks="A B")
TWO_DAYS = school(
    course("1A Tutor", "nik", 3), days="Mon Tue Wed", away={"nik": "Wed"}, classes="1A=amy@R1"
)
NO_ROOM = school(course("1A PE", "pat", 2, rooms="hall"), away={"hall": "Mon"})
POOL = school(course("1A Art", "mia|joe", 2), away={"mia": "Mon"})
RULE = rule("{kind: spread_lessons, subjects: all}")
WORLDS = (
    World(TINY, "{kind: spread_lessons}", "{kind: spread_lessons, subjects: PE, weight: 3}"),
    World(FORTNIGHT, "{kind: spread_lessons}"),
    World(TWO_DAYS, "{kind: spread_lessons}", impossible=True),
    World(NO_ROOM, "{kind: spread_lessons}", impossible=True),
    World(POOL, "{kind: spread_lessons}"),
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


def test_a_day_too_few() -> None:
    assert [s.message for s in RULE.shortage(TWO_DAYS)] == [
        "1A Tutor: 3 lessons a week, each on a day of its own, but a lesson can be only on Mon and "
        "Tue (Nik is on site on Mon and Tue)"
    ]
    assert [s.message for s in RULE.shortage(NO_ROOM)] == [
        "1A PE: 2 lessons a week, each on a day of its own, but a lesson can be only on Tue"
    ]
    assert list(RULE.shortage(POOL)) == []


def test_a_day_too_few_in_one_week_of_a_fortnight() -> None:
    days = {"pat": "Tue A, Mon B, Tue B"}
    short = school(course("1A PE", "pat", 2), days="Mon Tue", weeks="A B", away=days)
    assert [s.message for s in RULE.shortage(short)] == [
        "1A PE: 2 lessons in week A, each on a day of its own, but a lesson can be only on Mon A "
        "(Pat is on site on Mon A)"
    ]
    days = {"pat": "Mon A, Tue A, Mon B, Tue B"}
    never = school(course("1A PE", "pat", 2), days="Mon Tue", weeks="A B", away=days)
    (found,) = RULE.shortage(never)
    assert "but a lesson can be on no day" in found.message
