"""What is different from another timetable, line by line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from timetabler.terminal.layout import and_more, wrap

if TYPE_CHECKING:
    from timetabler.views import ChangeLine


def change_lines(found: Iterable[ChangeLine], most: int) -> list[str]:
    """A line for each change; of more than ``most``, how many more there are."""
    told = [f"{line.what}: {_step(line)}" for line in found]
    shown = [wrap(line, "  ", "- ") for line in told[:most]]
    return [*shown, *and_more(len(told) - most, "change", "  ")]


def _step(line: ChangeLine) -> str:
    from timetabler.views import CHANGES

    if line.change in ("new", "gone"):
        return f"{CHANGES[line.change]}, {line.after or line.before}"
    return f"{line.before or 'nobody'} -> {line.after or 'nobody'}"
