"""What would help a school most: the changes that its bottlenecks suggest, each one solved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from timetabler.api.best import Best, find, known
from timetabler.models.carried import carried
from timetabler.models.findings import InvalidInput, Status
from timetabler.spec.load import load
from timetabler.spec.loosened import Loosening, loosenings
from timetabler.spec.settings import with_settings
from timetabler.verify import verify

if TYPE_CHECKING:
    from timetabler.solver import Progress
    from timetabler.solver.effort import Effort

MOST_TRIED = 8
"""Changes that are solved: the most promising ones."""
PRICES_SHARE = 0.3
"""Of the time that is left, for the relaxation at most."""
LEAST_SECONDS = 10.0
"""For each change, in which most of the useless ones are proved to be so; what is left is for those
that give hope."""
DEAR = 0.5
"""A change with a smaller price will hardly save 1: it is tried only where none has a greater."""
FREE = 0.01
"""A smaller price is none; the relaxation is not solved to the last digit."""


@dataclass(frozen=True)
class Helped:
    """One change, and the best timetable with it."""

    change: Loosening
    price: float
    """What the relaxation would pay for it: a guess."""
    best: Best | None = None
    """None if it was not solved."""
    refused: str = ""
    """Why the file cannot be changed like that, if so."""

    @property
    def cost(self) -> int | None:
        """Of the best timetable, if one is known."""
        return None if self.best is None else self.best.outcome.cost

    @property
    def bound(self) -> int:
        """Proved: no timetable with the change costs less."""
        return 0 if self.best is None else self.best.outcome.bound or 0

    @property
    def proved(self) -> bool:
        """Whether no better timetable exists with the change."""
        return self.best is not None and self.best.outcome.status is Status.OPTIMAL


@dataclass(frozen=True)
class Helping:
    """What would help a school, as far as was tried."""

    now: Best
    """The best that is known of the school as it is, even if a search for something else met it."""
    considered: int = 0
    """Changes that could be thought of."""
    priced: int | None = 0
    """Those of them with a price worth a try; None if the relaxation was not solved in the time."""
    tried: tuple[Helped, ...] = ()
    """The most promising ones first."""
    interrupted: bool = False

    @property
    def undecided(self) -> bool:
        """Whether it is not known where the school stands, or not what binds it."""
        return self.now.undecided or self.priced is None

    @property
    def helpful(self) -> list[Helped]:
        """Those that save, most first; of equals, those first that are proved."""
        found = [one for one in self.tried if self.saved(one) > 0]
        return sorted(found, key=lambda one: (-self.saved(one), not one.proved))

    @property
    def useless(self) -> list[Helped]:
        """Those that are proved to save nothing."""
        solved = (one for one in self.tried if one.best is not None)
        return [one for one in solved if self.most(one) <= 0]

    @property
    def open(self) -> list[Helped]:
        """Those that have not been seen to save anything, nor proved not to."""
        solved = (one for one in self.tried if one.best is not None)
        return [one for one in solved if self.saved(one) <= 0 < self.most(one)]

    @property
    def refused(self) -> list[Helped]:
        """Those that the file cannot be changed to."""
        return [one for one in self.tried if one.refused]

    @property
    def untried(self) -> list[Helped]:
        """Those for which there was no time."""
        return [one for one in self.tried if one.best is None and not one.refused]

    def saved(self, one: Helped) -> int:
        """By how much the best timetable found with a change is cheaper than the best one now."""
        now = self.now.outcome.cost
        return 0 if now is None or one.cost is None else now - one.cost

    def least(self, one: Helped) -> int:
        """Proved: the timetable found with a change is cheaper by so much than any without it."""
        bound = self.now.outcome.bound or 0
        return 0 if one.cost is None else max(0, bound - one.cost)

    def most(self, one: Helped) -> int:
        """Proved: the change saves no more."""
        if one.best is not None and one.best.outcome.status is Status.INFEASIBLE:
            return 0
        return (self.now.outcome.cost or 0) - one.bound


def what_helps(
    path: Path,
    *,
    time_limit: float = 120.0,
    workers: int = 2,
    seed: int = 0,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Helping:
    """Which changes of what is required, or of facts, would save most of the cost.

    The dual prices of the linear relaxation say which to try. Each is solved from the timetable
    there is, and verified, so that what it saves is no guess.

    Raises InvalidInput, OSError.
    """
    problem = load(path)

    from timetabler.solver.effort import Effort
    from timetabler.solver.prices import prices

    effort = Effort(time_limit, workers, seed, on_progress, should_stop)
    now = known(problem, effort)
    if not now.outcome.cost:  # there is no timetable, or nothing to save
        return Helping(now, interrupted=effort.stopped)
    changes = loosenings(problem)
    priced = prices(problem, changes, effort, PRICES_SHARE * effort.left)
    if priced is None:
        return Helping(now, len(changes), None, interrupted=effort.stopped)
    least = DEAR if max(priced, default=0.0) >= DEAR else FREE
    pairs = zip(changes, priced, strict=True)
    binding = [Helped(change, price) for change, price in pairs if price >= least]
    tried = _promising(binding)
    for place, one in enumerate(tried):
        seconds = min(LEAST_SECONDS, effort.left / (len(tried) - place))
        tried[place] = _try(now, one, effort, seconds)
        now = _better(now, tried[place])
    while hopes := _again(now, tried, effort):
        effort = replace(effort, seed=effort.seed + 1)
        to_come = sum(hopes.values())
        for place, hope in hopes.items():
            seconds = max(LEAST_SECONDS, effort.left * hope / to_come)
            to_come -= hope
            tried[place] = _try(now, tried[place], effort, min(seconds, effort.left))
            now = _better(now, tried[place])
    return Helping(now, len(changes), len(binding), tuple(tried), effort.stopped)


def _promising(binding: Iterable[Helped]) -> list[Helped]:
    """Those to try, dearest first; of each person, room or rule one before any second one: somebody
    else's days are more of a choice."""
    seen: Counter[object] = Counter()
    ranked = []
    for one in sorted(binding, key=lambda one: -one.price):
        ranked.append((seen[one.change.subject], one))
        seen[one.change.subject] += 1
    return [one for _, one in sorted(ranked, key=lambda each: each[0])][:MOST_TRIED]


