"""What people read in the terminal: diagnostics, progress, outcomes. Text only, 80 columns."""

from __future__ import annotations

from timetabler.terminal.answers import (
    converted,
    files,
    headline,
    imported,
    rules,
    solved,
    verified,
)
from timetabler.terminal.comparing import compared
from timetabler.terminal.explaining import explained
from timetabler.terminal.helping import helped
from timetabler.terminal.layout import note
from timetabler.terminal.lessons import why_here
from timetabler.terminal.manual import manual
from timetabler.terminal.pricing import priced
from timetabler.terminal.progress import can_be_drawn, progress
from timetabler.terminal.reasons import reasons, tight

__all__ = [
    "can_be_drawn",
    "compared",
    "converted",
    "explained",
    "files",
    "headline",
    "helped",
    "imported",
    "manual",
    "note",
    "priced",
    "progress",
    "reasons",
    "rules",
    "solved",
    "tight",
    "verified",
    "why_here",
]
