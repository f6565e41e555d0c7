"""Names of people and places as names of files, on every system."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
"""Devices of Windows, whatever suffix follows."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]+')
_LONGEST = 120
"""Bytes, as file systems count them; with a suffix and a number it stays far below 255."""


def file_names(names: Iterable[str]) -> tuple[str, ...]:
    """A name of a file, without suffix, for each name: no path, nothing reserved or hidden, and all
    different, also where upper and lower case are the same."""
    taken: set[str] = set()
    result = []
    for name in names:
        plain = found = _plain(name)
        number = 1
        while (key := normalize("NFKC", found).casefold()) in taken:
            number += 1
            found = f"{plain} ({number})"
        taken.add(key)
        result.append(found)
    return tuple(result)


def _plain(name: str) -> str:
    text = _FORBIDDEN.sub("-", normalize("NFC", name))
    text = text.encode()[:_LONGEST].decode(errors="ignore").strip(" .")
    return f"_{text}" if text.partition(".")[0].strip().casefold() in {"", *_RESERVED} else text
