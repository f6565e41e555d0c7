"""The solver and the verification against the brute-force oracle, on tiny schools with duties."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import islice
from random import Random
from typing import Any

import pytest

import duty_oracle as oracle
from constraints.world import course, duty, school, written
from timetabler.models.findings import Status
from timetabler.models.resources import NOWHERE, Course
from timetabler.models.school import School
from timetabler.solver.solve import solve
from timetabler.spec.problem import Problem, build
from timetabler.verify import verify

SEEDS = range(40)
LARGEST = 500
"""Timetables that are tried of a school, at most."""
CHECKED = 25
"""Timetables of each school whose costs are compared."""


@dataclass(frozen=True)
class Tiny:
    """A tiny school, its rules as written, and the cost of its best timetable."""

    problem: Problem
    rules: tuple[dict[str, Any], ...]
    best: int | None


@cache
def tiny(seed: int) -> Tiny:
    draw = Random(seed)
    facts, rules = _school(draw), _rules(draw)
    while not 1 < oracle.size(facts, rules) <= LARGEST:
        facts, rules = _school(draw), _rules(draw)
    problem = build(facts, [(written(rule), NOWHERE) for rule in rules])
    return Tiny(problem, rules, oracle.best(facts, rules))


def _school(draw: Random) -> School:
    """Two classes, lunch from 11:00 to 11:30; one week of one or two days, or two of one."""
    days, weeks = draw.choice([("Mon", ""), ("Mon Tue", ""), ("Mon", "A B"), ("Mon", "A B")])
    whole = [f"{day} {week}".strip() for week in weeks.split() or [""] for day in days.split()]
    times = ("11:00-11:15", "11:15-11:30")
    people = ("amy", "bob", "pat", "ott")
    duties = [
        duty(
            f"{area}, {day} half {number}",
            f"{day} {time}",
            "|".join(some),
            staff=draw.choice([1, 1, len(some)]),
            most=len(some) if draw.random() < 0.2 else None,
            fixed=some[0] if draw.random() < 0.2 else "",
        )
        for area in ("yard", "oval")
        for day in whole
        for number, time in enumerate(times, 1)
        for some in [draw.sample(people, draw.randint(1, 2))]
        if draw.random() < 0.4
    ]
    return school(
        *_courses(draw, bool(weeks)),
        classes=draw.choice(["1A=amy 1B=bob", "1A=amy@R1 1B=bob"]),
        day=draw.choice(["S1 (S2) | S3", "S1 S2 | S3", "S1 S2 | (S3) S4"]),
        days=days,
        weeks=weeks,
        duties=duties or [duty("yard, Mon half 1", f"{whole[0]} {times[0]}", "amy|pat")],
        others="ott",
        points={"yard": draw.choice([1, 2])},
        fte={"pat": draw.choice([0.5, 1.0]), "amy": draw.choice([0.6, 1.0])},
        away=draw.choice([{}, {}, {"pat": f"{whole[-1]} S1"}, {"amy": f"{whole[0]} 11:15-11:30"}]),
        marks=(10 * 60 + 30, 12 * 60),
    )


def _courses(draw: Random, fortnight: bool) -> list[Course]:
    weeks = draw.choice([None, (0,), (1,), (0, 1)]) if fortnight else None
    return [
        course("1A PE", draw.choice(["pat", "pat|sue"]), weeks=weeks),
        *draw.sample(
            [
                course("1B Art", draw.choice(["pat", "sue"]), rooms="hall"),
                course("1A Library", minutes=30, rooms="hall"),
                course("1B Maths", lessons=1, rooms="hall R1"),
            ],
            draw.choice([0, 1, 1]),
        ),
    ]


LUNCH = "10:30-12:00"
_RULES: tuple[dict[str, Any], ...] = (
    {"kind": "share_duties"},
    {"kind": "share_duties", "within": 5},
    {"kind": "lunch_break", "teachers": ["amy", "pat"], "times": LUNCH, "minutes": 30},
    {"kind": "lunch_break", "teachers": ["amy", "bob"], "times": LUNCH, "minutes": 45},
    {
        "kind": "lunch_break",
        "teachers": ["amy", "bob"],
        "times": LUNCH,
        "minutes": 60,
        "minutes_on_duty": 30,
    },
    {"kind": "release_time", "minutes": 60},
    {"kind": "release_time", "minutes": 30, "at_most": 30},
    {"kind": "limit_duties", "at_most": 1, "per": "day"},
    {"kind": "limit_duties", "at_least": 1, "at_most": 1, "per": "week"},
    {"kind": "have_on_duty", "teachers": ["amy", "pat"]},
    {"kind": "prefer_times", "subjects": ["PE", "Art"], "times": ["S1"]},
    {"kind": "staff_duties"},
    {"kind": "avoid_clashes"},
)
STANDING = ("staff_duties", "avoid_clashes")


def _rules(draw: Random) -> tuple[dict[str, Any], ...]:
    return tuple(_weighted(rule, draw) for rule in draw.sample(_RULES, draw.randint(2, 5)))


def _weighted(rule: dict[str, Any], draw: Random) -> dict[str, Any]:
    strict = draw.random() < 0.15 and rule["kind"] not in STANDING
    return {**rule, "required": True} if strict else {**rule, "weight": draw.randint(1, 5)}


def test_the_draws_are_of_all_kinds() -> None:
    drawn = [tiny(seed) for seed in SEEDS]
    possible = [one for one in drawn if one.best is not None]
    assert len(drawn) - len(possible) >= 4
    assert len({one.best for one in possible}) >= 10
    for kind in {rule["kind"] for rule in _RULES}:
        assert sum(any(rule["kind"] == kind for rule in one.rules) for one in possible) >= 2, kind
    assert sum(len(one.problem.school.week.weeks) == 2 for one in possible) >= 5


@pytest.mark.parametrize("seed", SEEDS)
def test_solve_finds_the_best_timetable_or_that_there_is_none(seed: int) -> None:
    one = tiny(seed)
    timetable, outcome = solve(one.problem, time_limit=20, workers=2, seed=seed)
    if one.best is None:
        assert (timetable, outcome.status) == (None, Status.INFEASIBLE)
        return
    assert timetable is not None
    assert (outcome.status, outcome.cost, outcome.bound) == (Status.OPTIMAL, one.best, one.best)
    assert oracle.cost(one.problem.school, one.rules, timetable) == one.best


@pytest.mark.parametrize("seed", SEEDS)
def test_verify_counts_what_the_oracle_counts(seed: int) -> None:
    one = tiny(seed)
    facts = one.problem.school
    step = max(1, oracle.size(facts, one.rules) // CHECKED)
    for all_ in islice(oracle.timetables(facts, one.rules), 0, None, step):
        timetable = oracle.placed(all_)
        report = verify(one.problem, timetable)
        counted = oracle.cost(facts, one.rules, timetable)
        assert (report.cost if report.valid else None) == counted
