"""Improvement by moves: some of the decisions are free, all others stay, and CP-SAT finds the best.

What to free, and how much, is learnt on the way: kinds that gain get more turns, parts that are
solved in no time get larger, others get smaller.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from random import Random
from typing import Generic, TypeVar

from timetabler.solver.engine import Engine
from timetabler.solver.run import POLL_SECONDS, Result

STALL_WORK = 6.0
"""Deterministic seconds without gain after which something else is tried."""
OVERHEAD = 0.02
"""Deterministic seconds that a move costs besides its search."""
CURIOSITY = 0.1
"""Of how often the best kind is drawn, the least for the others."""

P = TypeVar("P")
"""What is free in one move."""


@dataclass
class Kind:
    """One way to choose what is free."""

    name: str
    share: float
    """Of all decisions, how many are free."""
    least: float
    """Share that is always worth a try."""
    yields: float = 1.0
    """Cost saved for each unit of work, lately."""

    def learn(self, result: Result, gain: int) -> None:
        """Takes the outcome of a move into account."""
        work = result.deterministic_seconds + OVERHEAD
        self.yields += 0.3 * (gain / work - self.yields)
        if gain == 0:
            self.share *= 1.2 if result.optimal else 0.9
            self.share = min(1.0, max(self.least, self.share))


class Moves(ABC, Generic[P]):
    """Moves on from the best timetable, as many at a time as there are workers."""

    kinds: Sequence[Kind]

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.search = engine.search
        self.random = Random(self.search.seed)
        self.stopping = False
        self.idle_work = 0.0
        """Deterministic seconds since something was gained."""

    @abstractmethod
    def choose(self) -> P:
        """What to free next."""

    @abstractmethod
    def move(self, worker: int, part: P, /) -> Result:
        """Finds the best for what is free; in another thread. To stop soon when ``stopping``."""

    @abstractmethod
    def finish(self, part: P, result: Result) -> bool:
        """Goes to where a move leads, if that is as good; says whether it is better."""

    def over(self, until: float) -> bool:
        """Whether to do something else; ``until`` so much of the time is left."""
        return self.engine.finished() or self.idle_work >= STALL_WORK or self.search.left <= until

    def draw(self) -> Kind:
        """A kind, more often one that gains; none is forgotten."""
        least = max(0.1, CURIOSITY * max(kind.yields for kind in self.kinds))
        return self.random.choices(self.kinds, [kind.yields + least for kind in self.kinds])[0]

    def go(self, seconds: float = math.inf) -> None:
        """Until proved or told to stop, or nothing gains."""
        self.stopping, self.idle_work = False, 0.0
        until = self.search.left - seconds
        with ThreadPoolExecutor(self.search.workers, "moves") as pool:
            idle = list(range(self.search.workers))
            running: dict[Future[Result], tuple[int, P]] = {}
            while not self.over(until):
                while idle:
                    worker, part = idle.pop(), self.choose()
                    running[pool.submit(self.move, worker, part)] = (worker, part)
                for future in wait(running, POLL_SECONDS, FIRST_COMPLETED).done:
                    worker, part = running.pop(future)
                    idle.append(worker)
                    result = future.result()
                    work = result.deterministic_seconds + OVERHEAD
                    self.search.spent += work
                    self.idle_work += work
                    if self.finish(part, result):
                        self.idle_work = 0.0
            self.stopping = True
