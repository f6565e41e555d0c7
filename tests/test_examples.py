"""Every example ends as its expected.toml says: status, cost and bound, never assignments.

What is impossible is for test_impossible.py.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from timetabler.models.findings import Outcome, Status
from timetabler.precheck import precheck
from timetabler.solver import Progress, solve
from timetabler.spec.load import load
from timetabler.verify import verify

EXAMPLES = Path(__file__).parent.parent / "examples"
EXPECTED = {
    f"{file.parent.name}/{school}.yaml": expected
    for file in sorted(EXAMPLES.glob("*/expected.toml"))
    for school, expected in tomllib.loads(file.read_text(encoding="utf-8")).items()
}
"""Path of a school below examples/ -> what is expected of it."""


def schools(*statuses: str) -> list[object]:
    """The examples that end with one of these; long ones are slow tests."""
    return [
        pytest.param(name, marks=pytest.mark.slow if expected.get("slow") else ())
        for name, expected in EXPECTED.items()
        if expected["status"] in statuses
    ]


def test_every_example_says_what_to_expect() -> None:
    there = {f"{f.parent.name}/{f.name}" for f in EXAMPLES.glob("*/*.yaml")}
    assert set(EXPECTED) == there
    assert {e["status"] for e in EXPECTED.values()} <= {"optimal", "feasible", "infeasible"}


@pytest.mark.parametrize("name", list(EXPECTED))
def test_has_no_warnings(name: str) -> None:
    assert load(EXAMPLES / name).warnings == ()


@pytest.mark.parametrize("name", schools("optimal", "feasible"))
def test_reaches_cost_and_bound(name: str) -> None:
    expected = EXPECTED[name]
    problem = load(EXAMPLES / name)
    assert precheck(problem) == ()

    def reached(step: Progress | Outcome) -> bool:
        """Good enough: the test need not wait for the last unit of cost."""
        return (
            step.cost is not None
            and step.bound is not None
            and step.cost <= expected["cost_at_most"]
            and step.bound >= expected["bound_at_least"]
        )

    last: list[Progress] = []
    timetable, outcome = solve(
        problem,
        time_limit=expected["time_limit"],
        on_progress=last.append,
        should_stop=lambda: expected["status"] == "feasible" and bool(last) and reached(last[-1]),
    )
    assert timetable is not None
    report = verify(problem, timetable)
    assert report.valid
    assert report.cost == outcome.cost
    assert reached(outcome)
    assert outcome.status in {Status.OPTIMAL, Status(expected["status"])}
