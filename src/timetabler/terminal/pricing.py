"""What ``explain --rule`` says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from timetabler.models.findings import Status
from timetabler.terminal.answers import headline
from timetabler.terminal.comparing import worth
from timetabler.terminal.layout import and_more, wrap
from timetabler.terminal.reasons import reasons, written

if TYPE_CHECKING:
    from timetabler.api import Best, Price, Priced

MOST_REASONS = 2
"""Why a rule cannot be kept."""


def priced(result: Priced) -> str:
    """What each rule that was asked about costs."""
    blocks = [headline(result.now.problem)]
    if result.now.outcome.reasons:
        blocks.append(wrap("As it is, the school is impossible:"))
        blocks.append(reasons(result.now.problem, result.now.outcome.reasons))
    blocks += ["\n".join(_price(result, price)) for price in result.prices]
    return "\n\n".join(blocks)


def _price(result: Priced, price: Price) -> Iterator[str]:
    rule = price.rule
    standing = "required" if rule.required else f"weight {rule.weight}"
    asked_by = rule.constraint.asked_by
    yield wrap(f"{rule.title} ({standing}{f', asked by {asked_by}' if asked_by else ''})")
    yield from written(result.now.problem, [rule.source], "    ")
    yield _line("now", _now(result, price))
    yield _line("without this rule", worth(price.without) + _spared(result, price))
    if price.without.outcome.reasons and not result.now.outcome.reasons:
        yield from _reasons(result, price.without)
    if price.strict is not None:
        yield _line("if it must hold", worth(price.strict) + _dearer(result, price))
        if price.strict.outcome.reasons:
            yield from _reasons(result, price.strict)


def _reasons(result: Priced, best: Best) -> Iterator[str]:
    """The first ones: one is enough."""
    found = best.outcome.reasons
    yield reasons(result.now.problem, found[:MOST_REASONS])
    yield from and_more(len(found) - MOST_REASONS, "reason", "  ")


def _line(label: str, text: str) -> str:
    return wrap(text, "    ", f"{label:<19}")


def _now(result: Priced, price: Price) -> str:
    if price.now is None or price.rule.required:
        return worth(result.now)
    proved = worth(result.now).partition(" (")[2]
    return f"cost {result.now.outcome.cost} in all, {price.now.cost} of it for this rule ({proved}"


def _spared(result: Priced, price: Price) -> str:
    """What keeping the rule costs the other rules."""
    others, without = _others(result, price), price.without.outcome
    if others is None or without.cost is None:
        return ""
    least, most = max(0, others[0] - without.cost), others[1] - (without.bound or 0)
    if not most:
        return ": keeping it costs the others nothing"
    return f": keeping it costs the others {_between(least, most)}"


def _dearer(result: Priced, price: Price) -> str:
    """What the other rules would pay more if the wish had to hold."""
    others = _others(result, price)
    if others is None or price.strict is None or price.strict.outcome.cost is None:
        return ""
    strict, cost = price.strict.outcome, price.strict.outcome.cost
    least, most = max(0, (strict.bound or 0) - others[1]), cost - others[0]
    if not most:
        return ": the others pay nothing more"
    return f": the others pay {_between(least, most)} more"


def _others(result: Priced, price: Price) -> tuple[int, int] | None:
    """The least and the most that the other rules cost in a best timetable, as far as is known: not
    less than without this rule; and where the rule is wished for, it may be met in a better one."""
    others, outcome = result.others(price), result.now.outcome
    if others is None or outcome.cost is None:
        return None
    if outcome.status is Status.OPTIMAL:
        return others, others
    least = price.without.outcome.bound or 0
    if price.rule.required:
        least = max(least, outcome.bound or 0)
    return least, outcome.cost


def _between(least: int, most: int) -> str:
    return str(most) if least == most else f"between {least} and {most}"
