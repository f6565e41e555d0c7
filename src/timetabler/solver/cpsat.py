"""A Model as a CP-SAT model, each row in the strongest form that says the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from ortools.sat.python import cp_model

from timetabler.solver.model import Literal, Model, Or, Row


def emit(model: Model, *, cost: bool) -> cp_model.CpModel:
    """The CP-SAT model; without cost, everything that only prices a timetable is left out.

    Variable indices are the same in both.
    """
    return _Emission(model, cost).cp


def limit_cost(cp: cp_model.CpModel, model: Model, low: int, high: int) -> None:
    """From a proven bound to what is known already: a search ends by itself when they meet."""
    domain = cp.proto.objective.domain
    domain.clear()
    domain.extend([low - model.cost_offset, high - model.cost_offset])


class _Emission:
    def __init__(self, model: Model, cost: bool) -> None:
        self.model = model
        self.cp = cp_model.CpModel()
        self.variables = [
            self.cp.new_int_var(low, high, "")
            for low, high in zip(model.low, model.high, strict=True)
        ]
        rows = [*model.rows.values(), *model.guarded, *(model.soft if cost else ())]
        needed = {v for row in rows for v, _ in row.terms}
        needed.update(row.guard.variable for row in model.guarded if row.guard is not None)
        if cost:
            needed.update(model.cost)
        for disjunction in reversed(model.ors):  # what a disjunction needs was made before it
            if disjunction.result.variable in needed:
                needed.update(m.variable for m in disjunction.members)
                self.add_or(disjunction)
        for row in rows:
            self.add_row(row)
        if cost:
            variables = list(model.cost)
            self.cp.minimize(
                cp_model.LinearExpr.weighted_sum(
                    [self.variables[v] for v in variables], [model.cost[v] for v in variables]
                )
                + model.cost_offset
            )

    def lit(self, literal: Literal) -> cp_model.BoolVarT:
        variable = self.variables[literal.variable]
        return variable if literal.positive else variable.negated()

    @cached_property
    def exclusive(self) -> Exclusive:
        return Exclusive(self.model)

    def add_or(self, disjunction: Or) -> None:
        result = self.lit(disjunction.result)
        members = [self.lit(m) for m in disjunction.members]
        if self.exclusive.all(disjunction.members):
            self.cp.add_exactly_one([*members, result.negated()])
            return
        self.cp.add_bool_or([*members, result.negated()])
        for member in members:
            self.cp.add_implication(member, result)

    def add_row(self, row: Row) -> None:
        constraint = self.boolean(row) or self.cp.add_linear_constraint(
            cp_model.LinearExpr.weighted_sum(
                [self.variables[v] for v, _ in row.terms], [c for _, c in row.terms]
            ),
            row.low,
            row.high,
        )
        if row.guard is not None:
            constraint.only_enforce_if(self.lit(row.guard))

    def boolean(self, row: Row) -> cp_model.Constraint | None:
        """The row as a clause, a conjunction, at-most-one or exactly-one, if it is one."""
        counted = as_count(self.model, row)
        if counted is None:
            return None
        signs, low, high = counted
        n = len(signs)
        lits = [self.variables[v] if up else self.variables[v].negated() for v, up in signs]
        opposite = [self.variables[v].negated() if up else self.variables[v] for v, up in signs]
        if low > high:
            return self.cp.add_bool_or([])
        if low >= n:
            return self.cp.add_bool_and(lits)
        if high <= 0:
            return self.cp.add_bool_and(opposite)
        if low == high == 1:
            return self.cp.add_exactly_one(lits)
        if low == high == n - 1:
            return self.cp.add_exactly_one(opposite)
        if high == 1 and low <= 0:
            return self.cp.add_at_most_one(lits)
        if low == n - 1 and high >= n:
            return self.cp.add_at_most_one(opposite)
        if low == 1 and high >= n:
            return self.cp.add_bool_or(lits)
        if high == n - 1 and low <= 0:
            return self.cp.add_bool_or(opposite)
        return None


def as_count(model: Model, row: Row) -> tuple[list[tuple[int, bool]], int, int] | None:
    """A row over 0-1 variables with coefficients 1 and -1 as ``low <= true literals <= high``."""
    lows, highs = model.low, model.high
    literals = []
    negative = 0
    for v, c in row.terms:
        if (c != 1 and c != -1) or lows[v] < 0 or highs[v] > 1:
            return None
        literals.append((v, c > 0))
        negative += c < 0
    return literals, row.low + negative, row.high + negative


class Exclusive:
    """Which members of disjunctions cannot be true together, by the rows that say at most one of
    them is."""

    def __init__(self, model: Model) -> None:
        self._rows: dict[tuple[int, bool], set[int]] = defaultdict(set)
        self._origins: list[frozenset[int]] = []
        """Of each such set of literals. A row may say it of its literals and of their opposites:
        these are two sets (of x = y: x and not y; not x and y)."""
        self._asked = {m.variable for either in model.ors for m in either.members}
        """Nobody asks for other literals."""
        for row in model.rows.values():
            if all(v not in self._asked for v, _ in row.terms):
                continue
            counted = as_count(model, row)
            if counted is None:
                continue
            literals, low, high = counted
            if high == 1:
                self._add(literals, row.origins)
            if low == len(literals) - 1:
                self._add(
                    [(variable, not positive) for variable, positive in literals], row.origins
                )

    def _add(self, literals: Sequence[tuple[int, bool]], origins: frozenset[int]) -> None:
        for literal in literals:
            if literal[0] in self._asked:
                self._rows[literal].add(len(self._origins))
        self._origins.append(origins)

    def all(self, literals: Sequence[Literal]) -> bool:
        """Whether some row says that at most one of them is true."""
        return bool(self._about(literals))

    def origins(self, literals: Sequence[Literal]) -> frozenset[int] | None:
        """Of a row that says so, and that needs the fewest points for it; None if none does."""
        found = (self._origins[number] for number in self._about(literals))
        return min(found, key=lambda origins: (len(origins), sorted(origins)), default=None)

    def _about(self, literals: Sequence[Literal]) -> set[int]:
        return set.intersection(
            *(self._rows.get((x.variable, x.positive), set()) for x in literals)
        )
