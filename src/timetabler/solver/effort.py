"""Several solves within one time limit: how much of it is left, and with what they run."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from timetabler.models.findings import Outcome
from timetabler.models.timetable import Timetable
from timetabler.solver.search import Progress
from timetabler.solver.solve import solve
from timetabler.spec.problem import Problem


@dataclass(frozen=True)
class Effort:
    """The time and the cores for a question that takes several solves."""

    time_limit: float
    """Seconds for all of them."""
    workers: int = 2
    seed: int = 0
    on_progress: Callable[[Progress], None] | None = None
    should_stop: Callable[[], bool] | None = None
    started: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """Seconds; 0 if the time is over."""
        return max(0.0, self.time_limit - (time.monotonic() - self.started))

    @property
    def stopped(self) -> bool:
        """Whether the user wants what there is."""
        return self.should_stop is not None and self.should_stop()

    @property
    def over(self) -> bool:
        """Whether no more should be started."""
        return self.stopped or not self.left

    def enter(self, stage: str) -> None:
        """Tells what is done now, between two solves."""
        if self.on_progress is not None:
            seconds = time.monotonic() - self.started
            self.on_progress(Progress(stage, cost=None, bound=None, seconds=seconds))

    def first(
        self,
        problem: Problem,
        seconds: float,
        hint: Timetable | None = None,
        *,
        stage: str = "",
        why: bool = True,
        grace: float = 0.0,
    ) -> tuple[Timetable | None, Outcome]:
        """Any timetable, however dear; or why there is none, if that is asked.

        ``stage`` is said before each stage. ``grace``: seconds more for the reasons, if it turns
        out late that there is none.
        """
        until = time.monotonic() + seconds + grace
        found = False

        def watch(step: Progress) -> None:
            nonlocal found
            found = found or step.timetable is not None
            self._tell(replace(step, cost=None, bound=None), stage)  # its cost is no news

        return solve(
            problem,
            time_limit=seconds,
            workers=self.workers,
            seed=self.seed,
            hint=hint,
            why=why,
            on_progress=watch,
            should_stop=lambda: found or self.stopped or time.monotonic() > until,
        )

    def best(
        self,
        problem: Problem,
        seconds: float,
        hint: Timetable | None = None,
        *,
        stage: str = "",
        why: bool = False,
    ) -> tuple[Timetable | None, Outcome]:
        """The best timetable in so many seconds; or why there is none, if that is asked."""
        return solve(
            problem,
            time_limit=seconds,
            workers=self.workers,
            seed=self.seed,
            hint=hint,
            why=why,
            on_progress=lambda step: self._tell(step, stage),
            should_stop=self.should_stop,
        )

    def _tell(self, step: Progress, stage: str) -> None:
        if self.on_progress is not None:
            self.on_progress(replace(step, stage=stage + step.stage))
