"""Paragraphs of 80 columns."""

from __future__ import annotations

import textwrap

WIDTH = 80


def wrap(text: str, indent: str = "  ", first: str = "") -> str:
    """A paragraph at 80 columns; ``first`` hangs before it, such as the dash of a list."""
    rest = indent + " " * len(first)
    return textwrap.fill(
        text, WIDTH, initial_indent=indent + first, subsequent_indent=rest, break_on_hyphens=False
    )


def note(remark: str) -> str:
    """A remark beside the answer itself."""
    return wrap(f"Note: {remark}.")
