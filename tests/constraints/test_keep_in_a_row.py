"""keep_in_a_row."""

from .world import World, course, deviations, placed, rule, school

TINY = school(
    course("1A PE", "pat", (2,)), course("1B PE", "sue"), course("- Staff", "kim"),
    classes="1A=amy 1B=bob", day="S1 S2 | S3 S4", days="Mon",
)  # fmt: skip
ALL = rule("{kind: keep_in_a_row}")
WORLDS = (World(TINY, "{kind: keep_in_a_row}", "{kind: keep_in_a_row, subjects: PE, weight: 3}"),)


def test_only_breaks_are_between() -> None:
    both = rule("{kind: keep_in_a_row, subjects: PE}")
    assert deviations(both, placed(TINY, "1A PE: Mon S1-S2", "1B PE: Mon S3")) == {}
    assert deviations(both, placed(TINY, "1A PE: Mon S1-S2", "1B PE: Mon S4")) == {"all": 1}


def test_in_any_order_but_not_at_the_same_time() -> None:
    row = placed(TINY, "1A PE: Mon S3-S4", "1B PE: Mon S1", "- Staff: Mon S2")
    assert deviations(ALL, row) == {}
    beside = placed(TINY, "1A PE: Mon S3-S4", "1B PE: Mon S2", "- Staff: Mon S2")
    assert deviations(ALL, beside) == {"all": 1}


def test_a_single_lesson_is_no_row() -> None:
    assert not list(rule("{kind: keep_in_a_row, subjects: Staff}").points(TINY))
