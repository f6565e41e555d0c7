"""Of ``check``, ``solve`` and ``verify``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from timetabler.models.findings import Diagnostic, Status
from timetabler.results import parts
from timetabler.results.comparing import differences
from timetabler.results.explaining import bottlenecks, instead
from timetabler.results.parts import Json

if TYPE_CHECKING:
    from timetabler.api import Checked, Converted, Imported, Instead, Solved, Verified


def invalid(diagnostics: Iterable[Diagnostic]) -> Json:
    """Of any command whose input cannot be used."""
    return parts.document(Status.INVALID, diagnostics=parts.diagnostics(diagnostics))


def checked(result: Checked) -> Json:
    """Of ``check``."""
    return parts.document(
        "infeasible" if result.shortages else "ok",
        diagnostics=parts.diagnostics(result.problem.warnings),
        reasons=parts.reasons(result.shortages),
        bottlenecks=bottlenecks(result.tight),
    )


def solved(result: Solved, found: Instead | None = None) -> Json:
    """Of ``solve``; there is a report if there is a timetable, and what was found instead if there
    can be none."""
    outcome = result.outcome
    document = parts.document(
        outcome.status,
        diagnostics=parts.diagnostics(result.problem.warnings),
        cost=outcome.cost,
        bound=outcome.bound,
        gap=parts.rounded(outcome.gap, 6),
        seconds=parts.rounded(outcome.seconds, 3),
        first_seconds=parts.rounded(outcome.first_seconds, 3),
        seed=outcome.seed,
        workers=outcome.workers,
        lessons_kept=outcome.kept,
        reused=result.reused,
        interrupted=result.interrupted,
        reasons=parts.reasons(outcome.reasons),
        instead=found and instead(found),
        bottlenecks=bottlenecks(result.tight),
        files=[str(file) for file in result.files],
        remarks=list(result.remarks),
    )
    if result.book:
        document["highlights"] = parts.highlights(result.book)
        document["report"] = parts.report(result.book.report)
    return document


def verified(result: Verified) -> Json:
    """Of ``verify``."""
    book, remarks = result
    return parts.document(
        book.outcome.status,
        diagnostics=parts.diagnostics(book.problem.warnings),
        remarks=list(remarks),
        highlights=parts.highlights(book),
        report=parts.report(book.report),
        changes=book.changes and differences(book.changes),
    )


def converted(result: Converted) -> Json:
    """The answer of ``import`` about a file of another program."""
    return parts.document(
        "ok",
        diagnostics=parts.diagnostics((*result.warnings, *result.problem.warnings)),
        files=[str(result.file)],
        activities=result.activities,
        constraints=result.constraints,
        rules=sum(1 for rule in result.problem.rules if rule.source.line),
        cost_factor=100 * result.factor,
    )


def imported(result: Imported) -> Json:
    """Of ``import``."""
    return {
        **verified(result.verified),
        "cost_before": result.cost_before,
        "files": [] if result.file is None else [str(result.file)],
    }
