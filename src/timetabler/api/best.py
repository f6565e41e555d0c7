"""The best that is known of a school: a timetable that is there already, or that is found now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from timetabler.api.books import recorded
from timetabler.models.carried import carried
from timetabler.models.findings import Outcome, Report, Status
from timetabler.models.timetable import Timetable
from timetabler.precheck import precheck
from timetabler.spec.problem import Problem
from timetabler.verify import verify

if TYPE_CHECKING:
    from timetabler.solver.effort import Effort


NOW_SHARE = 0.3
"""Of the time limit, for a school as it is, if it has no timetable yet."""


@dataclass(frozen=True)
class Best:
    """The best that is known of a school."""

    problem: Problem
    outcome: Outcome
    timetable: Timetable | None = None
    """None if there is none, or none was found: the outcome says which, and why."""
    report: Report | None = None
    """Of the timetable."""
    recorded: bool = False
    """Whether the timetable was there already, where ``solve`` writes."""

    @property
    def undecided(self) -> bool:
        """Whether nothing is known."""
        return self.outcome.status is Status.UNDECIDED


def on_record(problem: Problem) -> Best | None:
    """What an earlier ``solve`` left, if it answers this very input. Raises OSError."""
    book = recorded(problem)
    if book is None:
        return None
    return Best(problem, book.outcome, book.timetable, book.report, recorded=True)


def find(problem: Problem, effort: Effort, seconds: float, start: Timetable | None = None) -> Best:
    """The best timetable found in so many seconds, verified; or why there is none.

    ``start`` may be of another school.
    """
    if shortages := precheck(problem):
        return Best(problem, Outcome(Status.INFEASIBLE, reasons=shortages))
    hint = start and carried(start, problem.school)
    timetable, outcome = effort.best(problem, seconds, hint, why=True)
    report = None if timetable is None else verify(problem, timetable)
    return Best(problem, outcome, timetable, report)


def known(problem: Problem, effort: Effort) -> Best:
    """Of a school as it is: what is on record, or else what is found in a part of the time."""
    return on_record(problem) or find(problem, effort, NOW_SHARE * effort.left)
