"""Lessons first, then who has which duty; and together only where that is not enough.

Without duties a school is solved as ever, and is no dearer: a duty can only harm the rules about
lessons (``Constraint.concerns``). So what is proved about its lessons alone is proved about it, and
what duties cost in any case comes on top. Who has which duty is then decided with the lessons as
facts, a small model. Mostly both reach their bounds, and nothing better exists. Where lessons and
duties get into each other's way, the model of everything has the last word.
"""

from __future__ import annotations

import math
from dataclasses import replace

from timetabler.models.timetable import Timetable
from timetabler.solver.compile import Compiled, compile_problem
from timetabler.solver.cpsat import emit
from timetabler.solver.encoder import Given
from timetabler.solver.recipe import EXACT, Recipe
from timetabler.solver.run import Settings, run
from timetabler.solver.search import Progress, Search
from timetabler.spec.problem import Problem

LESSONS_SHARE = 0.7
"""Of the time limit, for the lessons alone."""
ROSTER_SHARE = 0.3
"""Of the time that is left, for a roster of the lessons in hand."""
ROSTER_SECONDS = 8.0
"""For its improvement, while the lessons are not the best yet."""
DUTIES_SECONDS = 8.0
"""For what duties cost in any case."""
FAILURES = 3
"""After so many lessons without a roster, both are looked for together."""


class Apart:
    """The two searches, one after the other, and what follows from them for the whole."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.duties = Duties(search.problem)
        self.failures = 0
        seconds = LESSONS_SHARE * search.time_limit
        self.lessons = search.part(search.problem.lessons_alone, seconds, self._found)
        self.lessons.should_stop = lambda: search.stopped or self.failures >= FAILURES
        self.compiled: Compiled | None = None
        """What was proved to have no solution, if anything was."""

    def go(self, hint: Timetable | None) -> None:
        """The stages in turn."""
        search = self.search
        if hint is not None:
            search.offer(hint)
        self.find_lessons(hint)
        if not search.over and search.best is not None:
            self.find_roster()
        if not search.over:
            self.prove_duties()
        if not search.over:
            together = Recipe(search)
            together.go(hint)
            self.compiled = together.compiled

    # ---- lessons -----------------------------------------------------------------------------

    def find_lessons(self, hint: Timetable | None) -> None:
        """Looks for the best lessons, and on the way for a roster of the first ones."""
        search, lessons = self.search, self.lessons
        recipe = Recipe(lessons)
        recipe.go(None if hint is None else Timetable(hint.school, hint.placements))
        search.spent += lessons.spent
        if lessons.impossible:
            search.impossible = True
            self.compiled = recipe.compiled

    def _found(self, step: Progress) -> None:
        """Takes what the search for lessons has found."""
        search = self.search
        search.stage = f"lessons, {step.stage}"
        search.raise_bound(self.lessons.bound + self.duties.least)
        lessons = step.timetable
        if lessons is None:
            return
        if search.best is not None:
            search.offer(Timetable(lessons.school, lessons.placements, search.best.duties))
        else:
            self.complete(lessons, ROSTER_SHARE * search.left, ROSTER_SECONDS)

    # ---- duties ------------------------------------------------------------------------------

    def find_roster(self) -> None:
        """The best roster for the best lessons, unless there is no more to be gained."""
        lessons, cost = self.lessons, self.search.cost
        if lessons.best is None or lessons.cost is None or cost is None:
            return
        if lessons.cost + self.duties.least < cost:
            seconds = ROSTER_SHARE * self.search.left
            self.complete(lessons.best, seconds, seconds)

    def prove_duties(self) -> None:
        """Looks for more that duties cost in any case, or for a proof that they are impossible."""
        search = self.search
        search.stage = "duties"
        compiled = self.duties.prove(search)
        search.raise_bound(self.lessons.bound + self.duties.least)
        if search.impossible:
            self.compiled = compiled

    def complete(self, lessons: Timetable, seconds: float, improving: float) -> None:
        """Looks for a roster of these lessons, and for so long at most for better ones."""
        search = self.search

        def completed(step: Progress) -> None:
            if step.timetable is not None:
                if len(part.history) == 1:
                    part.time_limit = min(part.time_limit, part.time_limit - part.left + improving)
                search.stage = f"roster, {step.stage}"
                search.accept(step.timetable)

        part = search.part(search.problem, seconds, completed, bound=search.bound)
        roster = () if search.best is None else search.best.duties
        start = Timetable(lessons.school, lessons.placements, roster)
        Recipe(part, given=Given(lessons=lessons)).go(start)
        search.spent += part.spent
        if part.best is None:
            self.failures += 1 if part.impossible else FAILURES


class Duties:
    """What duties cost wherever the lessons are."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.least = self._counted("duties") + self._counted("both")
        """Proved."""

    def _counted(self, concerns: str) -> int:
        return sum(
            rule.weight * rule.least(point, self.problem.school)
            for rule in self.problem.rules
            if rule.concerns == concerns and not rule.required
            for point in rule.points
            if not point.shadow
        )

    def prove(self, search: Search) -> Compiled:
        """Looks for more that they cost, or for a proof that they are impossible."""
        compiled = self._compiled()
        settings = Settings(
            workers=max(search.workers, len(EXACT)) if search.workers > 1 else 1,
            seed=search.seed,
            seconds=min(DUTIES_SECONDS, search.left),
            subsolvers=EXACT,
            symmetry=False,
            repeatable=search.repeatable,
        )
        result = run(emit(compiled.model, cost=True), settings, lambda _v, _b: search.stopped)
        search.spent += result.deterministic_seconds
        search.impossible = search.impossible or result.infeasible
        if math.isfinite(result.bound):
            bound = math.ceil(result.bound - 1e-6) + self._counted("both")
            self.least = max(self.least, bound)
        return compiled

    def _compiled(self) -> Compiled:
        """Rules that look at duties alone, and nobody at two duties at a time."""
        rules = tuple(
            rule
            for rule in self.problem.rules
            if rule.concerns == "duties" or (rule.kind == "avoid_clashes" and rule.required)
        )
        return compile_problem(replace(self.problem, rules=rules), given=Given(idle=True))
