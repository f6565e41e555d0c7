"""limit_span."""

import pytest

from .world import World, course, deviations, placed, rule, school

FREE = school(
    course("red PE", "pat", 2),
    course("blue PE", "mia"),
    course("1A Art", "pat"),
    groups={"red/half": "1A", "blue/half": "1A"},
    classes="1A",
    day="S1 S2 | S3",
    days="Mon",
)
HOME = school(course("1A PE", "pat", 2), day="S1 S2 S3", days="Mon", away={"amy": "Mon S1"})
WORLDS = (
    World(FREE, "{kind: limit_span, classes: 1A, at_most: 2}", "{kind: limit_span, at_most: 3}"),
    World(HOME, "{kind: limit_span, teachers: [pat, amy], at_most: 2, weight: 5}"),
)


def test_breaks_and_free_periods_between_count() -> None:
    timetable = placed(FREE, "red PE: Mon S1", "1A Art: Mon S3")
    two = rule("{kind: limit_span, groups: red, at_most: 2}")
    assert deviations(two, timetable) == {"1A red|Mon": 2}
    assert deviations(rule("{kind: limit_span, groups: blue, at_most: 1}"), timetable) == {}
    assert deviations(rule("{kind: limit_span, teachers: pat, at_most: 3}"), timetable) == {
        "pat|Mon": 1
    }
    assert two.title() == (
        "For the pupils of red: at most 2 periods from the first lesson to the last of a day"
    )


def test_teachers_or_pupils() -> None:
    with pytest.raises(ValueError, match="about teachers or about pupils"):
        rule("{kind: limit_span, teachers: pat, classes: 1A, at_most: 2}")
