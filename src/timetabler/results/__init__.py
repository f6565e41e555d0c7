"""What programs read: the JSON document of each command, ``timetabler.result/1``."""

from __future__ import annotations

from timetabler.results.answers import checked, converted, imported, invalid, solved, verified
from timetabler.results.comparing import compared
from timetabler.results.explaining import explained
from timetabler.results.helping import helped
from timetabler.results.lessons import why_here
from timetabler.results.pricing import priced

__all__ = [
    "checked",
    "compared",
    "converted",
    "explained",
    "helped",
    "imported",
    "invalid",
    "priced",
    "solved",
    "verified",
    "why_here",
]
