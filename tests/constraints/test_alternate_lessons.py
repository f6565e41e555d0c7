"""alternate_lessons."""

import pytest

from .world import World, course, deviations, placed, rule, school

TURNS = school(
    course("1A STEM", "sol", weeks=(0,)),
    course("1A Italian", "gia", weeks=(1,)),
    course("1A PE", "pat"),
    weeks="A B",
)
EITHER = school(
    course("1A STEM", "sol", 2, weeks=(0, 1)),
    course("1A Italian", "gia", 2, weeks=(0, 1)),
    days="Mon",
    weeks="A B",
)
UNEVEN = school(
    course("1A STEM", "sol", weeks=(0,)),
    course("1A Italian", "gia", weeks=(0,)),
    days="Mon",
    weeks="A B",
)
RULE = rule("{kind: alternate_lessons, subjects: [STEM, Italian]}")
WORLDS = (
    World(TURNS, "{kind: alternate_lessons, subjects: [STEM, Italian], years: [1]}"),
    World(EITHER, "{kind: alternate_lessons, subjects: [Italian, STEM], weight: 1}"),
    World(UNEVEN, "{kind: alternate_lessons, subjects: [STEM, Italian]}", impossible=True),
)


def test_at_the_same_time_in_the_other_week() -> None:
    assert deviations(RULE, placed(TURNS, "1A STEM: Tue A S1", "1A Italian: Tue B S1")) == {}
    apart = placed(TURNS, "1A STEM: Tue A S1", "1A Italian: Tue B S2")
    assert deviations(RULE, apart) == {"1A": 2}
    assert deviations(RULE, placed(TURNS, "1A STEM: Tue A S1")) == {"1A": 1}


def test_both_ways_round() -> None:
    lessons = ("1A STEM: Mon A S1", "1A STEM: Mon B S2", "1A Italian: Mon B S1")
    assert deviations(RULE, placed(EITHER, *lessons, "1A Italian: Mon A S2")) == {}
    assert deviations(RULE, placed(EITHER, *lessons, "1A Italian: Mon A S1")) == {"1A": 2}


def test_lessons_of_every_week_take_no_turns() -> None:
    weekly = rule("{kind: alternate_lessons, subjects: [STEM, PE]}")
    assert not list(weekly.points(TURNS))


def test_both_in_the_same_week_cannot_take_turns() -> None:
    first, second = RULE.shortage(UNEVEN)
    assert first.message == (
        "1A has STEM and Italian in turn, at the same time in alternate weeks, but it has STEM 1 "
        "time in week A, and Italian at most 0 times the other week"
    )
    assert "Italian 1 time in week A, and STEM at most 0 times" in second.message
    assert not list(RULE.shortage(TURNS))
    assert not list(RULE.shortage(EITHER))


@pytest.mark.parametrize("subjects", ["STEM", "[STEM, STEM]", "[STEM, Art, PE]", "[all, STEM]"])
def test_two_subjects_are_wanted(subjects: str) -> None:
    with pytest.raises(ValueError, match="the names of two subjects"):
        rule(f"{{kind: alternate_lessons, subjects: {subjects}}}")
