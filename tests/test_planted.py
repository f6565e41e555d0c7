"""Planted schools: what has a timetable is solved, at no more than the planted cost."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings

from planted import Planted, planted
from timetabler.models.findings import Status
from timetabler.precheck import precheck
from timetabler.solver.solve import solve
from timetabler.verify import verify

TIME_LIMIT = 10.0


@settings(max_examples=100, deadline=None, derandomize=True)
@given(planted())
def test_a_planted_timetable_is_valid_and_nothing_is_short(one: Planted) -> None:
    assert verify(one.problem, one.timetable).valid
    assert precheck(one.problem) == ()


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],  # shrinking would solve hundreds more
)
@given(planted())
def test_a_planted_school_is_solved_at_no_more_than_the_planted_cost(one: Planted) -> None:
    planted_cost = verify(one.problem, one.timetable).cost
    timetable, outcome = solve(one.problem, time_limit=TIME_LIMIT, workers=2)
    assert timetable is not None
    assert outcome.status in (Status.OPTIMAL, Status.FEASIBLE)
    report = verify(one.problem, timetable)
    assert (report.valid, report.cost) == (True, outcome.cost)
    assert outcome.bound is not None
    assert outcome.bound <= planted_cost
    assert report.cost <= planted_cost
