"""The door of the solver: which way a school is solved, and what is said in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from timetabler.models.findings import Outcome, Status
from timetabler.models.timetable import Timetable
from timetabler.solver.apart import Apart
from timetabler.solver.conflict import explained
from timetabler.solver.encoder import Given
from timetabler.solver.recipe import Recipe
from timetabler.solver.search import Progress, Search
from timetabler.spec.problem import Problem

REASONS_SHARE = 0.5
"""Of the time that is left, to find few rules that clash; the rest is for what to give up."""


def solve(
    problem: Problem,
    *,
    time_limit: float = 60,
    workers: int = 2,
    seed: int = 0,
    repeatable: bool = False,
    hint: Timetable | None = None,
    kept: Timetable | None = None,
    why: bool = True,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[Timetable | None, Outcome]:
    """The best timetable found in the time, and what is proven about it.

    ``workers`` is the number of cores to use. ``repeatable``: one worker and deterministic time, so
    that two runs give the same timetable, but each may take longer or shorter than the limit says.
    ``should_stop`` is asked many times a second; the best so far is returned soon after it agrees.

    ``kept``: its lessons stay as they are, and only duties are decided; whatever is proven then is
    so of timetables with these lessons (``Outcome.kept``).

    ``why``: looks for the reasons of what is impossible. Without a reason nothing is called so.
    """
    search = Search(
        problem=problem,
        time_limit=time_limit,
        workers=1 if repeatable else workers,
        seed=seed,
        repeatable=repeatable,
        on_progress=on_progress,
        should_stop=should_stop,
        kept=kept is not None,
    )
    search.report()
    way: Recipe | Apart
    if kept is not None:
        way = Recipe(search, hint, given=Given(lessons=kept, names=True))
    elif problem.school.duties and any(rule.concerns != "lessons" for rule in problem.rules):
        way = Apart(search, hint)
    else:
        way = Recipe(search, hint)
    way.go()
    if search.impossible:
        search.time_limit -= (1 - REASONS_SHARE) * max(0.0, search.left)
        reasons = explained(search, way.refuted) if why and way.refuted is not None else ()
        if reasons:
            return None, search.outcome(Status.INFEASIBLE, reasons)
        return None, replace(search.outcome(Status.UNDECIDED), refuted_once=why)
    if search.best is None:
        return None, search.outcome(Status.UNDECIDED)
    return search.best, search.outcome(Status.OPTIMAL if search.proved else Status.FEASIBLE)
