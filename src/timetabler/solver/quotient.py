"""Classes that are alike: the model in which whatever is interchangeable is added up.

The classes of a year mostly have the same lessons, with the same people, under the same rules. Who
of them is where at which time is then a matter of names, and a search that tells them apart meets
every pattern again and again. So variables that play the same part are put into one set, found by
refinement: two of them part as soon as their rows differ. Rows over the sums of these sets follow
from the rows themselves, which makes the sums a relaxation: its bound is a bound. A solution of it
says how many classes of each set have which lesson when; usually the classes can be told apart
afterwards at once (``Lift``), because that is no more than colouring the edges of a small graph.

The linear relaxation loses nothing by adding up, and is solved several times faster.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from timetabler.solver.cpsat import Exclusive
from timetabler.solver.model import Linear, Literal, Model, Or, Row


@dataclass(frozen=True)
class _Part:
    """A row or disjunction with the variables in it, each with its role there."""

    form: Hashable
    members: tuple[tuple[int, int], ...]
    source: Row | Or


class Quotient:
    """A model added up over sets of variables that are alike."""

    def __init__(self, model: Model, roles: Mapping[int, Hashable]) -> None:
        """``roles``: what decisions are, alike for those that may be interchanged."""
        self.full = model
        self.exclusive = Exclusive(model)
        parts = [*self._row_parts(), *self._or_parts()]
        self.set_of, part_sets = _refine(model, roles, parts)
        """variable of the model -> variable of the quotient"""
        self.size = Counter(self.set_of)
        self.model = self._added_up(parts, part_sets)

    @property
    def smaller(self) -> bool:
        """Whether there is much to be gained."""
        return len(self.model.low) <= 0.8 * len(self.full.low)

    def add_up(self, values: Sequence[int]) -> list[int]:
        """The solution of the quotient that a solution of the model amounts to."""
        sums = [0] * len(self.model.low)
        for variable, value in enumerate(values):
            sums[self.set_of[variable]] += value
        return sums

    def spread(self, sums: Sequence[float]) -> list[float]:
        """The solution of the model's relaxation in which alike variables have equal parts."""
        return [sums[found] / self.size[found] for found in self.set_of]

    def _row_parts(self) -> Iterable[_Part]:
        for soft, rows in ((False, self.full.rows.values()), (True, self.full.soft)):
            for row in rows:
                yield _Part((soft, row.low, row.high), row.terms, row)

    def _or_parts(self) -> Iterable[_Part]:
        for disjunction in self.full.ors:
            members = tuple((m.variable, 1 if m.positive else -1) for m in disjunction.members)
            form = ("exclusive" if self.exclusive.all(disjunction.members) else "or",)
            yield _Part(form, (*members, (disjunction.result.variable, 0)), disjunction)

    def _added_up(self, parts: list[_Part], part_sets: list[int]) -> Model:
        model, full = Model(), self.full
        for _ in self.size:
            model.variable(0, 0)
        for variable, found in enumerate(self.set_of):
            model.low[found] += full.low[variable]
            model.high[found] += full.high[variable]
            if variable in full.cost:
                model.cost[found] = full.cost[variable]
        model.cost_offset = full.cost_offset
        alike: dict[int, list[_Part]] = defaultdict(list)
        for part, number in zip(parts, part_sets, strict=True):
            alike[number].append(part)
        for same in alike.values():
            if isinstance(same[0].source, Row):
                self._add_row(model, same)
            elif len(same) == 1 and all(self.size[self.set_of[v]] == 1 for v, _ in same[0].members):
                model.ors.append(self._renumbered(same[0].source))
            else:
                self._add_or(model, same)
        return model

    def _renumbered(self, disjunction: Or) -> Or:
        members = tuple(Literal(self.set_of[m.variable], m.positive) for m in disjunction.members)
        return Or(Literal(self.set_of[disjunction.result.variable]), members)

    def _per_set(self, same: list[_Part]) -> dict[tuple[int, int], int]:
        """(set, role) -> in how many of these alike parts each variable of the set plays it."""
        found = Counter((self.set_of[v], role) for part in same for v, role in part.members)
        return {(k, role): times // self.size[k] for (k, role), times in found.items()}

    def _add_row(self, model: Model, same: list[_Part]) -> None:
        """The sum of rows that are alike."""
        row = same[0].source
        assert isinstance(row, Row)
        sums: Counter[int] = Counter()
        for (k, coefficient), times in self._per_set(same).items():
            sums[k] += coefficient * times
        model.require(_terms(sums), len(same) * row.low, len(same) * row.high)

    def _add_or(self, model: Model, same: list[_Part]) -> None:
        """Of disjunctions that are alike: results at most the members, at least each set of them.

        Of a negated member, 1 less the variable counts.
        """
        per_set = self._per_set(same)
        ((result, weight),) = ((k, times) for (k, role), times in per_set.items() if role == 0)
        sums: Counter[int] = Counter({result: -weight})
        const = 0
        for (k, role), times in per_set.items():
            if role == 0:
                continue
            sums[k] += role * times
            negated = times * self.size[k] if role < 0 else 0
            const += negated
            here = times * self.size[k] // len(same)  # members of this set in each disjunction
            least = Counter({k: role * times})
            least[result] -= here * weight
            model.require(_terms(least, negated), -here * len(same), 0)
        exclusive = same[0].form == ("exclusive",)
        most = 0 if exclusive else const + sum(c * self.size[k] for k, c in sums.items() if c > 0)
        model.require(_terms(sums, const), 0, most)


def _terms(sums: Mapping[int, int], const: int = 0) -> Linear:
    return Linear(tuple((k, c) for k, c in sums.items() if c), const)


def _refine(
    model: Model, roles: Mapping[int, Hashable], parts: list[_Part]
) -> tuple[list[int], list[int]]:
    """The coarsest sets of variables and of parts such that alike means alike in all parts.

    Variables start alike if role, bounds and price are. Then parts are alike if they have the same
    form over alike variables, and variables if they play the same roles in alike parts, and so on
    until nothing parts any more.
    """
    within: list[list[tuple[int, int]]] = [[] for _ in model.low]
    for number, part in enumerate(parts):
        for variable, role in part.members:
            within[variable].append((number, role))
    sets = _numbered(
        (roles.get(v), low, high, model.cost.get(v, 0))
        for v, (low, high) in enumerate(zip(model.low, model.high, strict=True))
    )
    while True:
        part_sets = _numbered(
            (part.form, *sorted((role, sets[v]) for v, role in part.members)) for part in parts
        )
        finer = _numbered(
            (sets[v], *sorted((part_sets[number], role) for number, role in places))
            for v, places in enumerate(within)
        )
        if max(finer, default=0) == max(sets, default=0):
            return sets, part_sets
        sets = finer


def _numbered(keys: Iterable[Hashable]) -> list[int]:
    """Each key's number, in the order of first appearance."""
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(key, len(numbers)) for key in keys]
