"""What the documents consist of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from timetabler.models.findings import Diagnostic, Report, RuleResult
from timetabler.models.reasons import Conflict, Reason
from timetabler.models.resources import Source

if TYPE_CHECKING:
    from timetabler.api import Best
    from timetabler.views import Book

Json: TypeAlias = dict[str, Any]


def document(status: str, **parts: Any) -> Json:
    """A document with its schema and status."""
    return {"schema": "timetabler.result/1", "status": str(status), **parts}


def rounded(value: float | None, digits: int) -> float | None:
    """Few digits."""
    return None if value is None else round(value, digits)


def diagnostics(found: Iterable[Diagnostic]) -> list[Json]:
    """Problems of the input."""
    return [
        {
            "severity": d.severity,
            "code": d.code,
            "message": d.message,
            "hint": d.hint,
            "file": d.source.file,
            "line": d.source.line,
            "column": d.source.column,
            "sheet": d.source.sheet or None,
            "cell": d.source.cell or None,
        }
        for d in found
    ]


def reasons(found: Iterable[Reason]) -> list[Json]:
    """Why there is no timetable; a conflict has its clauses too."""
    return [_reason(reason) for reason in found]


def _reason(reason: Reason) -> Json:
    told: Json = {"message": reason.message, "sources": sources(reason.sources)}
    if isinstance(reason, Conflict):
        told["minimal"] = reason.minimal
        told["clauses"] = [
            {"text": c.text, "points": c.points, "sources": sources(c.sources)}
            for c in reason.clauses
        ]
    return told


def source(found: Source) -> str | None:
    """A line of the school file; None of what nobody wrote."""
    return str(found) if found.line else None


def sources(found: Iterable[Source]) -> list[str]:
    """Lines of the school file."""
    return [str(source) for source in found]


def best(found: Best) -> Json:
    """What is known of a school that is compared with another."""
    outcome = found.outcome
    return {
        "school": found.problem.path,
        "status": str(outcome.status),
        "cost": outcome.cost,
        "bound": outcome.bound,
        "recorded": found.recorded,
        "reasons": reasons(outcome.reasons),
    }


def highlights(book: Book) -> list[str]:
    """How staff fare; nothing of a timetable that breaks what is required."""
    from timetabler.views import highlights

    return list(highlights(book)) if book.report.valid else []


def report(report: Report) -> Json:
    """Every rule and how it fared."""
    return {
        "valid": report.valid,
        "cost": report.cost,
        "rules": [rule(result) for result in report.results],
    }


def rule(result: RuleResult) -> Json:
    """How one rule fared."""
    return {
        "kind": result.kind,
        "title": result.title,
        "required": result.required,
        "weight": result.weight,
        "deviation": result.deviation,
        "amount": result.amount,
        "cost": result.cost,
        "source": source(result.source),
        "asked_by": result.asked_by,
        "note": result.note,
        "basis": result.basis,
        "findings": [
            {
                "point": f.key,
                "sentence": f.sentence,
                "deviation": f.deviation,
                "cost": f.cost,
                "remarks": list(f.remarks),
                "lessons": list(f.witnesses),
            }
            for f in result.findings
        ],
    }
