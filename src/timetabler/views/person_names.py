"""Names of people in two parts, for systems that ask for a given and a family name."""

from __future__ import annotations

from typing import NamedTuple

_BEFORE_FAMILY = frozenset(
    (
        *("al", "bin", "binti", "da", "dal", "de", "del", "della", "den", "der", "di", "dos", "du"),
        *("el", "ibn", "la", "le", "st", "ten", "ter", "van", "von"),
    )
)
_CAPITAL_TOO = frozenset(("de", "del", "der", "di", "du", "st", "van", "von"))
"""Of these, what people also write with a capital: ``Anna Van der Berg``. ``Le`` and ``La`` so
written are given names in their own right."""


class Name(NamedTuple):
    """Both parts, never empty."""

    given: str
    family: str


def split_name(text: str) -> Name:
    """``Ana Rossi``, ``Anna van der Berg`` and ``Rossi, Ana`` in parts.

    The last word is the family name, with the small words before it. Somebody of one name has it
    for both, as systems that ask for two accept no blank.
    """
    family, comma, given = (" ".join(part.split()) for part in text.partition(","))
    if comma and family and given:
        return Name(given, family)
    words = text.replace(",", " ").split() or [text]
    cut = max(len(words) - 1, 0)
    while cut > 1 and _small(words[cut - 1]):
        cut -= 1
    return Name(" ".join(words[: max(cut, 1)]), " ".join(words[cut:]))


def _small(word: str) -> bool:
    plain = word.casefold().rstrip(".")
    return plain in (_BEFORE_FAMILY if word[0].islower() else _CAPITAL_TOO)
