"""The search for a first timetable: over the whole week and block by block (blocks.py), in turn.

Most schools are solved in a second if CP-SAT does not prepare itself for more. Where one is not,
another way or another order of the variables is more likely to find something than patience: the
tail of run times is heavy.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Sequence
from functools import partial
from itertools import count

from timetabler.models.timetable import Timetable
from timetabler.solver.blocks import Blocks, mates
from timetabler.solver.cpsat import emit
from timetabler.solver.engine import Engine
from timetabler.solver.model import Model, Row
from timetabler.solver.run import USUAL, Presolve, Result

FIRST = ("no_lp", "default_lp")
"""Full searches that find a first timetable: different, and each at times the best."""
SHUFFLED = (Presolve(symmetry=0, probing=False), Presolve(symmetry=1, probing=False))
"""Over the whole week with the variables in any order, one after the other."""
WAYS = (Presolve(symmetry=1, probing=False), Presolve(symmetry=0, probing=False), USUAL)
"""In the order of the school, one in each round. Some schools need their symmetries found, others
lose by it."""
SECONDS = 1.0
"""For the first try of each; in the next round it has twice as long."""
SMALL = 10_000
"""Of a model with more variables, a try lasts longer in proportion."""
BLOCKS = 3
"""Times as long for the blocks: there it pays to go on."""
RESISTING = 1 / 3
"""Where more of the blocks have no solution by themselves, a search over the whole week is
quicker."""
TRY_SECONDS = 0.5
"""For each of the blocks of a try: most are solved, or refuted, in a hundredth of that."""


class First:
    """Looks for any timetable, until there is one or no time."""

    def __init__(self, engine: Engine, hint: Timetable | None) -> None:
        self.engine = engine
        compiled = engine.compiled
        self.strong = compiled.strong.model
        self.model = emit(self.strong, cost=False)
        self.seconds = SECONDS * max(1, len(compiled.model.low) / SMALL)
        self.hint = None if hint is None else compiled.encoder.assignment(hint)

    def go(self) -> None:
        """The first ones found are handed to the engine."""
        by_blocks = None
        if self.engine.compiled.model.cost:
            self.engine.bounding.start()  # CP-SAT leaves Python free
        for turn in count():
            self.engine.search.enter(f"first {turn + 1}" if turn else "first")
            seconds = self.seconds * 2**turn
            for search in self.searches(seconds, turn):
                search()
                if self.over():
                    return
            self.engine.bounding.start()  # it may refute what is not solved so soon
            if self.hint is None:
                by_blocks = by_blocks or ByBlocks(self.engine)
                if by_blocks.useful:
                    by_blocks.go(BLOCKS * seconds, turn)
            if self.over():
                return

    def searches(self, seconds: float, turn: int) -> list[Callable[[], None]]:
        """Runs over the whole week. The order of the school comes first where there are wishes, and
        last in a school of rules alone, which is mostly a puzzle."""
        own = partial(self.whole_week, seconds, turn)
        if self.hint is not None:
            return [own]
        others: list[Callable[[], None]] = [
            partial(self.shuffled, seconds, len(SHUFFLED) * turn + number, presolve)
            for number, presolve in enumerate(SHUFFLED)
        ]
        return [own, *others] if self.engine.compiled.model.cost else [*others, own]

    def over(self) -> bool:
        """Whether nothing is left to find, or no time to find it."""
        return self.engine.search.best is not None or self.engine.finished()

    def whole_week(self, seconds: float, turn: int) -> None:
        """One run over all lessons."""
        presolve = WAYS[turn % len(WAYS)] if self.hint is None else None
        result = self.engine.run(
            self.model, FIRST, seconds=seconds, turn=turn, hint=self.hint, presolve=presolve
        )
        search = self.engine.search
        search.impossible = search.impossible or result.infeasible

    def shuffled(self, seconds: float, turn: int, presolve: Presolve) -> None:
        """The same with the variables in any order. No order is good for all schools, and for some
        of them it makes a hundredfold difference: that of the school least of all."""
        order = list(range(len(self.strong.low)))
        random.Random(self.engine.search.seed + turn).shuffle(order)

        def accept(values: Sequence[int]) -> None:
            in_place = dict(zip(order, values, strict=True))
            self.engine.accept([in_place[v] for v in range(len(order))])

        result = self.engine.run(
            emit(_renumbered(self.strong, order), cost=False),
            FIRST,
            seconds=seconds,
            turn=turn,
            hint=None,
            accept=accept,
            presolve=presolve,
        )
        search = self.engine.search
        search.impossible = search.impossible or result.infeasible


def _renumbered(model: Model, order: Sequence[int]) -> Model:
    """The same rows over variables in another order; it has neither guarded rows nor a cost."""
    number = [0] * len(order)
    for place, variable in enumerate(order):
        number[variable] = place
    other = Model()
    other.low, other.high = [model.low[v] for v in order], [model.high[v] for v in order]
    for key, row in enumerate(model.rows.values()):
        terms = tuple(sorted((number[v], c) for v, c in row.terms))
        other.rows[terms, key] = Row(terms, row.low, row.high)
    other.ors = [either.renumbered(number) for either in model.ors]
    return other


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
