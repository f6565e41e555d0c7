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
    """Maximum flow by shortest augmenting paths (Edmonds and Karp, 1972): the nets are tiny."""

    def __init__(self) -> None:
        self._left: dict[Hashable, dict[Hashable, int]] = defaultdict(lambda: defaultdict(int))
        self._edges: dict[Hashable, dict[Hashable, int]] = defaultdict(lambda: defaultdict(int))

    def edge(self, a: Hashable, b: Hashable, capacity: int) -> None:
        """Adds capacity from one node to another."""
        self._left[a][b] += capacity
        self._left[b][a] += 0
        self._edges[a][b] += capacity

    def run(self) -> int:
        """Sends as much as possible from source to sink."""
        total = 0
        while path := self._path():
            amount = min(self._left[a][b] for a, b in path)
            for a, b in path:
                self._left[a][b] -= amount
                self._left[b][a] += amount
            total += amount
        return total

    def _search(self) -> dict[Hashable, Hashable]:
        came: dict[Hashable, Hashable] = {SOURCE: None}
        queue: deque[Hashable] = deque([SOURCE])
        while queue and SINK not in came:
            node = queue.popleft()
            for other, left in self._left[node].items():
                if left > 0 and other not in came:
                    came[other] = node
                    queue.append(other)
        return came

    def _path(self) -> list[tuple[Hashable, Hashable]]:
        came = self._search()
        if SINK not in came:
            return []
        path = []
        node: Hashable = SINK
        while node != SOURCE:
            path.append((came[node], node))
            node = came[node]
        return path

    def reached(self) -> set[Hashable]:
        """After run: the source side of the smallest cut that is nearest to the source."""
        return set(self._search())

    def cut(self) -> Iterator[tuple[Hashable, Hashable, int]]:
        """After run: the edges of that cut, each with its capacity. They add up to the flow."""
        reached = self.reached()
        for a in reached:
            for b, capacity in self._edges[a].items():
                if b not in reached and capacity:
                    yield a, b, capacity
