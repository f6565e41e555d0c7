"""What is to be seen while a search goes on: a block written anew in place, or lines."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, TextIO

from timetabler.terminal.lines import ProgressLines

if TYPE_CHECKING:
    from timetabler.solver import Progress


def can_be_drawn(stream: TextIO) -> bool:
    """Whether a stream is a terminal in which lines can be written anew."""
    if not stream.isatty():
        return False
    return os.environ.get("TERM", "dumb") != "dumb" or "WT_SESSION" in os.environ  # Windows's own


@contextmanager
def progress(
    limit: float, stopping: Callable[[], bool], *, live: bool
) -> Iterator[Callable[[Progress], None]]:
    """Shows on stderr whatever search reports to it, of ``limit`` seconds at most. ``stopping``:
    whether somebody has asked for the end; a live block says so."""
    if live:
        from timetabler.terminal.live import LiveBlock

        with closing(LiveBlock(limit, stopping)) as block:
            block.start()
            yield block
    else:
        with closing(ProgressLines()) as lines:
            yield lines
