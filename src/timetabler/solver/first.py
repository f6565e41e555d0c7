"""The search for a first timetable by blocks (blocks.py), among the runs of an engine."""

from __future__ import annotations

import random
from collections.abc import Collection

from timetabler.solver.blocks import Blocks, mates
from timetabler.solver.cpsat import emit
from timetabler.solver.engine import Engine
from timetabler.solver.model import Model
from timetabler.solver.run import Result

FIRST = ("no_lp", "default_lp")
"""Full searches that find a first timetable: different, and each at times the best."""
RESISTING = 1 / 3
"""Where more of the blocks have no solution by themselves, a search over the whole week is
quicker."""
TRY_SECONDS = 0.5
"""For each of the blocks of a try: most are solved, or refuted, in a hundredth of that."""


class ByBlocks:
    """Looks for any timetable, block by block, within some time at each turn."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.blocks = Blocks(engine.compiled)
        self.useful = self.blocks.apart
        """Whether another turn is worth its time."""
        self.ends = 0.0
        """How much of the time limit is left when the turn ends."""

    def go(self, seconds: float, turn: int) -> None:
        """One turn. A timetable is handed to the engine; nothing else is known afterwards."""
        search = self.engine.search
        self.ends = search.left - seconds
        result = self.run(self.blocks.sums, seconds, turn)
        search.impossible = search.impossible or result.infeasible
        if result.values is None:
            return
        amounts = list(result.values)
        decided: dict[int, int] = {}
        choose = random.Random(search.seed + turn)
        every = self.blocks.all
        left: set[int] = set()
        for block in every:
            if len(left) > RESISTING * len(every):
                self.useful = False
            if not self.useful or self.over():
                return
            if not self.solve([block], amounts, decided, turn):
                left.add(block)
        while left and not self.over():
            block = choose.choice(sorted(left))
            for some in mates(block, [other for other in every if other != block], choose):
                if self.over():
                    return
                if self.solve(some, amounts, decided, turn):
                    left -= some
                    break
        if not left:
            model = self.engine.compiled.model
            self.engine.accept(model.complete(self.blocks.fixed | decided))

    def over(self) -> bool:
        """Whether the turn is."""
        return self.engine.finished() or self.engine.search.left <= self.ends

    def solve(
        self, some: Collection[int], amounts: list[int], decided: dict[int, int], turn: int
    ) -> bool:
        """Whether these blocks together have a solution; if so, it is taken over."""
        part = self.blocks.part(some, amounts, decided)
        values = self.run(part.model, TRY_SECONDS * len(some), turn).values
        if values is None:
            return False
        decided |= part.values(values)
        for number, amount in self.blocks.count(some, decided).items():
            amounts[number] = amount
        return True

    def run(self, model: Model, seconds: float, turn: int) -> Result:
        """A solution of a part is none of the school: nobody is told."""
        return self.engine.run(
            emit(model, cost=False),
            FIRST,
            seconds=min(seconds, self.engine.search.left - self.ends),
            turn=turn,
            hint=None,
            accept=lambda _: None,
        )
