"""How far wishes can be missed at all: slacks with a limit that means something.

A slack may be as great as its expression, and that is a sum of lessons at all the times that there
are: fifty starts on five days, of which a course with two lessons takes two. CP-SAT does not see
this by itself. With the rows that say so a slack mostly becomes 0-1, or nothing at all.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from timetabler.solver.model import Linear, Model


def tighten(model: Model) -> None:
    """Lowers the greatest values of slacks to what solutions of the model can need."""
    if not model.slacks:
        return
    limits = _Limits(model)
    for variable, above in model.slacks:
        most = max(model.low[variable], *(limits.most(expression) for expression in above))
        model.high[variable] = min(model.high[variable], most)


class _Limits:
    """The rows that say how many of some variables there are at the most."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.rows = [
            row
            for row in model.rows.values()
            if all(c == 1 and model.low[v] >= 0 for v, c in row.terms)
        ]
        self.rows_of: dict[int, list[int]] = defaultdict(list)
        for number, row in enumerate(self.rows):
            for v, _ in row.terms:
                self.rows_of[v].append(number)

    def most(self, expression: Linear) -> int:
        """What no solution exceeds: its variables in groups, each within a limit of some row."""
        low, high = self.model.low, self.model.high
        left = {v: c for v, c in expression.terms if c > 0}
        total = expression.const + sum(c * low[v] for v, c in expression.terms if c < 0)
        while left:
            covered = Counter(n for v in left for n in self.rows_of[v])
            saved = {n: count - self.rows[n].high for n, count in covered.items()}
            best = max(saved, key=lambda n: saved[n], default=None)
            if best is None or saved[best] <= 0:
                return total + sum(c * high[v] for v, c in left.items())
            row = self.rows[best]
            coefficients = [left.pop(v) for v, _ in row.terms if v in left]
            total += row.high * max(coefficients)
        return total
