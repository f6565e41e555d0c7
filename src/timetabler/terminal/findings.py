"""Where a rule does not hold."""

from __future__ import annotations

from collections.abc import Sequence

from timetabler.models.findings import Finding, RuleResult
from timetabler.terminal.layout import and_more, wrap

MOST = 3
"""Points of one rule that take a sentence each; the others are counted."""
MOST_SHORT = 8
"""Points of one rule of which the lessons say enough."""


def worst(result: RuleResult, indent: str) -> list[str]:
    """The points at which a rule does not hold, by their deviation. What is the same at each of
    them is not said again."""
    found = sorted(result.findings, key=lambda f: -f.deviation)
    if _alike(found):
        shown = [wrap("It does not hold here:", indent)]
        shown += [wrap(_lessons(finding), indent, "- ") for finding in found[:MOST_SHORT]]
        return [*shown, *and_more(len(found) - MOST_SHORT, "", indent)]
    shown = [wrap(finding.words(most=2), indent, "- ") for finding in found[:MOST]]
    return [*shown, *and_more(len(found) - MOST, "", indent)]


def _alike(found: Sequence[Finding]) -> bool:
    """Whether many say the same of different lessons: ``1A PE: lessons keep to S1-S3``."""
    if len(found) <= MOST or any(f.remarks or not f.witnesses for f in found):
        return False
    names = [finding.witnesses[0].partition(", ")[0] for finding in found]
    told = {f.sentence.replace(name, "", 1) for f, name in zip(found, names, strict=True)}
    return len(told) == 1


def _lessons(finding: Finding) -> str:
    """The first ones, as they are witnesses."""
    return "; ".join([*finding.witnesses[:2], *and_more(len(finding.witnesses) - 2, "", "")])
