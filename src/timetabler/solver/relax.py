"""What to give up instead: the cheapest sets of rules without which there is a timetable.

Every reason that there is none must lose one of its rules. So a cheapest set that hits all known
reasons is tried: its rules get a weight, and the ordinary search looks for a first timetable. If
there is one, the set is an alternative; if it is proved that there is none, that proof is one more
reason to hit. (Implicit hitting sets, as in MaxHS: Davies and Bacchus, 2011.) As every smaller set
misses a proved reason, what is found is cheapest by the number of its rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from timetabler.models.findings import Outcome, Status
from timetabler.models.reasons import Conflict, Reason
from timetabler.models.timetable import Timetable
from timetabler.precheck import precheck
from timetabler.solver.effort import Effort
from timetabler.spec.problem import Problem
from timetabler.spec.weakened import weakened

RuleSet: TypeAlias = frozenset[int]
"""Indexes of rules."""

MOST = 3
"""So many alternatives are a choice; more are a list."""
TRY_SHARES = (0.25, 0.5)
"""Of the time that is left, for one set: the less, the more sets there are to try."""


@dataclass(frozen=True)
class Relaxation:
    """Rules that may be given up, and a timetable that is possible without them."""

    rules: tuple[int, ...]
    """Their indexes, in the order of the file."""
    problem: Problem
    """The school in which they have a weight."""
    timetable: Timetable
    """The first one; verified."""
    outcome: Outcome


@dataclass(frozen=True)
class Relaxations:
    """The alternatives that were found, and what is known of all others."""

    found: tuple[Relaxation, ...]
    """Fewest rules first; none contains another."""
    least: bool
    """Whether it is proved that no other set has fewer rules than the last of them."""
    complete: bool
    """Whether it is proved that every other set of negotiable rules contains one of them, or is not
    enough."""


class Relaxing:
    """The search for alternatives."""

    def __init__(self, problem: Problem, reasons: Iterable[Reason], effort: Effort) -> None:
        self.problem = problem
        self.effort = effort
        rules = problem.rules
        self.negotiable = frozenset(rule.index for rule in rules if rule.negotiable and rule.points)
        self.to_hit = [self._rules_of(reason, problem) for reason in reasons]
        self.found: list[Relaxation] = []
        self.tried: set[RuleSet] = set()
        """Without an answer in the time."""
        self.postponed: set[RuleSet] = set()
        """Those of them that are not tried again yet."""

    def go(self, reserve: float = 0.0, most: int = MOST) -> Relaxations:
        """Looks for so many alternatives. Once there is one, these last seconds are left alone.

        What cannot be decided in a share of the time is tried again with more when all else is.
        """
        complete = False
        rounds = 1
        while not self.effort.over and len(self.found) < most:
            left = self.effort.left - (reserve if self.found else 0.0)
            choice = self._cheapest()
            if left <= 0:
                break
            if choice:
                low, high = TRY_SHARES
                share = rounds * min(high, max(low, 1 / len(choice)))
                self._try(choice[0], min(1.0, share) * left)
            elif self.undecided:
                self.postponed.clear()
                rounds += 1
            else:
                complete = True
                break
        last = max((len(r.rules) for r in self.found), default=0)
        least = complete or (last > 0 and all(len(rules) >= last for rules in self.undecided))
        return Relaxations(tuple(self.found), least, complete)

    @property
    def undecided(self) -> list[RuleSet]:
        """Sets of which neither has been shown: that they are enough, or that they are not."""
        return [
            rules
            for rules in self.tried
            if all(rules & reason for reason in self.to_hit)
            and not any(rules.issuperset(one.rules) for one in self.found)
        ]

    def _rules_of(self, reason: Reason, problem: Problem) -> RuleSet:
        """The rules that could be given up because of a reason: those that it names, and all about
        what always holds, since it is counted and searched for on that ground without a word."""
        named: set[int | None] = {rule.index for rule in problem.rules if rule.standing}
        if isinstance(reason, Conflict):
            named.update(clause.rule for clause in reason.clauses)
        else:
            named.update(rule.index for rule in problem.rules if rule.source in reason.sources)
        return frozenset(
            index for index in self.negotiable & named if problem.rules[index].required
        )

    def _cheapest(self) -> list[RuleSet]:
        """The sets to try next: fewest rules; first other kinds of them, then fewer points."""
        known = [frozenset(r.rules) for r in self.found]
        rules = self.problem.rules
        seen = {rules[index].kind for one in known for index in one}

        def preference(one: RuleSet) -> tuple[int, int, list[int]]:
            again = sum(rules[index].kind in seen for index in one)
            return again, sum(len(rules[index].points) for index in one), sorted(one)

        return sorted(cheapest_sets(self.to_hit, known, self.postponed), key=preference)

    def _try(self, given_up: RuleSet, seconds: float) -> None:
        """Looks for a first timetable without these rules, or for one more reason."""
        problem = weakened(self.problem, given_up)
        timetable, outcome = None, Outcome(Status.INFEASIBLE, reasons=precheck(problem))
        if not outcome.reasons:
            near = self.found[-1].timetable if self.found else None
            timetable, outcome = self.effort.first(problem, seconds, near, stage="instead, ")
        if timetable is not None:
            rules = tuple(sorted(given_up))
            self.found.append(Relaxation(rules, problem, timetable, outcome))
        elif outcome.status is Status.INFEASIBLE:
            self.to_hit += [self._rules_of(reason, problem) for reason in outcome.reasons]
        else:
            self.tried.add(given_up)
            self.postponed.add(given_up)


def cheapest_sets(
    reasons: Sequence[RuleSet],
    known: Collection[RuleSet],
    postponed: Collection[RuleSet] = (),
) -> tuple[RuleSet, ...]:
    """The sets with fewest members that hit every reason; none if there is no set that does.

    None of them contains one of the known sets. Those that are postponed are left out, but what is
    larger than they are is not looked at either.
    """
    level = {frozenset[int]()}
    while level:
        hitting: list[RuleSet] = []
        larger: set[RuleSet] = set()
        for chosen in level:
            missed = next((reason for reason in reasons if not chosen & reason), None)
            if missed is not None:
                larger.update(chosen | {rule} for rule in missed)
            elif chosen not in postponed:
                hitting.append(chosen)
        if hitting:
            return tuple(sorted(hitting, key=sorted))
        level = {one for one in larger if not any(one >= other for other in known)}
    return ()
