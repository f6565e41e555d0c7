"""Improvement where it is cheap: over patterns of alike classes, a part of them at a time.

Most lessons stay where they are; those of some days, of some people or of some teams are free, and
CP-SAT finds the best places for them. What to free, and how much, is learnt on the way: kinds
that gain get more turns, parts that are solved in no time get larger, others get smaller. With
everything free, a solved part is a proof.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from random import Random

from ortools.sat.python.cp_model_helper import CpModelProto

from timetabler.solver.compile import Compiled
from timetabler.solver.cpsat import emit, limit_cost
from timetabler.solver.engine import Engine
from timetabler.solver.lift import Lift
from timetabler.solver.quotient import Quotient
from timetabler.solver.run import POLL_SECONDS, Result, Settings, run

WHOLE = ("default_lp", "no_lp")
"""Full searches over the whole quotient."""
MOVE_SECONDS = 0.5
"""For one move, in deterministic time."""
STALL_WORK = 6.0
"""Deterministic seconds without gain after which something else is tried."""
FIRST_SHARE = 0.4


@dataclass
class Kind:
    """One way to choose what is free."""

    name: str
    share: float = FIRST_SHARE
    """Of all lessons, how many are free."""
    yields: float = 1.0
    """Cost saved for each unit of work, lately."""

    def learn(self, result: Result, gain: int) -> None:
        """Takes the outcome of a move into account."""
        work = max(0.01, result.deterministic_seconds)
        self.yields += 0.3 * (gain / work - self.yields)
        if gain == 0:
            self.share *= 1.2 if result.optimal else 0.9
            self.share = min(1.0, max(0.1, self.share))


@dataclass(frozen=True)
class Part:
    """Sets of lessons that are free in one move."""

    kind: Kind
    sets: frozenset[int]
    everything: bool


class Patterns:
    """A neighbourhood search over the quotient of one compiled problem."""

    def __init__(self, engine: Engine, quotient: Quotient) -> None:
        self.engine = engine
        self.search = engine.search
        self.quotient = quotient
        self.random = Random(self.search.seed)
        self.kinds = tuple(Kind(name) for name in ("days", "people", "teams", "mixed"))
        self.facets = _facets(engine.compiled, quotient)
        self.lift = Lift(engine.compiled, quotient)
        self.models = [emit(quotient.model, cost=True) for _ in range(self.search.workers)]
        self.moves = 0
        self.stopping = False

    def search_all(self, turn: int) -> None:
        """One search over the whole quotient, until proved or nothing gains any more."""
        engine, search, model = self.engine, self.search, self.quotient.model
        assert search.cost is not None
        cp = emit(model, cost=True)
        limit_cost(cp, model, search.bound, search.cost)
        hint = self.quotient.add_up(engine.incumbent)
        engine.run(
            cp,
            WHOLE,
            seconds=search.left,
            turn=turn,
            hint=hint,
            accept=self.lift_to,
            impatient=True,
        )

    def lift_to(self, sums: Sequence[int]) -> bool:
        """Keeps the timetable of a solution, if it can be lifted and is the best."""
        cost = self.quotient.model.cost_of(sums)
        if self.search.cost is not None and cost >= self.search.cost:
            return False
        lifted = self.lift.solve(sums, cost, self.search.seed, lambda: self.search.stopped)
        return lifted is not None and self.engine.accept(lifted)

    def improve(self) -> None:
        """Moves on from the best timetable until proved or told to stop, or nothing gains."""
        self.stopping = False
        start = self.quotient.add_up(self.engine.incumbent)
        state = _State(start, self.quotient.model.cost_of(start))
        with ThreadPoolExecutor(len(self.models), "patterns") as pool:
            idle = list(self.models)
            running: dict[Future[Result], tuple[CpModelProto, Part]] = {}
            while not self.engine.finished() and state.idle_work < STALL_WORK:
                while idle:
                    cp, part = idle.pop(), self.choose()
                    running[pool.submit(self.move, cp, part, state)] = (cp, part)
                for future in wait(running, POLL_SECONDS, FIRST_COMPLETED).done:
                    cp, part = running.pop(future)
                    idle.append(cp)
                    self.finish(part, future.result(), state)
            self.stopping = True

    def move(self, cp: CpModelProto, part: Part, state: _State) -> Result:
        """Finds the best places for what is free."""
        model, sums = self.quotient.model, state.sums
        for number in self.facets:
            free = number in part.sets
            domain = cp.variables[number].domain
            domain.clear()
            domain.extend([model.low[number], model.high[number]] if free else [sums[number]] * 2)
        limit_cost(cp, model, self.search.bound, state.cost)
        self.moves += 1
        settings = Settings(1, self.search.seed + self.moves, MOVE_SECONDS, repeatable=True)
        return run(cp, settings, lambda _values, _bound: self.stopping, hint=sums)

    def finish(self, part: Part, result: Result, state: _State) -> None:
        """Goes to where the move leads, if that is as good and, if better, can be lifted."""
        self.search.spent += result.deterministic_seconds
        state.idle_work += result.deterministic_seconds
        cost = state.cost if result.values is None else self.quotient.model.cost_of(result.values)
        gain = max(0, state.cost - cost)
        part.kind.learn(result, gain)
        if result.values is None or cost > state.cost:
            return
        if gain:
            if not self.lift_to(result.values):
                return
            state.idle_work = 0.0
        state.sums, state.cost = result.values, cost
        if part.everything and result.optimal:
            self.search.raise_bound(result.bound)

    def choose(self) -> Part:
        """What to free next."""
        kind = self.random.choices(self.kinds, [k.yields + 0.1 for k in self.kinds])[0]
        names = ("days", "people") if kind.name == "mixed" else (kind.name,)
        share = kind.share ** (1 / len(names))
        sets = frozenset.intersection(*(self._some(name, share) for name in names))
        return Part(kind, sets, len(sets) == len(self.facets))

    def _some(self, facet: str, share: float) -> frozenset[int]:
        """All lessons of some days, people or teams: about so many of all."""
        groups: dict[Hashable, list[int]] = {}
        for number, facets in self.facets.items():
            groups.setdefault(facets[facet], []).append(number)
        chosen: list[int] = []
        for group in self.random.sample(list(groups), len(groups)):
            if chosen and len(chosen) + len(groups[group]) / 2 > share * len(self.facets):
                break
            chosen += groups[group]
        return frozenset(chosen)


@dataclass
class _State:
    """Where the search is."""

    sums: Sequence[int]
    cost: int
    idle_work: float = 0.0
    """Deterministic seconds since something was gained."""


def _facets(compiled: Compiled, quotient: Quotient) -> dict[int, dict[str, Hashable]]:
    """set of lessons -> its day, its people (its subject, if with the class teacher), its team."""
    roles = compiled.encoder.roles()
    result: dict[int, dict[str, Hashable]] = {}
    for variable in compiled.encoder.lessons:
        (subject, staff, team), span = roles[variable]
        result[quotient.set_of[variable]] = {
            "days": span.day,
            "people": staff or subject,
            "teams": team,
        }
    return result
