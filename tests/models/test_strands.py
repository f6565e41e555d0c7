"""The smallest sets of pupils: by hand."""

from __future__ import annotations

from dataclasses import replace

from constraints.tiny import course, school
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.strands import MOST


def keys(given: School, class_id: str = "1A") -> list[str]:
    return [strand.id for strand in given.strands[class_id]]


def test_a_class_without_groups_is_one_set() -> None:
    plain = school(course("1A PE", "pat"))
    assert keys(plain) == ["1A"]
    assert [c.id for c in plain.courses_of_strand[plain.strands["1A"][0]]] == ["1A PE"]


def test_one_group_of_each_split() -> None:
    split = school(
        course("red PE", "pat"),
        course("blue PE", "mia"),
        course("low Maths", "pat"),
        course("high Maths", "mia"),
        course("1A Art", "mia"),
        groups={"red/sex": "1A", "blue/sex": "1A", "low/level": "1A", "high/level": "1A"},
    )
    assert keys(split) == ["1A red low", "1A red high", "1A blue low", "1A blue high"]
    strand = split.strands["1A"][1]
    assert strand.name == "1A (red/sex, high/level)"
    assert [c.id for c in split.courses_of_strand[strand]] == ["red PE", "high Maths", "1A Art"]


def test_pupils_may_be_in_no_group_unless_the_split_is_the_whole_class() -> None:
    some = school(
        course("band Music", "pat"),
        course("red PE", "pat"),
        groups={"band": "1A", "red/sex": "1A", "blue/sex": "1A"},
    )
    assert keys(some) == ["1A band red", "1A band", "1A red", "1A"]  # blue has nothing of its own
    halves = replace(some, groups=tuple(replace(g, whole=False) for g in some.groups))
    assert keys(halves) == ["1A band red", "1A band", "1A red", "1A"]


def test_pupils_of_a_group_without_lessons_of_its_own() -> None:
    split = school(
        course("red PE", "pat"),
        course("low Maths", "pat"),
        course("1B PE", "mia"),
        groups={
            "red/sex": "1A",
            "blue/sex": "1A",
            "low/level": "1A",
            "high/level": "1A",
            "choir": "1A",
        },
    )

    def of(*groups: str) -> list[str]:
        return [strand.id for strand in split.select_strands((), (), groups)]

    assert of("red") == ["1A red low", "1A red"]
    assert of("blue") == ["1A low", "1A"]
    assert of("blue", "high") == ["1A red", "1A low", "1A"]
    assert of("choir") == keys(split)


def test_of_very_many_ways_only_single_groups_are_looked_at() -> None:
    many = [f"g{number}" for number in range(8)]
    assert 2 ** len(many) > MOST
    crowd = school(
        *(course(f"{group} Music", "pat") for group in many), groups=dict.fromkeys(many, "1A")
    )
    assert keys(crowd) == [*(f"1A {group}" for group in many), "1A"]


def test_periods_in_which_a_group_is_away_are_not_theirs() -> None:
    part = school(course("red PE", "pat"), groups={"red/sex": "1A", "blue/sex": "1A"}, days="Mon")
    away = replace(
        part,
        groups=tuple(
            replace(g, away=(Span(0, 600, 660),)) if g.id == "blue" else g for g in part.groups
        ),
    )
    assert keys(away) == ["1A red", "1A blue"]
    red, blue = away.strands["1A"]
    assert away.days_of(red) == {0: (Span(0, 540, 600), Span(0, 600, 660))}
    assert away.days_of(blue) == {0: (Span(0, 540, 600),)}


def test_full_weeks() -> None:
    lessons = course("1A PE", "pat", 3)
    nobodys = school(lessons, course("red Art", "mia"), groups={"red": "1A"}, classes="1A")
    assert [(s.id, nobodys.full(s)) for s in nobodys.strands["1A"]] == [
        ("1A red", True),
        ("1A", False),
    ]
    short = school(course("1A PE", "pat", 4, minutes=30), classes="1A")
    assert not short.full(short.strands["1A"][0])
    own = school(lessons)
    assert own.full(own.strands["1A"][0])  # the class teacher has the fourth
    shared = school(lessons, classes="1A=amy:Mon")
    assert [shared.kept("1A", p) for p in shared.days_of(shared.strands["1A"][0])[1]] == [
        False,
        False,
    ]
    assert not shared.full(shared.strands["1A"][0])


def test_a_group_of_two_classes_is_in_the_sets_of_both() -> None:
    joint = school(course("choir Music", "pat"), groups={"choir": "1A 1B"}, classes="1A=amy 1B=bob")
    assert keys(joint, "1B") == ["1B choir", "1B"]
