"""What a format says that cannot do without the dates of the terms."""

from __future__ import annotations

from timetabler.models.findings import Diagnostic
from timetabler.models.resources import Source
from timetabler.spec.problem import Problem


def undated(problem: Problem) -> Diagnostic | None:
    """That the school file tells no term, and how to write one; None if it does."""
    if problem.school.calendar.known:
        return None
    hint = "add calendar: {terms: [{from: 2027-01-28, to: 2027-03-25}]} with your own dates"
    message = f"{problem.path or 'the school file'} does not say when the terms are"
    return Diagnostic("TT420", message, Source(problem.path, 1, 1), hint=hint)
