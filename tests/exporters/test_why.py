"""Why here: what ties each lesson and duty to its place is what a full verification says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from planted import Planted, a_few, planted
from timetabler.explain.ties import Sort, Ties
from timetabler.models.findings import Report
from timetabler.models.resources import Source
from timetabler.models.timetable import Placement, Timetable, Witness
from timetabler.spec.problem import Problem
from timetabler.verify import verify
from timetabler.views import Book, Why

from .factory import book, dutiful, fortnight, hostile, varied, whole

SCHOOL = """\
school: Tied
week:
  days: [Mon, Tue]
  timeslots:
    - {id: S1, time: "09:00-10:00"}
    - {id: S2, time: "10:00-11:00"}
teachers:
  - {id: ana, name: Ana Rossi}
  - {id: pat, name: Pat Lee, fte: 0.5, days: [Tue]}
  - {id: mia, name: Mia Fox}
  - {id: sol, name: Sol Adler}
rooms: [{id: hall, name: Hall}, {id: lab, name: Lab}]
classes: [{id: 1A, year: 1, teacher: ana, room: R1}]
courses:
  - {subject: PE, classes: all, teacher: pat, rooms: [hall, lab]}
  - {subject: Art, classes: all, teacher: mia, at: [Mon S2]}
  - {subject: STEM, classes: all, teacher: sol, room: lab}
constraints:
  - {kind: release_time, minutes: 180, asked_by: Staff, note: As last year}
  - {kind: prefer_times, subjects: [PE, STEM], times: [S1], weight: 2}
  - {kind: prefer_times, subjects: PE, times: [Tue], weight: 3, asked_by: Pat}
  - {kind: limit_lessons_per_day, classes: all, subjects: specialist, at_most: 2}
