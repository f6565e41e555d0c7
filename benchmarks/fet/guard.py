"""Running another program for a limited time, and what it has cost."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

GRACE = 10.0
"""Seconds to end by itself after SIGTERM."""
_PAUSE = 0.005
"""Seconds between two looks at whether it has ended: as exact as the times are."""


@dataclass(frozen=True)
class Ran:
    """A program that has ended, or that was ended."""

    code: int
    """Its exit status; the negative number of the signal that ended it."""
    output: str
    """What it printed: results and errors, in its order."""
    seconds: float
    """Wall clock."""
    cpu: float
    """Seconds in user mode, of all its threads and of the programs that it has waited for."""
    stopped: bool
    """It was asked to end."""


def guarded(
    command: Sequence[str | Path], seconds: float, *, cwd: Path | None = None, grace: float = GRACE
) -> Ran:
    """Runs a program in a process group of its own: SIGTERM after ``seconds``, then SIGKILL.

    Raises OSError if it cannot be started. An exception on the way (Ctrl-C) ends the program.
    """
    with tempfile.TemporaryFile() as written:
        started = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        signals = [(seconds, signal.SIGTERM), (seconds + grace, signal.SIGKILL)]
        pending = list(signals)
        try:
            while True:
                pid, status, usage = os.wait4(process.pid, os.WNOHANG)
                passed = time.monotonic() - started
                if pid:
                    break
                if pending and passed >= pending[0][0]:
                    os.killpg(process.pid, pending.pop(0)[1])
                time.sleep(_PAUSE)
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:  # also those that it has started and left behind
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        written.seek(0)
        output = written.read().decode(errors="replace")
    return Ran(process.returncode, output, passed, usage.ru_utime, len(pending) < len(signals))
