"""A colour and a short text code for each subject: never one without the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import NamedTuple


class Colour(NamedTuple):
    """Background and text, by day and by night, as ``#rrggbb``."""

    back: str
    ink: str
    dark_back: str
    dark_ink: str


QUIET = Colour("#ffffff", "#3c4450", "#1b1f27", "#c3cad6")
"""Of home time: most of the week, so that everything else stands out."""

COLOURS = (
    Colour("#cdeaff", "#083f6c", "#1e3751", "#bbe2ff"),
    Colour("#d2f0d1", "#14491a", "#223d23", "#c2ebc2"),
    Colour("#ffddc8", "#632b00", "#4c2c1a", "#ffd1b5"),
    Colour("#fbdaf7", "#582854", "#452b43", "#facef4"),
    Colour("#f1e7c0", "#4d3b00", "#3e3510", "#ecdeaa"),
    Colour("#bef1f4", "#004b51", "#023e40", "#a6edf0"),
    Colour("#ffd9d8", "#662428", "#4e2929", "#ffcccb"),
    Colour("#e5e1ff", "#3d326b", "#353050", "#ddd7ff"),
    Colour("#e1ecc5", "#374400", "#323917", "#d8e6b2"),
    Colour("#c2eeff", "#004662", "#0d3b4b", "#ace9ff"),
    Colour("#fde1c1", "#5c3200", "#473013", "#fdd7ac"),
    Colour("#f1ddff", "#4c2c62", "#3e2d4b", "#ecd2ff"),
    Colour("#c5f2e1", "#004c35", "#113e31", "#b0eed7"),
    Colour("#ffd9e5", "#63243b", "#4c2934", "#ffcbdc"),
    Colour("#d8e5ff", "#2a386e", "#2a3452", "#ccddff"),
)
"""One lightness, hues far from their neighbours; more subjects than these start again."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2 between two colours: 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_UNKIND = {"ASS", "CUM", "FAG", "FAT", "HEL", "PIG", "POO", "SEX", "TIT"}
"""Beginnings of words that nobody wants to find in the timetable of a child."""


def codes(subjects: Iterable[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """A short code for each subject, all different: ``PE``, ``MUS``, ``VA`` for Visual Arts.

    Subjects for which one is ``given`` have that.

    They depend on the subjects and their order only, so they stay the same all year.
    """
    given = given or {}
    found: dict[str, str] = {}
    for subject in subjects:
        taken = _UNKIND.union(found.values(), given.values())
        made = (c for c in _choices(subject) if c not in taken)
        found[subject] = given.get(subject) or next(made)
    return found


def _choices(subject: str) -> Iterator[str]:
    words = "".join(x if x.isalnum() else " " for x in subject).upper().split()
    letters = "".join(words) or "X"
    if len(words) > 1:
        yield "".join(w[0] for w in words)[:4]
    yield letters[:3]
    yield "".join(dict.fromkeys(letters[0] + "".join(x for x in letters if x not in "AEIOU")))[:3]
    yield letters[:4]
    for number in count(2):
        yield f"{letters[:3]}{number}"
