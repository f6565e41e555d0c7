"""What must be true of two schools that differ in one known way, whatever their best timetables."""

from __future__ import annotations

import json
from functools import cache
from random import Random
from typing import Any, TypeAlias

import pytest

from timetabler.models.findings import Status
from timetabler.solver import solve
from timetabler.spec.load import load_text
from timetabler.verify import verify

SEEDS = range(8)
IMPOSSIBLE = 10**9
"""Stands for the cost of a school without timetable: no school costs more."""

Written: TypeAlias = dict[str, Any]
"""A school file as plain data; JSON is YAML."""


def written(seed: int) -> Written:
    """A tiny school of two days, with a pool, a job share, a room for two and a few rules."""
    draw = Random(seed)
    times = ("09:00-10:00", "10:00-11:00", "11:30-12:30", "13:00-14:00")
    slots = [{"id": f"S{n}", "time": time} for n, time in enumerate(times, 1)]
    slots.append({"id": "recess", "time": "11:00-11:30", "kind": "break"})
    lessons = (1, 1, 2, [2])
    return {
        "school": "Metamorphic",
        "week": {"days": ["Mon", "Tue"], "timeslots": slots},
        "teachers": [
            *({"id": t} for t in ("ana", "ben", "dea", "eve")),
            {"id": "pat", "away": draw.choice(["Mon S1", "Tue S3-S4"])},
            {"id": "sue", "days": draw.choice(["Mon", "Tue"])},
            {"id": "max"},
        ],
        "rooms": [{"id": "hall", "classes": draw.choice([1, 2])}],
        "classes": [
            {"id": "1A", "year": "1", "teacher": "ana"},
            {"id": "1B", "year": "1", "teacher": "ben"},
            {"id": "2A", "year": "2", "teachers": {"dea": "Mon", "eve": "Tue"}},
        ],
        "courses": [
            {"subject": "PE", "classes": "all", "teacher": "pat", "room": "hall"},
            {"subject": "Art", "classes": ["1A", "1B"], "teachers": ["sue", "max"]},
            {"subject": "Music", "years": ["2"], "teacher": "max", "lessons": draw.choice(lessons)},
            {"subject": "Maths", "classes": ["1A"], "lessons": draw.choice(lessons)},
        ],
        "constraints": [_weighed(rule, draw) for rule in draw.sample(RULES, 4)],
    }


RULES: tuple[Written, ...] = (
    {"kind": "spread_lessons"},
    {"kind": "prefer_times", "subjects": ["PE", "Maths"], "times": "S1"},
    {"kind": "prefer_times", "times": "Tue"},
    {"kind": "limit_lessons_per_day", "teachers": ["pat"], "at_most": 1},
    {"kind": "limit_days", "teachers": ["max"], "at_most": 1},
    {"kind": "limit_idle_times", "teachers": ["pat", "max"]},
    {"kind": "limit_run", "teachers": ["pat"], "at_most": 2},
    {"kind": "common_release", "classes": ["1A", "1B"], "periods": 1},
    {"kind": "common_free", "teachers": ["pat", "sue"]},
    {"kind": "same_year_in_a_row"},
    {"kind": "release_time", "minutes": 180},
)


def _weighed(rule: Written, draw: Random) -> Written:
    required = draw.random() < 0.2
    return {**rule, "required": True} if required else {**rule, "weight": draw.randint(1, 9)}


def best(school: Written) -> int:
    """The cost of its best timetable."""
    problem = load_text(json.dumps(school))
    timetable, outcome = solve(problem, time_limit=30, workers=2)
    if timetable is None:
        assert outcome.status is Status.INFEASIBLE
        return IMPOSSIBLE
    report = verify(problem, timetable)
    assert report.valid
    assert (outcome.status, outcome.bound) == (Status.OPTIMAL, report.cost)
    return report.cost


@cache
def best_of(seed: int) -> int:
    return best(written(seed))


def test_the_schools_are_of_many_kinds() -> None:
    costs = [best_of(seed) for seed in SEEDS]
    assert 1 <= costs.count(IMPOSSIBLE) <= 4
    assert len(set(costs)) >= 4


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_the_file_does_not_matter(seed: int) -> None:
    school, draw = written(seed), Random(seed)
    for entries in (school["week"]["timeslots"], *school.values()):
        if isinstance(entries, list):
            draw.shuffle(entries)
    keys = list(school)
    draw.shuffle(keys)
    assert best({key: school[key] for key in keys}) == best_of(seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_names_do_not_matter(seed: int) -> None:
    text = json.dumps(written(seed))
    for name in ("ana", "ben", "dea", "eve", "pat", "sue", "max", "hall", "1A", "1B", "2A"):
        text = text.replace(f'"{name}"', json.dumps(f"{name[::-1]} =zoë", ensure_ascii=False))
    assert best(json.loads(text)) == best_of(seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_another_required_rule_never_lowers_the_cost(seed: int) -> None:
    school = written(seed)
    rule = Random(seed + 1).choice(RULES)
    school["constraints"].append({**rule, "required": True})
    assert best(school) >= best_of(seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_another_wish_never_lowers_the_cost_nor_makes_a_school_impossible(seed: int) -> None:
    school = written(seed)
    rule = Random(seed + 2).choice(RULES)
    school["constraints"].append({**rule, "weight": 3})
    cost = best(school)
    assert cost >= best_of(seed)
    assert (cost == IMPOSSIBLE) == (best_of(seed) == IMPOSSIBLE)


@pytest.mark.parametrize("seed", SEEDS)
def test_twice_the_weights_are_twice_the_cost(seed: int) -> None:
    school = written(seed)
    for rule in school["constraints"]:
        if "weight" in rule:
            rule["weight"] *= 2
    assert best(school) == (best_of(seed) if best_of(seed) == IMPOSSIBLE else 2 * best_of(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_rules_that_may_be_broken_never_raise_the_cost(seed: int) -> None:
    school = written(seed)
    for rule in school["constraints"]:
        if rule.pop("required", False):
            rule["weight"] = 1
    assert best(school) <= best_of(seed)
