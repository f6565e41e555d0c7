"""From so many to so many: what rules with ``at_least`` and ``at_most`` share."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from timetabler.constraints.encoder import Encoder, Sum


class Allowed(NamedTuple):
    """How much there may be of something."""

    least: int | None
    """None: any less will do."""
    most: int | None
    """None: any more will do."""

    def check(self) -> None:
        """Raises ValueError if it allows everything, or nothing."""
        if self.least is None and self.most is None:
            raise ValueError("write at_most, or at_least")
        if self.most is not None and (self.least or 0) > self.most:
            raise ValueError("at_least is more than at_most")

    def state(self, total: Sum, enc: Encoder) -> None:
        """States that the total is as much as that."""
        if self.most is not None:
            enc.at_most(total, self.most)
        if self.least is not None:
            enc.at_least(total, self.least)

    def off(self, total: int) -> int:
        """How much is missing, or too much."""
        missing = 0 if self.least is None else max(0, self.least - total)
        return missing + (0 if self.most is None else max(0, total - self.most))

    def said(self, some: Callable[[int], str] = str) -> str:
        """``at least 2 days and at most 3 days``; ``some`` says a number of what is counted."""
        parts = [] if self.least is None else [f"at least {some(self.least)}"]
        parts += [] if self.most is None else [f"at most {some(self.most)}"]
        return " and ".join(parts)