def _again(now: Best, tried: Sequence[Helped], effort: Effort) -> dict[int, float]:
    """Which to go on with in the time that is left, and how much more each may save at most, by its
    price and by what is proved: the greatest hopes, and no more of them than there is time for."""
    cost = now.outcome.cost or 0
    hopes = {
        place: min(one.price, min(cost, one.cost) - one.bound)
        for place, one in enumerate(tried)
        if one.cost is not None
    }
    turns = 0 if effort.stopped else int(effort.left / LEAST_SECONDS)
    ranked = sorted((place for place in hopes if hopes[place] > 0), key=lambda n: -hopes[n])
    return {place: hopes[place] for place in ranked[:turns]}


def _try(now: Best, one: Helped, effort: Effort, seconds: float) -> Helped:
    """Solves the school with a change, from the best timetable there is, if there is time."""
    if effort.over:
        return one
    try:
        changed = with_settings(now.problem, one.change.settings)
    except InvalidInput as error:
        return replace(one, refused=error.diagnostics[0].message)
    start = now if one.best is None or one.best.timetable is None else one.best
    found = find(changed, effort, seconds, start.timetable)
    return replace(one, best=_stronger(one.best, found))


def _stronger(before: Best | None, found: Best) -> Best:
    """Of the same school, what two searches know together."""
    if before is None or before.outcome.cost is None or found.outcome.cost is None:
        return found
    bound = max(before.outcome.bound or 0, found.outcome.bound or 0)
    best = min(found, before, key=lambda one: one.outcome.cost or 0)
    status = Status.OPTIMAL if best.outcome.cost == bound else Status.FEASIBLE
    return replace(best, outcome=replace(best.outcome, bound=bound, status=status))


def _better(now: Best, one: Helped) -> Best:
    """The best of the school as it is: if that is not proved, the search with a change may have
    found a better timetable that does without it."""
    if one.best is None or one.best.timetable is None or now.outcome.cost is None:
        return now
    timetable = carried(one.best.timetable, now.problem.school)
    report = verify(now.problem, timetable)
    if not report.valid or report.cost >= now.outcome.cost:
        return now
    outcome = replace(now.outcome, cost=report.cost)
    if report.cost <= (outcome.bound or 0):
        outcome = replace(outcome, status=Status.OPTIMAL)
    return Best(now.problem, outcome, timetable, report)
