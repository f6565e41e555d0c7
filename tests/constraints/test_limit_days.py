"""limit_days."""

import pytest

from .world import World, course, deviations, placed, rule, school

TINY = school(
    course("1A PE", "pat|sue", 2), course("1B PE", "pat"), classes="1A=amy 1B=bob", days="Mon Tue"
)
FORTNIGHT = school(
    course("1A PE", "pat"), course("1A Art", "pat", weeks=(0,)), days="Mon Tue", weeks="A B"
)
SPLIT = school(
    course("red PE", "pat"),
    course("blue PE", "sue"),
    course("1A Art", "pat"),
    groups={"red/half": "1A", "blue/half": "1A"},
)
WORLDS = (
    World(SPLIT, "{kind: limit_days, per: pupils, at_most: 1}"),
    World(FORTNIGHT, "{kind: limit_days, teachers: pat, at_most: 1}"),
    World(TINY, "{kind: limit_days, teachers: pat, at_most: 1, times: S2, weight: 1}"),
    World(
        TINY,
        "{kind: limit_days, teachers: pat, at_most: 1, weight: 10}",
        "{kind: limit_days, classes: 1A, at_least: 2}",
        "{kind: limit_days, at_least: 1, at_most: 1, teachers: pat, per: class}",
    ),
)


def test_days_count_once_however_many_lessons() -> None:
    one = rule("{kind: limit_days, teachers: pat, at_most: 1}")
    both = placed(TINY, "1A PE: Mon S1 pat", "1A PE: Mon S2 pat", "1B PE: Tue S1")
    same = placed(TINY, "1A PE: Mon S1 pat", "1A PE: Tue S2 sue", "1B PE: Mon S2")
    assert deviations(one, both) == {"pat": 1}
    assert deviations(one, same) == {}


def test_no_lesson_at_all_is_too_few_days() -> None:
    two = rule("{kind: limit_days, classes: 1A, at_least: 2}")
    assert deviations(two, placed(TINY)) == {"1A": 2}


def test_limits_must_make_sense() -> None:
    assert rule("{kind: limit_days, teachers: pat, at_most: 0}").cost is None
    with pytest.raises(ValueError, match="write at_most, or at_least"):
        rule("{kind: limit_days, teachers: pat}")
    with pytest.raises(ValueError, match="at_least is more than at_most"):
        rule("{kind: limit_days, at_most: 1, at_least: 2}")


def test_days_are_those_of_each_week() -> None:
    one = rule("{kind: limit_days, teachers: pat, at_most: 1}")
    lessons = ("1A PE: Mon A S1", "1A PE: Mon B S1", "1A Art: Tue A S1")
    assert deviations(one, placed(FORTNIGHT, *lessons)) == {"pat|A": 1}
    sentences = [one.sentence(p) for p in one.points(FORTNIGHT)]
    assert sentences[0] == "Pat has lessons on at most 1 day in week A"


def test_lessons_of_groups_count_for_their_pupils() -> None:
    one = rule("{kind: limit_days, per: pupils, at_most: 1}")
    lessons = ("red PE: Mon S1", "blue PE: Tue S1", "1A Art: Tue S2")
    assert deviations(one, placed(SPLIT, *lessons)) == {"1A red": 1}
    assert one.title() == "All lessons are on at most 1 day for each set of pupils"
    assert [limit.who for limit in one.limits(SPLIT)] == list(SPLIT.classes)


def test_only_days_with_a_lesson_at_these_times() -> None:
    early = rule("{kind: limit_days, teachers: pat, at_most: 1, times: S1}")
    lessons = ("1A PE: Mon S1 pat", "1B PE: Tue S2")
    assert deviations(early, placed(TINY, *lessons)) == {}
    assert deviations(early, placed(TINY, "1A PE: Mon S1 pat", "1B PE: Tue S1")) == {"pat": 1}
    double = school(course("1A PE", "pat", (2,)), course("1A Art", "pat"), day="S1 S2 S3")
    late = rule("{kind: limit_days, teachers: pat, at_most: 1, times: [S2, S3]}")
    assert deviations(late, placed(double, "1A PE: Mon S1-S2", "1A Art: Tue S3")) == {"pat": 1}
    assert late.title() == (
        "The lessons given by pat are on at most 1 day during S2 or S3 for each teacher"
    )


def test_pupils_of_some_groups() -> None:
    red = rule("{kind: limit_days, per: pupils, groups: red, at_most: 1}")
    assert [p.key for p in red.points(SPLIT)] == ["1A red"]
    sues = rule("{kind: limit_days, per: pupils, classes: 1A, teachers: sue, at_most: 1}")
    assert [p.key for p in sues.points(SPLIT)] == ["1A blue"]
    with pytest.raises(ValueError, match="groups goes with per: pupils"):
        rule("{kind: limit_days, groups: red, at_most: 1}")
