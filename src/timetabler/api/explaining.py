"""Why no timetable exists and what could be given up instead, with the timetables of that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING

from timetabler.api.books import DEFAULT_FORMATS, recorded
from timetabler.api.candidates import Candidates, propose
from timetabler.models.findings import Outcome, Report, RuleResult, Status
from timetabler.models.reasons import Reason
from timetabler.precheck import precheck
from timetabler.precheck.tightness import Tight, tightest
from timetabler.spec.load import load
from timetabler.spec.problem import Problem, Rule
from timetabler.verify import verify

if TYPE_CHECKING:
    from timetabler.solver import Progress
    from timetabler.solver.effort import Effort
    from timetabler.solver.relax import Relaxation

IMPROVING_SHARE = 0.4
"""Of the time that is left when the reasons are known, for better timetables of what was found."""
GRACE = 20.0
"""Seconds beyond the time limit for the reasons, where the proof that there are some came late."""


@dataclass(frozen=True)
class Alternative:
    """Rules that could be given up, and how the rest fares then: solved and verified."""

    letter: str
    rules: tuple[Rule, ...]
    """Of the school as it is, in the order of the file."""
    outcome: Outcome
    """Of the school in which they have a weight."""
    report: Report
    candidate: Path | None = None
    """The school file in which they are given up, if it was written."""
    files: tuple[Path, ...] = ()
    """Of its timetable."""
    remarks: tuple[str, ...] = ()

    @property
    def given_up(self) -> tuple[RuleResult, ...]:
        """How much of each of the rules."""
        return tuple(self.report.results[rule.index] for rule in self.rules)

    @property
    def rest(self) -> int:
        """What the wishes cost that the school had before."""
        return self.report.cost - sum(result.cost for result in self.given_up)

    @property
    def least(self) -> bool:
        """Whether it is proved that these rules cannot be given up any less."""
        return self.outcome.status is Status.OPTIMAL and not self.rest


@dataclass(frozen=True)
class Enough:
    """Facts that are not up for discussion, but of which a little less would be enough."""

    words: str
    """What it would mean: ``with fewer lessons``."""
    missed: tuple[RuleResult, ...]
    """What then is not kept of what always holds."""


@dataclass(frozen=True)
class Instead:
    """What could be done where no timetable keeps all the required rules."""

    alternatives: tuple[Alternative, ...] = ()
    """Fewest rules first."""
    enough: tuple[Enough, ...] = ()
    """Looked for only if it is proved that nothing negotiable helps."""
    least: bool = True
    """Whether it is proved that no other alternative has fewer rules than the last."""
    complete: bool = False
    """Whether it is proved that there are no others."""


@dataclass(frozen=True)
class Explained:
    """Whether a school has a timetable; if not, why not, and what instead."""

    problem: Problem
    outcome: Outcome
    """Without a timetable that was written: its cost is that of the best one known."""
    instead: Instead | None = None
    """If it is impossible."""
    tight: tuple[Tight, ...] = ()
    """The resources with the least room, if it is not."""
    recorded: bool = False
    """Whether the timetable that keeps all the rules was there already, where ``solve`` writes."""
    interrupted: bool = False


def explain(
    path: Path,
    *,
    to: Iterable[str] | None = DEFAULT_FORMATS,
    time_limit: float = 120.0,
    workers: int = 2,
    seed: int = 0,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Explained:
    """Says why a school is impossible and looks for the cheapest sets of rules to give up.

    For each, the school file in which they have a weight is written beside ``path`` with its
    timetable in these formats (see ``candidates``); None: nothing is written. What the time limit
    leaves open is said to be open. ``should_stop`` is asked during the search: True ends it, and
    what is known is returned, with the candidates.

    Raises InvalidInput, ValueError (no such format), OSError (nothing can be written there); what
    cannot be written in the end is told in a remark.
    """
    from timetabler.exporters import named

    exporters = None if to is None else named(to)
    problem = load(path)
    shortages = precheck(problem)
    known = None if shortages else recorded(problem)
    if known is not None:
        return Explained(problem, known.outcome, tight=tightest(problem), recorded=True)

    from timetabler.solver.effort import Effort

    effort = Effort(time_limit, workers, seed, on_progress, should_stop)
    outcome = Outcome(Status.INFEASIBLE, reasons=shortages, seed=seed, workers=workers)
    if not shortages:
        _, outcome = effort.first(problem, time_limit, grace=GRACE)
    if outcome.status is not Status.INFEASIBLE:
        return Explained(problem, outcome, tight=tightest(problem), interrupted=effort.stopped)
    saving = None if exporters is None else Candidates(path, exporters)
    found = _instead(problem, outcome.reasons, effort, saving)
    return Explained(problem, outcome, found, interrupted=effort.stopped)


def instead(
    problem: Problem,
    reasons: tuple[Reason, ...],
    *,
    time_limit: float,
    workers: int = 2,
    seed: int = 0,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Instead:
    """What could be given up, as far as the time goes, by the first timetables that come.

    None of them is improved or written: ``explain`` does that.
    """
    from timetabler.solver.effort import Effort
    from timetabler.solver.relax import Relaxing

    effort = Effort(time_limit, workers, seed, on_progress, should_stop)
    found = Relaxing(problem, reasons, effort).go()
    alternatives = (
        _alternative(problem, r, a) for r, a in zip(found.found, ascii_uppercase, strict=False)
    )
    return Instead(tuple(alternatives), (), found.least, found.complete)


def _instead(
    problem: Problem, reasons: tuple[Reason, ...], effort: Effort, saving: Candidates | None
) -> Instead:
    """Looks for alternatives, improves them, and writes them as candidates."""
    from timetabler.solver.relax import Relaxing

    found = Relaxing(problem, reasons, effort).go(reserve=IMPROVING_SHARE * effort.left)
    alternatives = []
    letters = iter(ascii_uppercase) if saving is None else saving.letters()
    for number, relaxation in enumerate(found.found):
        letter = next(letters)
        seconds = effort.left / (len(found.found) - number)
        better = _improved(relaxation, effort, seconds, f"{letter}, ")
        alternative = _alternative(problem, better, letter)
        if saving is not None:
            alternative = _saved(problem, alternative, better, saving)
        alternatives.append(alternative)
    nothing_helps = found.complete and not found.found
    enough = tuple(_enough(problem, effort)) if nothing_helps else ()
    return Instead(tuple(alternatives), enough, found.least, found.complete)


def _improved(relaxation: Relaxation, effort: Effort, seconds: float, stage: str) -> Relaxation:
    """With the best timetable found in so many seconds."""
    if effort.over:
        return relaxation
    start = relaxation.timetable
    timetable, outcome = effort.best(relaxation.problem, seconds, start, stage=stage)
    return replace(relaxation, timetable=timetable or start, outcome=outcome)


def _alternative(problem: Problem, relaxation: Relaxation, letter: str) -> Alternative:
    rules = tuple(problem.rules[index] for index in relaxation.rules)
    report = verify(relaxation.problem, relaxation.timetable)
    return Alternative(letter, rules, relaxation.outcome, report)


def _saved(
    problem: Problem, alternative: Alternative, relaxation: Relaxation, saving: Candidates
) -> Alternative:
    """With its candidate; with a remark instead if the lines cannot be changed by themselves, or
    there is no room for it: what has been found out is told all the same."""
    path = saving.path(alternative.letter)
    try:
        candidate = propose(problem, relaxation.rules, path)
        book, written = saving.save(candidate, relaxation.timetable, relaxation.outcome)
    except ValueError as error:
        return replace(alternative, remarks=(f"{path.name} was not written: {error}",))
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        message = f"{path.name} was not written with its timetable: {place}{error.strerror}"
        return replace(alternative, remarks=(message,))
    return replace(
        alternative,
        outcome=book.outcome,
        report=book.report,
        candidate=path,
        files=written.files,
        remarks=written.remarks,
    )


def _enough(problem: Problem, effort: Effort) -> Iterator[Enough]:
    from timetabler.solver.enough import enough

    for found in enough(problem, effort):
        results = verify(found.problem, found.timetable).results
        yield Enough(found.words, tuple(results[i] for i in found.rules if not results[i].met))
