"""One week of a cycle: what a rule that says "a week" applies to."""

from __future__ import annotations

from typing import NamedTuple


class CycleWeek(NamedTuple):
    """A week of the cycle; the whole cycle, if it is not divided into weeks."""

    number: int
    days: range
    """Its day indices."""
    name: str
    """``A``; empty if it is the whole cycle."""
    whole: str
    """What the whole cycle is called: ``week`` or ``cycle``."""

    @property
    def often(self) -> str:
        """``a week``, or ``a cycle``; one of several is ``in week A``."""
        return f"in week {self.name}" if self.name else f"a {self.whole}"

    def key(self, text: str) -> str:
        """A key of a point in this week: ``pat``, ``pat|A``."""
        return f"{text}|{self.name}" if self.name else text
