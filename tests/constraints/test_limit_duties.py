"""limit_duties."""

import pytest
from pydantic import ValidationError

from .world import World, course, deviations, duty, need, placed, rule, school

HALVES = school(
    course("1A PE", "pat"),
    duties=[
        duty("yard, Mon recess 1", "Mon 10:00-10:15", "amy|pat"),
        duty("yard, Mon recess 2", "Mon 10:15-10:30", "amy|pat"),
        duty("gate, Mon after", "Mon 12:00-12:10", "amy|pat"),
        duty("yard, Tue recess 1", "Tue 10:00-10:15", "amy"),
    ],
    fte={"amy": 0.5},
    day="S1",
)
NOT_BOTH = "{kind: limit_duties, times: [recess 1, recess 2], at_most: 1}"
MINUTES = "{kind: limit_duties, at_most: 40, unit: minutes, per: week, pro_rata: true}"
FORTNIGHT = school(
    duties=[
        duty("yard, Mon A recess", "Mon A 10:00-10:15", "amy|bob"),
        duty("yard, Tue A recess", "Tue A 10:00-10:15", "amy"),
        duty("yard, Mon B recess", "Mon B 10:00-10:15", "amy|bob"),
    ],
    classes="1A=amy 1B=bob",
    weeks="A B",
)
AIDES = school(
    duties=[duty("yard, Mon recess", "Mon 10:00-10:30", "ada|bea")],
    needs=[need("N1", "1A", 60, "ada|bea", times="Mon"), need("N2", "1A", 60, "ada", times="Mon")],
)
WORLDS = (
    World(HALVES, NOT_BOTH, MINUTES, "{kind: limit_duties, teachers: amy, at_least: 1}"),
    World(HALVES, "{kind: limit_duties, areas: yard, at_least: 1, at_most: 1, per: week}"),
    World(FORTNIGHT, "{kind: limit_duties, teachers: [amy, bob], at_least: 1, per: week}"),
    World(AIDES, "{kind: limit_duties, of: support, at_most: 60, unit: minutes, per: week}"),
    World(AIDES, "{kind: limit_duties, of: support, at_most: 1}"),
    World(
        HALVES,
        "{kind: limit_duties, at_most: 25, unit: minutes, per: week}",
        "{kind: limit_duties, times: recess 1, teachers: [amy, pat], at_least: 2, per: week}",
        "{kind: limit_duties, teachers: amy, at_most: 0}",
        impossible=True,
    ),
    World(
        AIDES,
        "{kind: limit_duties, of: support, at_most: 30, unit: minutes, per: week}",
        impossible=True,
    ),
    World(
        school(duties=[duty("yard, Mon S1", "Mon S1", "amy|bob|cat|dan|eve", staff=3)]),
        "{kind: limit_duties, at_most: 0}",
        impossible=True,
    ),
)


def messages(text: str, where: World) -> list[str]:
    return [found.message for found in rule(text).shortage(where.school)]


def test_never_both_halves() -> None:
    both = placed(HALVES, "yard, Mon recess 1: amy", "yard, Mon recess 2: amy")
    assert deviations(rule(NOT_BOTH), both) == {"amy|Mon": 1}
    swapped = placed(HALVES, "yard, Mon recess 1: amy", "yard, Mon recess 2: pat")
    assert deviations(rule(NOT_BOTH), swapped) == {}


def test_minutes_a_week_pro_rata() -> None:
    timetable = placed(HALVES, *(f"{name}: amy" for name in HALVES.duty))
    assert deviations(rule(MINUTES), timetable) == {"amy": 35}  # 15 + 15 + 10 + 15, less 20
    timetable = placed(HALVES, "yard, Mon recess 1: pat", "yard, Mon recess 2: pat")
    assert deviations(rule(MINUTES), timetable) == {}


def test_in_each_week_of_the_cycle() -> None:
    weekly = rule("{kind: limit_duties, at_most: 1, per: week}")
    timetable = placed(FORTNIGHT, *(f"{name}: amy" for name in FORTNIGHT.duty))
    assert deviations(weekly, timetable) == {"amy|A": 1}
    assert [weekly.sentence(p) for p in weekly.points(FORTNIGHT)][:2] == [
        "Amy has at most 1 duty in week A",
        "Amy has at most 1 duty in week B",
    ]


def test_support_is_not_duty() -> None:
    timetable = placed(AIDES, "yard, Mon recess: ada", "N1, Mon S1: ada", "N2, Mon S2: ada")
    assert deviations(rule("{kind: limit_duties, at_most: 0}"), timetable) == {"ada|Mon": 1}
    hours = rule("{kind: limit_duties, of: support, at_most: 90, unit: minutes}")
    assert deviations(hours, timetable) == {"ada|Mon": 30}


def test_who_can_have_none_of_it_has_no_limit() -> None:
    points = rule("{kind: limit_duties, times: recess 1, at_most: 1}").points(HALVES)
    assert [p.key for p in points] == ["amy|Mon", "amy|Tue", "pat|Mon"]


def test_short_because_limits_are_too_tight() -> None:
    assert messages("{kind: limit_duties, at_most: 25, unit: minutes, per: week}", WORLDS[0]) == [
        "55 minutes of duty are needed, but the limits allow Amy and Pat 50",
    ]  # multiples of 5
    by_quarters = "{kind: limit_duties, areas: yard, at_most: 25, unit: minutes, per: week}"
    assert messages(by_quarters, WORLDS[0]) == [
        "45 minutes of duty in yard are needed, "
        "but the limits allow Amy and Pat 30",  # a quarter of an hour each
    ]
    assert messages(NOT_BOTH, WORLDS[0]) == []


def test_short_because_a_minimum_is_too_high() -> None:
    two = "{kind: limit_duties, times: recess 1, teachers: [amy, pat], at_least: 2, per: week}"
    assert messages(two, WORLDS[0]) == [
        "Pat is to have at least 2 duties at recess 1 a week, but may have 1 at most"
    ]


def test_short_of_hours_of_aides() -> None:
    hours = "{kind: limit_duties, of: support, at_most: 30, unit: minutes, per: week}"
    assert messages(hours, World(AIDES)) == [
        "120 minutes of support are needed, but the limits allow Ada and Bea 0",
        "60 minutes of support are needed, but the limits allow Ada 0",
    ]


def test_many_people_are_counted() -> None:
    assert messages("{kind: limit_duties, at_most: 0}", WORLDS[-1]) == [
        "3 duties are needed, but the limits allow the 5 who may have it 0"
    ]


def test_in_words() -> None:
    assert rule(MINUTES).title() == "For everybody: at most 40 minutes of duty a week, pro rata"
    assert rule(NOT_BOTH).title() == ("For everybody: at most 1 duty at recess 1 or recess 2 a day")
    range_ = rule("{kind: limit_duties, teachers: pat, areas: yard, at_least: 1, at_most: 2}")
    assert range_.title() == "For pat: at least 1 and at most 2 duties in yard a day"


@pytest.mark.parametrize(
    "fields",
    [
        "",
        ", at_most: 1, pro_rata: true",
        ", of: support, areas: yard, at_most: 1",
    ],
)
def test_what_makes_no_sense(fields: str) -> None:
    with pytest.raises(ValidationError):
        rule(f"{{kind: limit_duties{fields}}}")


def test_teachers_and_others_in_words() -> None:
    assert rule("{kind: limit_duties, teachers: [all, eve], at_most: 2}").title() == (
        "For all teachers and eve: at most 2 duties a day"
    )
