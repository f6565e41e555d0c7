"""support_in_lessons."""

from .world import World, course, deviations, need, placed, rule, school

RULE = rule("{kind: support_in_lessons}")

MATHS = school(
    course("1A Maths", "mia"),
    course("1A PE", "pat"),
    course("red Maths", "sue", minutes=30),
    groups={"red": "1A"},
    needs=[need("N1", "1A", 60, "ada", subjects="Maths")],
    days="Mon",
)
TWO_AIDES = school(
    course("1A Maths", "mia"),
    needs=[
        need("N1", "1A", 60, "ada|bea", subjects="Maths", part=30),
        need("N2", "1A", 60, "ada", times="Mon S1"),
    ],
    days="Mon",
)
WORLDS = (
    World(MATHS, "{kind: support_in_lessons}"),
    World(TWO_AIDES, "{kind: support_in_lessons}", faulty=True),
)


def test_support_goes_with_the_lesson() -> None:
    assert deviations(RULE, placed(MATHS, "1A Maths: Mon S2", "N1, Mon S2: ada")) == {}
    elsewhere = placed(MATHS, "1A Maths: Mon S2", "1A PE: Mon S1", "N1, Mon S1: ada")
    assert deviations(RULE, elsewhere) == {"N1": 60}


def test_a_lesson_of_a_group_counts_for_as_long_as_it_is() -> None:
    timetable = placed(MATHS, "red Maths: Mon 09:00-09:30", "N1, Mon S1: ada")
    assert deviations(RULE, timetable) == {"N1": 30}


def test_needs_without_subjects_have_no_point() -> None:
    assert [p.key for p in RULE.points(TWO_AIDES)] == ["N1"]
