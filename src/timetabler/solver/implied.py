"""What follows from all required rules together, said in rows of its own: for the search.

Two things are found by counting which a search finds only by trying. Whether any of a few literals
is true that exclude each other is their sum, and needs no literal. And where all that there is to
place just fills what there is room for, every limit is met exactly: a class with as many lessons as
periods has one in each, a course with as many lessons as days has one on each.

The rows are no rule's alone, so a model in which rules are to be told apart must not have them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from timetabler.constraints.encoder import Sum
from timetabler.solver.cpsat import Exclusive
from timetabler.solver.model import Limit, Linear, Model, Row, linear


class Strong(NamedTuple):
    """A model with what follows from its rows."""

    model: Model
    families: Sequence[Sequence[Limit]]
    """Limits that hold together, without needless disjunctions."""


def strengthened(model: Model, families: Iterable[Iterable[Limit]]) -> Strong:
    """The same variables and solutions in other rows, some of them equalities.

    Each family is limits that hold together, such as those of one class at every moment. Guarded
    rows, cost and disjunctions are those of the model; disjunctions that no row needs any more are
    for whoever needs them.
    """
    sums = _sums(model)
    counting = Counting(model)
    limits = [[Limit(_substituted(t, sums), most) for t, most in family] for family in families]
    about = [{v for total, _ in family for v, _ in total.terms} for family in limits]
    waiting = list(range(len(limits)))
    while waiting:
        before = set(counting.never)
        for number in waiting:
            counting.look(limits[number])
        news = counting.never - before
        waiting = [n for n, variables in enumerate(about) if not news.isdisjoint(variables)]
    strong = model.alike()
    # That a result is 0 says something of its members, so the row that says it is needed.
    never = counting.never - {either.result.variable for either in model.ors}
    known = {**sums, **dict.fromkeys(never, Linear(()))}
    for variable in never:
        strong.high[variable] = 0
    for row in model.rows.values():
        strong.require(_substituted(Linear(row.terms), known), row.low, row.high)
    for total, most in counting.full:
        strong.require(_substituted(total, known), most, most)
    return Strong(strong, limits)


def _sums(model: Model) -> dict[int, Linear]:
    """Results of disjunctions whose members exclude each other, as the sums that they are."""
    exclusive = Exclusive(model)
    sums: dict[int, Linear] = {}
    for either in model.ors:
        if exclusive.all(either.members):
            total = linear(Sum(tuple((member, 1) for member in either.members)))
            sums[either.result.variable] = _substituted(total, sums)
    return sums


def _substituted(expression: Linear, known: Mapping[int, Linear]) -> Linear:
    """The expression with what is known in the place of variables."""
    if known.keys().isdisjoint([v for v, _ in expression.terms]):
        return expression
    const = expression.const
    terms: Counter[int] = Counter()
    for variable, times in expression.terms:
        found = known.get(variable, Linear(((variable, 1),)))
        const += times * found.const
        for v, c in found.terms:
            terms[v] += times * c
    return Linear(tuple((v, c) for v, c in terms.items() if c), const)


class Wanted(NamedTuple):
    """What a row wants to have in some limits."""

    variables: Sequence[int]
    limits: frozenset[int]
    """Numbers of those that any of its variables is in."""
    least: int
    """What it takes in all of them together in any case."""


class Counting:
    """What there is to place in any case, by the rows that say how many of their variables are 1,
    and what just fills the room for it."""

    def __init__(self, model: Model) -> None:
        rows = [row for row in model.rows.values() if _counts(model, row)]
        self.rows = [row for row in rows if row.low > 0]
        self.about: dict[int, list[int]] = defaultdict(list)
        for number, row in enumerate(self.rows):
            for v, _ in row.terms:
                self.about[v].append(number)
        self.parts: dict[int, set[int]] = defaultdict(set)
        """Variable -> those that are together no more than it: rooms of a lesson, or one of two
        lessons that are always at the same time."""
        for row in model.rows.values():
            for whole, parts in _parts(row):
                self.parts[whole] |= parts
        self.full: dict[Limit, None] = {}
        """Limits that are met exactly."""
        self.never: set[int] = set()
        """Variables that cannot be 1."""
        self.exclude({v for row in rows if row.high == 0 for v, _ in row.terms})

    def exclude(self, variables: set[int]) -> None:
        """These cannot be 1, and so cannot their parts."""
        while variables := variables - self.never:
            self.never |= variables
            variables = {part for v in variables if v in self.parts for part in self.parts[v]}

    def look(self, family: Sequence[Limit]) -> None:
        """Looks for what fills some of these limits: they are full, and keep all others out.

        Tried are the limits that one of the rows is about, and all of them.
        """
        limits = self.different(family)
        where: dict[int, dict[int, int]] = defaultdict(dict)
        for number, (total, _) in enumerate(limits):
            for v, c in total.terms:
                where[v][number] = c
        found = list(self.apart(where))
        whole = frozenset(range(len(limits)))
        for some in dict.fromkeys((*(place.limits for place in found), whole)):
            room = sum(limits[number].most for number in some)
            inside = [place for place in found if place.limits <= some]
            if inside and sum(place.least for place in inside) >= room:
                self.full.update((limits[number], None) for number in some)
                theirs = {v for place in inside for v in place.variables}
                taken = {v for number in some for v, _ in limits[number].total.terms}
                self.exclude(taken - theirs)

    def different(self, family: Iterable[Limit]) -> list[Limit]:
        """The limits without what cannot be; of equal totals, the least. None if one of them could
        be met the other way round."""
        limits: dict[Linear, int] = {}
        for (terms, const), most in family:
            able = Linear(tuple(sorted(x for x in terms if x[0] not in self.never)))
            if any(c < 0 for _, c in able.terms):
                return []
            if able.terms:
                limits[able] = min(most - const, limits.get(able, most - const))
        return [Limit(total, most) for total, most in limits.items()]

    def apart(self, where: Mapping[int, Mapping[int, int]]) -> Iterator[Wanted]:
        """What the rows that are about these variables ask for: rows with none in common."""
        amount = {v: sum(limits.values()) for v, limits in where.items()}
        seen: set[int] = set()
        for number in sorted({number for v in where for number in self.about.get(v, ())}):
            row = self.rows[number]
            able = [v for v, _ in row.terms if v not in self.never]
            if seen.isdisjoint(able):
                seen.update(able)
                limits = frozenset[int]().union(*(where[v] for v in able if v in where))
                amounts = sorted(amount.get(v, 0) for v in able)
                yield Wanted(able, limits, sum(amounts[: row.low]))


def _parts(row: Row) -> Iterator[tuple[int, set[int]]]:
    """A variable and others that are together no more than it, if the row says so."""
    for sign, most in ((-1, row.high), (1, -row.low)):
        whole = [v for v, c in row.terms if c == sign]
        parts = {v for v, c in row.terms if c == -sign}
        if most == 0 and len(whole) == 1 and len(parts) == len(row.terms) - 1:
            yield whole[0], parts


def _counts(model: Model, row: Row) -> bool:
    """Whether a row says how many of some 0-1 variables are 1."""
    return row.low == row.high and all(
        c == 1 and model.low[v] == 0 and model.high[v] == 1 for v, c in row.terms
    )
