"""Whole solves of schools small enough to know the answer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import pytest

from constraints.world import course, duty, placed, rule, school
from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder
from timetabler.models.findings import Status
from timetabler.models.reasons import Conflict
from timetabler.models.resources import Lock, Source
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.solver import EncodingError, Progress, solve
from timetabler.solver.bound import Bounding
from timetabler.solver.compile import compile_problem
from timetabler.solver.cpsat import emit
from timetabler.solver.engine import Engine
from timetabler.solver.patterns import Patterns
from timetabler.solver.run import Settings, run
from timetabler.solver.search import Search
from timetabler.spec.problem import Problem, build
from timetabler.verify import verify

FIRST_LINE = Source("school.yaml", 7, 5)


def problem(of: School, *rules: str) -> Problem:
    return build(of, [(rule(text), line(n)) for n, text in enumerate(rules)])


def line(number: int) -> Source:
    return FIRST_LINE._replace(line=FIRST_LINE.line + number)


SMALL = school(
    course("1A PE", "pat", 2, rooms="hall"),
    course("1B PE", "pat", 2, rooms="hall"),
    course("1A Art", "mia"),
    course("1B Art", "mia"),
    classes="1A=amy 1B=bob",
    day="S1 S2 S3",
    days="Mon Tue",
)
MORNINGS = "{kind: prefer_times, subjects: PE, times: [S1], weight: 2}"
APART = "{kind: spread_lessons, subjects: PE, required: true}"


def test_the_cost_is_what_wishes_cost_at_their_points() -> None:
    """Of all that is one wish in the file, a part may be free: so it is known of each point."""
    p = problem(SMALL, MORNINGS)
    compiled = compile_problem(p)
    late = ["1A PE: Mon S1", "1A PE: Mon S2", "1B PE: Tue S2", "1B PE: Tue S3"]
    timetable = placed(SMALL, *late)
    shares = compiled.shares(compiled.encoder.assignment(timetable))
    (wish,) = (r for r in p.rules if not r.required)
    paid = {wish.points[n].key: cost for (rule, n), cost in shares.items() if rule == wish.index}
    assert paid == {"1A PE": 2, "1B PE": 4}
    assert sum(shares.values()) == sum(paid.values())


def test_the_best_timetable_is_found_and_proved() -> None:
    # Four PE lessons, two first periods: two lessons are late.
    p = problem(SMALL, MORNINGS, APART)
    timetable, outcome = solve(p, time_limit=20)
    assert timetable is not None
    assert (outcome.status, outcome.cost, outcome.bound) == (Status.OPTIMAL, 4, 4)
    report = verify(p, timetable)
    assert report.valid
    assert report.cost == 4


def test_without_wishes_any_timetable_is_the_best() -> None:
    _, outcome = solve(problem(SMALL, APART), time_limit=20)
    assert (outcome.status, outcome.cost, outcome.bound) == (Status.OPTIMAL, 0, 0)


def test_progress_is_told_and_never_gets_worse() -> None:
    steps: list[Progress] = []
    p = problem(SMALL, MORNINGS, APART)
    solve(p, time_limit=20, on_progress=steps.append)
    costs = [s.cost for s in steps if s.cost is not None]
    bounds = [s.bound for s in steps if s.bound is not None]
    assert costs == sorted(costs, reverse=True)
    assert bounds == sorted(bounds)
    found = [(s.timetable, s.cost) for s in steps if s.timetable is not None]
    assert found
    assert all(verify(p, timetable).cost == cost for timetable, cost in found)


def test_impossible_by_counting_names_the_rule_and_its_line() -> None:
    # Four PE lessons with one teacher, who may give one a day.
    limit = "{kind: limit_lessons_per_day, teachers: [pat], at_most: 1}"
    timetable, outcome = solve(problem(SMALL, MORNINGS, limit), time_limit=20)
    assert timetable is None
    assert outcome.status is Status.INFEASIBLE
    (reason,) = outcome.reasons
    assert reason.sources == (line(1),)
    assert "Mon" in reason.message


def test_of_two_contradictions_one_is_told() -> None:
    one_day = [f"{{kind: limit_days, teachers: [{t}], at_most: 1}}" for t in ("pat", "mia")]
    of = school(
        *(course(f"{c} PE", "pat", 2) for c in ("1A", "1B")),
        *(course(f"{c} Art", "mia", 2) for c in ("1A", "1B")),
        classes="1A=amy 1B=bob",
        day="S1 S2 S3",
        days="Mon Tue",
    )  # four lessons of each, three on a day
    _, outcome = solve(problem(of, *one_day), time_limit=20)
    assert outcome.status is Status.INFEASIBLE
    (reason,) = outcome.reasons
    assert len(reason.sources) == 1


def test_impossible_without_counting_is_explained_too() -> None:
    # Three classes cannot be released together by two specialists.
    lessons = [
        course(f"{name} {subject}", by)
        for name in ("1A", "1B", "1C")
        for subject, by in (("PE", "pat"), ("Art", "mia"))
    ]
    of = school(
        *lessons,
        classes="1A=amy 1B=bob 1C=cal",
        day="S1 S2 S3",
        days="Mon Tue",
        teams={"Y1": "1A 1B 1C"},
    )
    release = "{kind: common_release, teams: [Y1], periods: 1}"
    p = problem(of, "{kind: prefer_times, times: [Mon], weight: 1}", release)
    timetable, outcome = solve(p, time_limit=20)
    assert timetable is None
    assert outcome.status is Status.INFEASIBLE
    (reason,) = outcome.reasons
    assert reason.sources == (line(1),)


def test_impossible_without_any_rule_of_the_school() -> None:
    of = school(course("1A PE", "pat", 3), days="Mon", day="S1 S2")
    timetable, outcome = solve(problem(of), time_limit=20)
    assert timetable is None
    assert outcome.status is Status.INFEASIBLE
    assert len(outcome.reasons) == 1


def test_where_no_rule_is_needed_for_a_conflict_the_lessons_are_told() -> None:
    """Four lessons for three sessions; a proof may name the limit, too."""
    subjects = course("1A Art", "mia", 2), course("1A Music", "sol"), course("1A STEM", "gia")
    yard = duty("yard, Mon R", "Mon S3", "amy|mia|sol|gia")
    full = school(*subjects, day="S1 S2 S3", days="Mon", away={"sol": "Mon S3"}, duties=[yard])
    limit = "{kind: limit_busy_times, teachers: [mia], at_most: 60, per: week}"
    _, outcome = solve(problem(full, limit), time_limit=10)
    (reason,) = outcome.reasons
    assert isinstance(reason, Conflict)
    assert reason.clauses


def test_nobody_gives_a_lesson_while_off_site_though_who_gives_it_has_a_weight() -> None:
    away = school(course("1A PE", "pat|sue", 2), away={"pat": "Tue", "sue": "Tue"})
    rules = "{kind: assign_teachers, weight: 5}", "{kind: prefer_times, times: [Tue], weight: 90}"
    timetable, outcome = solve(problem(away, *rules), time_limit=10)
    assert outcome.status is Status.OPTIMAL
    assert timetable is not None
    assert {p.span.day for p in timetable.placements} == {0}


def test_impossible_since_one_of_a_pool_has_something_to_give_alone() -> None:
    # By capacity Pat might leave PE of 1B to Sue; that Pat is never there only names can say.
    of = school(
        course("1A PE", "pat"),
        course("1B PE", "pat|sue"),
        classes="1A=amy 1B=bob",
        days="Mon",
        away={"pat": "Mon"},
    )
    timetable, outcome = solve(problem(of), time_limit=20)
    assert timetable is None
    assert outcome.status is Status.INFEASIBLE
    (reason,) = outcome.reasons
    assert "Pat" in reason.message


def test_no_time_left_for_a_run_is_a_run_without_result() -> None:
    cp = emit(compile_problem(problem(SMALL)).model, cost=False)
    result = run(cp, Settings(workers=1, seed=0, seconds=-1), lambda _values, _bound: False)
    assert not result.feasible
    assert not result.infeasible


def test_no_time_is_undecided_not_impossible() -> None:
    timetable, outcome = solve(problem(SMALL, MORNINGS), time_limit=0)
    assert timetable is None
    assert outcome.status is Status.UNDECIDED
    assert outcome.bound is None


def test_told_to_stop_it_returns_soon_with_the_best_so_far() -> None:
    p = problem(SMALL, MORNINGS, APART)
    found: list[Timetable] = []

    def see(step: Progress) -> None:
        if step.timetable is not None:
            found.append(step.timetable)

    begun = time.monotonic()
    timetable, outcome = solve(p, time_limit=600, on_progress=see, should_stop=lambda: bool(found))
    assert time.monotonic() - begun < 20
    assert timetable == found[-1]
    assert outcome.status in (Status.FEASIBLE, Status.OPTIMAL)


def test_a_valid_hint_is_kept_until_something_is_better() -> None:
    p = problem(SMALL, MORNINGS)
    hint, _ = solve(p, time_limit=20)
    timetable, outcome = solve(p, time_limit=0, hint=hint)
    assert timetable == hint
    assert outcome.cost == 4


def test_an_invalid_hint_is_only_a_hint() -> None:
    clash = placed(SMALL, "1A PE: Mon S1", "1B PE: Mon S1")
    timetable, outcome = solve(problem(SMALL, MORNINGS), time_limit=20, hint=clash)
    assert timetable is not None
    assert (outcome.status, outcome.cost) == (Status.OPTIMAL, 4)


def test_repeatable_runs_give_the_same_timetable() -> None:
    p = problem(SMALL, MORNINGS, APART)
    answers = [solve(p, time_limit=20, seed=5, repeatable=True) for _ in range(2)]
    assert answers[0][0] == answers[1][0]
    assert answers[0][1].cost == answers[1][1].cost == 4


# ---- pools ---------------------------------------------------------------------------------------

POOLED = school(
    course("1A PE", "pat|sue", 2),
    course("1B PE", "pat|sue", 2),
    course("1C PE", "pat|sue"),
    classes="1A=amy 1B=bob 1C=cal",
    days="Mon Tue Wed",
)


def test_people_of_a_pool_are_named() -> None:
    p = problem(POOLED, "{kind: limit_lessons_per_day, teachers: [pat, sue], at_most: 1}")
    assert compile_problem(p, by_capacity=True).postponed
    timetable, outcome = solve(p, time_limit=20)
    assert timetable is not None
    assert outcome.status is Status.OPTIMAL
    assert verify(p, timetable).valid
    assert {p.teachers for p in timetable.placements} == {("pat",), ("sue",)}


def test_wishes_about_people_of_a_pool_need_names_from_the_start() -> None:
    p = problem(POOLED, "{kind: limit_days, teachers: [sue], at_most: 1, weight: 4}")
    assert not compile_problem(p, by_capacity=True).exact
    timetable, outcome = solve(p, time_limit=20)
    assert timetable is not None
    assert outcome.cost == outcome.bound == verify(p, timetable).cost


def test_where_people_cannot_be_named_the_model_with_names_decides() -> None:
    # By capacity one of the two is free at any time; but each may come on one day only, and the
    # lessons are locked on three.
    locks = [Lock(f"{c} PE", Span(d, 540, 600)) for c, d in (("1A", 0), ("1B", 1), ("1C", 2))]
    of = replace(POOLED, locks=tuple(locks))
    one_day = "{kind: limit_days, teachers: [pat, sue], at_most: 1}"
    timetable, outcome = solve(problem(of, one_day), time_limit=20)
    assert timetable is None
    assert outcome.status is Status.INFEASIBLE


# ---- alike classes -------------------------------------------------------------------------------

ALIKE = school(
    *(course(f"1{c} {s}", by) for c in "ABCD" for s, by in (("PE", "pat"), ("Art", "mia"))),
    classes="1A=amy 1B=bob 1C=cal 1D=dee",
    day="S1 S2 S3",
    days="Mon Tue",
    teams={"Y1": "1A 1B 1C 1D"},
)
EARLY = "{kind: prefer_times, times: [S1], weight: 1}"


def test_patterns_of_alike_classes_lead_to_the_optimum() -> None:
    p = problem(ALIKE, EARLY)
    search = Search(p, 30, 1, 0, repeatable=True, on_progress=None, should_stop=None)
    compiled = compile_problem(p)
    quotient = compiled.added_up()
    assert quotient.smaller
    bounding = Bounding(compiled, 30)
    bounding.wait()
    try:
        engine = Engine(search, compiled, bounding)
        late = [f"1{c} PE: {at}" for c, at in zip("ABCD", LATE, strict=True)]
        late += [f"1{c} Art: {at}" for c, at in zip("DCBA", LATE, strict=True)]
        search.accept(placed(ALIKE, *late))
        assert search.cost == 8
        Patterns(engine, quotient).improve()
    finally:
        bounding.stop()
    assert search.cost == search.bound == 4  # each of two people has two first periods
    assert search.best is not None
    assert verify(p, search.best).cost == 4


LATE = ("Mon S2", "Mon S3", "Tue S2", "Tue S3")


# ---- trust ---------------------------------------------------------------------------------------


class Lie(Constraint):
    """Says nothing to the solver, and is broken by every timetable."""

    kind: Literal["lie"] = "lie"

    def points(self, school: School) -> Iterator[Point]:
        yield Point("lie", (school,))

    def encode(self, point: Point, enc: Encoder) -> None:
        pass

    def deviation(self, point: Point, timetable: Timetable) -> int:  # noqa: ARG002
        return 1

    def witnesses(self, point: Point, timetable: Timetable) -> Iterator[Placement]:  # noqa: ARG002
        yield from timetable.placements

    def sentence(self, point: Point) -> str:  # noqa: ARG002
        return self.title()

    def title(self) -> str:
        return "A lie"


def test_a_timetable_that_breaks_a_rule_is_never_returned() -> None:
    with pytest.raises(EncodingError):
        solve(build(SMALL, [(Lie(required=True), FIRST_LINE)]), time_limit=20)
