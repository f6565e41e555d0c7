"""What people read in the terminal: diagnostics, progress, outcomes. Text only, 80 columns."""

from __future__ import annotations

from timetabler.terminal.answers import files, headline, people, rules, solved, verified
from timetabler.terminal.explaining import explained
from timetabler.terminal.layout import WIDTH, note, wrap
from timetabler.terminal.lessons import why_here
from timetabler.terminal.manual import manual
from timetabler.terminal.progress import ProgressLines
from timetabler.terminal.reasons import reasons

__all__ = [
    "WIDTH",
    "ProgressLines",
    "explained",
    "files",
    "headline",
    "manual",
    "note",
    "people",
    "reasons",
    "rules",
    "solved",
    "verified",
    "why_here",
    "wrap",
]
