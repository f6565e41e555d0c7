"""The words and entitlements of a place: data with sources, never numbers in code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple


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


class DayLimit(NamedTuple):
    """On how many days a week part-timers work at most, unless they agree to more."""

    least_fte: float
    most_fte: float
    days: Figure


@dataclass(frozen=True, eq=False)
class Pack:
    """What is particular to a state or country."""

    id: str
    name: str
    words: Mapping[str, str] = field(default_factory=dict)
    """How the place calls things; see ``word``."""
    figures: Mapping[str, Figure] = field(default_factory=dict)
    """By the names of ``FIGURES``."""
    day_limits: tuple[DayLimit, ...] = ()
    timezone: str = ""
    """``Australia/Melbourne``; empty if the place has several, or none is known."""

    def word(self, name: str) -> str:
        """The word of the place for ``release``, ``cover``, ``duty`` ...; else the neutral one."""
        return self.words.get(name, NEUTRAL_WORDS[name])

    def figure(self, name: str) -> Figure:
        """A figure; one without a value if the pack does not have it."""
        return self.figures.get(name, Figure(None))

    def most_days(self, fte: float) -> Figure:
        """On how many days a week somebody of that fraction works at most, unless agreed."""
        limits = (each for each in self.day_limits if each.least_fte <= fte <= each.most_fte)
        return next((each.days for each in limits), Figure(None))


NEUTRAL_WORDS = {
    "release": "Release",
    "cover": "Cover",
    "duty": "Duty",
    "aide": "Aide",
    "year": "Year",
    "first_year": "Foundation",
}
"""Every word that a pack may have its own for: ``cover`` is who stands in for an absent teacher,
``aide`` who supports pupils in class, ``year`` what classes are called by, ``first_year`` the
first of them. They start with a capital, as at the head of a column."""


class Meaning(NamedTuple):
    """What a figure is about."""

    about: str
    per: Literal["week", "day"] = "day"
    """Figures for a week grow with a cycle of more than five days."""
    times: bool = False
    """Whether it is a time of day from and to, not a number of minutes."""


FIGURES = {
    "face_to_face_minutes": Meaning("with pupils, at most", "week"),
    "release_minutes": Meaning("of release for a class teacher, at least", "week"),
    "release_block_minutes": Meaning("in a row, for release to count"),
    "beginning_release_minutes": Meaning("of release in the first year of teaching", "week"),
    "preparation_minutes": Meaning("without pupils for a specialist, at least", "week"),
    "meal_minutes": Meaning("free in a row for lunch, at least"),
    "meal_minutes_on_duty": Meaning("free for lunch on days with yard duty, at least"),
    "meal_times": Meaning("lunch is within these", times=True),
    "aide_work_minutes": Meaning("of work without a break for an aide, at most"),
    "aide_break_minutes": Meaning("in a row, for a break of an aide to count"),
}
"""Every figure that a pack may have."""

NEUTRAL = Pack("default", "No place in particular", NEUTRAL_WORDS)
