"""What every constraint promises to the Tracer: what a point does not read does not matter."""

from __future__ import annotations

from random import Random

from timetabler.explain.threads import Threads, Trials
from timetabler.models.duties import Duty
from timetabler.models.resources import Course
from timetabler.models.timetable import DutyPlacement, Placement, Timetable, Witness
from timetabler.spec.problem import Problem, Rule

from .test_contract import every_kind, worlds
from .world import World

PAIRS = 40
"""Pairs of timetables of a world, which differ in one course or duty."""


@every_kind
def test_what_a_point_does_not_read_does_not_matter(kind: str) -> None:
    changed = 0
    for world in worlds(kind):
        problem = _problem(world)
        draw = Random(kind)
        timetables = list(world.timetables())
        threads = Threads(problem)
        for _ in range(PAIRS):
            old, other = draw.choice(timetables), draw.choice(timetables)
            gone, come = _difference(old, other, draw)
            new = _recast(old, gone, come)
            found = {
                (change.rule.index, change.point.key): (change.before, change.after)
                for change in Trials(threads, old).changes(gone, come)
            }
            assert found == _recounted(problem, old, new)
            changed += bool(found)
    assert changed, "no change of a timetable has changed anything"


def _problem(world: World) -> Problem:
    rules = (
        Rule(index, rule, rule, tuple(rule.points(world.school)))
        for index, rule in enumerate(world.rules)
    )
    return Problem(world.school, tuple(rules))


def _difference(
    old: Timetable, other: Timetable, draw: Random
) -> tuple[list[Witness], list[Witness]]:
    """One course or duty of a timetable, and the same of another."""
    things: list[Course | Duty] = [*old.school.courses, *old.school.duties]
    one = draw.choice(things)
    return _of(old, one), _of(other, one)


def _of(timetable: Timetable, one: Course | Duty) -> list[Witness]:
    lessons = [p for p in timetable.placements if p.course is one]
    return [*lessons, *(d for d in timetable.duties if d.duty is one)]


def _recast(old: Timetable, gone: list[Witness], come: list[Witness]) -> Timetable:
    """The timetable with other placements, made anew; nothing is taken over from the old one."""
    lessons = [p for p in old.placements if p not in gone]
    duties = [d for d in old.duties if d not in gone]
    lessons += [p for p in come if isinstance(p, Placement)]
    duties += [d for d in come if isinstance(d, DutyPlacement)]
    return Timetable(old.school, lessons, duties)


def _recounted(
    problem: Problem, old: Timetable, new: Timetable
) -> dict[tuple[int, str], tuple[int, int]]:
    """All that is different, by counting everything again."""
    amounts = {
        (rule.index, point.key): (
            rule.constraint.deviation(point, old),
            rule.constraint.deviation(point, new),
        )
        for rule in problem.rules
        for point in rule.points
        if not point.shadow
    }
    return {key: pair for key, pair in amounts.items() if pair[0] != pair[1]}
