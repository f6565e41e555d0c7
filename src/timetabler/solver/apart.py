"""Lessons first, then who has which duty; and together only where that is not enough.

Without duties a school is solved as ever, and is no dearer: a duty can only harm the rules about
lessons (``Constraint.concerns``). So what is proved about its lessons alone is proved about it, and
what duties cost in any case comes on top. Who has which duty is then decided with the lessons as
facts, a small model. Mostly both reach their bounds, and nothing better exists. Where lessons and
duties get into each other's way, the model of everything has the last word.
"""

from __future__ import annotations

from timetabler.models.timetable import Timetable
from timetabler.solver.conflict import refuted_soon
from timetabler.solver.duties import Duties
from timetabler.solver.encoder import Given
from timetabler.solver.recipe import Recipe
from timetabler.solver.search import Progress, Search
from timetabler.solver.stated import Refuted

LESSONS_SHARE = 0.7
"""Of the time limit, for the lessons alone."""
ROSTER_SHARE = 0.3
"""Of the time that is left, for a roster of the lessons in hand."""
ROSTER_SECONDS = 8.0
"""For its improvement, while the lessons are not the best yet."""
FAILURES = 3
"""After so many lessons without a roster, both are looked for together."""


class Apart:
    """The two searches, one after the other, and what follows from them for the whole."""

    def __init__(self, search: Search, hint: Timetable | None) -> None:
        self.search = search
        self.hint = hint
        self.duties = Duties(search.problem)
        self.failures = 0
        seconds = LESSONS_SHARE * search.time_limit
        self.lessons = search.part(search.problem.lessons_alone, seconds, self._found)
        self.lessons.should_stop = lambda: search.over or self.failures >= FAILURES
        self.refuted: Refuted | None = None
        """What was proved to have no timetable, if anything was."""

    def go(self) -> None:
        """The stages in turn."""
        search, hint = self.search, self.hint
        if hint is not None:
            search.offer(hint)
        self.find_lessons()
        if not search.over and search.best is not None:
            self.find_roster()
        if not search.over and search.best is not None:
            self.prove_duties()
        if not search.over:
            together = Recipe(search, hint)
            together.go()
            self.refuted = together.refuted

    # ---- lessons -----------------------------------------------------------------------------

    def find_lessons(self) -> None:
        """Looks for the best lessons, and on the way for a roster of the first ones."""
        search, lessons, hint = self.search, self.lessons, self.hint
        recipe = Recipe(lessons, hint and Timetable(hint.school, hint.placements))
        recipe.go()
        search.spent += lessons.spent
        if lessons.impossible:
            search.impossible = True
            self.refuted = recipe.refuted

    def _found(self, step: Progress) -> None:
        """Takes what the search for lessons has found."""
        search = self.search
        search.enter(f"lessons, {step.stage}")
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
        """Looks for more that duties cost in any case."""
        search = self.search
        search.enter("duties")
        self.duties.prove(search)
        search.raise_bound(self.lessons.bound + self.duties.least)

    def complete(self, lessons: Timetable, seconds: float, improving: float) -> None:
        """Looks for a roster of these lessons, and for so long at most for better ones."""
        search = self.search

        def completed(step: Progress) -> None:
            search.enter(f"roster, {step.stage}")
            if step.timetable is not None:
                if part.improved == part.first_seconds:
                    part.time_limit = min(part.time_limit, part.time_limit - part.left + improving)
                search.accept(step.timetable)

        part = search.part(search.problem, seconds, completed, bound=search.bound)
        known = search.best or self.hint
        start = Timetable(lessons.school, lessons.placements, known.duties if known else ())
        Recipe(part, start, given=Given(lessons=lessons)).go()
        search.spent += part.spent
        if part.best is not None:
            return
        if part.impossible and not self.failures and search.best is None:
            self.refuted = refuted_soon(search)
            if self.refuted is None and self.duties.refuted(search):
                self.refuted = Refuted.of(self.duties.compiled)
            search.impossible = self.refuted is not None
        self.failures += 1 if part.impossible else FAILURES
