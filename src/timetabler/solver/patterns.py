"""Improvement where it is cheap: over patterns of alike classes, a part of them at a time.

Most lessons stay where they are; those of some days, of some people or of some teams are free. With
everything free, a solved part is a proof.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from timetabler.solver.compile import Compiled
from timetabler.solver.cpsat import emit, limit_cost
from timetabler.solver.engine import Engine
from timetabler.solver.lift import Lift
from timetabler.solver.moves import Kind, Moves
from timetabler.solver.quotient import Quotient
from timetabler.solver.run import Result, Settings, run

WHOLE = ("default_lp", "no_lp")
"""Full searches over the whole quotient."""
MOVE_SECONDS = 0.5
"""For one move, in deterministic time."""
GRACE_SECONDS = 1.0
"""After the time is up, for lifting what was found last."""
FIRST_SHARE = 0.4
LEAST_SHARE = 0.1


@dataclass(frozen=True)
class Part:
    """Sets of lessons that are free in one move."""

    kind: Kind
    sets: frozenset[int]
    everything: bool


class Patterns(Moves[Part]):
    """A neighbourhood search over the quotient of one compiled problem."""

    def __init__(self, engine: Engine, quotient: Quotient) -> None:
        super().__init__(engine)
        self.quotient = quotient
        names = ("days", "people", "teams", "mixed")
        self.kinds = tuple(Kind(name, FIRST_SHARE, LEAST_SHARE) for name in names)
        self.facets = _facets(engine.compiled, quotient)
        self.lift = Lift(engine.compiled, quotient)
        self.models = [emit(quotient.model, cost=True) for _ in range(self.search.workers)]
        self.moves = 0

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
        lifted = self.lift.solve(sums, cost, self.search.seed, self.too_late)
        return lifted is not None and self.engine.accept(lifted)

    def too_late(self) -> bool:
        """Whether what was found last is not worth waiting for any longer."""
        return self.search.stopped or self.search.left < -GRACE_SECONDS

    def improve(self) -> None:
        """Moves on from the best timetable until proved or told to stop, or nothing gains."""
        self.sums: Sequence[int] = self.quotient.add_up(self.engine.incumbent)
        self.cost = self.quotient.model.cost_of(self.sums)
        self.go()

    def move(self, worker: int, part: Part) -> Result:
        """Finds the best places for what is free."""
        cp, model, sums = self.models[worker], self.quotient.model, self.sums
        for number in self.facets:
            free = number in part.sets
            domain = cp.variables[number].domain
            domain.clear()
            domain.extend([model.low[number], model.high[number]] if free else [sums[number]] * 2)
        limit_cost(cp, model, self.search.bound, self.cost)
        self.moves += 1
        settings = Settings(1, self.search.seed + self.moves, MOVE_SECONDS, repeatable=True)
        return run(cp, settings, lambda _values, _bound: self.stopping, hint=sums)

    def finish(self, part: Part, result: Result) -> bool:
        """Goes to where the move leads, if that is as good and, if better, can be lifted."""
        cost = self.cost if result.values is None else self.quotient.model.cost_of(result.values)
        gain = max(0, self.cost - cost)
        part.kind.learn(result, gain)
        if result.values is None or cost > self.cost or (gain and not self.lift_to(result.values)):
            return False
        self.sums, self.cost = result.values, cost
        if part.everything and result.optimal:
            self.search.raise_bound(result.bound)
        return gain > 0

    def choose(self) -> Part:
        """What to free next."""
        kind = self.draw()
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
