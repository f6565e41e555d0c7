"""A proven lower bound of the cost: the linear relaxation, confirmed in exact arithmetic.

The relaxation is solved in floating point, and not to the last digit: a first-order method (PDLP)
is done with a large school before simplex has found its first vertex. So its value proves nothing.
Its dual prices do: whatever they are, adding up the rows at these prices gives a bound that holds
(weak duality), and that sum is done here in integers. An infeasible relaxation is confirmed in the
same way, by prices at which the rows together ask for more than the variables can give.

MathOpt and not model_builder, whose HiGHS rounds dual prices to integers (OR-Tools 9.15).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from math import gcd

from ortools.math_opt.model_pb2 import ModelProto
from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter

from timetabler.solver.compile import Compiled
from timetabler.solver.cpsat import Exclusive
from timetabler.solver.model import Model, Or, Payer, Row
from timetabler.solver.quotient import Quotient
from timetabler.solver.run import POLL_SECONDS
from timetabler.solver.search import Search

SCALE = 1 << 24
"""Prices are rounded to this fraction."""


@dataclass(frozen=True)
class Relaxation:
    """What the linear relaxation proves."""

    bound: int = 0
    """No solution of the model costs less."""
    infeasible: bool = False
    """No solution exists at all."""
    values: tuple[float, ...] = ()
    """The cheapest solution of the relaxation: a guide, not a proof."""


class Bounding:
    """The bound of a model, computed beside the search: added up first, as that loses nothing."""

    def __init__(self, compiled: Compiled, seconds: float) -> None:
        self.compiled = compiled
        self._seconds = seconds
        self._interrupter = SolveInterrupter()
        self._executor = ThreadPoolExecutor(1, "bound")
        self._started: Future[Relaxation] | None = None

    def start(self) -> None:
        """Begins, unless it has begun. Best when CP-SAT is at work, which leaves Python free."""
        _ = self._relaxation

    @cached_property
    def _quotient(self) -> Future[Quotient]:
        return self._executor.submit(self.compiled.added_up)

    @property
    def _relaxation(self) -> Future[Relaxation]:
        quotient = self._quotient
        self._started = self._started or self._executor.submit(
            lambda: relax(quotient.result().model, self._seconds, self._interrupter)
        )
        return self._started

    def quotient(self, go_on: Callable[[], None]) -> Quotient:
        """The model added up. While waiting for it, calls ``go_on``, which may raise."""
        while not self._quotient.done():
            go_on()
            wait([self._quotient], POLL_SECONDS)
        return self._quotient.result()

    def wait(self) -> None:
        """Until everything is known that will be."""
        self._relaxation.result()

    @property
    def known(self) -> Relaxation | None:
        """What is proven; None until it is, and for good if it was stopped before."""
        found = self._started
        return found.result() if found and found.done() and not found.cancelled() else None

    def shares_within(self, seconds: float, go_on: Callable[[], None]) -> dict[Payer, float] | None:
        """What wishes cost in the cheapest solution of the relaxation; None: not known so soon.

        While waiting for it, calls ``go_on``, which may raise.
        """
        until = time.monotonic() + seconds
        while not self._relaxation.done() and time.monotonic() < until:
            go_on()
            wait([self._relaxation], POLL_SECONDS)
        if self.known is None or not self.known.values:
            return None
        return self.compiled.shares(self._quotient.result().spread(self.known.values))

    def tell(self, search: Search) -> None:
        """Tells a search what is proven, once it is."""
        if (relaxation := self.known) is not None:
            search.impossible = search.impossible or relaxation.infeasible
            search.raise_bound(relaxation.bound)

    def stop(self) -> None:
        """Nobody needs it any more, so nobody waits either: adding up has no end of its own."""
        self._interrupter.interrupt()
        self._executor.shutdown(wait=False, cancel_futures=True)


def relax(model: Model, seconds: float, interrupter: SolveInterrupter | None = None) -> Relaxation:
    """Solves the relaxation of a model, and confirms what it says in exact arithmetic."""
    relaxation = _LinearRelaxation(model, relaxed_rows(model), seconds, interrupter)
    if any(row.low > row.high for row in relaxation.rows):
        return Relaxation(infeasible=True)
    result = relaxation.solve(model.cost)
    match result.termination.reason:
        case mathopt.TerminationReason.OPTIMAL:
            prices = list(result.dual_values().values())
            values = tuple(result.variable_values().values())
            return Relaxation(bound=relaxation.bound(prices), values=values)
        case mathopt.TerminationReason.INFEASIBLE:
            return Relaxation(infeasible=relaxation.contradiction() is not None)
        case _:
            return Relaxation()


def dual_prices(
    model: Model, seconds: float, interrupter: SolveInterrupter | None = None
) -> list[tuple[Row, float]] | None:
    """All rows of the relaxation with their dual prices, as the first-order method has them: a
    guide, not a proof. None if it was not solved."""
    relaxation = _LinearRelaxation(model, relaxed_rows(model), seconds, interrupter)
    if any(row.low > row.high for row in relaxation.rows):
        return None
    result = relaxation.solve(model.cost)
    if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
        return None
    return list(zip(relaxation.rows, result.dual_values().values(), strict=True))


def relaxed_rows(model: Model) -> list[Row]:
    """All that the relaxation knows about a model."""
    return [*model.rows.values(), *model.soft, *_or_rows(model)]


def contradiction(model: Model, rows: list[Row], seconds: float) -> list[Row] | None:
    """Those of the rows that alone cannot hold, in exact arithmetic; None if none were found."""
    return _LinearRelaxation(model, rows, seconds, None).contradiction()


class _LinearRelaxation:
    def __init__(
        self,
        model: Model,
        rows: list[Row],
        seconds: float,
        interrupter: SolveInterrupter | None,
    ) -> None:
        self.model = model
        self.rows = rows
        self.interrupter = interrupter
        self.parameters = mathopt.SolveParameters(
            time_limit=timedelta(seconds=max(0.0, seconds)),  # a negative limit is refused
        )

    def bound(self, prices: Sequence[float]) -> int:
        """The bound of the cost that these prices prove, rounded up to a cost that can be."""
        cost = self.model.cost
        step = gcd(*cost.values()) or 1
        return self.model.cost_offset + step * -(-self.lagrangian(cost, prices) // (SCALE * step))

    def contradiction(self) -> list[Row] | None:
        """Rows that together ask for more than the variables can give.

        Each row may be missed at the price of 1 a unit. If the cheapest way costs anything, its
        prices prove that the rows with a price cannot all hold as they are.
        """
        for row in self.rows:
            if row.low > row.high:  # which the LP solver refuses to read
                return [row]
        result = self.solve({}, elastic=True)
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        prices = list(result.dual_values().values())
        if self.lagrangian({}, prices) <= 0:
            return None
        return [r for r, price in zip(self.rows, prices, strict=True) if round(price * SCALE)]

    def lagrangian(self, cost: Mapping[int, int], prices: Sequence[float]) -> int:
        """SCALE times the least of cost plus priced violations, over the bounds of the variables.

        Whatever the prices, no solution costs less: its priced violations are at most 0. A price
        above 0 belongs to the lower side of a row, below 0 to the upper side.
        """
        low, high = self.model.low, self.model.high
        reduced = {v: c * SCALE for v, c in cost.items()}
        total = 0
        for row, price in zip(self.rows, prices, strict=True):
            scaled = round(price * SCALE)
            if scaled:
                total += scaled * (row.low if scaled > 0 else row.high)
                for v, c in row.terms:
                    reduced[v] = reduced.get(v, 0) - scaled * c
        return total + sum(c * (low[v] if c > 0 else high[v]) for v, c in reduced.items())

    def solve(self, cost: Mapping[int, int], *, elastic: bool = False) -> mathopt.SolveResult:
        """The optimum, with the dual prices of the rows, unless the solver does not reach it.

        Elastic, by simplex: at a vertex few rows have a price.
        """
        return mathopt.solve(
            mathopt.Model.from_model_proto(self.program(cost, elastic)),
            mathopt.SolverType.GLOP if elastic else mathopt.SolverType.PDLP,
            params=self.parameters,
            interrupter=self.interrupter,
        )

    def program(self, cost: Mapping[int, int], elastic: bool) -> ModelProto:
        """The program, written as the message itself: building it from objects takes longer."""
        low: list[float] = list(self.model.low)
        high: list[float] = list(self.model.high)
        objective = dict(sorted(cost.items()))
        program = ModelProto()
        constraints, matrix = program.linear_constraints, program.linear_constraint_matrix
        for index, row in enumerate(self.rows):
            terms = sorted(row.terms)
            if elastic:
                terms += [(len(low), 1), (len(low) + 1, -1)]
                objective |= {len(low): 1, len(low) + 1: 1}
                low += [0.0, 0.0]
                high += [math.inf, math.inf]
            constraints.lower_bounds.append(row.low)
            constraints.upper_bounds.append(row.high)
            matrix.row_ids.extend([index] * len(terms))
            matrix.column_ids.extend(v for v, _ in terms)
            matrix.coefficients.extend(c for _, c in terms)
        constraints.ids.extend(range(len(self.rows)))
        program.variables.ids.extend(range(len(low)))
        program.variables.lower_bounds.extend(low)
        program.variables.upper_bounds.extend(high)
        program.variables.integers.extend([False] * len(low))
        program.objective.linear_coefficients.ids.extend(objective)
        program.objective.linear_coefficients.values.extend(objective.values())
        return program


def _or_rows(model: Model) -> Iterator[Row]:
    """Disjunctions as rows: at least each member, at most their sum; or, if at most one of the
    members is true, their sum. That comes from the points which say so."""
    exclusive = Exclusive(model)
    for disjunction in model.ors:
        origins = exclusive.origins(disjunction.members)
        if origins is not None:
            yield _total(disjunction, 0, 0, origins)
            if not origins:  # it holds whatever the points are
                continue
        yield _total(disjunction, 0, len(disjunction.members) - 1)
        for member in disjunction.members:
            yield _total(Or(disjunction.result, (member,)), -1, 0)


def _total(disjunction: Or, low: int, high: int, origins: frozenset[int] = frozenset()) -> Row:
    """``low <= sum of members - result <= high``."""
    terms: dict[int, int] = {}
    const = 0
    signed = [(m, 1) for m in disjunction.members] + [(disjunction.result, -1)]
    for literal, c in signed:
        if not literal.positive:
            const, c = const + c, -c
        terms[literal.variable] = terms.get(literal.variable, 0) + c
    return Row(tuple(terms.items()), low - const, high - const, origins=origins)
