"""What the program can do, as plain functions: init, load, check, solve, verify, explain,
export.

::

    from pathlib import Path
    from timetabler import api

    solved = api.solve(Path("school.yaml"), time_limit=30)
    if solved.book:
        print(solved.outcome.status, solved.book.report.cost, solved.files)

Nothing here prints. A school file that cannot be used raises InvalidInput with every problem of it;
that no timetable exists, or none was found, is no error but an outcome. What only a solve or an
export needs (OR-Tools, views, formats) is imported there, so that checking a file stays instant.
"""

from __future__ import annotations

from timetabler.api.best import Best
from timetabler.api.books import DEFAULT_FORMATS, Verified, Written, export, verify
from timetabler.api.checking import Checked, check, default_folder, init
from timetabler.api.comparing import Comparison, compare
from timetabler.api.explaining import (
    Alternative,
    Explained,
    Instead,
    Sufficient,
    explain,
    instead,
)
from timetabler.api.lessons import NoTimetable, UnknownWords, WhyHere, why_here
from timetabler.api.pricing import Price, Priced, price
from timetabler.api.solving import Solved, solve
from timetabler.models.findings import (
    Diagnostic,
    InvalidInput,
    Outcome,
    Report,
    Status,
    VerificationFailed,
)
from timetabler.models.reasons import Conflict, Shortage
from timetabler.spec.load import load
from timetabler.spec.problem import Problem

__all__ = [
    "DEFAULT_FORMATS",
    "Alternative",
    "Best",
    "Checked",
    "Comparison",
    "Conflict",
    "Diagnostic",
    "Explained",
    "Instead",
    "InvalidInput",
    "NoTimetable",
    "Outcome",
    "Price",
    "Priced",
    "Problem",
    "Report",
    "Shortage",
    "Solved",
    "Status",
    "Sufficient",
    "UnknownWords",
    "VerificationFailed",
    "Verified",
    "WhyHere",
    "Written",
    "check",
    "compare",
    "default_folder",
    "explain",
    "export",
    "init",
    "instead",
    "load",
    "price",
    "solve",
    "verify",
    "why_here",
]
