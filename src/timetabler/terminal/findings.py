"""Where a rule does not hold."""

from __future__ import annotations

from timetabler.models.findings import RuleResult
from timetabler.terminal.layout import wrap

MOST = 3
"""Points of one rule; the others are counted."""


def worst(result: RuleResult, indent: str) -> list[str]:
    """The points at which a rule does not hold, by their deviation."""
    found = sorted(result.findings, key=lambda f: -f.deviation)
    shown = [wrap(finding.words(most=2), indent, "- ") for finding in found[:MOST]]
    if len(found) > MOST:
        shown.append(f"{indent}and {len(found) - MOST} more like these")
    return shown
