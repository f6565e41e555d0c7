"""A model with most of its variables fixed: only what is left open.

CP-SAT can fix variables itself, but reads and simplifies the whole model for it, again for each
neighbourhood: of a large school that takes longer than the search. Here it is arithmetic on the
matrix of the rows, a few milliseconds, and what is left is small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from timetabler.solver.model import Model, Or, Row

Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]

ROUNDS = 8
"""Of fixing what follows from what is fixed. Most comes in the first ones."""


class Restricted(NamedTuple):
    """What is left open."""

    model: Model
    variables: Sequence[int]
    """Of the whole model, in the order of this one."""


class Rows(NamedTuple):
    """Some rows: the terms of each follow those of the one before."""

    variables: Ints
    coefficients: Ints
    row: Ints
    """Of each term."""
    starts: Ints
    lengths: Ints
    low: Ints
    high: Ints

    def sums(self, of_terms: Ints | Bools) -> Ints:
        """For each row, the sum of something of its terms."""
        return np.bincount(self.row, of_terms, len(self.low)).astype(np.int64)

    def range(self, low: Ints, high: Ints) -> tuple[Ints, Ints]:
        """Least and greatest value of each row within these bounds of the variables."""
        up = self.coefficients > 0
        lows, highs = low[self.variables], high[self.variables]
        return (
            self.sums(self.coefficients * np.where(up, lows, highs)),
            self.sums(self.coefficients * np.where(up, highs, lows)),
        )

    def only(self, rows: Bools, terms: Bools, low: Ints, high: Ints) -> Rows:
        """Some of the rows with some of their terms, and other limits."""
        number = np.cumsum(rows) - 1
        row = number[self.row[terms]]
        lengths = np.bincount(row, minlength=int(rows.sum()))
        return Rows(
            self.variables[terms],
            self.coefficients[terms],
            row,
            np.cumsum(lengths) - lengths,
            lengths,
            low[rows],
            high[rows],
        )


class Restricting:
    """Makes restricted models of one model, which has no guarded rows."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.low = np.array(model.low, dtype=np.int64)
        self.high = np.array(model.high, dtype=np.int64)
        self.cost = np.zeros(len(model.low), dtype=np.int64)
        self.cost[list(model.cost)] = list(model.cost.values())
        rows = [*model.rows.values(), *model.soft]
        terms = [term for row in rows for term in row.terms]
        lengths = np.array([len(row.terms) for row in rows], dtype=np.int64)
        self.rows = Rows(
            np.array([v for v, _ in terms], dtype=np.int64),
            np.array([c for _, c in terms], dtype=np.int64),
            np.repeat(np.arange(len(rows)), lengths),
            np.cumsum(lengths) - lengths,
            lengths,
            np.array([row.low for row in rows], dtype=np.int64),
            np.array([row.high for row in rows], dtype=np.int64),
        )
        self.is_slack = np.zeros(len(model.low), dtype=bool)
        self.is_slack[[slack.variable for slack in model.slacks]] = True
        self.ors_of: dict[int, list[int]] = defaultdict(list)
        """Variable -> the disjunctions that it is a member of."""
        for number, disjunction in enumerate(model.ors):
            for member in disjunction.members:
                self.ors_of[member.variable].append(number)

    def holds(self, values: Sequence[int]) -> bool:
        """Whether an assignment keeps every row."""
        as_array = np.array(values, dtype=np.int64)
        sums = self.rows.sums(self.rows.coefficients * as_array[self.rows.variables])
        return bool(np.all((self.rows.low <= sums) & (sums <= self.rows.high)))

    def around(self, values: Sequence[int], free: Collection[int]) -> Restricted:
        """The model with everything fixed as in a solution but these variables, and what follows
        from them. It has the cost of the whole one."""
        at = np.array(values, dtype=np.int64)
        opened, ors = self._opened(free)
        low, high = np.where(opened, self.low, at), np.where(opened, self.high, at)
        rows = self._rows_about(opened, at)
        self._fix(rows, low, high)
        least, most = rows.range(low, high)
        needed = (least < rows.low) | (most > rows.high)
        is_open = low < high
        terms = is_open[rows.variables]
        fixed = rows.sums(np.where(terms, 0, rows.coefficients * low[rows.variables]))
        rows = rows.only(needed, terms & needed[rows.row], rows.low - fixed, rows.high - fixed)
        left = self._written(rows, [self.model.ors[number] for number in ors], low, high)
        paid = np.where(is_open, 0, self.cost * low)
        left.model.cost_offset = self.model.cost_offset + int(paid.sum())
        return left

    def _written(self, rows: Rows, ors: Sequence[Or], low: Ints, high: Ints) -> Restricted:
        """These rows and disjunctions, as a model."""
        is_there = low < high
        for either in ors:  # some of their variables may be fixed
            is_there[[literal.variable for literal in (either.result, *either.members)]] = True
        variables = np.flatnonzero(is_there)
        number = np.cumsum(is_there) - 1
        model = Model()
        model.low, model.high = low[variables].tolist(), high[variables].tolist()
        terms = list(zip(number[rows.variables].tolist(), rows.coefficients.tolist(), strict=True))
        columns = (rows.starts, rows.lengths, rows.low, rows.high)
        limits = zip(*(column.tolist() for column in columns), strict=True)
        for key, (start, length, least, most) in enumerate(limits):
            row = Row(tuple(terms[start : start + length]), least, most)
            model.rows[row.terms, key] = row
        numbers = number.tolist() if ors else []
        for either in ors:
            model.ors.append(either.renumbered(numbers))
            result = model.ors[-1].result.variable
            if model.low[result] == model.high[result]:  # says something of the members
                model.rows[((result, 1),), None] = Row(
                    ((result, 1),), model.low[result], model.low[result]
                )
        costs = np.where(low < high, self.cost, 0)[variables]
        priced = np.flatnonzero(costs)
        model.cost = dict(zip(priced.tolist(), costs[priced].tolist(), strict=True))
        return Restricted(model, variables.tolist())

    def _opened(self, free: Collection[int]) -> tuple[Bools, list[int]]:
        """Which variables are open, and the disjunctions with an open member, in their order."""
        opened = np.zeros(len(self.low), dtype=bool)
        opened[list(free)] = True
        ors: set[int] = set()
        waiting = list(free) if self.ors_of else []
        while waiting:
            for number in self.ors_of.get(waiting.pop(), ()):
                if number not in ors:
                    ors.add(number)
                    result = self.model.ors[number].result.variable
                    opened[result] = True
                    waiting.append(result)
        rows = self.rows
        touched = rows.sums(opened[rows.variables]) > 0
        opened[rows.variables[self.is_slack[rows.variables] & touched[rows.row]]] = True
        return opened, sorted(ors)

    def _rows_about(self, opened: Bools, at: Ints) -> Rows:
        """The rows with open variables, and of these what is open."""
        rows = self.rows
        terms = opened[rows.variables]
        fixed = rows.sums(np.where(terms, 0, rows.coefficients * at[rows.variables]))
        touched = rows.sums(terms) > 0
        return rows.only(touched, terms, rows.low - fixed, rows.high - fixed)

    def _fix(self, rows: Rows, low: Ints, high: Ints) -> None:
        """Fixes 0-1 variables, one value of which some row rules out. The solution remains, so
        there is no contradiction."""
        up = rows.coefficients > 0
        step = np.abs(rows.coefficients)
        for _ in range(ROUNDS):
            least, most = rows.range(low, high)
            binary = high[rows.variables] - low[rows.variables] == 1
            least_only = binary & (step > (rows.high - least)[rows.row])
            most_only = binary & (step > (most - rows.low)[rows.row])
            to_low = rows.variables[(least_only & up) | (most_only & ~up)]
            to_high = rows.variables[(least_only & ~up) | (most_only & up)]
            high[to_low] = low[to_low]
            low[to_high] = high[to_high]
            if not len(to_low) and not len(to_high):
                return
