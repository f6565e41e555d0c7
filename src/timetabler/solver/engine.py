"""One compiled model at work: runs whose solutions are named, verified and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from ortools.sat.python.cp_model_helper import CpModelProto

from timetabler.solver.bound import Bounding
from timetabler.solver.compile import Compiled
from timetabler.solver.cpsat import emit, limit_cost
from timetabler.solver.naming import named
from timetabler.solver.run import Presolve, Result, Settings, run
from timetabler.solver.search import PRESOLVE_SECONDS, STALL_SECONDS, Search

TAKING_SHARE = 0.1
"""Of the time, for naming and verifying solutions: where they come quickly, the search goes on
meanwhile, and the newest is taken."""


class Taking:
    """Takes solutions over in a part of the time at most; the last one in any case."""

    def __init__(self, search: Search, accept: Callable[[Sequence[int]], object]) -> None:
        self.search = search
        self.accept = accept
        self.newest: Sequence[int] | None = None
        """The best of them."""
        self.taken: Sequence[int] | None = None
        self.busy_until = 0.0

    def offer(self, values: Sequence[int] | None) -> None:
        """A better solution than all before, or none; takes the best over if there is time."""
        self.newest = self.newest if values is None else values
        started = self.search.seconds
        if self.search.repeatable or started >= self.busy_until:
            self.take()
            self.busy_until = self.search.seconds + (self.search.seconds - started) / TAKING_SHARE

    def take(self) -> None:
        """Takes over the best one, unless that is done."""
        if self.newest is not None and self.newest != self.taken:
            self.taken = self.newest
            self.accept(self.newest)


class Engine:
    """A model, and what all searches over it share."""

    def __init__(self, search: Search, compiled: Compiled, bounding: Bounding) -> None:
        self.search = search
        self.compiled = compiled
        self.bounding = bounding
        self.nameless = False
        """Whether a solution by capacity could not be named: this model cannot tell enough."""

    @cached_property
    def priced(self) -> CpModelProto:
        """The model with its cost."""
        return emit(self.compiled.model, cost=True)

    @property
    def incumbent(self) -> list[int]:
        """The best timetable as a solution."""
        assert self.search.best is not None
        return self.compiled.encoder.assignment(self.search.best)

    def finished(self) -> bool:
        """Whether this model has nothing more to say. Asked often, so it also takes the news."""
        self.bounding.tell(self.search)
        return self.search.over or self.nameless

    def limit_cost(self) -> CpModelProto:
        """The model with its cost, between what is proven and what is known already."""
        assert self.search.cost is not None
        limit_cost(self.priced, self.compiled.model, self.search.bound, self.search.cost)
        return self.priced

    def run(
        self,
        cp: CpModelProto,
        subsolvers: tuple[str, ...],
        *,
        seconds: float,
        turn: int,
        hint: Sequence[int] | None,
        accept: Callable[[Sequence[int]], object] | None = None,
        impatient: bool = False,
        presolve: Presolve | None = None,
    ) -> Result:
        """One run. No subsolvers: large neighbourhood search alone.

        ``accept`` takes its solutions, if they are not of this model but of one that relaxes it.
        An impatient run ends when nothing has improved for long. What CP-SAT takes to read a large
        model does not count: only then does it report the hint.
        Without ``presolve``, symmetries are broken where that is of use.
        """
        search = self.search
        settings = Settings(
            workers=max(search.workers, len(subsolvers)) if search.workers > 1 else 1,
            seed=search.seed + turn,
            seconds=min(seconds, search.left),
            subsolvers=subsolvers,
            presolve=presolve or Presolve(2 if self.symmetry(hint) else 0),
            lns_only=not subsolvers,
            repeatable=search.repeatable,
        )
        begun = search.seconds
        taking = Taking(search, accept or self.accept)

        def watch(values: Sequence[int] | None, bound: float) -> bool:
            if search.repeatable:  # when a solution comes must not matter
                return search.stopped
            nonlocal begun
            if values is not None and taking.newest is None:
                begun = search.seconds
            taking.offer(values)
            search.raise_bound(bound)
            patience = PRESOLVE_SECONDS if taking.newest is None else STALL_SECONDS
            return self.finished() or (impatient and search.stalled(begun, patience))

        result = run(cp, settings, watch, hint=hint)
        search.spent += result.deterministic_seconds
        taking.newest = result.values
        taking.take()
        search.raise_bound(result.bound)
        return result

    def symmetry(self, hint: Sequence[int] | None) -> bool:
        """Whether symmetries should be broken: not those of people, where there is a hint to lose
        or little else to decide."""
        encoder = self.compiled.encoder
        return not encoder.decides_duties or (hint is None and bool(encoder.lessons))

    def accept(self, values: Sequence[int]) -> bool:
        """Keeps the timetable of a solution, with names, if it is the best; says whether it is."""
        search = self.search
        if search.cost is not None and self.compiled.model.cost_of(values) >= search.cost:
            return False
        if self.compiled.encoder.by_capacity:
            timetable = named(self.compiled, values, seed=search.seed)
        else:
            timetable = self.compiled.encoder.timetable(values)
        if timetable is None:
            self.nameless = True
            return False
        return search.accept(timetable)
