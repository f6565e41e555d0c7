"""What ``explain`` says: why there is no timetable, and what could be given up instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timetabler.models.findings import Status
from timetabler.terminal.answers import headline
from timetabler.terminal.instead import instead
from timetabler.terminal.layout import wrap
from timetabler.terminal.reasons import reasons, tight

if TYPE_CHECKING:
    from timetabler.api import Explained


def explained(result: Explained) -> str:
    """Everything that ``explain`` says of a school."""
    problem, outcome = result.problem, result.outcome
    parts = [headline(problem), "", wrap(_verdict(result))]
    if outcome.reasons:
        parts += ["", reasons(problem, outcome.reasons)]
    if result.instead is not None:
        parts += ["", *instead(problem, outcome.reasons, result.instead)]
    return "\n".join([*parts, *tight(result.tight)])


def _verdict(result: Explained) -> str:
    outcome = result.outcome
    seconds = f"({outcome.seconds:.1f} s)"
    if result.recorded:
        return f"Possible: the timetable that is there keeps all required rules. {outcome.verdict}."
    match outcome.status:
        case Status.INFEASIBLE:
            return f"{outcome.verdict} {seconds}."
        case Status.UNDECIDED:
            return f"{outcome.verdict} {seconds}. A longer --time-limit may decide it."
        case _:
            return (
                f"Possible: a timetable that keeps all required rules was found {seconds}. "
                f"For the best one: timetabler solve {result.problem.path}"
            )
