"""Maximum flow and the smallest cut of a small network."""

from __future__ import annotations

from collections import defaultdict, deque

SOURCE, SINK = "source", "sink"


class Flow:
    """Maximum flow by shortest augmenting paths (Edmonds and Karp, 1972): the nets are tiny."""

    def __init__(self) -> None:
        self._left: dict[object, dict[object, int]] = defaultdict(lambda: defaultdict(int))
        self._edges: dict[object, dict[object, int]] = defaultdict(lambda: defaultdict(int))

    def edge(self, a: object, b: object, capacity: int) -> None:
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

    def _search(self) -> dict[object, object]:
        came: dict[object, object] = {SOURCE: None}
        queue: deque[object] = deque([SOURCE])
        while queue and SINK not in came:
            node = queue.popleft()
            for other, left in self._left[node].items():
                if left > 0 and other not in came:
                    came[other] = node
                    queue.append(other)
        return came

    def _path(self) -> list[tuple[object, object]]:
        came = self._search()
        if SINK not in came:
            return []
        path = []
        node: object = SINK
        while node != SOURCE:
            path.append((came[node], node))
            node = came[node]
        return path

    def reached(self) -> set[object]:
        """After run: the source side of a smallest cut."""
        return set(self._search())

    def capacity(self, a: object, b: object) -> int:
        """The capacity from one node to another; 0 if there is no edge."""
        return self._edges[a].get(b, 0)
