"""What would be enough where no rule that may be given up helps: then the facts are short.

What always holds is not negotiable, but how little of it would have to go says what is missing: one
lesson too many, one hour too few of somebody. One sort of fact after the other is given a weight
instead of being required, and the school is solved. Nothing is claimed that was not solved so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from timetabler.models.timetable import Timetable
from timetabler.solver.effort import Effort
from timetabler.spec.problem import Problem
from timetabler.spec.weakened import weakened

SHORT = {
    "avoid_unavailable_times": "if people or rooms were there at other times too",
    "allow_travel": "if people were quicker between sites",
    "assign_support": "with less support",
    "assign_times": "with fewer lessons",
    "assign_rooms": "if lessons could be in other rooms",
    "assign_teachers": "if others could teach",
    "staff_duties": "with fewer people on duty",
}
"""Kinds that always hold, and what it would mean that they do so a little less. That nobody is in
two places is not among them: no school can buy that."""
FIRST_SECONDS, BEST_SECONDS = 5.0, 10.0
"""For each of them at most: for any timetable, and if there is one, for the least."""


@dataclass(frozen=True)
class Less:
    """A sort of fact of which a little less would do, and the timetable that shows it."""

    words: str
    """What it would mean: ``with fewer lessons``."""
    rules: tuple[int, ...]
    """Indexes of the rules that have a weight there."""
    problem: Problem
    timetable: Timetable


def enough(problem: Problem, effort: Effort) -> Iterator[Less]:
    """Each sort of fact of which less would be enough, by itself."""
    for kind, words in SHORT.items():
        rules = tuple(
            r.index
            for r in problem.rules
            if r.kind == kind and r.standing and r.required and r.points
        )
        if not rules or effort.over:
            continue
        weaker = weakened(problem, rules)
        timetable, _ = effort.first(weaker, min(FIRST_SECONDS, effort.left), why=False)
        if timetable is None:
            continue
        if not effort.over:
            better, _ = effort.best(weaker, min(BEST_SECONDS, effort.left), timetable)
            timetable = better or timetable
        yield Less(words, rules, weaker, timetable)
