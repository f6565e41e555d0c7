"""When the time is up, or somebody stops it, a search ends at once, with whatever is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

import pytest

from constraints.world import course, duty, placed, rule, school
from timetabler.models.findings import Status
from timetabler.models.resources import NOWHERE
from timetabler.solver import solve
from timetabler.solver.bound import Bounding
from timetabler.solver.compile import Compiled, compile_problem
from timetabler.solver.quotient import Quotient
from timetabler.solver.search import TimeUp
from timetabler.spec.problem import build

LESSONS = school(course("1A PE", "pat|sue"), course("1B PE", "pat|sue"), classes="1A=amy 1B=bob")
WITH_DUTIES = school(
    course("1A PE", "pat"),
    day="S1 | S2",
    duties=[duty("yard, Mon recess", "Mon 10:00-10:15", "amy|pat")],
)
LATE = rule("{kind: prefer_times, subjects: PE, times: [S2]}")
SCHOOLS = pytest.mark.parametrize("of", [LESSONS, WITH_DUTIES], ids=["lessons", "duties"])


@SCHOOLS
def test_whoever_stops_before_anything_is_compiled_waits_for_nothing(of, monkeypatch) -> None:
    stated: list[object] = []
    monkeypatch.setattr("timetabler.solver.compile.state", lambda *args: stated.append(args))
    timetable, outcome = solve(build(of, [(LATE, NOWHERE)]), should_stop=lambda: True)
    assert (timetable, outcome.status, stated) == (None, Status.UNDECIDED, [])


def test_a_timetable_to_start_from_is_kept_even_then() -> None:
    start = placed(LESSONS, "1A PE: Mon S1 pat", "1B PE: Mon S1 sue")
    problem = build(LESSONS, [(LATE, NOWHERE)])
    timetable, outcome = solve(problem, hint=start, should_stop=lambda: True)
    assert timetable == start
    assert (outcome.status, outcome.cost, outcome.bound) == (Status.FEASIBLE, 2, 0)


def test_compiling_ends_at_any_point() -> None:
    asked: list[None] = []

    def go_on() -> None:
        asked.append(None)
        if len(asked) == 5:
            raise TimeUp

    problem = build(LESSONS, [(LATE, NOWHERE)])
    with pytest.raises(TimeUp):
        compile_problem(problem, go_on=go_on)
    assert len(asked) == 5 < sum(len(r.points) for r in problem.rules)


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Bounding]]:
    """Bounding whose adding up lasts until the test is over."""
    over = Event()
    added_up = Compiled.added_up

    def last(compiled: Compiled) -> Quotient:
        assert over.wait(60)
        return added_up(compiled)

    monkeypatch.setattr(Compiled, "added_up", last)
    yield lambda: Bounding(compile_problem(build(LESSONS, [(LATE, NOWHERE)])), 20)
    over.set()


def test_nobody_waits_for_adding_up_when_the_time_is_up(endless) -> None:
    bounding = endless()
    bounding.start()

    def go_on() -> None:
        raise TimeUp

    with pytest.raises(TimeUp):
        bounding.quotient(go_on)
    bounding.stop()
    assert bounding.known is None
