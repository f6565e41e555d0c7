"""What ``explain --what-if`` and ``--set`` say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from typing import TYPE_CHECKING

from timetabler.models.findings import Status
from timetabler.models.wording import words
from timetabler.terminal.answers import headline
from timetabler.terminal.changes import change_lines
from timetabler.terminal.layout import and_more, wrap
from timetabler.terminal.reasons import cut, reasons

if TYPE_CHECKING:
    from timetabler.api import Best, Comparison, RulePair
    from timetabler.models.findings import RuleResult
    from timetabler.views import ChangeLine

MOST_LINES = 10
"""Of the text that differs."""
MOST_LESSONS = 30
MOST_NAMES = 60


def compared(result: Comparison) -> str:
    """Everything about a school as it is and as it would be."""
    now, other = result.now, result.other
    parts = [headline(now.problem), "", wrap(f"What if: {other.problem.path}")]
    parts += _changed_lines(now.problem.text, other.problem.text)
    parts += [
        "",
        wrap(f"{'now':<9}{worth(now)}"),
        wrap(f"{'what if':<9}{worth(other)}{_more(result)}"),
    ]
    for side in (now, other):
        if side.outcome.reasons:
            parts += ["", reasons(side.problem, side.outcome.reasons)]
    if result.differences is None:
        return "\n".join(parts)
    differing = [pair for pair in result.rules if pair.differs]
    if differing:
        parts += ["", wrap("These rules fare differently:")]
        parts += [line for pair in differing for line in _pair(pair)]
    elif result.rules:
        parts += ["", wrap("All rules fare as they do now.")]
    return "\n".join([*parts, "", *_differences(result)])


def _changed_lines(before: str, after: str) -> list[str]:
    lines = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0))[2:]
    lines = [line for line in lines if not line.startswith("@@")]
    shown = [cut(f"    {line[0]} {line[1:].strip()}") for line in lines[:MOST_LINES]]
    return [*shown, *and_more(len(lines) - MOST_LINES, "line", "    ")]


def worth(best: Best) -> str:
    """``cost 36 (proved best)``, ``impossible``, ``undecided``."""
    outcome = best.outcome
    match outcome.status:
        case Status.OPTIMAL:
            return f"cost {outcome.cost} (proved best)"
        case Status.FEASIBLE if outcome.bound:
            return f"cost {outcome.cost} (none costs less than {outcome.bound}; more time may tell)"
        case Status.FEASIBLE:
            return f"cost {outcome.cost} (perhaps not the best; more time may tell)"
        case Status.INFEASIBLE:
            return "impossible"
        case _:
            return "undecided: no timetable was found in the time, and none was proved impossible"


def _more(result: Comparison) -> str:
    now, other = result.now.outcome.cost, result.other.outcome.cost
    if now is None or other is None:
        return ""
    more = "the same" if now == other else f"{abs(other - now)} {'more' if other > now else 'less'}"
    return f": {more}"


def _pair(pair: RulePair) -> list[str]:
    rule = pair.other or pair.now
    assert rule is not None
    lines = [wrap(f"{_fares(pair)}: {rule.title}", "  ", "- ")]
    return [*lines, f"    {rule.source}"] if rule.source.line else lines


def _fares(pair: RulePair) -> str:
    now, other = pair
    if now is None or other is None or now.required or other.required:
        return f"{_stands(now)} -> {_stands(other)}"
    weights = "" if now.weight == other.weight else f", weight {now.weight} -> {other.weight}"
    return f"cost {now.cost} -> {other.cost}{weights}"


def _stands(rule: RuleResult | None) -> str:
    if rule is None:
        return "not there"
    return "required" if rule.required else f"cost {rule.cost}"


# ---- who sees it -------------------------------------------------------------------------------


def _differences(result: Comparison) -> Iterator[str]:
    from timetabler.views import changes_in

    assert result.differences is not None
    found = changes_in(result.differences)
    yield wrap(found.summary)
    if not found.lines:
        return
    if result.fewest:
        yield wrap("It is proved that no timetable of that cost changes less.")
    else:
        yield wrap("Perhaps fewer changes would do: a longer --time-limit may tell.")
    duties = [line for line in found.lines if line.change in ("duty", "support")]
    yield from _section("Lessons", [line for line in found.lines if line not in duties])
    yield from _section("Duties", duties)
    yield ""
    yield from _seers("Classes that see a change", (who.name for who in found.classes))
    yield from _seers("People who see a change", (who.name for who in found.people))
    yield from _seers("Rooms that see a change", (who.name for who in found.rooms))
    yield from _seers("People who see none", found.same_people)


def _section(title: str, lines: list[ChangeLine]) -> list[str]:
    return ["", f"  {title}:", *change_lines(lines, MOST_LESSONS)] if lines else []


def _seers(title: str, names: Iterable[str]) -> Iterator[str]:
    if listed := list(names):
        yield wrap(f"{title}: {_names(listed)}.")


def _names(listed: list[str]) -> str:
    rest = len(listed) - MOST_NAMES
    return words([*listed[:MOST_NAMES], *([f"{rest} more"] if rest > 0 else [])])
