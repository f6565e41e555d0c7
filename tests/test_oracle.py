"""The solver and the verification against the brute-force oracle, on tiny schools."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import islice
from math import prod
from random import Random
from typing import Any

import pytest

import oracle
from constraints.world import course, school, written
from timetabler.models.findings import Status
from timetabler.models.resources import NOWHERE, Course
from timetabler.models.school import School
from timetabler.models.timetable import Timetable
from timetabler.solver.solve import solve
from timetabler.spec.problem import Problem, build
from timetabler.verify import verify

SEEDS = range(60)
LARGEST = 3_000
"""Combinations of ways to give the courses that are tried, at most."""
CHECKED = 40
"""Timetables of each school whose costs are compared: drawn at random, and free of clashes."""


@dataclass(frozen=True)
class Tiny:
    """A tiny school, its rules as written, and the cost of its best timetable."""

    problem: Problem
    rules: tuple[dict[str, Any], ...]
    best: int | None


@cache
def tiny(seed: int) -> Tiny:
    draw = Random(seed)
    facts = _school(draw)
    while prod(len(oracle.ways(facts, c)) for c in facts.courses) > LARGEST:
        facts = _school(draw)
    rules = tuple(_weighted(rule, draw) for rule in draw.sample(_RULES, draw.randint(1, 4)))
    problem = build(facts, [(written(rule), NOWHERE) for rule in rules])
    return Tiny(problem, rules, oracle.best(facts, rules))


def _school(draw: Random) -> School:
    split_bells = {"1A": "S1 S2 | S3", "1B": "S1 | S2 S3"}
    return school(
        *_courses(draw),
        classes=draw.choice(["1A=amy 1B=bob", "1A=amy@R1 1B=bob", "1A=amy:Mon/kim:Tue 1B=bob"]),
        day=draw.choice(["S1 S2 | S3", "S1 . S2", "S1 S2 (S3)", split_bells]),
        days="Mon Tue",
        holds={"hall": draw.choice([1, 2])},
        away=draw.choice([{}, {"pat": "Mon S1"}, {"sue": "Tue"}, {"hall": "Mon S2, Tue S1"}]),
        marks=(10 * 60 + 30, 12 * 60),
    )


def _courses(draw: Random) -> list[Course]:
    found = [
        course("1A PE", "pat", draw.choice([1, 2, (2, 1)]), rooms=draw.choice(["", "hall"])),
        course("1B PE", draw.choice(["pat", "pat|sue"]), rooms="hall"),
        draw.choice(
            [
                course("1A Art", "sue", draw.choice([1, 2])),
                course("1A Library", minutes=30, rooms="hall"),
                course("1A+1B Choir", "sue"),
            ]
        ),
        draw.choice([course("1B Maths", lessons=2), course("1B Art", "sue|pat", rooms="R1 hall")]),
    ]
    return found[: draw.randint(3, 4)]


_RULES: tuple[dict[str, Any], ...] = (
    {"kind": "spread_lessons"},
    {"kind": "prefer_times", "times": ["Tue"]},
    {"kind": "prefer_times", "subjects": ["PE", "Maths"], "times": ["S2"]},
    {"kind": "limit_lessons_per_day", "teachers": ["pat"], "at_most": 1},
    {"kind": "limit_lessons_per_day", "subjects": ["PE", "Art"], "at_most": 1},
    {"kind": "common_release", "classes": ["1A", "1B"], "periods": 1},
    {"kind": "common_release", "classes": ["1A"], "periods": 2},
    {"kind": "lunch_break", "teachers": ["pat"], "times": "10:30-12:00", "minutes": 45},
)


def _weighted(rule: dict[str, Any], draw: Random) -> dict[str, Any]:
    strict = draw.random() < 0.25
    return {**rule, "required": True} if strict else {**rule, "weight": draw.randint(1, 5)}


def test_the_draws_are_of_both_kinds() -> None:
    costs = [tiny(seed).best for seed in SEEDS]
    assert costs.count(None) >= 10
    assert sum(cost is not None and cost > 0 for cost in costs) >= 15
    assert len(set(costs)) >= 8


@pytest.mark.parametrize("seed", SEEDS)
def test_solve_finds_the_best_timetable_or_that_there_is_none(seed: int) -> None:
    one = tiny(seed)
    timetable, outcome = solve(one.problem, time_limit=20, workers=2)
    if one.best is None:
        assert (timetable, outcome.status) == (None, Status.INFEASIBLE)
        return
    assert timetable is not None
    assert (outcome.status, outcome.cost, outcome.bound) == (Status.OPTIMAL, one.best, one.best)
    assert oracle.cost(one.problem.school, one.rules, timetable) == one.best
    report = verify(one.problem, timetable)
    assert (report.valid, report.cost) == (True, one.best)


@pytest.mark.parametrize("seed", SEEDS)
def test_verify_counts_what_the_oracle_counts(seed: int) -> None:
    one = tiny(seed)
    draw = Random(seed)
    facts = one.problem.school
    options = [oracle.ways(facts, c) for c in facts.courses]
    if not all(options):
        assert one.best is None
        return
    anyhow = ([x for some in options for x in draw.choice(some)] for _ in range(CHECKED))
    for lessons in (*anyhow, *islice(oracle.timetables(facts), CHECKED)):
        timetable = Timetable(facts, (lesson.placement for lesson in lessons))
        report = verify(one.problem, timetable)
        counted = oracle.cost(facts, one.rules, timetable)
        assert (report.cost if report.valid else None) == counted
