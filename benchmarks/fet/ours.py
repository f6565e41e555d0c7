"""One run of our own program, and what came of it.

As a process (``python -m benchmarks.fet.ours``) it solves a school file as ``timetabler solve``
does, and tells the CPU seconds at the first timetable and at the end of the search: CPU and not
wall clock, as other work on the machine does not count in it.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.fet.guard import Ran, guarded
from timetabler import api
from timetabler.__main__ import RARELY

# Loading OR-Tools is part of starting, and not of the search.
from timetabler.solver import Progress

ROOT = Path(__file__).parent.parent.parent
_GRACE = 60.0
"""Seconds to start, to end and to write, besides the time for the search."""


class Spent(NamedTuple):
    """Seconds since the school file was opened."""

    seconds: float
    """Wall clock."""
    cpu: float
    """User mode, of all threads."""


@dataclass(frozen=True)
class Searched:
    """What a search has found. Costs and bounds are those of the school file."""

    status: str
    cost: int | None
    bound: int | None
    first: Spent | None
    """When there was a first timetable."""
    end: Spent
    """When the search was over."""


@dataclass(frozen=True)
class OurRun:
    """One run of our program."""

    searched: Searched | None
    """None if it had to be ended."""
    seconds: float
    """Wall clock of the whole process, with starting and writing."""
    cpu: float
    """Seconds of the whole process in user mode."""
    timetable: Path
    """The ``timetable.json``, if one was found."""


def run(school: Path, seed: int, seconds: float, workers: int, out: Path) -> OurRun:
    """Solves a school in a process of its own. ``seconds`` is for the search, in wall clock.

    Raises RuntimeError (it crashed, and said what is in the message).
    """
    numbers = ["--seed", str(seed), "--time-limit", str(seconds), "--workers", str(workers)]
    places = [str(school.resolve()), str(out.resolve())]
    command = [sys.executable, "-m", __name__, *places, *numbers]
    ran = guarded(command, seconds + _GRACE, cwd=ROOT)
    return OurRun(_searched(ran), ran.seconds, ran.cpu, out / "timetable.json")


def _searched(ran: Ran) -> Searched | None:
    if ran.stopped:
        return None
    if ran.code:
        raise RuntimeError(f"our program ended with {ran.code} and has printed: {ran.output}")
    told: dict[str, Any] = json.loads(ran.output.splitlines()[-1])
    first = told.pop("first")
    end = Spent(*told.pop("end"))
    return Searched(**told, first=None if first is None else Spent(*first), end=end)


class _Watch:
    """When what was reported happened, first."""

    def __init__(self) -> None:
        self.started = time.monotonic(), _cpu()
        self.first: Spent | None = None
        self.end: Spent | None = None

    def spent(self) -> Spent:
        """Until now."""
        seconds, cpu = self.started
        return Spent(time.monotonic() - seconds, _cpu() - cpu)

    def listen(self, step: Progress) -> None:
        """Takes what a running solve tells."""
        if self.first is None and step.timetable is not None:
            self.first = self.spent()
        if step.stage == "write":
            self.end = self.spent()


def _cpu() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


def main() -> None:
    """Solves one school and prints what ``run`` reads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("school", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--time-limit", type=float, required=True)
    parser.add_argument("--workers", type=int, required=True)
    options = parser.parse_args()
    gc.set_threshold(*RARELY)
    watch = _Watch()
    solved = api.solve(
        options.school,
        options.out,
        time_limit=options.time_limit,
        workers=options.workers,
        seed=options.seed,
        fresh=True,
        to=["json"],
        on_progress=watch.listen,
    )
    outcome = solved.outcome
    end = watch.end or watch.spent()
    told = Searched(outcome.status.value, outcome.cost, outcome.bound, watch.first, end)
    print(json.dumps(asdict(told)))


if __name__ == "__main__":
    main()
