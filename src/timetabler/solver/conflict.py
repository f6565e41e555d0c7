"""Why there is no timetable: few rules of the school that cannot hold together.

Which lessons and duties there are and that nobody is in two places is taken for granted; every
other required point may be part of the conflict. Only where no rule is needed for it, what is
granted is looked at in the same way: which lessons do not fit.

CP-SAT says which points it needed for its proof (a guard for each, all of them assumed): mostly
few, and in a time that hardly grows with the school. Where it finds no proof, the linear relaxation
is asked: rows whose sum, at its prices, contradicts itself, as is so where there are too few rooms
for very many lessons. Then whatever can go without the contradiction going is deleted: whole
rules, parts of rules, clauses. A deletion ends in one of three ways. Refuted again: what was not
needed for that is gone. A timetable: something deleted is needed, whatever else goes later, as
fewer rules allow more. Undecided: it stays, and nobody knows. So a conflict is minimal when each of
its clauses was once missed by a timetable.

Whatever is told was proved twice, with different settings, or once in exact arithmetic.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from timetabler.explain.clauses import Part, parts
from timetabler.models import reasons
from timetabler.models.wording import plural
from timetabler.solver.encoder import NOTHING, Given
from timetabler.solver.run import Presolve, Settings
from timetabler.solver.search import Search
from timetabler.solver.stated import Refuted, Stated, Tried
from timetabler.solver.turns import Portfolio, turns
from timetabler.spec.problem import Problem

SECONDS = 20.0
"""At least this long a conflict may be looked for, even when the time is up."""
FIRST: Portfolio = (("no_lp", "max_lp"), ("quick_restart_no_lp", "default_lp"))
"""Full searches, in turn: guards weaken the linear relaxation, so that those without mostly find
proofs and timetables; each is quick at times where the other is not."""
SECOND: Portfolio = (("no_lp", "default_lp"), ("quick_restart_no_lp", "max_lp"))
"""Those for the second proof."""
TRY_SECONDS = 4.0
"""For a deletion at least, and TIMES as long as the first proof took: others are not harder."""
TIMES = 4.0
SOON_SECONDS = 6.0
"""For a proof beside the search: most proofs of a school of 20 classes take less, or minutes."""
FIRST_SECONDS = 8.0
"""For the first proof, without patience."""
CONFIRM_SHARE = 0.5
"""Of the time, for the second proof: of the first set of rules, then of the least."""
FIRST_SHARE = 0.4
"""Of the time, for the first proof, before the linear relaxation is asked."""
PARTS_SHARE = 0.5
"""Of the time, for parts of rules; it makes clauses shorter, but not fewer."""
SMALL = 1000
"""Rows of a model whose linear relaxation is solved in a moment."""
MANY = 12
"""Into so many parts a rule is cut at least before it is called irreducible."""

Numbers = frozenset[int]


def explained(search: Search, what: Refuted) -> tuple[reasons.Conflict, ...]:
    """Why this has no timetable: the rules that clash, if that can be proved a second time.

    A model by capacity is asked first, if that is what was refuted. It leaves out what a rule says
    of one person of a pool; where the contradiction needs that, the model with names finds it. Each
    gets little time at first: how long a proof takes is mostly a matter of luck.
    """

    begun = time.monotonic()
    seconds = max(SECONDS, search.left)
    searches: dict[bool, ConflictSearch] = {}
    for patient in (False, True):
        for by_capacity in (True, False) if what.by_capacity else (False,):
            if by_capacity not in searches:
                searches[by_capacity] = ConflictSearch(
                    what.problem,
                    by_capacity=by_capacity,
                    given=what.given,
                    workers=search.workers,
                    seed=search.seed,
                    stopped=lambda: search.stopped,
                    tell=search.enter,
                )
            left = seconds - (time.monotonic() - begun)
            conflict = searches[by_capacity].find(left, patient=patient)
            if conflict is not None:
                return (conflict,)
    return ()


def refuted_soon(search: Search) -> Refuted | None:
    """The school of a search, if a moment is enough to prove that it has no timetable."""
    problem = search.problem
    by_capacity = bool(problem.school.pools)
    stated = Stated(problem, by_capacity=by_capacity, given=NOTHING)
    settings = Settings(
        search.workers,
        search.seed,
        min(SOON_SECONDS, search.left),
        FIRST[0],
        Presolve(symmetry=0, probing=False),
        repeatable=search.repeatable,
    )
    tried = stated.attempt(
        stated.open, stated.granted, settings, lambda _values, _bound: search.stopped
    )
    return Refuted(problem, by_capacity, NOTHING) if tried.refuted is not None else None


@dataclass
class ConflictSearch:
    """The search for a small conflict in a problem that has been proved impossible."""

    problem: Problem
    by_capacity: bool
    given: Given
    """What is not up for discussion either."""
    workers: int
    seed: int
    stopped: Callable[[], bool]
    tell: Callable[[str], None] = lambda _stage: None
    """Takes where the search is."""
    until: float = 0.0
    """When to come to an end, by the monotonic clock."""
    base: Numbers = frozenset()
    """What is taken for granted."""
    missed: list[Numbers] = field(default_factory=list)
    """What timetables break that keep everything else of the conflict of the time."""

    def __post_init__(self) -> None:
        self.tell("explain")
        self.stated = Stated(self.problem, by_capacity=self.by_capacity, given=self.given)
        self.try_seconds = TRY_SECONDS

    @property
    def left(self) -> float:
        """Seconds that may still be spent."""
        return self.until - time.monotonic()

    @property
    def over(self) -> bool:
        """Whether to go with what there is."""
        return self.left <= 0 or self.stopped()

    def find(self, seconds: float, *, patient: bool = True) -> reasons.Conflict | None:
        """The conflict; None if it could not be proved in the time, or not a second time.

        Without patience, it is given up soon if no proof is found.
        """
        self.until = time.monotonic() + seconds
        granted = self.stated.granted
        for base, points in ((granted, self.stated.open), (Numbers(), granted)):
            self.base = base
            self.missed.clear()
            first = self._first(points, patient)
            if first is None:
                return None
            if not first:
                continue
            self.tell(f"explain: {plural(len(self._rules(first)), 'rule')}")
            proved = first if self._confirmed(first) else None
            least = self._shrunk(first)
            if least:
                break
        else:
            return None
        if least != proved and self._confirmed(least):
            proved = least
        if proved is None:
            return None
        told = parts(self.stated.applied(proved))
        minimal = proved == least and self._each_needed(told, proved)
        return reasons.Conflict(tuple(part.clause for part in told), minimal)

    # ---- proofs ------------------------------------------------------------------------------

    def _first(self, points: Numbers, patient: bool) -> Numbers | None:
        """Some of these points that are refuted; None if that is not found."""
        begun = time.monotonic()
        share = FIRST_SHARE * self.left
        tried = self._tried(points, share if patient else min(share, FIRST_SECONDS))
        found = tried.refuted
        if found is None and tried.broken is None and patient and not self.over:
            summed = self.stated.summed(self.base | points, FIRST_SHARE * self.left)
            found = None if summed is None else summed - self.base
        self.try_seconds = max(TRY_SECONDS, TIMES * (time.monotonic() - begun))
        return found

    def _tried(self, points: Numbers, seconds: float) -> Tried:
        """What becomes of these points in this time."""
        return self._attempted(self.stated, points, self.base, seconds)

    def _attempted(self, stated: Stated, points: Numbers, base: Numbers, seconds: float) -> Tried:
        """Runs here are easy: most of the time of a usual one would go into preparing the model.

        Of a small school, the linear relaxation is asked first: that takes no time, and where far
        too much is asked for it is the only one to see that soon.
        """
        summed = self._summed(stated, base | points)
        if summed is not None:
            return Tried(refuted=summed - base)
        for settings in self._turns(FIRST, self.seed, seconds):
            quick = replace(settings, presolve=settings.presolve._replace(probing=False))
            tried = stated.attempt(points, base, quick, self._watch)
            if tried != Tried():
                return tried
        return Tried()

    def _summed(self, stated: Stated, points: Numbers) -> Numbers | None:
        """Those of the points of a small school that contradict each other by adding up."""
        return stated.summed(points, self.left) if stated.rows <= SMALL and not self.over else None

    def _confirmed(self, points: Numbers) -> bool:
        """Whether these points are refuted once more: by adding up, which is exact arithmetic; or
        by other searches with other seeds, after more preparation, and with plain rows where there
        were guards."""
        if self._summed(self.stated, self.base | points) is not None:
            return True
        turns = self._turns(SECOND, self.seed + 1, CONFIRM_SHARE * self.left)
        return any(self.stated.refuted(self.base | points, s, self._watch) for s in turns)

    def _turns(self, portfolio: Portfolio, seed: int, seconds: float) -> Iterator[Settings]:
        seconds = min(seconds, self.left)
        return turns(portfolio, self.workers, seed, seconds, self.stopped)

    # ---- deletion ----------------------------------------------------------------------------

    def _shrunk(self, points: Numbers) -> Numbers:
        """Deletes what is not needed: whole rules first, then parts of them, then clauses."""
        kept = points
        for rule in self._rules(kept):
            kept = self._without(self._of_rule(rule, kept), kept)
        trimmed_until = PARTS_SHARE * self.left
        for rule in self._rules(kept):
            size = len(self._of_rule(rule, kept)) // 2
            while size and self.left > trimmed_until:
                before = len(self._of_rule(rule, kept))
                ordered = sorted(self._of_rule(rule, kept))
                for start in range(0, before, size):
                    if self.left > trimmed_until:
                        kept = self._without(Numbers(ordered[start : start + size]), kept)
                after = len(self._of_rule(rule, kept))
                if after == before > MANY * size:
                    break  # so many parts, and all are needed: no use in trying every point
                size = min(size, after) // 2
        for part in parts(self.stated.applied(kept)):
            kept = self._without(self._numbers(part), kept)
        return kept

    def _without(self, chunk: Numbers, kept: Numbers) -> Numbers:
        """What is kept without the chunk, if that is still refuted."""
        chunk &= kept
        chunk -= {n for broken in self.missed if len(needed := broken & kept) == 1 for n in needed}
        if not chunk or self.over or self._needed(chunk, kept):
            return kept
        self.tell(f"explain: {plural(len(self._rules(kept)), 'rule')}")
        tried = self._tried(kept - chunk, self.try_seconds)
        if tried.broken is not None:
            self.missed.append(tried.broken)
        return kept if tried.refuted is None else tried.refuted

    def _needed(self, chunk: Numbers, kept: Numbers) -> bool:
        """Whether a timetable is known that keeps all but points of the chunk."""
        return any(broken & kept <= chunk for broken in self.missed)

    # ---- minimality --------------------------------------------------------------------------

    def _each_needed(self, told: Sequence[Part], kept: Numbers) -> bool:
        """Whether there is a timetable without any one of the clauses.

        By capacity, it must also be possible to name everybody in it: the model with names decides.
        """
        if not all(self._needed(self._numbers(part), kept) for part in told):
            return False
        return not self.by_capacity or self._each_needed_by_name(told)

    def _each_needed_by_name(self, told: Sequence[Part]) -> bool:
        """The same with names. A rule of which something is said of a pool is kept as a whole: that
        follows from what it says of its people."""
        named = Stated(self.problem, by_capacity=False, given=self.given)
        base = named.granted if self.base else Numbers()
        for part in told:
            rest = [applied for other in told if other is not part for applied in other.applied]
            whole = {rule.index for rule, point in rest if point.shadow}
            if part.applied[0][0].index in whole:
                return False
            kept = {id(point) for _, point in rest}
            points = Numbers(
                n
                for n, (rule, point) in enumerate(named.points)
                if n not in base and (rule.index in whole or id(point) in kept)
            )
            if self._attempted(named, points, base, self.try_seconds).broken is None:
                return False
        return True

    # ---- rules and points --------------------------------------------------------------------

    def _rules(self, numbers: Collection[int]) -> list[int]:
        """The rules of these points; those of the most points first, which have the most to go."""
        points = self.stated.points
        found = [points[n][0].index for n in numbers]
        return sorted(set(found), key=lambda rule: (-found.count(rule), rule))

    def _of_rule(self, rule: int, numbers: Numbers) -> Numbers:
        return Numbers(n for n in numbers if self.stated.points[n][0].index == rule)

    def _numbers(self, part: Part) -> Numbers:
        points = {id(point) for _, point in part.applied}
        return Numbers(n for n, (_, point) in enumerate(self.stated.points) if id(point) in points)

    def _watch(self, _values: Sequence[int] | None, _bound: float) -> bool:
        return self.stopped()
