"""Whole solves of schools with duties: lessons first, then who has which duty, or all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from random import Random
from typing import Literal

import pytest

from constraints.world import World, course, duty, lawful, placed, rule, school
from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.evaluator import Evaluator
from timetabler.models.findings import Status
from timetabler.models.resources import Source
from timetabler.models.school import School
from timetabler.models.timetable import DutyPlacement, Timetable
from timetabler.solver import Progress, solve
from timetabler.solver.apart import Apart
from timetabler.solver.compile import compile_problem
from timetabler.solver.duties import Duties
from timetabler.solver.search import Search
from timetabler.spec.problem import Problem, build
from timetabler.verify import verify

from .worlds import RandomRule


def problem(of: School, *rules: str | Constraint) -> Problem:
    written = [rule(r) if isinstance(r, str) else r for r in rules]
    return build(of, [(r, Source("school.yaml", n, 1)) for n, r in enumerate(written, 1)])


@cache
def world_of(of: School) -> World:
    return World(of)


def best(p: Problem) -> int | None:
    """The least cost of all timetables, by trying every one; None if none is valid."""
    reports = (verify(p, timetable) for timetable in lawful(world_of(p.school)))
    return min((r.cost for r in reports if r.valid), default=None)


class Anything(RandomRule):
    """Random statements about lessons and duties."""

    concerns = "both"

    def deviation(self, point: Point, timetable: Timetable) -> int:
        return Evaluator(timetable).deviation(self, point)


class Spread(Constraint):
    """Nobody has more than one duty; said to come to so much at least."""

    kind: Literal["spread"] = "spread"
    concerns = "duties"
    counted: int = 0

    def points(self, school: School) -> Iterator[Point]:
        yield Point("all", (school.teachers,))

    def encode(self, point: Point, enc: Encoder) -> None:
        duties = enc.school.duties_of
        (people,) = point.about
        enc.at_most_each(
            [enc.count(*(enc.on_duty(t.id, d) for d in duties[t.id])) for t in people], 1
        )

    def deviation(self, point: Point, timetable: Timetable) -> int:
        (people,) = point.about
        return max(0, *(len(timetable.duties_of[t.id]) - 1 for t in people))

    def least(self, point: Point, school: School) -> int:  # noqa: ARG002
        return self.counted

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[DutyPlacement]:  # noqa: ARG002
        return timetable.duties

    def sentence(self, point: Point) -> str:  # noqa: ARG002
        return self.title()

    def title(self) -> str:
        return "Nobody has more than one duty"


SMALL = school(
    course("1A PE", "pat|sue"),
    course("1B PE", "pat|sue"),
    classes="1A=amy@R1 1B=bob@R2",
    day="S1 | S2",
    duties=[
        duty("yard, Mon recess", "Mon 10:00-10:15", "amy|pat|sue"),
        duty("oval, Mon recess", "Mon 10:00-10:15", "amy|pat|bob"),
    ],
)
LATE = "{kind: prefer_times, subjects: PE, times: [S2], weight: 2}"


@pytest.mark.parametrize("number", range(10))
def test_the_best_of_all_timetables_is_found_and_proved(number: int) -> None:
    draw = Random(number)
    rules: list[str | Constraint] = [LATE, Spread(weight=3, counted=0)]
    rules += [Anything(number=2 * number, weight=draw.choice([1, 4]))]
    rules += [Anything(number=2 * number + 1, required=True)] if number % 2 else []
    p = problem(SMALL, *rules)
    assert world_of(SMALL).exhaustive
    timetable, outcome = solve(p, time_limit=20)
    expected = best(p)
    if expected is None:
        assert timetable is None
        assert outcome.status is Status.INFEASIBLE
    else:
        assert (outcome.status, outcome.cost, outcome.bound) == (Status.OPTIMAL, expected, expected)


def test_random_schools_are_possible_and_impossible() -> None:
    found = [
        best(problem(SMALL, Anything(number=2 * n + 1, required=True))) for n in range(1, 10, 2)
    ]
    assert None in found
    assert any(cost is not None for cost in found)


# ---- where lessons and duties get into each other's way ------------------------------------------

LUNCHES = school(
    course("1A PE", "pat", 2),
    classes="1A=amy",
    day="S1 S2 (S3) | S4 S5",  # lunch is from 12:00 to 12:30
    days="Mon Tue",
    duties=[
        duty("yard, Mon lunch 1", "Mon 12:00-12:15", "amy"),
        duty("yard, Tue lunch 2", "Tue 12:15-12:30", "amy"),
    ],
    away={"pat": "Mon S1, Mon S2"},
)
EARLY = "{kind: prefer_times, subjects: PE, times: [S1, S2], weight: 2}"
LAW = "{kind: lunch_break, teachers: [amy], times: '11:30-13:30', minutes: 30}"
"""Either half of lunch leaves Amy a quarter of an hour: only next to release is that enough."""


def test_duty_that_is_lawful_only_next_to_release() -> None:
    p = problem(LUNCHES, EARLY, LAW)
    alone, without = solve(p.lessons_alone, time_limit=20)
    assert alone is not None
    assert without.cost == 0
    timetable, outcome = solve(p, time_limit=20)
    assert timetable is not None
    assert (outcome.status, outcome.cost, outcome.bound) == (Status.OPTIMAL, best(p), 4)


def test_lessons_that_leave_no_lawful_duty_can_be_kept_only_with_a_reason() -> None:
    p = problem(LUNCHES, EARLY, LAW)
    kept = placed(LUNCHES, "1A PE: Mon S5", "1A PE: Tue S1")
    timetable, outcome = solve(p, time_limit=20, kept=kept)
    assert timetable is None
    assert outcome.status is Status.INFEASIBLE
    assert outcome.kept
    (reason,) = outcome.reasons
    assert reason.sources == (Source("school.yaml", 2, 1),)
    assert "Amy" in reason.message
    assert "with these lessons" in outcome.verdict


# ---- lessons as they are -------------------------------------------------------------------------


def test_kept_lessons_stay_and_their_best_roster_is_found_and_proved() -> None:
    p = problem(SMALL, LATE, Spread(weight=3))
    kept = placed(SMALL, "1A PE: Mon S1 sue", "1B PE: Tue S2 pat")
    timetable, outcome = solve(p, time_limit=20, kept=kept)
    assert timetable is not None
    assert timetable.placements == kept.placements
    assert len(timetable.duties) == 2
    assert verify(p, timetable).valid
    assert (outcome.status, outcome.cost, outcome.kept) == (Status.OPTIMAL, 2, True)


# ---- duties alone --------------------------------------------------------------------------------

ONE = school(
    course("1A PE", "pat"),
    duties=[
        duty(f"{a}, Mon recess", "Mon 10:00-10:15", "pat|amy") for a in ("yard", "oval", "gate")
    ],
    day="S1 | S2",
)


def test_duties_that_nobody_can_do_are_proved_impossible() -> None:
    timetable, outcome = solve(problem(ONE, LATE), time_limit=20)
    assert timetable is None
    assert outcome.status is Status.INFEASIBLE
    assert len(outcome.reasons) == 1


THREE = school(
    course("1A PE", "pat", 2),
    duties=[
        duty(f"yard, {d} {t}", f"{d} 10:{m}", "pat|amy")
        for d in ("Mon", "Tue")
        for t, m in (("recess 1", "00-10:15"), ("recess 2", "15-10:30"))
    ],
    day="S1 | S2",
)


def test_what_duties_cost_in_any_case_is_proved_without_lessons() -> None:
    p = problem(THREE, LATE, Spread(weight=3))
    search = Search(p, 20, 1, 0, repeatable=True, on_progress=None, should_stop=None)
    duties = Duties(p)
    assert duties.least == 0
    duties.prove(search)
    assert duties.least == 3  # four duties for two people: one too many for somebody
    assert not duties.refuted(search)
    assert Duties(problem(ONE)).refuted(search)


@pytest.mark.parametrize("counted", [0, 1])
def test_what_is_counted_is_known_to_every_model(counted: int) -> None:
    p = problem(THREE, LATE, Spread(weight=3, counted=counted))
    assert Duties(p).least == 3 * counted
    model = compile_problem(p).model
    (row,) = [r for r in model.soft if len(r.terms) == 1] or [None]
    assert (row is not None) is bool(counted)
    assert row is None or row.low == 1
    timetable, outcome = solve(p, time_limit=20)
    assert timetable is not None
    assert (outcome.status, outcome.cost, outcome.bound) == (Status.OPTIMAL, best(p), 3)


# ---- stages --------------------------------------------------------------------------------------

FORTNIGHT = school(
    course("1A PE", "pat|sue"),
    course("1A Art", "mia", weeks=(1,)),
    classes="1A=amy@R1",
    day="S1 | S2",
    days="Mon",
    weeks="A B",
    duties=[
        duty("yard, Mon A recess", "Mon A 10:00-10:15", "amy|pat|sue"),
        duty("yard, Mon B recess", "Mon B 10:00-10:15", "amy|pat|mia"),
    ],
)


@pytest.mark.parametrize("number", range(6))
def test_a_fortnight_with_duties(number: int) -> None:
    p = problem(FORTNIGHT, LATE, Spread(weight=1), Anything(number=number, weight=2))
    timetable, outcome = solve(p, time_limit=20)
    assert timetable is not None
    assert (outcome.status, outcome.cost, outcome.bound) == (Status.OPTIMAL, best(p), outcome.cost)


def test_progress_with_duties_never_gets_worse() -> None:
    steps: list[Progress] = []
    p = problem(SMALL, LATE, Spread(weight=3), Anything(number=3, weight=1))
    solve(p, time_limit=20, on_progress=steps.append)
    costs = [s.cost for s in steps if s.cost is not None]
    bounds = [s.bound for s in steps if s.bound is not None]
    assert costs == sorted(costs, reverse=True)
    assert bounds == sorted(bounds)


def test_repeatable_runs_give_the_same_roster() -> None:
    p = problem(SMALL, LATE, Spread(weight=3), Anything(number=5, weight=1))
    answers = [solve(p, time_limit=20, seed=5, repeatable=True) for _ in range(2)]
    assert answers[0][0] is not None
    assert answers[0][0] == answers[1][0]


def test_a_roster_is_carried_over_to_better_lessons() -> None:
    p = problem(SMALL, LATE)
    search = Search(p, 20, 1, 0, repeatable=True, on_progress=None, should_stop=None)
    recess = ("yard, Mon recess: amy", "oval, Mon recess: bob")
    search.accept(placed(SMALL, "1A PE: Mon S1 pat", "1B PE: Tue S1 pat", *recess))
    assert search.cost == 4
    better = placed(SMALL, "1A PE: Mon S2 pat", "1B PE: Tue S2 pat")
    Apart(search, None)._found(Progress("first", 0, 0, 0.0, better))
    assert search.cost == 0
    assert search.best is not None
    assert search.best.duties == placed(SMALL, *recess).duties


def test_stopped_in_the_middle_it_keeps_the_roster_found() -> None:
    p = problem(SMALL, LATE, Spread(weight=3))
    found: list[Timetable] = []

    def see(step: Progress) -> None:
        if step.timetable is not None:
            found.append(step.timetable)

    timetable, outcome = solve(p, time_limit=600, on_progress=see, should_stop=lambda: bool(found))
    assert timetable == found[-1]
    assert outcome.status in (Status.FEASIBLE, Status.OPTIMAL)
