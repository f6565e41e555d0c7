"""Lists and numbers in sentences."""

from __future__ import annotations

from collections.abc import Iterable


def words(items: Iterable[object], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``; underscores become spaces."""
    texts = [str(i).replace("_", " ") for i in items]
    if len(texts) <= 1:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {last} {texts[-1]}"


def plural(n: int, noun: str, nouns: str = "") -> str:
    """``1 lesson``, ``2 lessons``."""
    return f"{n} {noun if n == 1 else nouns or noun + 's'}"


def capital(text: str) -> str:
    """The text as the beginning of a sentence; the rest of it stays as it is."""
    return text[:1].upper() + text[1:]


def aside(asked_by: str, note: str) -> str:
    """Who asked for a rule and why, after what it says: `` (asked by Mia; Light)``, often empty."""
    said = "; ".join(filter(None, (f"asked by {asked_by}" if asked_by else "", note)))
    return f" ({said})" if said else ""
