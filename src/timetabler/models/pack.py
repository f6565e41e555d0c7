"""The words and entitlements of a place: data with sources, never numbers in code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """One entitlement or limit, with where it is from; ``value`` None: nobody here knows it."""

    value: int | str | None
    """Minutes, unless its name says otherwise; times are written ``11:30-14:30``."""
    pro_rata: bool = False
    """Whether part-timers have their part of it."""
    source: str = ""
    """Who says so, in words that a person can look up."""
    url: str = ""
    read: str = ""
    """When it was looked up: ``2026-11``."""
    note: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.value is not None

    @property
    def cited(self) -> str:
        """``AEU Victoria, 2026-11``; empty if nobody is cited."""
        return ", ".join(part for part in (self.source, self.read) if part)


@dataclass(frozen=True, eq=False)
class Pack:
    """What is particular to a state or country."""

    id: str
    name: str
    words: Mapping[str, str] = field(default_factory=dict)
    """How the place calls things; see ``word``."""
    figures: Mapping[str, Figure] = field(default_factory=dict)

    def word(self, name: str) -> str:
        """The word of the place for ``release``, ``cover``, ``duty`` ...; else the neutral one."""
        return self.words.get(name, NEUTRAL_WORDS[name])

    def figure(self, name: str) -> Figure:
        """A figure; one without a value if the pack does not have it."""
        return self.figures.get(name, Figure(None))


NEUTRAL_WORDS = {
    "release": "Release",
    "cover": "cover",
    "duty": "Duty",
    "aide": "aide",
    "year": "Year",
    "first_year": "F",
}
"""Every word that a pack may have its own for."""

NEUTRAL = Pack("default", "No place in particular", NEUTRAL_WORDS)
