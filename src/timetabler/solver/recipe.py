"""The recipe: first timetable without the cost, then improvement, the bound beside it.

Measured on primary schools with two cores. A first timetable comes fastest when the cost is left
out. Most of the improvement is found over patterns of alike classes (patterns.py); where classes
are not alike, by CP-SAT's own large neighbourhood search. The linear relaxation bounds the cost
meanwhile, and the search ends by itself when it gets there.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import count

from timetabler.models.timetable import Timetable
from timetabler.solver.bound import Bounding
from timetabler.solver.compile import Compiled, compile_problem
from timetabler.solver.encoder import NOTHING, Given
from timetabler.solver.engine import Engine
from timetabler.solver.first import First
from timetabler.solver.model import Payer
from timetabler.solver.neighbourhoods import Neighbourhoods
from timetabler.solver.patterns import Patterns
from timetabler.solver.run import LIGHT
from timetabler.solver.search import Progress, Search, TimeUp
from timetabler.solver.stated import Refuted
from timetabler.solver.tight import tighten
from timetabler.spec.problem import Problem, Rule

EXACT = ("core", "max_lp_sym", "no_lp")
"""Full searches that prove: one bounds sparse costs, one costs that capacity forces; one finds."""
EXACT_SECONDS = (2.0, 10.0)
EXACT_SHARE = 0.1
"""Of the time limit, within these seconds."""
AIM_SECONDS = 8.0
AIM_SHARE = 0.5
"""Of the time limit, and at least these seconds."""
AIM_FIRST_SECONDS = 6.0
"""For its first timetable: where the strict school is a puzzle, the guess is given up."""
WAIT_SECONDS = 5.0
"""For the relaxation, which is mostly all but done by then: what comes next may take long."""
LARGE = 10_000
"""Variables of a model that CP-SAT takes seconds to prepare for a proof."""
NEAR = 2
"""Where the best timetable costs no more than so many times the bound, it may be the optimum."""
SLICE_SECONDS = 8.0
"""Of neighbourhood search, before another way is considered."""
PATIENCE = 4
"""Slices that a way is not used, at the most, while another is better."""
FREE = 0.01
"""A wish that costs less in the relaxation costs nothing there; it is not solved to the last
digit."""


class Recipe:
    """The stages: over the model by capacity, and where names matter over the one with names.

    The first timetable and the bound come from the model by capacity in any case: it is smaller,
    and its bound as strong. Names matter when a wish asks for them, or when a solution by capacity
    cannot be named.
    """

    def __init__(
        self,
        search: Search,
        hint: Timetable | None = None,
        *,
        strict: bool = False,
        given: Given = NOTHING,
    ) -> None:
        self.search = search
        self.hint = hint
        """Something like the answer, whether it keeps the rules or not."""
        self.strict = strict
        """Whether free wishes have been taken for rules."""
        self.given = given
        self.aimed = strict or given.lessons is not None
        self.left = -math.inf
        """What was left of the time when the search began."""
        self.compiled: Compiled | None = None
        """The model that has the last word, once there is one."""

    bounding: Bounding
    engine: Engine

    @property
    def refuted(self) -> Refuted | None:
        """What has no timetable, if it is found that there is none."""
        return None if self.compiled is None else Refuted.of(self.compiled)

    def go(self) -> None:
        """The stages in turn, as long as there is time."""
        if self.hint is not None:
            self.search.offer(self.hint)
        with suppress(TimeUp):
            self.begin()
            try:
                while not self.search.over:
                    self.next_stage()
            finally:
                self.bounding.stop()

    def begin(self) -> None:
        """Compiles the model by capacity; where there are no pools, that is the one with names."""
        search = self.search
        pools = bool(search.problem.school.pools)
        compiled = self.compile(by_capacity=pools and self.given.lessons is None)
        self.bounding = Bounding(compiled, search.time_limit)
        if search.repeatable:
            self.bounding.wait()
        self.engine = Engine(search, compiled, self.bounding)
        self.left = search.left

    def in_vain(self, seconds: float) -> bool:
        """Whether it has looked for a first timetable for so long without one."""
        return self.search.best is None and self.left - self.search.left > seconds

    def compile(self, *, by_capacity: bool) -> Compiled:
        """The problem in the solver's terms."""
        search = self.search
        self.compiled = compile_problem(
            search.problem, by_capacity=by_capacity, given=self.given, go_on=search.go_on
        )
        tighten(self.compiled.model)
        return self.compiled

    def next_stage(self) -> None:
        """Whatever there is to do now."""
        if self.search.best is None:
            self.first()
        elif self.engine.compiled.exact:
            self.improve()
        else:
            self.engine.nameless = True
        if self.engine.nameless:
            compiled = self.compile(by_capacity=False)
            self.engine = Engine(self.search, compiled, self.bounding)

    def first(self) -> None:
        """Looks for any timetable."""
        First(self.engine, self.hint).go()

    def improve(self) -> None:
        """Until proved or out of time: what gains most first, and round again with other seeds."""
        search, engine = self.search, self.engine
        self.bounding.start()
        engine.finished()
        same = engine.compiled is self.bounding.compiled
        quotient = self.bounding.quotient(search.go_on) if same else engine.compiled.added_up()
        alike = engine.compiled.encoder.lessons and quotient.smaller
        patterns = Patterns(engine, quotient) if alike else None
        around = Neighbourhoods(engine)
        least, most = EXACT_SECONDS
        exact_seconds = min(most, max(least, EXACT_SHARE * search.time_limit))
        turn = 0
        while not engine.finished():
            turn += 1
            if not self.aimed:
                self.aim()
            if patterns and not engine.finished():
                search.enter("patterns")
                if self.strict:
                    patterns.search_all(turn)
                if not engine.finished():
                    patterns.improve()
            if not engine.finished() and (turn > 1 or not self.far()):
                search.enter("prove")
                cp = engine.limit_cost()
                engine.run(cp, EXACT, seconds=exact_seconds, turn=turn, hint=engine.incumbent)
            if not engine.finished():
                search.enter("improve")
                self.neighbourhoods(around, turn)

    def far(self) -> bool:
        """Whether there is much to improve before anything can be proved."""
        search, model = self.search, self.engine.compiled.model
        assert search.cost is not None
        return len(model.low) > LARGE and search.cost > NEAR * search.bound

    def neighbourhoods(self, around: Neighbourhoods, turn: int) -> None:
        """Large neighbourhood search, our own and CP-SAT's, until neither gains anything.

        Which of them is better is a matter of the school: the one that gained more lately goes on,
        and the other one is tried again now and then.
        """
        search = self.search
        seeds = count(turn)
        ways = (around.improve, lambda seconds: self.improve_by_cpsat(next(seeds), seconds))
        rates = [math.inf] * len(ways)
        waited = [0] * len(ways)
        while not self.engine.finished() and any(rates):
            assert search.cost is not None
            way = max(range(len(ways)), key=lambda n: (waited[n] >= PATIENCE, rates[n]))
            cost, left = search.cost, search.left
            ways[way](SLICE_SECONDS)
            rates[way] = (cost - search.cost) / max(0.1, left - search.left)
            waited = [0 if n == way else turns + 1 for n, turns in enumerate(waited)]

    def improve_by_cpsat(self, turn: int, seconds: float) -> None:
        """CP-SAT's own large neighbourhood search."""
        search, engine = self.search, self.engine
        engine.run(
            engine.limit_cost(),
            (),
            seconds=min(seconds, search.left),
            turn=turn,
            hint=engine.incumbent,
            impatient=True,
            presolve=LIGHT,
        )

    def aim(self) -> None:
        """Takes the wishes that cost nothing in the relaxation for rules: a guess that often holds.

        Then whatever the search meets keeps them, and only the wishes that must cost something are
        left to weigh up. What is proved about so strict a school is not proved about the real one.
        """
        search = self.search
        shares = self.bounding.shares_within(WAIT_SECONDS, search.go_on)
        if shares is None or self.engine.finished():
            return
        self.aimed = True
        kept = {payer for payer, cost in shares.items() if cost < FREE}
        if not kept:
            return
        seconds = max(AIM_SECONDS, AIM_SHARE * search.time_limit)
        stricter = search.part(
            _with_points(search.problem, kept), seconds, self._take_over, bound=search.bound
        )
        recipe = Recipe(stricter, strict=True, given=self.given)
        stricter.should_stop = lambda: search.stopped or recipe.in_vain(AIM_FIRST_SECONDS)
        recipe.go()
        search.spent += stricter.spent

    def _take_over(self, step: Progress) -> None:
        """Every timetable of the stricter school is one of the real school."""
        self.search.enter(f"aim, {step.stage}")
        if step.timetable is not None:
            self.search.accept(step.timetable)


def _with_points(problem: Problem, kept: Collection[Payer]) -> Problem:
    """The problem in which wishes are required at these points."""
    return replace(problem, rules=tuple(r for rule in problem.rules for r in _parts(rule, kept)))


def _parts(rule: Rule, kept: Collection[Payer]) -> Iterator[Rule]:
    """The rule as it is at some of its points, and required at these."""
    strict = {"required": True, "weight": None}
    points = tuple(p for n, p in enumerate(rule.points) if Payer(rule.index, n) in kept)
    others = tuple(p for n, p in enumerate(rule.points) if Payer(rule.index, n) not in kept)
    if others or not points:
        yield replace(rule, points=others)
    if points:
        yield replace(rule, points=points, constraint=rule.constraint.model_copy(update=strict))
