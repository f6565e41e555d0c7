"""A Model as a CP-SAT model, each row in the strongest form that says the same.

The model is written as the message itself, and CP-SAT called with it (run.py): OR-Tools' own
``cp_model`` loads pandas, which takes longer than solving a small school, and makes an object for
each variable, literal and sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from ortools.sat.python.cp_model_helper import ConstraintProto, CpModelProto

from timetabler.solver.model import Literal, Model, Or, Row


def emit(model: Model, *, cost: bool) -> CpModelProto:
    """The CP-SAT model; without cost, everything that only prices a timetable is left out.

    Variable indices are the same in both.
    """
    return _Emission(model, cost).cp


def limit_cost(cp: CpModelProto, model: Model, low: int, high: int) -> None:
    """From a proven bound to what is known already: a search ends by itself when they meet."""
    domain = cp.objective.domain
    domain.clear()
    domain.extend([low - model.cost_offset, high - model.cost_offset])


def write_linear(
    constraint: ConstraintProto, terms: Sequence[tuple[int, int]], low: int, high: int
) -> None:
    """Makes a new constraint ``low <= sum of the terms <= high``."""
    linear = constraint.linear
    linear.vars.extend([v for v, _ in terms])
    linear.coeffs.extend([c for _, c in terms])
    linear.domain.extend([low, high])


class _Emission:
    def __init__(self, model: Model, cost: bool) -> None:
        self.model = model
        self.cp = CpModelProto()
        variables = self.cp.variables
        for low, high in zip(model.low, model.high, strict=True):
            variables.add().domain.extend([low, high])
        rows = [*model.rows.values(), *model.guarded, *(model.soft if cost else ())]
        needed = {v for row in rows for v, _ in row.terms}
        needed.update(row.guard.variable for row in model.guarded if row.guard is not None)
        if cost:
            needed.update(model.cost)
        self.add = self.cp.constraints.add
        for disjunction in reversed(model.ors):  # what a disjunction needs was made before it
            if disjunction.result.variable in needed:
                needed.update(m.variable for m in disjunction.members)
                self.add_or(disjunction)
        for row in rows:
            self.add_row(row)
        if cost:
            objective = self.cp.objective
            objective.vars.extend(list(model.cost))
            objective.coeffs.extend(list(model.cost.values()))
            objective.offset = model.cost_offset

    @cached_property
    def exclusive(self) -> Exclusive:
        return Exclusive(self.model)

    def add_or(self, disjunction: Or) -> None:
        result = _lit(disjunction.result)
        members = [_lit(m) for m in disjunction.members]
        if self.exclusive.all(disjunction.members):
            self.add().exactly_one.literals.extend([*members, ~result])
            return
        self.add().bool_or.literals.extend([*members, ~result])
        for member in members:
            implication = self.add()
            implication.enforcement_literal.append(member)
            implication.bool_and.literals.append(result)

    def add_row(self, row: Row) -> None:
        constraint = self.add()
        if row.low > row.high:
            constraint.bool_or.literals.clear()  # a clause that nothing satisfies
        elif not self.boolean(constraint, row):
            write_linear(constraint, row.terms, row.low, row.high)
        if row.guard is not None:
            constraint.enforcement_literal.append(_lit(row.guard))

    def boolean(self, constraint: ConstraintProto, row: Row) -> bool:
        """Whether the row is a clause, a conjunction, at-most-one or exactly-one; then it is
        written as such."""
        counted = as_count(self.model, row)
        if counted is None:
            return False
        signs, low, high = counted
        n = len(signs)
        lits = [v if up else ~v for v, up in signs]
        if low >= n:
            constraint.bool_and.literals.extend(lits)
        elif high <= 0:
            constraint.bool_and.literals.extend([~lit for lit in lits])
        elif low == high == 1:
            constraint.exactly_one.literals.extend(lits)
        elif low == high == n - 1:
            constraint.exactly_one.literals.extend([~lit for lit in lits])
        elif high == 1 and low <= 0:
            constraint.at_most_one.literals.extend(lits)
        elif low == n - 1 and high >= n:
            constraint.at_most_one.literals.extend([~lit for lit in lits])
        elif low == 1 and high >= n:
            constraint.bool_or.literals.extend(lits)
        elif high == n - 1 and low <= 0:
            constraint.bool_or.literals.extend([~lit for lit in lits])
        else:
            return False
        return True


def _lit(literal: Literal) -> int:
    """CP-SAT's number for it: that of the variable, or its complement for "not"."""
    return literal.variable if literal.positive else ~literal.variable


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
