"""What the linear relaxation would pay for each change by which a school asks for less.

Every row of the relaxation has a dual price: by how much the cheapest solution would become cheaper
if the row asked for one less. Stated point by point, each row knows where it comes from, so what a
change loosens has a price: the sum over its rows. Prices are not unique, though. Who is away anyway
may have any price for it, as nothing is what they ask for; so a change is worth no more than what
the prices of the other rows no longer prove (weak duality).

All that is about fractions of lessons, and one more of each row. It says what binds, which is a
guess at what helps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import NamedTuple, TypeAlias

from ortools.util.python.solve_interrupter import SolveInterrupter

from timetabler.constraints.base import Constraint, Point
from timetabler.models.resources import Room, Teacher
from timetabler.models.school import School
from timetabler.solver.bound import dual_prices
from timetabler.solver.compile import state
from timetabler.solver.effort import Effort
from timetabler.solver.encoder import CpSat
from timetabler.solver.model import Linear, Model, Row
from timetabler.solver.run import POLL_SECONDS
from timetabler.spec.loosened import Loosening
from timetabler.spec.problem import Problem, Rule

Priced: TypeAlias = tuple[Row, float]
"""A row with its dual price."""


class _Part(NamedTuple):
    """A rule at a point, or at one moment of it, and the changes that loosen it."""

    constraint: Constraint
    point: Point
    by: frozenset[int]


def prices(
    problem: Problem, changes: Sequence[Loosening], effort: Effort, seconds: float
) -> list[float] | None:
    """Of each change, what the relaxation would pay for it; None if that is not known so soon.

    The model is the one by capacity, as for the bound: with pools as a whole, and no names.
    """
    effort.enter("prices")
    encoder = CpSat(problem.school, by_capacity=bool(problem.school.pools), repeats=problem.repeats)
    model = encoder.model
    loosened: list[frozenset[int]] = []
    """By the number of a part."""
    for part in _parts(problem, changes):
        if effort.over:
            return None
        model.origin = len(loosened)
        loosened.append(part.by)
        encoder.state(part.constraint, part.point)
    model.origin = None
    for rule in problem.rules:
        for point in () if rule.required else rule.points:
            if effort.over:
                return None
            state(encoder, rule, point)
    interrupter = SolveInterrupter()
    with ThreadPoolExecutor(1, "prices") as executor:
        solving = executor.submit(dual_prices, model, min(seconds, effort.left), interrupter)
        while not solving.done():
            if effort.stopped:
                interrupter.interrupt()
            wait([solving], POLL_SECONDS)
    found = solving.result()
    if found is None:
        return None
    priced = [(row, price) for row, price in found if _asks(model, row, price)]
    of_change: dict[int, list[Priced]] = defaultdict(list)
    for row, price in priced:
        for change in frozenset[int]().union(*(loosened[origin] for origin in row.origins)):
            of_change[change].append((row, price))
    lost = _Lost(model, priced)
    return [
        min(sum(abs(price) for _, price in rows), lost.without(rows))
        for rows in (of_change[change] for change in range(len(changes)))
    ]


def _asks(model: Model, row: Row, price: float) -> bool:
    """Whether a row asks for anything on the side that has the price: that lessons are at least
    none says nothing, and its price only makes up for one that is too high elsewhere."""
    least, most = model.range(Linear(row.terms))
    return row.low > least if price > 0 else row.high < most


class _Lost:
    """How much less is proved by the prices of some rows where others are gone."""

    def __init__(self, model: Model, priced: Sequence[Priced]) -> None:
        self._low, self._high = model.low, model.high
        self._reduced = defaultdict[int, float](float, model.cost)
        for row, price in priced:
            for variable, c in row.terms:
                self._reduced[variable] -= price * c

    def without(self, rows: Sequence[Priced]) -> float:
        """By how much the sum of all rows at their prices proves less without these (weak duality):
        the relaxation saves no more by losing them."""
        total = 0.0
        gone: dict[int, float] = defaultdict(float)
        for row, price in rows:
            total += price * (row.low if price > 0 else row.high)
            for variable, c in row.terms:
                gone[variable] += price * c
        for variable, more in gone.items():
            reduced = self._reduced[variable]
            total += self._least(variable, reduced) - self._least(variable, reduced + more)
        return max(0.0, total)

    def _least(self, variable: int, price: float) -> float:
        return price * (self._low if price > 0 else self._high)[variable]


def _parts(problem: Problem, changes: Sequence[Loosening]) -> Iterator[_Part]:
    """All that is required, in parts that a change either loosens or leaves as they are."""
    always = {change.subject: n for n, change in enumerate(changes) if change.span is None}
    for rule in problem.rules:
        if rule.required and rule.kind == "avoid_unavailable_times" and rule.standing:
            yield from _moments(problem.school, rule, changes)
        elif rule.required:
            for point in rule.points:
                of_room = point.about[0] if rule.kind == "avoid_clashes" else None
                by = (always[one] for one in (rule, of_room) if one in always)
                yield _Part(rule.constraint, point, frozenset(by))


def _moments(school: School, rule: Rule, changes: Sequence[Loosening]) -> Iterator[_Part]:
    """That nobody is at work while away, moment by moment: for those that the rule is about, and
    for pools of them."""
    everyone = [p.about[0] for p in rule.points if not p.shadow]
    for moment in school.moments:
        away = [who for who in everyone if not who.here(moment)]
        if not away:
            continue
        then = f"{school.week.days[moment.day]} {moment.clock}"
        there = rule.constraint.model_copy(
            update={
                "teachers": tuple(who.id for who in away if isinstance(who, Teacher)),
                "rooms": tuple(who.id for who in away if isinstance(who, Room)),
                "times": (then,),
            }
        )
        for point in there.points(school):
            members = _members(school, point)
            by = (n for n, c in enumerate(changes) if any(c.opens(w, moment) for w in members))
            yield _Part(there, point, frozenset(by))


def _members(school: School, point: Point) -> list[Teacher | Room]:
    """Who a point is about: one, or those of a pool."""
    who = point.about[0]
    return [school.teacher[t] for t in who] if point.shadow else [who]
