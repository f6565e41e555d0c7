"""What is to be seen while a search goes on."""

from __future__ import annotations

import sys
from contextlib import suppress
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, TextIO

from timetabler.models.findings import gap
from timetabler.terminal.layout import WIDTH

if TYPE_CHECKING:
    from timetabler.solver import Progress


class ProgressLines:
    """Live progress on stderr: one updated line in a terminal, else one line per improvement."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._last: tuple[Any, ...] = ()

    def __call__(self, step: Progress) -> None:
        """Shows one step, if it says anything new."""
        state = (step.cost, step.bound) if step.cost is not None else (step.stage,)
        if self._live:
            columns = min(WIDTH, get_terminal_size().columns)
            self._write(f"\r\033[K{self._text(step)[: columns - 1]}")
        elif state != self._last:
            self._write(self._text(step) + "\n")
        self._last = state

    def close(self) -> None:
        """Clears the live line."""
        if self._live and self._last:
            self._write("\r\033[K")

    def _write(self, text: str) -> None:
        """A reader that has gone, or a full disk, must not end the search."""
        with suppress(OSError):
            self._stream.write(text)
            self._stream.flush()

    @staticmethod
    def _text(step: Progress) -> str:
        best = "-" if step.cost is None else str(step.cost)
        bound = "-" if step.bound is None else str(step.bound)
        text = f"{step.seconds:6.1f} s  {step.stage:<18} best {best:>6}  bound {bound:>6}"
        share = gap(step.cost, step.bound)
        return text if share is None else f"{text}  gap {share:.1%}"
