"""What duties cost wherever the lessons are, and whether they can be done at all."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property

from timetabler.solver.compile import Compiled, compile_problem
from timetabler.solver.cpsat import emit
from timetabler.solver.encoder import Given
from timetabler.solver.first import FIRST
from timetabler.solver.recipe import EXACT
from timetabler.solver.run import Presolve, Result, Settings, run
from timetabler.solver.search import Search
from timetabler.spec.problem import Problem

SECONDS = 8.0
"""For a proof."""


class Duties:
    """The rules that look at duties alone, by themselves: nobody has a lesson."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.least = self._counted("duties") + self._counted("both")
        """Proved: what rules that lessons alone leave out cost at least."""

    def _counted(self, concerns: str) -> int:
        return sum(
            rule.weight * rule.least(point, self.problem.school)
            for rule in self.problem.rules
            if rule.concerns == concerns and not rule.required
            for point in rule.points
            if not point.shadow
        )

    @cached_property
    def compiled(self) -> Compiled:
        """These rules, and nobody at two duties at a time."""
        rules = tuple(
            rule
            for rule in self.problem.rules
            if rule.concerns == "duties" or (rule.kind == "avoid_clashes" and rule.required)
        )
        return compile_problem(replace(self.problem, rules=rules), given=Given(idle=True))

    def refuted(self, search: Search) -> bool:
        """Whether it is proved that they cannot be done."""
        return self._run(search, FIRST, cost=False).infeasible

    def prove(self, search: Search) -> None:
        """Looks for more that they cost at least."""
        bound = self._run(search, EXACT, cost=True).bound
        if math.isfinite(bound):
            self.least = max(self.least, math.ceil(bound - 1e-6) + self._counted("both"))

    def _run(self, search: Search, subsolvers: tuple[str, ...], *, cost: bool) -> Result:
        settings = Settings(
            workers=max(search.workers, len(subsolvers)) if search.workers > 1 else 1,
            seed=search.seed,
            seconds=min(SECONDS, search.left),
            subsolvers=subsolvers,
            presolve=Presolve(symmetry=0),
            repeatable=search.repeatable,
        )
        cp = emit(self.compiled.model, cost=cost)
        result = run(cp, settings, lambda _values, _bound: search.stopped)
        search.spent += result.deterministic_seconds
        return result
