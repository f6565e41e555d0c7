"""A first timetable in two steps: how many lessons of which course are in which block, then when.

A block is the periods of a day with no break between. Added up over each block, the rows only ask
how many lessons are in it: a small model, solved in a moment, and if it has no solution the school
has none. Each block is then a puzzle of its own, of a few periods. Where it has no solution, it is
solved together with other blocks, whose lessons may then be exchanged with its own.

Where few blocks resist, this finds a timetable at once, and a search over the whole week gets lost.
Where many do, as rules tie them to each other, the search over the whole week is the better one.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.solver.compile import Compiled
from timetabler.solver.model import Limit, Linear, Model, Row

TRIES = 6
"""With other blocks, drawn anew for each try, before one block more is taken."""

Terms = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Part:
    """The puzzle of some blocks."""

    model: Model
    variables: tuple[int, ...]
    """Of the whole model, in the order of this one."""
    never: tuple[int, ...]
    """Others of the blocks: of lessons that none of them has."""

    def values(self, found: Sequence[int]) -> dict[int, int]:
        """A solution in the variables of the whole model."""
        return dict.fromkeys(self.never, 0) | dict(zip(self.variables, found, strict=True))


class Blocks:
    """A compiled school cut in blocks. ``apart`` says whether that is of any use."""

    def __init__(self, compiled: Compiled) -> None:
        self.model, families = compiled.strong
        block_at = blocks(compiled.problem.school)
        numbers: dict[tuple[object, ...], int] = {}
        self.group: dict[int, int] = {}
        """Variable -> its group: decisions that differ in nothing but the time within a block."""
        self.block: dict[int, int] = {}
        """Variable -> block."""
        for variable, span, role in compiled.encoder.places():
            if self.free(variable):
                block = block_at[compiled.problem.school.within(span)[0]]
                self.block[variable] = block
                self.group[variable] = numbers.setdefault((*role, block), len(numbers))
        self.role = [tuple(role) for *role, _ in numbers]
        self.members: list[list[int]] = [[] for _ in numbers]
        for variable, number in self.group.items():
            self.members[number].append(variable)
        self.block_of = [self.block[some[0]] for some in self.members]
        self.all = sorted(set(self.block_of))
        self.rows = [self.open(row) for row in self.model.rows.values()]
        self.in_block: dict[int, list[int]] = defaultdict(list)
        for number, row in enumerate(self.rows):
            for block in {self.block.get(v, -1) for v, _ in row.terms}:
                self.in_block[block].append(number)
        self.added = [self.in_groups(row.terms) for row in self.rows]
        self.fixed = {v: n for v, n in enumerate(self.model.low) if not self.free(v)}
        """What is decided in any case."""
        self.sums = self.added_up(families) if self.apart else Model()
        """How many of each group are true, by the rows added up over blocks."""

    @property
    def apart(self) -> bool:
        """Whether there are several blocks, and every row is about lessons in them alone."""
        return len(self.all) > 1 and -1 not in self.in_block

    def free(self, variable: int) -> bool:
        """Whether it is not fixed."""
        return self.model.low[variable] < self.model.high[variable]

    def open(self, row: Row) -> Row:
        """The row without what is fixed."""
        fixed = sum(c * self.model.low[v] for v, c in row.terms if not self.free(v))
        terms = tuple((v, c) for v, c in row.terms if self.free(v))
        return Row(terms, row.low - fixed, row.high - fixed)

    def in_groups(self, terms: Terms) -> dict[int, int] | None:
        """A sum over whole groups as group -> coefficient, else None."""
        found: dict[int, int] = {}
        size: Counter[int] = Counter()
        for v, c in terms:
            number = self.group.get(v)
            if number is None or found.setdefault(number, c) != c:
                return None
            size[number] += 1
        return found if all(len(self.members[n]) == k for n, k in size.items()) else None

    # ---- how many lessons in each block ------------------------------------------------------

    def added_up(self, families: Iterable[Iterable[Limit]]) -> Model:
        """A variable for each group, how many of it are true, and rows that follow for them.

        Added up within a block are the limits of one family, such as those of one class at every
        moment, and rows that say the same at each time.
        """
        result = Model()
        for some in self.members:
            result.variable(0, len(some))
        alike: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        by_terms = {row.terms: row for row in self.rows}
        for number, family in enumerate(families):
            for total, most in family:
                limit = self.open(Row(total.terms, 0, most - total.const))
                row = by_terms.get(tuple(sorted(limit.terms)))
                own = {self.block.get(v) for v, _ in limit.terms}
                if len(own) == 1 and (row or all(c > 0 for _, c in limit.terms)):
                    alike[number, *own].append(row or limit)  # no row: it holds in any case
        for row, added in zip(self.rows, self.added, strict=True):
            if added is not None:
                alike[tuple(added.items())] = [row]
            else:
                alike[self.subject(row)].append(row)
        for rows in alike.values():
            amount: Counter[int] = Counter()
            for row in rows:
                amount.update(dict(row.terms))
            groups = self.in_groups(list(amount.items()))
            if groups is not None:
                sum_of = Linear(tuple(groups.items()))
                result.require(sum_of, sum(r.low for r in rows), sum(r.high for r in rows))
        return result

    def subject(self, row: Row) -> tuple[object, ...]:
        """What rows have in common that say the same at each time.

        That is the group of the one variable that others add up to, as rooms do to a lesson, even
        if not all of them are there each time; else all groups.
        """
        for sign in (1, -1):
            alone = [v for v, c in row.terms if c * sign > 0]
            if len(alone) == 1 and len(row.terms) > 2:
                return (sign, self.group[alone[0]], row.low, row.high)
        return tuple(sorted((self.group[v], c) for v, c in row.terms))

    # ---- when they are -----------------------------------------------------------------------

    def part(
        self, some: Collection[int], amounts: Sequence[int], decided: Mapping[int, int]
    ) -> Part:
        """Some blocks with as many lessons as they have together, among what the others have.

        ``decided``: the variables of blocks that are solved; of others, only the amounts are known,
        and rows that ask for more are left for later.
        """
        chosen = set(some)
        numbers = [n for n, block in enumerate(self.block_of) if block in chosen]
        together: Counter[tuple[object, ...]] = Counter()
        for number in numbers:
            together[self.role[number]] += amounts[number]
        inside = [number for number in numbers if together[self.role[number]]]
        outside = [number for number in numbers if not together[self.role[number]]]
        variables = tuple(v for number in inside for v in self.members[number])
        never = tuple(v for number in outside for v in self.members[number])
        index = {v: n for n, v in enumerate(variables)}
        model = Model()
        for _ in variables:
            model.variable(0, 1)
        wanted: dict[tuple[object, ...], list[tuple[int, int]]] = defaultdict(list)
        for number in inside:
            wanted[self.role[number]] += ((index[v], 1) for v in self.members[number])
        for role, terms in wanted.items():
            model.require(Linear(tuple(terms)), together[role], together[role])
        for number in sorted({n for block in chosen for n in self.in_block[block]}):
            row = self.rows[number]
            elsewhere = self.elsewhere(number, chosen, amounts, decided)
            if elsewhere is not None:
                terms = [(index[v], c) for v, c in row.terms if v in index]
                model.require(Linear(tuple(terms)), row.low - elsewhere, row.high - elsewhere)
        return Part(model, variables, never)

    def elsewhere(
        self,
        number: int,
        chosen: Collection[int],
        amounts: Sequence[int],
        decided: Mapping[int, int],
    ) -> int | None:
        """What a row has in other blocks; None if that is not known yet."""
        added = self.added[number]
        if added is not None:
            others = (n for n in added if self.block_of[n] not in chosen)
            return sum(added[n] * amounts[n] for n in others)
        terms = [(v, c) for v, c in self.rows[number].terms if self.block[v] not in chosen]
        if any(v not in decided for v, _ in terms):
            return None
        return sum(c * decided[v] for v, c in terms)

    def count(self, some: Collection[int], values: Mapping[int, int]) -> dict[int, int]:
        """How many of each group of these blocks are true."""
        return {
            number: sum(values.get(v, 0) for v in self.members[number])
            for number, block in enumerate(self.block_of)
            if block in some
        }


def blocks(school: School) -> dict[Span, int]:
    """Moment -> its block. Lessons across a break join the blocks before and after it."""
    first = {moment: moment for moment in school.moments}

    def find(moment: Span) -> Span:
        while first[moment] != moment:
            moment = first[moment]
        return moment

    runs = (
        [period.span for period in run]
        for class_ in school.classes
        for run in school.runs(class_.id, 2)
    )
    for spans in (*runs, *([span] for course in school.courses for span in school.spans(course))):
        moments = [moment for span in spans for moment in school.within(span)]
        for moment in moments[1:]:
            first[find(moment)] = find(moments[0])
    numbers: dict[Span, int] = {}
    return {m: numbers.setdefault(find(m), len(numbers)) for m in school.moments}


def mates(block: int, others: Sequence[int], choose: random.Random) -> Iterator[frozenset[int]]:
    """The block with others: with one, with two, ... ; a few times each."""
    for number in range(1, len(others) // 2 + 1):
        tried = set()
        for _ in range(len(others) if number == 1 else TRIES):
            tried.add(frozenset((block, *choose.sample(others, number))))
        yield from sorted(tried, key=sorted)
