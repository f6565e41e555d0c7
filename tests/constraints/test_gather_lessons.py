"""gather_lessons."""

from .world import World, course, deviations, placed, rule, school

TINY = school(
    course("1A PE", "pat", (2,)), course("1B PE", "pat|sue"), course("- Staff", "kim"),
    classes="1A=amy 1B=bob", day="S1 S2 S3", days="Mon",
)  # fmt: skip
WORLDS = (
    World(
        TINY,
        "{kind: gather_lessons, at_least: 2, or_none: true}",
        "{kind: gather_lessons, at_least: 1, times: S2, teachers: pat, weight: 2}",
    ),
)


def test_some_but_too_few() -> None:
    two = rule("{kind: gather_lessons, at_least: 2, or_none: true, times: [S1, S2]}")
    timetable = placed(TINY, "1A PE: Mon S1-S2", "1B PE: Mon S2", "- Staff: Mon S3")
    assert deviations(two, timetable) == {"Mon S1": 1}
    assert two.title() == "At least 2 lessons, or none, during S1 or S2"


def test_none_is_too_few_as_well_if_not_allowed() -> None:
    one = rule("{kind: gather_lessons, at_least: 2}")
    timetable = placed(TINY, "1A PE: Mon S1-S2")
    assert deviations(one, timetable) == {"Mon S1": 1, "Mon S2": 1, "Mon S3": 2}
