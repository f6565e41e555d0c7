"""What a rule costs a school: the best timetable now, without it, and with a wish as a must."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from timetabler.api.best import Best, find, known
from timetabler.models.findings import Diagnostic, InvalidInput, RuleResult
from timetabler.spec.edit import Change, edited
from timetabler.spec.load import load, load_text
from timetabler.spec.problem import Problem, Rule
from timetabler.spec.rules_named import rules_named

if TYPE_CHECKING:
    from timetabler.solver import Progress


@dataclass(frozen=True)
class Price:
    """What one rule costs a school."""

    rule: Rule
    without: Best
    """The best without it."""
    strict: Best | None = None
    """The best if it must hold; of a wish that is not fully met."""
    now: RuleResult | None = None
    """How it fares now, if there is a timetable."""


@dataclass(frozen=True)
class Priced:
    """What some rules cost a school."""

    now: Best
    prices: tuple[Price, ...]
    interrupted: bool = False

    @property
    def undecided(self) -> bool:
        """Whether nothing is known of one of the schools that were looked at."""
        sides = (side for p in self.prices for side in (p.without, p.strict) if side is not None)
        return self.now.undecided or any(side.undecided for side in sides)

    def others(self, price: Price) -> int | None:
        """What all other rules cost now; None if there is no timetable."""
        if self.now.report is None or price.now is None:
            return None
        return self.now.report.cost - price.now.cost


def price(
    path: Path,
    said: str,
    *,
    time_limit: float = 120.0,
    workers: int = 2,
    seed: int = 0,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Priced:
    """What a rule costs: the best timetable now, without the rule, and with a wish as a must.

    ``said`` is the line of the rule, its kind (then all of these), or words of it. Each search
    starts from the timetable there is, so that none is dearer without the rule than with it.

    Raises InvalidInput if there is no such rule, OSError.
    """
    problem = load(path)
    rules = rules_named(problem, said)

    from timetabler.solver.effort import Effort

    effort = Effort(time_limit, workers, seed, on_progress, should_stop)
    now = known(problem, effort)
    results = {} if now.report is None else {r.index: now.report.results[r.index] for r in rules}
    unmet = {n for n, result in results.items() if not result.required and not result.met}
    to_come = iter(range(len(rules) + len(unmet), 0, -1))

    def best(changed: Problem) -> Best:
        return find(changed, effort, effort.left / next(to_come), now.timetable)

    prices = []
    for rule in rules:
        without = best(_without(problem, rule))
        strict = best(_strict(problem, rule)) if rule.index in unmet else None
        prices.append(Price(rule, without, strict, results.get(rule.index)))
    return Priced(now, tuple(prices), effort.stopped)


def _without(problem: Problem, rule: Rule) -> Problem:
    return _edited(problem, rule, [(("constraints", rule.index), None)])


def _strict(problem: Problem, rule: Rule) -> Problem:
    entry = ("constraints", rule.index)
    changes: list[Change] = [((*entry, "required"), "true")]
    if rule.constraint.weight is not None:
        changes.append(((*entry, "weight"), None))
    return _edited(problem, rule, changes)


def _edited(problem: Problem, rule: Rule, changes: Sequence[Change]) -> Problem:
    """Read again from the changed text, as what always holds may follow from what is written."""
    try:
        return load_text(edited(problem.text, changes), problem.path)
    except ValueError as error:
        line = problem.line(rule.source)
        raise InvalidInput((Diagnostic("TT502", str(error), rule.source, line),)) from None
