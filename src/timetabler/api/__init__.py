"""What the program can do, as plain functions.

From a school file to a timetable: ``init``, ``load``, ``check``, ``solve``, ``verify``, ``export``,
``import_timetable`` (one that somebody has edited). ``convert``: a FET file to a school file.
Questions: ``explain`` (why there is no timetable), ``instead`` (what could be given up),
``why_here`` (about a lesson), ``price`` (what a rule costs), ``what_helps`` (which changes would
save most), ``compare`` (with another school).

::

    from pathlib import Path
    from timetabler import api

    solved = api.solve(Path("school.yaml"), time_limit=30)
    if solved.book:
        print(solved.outcome.status, solved.book.report.cost, solved.files)

Nothing here prints. A school file that cannot be used raises InvalidInput with every problem of it;
that no timetable exists, or none was found, is no error but an outcome.

Whatever searches takes ``time_limit`` (seconds), ``workers`` (cores), ``seed``, ``on_progress``
(called with every Progress) and ``should_stop`` (asked many times a second: True ends the search,
and what is known by then is the answer).
"""

from __future__ import annotations

# What only a solve or an export needs (OR-Tools, views, formats) is imported in the functions that
# need it, so that checking a file stays instant.
from timetabler.api.best import Best
from timetabler.api.books import DEFAULT_FORMATS, Verified, Written, export, verify
from timetabler.api.checking import Checked, check, default_folder, init
from timetabler.api.comparing import Comparison, RulePair, compare
from timetabler.api.converting import Converted, convert
from timetabler.api.explaining import (
    Alternative,
    Enough,
    Explained,
    Instead,
    explain,
    instead,
)
from timetabler.api.helping import Helped, Helping, what_helps
from timetabler.api.importing import Imported, import_timetable
from timetabler.api.lessons import Found, WhyHere, why_here
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
    "Converted",
    "Diagnostic",
    "Enough",
    "Explained",
    "Found",
    "Helped",
    "Helping",
    "Imported",
    "Instead",
    "InvalidInput",
    "Outcome",
    "Price",
    "Priced",
    "Problem",
    "Report",
    "RulePair",
    "Shortage",
    "Solved",
    "Status",
    "VerificationFailed",
    "Verified",
    "WhyHere",
    "Written",
    "check",
    "compare",
    "convert",
    "default_folder",
    "explain",
    "export",
    "import_timetable",
    "init",
    "instead",
    "load",
    "price",
    "solve",
    "verify",
    "what_helps",
    "why_here",
]
