"""The recipe: first timetable without the cost, a short exact try, then improvement.

Measured on primary schools with two cores: a first timetable comes fastest when the cost is left
out; small schools are proved by a mixed portfolio; large ones improve by CP-SAT's large
neighbourhood search alone, with a slice of the mixed portfolio when that stalls.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ortools.sat.python import cp_model

from timetabler.models.findings import Outcome, Status
from timetabler.models.timetable import Timetable
from timetabler.solver.bound import Bounding
from timetabler.solver.compile import Compiled, compile_problem
from timetabler.solver.cpsat import emit
from timetabler.solver.run import Result, Settings, run
from timetabler.solver.search import Progress, Search
from timetabler.spec.problem import Problem

FIRST = ("no_lp", "default_lp")
"""Full searches that find a first timetable: different, and each at times the best."""
EXACT = ("core", "max_lp_sym", "no_lp")
"""Full searches that prove: one bounds sparse costs, one costs that capacity forces; one finds."""
FIRST_SLICE = 8.0
EXACT_SHARE = 0.1
STALL_SECONDS = 10.0


def solve(
    problem: Problem,
    *,
    time_limit: float = 60,
    workers: int = 2,
    seed: int = 0,
    repeatable: bool = False,
    hint: Timetable | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[Timetable | None, Outcome]:
    """The best timetable found in the time, and what is proven about it.

    ``workers`` is the number of cores to use. ``repeatable``: one worker and deterministic time, so
    that two runs give the same timetable, but each may take longer or shorter than the limit says.
    ``should_stop`` is asked many times a second; the best so far is returned soon after it agrees.
    """
    search = Search(
        problem, time_limit, 1 if repeatable else workers, seed, repeatable, on_progress,
        should_stop,
    )  # fmt: skip
    recipe = _Recipe(search, compile_problem(problem))
    try:
        return recipe.solve(hint)
    finally:
        recipe.bounding.stop()


class _Recipe:
    def __init__(self, search: Search, compiled: Compiled) -> None:
        self.search = search
        self.compiled = compiled
        self.priced = emit(compiled.model, cost=True)
        self.bounding = Bounding(compiled.model, search.time_limit)
        self.impossible = False

    def solve(self, hint: Timetable | None) -> tuple[Timetable | None, Outcome]:
        """The stages in turn."""
        search = self.search
        self.take_bound(wait=search.repeatable)
        self.first(self.compiled.encoder.assignment(hint) if hint is not None else None)
        if self.impossible:
            return None, search.outcome(Status.INFEASIBLE)
        if search.best is None:
            return None, search.outcome(Status.UNDECIDED)
        self.improve()
        return search.best, search.outcome(Status.OPTIMAL if search.proved else Status.FEASIBLE)

    def take_bound(self, *, wait: bool = False) -> None:
        """Takes what the relaxation proves, once it is there."""
        relaxation = self.bounding.result(wait=wait)
        if relaxation is not None:
            self.impossible = self.impossible or relaxation.infeasible
            self.search.raise_bound(relaxation.bound)

    def first(self, hint: Sequence[int] | None) -> None:
        """Looks for any timetable. New seeds now and then, as the tail of run times is heavy."""
        search = self.search
        search.stage = "first"
        bare = emit(self.compiled.model, cost=False)
        attempt = 0
        while search.best is None and not self.impossible and not search.over:
            seconds = FIRST_SLICE * 2 ** max(0, attempt - 1)
            result = self.run(bare, seconds, attempt, hint, FIRST)
            self.impossible = self.impossible or result.infeasible
            attempt += 1

    def improve(self) -> None:
        """Until proved or out of time: exact, then neighbourhoods; exact again when they stall."""
        search = self.search
        turn = 0
        while not search.over:
            turn += 1
            if turn % 2:
                search.stage = "prove"
                seconds = min(STALL_SECONDS, max(2.0, EXACT_SHARE * search.time_limit))
                result = self.run(self.bounded(), seconds, turn, self.incumbent(), EXACT)
                search.raise_bound(result.bound)
            else:
                search.stage = "improve"
                self.run(self.bounded(), search.left, turn, self.incumbent(), (), stall=True)

    def bounded(self) -> cp_model.CpModel:
        """The model with its cost between the proven bound and the best timetable's."""
        assert self.search.cost is not None
        offset = self.compiled.model.cost_offset
        domain = self.priced.proto.objective.domain
        domain.clear()
        domain.extend([self.search.bound - offset, self.search.cost - offset])
        return self.priced

    def incumbent(self) -> list[int]:
        """The best timetable as a hint."""
        assert self.search.best is not None
        return self.compiled.encoder.assignment(self.search.best)

    def run(
        self,
        cp: cp_model.CpModel,
        seconds: float,
        turn: int,
        hint: Sequence[int] | None,
        subsolvers: tuple[str, ...],
        *,
        stall: bool = False,
    ) -> Result:
        """One run, whose solutions are verified as they come; no subsolvers: neighbourhoods."""
        search = self.search
        settings = Settings(
            workers=search.workers if subsolvers != EXACT else max(3, search.workers),
            seed=search.seed + turn,
            seconds=min(seconds, search.left),
            subsolvers=subsolvers,
            lns_only=not subsolvers,
            repeatable=search.repeatable,
        )
        begun = search.seconds

        def watch(values: Sequence[int] | None, bound: float) -> bool:
            if search.repeatable:
                return search.stopped
            if values is not None:
                search.accept(self.compiled.encoder.timetable(values))
            if subsolvers == EXACT:
                search.raise_bound(bound)
            self.take_bound()
            stalled = stall and search.seconds - max(begun, search.improved) > STALL_SECONDS
            return search.stopped or search.proved or self.impossible or stalled

        result = run(cp, settings, watch, hint=hint)
        search.spent += result.deterministic_seconds
        if result.values is not None:
            search.accept(self.compiled.encoder.timetable(result.values))
        return result
