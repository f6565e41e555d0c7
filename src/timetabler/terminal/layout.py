"""Paragraphs of 80 columns."""

from __future__ import annotations

import textwrap

from timetabler.models.wording import plural

WIDTH = 80


def wrap(text: str, indent: str = "  ", first: str = "") -> str:
    """A paragraph at 80 columns; ``first`` hangs before it, such as the dash of a list."""
    rest = indent + " " * len(first)
    return textwrap.fill(
        text, WIDTH, initial_indent=indent + first, subsequent_indent=rest, break_on_hyphens=False
    )


def and_more(rest: int, noun: str, indent: str) -> list[str]:
    """A line for what is not shown; none if there is no such thing. The noun may be empty."""
    if rest <= 0:
        return []
    return [f"{indent}and {plural(rest, f'more {noun}')}" if noun else f"{indent}and {rest} more"]


def note(remark: str) -> str:
    """A remark beside the answer itself."""
    return wrap(f"Note: {remark}.")
