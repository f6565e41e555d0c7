"""Conflicts of schools small enough to know them; see test_impossible.py for whole examples."""

from __future__ import annotations

import pytest

from constraints.world import course, rule, school
from timetabler.models.findings import Status
from timetabler.models.reasons import Conflict
from timetabler.models.resources import Source
from timetabler.models.school import School
from timetabler.solver import Progress, solve
from timetabler.solver.conflict import ConflictSearch
from timetabler.solver.encoder import NOTHING
from timetabler.solver.run import Settings
from timetabler.solver.stated import Stated
from timetabler.spec.problem import Problem, build

ONE_DAY = school(course("1A PE", "pat", 2), course("1A Art", "mia"), day="S1 S2 S3", days="Mon")
PE_EARLY = "{kind: prefer_times, subjects: PE, times: [S1, S2], required: true}"
ART_EARLY = "{kind: prefer_times, subjects: Art, times: [S1, S2], required: true}"
ART_FIRST = "{kind: order_lessons, first: Art, then: PE, within: week}"
LIMIT = "{kind: limit_lessons_per_day, classes: all, at_most: 3}"


def problem(of: School, *rules: str) -> Problem:
    return build(of, [(rule(text), Source("school.yaml", n, 5)) for n, text in enumerate(rules, 1)])


def search(
    p: Problem, *, by_capacity: bool = False, stopped: bool = False, tell: list[str] | None = None
) -> ConflictSearch:
    return ConflictSearch(
        p, by_capacity, NOTHING, 2, 0, lambda: stopped, ([] if tell is None else tell).append
    )


@pytest.mark.parametrize(
    ("rules", "named"),
    [
        ([LIMIT, PE_EARLY, ART_EARLY], {1, 2}),
        ([PE_EARLY, LIMIT, ART_FIRST], {0, 2}),
        ([PE_EARLY, ART_EARLY, ART_FIRST, LIMIT], None),
    ],
)
def test_without_any_clause_there_is_a_timetable(rules: list[str], named: set[int] | None) -> None:
    p = problem(ONE_DAY, *rules)
    found = search(p).find(20)
    assert found is not None
    assert found.minimal
    indexes = {clause.rule for clause in found.clauses}
    assert named is None or indexes == named
    assert (
        solve(problem(ONE_DAY, *_but(rules, set(range(len(rules))) - indexes)), time_limit=10)[
            1
        ].status
        is Status.INFEASIBLE
    )
    for index in indexes:
        rest = _but(rules, set(range(len(rules))) - indexes | {index})
        timetable, _ = solve(problem(ONE_DAY, *rest), time_limit=10)
        assert timetable is not None


def _but(rules: list[str], left_out: set[int | None] | set[int]) -> list[str]:
    return [text for n, text in enumerate(rules) if n not in left_out]


def test_where_no_rule_is_to_blame_the_lessons_are_named() -> None:
    of = school(
        course("1A PE", "pat", 2),
        course("1A Art", "mia", 2),
        course("1B Art", "sue"),
        classes="1A=amy 1B=bob",
        day="S1 S2 S3",
        days="Mon",
    )
    found = search(problem(of, LIMIT.replace("3", "9"))).find(20)
    assert found is not None
    assert found.minimal
    assert "1A PE" in found.message
    assert "1A Art" in found.message
    assert "1B" not in found.message


def test_what_one_of_a_pool_cannot_do_is_found_by_name_alone() -> None:
    of = school(
        course("1A PE", "pat"),
        course("1B PE", "pat|sue"),
        classes="1A=amy 1B=bob",
        days="Mon",
        away={"pat": "Mon"},
    )
    p = problem(of)
    by_name = search(p).find(20)
    assert by_name is not None
    assert "Pat" in by_name.message


def test_a_search_that_is_stopped_calls_nothing_impossible() -> None:
    p = problem(ONE_DAY, PE_EARLY, ART_EARLY)
    assert search(p, stopped=True).find(20) is None
    assert search(p).find(0) is None


def test_it_tells_how_many_rules_are_left() -> None:
    told: list[str] = []
    assert search(problem(ONE_DAY, LIMIT, PE_EARLY, ART_EARLY), tell=told).find(20) is not None
    assert told[0] == "explain"
    assert told[-1] == "explain: 2 rules"


def test_a_possible_school_has_no_conflict() -> None:
    assert search(problem(ONE_DAY, PE_EARLY)).find(20) is None


def test_an_attempt_says_what_is_refuted_or_what_a_timetable_breaks() -> None:
    stated = Stated(problem(ONE_DAY, PE_EARLY, ART_EARLY), by_capacity=False, given=NOTHING)
    of_rule = {
        index: frozenset(n for n, (r, _) in enumerate(stated.points) if r.index == index)
        for index in (0, 1)
    }
    settings = Settings(1, 0, 10, ("no_lp",))
    both = stated.attempt(stated.open, stated.granted, settings, lambda _values, _bound: False)
    assert both.refuted is not None
    assert both.refuted & of_rule[0]
    assert both.refuted & of_rule[1]
    one = stated.attempt(of_rule[0], stated.granted, settings, lambda _values, _bound: False)
    assert one.broken == of_rule[1]


def test_a_solve_says_when_only_the_second_proof_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Stated, "refuted", lambda *_: False)
    monkeypatch.setattr(Stated, "summed", lambda *_: None)
    monkeypatch.setattr("timetabler.solver.conflict.SECONDS", 2.0)
    stages: list[Progress] = []
    timetable, outcome = solve(
        problem(ONE_DAY, PE_EARLY, ART_EARLY), time_limit=2, on_progress=stages.append
    )
    assert timetable is None
    assert outcome.status is Status.UNDECIDED
    assert "a second proof did not end in time" in outcome.verdict
    assert not outcome.reasons


def test_a_conflict_that_may_not_be_minimal_says_so() -> None:
    found = search(problem(ONE_DAY, PE_EARLY, ART_EARLY)).find(20)
    assert found is not None
    assert "perhaps" not in found.message
    assert "perhaps" in Conflict(found.clauses, minimal=False).message
