"""What an exchange does to the rules of real schools: as if everything were verified again."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from random import Random

import pytest

from timetabler.explain.threads import Threads, Trials
from timetabler.models.duties import Duty
from timetabler.models.resources import Course
from timetabler.models.school import School, Who
from timetabler.models.timetable import DutyPlacement, Placement, Timetable, Witness
from timetabler.spec.load import load
from timetabler.spec.problem import Problem
from timetabler.verify import verify

EXAMPLES = Path(__file__).parents[2] / "examples"
SCHOOLS = ("tiny/school", "rural/school", "wattle-creek/school", "riverbend/fortnight")

EXCHANGES = 6
"""In each school: verifying all of a large one takes 0.1 s."""


def somewhere(course: Course, school: School, draw: Random) -> Placement | None:
    """A lesson at any place that it may have; None if there is none."""
    spans = list(school.spans(course))
    if not spans:
        return None
    rooms = school.rooms_for(course) or (None,)
    staff = tuple(draw.choice(pool) for pool in course.staff)
    return Placement(course, draw.choice(spans), draw.choice(rooms), staff)


def drawn(school: School, draw: Random) -> Timetable:
    """Lessons and duties anywhere."""
    lessons = (somewhere(c, school, draw) for c in school.courses for _ in school.lessons(c))
    roster = (
        DutyPlacement(duty, person)
        for duty in school.duties
        for person in draw.sample(duty.people, min(draw.randint(0, duty.most), len(duty.people)))
    )
    return Timetable(school, (p for p in lessons if p is not None), roster)


def exchange(timetable: Timetable, draw: Random) -> tuple[list[Witness], list[Witness]]:
    """Up to three lessons and duties of a timetable that go, and what may come instead."""
    gone: list[Witness] = []
    come: list[Witness] = []
    there: list[Witness] = [*timetable.placements, *timetable.duties]
    for placed in draw.sample(there, draw.randint(1, 3)):
        gone.append(placed)
        if isinstance(placed, DutyPlacement):
            taken = {*timetable.of_duty[placed.duty.id]}
            if others := [p for p in placed.duty.people if p not in taken]:
                come.append(DutyPlacement(placed.duty, draw.choice(others)))
        elif other := somewhere(placed.course, timetable.school, draw):
            come.append(other)
    return gone, come


def rebuilt(timetable: Timetable, gone: list[Witness], come: list[Witness]) -> Timetable:
    lessons, duties = list(timetable.placements), list(timetable.duties)
    for placed in gone:
        if isinstance(placed, Placement):
            lessons.remove(placed)
        else:
            duties.remove(placed)
    lessons += [p for p in come if isinstance(p, Placement)]
    duties += [d for d in come if isinstance(d, DutyPlacement)]
    return Timetable(timetable.school, lessons, duties)


def deviations(problem: Problem, timetable: Timetable) -> dict[tuple[int, str], int]:
    found = verify(problem, timetable).results
    return {(r.rule, f.key): f.deviation for r in found for f in r.findings}


@pytest.mark.parametrize("name", SCHOOLS)
def test_changes_are_those_of_verifying_everything(name: str) -> None:
    problem = load(EXAMPLES / f"{name}.yaml")
    draw = Random(name)
    timetable = drawn(problem.school, draw)
    before = deviations(problem, timetable)
    trials = Trials(Threads(problem), timetable)
    told = 0
    for _ in range(EXCHANGES):
        gone, come = exchange(timetable, draw)
        after = deviations(problem, rebuilt(timetable, gone, come))
        different = {
            key: (before.get(key, 0), after.get(key, 0))
            for key in before.keys() | after.keys()
            if before.get(key, 0) != after.get(key, 0)
        }
        changes = list(trials.changes(gone, come))
        assert {(c.rule.index, c.point.key): (c.before, c.after) for c in changes} == different
        told += len(changes)
    assert told


@pytest.mark.parametrize("name", SCHOOLS)
def test_an_exchanged_timetable_is_as_if_built_anew(name: str) -> None:
    school = load(EXAMPLES / f"{name}.yaml").school
    draw = Random(name)
    timetable = drawn(school, draw)
    for _ in range(EXCHANGES):
        gone, come = exchange(timetable, draw)
        anew = rebuilt(timetable, gone, come)
        timetable = timetable.exchanged(gone, come)  # one exchange upon another
        assert timetable.placements == anew.placements
        assert timetable.duties == anew.duties
        assert timetable.of_course == anew.of_course
        assert timetable.of_duty == anew.of_duty
        assert timetable.duties_of == anew.duties_of
        everybody: list[Who] = [*school.teachers, *school.classes, *school.groups, *school.rooms]
        for who, moment in product(everybody, school.moments):
            assert timetable.at(who, moment) == anew.at(who, moment)
            assert timetable.load(who, moment) == anew.load(who, moment)


def test_what_is_not_there_cannot_go() -> None:
    school = load(EXAMPLES / "tiny/school.yaml").school
    draw = Random(1)
    timetable = drawn(school, draw)
    gone = timetable.placements[0]
    with pytest.raises(ValueError, match="not in list"):
        timetable.exchanged((gone, gone), ())


def test_rules_touch_what_they_look_at() -> None:
    problem = load(EXAMPLES / "tiny/school.yaml")
    course = problem.school.course["F/1 PE"]
    span = problem.school.week.spans(["Tue S5"])[0]
    found = Threads(problem).touching(Placement(course, span, "oval", ("pat",)))
    told = {(rule.kind, point.key) for rule, point in found}
    assert {("prefer_times", "F/1 PE"), ("limit_lessons_per_day", "F/1|Tue")} <= told
    assert ("avoid_clashes", "teacher|pat") in told
    assert not any(key.endswith(("|Mon", "mia")) for _, key in told)


def test_of_a_lesson_outside_the_bells_nothing_is_left_out() -> None:
    """A file edited by hand may have it anywhere: then every point may look at it."""
    problem = load(EXAMPLES / "tiny/school.yaml")
    timetable = drawn(problem.school, Random(2))
    gone = timetable.placements[0]
    assert isinstance(gone, Placement)
    come = gone._replace(span=gone.span._replace(start=gone.span.start + 5))
    before, after = (
        deviations(problem, t) for t in (timetable, rebuilt(timetable, [gone], [come]))
    )
    changes = {
        (c.rule.index, c.point.key)
        for c in Trials(Threads(problem), timetable).changes((gone,), (come,))
    }
    assert changes == {k for k in before.keys() | after.keys() if before.get(k) != after.get(k)}
    assert ("assign_times", gone.course.id) in {
        (problem.rules[index].kind, key) for index, key in changes
    }


def test_duty_is_read_by_rules_about_duties() -> None:
    problem = load(EXAMPLES / "wattle-creek/school.yaml")
    duty: Duty = problem.school.duty["oval, Mon recess 1"]
    told = {rule.kind for rule, _ in Threads(problem).touching(DutyPlacement(duty, "pat"))}
    assert {"share_duties", "limit_duties", "staff_duties", "avoid_clashes"} <= told


@pytest.mark.parametrize("name", ["tiny/school", "rural/school"])
def test_following_many_at_once_finds_what_following_each_finds(name):
    problem = load(EXAMPLES / f"{name}.yaml")
    timetable = drawn(problem.school, Random(name))
    placed = (*timetable.placements, *timetable.duties)
    one_by_one, at_once = Threads(problem), Threads(problem)
    at_once.follow(placed)
    assert [at_once.touching(p) for p in placed] == [one_by_one.touching(p) for p in placed]
    assert any(at_once.touching(p) for p in placed)
