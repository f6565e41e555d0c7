"""One run of fet-cl, and what came of it."""

from __future__ import annotations

import math
import random
import re
import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from benchmarks.fet.guard import Ran, guarded

PROGRAM = "fet-cl"
_PAGES = (
    "statistics xml dayshorizontal daysvertical timehorizontal timevertical subgroups groups years "
    "teachers teachersfreeperiods rooms subjects activitytags activities"
)
_QUIET = ["--htmllevel=0", *(f"--writetimetables{page}=false" for page in _PAGES.split())]
"""Only the timetable and its conflicts are written, so that no pages are part of the time."""
_SEEDS = ("10", "11", "12", "20", "21", "22")
_LARGEST_SEED = 4294944442


class Ended(StrEnum):
    """How a run of FET ended."""

    SOLVED = "solved"
    """With a complete timetable, that keeps every rule of weight 100."""
    REFUSED = "refused"
    """FET says that the file is wrong, or that a rule can never be kept: ``reason`` has which."""
    STOPPED = "stopped"
    """The time was over."""


@dataclass(frozen=True)
class FetRun:
    """One run of FET."""

    ended: Ended
    seconds: float
    """Wall clock."""
    cpu: float
    """Seconds in user mode."""
    soft: float | None
    """FET's "Total soft conflicts"; None without a timetable."""
    broken: int | None
    """FET's "Number of broken soft constraints"; None without a timetable. There is no number of
    hard ones: a timetable that FET calls solved breaks none."""
    timetable: Path | None
    """The file that FET wrote: the input, with a start (and a room) for every activity."""
    said: str
    """All that it printed."""

    @property
    def reason(self) -> str:
        """The last of the warnings that FET printed; all that it printed, if there is none."""
        warnings = re.findall(
            r"^Title: FET (?:warning|critical)\nMessage: (.+?)(?=\nButton 0|\n\n|\Z)",
            self.said,
            re.MULTILINE | re.DOTALL,
        )
        return warnings[-1] if warnings else self.said.strip()


def installed() -> bool:
    """Whether fet-cl is there."""
    return shutil.which(PROGRAM) is not None


def version() -> str:
    """Of FET. Raises OSError if it is missing."""
    return _told("FET version", guarded([PROGRAM, "--version"], 10).output)


def fet_cl(path: Path, seed: int, seconds: float, out: Path) -> FetRun:
    """Runs fet-cl on a .fet file and writes into the folder ``out``, which it makes.

    ``seconds`` is wall clock. FET's own limit is tested only between two placements, and one of
    them may take minutes: a guard stands around it. The same seed gives the same timetable.

    Raises OSError (no such file, or fet-cl is missing), RuntimeError (it crashed).
    """
    out.mkdir(parents=True, exist_ok=True)
    drawn = random.Random(seed)
    seeds = [f"--randomseeds{s}={drawn.randint(1, _LARGEST_SEED)}" for s in _SEEDS]
    files = [f"--inputfile={path.resolve(strict=True)}", f"--outputdir={out.resolve()}"]
    limit = f"--timelimitseconds={math.ceil(seconds)}"
    ran = guarded([PROGRAM, *files, limit, *seeds, *_QUIET], seconds + 1)
    ended = _ended(ran)
    if ended is not Ended.SOLVED:
        return FetRun(ended, ran.seconds, ran.cpu, None, None, None, ran.output)
    written = out / "timetables" / path.stem
    conflicts = (written / f"{path.stem}_soft_conflicts.txt").read_text(encoding="utf-8-sig")
    return FetRun(
        ended,
        ran.seconds,
        ran.cpu,
        float(_told("Total soft conflicts", conflicts)),
        int(_told("Number of broken soft constraints", conflicts)),
        written / f"{path.stem}_data_and_timetable.fet",
        ran.output,
    )


def _ended(ran: Ran) -> Ended:
    """The exit status says little: it is 0 when the time is over, too."""
    if "Simulation successful" in ran.output:
        return Ended.SOLVED
    if ran.stopped or "Time exceeded" in ran.output:
        return Ended.STOPPED
    if ran.code == 1 or "might be impossible to schedule" in ran.output:
        return Ended.REFUSED
    raise RuntimeError(f"{PROGRAM} ended with {ran.code} and has printed: {ran.output}")


def _told(what: str, text: str) -> str:
    found = re.search(rf"^{re.escape(what)}:? (\S+)$", text, re.MULTILINE)
    if found is None:
        raise RuntimeError(f"{PROGRAM} has not told: {what}")
    return found[1]
