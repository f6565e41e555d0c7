"""What is kept of how a search went."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from timetabler.models.placements import Placement
from timetabler.models.timetable import Timetable
from timetabler.solver.search import POINTS, Point, Search, thinned
from timetabler.spec.load import load_text

STEPS = st.lists(st.tuples(st.booleans(), st.integers(1, 9)), max_size=700)


def history(steps: list[tuple[bool, int]]) -> list[Point]:
    """A search in which, step by step, the cost falls or the bound rises."""
    cost, bound = 10_000, 0
    found = []
    for seconds, (better, by) in enumerate(steps):
        cost, bound = (cost - by, bound) if better else (cost, bound + by)
        found.append((float(seconds), cost, bound))
    return found


@given(STEPS)
def test_a_long_history_keeps_its_ends_and_every_better_cost(steps):
    whole = history(steps)
    kept = thinned(whole)
    assert list(kept) == [point for point in whole if point in set(kept)]
    better = {other for one, other in pairwise(whole) if other[1] < one[1]}
    assert {*whole[:1], *whole[-1:], *better} <= set(kept)
    assert len(kept) <= POINTS + len(better) + 2
    assert len(whole) > POINTS or list(kept) == whole


def test_a_bound_that_rises_is_a_point_as_soon_as_there_is_a_timetable():
    problem = load_text(
        "school: One\nid: one\nweek:\n  days: [Mon, Tue]\n"
        '  timeslots: [{id: S1, time: "09:00-10:00"}]\n'
        "teachers: [ana, pat]\nclasses: [{id: 1A, year: 1, teacher: ana}]\n"
        "courses: [{subject: PE, classes: all, teacher: pat}]\n"
        "constraints: [{kind: prefer_times, subjects: PE, times: [Mon], weight: 3}]\n"
    )
    (course,) = problem.school.courses
    search = Search(problem, 5, 1, 0, repeatable=True, on_progress=None, should_stop=None)
    search.raise_bound(1)
    assert search.history == []
    (span,) = problem.school.week.spans(["Tue S1"], "1A")
    search.accept(Timetable(problem.school, [Placement(course, span, None, ("pat",))]))
    search.raise_bound(2)
    search.raise_bound(2)
    cost = search.cost
    assert [point[1:] for point in search.history] == [(cost, 1), (cost, 2)]
