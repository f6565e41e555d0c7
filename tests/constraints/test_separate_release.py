"""separate_release."""

from .world import World, course, deviations, duty, placed, rule, school

TEAM = school(
    course("1A PE", "pat"),
    course("1B Art", "mia"),
    course("1C STEM", "sol", minutes=30),
    classes="1A=amy 1B=bob 1C=cat",
    days="Mon",
    teams={"Year 1": "1A 1B 1C"},
    duties=[duty("hall, Mon S1", "Mon S1", "amy")],
)
WORLDS = (
    World(
        TEAM,
        "{kind: separate_release, weight: 1}",
        "{kind: separate_release, teams: Year 1, at_most: 2}",
        "{kind: separate_release, teachers: [amy, bob, pat]}",
    ),
)
TOGETHER = placed(TEAM, "1A PE: Mon S1", "1B Art: Mon S1", "1C STEM: Mon 09:30-10:00")


def test_minutes_with_one_too_many_each_as_often_as_that() -> None:
    assert deviations(rule("{kind: separate_release}"), TOGETHER) == {"Year 1": 60 + 30}
    two = rule("{kind: separate_release, at_most: 2}")
    assert deviations(two, TOGETHER) == {"Year 1": 30}
    pair = rule("{kind: separate_release, teachers: [amy, cat]}")
    assert deviations(pair, TOGETHER) == {"amy, cat": 30}


def test_one_after_the_other_is_apart() -> None:
    apart = placed(TEAM, "1A PE: Mon S1", "1B Art: Mon S2")
    assert deviations(rule("{kind: separate_release}"), apart) == {}


def test_duty_makes_nobody_available() -> None:
    on_duty = placed(TEAM, "1A PE: Mon S1", "1B Art: Mon S1", "hall, Mon S1: amy")
    assert deviations(rule("{kind: separate_release}"), on_duty) == {"Year 1": 60}


def test_a_team_of_one_has_no_point() -> None:
    assert not list(rule("{kind: separate_release, teachers: [amy, pat]}").points(TEAM))
    assert not list(rule("{kind: separate_release, at_most: 3}").points(TEAM))
