"""Parts of a cycle: what a rule that says "a week" or "a day" applies to."""

from __future__ import annotations

from typing import NamedTuple


class CyclePart(NamedTuple):
    """A week, or a day; the whole cycle, if it is not divided into weeks."""

    weeks: tuple[int, ...]
    """Which week of the cycle it is, or is in; all of them, if it is the whole cycle."""
    days: range
    """Its day indices."""
    name: str
    """``A``, ``Mon``; empty if it is the whole cycle."""
    when: str
    """``a week``, ``a cycle``, ``in week A``, ``on Mon``."""

    def key(self, text: str) -> str:
        """A key of a point in this part: ``pat|A``, ``pat|Mon``; ``pat`` in all of it."""
        return f"{text}|{self.name}" if self.name else text