"""


@pytest.fixture(scope="module")
def tied() -> dict[str, Why]:
    return book(
        SCHOOL,
        ("1A PE", "Tue S2", "hall", ("pat",)),
        ("1A Art", "Mon S2", "R1", ("mia",)),
        ("1A STEM", "Tue S1", "lab", ("sol",)),
    ).why


def line(school: str, text: str) -> int:
    return 1 + next(i for i, found in enumerate(school.splitlines()) if text in found)


def test_what_is_not_met_comes_first_then_what_needs_it_what_keeps_it_and_facts(tied):
    release = (
        "Needed so that: Ana Rossi has at least 180 minutes of release a week "
        f"(rule 1, line {line(SCHOOL, 'release_time')}, asked by Staff, As last year)"
    )
    assert tied["1A PE #1"].lines() == (
        f"Costs 2: 1A PE: lessons keep to S1 (rule 2, line {line(SCHOOL, 'subjects: [PE, STEM]')})",
        release,
        "Not elsewhere: The PE lessons keep to Tue "
        f"(rule 3, line {line(SCHOOL, 'asked_by: Pat')}, asked by Pat)",
        f"Given: Pat Lee is on site only on Tue (line {line(SCHOOL, 'id: pat')})",
        "Rules that look at it too: 4",
    )
    assert tied["1A Art #1"].lines() == (
        release,
        f"Given: A lesson of 1A Art is on Mon S2 (line {line(SCHOOL, 'subject: Art')})",
        "Rules that look at it too: 4",
    )
    assert tied["1A STEM #1"].lines() == (
        release,
        "Not elsewhere: The PE and STEM lessons keep to S1 "
        f"(rule 2, line {line(SCHOOL, 'subjects: [PE, STEM]')})",
        f"Given: Lab is the only room for it (line {line(SCHOOL, 'subject: STEM')})",
        "Rules that look at it too: 4",
    )


def test_it_says_what_when_who_and_where(tied):
    assert tied["1A PE #1"][:6] == (3, "1A", "1A PE", "Tue S2", "Pat Lee", "Hall")
    by_time = {"1A Art #1": 1, "1A STEM #1": 2, "1A PE #1": 3}
    assert {key: why.number for key, why in tied.items()} == by_time


def test_a_lesson_that_nothing_ties_says_so():
    found = varied().why
    assert found["6C Music #1"].lines() == ("No rule of the school is about it",)
    assert {why.group for why in found.values()} == {"1A", "1B", "6C", "Several classes"}


def test_what_no_rule_asks_for_is_one_way_to_keep_the_rules_that_look_at_it():
    assert whole().why["gate, Mon before, pat"].lines() == (
        "One way to keep: Duty is shared in proportion to FTE, within 20 minutes "
        "(rule 3, line 44, asked by Union)",
    )


def test_what_helps_a_rule_that_is_not_met_is_no_fault():
    """Ana has release in this lesson alone, and is due more."""
    assert whole().why["1A PE #1"].lines()[0] == (
        "Costs 30, and more without: Ana Rossi has at least 90 minutes of release a week "
        "(rule 1, line 42, asked by Staff, As last year)"
    )


def test_every_lesson_and_duty_has_its_reasons_but_support_has_not():
    made = dutiful()
    yard = [d for d in made.timetable.duties if d.duty.sort == "duty"]
    assert len(yard) < len(made.timetable.duties)
    assert len(made.why) == len(made.timetable.placements) + len(yard)
    assert made.why["oval, Mon recess 1, ana"].when == "Mon recess 1"
    assert made.why["oval, Mon recess 1, ana"].who == "Ana Rossi"


def test_each_week_of_a_cycle_is_told_on_its_own():
    times = [why.when for why in fortnight().why.values() if why.what == "1A PE"]
    assert times == ["Mon A S1", "Mon B S1"]


def agrees(problem: Problem, timetable: Timetable, report: Report) -> int:
    """How many ties there are, each of which, and no other, a full verification says too."""
    ties = Ties(problem, timetable, report)
    before = by_point(report)
    number = 0
    for placed in (*timetable.placements, *timetable.duties):
        found = ties.of(placed)
        rules = {sort: {t.rule for t in found if t.sort is sort} for sort in Sort}
        shown = {
            (rule.index, point.key)
            for rule in problem.rules
            for point in rule.points
            if (rule.index, point.key) in before
            and placed in rule.constraint.witnesses(point, timetable)
        }
        without = by_point(verify(problem, less(timetable, placed)))
        written = {rule.index for rule in problem.rules if rule.source.line}
        worse = {at for at in without if at[0] in written and without[at] > before.get(at, 0)}
        unmet = {rule for rule, _ in shown - worse}
        assert rules[Sort.UNMET] == unmet
        needed = {rule for rule, _ in worse} - unmet
        assert rules[Sort.NEEDED] == needed
        assert rules[Sort.KEPT] == keeping(problem, placed) - unmet - needed
        assert len(found) == len({(t.rule, t.text) for t in found})
        number += len(found)
    return number


def by_point(report: Report) -> dict[tuple[int, str], int]:
    return {(r.rule, f.key): f.deviation for r in report.results for f in r.findings}


def less(timetable: Timetable, placed: Witness) -> Timetable:
    lessons = [p for p in timetable.placements if p != placed]
    return Timetable(timetable.school, lessons, [d for d in timetable.duties if d != placed])


def keeping(problem: Problem, placed: Witness) -> set[int]:
    """The written rules that forbid the lesson some time, but not this one."""
    found = set()
    for rule in problem.rules if isinstance(placed, Placement) else ():
        spans = {s for c, s in rule.constraint.forbidden(problem.school) if c is placed[0]}
        if rule.source.line and spans and placed[1] not in spans:
            found.add(rule.index)
    return found


@pytest.mark.parametrize("make", [varied, whole, dutiful, hostile])
def test_ties_are_what_a_full_verification_says(make):
    made: Book = make()
    assert agrees(made.problem, made.timetable, made.report) > 0


@a_few
@given(planted())
def test_ties_of_planted_schools_are_what_a_full_verification_says(one: Planted) -> None:
    drawn = one.problem
    rules = tuple(r if r.standing else replace(r, source=Source("s", 1, 1)) for r in drawn.rules)
    problem = replace(drawn, rules=rules)
    agrees(problem, one.timetable, verify(problem, one.timetable))
