"""same_year_in_a_row."""

from dataclasses import replace

from .world import World, course, deviations, placed, rule, school

DAY = school(
    course("1A PE", "pat"),
    course("1B PE", "pat"),
    course("2A PE", "pat", (2,)),
    classes="1A=amy 1B=bob 2A=cal",
    day="S1 . S2 S3 | S4",
    days="Mon",
)
_TINY = school(
    course("1A PE", "pat"),
    course("2A PE", "pat", minutes=30),
    course("3A PE", "pat|sue"),
    course("3A Music", "tom"),
    classes="1A=amy 2A=bob 3A=cal",
    days="Mon",
)
COMPOSITE = replace(
    _TINY,
    classes=tuple(
        replace(c, years=years)
        for c, years in zip(_TINY.classes, (("1",), ("1", "2"), ("2",)), strict=True)
    ),
)
NO_YEARS = replace(COMPOSITE, classes=tuple(replace(c, years=()) for c in COMPOSITE.classes))
SPLIT_BELLS = school(
    course("1A PE", "pat"),
    course("2A PE", "pat"),
    classes="1A=amy 2A=bob",
    day={"1A": "S1 | S2 S3", "2A": "S1 S2 | S3"},
    days="Mon",
)
RULE = rule("{kind: same_year_in_a_row}")
WORLDS = (
    World(DAY, "{kind: same_year_in_a_row}"),
    World(COMPOSITE, "{kind: same_year_in_a_row, teachers: all}"),
    World(SPLIT_BELLS, "{kind: same_year_in_a_row, teachers: pat, weight: 3}"),
)


def test_the_year_changes() -> None:
    together = placed(DAY, "1A PE: Mon S1", "1B PE: Mon S2", "2A PE: Mon S2-S3")
    assert deviations(RULE, together) != {}  # 1B and 2A at once: not a valid timetable
    once = placed(DAY, "1A PE: Mon S1", "2A PE: Mon S2-S3", "1B PE: Mon S4")
    assert deviations(RULE, once) == {"pat|Mon": 1}  # the break between S3 and S4 is no change
    apart = placed(DAY, "1A PE: Mon S4", "2A PE: Mon S1-S2")
    assert deviations(RULE, apart) == {}


def test_passing_time_and_breaks() -> None:
    assert deviations(RULE, placed(DAY, "1A PE: Mon S1", "1B PE: Mon S2")) == {}
    assert deviations(RULE, placed(DAY, "1A PE: Mon S4", "2A PE: Mon S2-S3")) == {}


def test_half_a_period_later_is_not_in_a_row() -> None:
    # Of 1A 9:00, 10:30, 11:30; of 2A 9:00, 10:00, 11:30
    assert deviations(RULE, placed(SPLIT_BELLS, "1A PE: Mon S1", "2A PE: Mon S2")) != {}
    assert deviations(RULE, placed(SPLIT_BELLS, "2A PE: Mon S1", "1A PE: Mon S2")) == {}


def test_composite_classes_share_a_year_with_both() -> None:
    shared = placed(COMPOSITE, "1A PE: Mon S1", "2A PE: Mon 10:00-10:30", "3A PE: Mon S2 sue")
    assert deviations(RULE, shared) == {}
    assert deviations(RULE, placed(COMPOSITE, "1A PE: Mon S1", "3A PE: Mon S2 pat")) == {
        "pat|Mon": 1
    }


def test_classes_without_a_year_are_left_out() -> None:
    assert not list(RULE.points(NO_YEARS))
