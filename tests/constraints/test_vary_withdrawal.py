"""vary_withdrawal."""

from .world import World, course, deviations, placed, rule, school

RULE = rule("{kind: vary_withdrawal, subjects: EAL}")

TWICE = school(
    course("1A Maths", "mia"),
    course("1A PE", "pat"),
    course("eal EAL", "val", 2, minutes=30, withdraws="Maths, PE"),
    course("eal Tutoring", "val", withdraws="Maths"),
    groups={"eal": "1A"},
    days="Mon",
)
SHORT = school(
    course("1A Library", "", minutes=30),
    course("1A Italian", "gia"),
    course("eal EAL", "val", 3, minutes=30, withdraws="Library, Italian"),
    groups={"eal": "1A"},
    days="Mon",
)
POOL = school(
    course("1A Maths", "mia"),
    course("1B Maths", "mia"),
    course("eal EAL", "val|kim", 2, withdraws="Maths"),
    classes="1A=amy 1B=bob",
    groups={"eal": "1A 1B"},
    days="Mon",
)
FORTNIGHT = school(
    course("1A Maths", "mia"),
    course("eal EAL", "val", 2, withdraws="Maths", weeks=(0, 1)),
    groups={"eal": "1A"},
    days="Mon",
    weeks="A B",
)
WORLDS = (
    World(
        TWICE,
        "{kind: vary_withdrawal, subjects: EAL}",
        "{kind: vary_withdrawal, at_most: 0}",
    ),
    World(SHORT, "{kind: vary_withdrawal}"),
    World(POOL, "{kind: vary_withdrawal, teachers: kim, at_most: 0, classes: 1A}"),
    World(FORTNIGHT, "{kind: vary_withdrawal, at_most: 0}"),
)


def test_lessons_out_of_one_subject_are_counted() -> None:
    both = ("eal EAL: Mon 09:00-09:30", "eal EAL: Mon 09:30-10:00")
    assert deviations(RULE, placed(TWICE, "1A Maths: Mon S1", *both)) == {"eal EAL|1A|Maths": 1}
    assert deviations(RULE, placed(TWICE, "1A Maths: Mon S2", *both)) == {}  # out of home time


def test_one_out_of_each_subject_is_varied() -> None:
    timetable = placed(
        TWICE,
        "1A Maths: Mon S1",
        "1A PE: Mon S2",
        "eal EAL: Mon 09:00-09:30",
        "eal EAL: Mon 10:00-10:30",
    )
    assert deviations(RULE, timetable) == {}


def test_each_week_of_a_fortnight_counts_alone() -> None:
    maths = ("1A Maths: Mon A S1", "1A Maths: Mon B S1")
    timetable = placed(FORTNIGHT, *maths, "eal EAL: Mon A S1", "eal EAL: Mon B S1")
    strict = rule("{kind: vary_withdrawal, at_most: 0}")
    assert deviations(strict, timetable) == {"eal EAL|1A|Maths|A": 1, "eal EAL|1A|Maths|B": 1}
    assert deviations(rule("{kind: vary_withdrawal}"), timetable) == {}


def test_where_the_limit_cannot_be_exceeded_there_is_no_point() -> None:
    keys = [p.key for p in rule("{kind: vary_withdrawal}").points(TWICE)]
    assert keys == ["eal EAL|1A|Maths", "eal EAL|1A|PE"]  # Tutoring has one lesson
    # two lessons of half an hour can be out of Italian, but only one out of Library
    assert [p.key for p in rule("{kind: vary_withdrawal}").points(SHORT)] == ["eal EAL|1A|Italian"]


def test_subjects_that_may_not_be_missed_are_for_another_rule() -> None:
    strict = rule("{kind: vary_withdrawal, at_most: 0}")
    assert {p.about[3] for p in strict.points(TWICE)} == {"Maths", "PE"}
    assert "eal Tutoring|1A|PE" not in {p.key for p in strict.points(TWICE)}
