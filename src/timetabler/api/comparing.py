"""What would be different with another file, or with other values in this one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from timetabler.api.best import Best, find, known, on_record
from timetabler.explain.differences import Differences
from timetabler.models.findings import Report, RuleResult, Status
from timetabler.spec.load import load
from timetabler.spec.problem import Problem, Rule
from timetabler.spec.settings import with_settings
from timetabler.verify import verify

if TYPE_CHECKING:
    from timetabler.solver import Progress

OTHER_SHARE = 0.6
"""Of the time that is left then, for the other school; the rest is to keep changes few."""
_SAID = {"required", "weight", "negotiable", "note", "asked_by"}
"""Fields of a rule that do not say what it is about."""


class RulePair(NamedTuple):
    """How one rule fares on both sides; None where a side does not have it."""

    now: RuleResult | None
    other: RuleResult | None

    @property
    def differs(self) -> bool:
        """Whether its cost, weight or wording is another, or only one side has it."""
        now, other = self.now, self.other
        return now is None or other is None or _told(now) != _told(other)


@dataclass(frozen=True)
class Comparison:
    """A school as it is, and as it would be."""

    now: Best
    other: Best
    rules: tuple[RulePair, ...] = ()
    """Written ones, if both sides have a timetable."""
    differences: Differences | None = None
    """In the timetable of the other school, chosen among those that cost no more."""
    fewest: bool = False
    """Whether it is proved that none of these has fewer changes."""
    interrupted: bool = False

    @property
    def undecided(self) -> bool:
        """Whether nothing is known of one side."""
        return self.now.undecided or self.other.undecided


def compare(
    path: Path,
    what_if: Path | None = None,
    settings: Sequence[str] = (),
    *,
    time_limit: float = 120.0,
    workers: int = 2,
    seed: int = 0,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Comparison:
    """Compares a school with another file, or with itself after ``settings`` (see spec.settings).

    The school as it is has its recorded timetable, if that answers this very input. The other one
    starts from it, and of its timetables that cost no more than the best found, the one with the
    fewest changes is taken. Nothing is written.

    Raises InvalidInput with everything that is wrong with what is asked, OSError.
    """
    problem = load(path)
    other = load(what_if) if what_if else problem
    if settings:
        other = with_settings(other, settings)

    from timetabler.solver.closest import closest
    from timetabler.solver.effort import Effort

    effort = Effort(time_limit, workers, seed, on_progress, should_stop)
    now = known(problem, effort)
    there = on_record(other) if what_if and not settings else None
    if there is None or there.outcome.status is not Status.OPTIMAL:
        there = find(other, effort, OTHER_SHARE * effort.left, now.timetable)
    if now.timetable is None or there.timetable is None:
        return Comparison(now, there, interrupted=effort.stopped)
    timetable, fewest = closest(other, now.timetable, there.timetable, effort)
    report = verify(other, timetable)
    assert now.report is not None
    return Comparison(
        now,
        replace(there, timetable=timetable, report=report),
        tuple(_pairs(problem, now.report, other, report)),
        Differences(now.timetable, timetable),
        fewest,
        effort.stopped,
    )


def _pairs(now: Problem, before: Report, other: Problem, after: Report) -> Iterator[RulePair]:
    """The rules of both sides: those about the same things, and else those of a kind in their
    order, are the same rule."""
    left = {rule.index: rule for rule in other.rules}
    mates: dict[int, int] = {}
    for same in (_about, lambda rule: rule.kind):
        found = defaultdict(list)
        for rule in left.values():
            found[same(rule)].append(rule.index)
        for rule in now.rules:
            if rule.index not in mates and found[same(rule)]:
                mates[rule.index] = found[same(rule)].pop(0)
                del left[mates[rule.index]]
    for rule in now.rules:
        mate = mates.get(rule.index)
        result = None if mate is None else after.results[mate]
        yield RulePair(before.results[rule.index], result)
    for rule in left.values():
        yield RulePair(None, after.results[rule.index])


def _about(rule: Rule) -> str:
    return f"{rule.kind} {rule.constraint.model_dump_json(exclude=_SAID)}"


def _told(result: RuleResult) -> tuple[object, ...]:
    return result.title, result.required, result.weight, result.cost, result.deviation
