"""A running solve: the best timetable so far, what is proven, and the time that is left."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from timetabler.models.findings import Outcome, Status
from timetabler.models.reasons import Reason
from timetabler.models.timetable import Timetable
from timetabler.spec.problem import Problem
from timetabler.verify import verify

STALL_SECONDS = 10.0
"""Without gain, once a run has begun to search."""
PRESOLVE_SECONDS = 30.0
"""A run that has no solution after so long has lost the one that it was given."""

Point: TypeAlias = tuple[float, int, int]
"""(seconds, cost, bound) when one of the two became better."""

POINTS = 200
"""So many are enough to draw the progress of a search, with whatever the cost did."""


@dataclass(frozen=True)
class Progress:
    """Where a running solve is; given whenever something changed."""

    stage: str
    """What is being done: the outermost search first, as in ``lessons, first 2``; the number is
    that of a further try."""
    cost: int | None
    bound: int | None
    seconds: float
    timetable: Timetable | None = None
    """The best so far, if it has just improved."""


class TimeUp(Exception):
    """A search is over in the middle of a step that is worth nothing by halves."""


class EncodingError(Exception):
    """Solver and verification disagree: a bug of ours, and no answer."""


@dataclass
class Search:
    """A running solve: the best timetable and bound so far, and the time left."""

    problem: Problem
    time_limit: float
    workers: int
    seed: int
    repeatable: bool
    on_progress: Callable[[Progress], None] | None
    should_stop: Callable[[], bool] | None
    kept: bool = False
    """Whether the lessons are given."""
    started: float = field(default_factory=time.monotonic)
    stage: str = "compile"
    best: Timetable | None = None
    cost: int | None = None
    bound: int = 0
    impossible: bool = False
    """Whether it is proved that there is no timetable."""
    first_seconds: float | None = None
    improved: float = 0.0
    history: list[Point] = field(default_factory=list)
    spent: float = 0.0
    """Of the time limit, in a repeatable solve: in deterministic seconds."""

    # ---- time --------------------------------------------------------------------------------

    @property
    def seconds(self) -> float:
        """Wall clock since the start."""
        return time.monotonic() - self.started

    @property
    def left(self) -> float:
        """Of the time limit."""
        return self.time_limit - (self.spent if self.repeatable else self.seconds)

    @property
    def stopped(self) -> bool:
        """Whether the user wants what there is."""
        return self.should_stop is not None and self.should_stop()

    def stalled(self, since: float, seconds: float = STALL_SECONDS) -> bool:
        """Whether nothing has improved for long: another search may have better luck."""
        return self.seconds - max(since, self.improved) > seconds

    @property
    def proved(self) -> bool:
        """Whether the best timetable cannot be beaten."""
        return self.cost is not None and self.cost <= self.bound

    @property
    def over(self) -> bool:
        """Whether there is nothing left to do, or no time to do it."""
        return self.proved or self.impossible or self.left <= 0 or self.stopped

    def go_on(self) -> None:
        """To be asked in long steps. Raises TimeUp if nobody waits for them any more."""
        if self.left <= 0 or self.stopped:
            raise TimeUp

    def part(
        self,
        problem: Problem,
        seconds: float,
        on_progress: Callable[[Progress], None],
        *,
        bound: int = 0,
    ) -> Search:
        """A search of its own for so long at most, with the same settings."""
        return Search(
            problem=problem,
            time_limit=min(self.left, seconds),
            workers=self.workers,
            seed=self.seed,
            repeatable=self.repeatable,
            on_progress=on_progress,
            should_stop=lambda: self.stopped,
            bound=bound,
        )

    # ---- what was found ----------------------------------------------------------------------

    def offer(self, timetable: Timetable) -> bool:
        """Keeps a timetable if it breaks no rule and is the best; says whether it breaks none."""
        valid = verify(self.problem, timetable).valid
        if valid:
            self.accept(timetable)
        return valid

    def accept(self, timetable: Timetable) -> bool:
        """Verifies a timetable and keeps it if it is the best; says whether it is."""
        report = verify(self.problem, timetable)
        if not report.valid:
            kinds = sorted({r.kind for r in report.broken})
            raise EncodingError(f"a solution breaks: {', '.join(kinds)}")
        if self.cost is not None and report.cost >= self.cost:
            return False
        self.best, self.cost = timetable, report.cost
        self.improved = self.seconds
        if self.first_seconds is None:
            self.first_seconds = self.improved
        self.history.append((self.improved, self.cost, self.bound))
        self.report(timetable)
        return True

    def raise_bound(self, bound: float) -> None:
        """Takes a proven lower bound of the cost."""
        if math.isfinite(bound) and (rounded := math.ceil(bound - 1e-6)) > self.bound:
            if self.cost is not None and rounded > self.cost:
                raise EncodingError(f"bound {rounded} above the cost {self.cost} of a timetable")
            self.bound = rounded
            if self.cost is not None:
                self.history.append((self.seconds, self.cost, rounded))
            self.report()

    def enter(self, stage: str) -> None:
        """Begins to do something else, and tells so."""
        if stage != self.stage:
            self.stage = stage
            self.report()

    def report(self, timetable: Timetable | None = None) -> None:
        """Tells whoever listens."""
        if self.on_progress is not None:
            self.on_progress(Progress(self.stage, self.cost, self.bound, self.seconds, timetable))

    def outcome(self, status: Status, reasons: tuple[Reason, ...] = ()) -> Outcome:
        """What is said in the end."""
        return Outcome(
            status=status,
            cost=self.cost,
            bound=self.bound if self.cost is not None else None,
            seconds=self.seconds,
            first_seconds=self.first_seconds,
            seed=self.seed,
            workers=self.workers,
            kept=self.kept,
            reasons=reasons,
            history=thinned(self.history),
        )


def thinned(history: Sequence[Point]) -> tuple[Point, ...]:
    """At most ``POINTS`` points, evenly taken, besides the first, the last and each better cost."""
    if len(history) <= POINTS:
        return tuple(history)
    step = len(history) / POINTS
    kept = {0, len(history) - 1, *(int(number * step) for number in range(POINTS))}
    kept |= {n for n, (one, other) in enumerate(pairwise(history), 1) if one[1] != other[1]}
    return tuple(history[n] for n in sorted(kept))
