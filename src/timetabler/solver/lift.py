"""From how many of alike classes have a lesson when, to which of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from timetabler.solver.compile import Compiled
from timetabler.solver.cpsat import emit, limit_cost, write_linear
from timetabler.solver.model import Linear
from timetabler.solver.quotient import Quotient
from timetabler.solver.run import Settings, run

LIFT_SECONDS = 3.0
"""Of deterministic time; mostly a tenth of a second does."""


class Lift:
    """The model with the sums of alike lessons prescribed; compiled once, used for many sums."""

    def __init__(self, compiled: Compiled, quotient: Quotient) -> None:
        self.cp = emit(compiled.model, cost=True)
        self.model = compiled.model
        total = Linear(tuple(self.model.cost.items()), self.model.cost_offset)
        self.dearest = self.model.range(total)[1]
        sets: dict[int, list[int]] = defaultdict(list)
        for variable in compiled.encoder.lessons:
            sets[quotient.set_of[variable]].append(variable)
        self.first = len(self.cp.constraints)
        self.sets = list(sets)
        for variables in sets.values():
            lessons = [(v, 1) for v in variables]
            write_linear(self.cp.constraints.add(), lessons, 0, len(lessons))

    def solve(
        self, sums: Sequence[int], cost: int, seed: int, stopped: Callable[[], bool]
    ) -> Sequence[int] | None:
        """The cheapest solution found with these sums, none of which can cost less than that."""
        for index, number in enumerate(self.sets, self.first):
            domain = self.cp.constraints[index].linear.domain
            domain.clear()
            domain.extend([sums[number], sums[number]])
        limit_cost(self.cp, self.model, cost, self.dearest)
        settings = Settings(workers=1, seed=seed, seconds=LIFT_SECONDS, repeatable=True)
        return run(self.cp, settings, lambda _values, _bound: stopped()).values
