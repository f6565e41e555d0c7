"""Maximum flow and the smallest cut of a small network."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterator
from enum import Enum


class End(Enum):
    """The two ends of every network."""

    SOURCE = "source"
    SINK = "sink"


SOURCE, SINK = End.SOURCE, End.SINK


class Flow:
    """Maximum flow, by all shortest paths at a time (Dinic, 1970)."""

    def __init__(self) -> None:
        self._left: dict[Hashable, dict[Hashable, int]] = defaultdict(dict)
        self._edges: dict[Hashable, dict[Hashable, int]] = defaultdict(dict)

    def edge(self, a: Hashable, b: Hashable, capacity: int) -> None:
        """Adds capacity from one node to another."""
        self._left[a][b] = self._left[a].get(b, 0) + capacity
        self._left[b].setdefault(a, 0)
        self._edges[a][b] = self._edges[a].get(b, 0) + capacity

    def run(self) -> int:
        """Sends as much as possible from source to sink."""
        total = 0
        while SINK in (steps := self._steps()):
            ways = {
                node: [b for b in self._left[node] if steps.get(b) == step + 1]
                for node, step in steps.items()
            }
            while amount := self._push(SOURCE, None, ways):
                total += amount
        return total

    def _steps(self) -> dict[Hashable, int]:
        """Each node that can still be reached, and in how many steps."""
        steps: dict[Hashable, int] = {SOURCE: 0}
        queue: deque[Hashable] = deque([SOURCE])
        while queue:
            node = queue.popleft()
            for other, left in self._left[node].items():
                if left > 0 and other not in steps:
                    steps[other] = steps[node] + 1
                    queue.append(other)
        return steps

    def _push(
        self, node: Hashable, amount: int | None, ways: dict[Hashable, list[Hashable]]
    ) -> int:
        """Sends up to some amount on to the sink (None: any); ways that are of no more use go."""
        if node is SINK:
            return amount or 0
        left = self._left[node]
        while ways[node]:
            other = ways[node][-1]
            most = left[other] if amount is None else min(amount, left[other])
            if most and (sent := self._push(other, most, ways)):
                left[other] -= sent
                self._left[other][node] += sent
                return sent
            ways[node].pop()
        return 0

    def reached(self) -> set[Hashable]:
        """After run: the source side of the smallest cut that is nearest to the source."""
        return set(self._steps())

    def cut(self) -> Iterator[tuple[Hashable, Hashable, int]]:
        """After run: the edges of that cut, each with its capacity. They add up to the flow."""
        reached = self.reached()
        for a in reached:
            for b, capacity in self._edges[a].items():
                if b not in reached and capacity:
                    yield a, b, capacity
