"""The command line: parse, call api, print, exit code. No logic."""

from __future__ import annotations

from timetabler.cli import school, timetable, explain, manual  # isort: skip  (the order of the help)
from timetabler.cli.app import app, main

__all__ = ["app", "explain", "main", "manual", "school", "timetable"]
