"""rest_overnight."""

from .world import World, course, deviations, placed, rule, school

TINY = school(
    course("1A PE", "pat", 2), course("1B PE", "pat"), course("- Staff", "mia"),
    classes="1A 1B=bob", day="S1 S2 | S3", days="Mon Tue Wed",
)  # fmt: skip
SPLIT = school(
    course("red PE", "pat", 2), course("blue PE", "mia"), classes="1A", day="S1 S2",
    groups={"red/half": "1A", "blue/half": "1A"},
)  # fmt: skip
WORLDS = (
    World(TINY, "{kind: rest_overnight, teachers: [pat, mia], at_least: 3, weight: 1}"),
    World(SPLIT, "{kind: rest_overnight, classes: 1A, at_least: 2, circular: true}"),
)
REST = rule("{kind: rest_overnight, teachers: pat, at_least: 4, weight: 1}")


def test_free_periods_and_breaks_at_both_ends_are_rest() -> None:
    late = placed(TINY, "1A PE: Mon S2", "1B PE: Tue S1")
    assert deviations(REST, late) == {"pat|Mon": 4 - 2 - 0}
    early = placed(TINY, "1A PE: Mon S1", "1B PE: Tue S2")
    assert deviations(REST, early) == {}


def test_a_day_without_lessons_is_rest_enough() -> None:
    assert deviations(REST, placed(TINY, "1A PE: Mon S3", "1B PE: Wed S1")) == {}


def test_after_the_last_day_comes_the_first_if_it_is_circular() -> None:
    timetable = placed(TINY, "1A PE: Wed S3", "1B PE: Mon S1")
    round_ = rule("{kind: rest_overnight, teachers: pat, at_least: 4, circular: true, weight: 1}")
    assert deviations(REST, timetable) == {}
    assert deviations(round_, timetable) == {"pat|Wed": 4}
    (point,) = [p for p in round_.points(TINY) if p.key == "pat|Wed"]
    assert round_.sentence(point) == "Pat has at least 4 periods without lessons from Wed to Mon"
