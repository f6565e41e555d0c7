"""The edges of the process: streams that cannot show a text, readers that go away, signals."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType, TracebackType


def prepare_streams() -> None:
    """Whatever the terminal cannot show is shown as an escape; no stderr at all is a silent one."""
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def admit_bugs() -> None:
    """Whatever nobody expected ends with its traceback, exit code 1, and a word to the user."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        print("timetabler: this is a bug of ours; please report it with the above", file=sys.stderr)

    sys.excepthook = hook


def say(text: str) -> None:
    """Prints a result. If the reader has gone (``| head``), the exit code still says it."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def stoppable(*, silent: bool = False) -> Iterator[Callable[[], bool]]:
    """The first Ctrl-C or SIGTERM asks the search to stop and keep its best; a second one ends.

    ``silent``: whoever shows the search says so in its own place.
    """
    asked = False

    def stop(number: int, _: FrameType | None) -> None:
        nonlocal asked
        if asked:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        asked = True
        if not silent:
            with suppress(OSError):  # print is not safe here: this may be in the middle of one
                os.write(
                    2, b"\nStopping; the best timetable so far is kept. Again: stop at once.\n"
                )

    before = {s: signal.signal(s, stop) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
