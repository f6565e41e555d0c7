"""Tables for people, in Markdown."""

from __future__ import annotations


def row(*cells: str) -> str:
    """A line of a table, without its end."""
    return f"| {' | '.join(cells)} |"


def head(*titles: str) -> str:
    """The first two lines of a table, without the end of the second."""
    return f"{row(*titles)}\n|{'---|' * len(titles)}"
