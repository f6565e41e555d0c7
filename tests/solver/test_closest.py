"""The fewest changes among timetables that cost no more, against trying every timetable."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from constraints.world import World, course, duty, lawful, rule, school
from timetabler.models.carried import carried
from timetabler.models.resources import Source
from timetabler.models.timetable import Timetable
from timetabler.solver.closest import closest
from timetabler.solver.effort import Effort
from timetabler.spec.problem import build
from timetabler.verify import verify

SCHOOL = school(
    course("1A PE", "pat|sue", rooms="hall oval"),
    course("1B PE", "pat|sue", rooms="hall oval"),
    classes="1A=amy@R1 1B=bob@R2",
    day="S1 | S2",
    days="Mon",
    duties=[duty("yard, Mon recess", "Mon 10:00-10:15", "amy|pat|sue")],
)
RULES = (
    "{kind: prefer_times, subjects: PE, times: [S2], weight: 2}",
    "{kind: limit_duties, teachers: [amy], at_most: 0, weight: 1}",
    "{kind: prefer_rooms, subjects: PE, rooms: [oval], weight: 1}",
)
PROBLEM = build(SCHOOL, [(rule(r), Source("school.yaml", n, 1)) for n, r in enumerate(RULES, 1)])


@cache
def valid() -> list[tuple[Timetable, int]]:
    """Every valid timetable with its cost."""
    world = World(SCHOOL)
    assert world.exhaustive
    return [(t, verify(PROBLEM, t).cost) for t in lawful(world)]


def changes(like: Timetable, timetable: Timetable) -> tuple[int, int, int]:
    """How many times, rooms and teachers, and people on duty of the one the other does not have."""
    now = {(p.course.id, p.span): p for p in timetable.placements}
    kept = [(old, now.get((old.course.id, old.span))) for old in like.placements]
    times = sum(new is None for _, new in kept)
    rooms = sum(new is None or new.room != old.room for old, new in kept)
    teachers = sum(new is None or new.teachers != old.teachers for old, new in kept)
    return times, rooms + teachers, len({*like.duties} - {*timetable.duties})


@pytest.mark.parametrize("number", range(8))
def test_the_closest_of_all_timetables_is_found_and_proved(number: int) -> None:
    draw = Random(number)
    like, _ = draw.choice(valid())
    start, most = draw.choice([(t, cost) for t, cost in valid() if cost <= 4])
    found, proved = closest(PROBLEM, like, start, Effort(60, seed=number))
    report = verify(PROBLEM, found)
    assert report.valid
    assert report.cost <= most
    assert proved
    fewest = min(changes(like, t) for t, cost in valid() if cost <= most)
    assert changes(like, found) == fewest


def test_nothing_changes_if_nothing_has_to() -> None:
    like, _ = min(valid(), key=lambda pair: pair[1])
    start, _ = min(reversed(valid()), key=lambda pair: pair[1])
    assert like != start
    assert closest(PROBLEM, like, start, Effort(60)) == (like, True)


def test_without_time_it_is_the_timetable_that_is_there() -> None:
    (like, _), *_, (start, _) = valid()
    assert closest(PROBLEM, like, start, Effort(60, should_stop=lambda: True)) == (start, False)


def test_what_another_school_has_not_is_left_behind() -> None:
    here = school(
        course("1A PE", "pat", rooms="hall oval"),
        course("1A Art", "mia"),
        classes="1A=amy@R1",
        day="S1 |",
        days="Mon",
        duties=[duty("yard, Mon recess", "Mon 10:00-10:15", "amy|pat")],
    )
    for timetable, _ in valid()[:40]:
        result = carried(timetable, here)
        for placed in result.placements:
            assert placed.course is here.course["1A PE"]
            assert placed.span in here.spans(placed.course)
            assert placed.teachers == ("pat",)
        assert all(had.duty is here.duty[had.duty.id] for had in result.duties)
        spans = here.spans(here.course["1A PE"])
        kept = [p for p in timetable.of_course["1A PE"] if p.span in spans]
        assert len(result.placements) == len(kept)
        assert {d.person for d in result.duties} == {
            d.person for d in timetable.duties if d.person in ("amy", "pat")
        }
    assert any(carried(t, here).placements and carried(t, here).duties for t, _ in valid()[:40])


def test_a_timetable_of_the_same_school_is_carried_whole() -> None:
    for timetable, _ in valid()[:40]:
        assert carried(timetable, SCHOOL) == timetable
