"""Every impossible school is called so for its cause, and only for that.

A cause is true if another search, with the rules that it names and no others of the school, finds
nothing either; it is all that is needed if without any one of these rules there is a timetable.
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from ortools.sat.python import cp_model

from public import public
from timetabler import api
from timetabler.models.findings import Status
from timetabler.models.reasons import Conflict, Reason
from timetabler.precheck import precheck
from timetabler.solver import solve
from timetabler.solver.compile import compile_problem
from timetabler.solver.cpsat import emit
from timetabler.solver.run import Presolve, Result, Settings, run
from timetabler.spec.load import load, load_text
from timetabler.spec.problem import Problem
from timetabler.verify import verify

EXAMPLES = Path(__file__).parent.parent / "examples"
CAUSES: dict[str, dict[str, Any]] = {
    f"{file.parent.name}/{school}.yaml": expected
    for file in sorted(EXAMPLES.glob("*/expected.toml"))
    for school, expected in tomllib.loads(file.read_text(encoding="utf-8")).items()
    if expected["status"] == "infeasible"
}
"""Path of a school below examples/ -> the cause that is expected, and how it is found."""

SIZED: dict[str, dict[str, Any]] = tomllib.loads(
    (EXAMPLES / "impossible" / "school-sized.toml").read_text(encoding="utf-8")
)
"""Name of an impossible school of full size -> how it differs from a possible one; its cause."""

every_school = pytest.mark.parametrize("name", list(CAUSES))


@dataclass(frozen=True)
class Told:
    """A school, and what it is told."""

    problem: Problem
    text: str
    reason: Reason
    """The one of the expected cause."""

    @property
    def named(self) -> set[int]:
        """The lines named."""
        return {source.line for source in self.reason.sources}

    @property
    def rules(self) -> set[int]:
        """The lines named on which a rule is written."""
        return self.named.intersection(rule.source.line for rule in self.problem.rules)


@cache
def told(name: str) -> Told:
    expected, path = CAUSES[name], EXAMPLES / name
    problem = load(path)
    counted = precheck(problem)
    with TemporaryDirectory() as folder:
        out = Path(folder) / "timetable"
        solved = api.solve(path, out, time_limit=expected["time_limit"])
        assert not out.exists()
    assert solved.outcome.status is Status.INFEASIBLE
    reasons = solved.outcome.reasons
    assert counted == (reasons if expected["by"] == "counting" else ())
    found = [reason for reason in reasons if expected["reason"] in reason.message]
    assert found, [reason.message for reason in reasons]
    return Told(problem, path.read_text(encoding="utf-8"), found[0])


def school_sized(name: str) -> Told:
    expected = SIZED[name]
    text = (EXAMPLES / expected["of"]).read_text(encoding="utf-8")
    for old, new in expected["edits"]:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    problem = load_text(text)
    timetable, outcome = solve(problem, time_limit=120)
    assert timetable is None
    assert outcome.status is Status.INFEASIBLE, outcome.verdict
    (reason,) = outcome.reasons
    assert isinstance(reason, Conflict)
    return Told(problem, text, reason)


def only_rules(problem: Problem, lines: Iterable[int]) -> Problem:
    """The school with these of its rules, and those that always hold."""
    kept = {0, *lines}
    return replace(problem, rules=tuple(r for r in problem.rules if r.source.line in kept))


def refuted(problem: Problem) -> bool:
    """Whether CP-SAT finds no timetable by itself: one worker, everybody by name, no stages."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 5
    solver.parameters.max_time_in_seconds = 60
    status = solver.solve(public(emit(compile_problem(problem).model, cost=False)))
    assert status != cp_model.UNKNOWN
    return bool(status == cp_model.INFEASIBLE)


def assert_possible(problem: Problem) -> None:
    """Some timetable keeps all required rules, and counting does not deny it."""
    assert precheck(problem) == ()
    found: list[object] = []
    timetable, _ = solve(
        problem,
        time_limit=60,
        on_progress=lambda step: found.append(step) if step.timetable else None,
        should_stop=lambda: bool(found),
    )
    assert timetable is not None
    assert verify(problem, timetable).valid


def test_there_are_causes_of_both_kinds() -> None:
    by = [expected["by"] for expected in CAUSES.values()]
    assert by.count("counting") + by.count("conflict") == len(by) >= 20
    assert by.count("conflict") >= 6


@every_school
def test_the_cause_is_told_with_its_lines(name: str) -> None:
    of = told(name)
    lines = [line.strip() for line in of.text.splitlines()]
    named = [lines[number - 1] for number in of.named]
    for beginning in CAUSES[name]["lines"]:
        assert any(line.startswith(beginning) for line in named), (beginning, of.reason)


@pytest.mark.parametrize("name", [n for n, e in CAUSES.items() if e["by"] == "counting"])
def test_counting_takes_no_time(name: str) -> None:
    problem = load(EXAMPLES / name)
    started = time.process_time()
    precheck(problem)
    assert time.process_time() - started < 1


@every_school
def test_another_search_finds_nothing_with_the_named_rules_alone(name: str) -> None:
    of = told(name)
    assert refuted(only_rules(of.problem, of.rules))


@every_school
def test_without_any_one_of_the_named_rules_it_is_possible(name: str) -> None:
    of = told(name)
    written = {rule.source.line for rule in of.problem.rules}
    for line in of.rules:
        assert_possible(only_rules(of.problem, written - {line}))


@every_school
def test_with_a_small_change_it_is_possible(name: str) -> None:
    of = told(name)
    for old, new in CAUSES[name]["mends"]:
        assert of.text.count(old) == 1, old
        assert_possible(load_text(of.text.replace(old, new)))


@pytest.mark.slow
@pytest.mark.parametrize("name", list(SIZED))
def test_the_cause_is_found_in_a_school_of_full_size(name: str) -> None:
    of = school_sized(name)
    lines = of.text.splitlines()
    named = [lines[number - 1].strip() for number in of.named]
    assert SIZED[name]["reason"] in of.reason.message
    for beginning in SIZED[name]["lines"]:
        assert any(line.startswith(beginning) for line in named), (beginning, of.reason)
    assert ended(only_rules(of.problem, of.rules)).infeasible
    for line in of.rules:
        assert ended(only_rules(of.problem, of.rules - {line})).feasible, lines[line - 1]


def ended(problem: Problem) -> Result:
    """What a plain run of CP-SAT ends with, everybody by name."""
    cp = emit(compile_problem(problem).model, cost=False)
    settings = Settings(2, 5, 60, ("no_lp", "quick_restart_no_lp"), Presolve(symmetry=0))
    return run(cp, settings, lambda _values, _bound: False)
