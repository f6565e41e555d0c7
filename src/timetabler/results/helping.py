"""Of ``explain --what-helps``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timetabler.results import parts
from timetabler.results.parts import Json

if TYPE_CHECKING:
    from timetabler.api import Helped, Helping


def helped(result: Helping) -> Json:
    """What would help: first what saves, most first; then all else that was tried."""
    helpful = result.helpful
    others = [one for one in result.tried if one not in helpful]
    return parts.document(
        "undecided" if result.undecided else "ok",
        diagnostics=parts.diagnostics(result.now.problem.warnings),
        interrupted=result.interrupted,
        now=parts.best(result.now),
        considered=result.considered,
        priced=result.priced,
        changes=[_change(result, one) for one in (*helpful, *others)],
    )


def _change(result: Helping, one: Helped) -> Json:
    return {
        "text": one.change.text,
        "source": parts.source(one.change.source),
        "set": list(one.change.settings),
        "price": parts.rounded(one.price, 2),
        "with_it": one.best and parts.best(one.best),
        "saves": result.saved(one) if one.best else None,
        "saves_at_least": result.least(one) if one.best else None,
        "saves_at_most": result.most(one) if one.best else None,
        "refused": one.refused or None,
    }
