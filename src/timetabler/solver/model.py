"""The compiled problem as plain data: variables, linear rows, disjunctions, and the cost.

It stands between the vocabulary and CP-SAT so that one set of rows has three readers: the CP-SAT
model (cpsat.py), the linear relaxation that bounds the cost (bound.py), and the completion of a
timetable to a full assignment (``Model.complete``), which makes hints whole.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from math import gcd
from typing import NamedTuple

from timetabler.constraints.encoder import Sum


class Literal:
    """A 0-1 variable or its negation; one object for each, compared by identity."""

    __slots__ = ("negation", "positive", "variable")

    def __init__(
        self, variable: int, positive: bool = True, negation: Literal | None = None
    ) -> None:
        self.variable = variable
        self.positive = positive
        self.negation: Literal = negation or Literal(variable, not positive, self)

    def value(self, values: Sequence[int]) -> bool:
        """Whether it is true in an assignment."""
        return bool(values[self.variable]) is self.positive


class Linear(NamedTuple):
    """A linear expression: sum of coefficient x variable, plus a constant."""

    terms: tuple[tuple[int, int], ...]
    const: int = 0

    def value(self, values: Sequence[int]) -> int:
        """Its value in an assignment."""
        return self.const + sum(c * values[v] for v, c in self.terms)

    def __neg__(self) -> Linear:
        return Linear(tuple((v, -c) for v, c in self.terms), -self.const)


def linear(total: Sum) -> Linear:
    """A sum of literals as an expression over variables."""
    coefficients: dict[int, int] = {}
    const = total.const
    for lit, c in total.terms:
        if not lit.positive:
            const += c
            c = -c
        coefficients[lit.variable] = coefficients.get(lit.variable, 0) + c
    return Linear(tuple((v, c) for v, c in coefficients.items() if c), const)


class Limit(NamedTuple):
    """An expression that is at most so much."""

    total: Linear
    most: int


@dataclass(slots=True)
class Row:
    """``low <= sum of the terms <= high``, always or when the guard is true."""

    terms: tuple[tuple[int, int], ...]
    low: int
    high: int
    guard: Literal | None = None
    origins: frozenset[int] = frozenset()
    """Numbers of the points that it comes from; structure comes from none."""


@dataclass(slots=True)
class Or:
    """``result`` is true exactly when a member is."""

    result: Literal
    members: tuple[Literal, ...]

    def renumbered(self, number: Sequence[int]) -> Or:
        """The same about other variables: number of each variable -> number of the other one."""

        def other(literal: Literal) -> Literal:
            return Literal(number[literal.variable], literal.positive)

        return Or(other(self.result), tuple(other(member) for member in self.members))


class Payer(NamedTuple):
    """A rule at one of its points, by their numbers."""

    rule: int
    point: int


class Slack(NamedTuple):
    """A variable that is at least each of some expressions, and as small as possible; or, if its
    greatest value is less than theirs, that value as soon as one of them is above its least."""

    variable: int
    above: tuple[Linear, ...]


class Model:
    """Variables with bounds, rows, disjunctions and slacks in the order they were made."""

    def __init__(self) -> None:
        self.low: list[int] = []
        self.high: list[int] = []
        self.rows: dict[tuple[tuple[tuple[int, int], ...], int | None], Row] = {}
        """What must always hold; of one point, rows over equal terms are one row."""
        self.guarded: list[Row] = []
        self.soft: list[Row] = []
        """Rows that only give slacks their meaning: needed with the cost, not without."""
        self.ors: list[Or] = []
        self.slacks: list[Slack] = []
        self.origin: int | None = None
        """Number of the point that is being stated."""
        self.cost: dict[int, int] = {}
        self.cost_offset = 0
        self.payer: Payer | None = None
        """The point that is being stated."""
        self.shares: dict[Payer, list[tuple[Linear, int]]] = defaultdict(list)
        """Its part of the cost: expressions with their prices."""

    # ---- variables ---------------------------------------------------------------------------

    def variable(self, low: int, high: int) -> int:
        """A new integer variable."""
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def literal(self) -> Literal:
        """A new 0-1 variable."""
        return Literal(self.variable(0, 1))

    def any_of(self, members: tuple[Literal, ...]) -> Literal:
        """A literal that is true exactly when one of the members is."""
        result = self.literal()
        self.ors.append(Or(result, members))
        return result

    def range(self, expression: Linear) -> tuple[int, int]:
        """Least and greatest value of an expression within the bounds of its variables."""
        low = high = expression.const
        for v, c in expression.terms:
            low += c * (self.low[v] if c > 0 else self.high[v])
            high += c * (self.high[v] if c > 0 else self.low[v])
        return low, high

    # ---- rows --------------------------------------------------------------------------------

    def require(
        self, expression: Linear, low: int, high: int, guard: Literal | None = None
    ) -> None:
        """``low <= expression <= high``, always or when the guard is true."""
        row = self._row(expression, low, high)
        if row is None:
            return
        if guard is not None:
            row.guard = guard
            self.guarded.append(row)
        elif (same := self.rows.get((row.terms, self.origin))) is not None:
            same.low, same.high = max(same.low, row.low), min(same.high, row.high)
        else:
            self.rows[row.terms, self.origin] = row

    def define(self, expression: Linear, low: int, high: int) -> None:
        """``low <= expression <= high`` by what the variables mean, whatever point asked first."""
        asked, self.origin = self.origin, None
        self.require(expression, low, high)
        self.origin = asked

    def only(self, points: Collection[int]) -> Model:
        """The same variables with what comes from these points alone, and no cost.

        Bounds and disjunctions are shared, not copied.
        """
        part = Model()
        part.low, part.high, part.ors = self.low, self.high, self.ors
        kept = {None, *points}
        part.rows = {key: row for key, row in self.rows.items() if key[1] in kept}
        return part

    def alike(self) -> Model:
        """The same variables, disjunctions, guarded rows and cost; bounds of its own. No rows."""
        other = copy(self)
        other.low, other.high, other.rows = list(self.low), list(self.high), {}
        return other

    def _row(self, expression: Linear, low: int, high: int) -> Row | None:
        """In a normal form, so that equal rows meet; None if it always holds."""
        least, most = self.range(expression)
        if low <= least and high >= most:
            return None
        low, high = max(low, least) - expression.const, min(high, most) - expression.const
        terms = tuple(sorted(expression.terms))
        if terms and terms[0][1] < 0:
            terms = tuple((v, -c) for v, c in terms)
            low, high = -high, -low
        if terms and (step := gcd(*(c for _, c in terms))) > 1:
            terms = tuple((v, c // step) for v, c in terms)
            low, high = -(-low // step), high // step
        origins = frozenset() if self.origin is None else frozenset((self.origin,))
        return Row(terms, low, high, origins=origins)

    # ---- cost --------------------------------------------------------------------------------

    def charge(self, expression: Linear, price: int) -> None:
        """Adds ``price * expression`` to the cost."""
        if self.payer is not None:
            self.shares[self.payer].append((expression, price))
        self.cost_offset += price * expression.const
        for v, c in expression.terms:
            self.cost[v] = self.cost.get(v, 0) + price * c

    def charge_above(
        self, expressions: Iterable[Linear], price: int, *, once: bool = False
    ) -> Linear:
        """Adds ``price * max(0, each expression)`` to the cost: one slack at the most.

        ``once``: adds ``price`` if one is above 0. Returns the expression that is priced.
        """
        ranged = [(e, self.range(e)) for e in expressions]
        above = [(e, low, high) for e, (low, high) in ranged if high > 0]
        if not above:
            return Linear(())
        most = 1 if once else max(high for _, _, high in above)
        if len(above) == 1 and above[0][1] >= 0 and above[0][2] <= most:
            self.charge(above[0][0], price)
            return above[0][0]
        slack = self.variable(min(most, max(0, *(low for _, low, _ in above))), most)
        for expression, low, high in above:
            worth = high if once else 1
            terms = (*expression.terms, (slack, -worth))
            row = self._row(Linear(terms, expression.const), low - worth * most, 0)
            if row is not None:
                self.soft.append(row)
        self.slacks.append(Slack(slack, tuple(e for e, _, _ in above)))
        priced = Linear(((slack, 1),))
        self.charge(priced, price)
        return priced

    def expect(self, charged: Iterable[tuple[Linear, int]], least: int) -> None:
        """Whatever else is true, these priced expressions, each so many times, come to that."""
        terms: Counter[int] = Counter()
        const = 0
        for expression, times in charged:
            const += times * expression.const
            for v, c in expression.terms:
                terms[v] += times * c
        total = Linear(tuple((v, c) for v, c in terms.items() if c), const)
        row = self._row(total, least, self.range(total)[1])
        if row is not None:
            self.soft.append(row)

    # ---- assignments -------------------------------------------------------------------------

    def complete(self, known: Mapping[int, int]) -> list[int]:
        """A whole assignment from the variables that are decisions: the rest follows from them."""
        values = list(self.low)
        for variable, value in known.items():
            values[variable] = value
        for disjunction in self.ors:
            values[disjunction.result.variable] = int(
                any(m.value(values) for m in disjunction.members)
            )
        for slack in self.slacks:
            least = max(self.low[slack.variable], *(e.value(values) for e in slack.above))
            values[slack.variable] = min(least, self.high[slack.variable])
        return values

    def cost_of(self, values: Sequence[int]) -> int:
        """The cost of an assignment."""
        return self.cost_offset + sum(c * values[v] for v, c in self.cost.items())
