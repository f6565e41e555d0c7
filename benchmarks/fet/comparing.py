"""A file solved by FET and by our program, in turn, in the same minutes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fet import ours
from benchmarks.fet.guard import guarded
from benchmarks.fet.judging import judged
from benchmarks.fet.ours import OurRun
from benchmarks.fet.page import Compared, Pair
from benchmarks.fet.running import Ended, FetRun, fet_cl
from timetabler import api
from timetabler.importers.fet.problems import Problems
from timetabler.importers.fet.reader import read_fet
from timetabler.importers.fet.school import Converted, convert
from timetabler.spec.load import load

WORKERS = 2
_IMPORT_LIMIT = 120.0
_UNIT = 100
"""Cost that is 1 of FET's total, if the weights were taken as they are."""
_ROUNDED = 0.005
"""FET prints two digits or more."""


class NotCompared(Exception):
    """Our program does not take a file, crashes, or counts otherwise than FET does."""


@dataclass(frozen=True)
class Effort:
    """How much is tried. Times are seconds of wall clock."""

    seeds: int
    fet_limit: float
    time_limit: float


def compare(fet: Path, effort: Effort, folder: Path, tell: Callable[[str], None]) -> Compared:
    """Solves a file with each seed and tells each run; files are written to ``folder``.

    Raises NotCompared, and what ``fet_cl`` and ``judged`` raise.
    """
    school_file = folder / "school.yaml"
    _import(fet, school_file, tell)
    school = convert(read_fet(fet, Problems(str(fet))))
    unit = _UNIT * school.factor
    pairs, bounds = [], []
    for seed in range(1, effort.seeds + 1):
        here = folder / str(seed)
        run = fet_cl(fet, seed, effort.fet_limit, here / "fet")
        tell(f"{fet.stem}, seed {seed}: FET {_ended(run)}")
        try:
            own = ours.run(school_file, seed, effort.time_limit, WORKERS, here / "ours")
        except RuntimeError as error:
            raise NotCompared(str(error)) from error
        judgement = _judged(fet, school_file, school, own.timetable, here / "judged")
        tell(f"{fet.stem}, seed {seed}: timetabler {_told(own, unit)}, FET {_ended(judgement)}")
        pairs.append(Pair(run, own, judgement))
        _agree(own, unit, judgement)
        if own.searched is not None and own.searched.bound is not None:
            bounds.append(own.searched.bound / unit)
    return Compared(fet.stem, tuple(pairs), max(bounds, default=None))


def _import(fet: Path, school: Path, tell: Callable[[str], None]) -> None:
    command = [sys.executable, "-m", "timetabler", "import", str(fet.resolve()), "--out"]
    ran = guarded([*command, str(school)], _IMPORT_LIMIT, cwd=ours.ROOT)
    if ran.stopped or ran.code:
        raise NotCompared(ran.output.strip() or f"not imported in {_IMPORT_LIMIT:.0f} s")
    tell(f"{fet.stem}: imported ({ran.seconds:.1f} s, {ran.cpu:.1f} s CPU)")


def _judged(
    fet: Path, school_file: Path, school: Converted, timetable: Path, folder: Path
) -> FetRun | None:
    """What FET says of a ``timetable.json``; None if there is none."""
    if not timetable.exists():
        return None
    book = api.verify(load(school_file), timetable).book
    return judged(fet, *school.matched(book.timetable), folder)


def _agree(own: OurRun, unit: int, judgement: FetRun | None) -> None:
    """FET's conflicts are our cost: else something was lost on the way."""
    cost = own.searched.cost if own.searched else None
    soft = judgement.soft if judgement else None
    if cost is not None and soft is not None and abs(cost / unit - soft) > _ROUNDED:
        raise NotCompared(f"we count {cost / unit:.2f} conflicts, FET {soft:.2f}")


def _ended(run: FetRun | None) -> str:
    if run is None:
        return "had nothing to judge"
    detail = {Ended.SOLVED: f", {run.soft}", Ended.REFUSED: f": {run.reason}", Ended.STOPPED: ""}
    return f"{run.ended}{detail[run.ended]} ({run.seconds:.1f} s, {run.cpu:.1f} s CPU)"


def _told(run: OurRun, unit: int) -> str:
    found = run.searched
    if found is None:
        return f"had to be ended after {run.seconds:.0f} s"
    cost = "" if found.cost is None else f", {found.cost / unit:.2f}"
    first = "" if found.first is None else f"first {found.first.cpu:.1f} s CPU, "
    return f"{found.status}{cost} ({first}{found.end.seconds:.1f} s, {found.end.cpu:.1f} s CPU)"
