"""Of ``explain --lesson``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from timetabler.results import parts
from timetabler.results.parts import Json

if TYPE_CHECKING:
    from timetabler.api import WhyHere
    from timetabler.explain.lesson import LessonAnswer
    from timetabler.explain.obstacles import Effect


def why_here(result: WhyHere) -> Json:
    """What a question may mean, and the whole answer about each lesson if they are few."""
    return parts.document(
        "ok" if result.report.valid else "invalid",
        diagnostics=parts.diagnostics(result.problem.warnings),
        remarks=list(result.remarks),
        question=result.question,
        found=[{"what": one.what, "where": one.where} for one in result.found],
        answers=[_answer(answer, result) for answer in result.answers],
    )


def _answer(answer: LessonAnswer, result: WhyHere) -> Json:
    return {
        "what": answer.what,
        "where": answer.where,
        "ties": [
            {
                "sort": tie.sort.value,
                "text": tie.text,
                "source": parts.source(tie.source),
                "written": result.problem.line(tie.source),
                "rule": tie.rule,
                "cost": tie.cost,
            }
            for tie in answer.ties
        ],
        "good_for": list(answer.good_for),
        "places": [
            {
                "where": place.where,
                "also": place.also,
                "possible": not place.breaks,
                "breaks": _effects(place.breaks),
                "cost": place.cost,
                "costs": _effects(place.costs),
            }
            for place in answer.places
        ],
        "swaps": [
            {
                "moves": [
                    {"what": shift.what, "from": shift.before, "to": shift.after}
                    for shift in swap.shifts
                ],
                "cost": swap.cost,
                "costs": _effects(swap.costs),
            }
            for swap in answer.swaps
        ],
    }


def _effects(effects: Iterable[Effect]) -> list[Json]:
    return [
        {
            "text": effect.text,
            "rule": effect.rule,
            "cost": effect.cost,
            "sources": parts.sources(effect.sources),
        }
        for effect in effects
    ]
