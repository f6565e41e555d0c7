"""A block in the terminal that shows a running search, written anew in place while it goes on."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from timetabler.terminal.course import SearchCourse
from timetabler.terminal.frame import frame

if TYPE_CHECKING:
    from timetabler.solver import Progress

FRAME_SECONDS = 0.2
"""Between two frames; one that says nothing new is not drawn."""


class LiveBlock:
    """Shows the course of a search until it is closed, and leaves nothing behind.

    A thread of its own draws, so that the clock goes on whatever the search does; it does not keep
    the process alive. The cursor stays below the block: a process that is killed leaves the last
    frame, and the terminal as it was.
    """

    def __init__(
        self,
        limit: float,
        stopping: Callable[[], bool],
        stream: TextIO | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        size: Callable[[], os.terminal_size] | None = None,
    ) -> None:
        self._limit = limit
        self._stopping = stopping
        self._stream = stream or sys.stderr
        self._plain = not _shows_braille(self._stream)
        self._clock = clock
        self._size = size or self._of_terminal
        self._course = SearchCourse()
        self._opened = clock()
        self._begun: float | None = None
        """When the first step came: reading the school is not searching."""
        self._shown: list[str] = []
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name="progress", daemon=True)

    def start(self) -> None:
        """From now on the block is drawn by itself."""
        self._thread.start()

    def __call__(self, step: Progress) -> None:
        """Takes one step of the search, to be shown in the next frame."""
        with self._lock:
            if self._begun is None:
                self._begun = self._clock()
            self._course.take(step, self._clock() - self._begun)

    def draw(self) -> None:
        """Shows how things are now, if that is not to be seen already."""
        columns, rows = self._size()
        with self._lock:
            begun, limit = self._begun, self._limit
            if begun is None:
                begun, limit = self._opened, 0.0
            lines = frame(
                self._course,
                self._clock() - begun,
                limit,
                columns,
                rows,
                stopping=self._stopping(),
                plain=self._plain,
            )
        if lines != self._shown:
            self._write(self._to_top(columns) + "".join(f"{x}\033[K\n" for x in lines) + "\033[J")
            self._shown = lines

    def close(self) -> None:
        """Ends the drawing, and takes the block away."""
        self._closed.set()
        if self._thread.is_alive():
            self._thread.join()
        if self._shown:
            self._write(f"{self._to_top(self._size()[0])}\033[J")
            self._shown = []

    def _go_on(self) -> None:
        while not self._closed.wait(FRAME_SECONDS):
            self.draw()

    def _to_top(self, columns: int) -> str:
        """Back to where the block begins; a terminal that was made narrower has wrapped it."""
        above = sum(max(1, -(-len(line) // max(1, columns))) for line in self._shown)
        return f"\r\033[{above}A" if above else "\r"

    def _write(self, text: str) -> None:
        """At once, so that nothing flickers. A terminal that has gone must not end the search."""
        with suppress(OSError):
            self._stream.write(text)
            self._stream.flush()

    def _of_terminal(self) -> os.terminal_size:
        """Of the stream itself; of what the environment says where it does not know."""
        with suppress(OSError):
            found = os.get_terminal_size(self._stream.fileno())
            if found.columns > 0 and found.lines > 0:
                return found
        return shutil.get_terminal_size()


def _shows_braille(stream: TextIO) -> bool:
    """The console of Linux knows UTF-8, but has no Braille."""
    return (stream.encoding or "").lower().startswith("utf") and os.environ.get("TERM") != "linux"
