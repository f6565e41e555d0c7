"""Of ``explain --rule``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timetabler.results import parts
from timetabler.results.parts import Json

if TYPE_CHECKING:
    from timetabler.api import Price, Priced


def priced(result: Priced) -> Json:
    """What rules cost."""
    return parts.document(
        "undecided" if result.undecided else "ok",
        diagnostics=parts.diagnostics(result.now.problem.warnings),
        interrupted=result.interrupted,
        now=parts.best(result.now),
        rules=[_price(result, price) for price in result.prices],
    )


def _price(result: Priced, price: Price) -> Json:
    rule = price.rule
    return {
        "kind": rule.kind,
        "title": rule.title,
        "source": parts.source(rule.source),
        "required": rule.required,
        "weight": rule.weight,
        "cost": price.now and price.now.cost,
        "cost_of_the_others": result.others(price),
        "without": parts.best(price.without),
        "if_required": price.strict and parts.best(price.strict),
    }
