"""The recipe: first timetable without the cost, a short exact try, then improvement.

Measured on primary schools with two cores: a first timetable comes fastest when the cost is left
out; small schools are proved by a mixed portfolio; large ones improve by CP-SAT's large
neighbourhood search alone, with a slice of the mixed portfolio when that stalls. The linear
relaxation bounds the cost meanwhile, and the search ends by itself when it gets there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ortools.sat.python import cp_model

from timetabler.models.findings import Outcome, Status
from timetabler.models.timetable import Timetable
from timetabler.solver.bound import Bounding
from timetabler.solver.compile import Compiled, added_up, compile_problem
from timetabler.solver.conflict import Conflict, in_words
from timetabler.solver.cpsat import emit
from timetabler.solver.lift import Lift
from timetabler.solver.naming import named
from timetabler.solver.quotient import Quotient
from timetabler.solver.run import Result, Settings, run
from timetabler.solver.search import Progress, Search
from timetabler.spec.problem import Problem

FIRST = ("no_lp", "default_lp")
"""Full searches that find a first timetable: different, and each at times the best."""
EXACT = ("core", "max_lp_sym", "no_lp")
"""Full searches that prove: one bounds sparse costs, one costs that capacity forces; one finds."""
PATTERN = ("default_lp", "no_lp")
"""Full searches over the model in which alike classes are added up."""
NEIGHBOURHOODS: tuple[str, ...] = ()
"""No full search."""
FIRST_SECONDS = 8.0
EXACT_SECONDS = (2.0, 10.0)
EXACT_SHARE = 0.1
STALL_SECONDS = 10.0
CONFLICT_SECONDS = 20.0
"""At least this long a conflict may be looked for, even when the time is up."""


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
        problem=problem,
        time_limit=time_limit,
        workers=1 if repeatable else workers,
        seed=seed,
        repeatable=repeatable,
        on_progress=on_progress,
        should_stop=should_stop,
    )
    recipe = _Recipe(search)
    try:
        return recipe.solve(hint)
    finally:
        recipe.bounding.stop()


class _Recipe:
    """The stages, over the model by capacity if that is exact, else over the one with names.

    The bound comes from the model by capacity in any case: it is smaller, and as strong.
    """

    compiled: Compiled
    priced: cp_model.CpModel
    quotient: Quotient | None

    def __init__(self, search: Search) -> None:
        self.search = search
        pools = any(len(pool) > 1 for c in search.problem.school.courses for pool in c.staff)
        compiled = compile_problem(search.problem, by_capacity=pools)
        self.bounding = Bounding(compiled, search.time_limit)
        self.bounded = compiled
        """The model that the bound is of."""
        self.impossible = False
        self.nameless = False
        """Whether a solution by capacity could not be named, so that names must be decided too."""
        self.use(compiled if compiled.exact else compile_problem(search.problem))

    def use(self, compiled: Compiled) -> None:
        """Goes on with this model."""
        self.quotient = None
        self.compiled = compiled
        self.priced = emit(compiled.model, cost=True)

    def solve(self, hint: Timetable | None) -> tuple[Timetable | None, Outcome]:
        """The stages in turn."""
        search = self.search
        self.take_bound(wait=search.repeatable)
        while not search.over and not self.impossible:
            if search.best is None:
                self.first(hint)
            else:
                self.improve()
            if self.nameless:
                self.nameless = False
                self.use(compile_problem(search.problem))
        if self.impossible:
            return None, self.explained()
        if search.best is None:
            return None, search.outcome(Status.UNDECIDED)
        return search.best, search.outcome(Status.OPTIMAL if search.proved else Status.FEASIBLE)

    def explained(self) -> Outcome:
        """Impossible, with the rules that clash, if that can be proved a second time."""
        search = self.search
        search.stage = "explain"
        search.report(None)
        conflict = Conflict(
            search.problem,
            by_capacity=self.compiled.encoder.by_capacity,
            workers=search.workers,
            seed=search.seed,
            seconds=max(CONFLICT_SECONDS, search.left),
            stopped=lambda: search.stopped,
        ).find()
        if conflict is None:
            return search.outcome(Status.UNDECIDED)
        return search.outcome(Status.INFEASIBLE, (in_words(conflict),))

    # ---- stages ------------------------------------------------------------------------------

    def first(self, hint: Timetable | None) -> None:
        """Looks for any timetable. New seeds now and then, as the tail of run times is heavy."""
        search = self.search
        search.stage = "first"
        bare = emit(self.compiled.model, cost=False)
        values = self.compiled.encoder.assignment(hint) if hint is not None else None
        turn = 0
        while search.best is None and not self.pointless:
            seconds = FIRST_SECONDS * 2 ** max(0, turn - 1)
            result = self.run(bare, seconds, turn, values, FIRST)
            self.impossible = self.impossible or result.infeasible
            turn += 1

    def improve(self) -> None:
        """Until proved or out of time: what gains most first, and round again with other seeds.

        Patterns of alike classes while they improve; exact, for a moment; then neighbourhoods.
        """
        turn = 0
        while not self.pointless:
            turn += 1
            self.pattern(turn)
            self.prove(turn)
            self.neighbourhoods(turn)

    def pattern(self, turn: int) -> None:
        """Searches where lessons of alike classes are, whichever class has which."""
        if self.quotient is None:
            same = self.compiled is self.bounded
            self.quotient = self.bounding.quotient if same else added_up(self.compiled)
        quotient = self.quotient
        if self.pointless or not quotient.smaller:
            return
        self.search.stage = "pattern"
        lift = Lift(self.compiled, quotient)

        def accept(sums: Sequence[int]) -> None:
            cost = quotient.model.cost_of(sums)
            if self.search.cost is None or cost < self.search.cost:
                values = lift.solve(sums, cost, self.search.seed, lambda: self.search.stopped)
                if values is not None:
                    self.accept(values)

        cp = emit(quotient.model, cost=True)
        self.limit_cost(cp)
        self.run(cp, self.search.left, turn, quotient.add_up(self.incumbent()), PATTERN, accept)

    def prove(self, turn: int) -> None:
        """Small schools are finished here."""
        if not self.pointless:
            least, most = EXACT_SECONDS
            seconds = min(most, max(least, EXACT_SHARE * self.search.time_limit))
            self.search.stage = "prove"
            self.limit_cost(self.priced)
            self.run(self.priced, seconds, turn, self.incumbent(), EXACT)

    def neighbourhoods(self, turn: int) -> None:
        """Large schools improve here."""
        if not self.pointless:
            self.search.stage = "improve"
            self.limit_cost(self.priced)
            self.run(self.priced, self.search.left, turn, self.incumbent(), NEIGHBOURHOODS)

    @property
    def pointless(self) -> bool:
        """Whether this model has nothing more to say."""
        return self.search.over or self.impossible or self.nameless

    # ---- one run -----------------------------------------------------------------------------

    def limit_cost(self, cp: cp_model.CpModel) -> None:
        """Between the proven bound and the best timetable's: a search ends when they meet."""
        search, offset = self.search, self.compiled.model.cost_offset
        assert search.cost is not None
        domain = cp.proto.objective.domain
        domain.clear()
        domain.extend([search.bound - offset, search.cost - offset])

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
        accept: Callable[[Sequence[int]], None] | None = None,
    ) -> Result:
        """One run, whose solutions are verified as they come."""
        search = self.search
        accept = accept or self.accept
        threads = len(EXACT) if subsolvers == EXACT and search.workers > 1 else 1
        settings = Settings(
            workers=max(threads, search.workers),
            seed=search.seed + turn,
            seconds=min(seconds, search.left),
            subsolvers=subsolvers,
            lns_only=not subsolvers,
            repeatable=search.repeatable,
        )
        begun = search.seconds

        def watch(values: Sequence[int] | None, bound: float) -> bool:
            if search.repeatable:  # when a solution comes must not matter
                return search.stopped
            if values is not None:
                accept(values)
            search.raise_bound(bound)
            self.take_bound()
            stalled = search.seconds - max(begun, search.improved) > STALL_SECONDS
            return self.pointless or (search.best is not None and stalled)

        result = run(cp, settings, watch, hint=hint)
        search.spent += result.deterministic_seconds
        if result.values is not None:
            accept(result.values)
        if cp.has_objective():
            search.raise_bound(result.bound)
        return result

    def accept(self, values: Sequence[int]) -> None:
        """Names whoever is not named yet, and keeps the timetable if it is the best."""
        search = self.search
        cheapest = self.compiled.model.cost_of(values)
        if search.cost is not None and cheapest >= search.cost:
            return
        if self.compiled.encoder.by_capacity:
            timetable = named(self.compiled, values, seed=search.seed)
        else:
            timetable = self.compiled.encoder.timetable(values)
        if timetable is None:
            self.nameless = True
        else:
            search.accept(timetable)

    def take_bound(self, *, wait: bool = False) -> None:
        """Takes what the relaxation proves, once it is there."""
        relaxation = self.bounding.result(wait=wait)
        if relaxation is not None:
            self.impossible = self.impossible or relaxation.infeasible
            self.search.raise_bound(relaxation.bound)
