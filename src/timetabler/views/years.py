"""Years of school as numbers: other systems sort by them, and have codes of their own."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"(?:years?|yr|y|grade|gr|g)?\s*0*(\d{1,2})")
_FIRST = frozenset(
    (
        *("f", "foundation", "k", "kg", "kindergarten", "p", "pp", "prep", "preparatory"),
        *("pre-primary", "r", "reception", "t", "transition"),
    )
)
"""Foundation in Victoria, Kindergarten in New South Wales, Prep, Pre-primary, Reception ..."""


def year_level(year: str) -> int | None:
    """``3`` of ``3``, ``Year 3`` or ``Y3``; 0 of the year before year 1, whatever it is called.

    None: the text is no such year.
    """
    text = year.strip().casefold()
    if text in _FIRST:
        return 0
    found = _NUMBERED.fullmatch(text)
    return int(found[1]) if found else None
