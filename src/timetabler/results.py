"""What programs read: the JSON document of each command, ``timetabler.result/1``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from timetabler.models.findings import Diagnostic, Report, Shortage, Status

if TYPE_CHECKING:
    from timetabler.api import Checked, Solved, Verified
    from timetabler.views import Book

Json = dict[str, Any]


def invalid(diagnostics: Iterable[Diagnostic]) -> Json:
    """Of any command whose input cannot be used."""
    return _document(Status.INVALID, diagnostics=_diagnostics(diagnostics))


def checked(result: Checked) -> Json:
    """Of ``check``."""
    return _document(
        "infeasible" if result.shortages else "ok",
        diagnostics=_diagnostics(result.problem.warnings),
        reasons=_reasons(result.shortages),
    )


def solved(result: Solved) -> Json:
    """Of ``solve``; there is a report if there is a timetable."""
    outcome = result.outcome
    document = _document(
        outcome.status,
        diagnostics=_diagnostics(result.problem.warnings),
        cost=outcome.cost,
        bound=outcome.bound,
        gap=_rounded(outcome.gap, 6),
        seconds=_rounded(outcome.seconds, 3),
        first_seconds=_rounded(outcome.first_seconds, 3),
        seed=outcome.seed,
        workers=outcome.workers,
        lessons_kept=outcome.kept,
        reused=result.reused,
        interrupted=result.interrupted,
        reasons=_reasons(outcome.reasons),
        files=[str(file) for file in result.files],
        remarks=list(result.remarks),
    )
    if result.book:
        document["highlights"] = _highlights(result.book)
        document["report"] = _report(result.book.report)
    return document


def verified(result: Verified) -> Json:
    """Of ``verify``."""
    book, remarks = result
    return _document(
        book.outcome.status,
        diagnostics=_diagnostics(book.problem.warnings),
        remarks=list(remarks),
        highlights=_highlights(book),
        report=_report(book.report),
    )


def _document(status: str, **parts: Any) -> Json:
    return {"schema": "timetabler.result/1", "status": str(status), **parts}


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _diagnostics(diagnostics: Iterable[Diagnostic]) -> list[Json]:
    return [
        {
            "severity": d.severity,
            "code": d.code,
            "message": d.message,
            "hint": d.hint,
            "file": d.source.file,
            "line": d.source.line,
            "column": d.source.column,
        }
        for d in diagnostics
    ]


def _reasons(shortages: Iterable[Shortage]) -> list[Json]:
    return [
        {"message": s.message, "sources": [str(source) for source in s.sources]} for s in shortages
    ]


def _highlights(book: Book) -> list[str]:
    """How staff fare; nothing of a timetable that breaks what is required."""
    from timetabler.views import highlights

    return list(highlights(book)) if book.report.valid else []


def _report(report: Report) -> Json:
    return {
        "valid": report.valid,
        "cost": report.cost,
        "rules": [
            {
                "kind": r.kind,
                "title": r.title,
                "required": r.required,
                "weight": r.weight,
                "deviation": r.deviation,
                "cost": r.cost,
                "source": str(r.source) if r.source.line else None,
                "asked_by": r.asked_by,
                "note": r.note,
                "basis": r.basis,
                "findings": [
                    {
                        "point": f.key,
                        "sentence": f.sentence,
                        "deviation": f.deviation,
                        "cost": f.cost,
                        "remarks": list(f.remarks),
                        "lessons": list(f.witnesses),
                    }
                    for f in r.findings
                ],
            }
            for r in report.results
        ],
    }
