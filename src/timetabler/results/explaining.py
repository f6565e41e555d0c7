"""Of ``explain``: why there is no timetable, and what could be given up instead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from timetabler.models.findings import RuleResult
from timetabler.results import parts
from timetabler.results.parts import Json

if TYPE_CHECKING:
    from timetabler.api import Alternative, Explained, Instead
    from timetabler.precheck.tightness import Tight


def explained(result: Explained) -> Json:
    """Of ``explain`` without a further question."""
    outcome = result.outcome
    return parts.document(
        outcome.status,
        diagnostics=parts.diagnostics(result.problem.warnings),
        cost=outcome.cost,
        bound=outcome.bound,
        seconds=parts.rounded(outcome.seconds, 3),
        recorded=result.recorded,
        interrupted=result.interrupted,
        reasons=parts.reasons(outcome.reasons),
        instead=result.instead and instead(result.instead),
        bottlenecks=bottlenecks(result.tight),
    )


def instead(found: Instead) -> Json:
    """What could be given up, and where that is nothing, what would be enough."""
    return {
        "least": found.least,
        "complete": found.complete,
        "relaxations": [_relaxation(one) for one in found.alternatives],
        "enough": [{"means": one.words, "missed": _results(one.missed)} for one in found.enough],
    }


def _relaxation(one: Alternative) -> Json:
    return {
        "letter": one.letter,
        "rules": _results(one.given_up),
        "least": one.least,
        "cost": one.report.cost,
        "cost_of_the_rest": one.rest,
        "bound": one.outcome.bound,
        "school": one.candidate and str(one.candidate),
        "files": [str(file) for file in one.files],
        "remarks": list(one.remarks),
    }


def _results(results: Iterable[RuleResult]) -> list[Json]:
    return [parts.rule(result) for result in results]


def bottlenecks(resources: Iterable[Tight]) -> list[Json]:
    """The resources with the least room."""
    return [
        {
            "name": one.name,
            "load": one.load,
            "capacity": one.capacity,
            "message": one.message,
            "sources": parts.sources(one.sources),
        }
        for one in resources
    ]
