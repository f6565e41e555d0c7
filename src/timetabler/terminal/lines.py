"""The course of a search as lines: for logs, pipes and simple terminals."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from timetabler.models.findings import gap
from timetabler.terminal.course import doing

if TYPE_CHECKING:
    from timetabler.solver import Progress

LEAST_SECONDS = 1.0
"""Between two lines about the cost."""
SHARE = 0.02
"""Of the time gone, between two lines: what is new comes more slowly with time."""


class ProgressLines:
    """A line for each new thing that is done, until there is a timetable; then for better costs and
    bounds, so few that a log stays readable."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._said: tuple[str, int | None, int | None] | None = None
        self._seconds = 0.0
        self._held: Progress | None = None
        """News that came too soon after the line before."""

    def __call__(self, step: Progress) -> None:
        """Says one step, if it is new and its time has come."""
        if self._state(step) == self._said:
            self._held = None
            return
        patience = max(LEAST_SECONDS, SHARE * step.seconds)
        known = self._said is not None and self._said[1] is not None
        if known and step.cost is not None and 0 <= step.seconds - self._seconds < patience:
            self._held = step
            return
        self._say(step)

    def close(self) -> None:
        """Says what was held back."""
        if self._held is not None:
            self._say(self._held)

    def _say(self, step: Progress) -> None:
        self._said, self._seconds, self._held = self._state(step), step.seconds, None
        with suppress(OSError):  # a reader that has gone, or a full disk, must not end the search
            self._stream.write(self._text(step) + "\n")
            self._stream.flush()

    @staticmethod
    def _state(step: Progress) -> tuple[str, int | None, int | None]:
        if step.cost is None:
            return doing(step.stage, found=False), None, None
        return "", step.cost, step.bound

    @staticmethod
    def _text(step: Progress) -> str:
        known = step.cost is not None
        text = doing(step.stage, found=known)
        share = gap(step.cost, step.bound)
        if known:
            text = f"cost {step.cost:>6}, none below {step.bound or 0:>6}"
            text += "" if share is None else f", gap {share:6.1%}"
        return f"{step.seconds:6.1f} s  {text}"
