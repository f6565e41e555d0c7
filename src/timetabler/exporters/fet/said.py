"""The rules of a school in the terms of FET, as far as FET can say them exactly.

FET counts broken units of a constraint, each as its weight in percent. A rule of ours is written if
its deviation is that number in every timetable, so that FET's soft conflicts are our cost. How a
kind is said is told by one function in one of the files of ``rules/``, marked with ``says``; the
folder is scanned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple, TypeAlias, Union

from timetabler.exporters.fet.activity import Activity, Cell
from timetabler.exporters.fet.book import FetBook
from timetabler.spec.problem import Rule

Part: TypeAlias = tuple[str, Union[str, int, bool, "tuple[Part, ...]"]]
"""An element: its name, and its text or the elements inside."""


class CannotSay(Exception):
    """FET has no constraint that means just this."""


class FetConstraint(NamedTuple):
    """One constraint of FET: its name (without ``Constraint``) and what it says."""

    name: str
    parts: tuple[Part, ...]
    space: bool = False
    """Whether it is about rooms."""
    idle: bool = False
    """Whether it weighs nothing, and is there for what FET always asks for besides."""


Saying: TypeAlias = Callable[[Rule, FetBook], Iterable[FetConstraint]]

_SAYINGS: dict[str, Saying] = {}


def says(*kinds: str) -> Callable[[Saying], Saying]:
    """Marks a function that says rules of these kinds; of one that FET keeps anyway, nothing.

    It raises CannotSay for a rule that FET cannot say.
    """

    def mark(saying: Saying) -> Saying:
        for kind in kinds:
            if kind in _SAYINGS:
                raise TypeError(f"{kind} is said twice")
            _SAYINGS[kind] = saying
        return saying

    return mark


@cache
def sayings() -> dict[str, Saying]:
    """Kind of a rule -> what says it."""
    from timetabler.exporters.fet import rules

    for module in iter_modules(rules.__path__):
        import_module(f"{rules.__name__}.{module.name}")
    return _SAYINGS


@dataclass(frozen=True)
class Said:
    """The rules of a book: those that FET has, and the others."""

    rules: tuple[tuple[Rule, tuple[FetConstraint, ...]], ...]
    left_out: tuple[Rule, ...]

    @property
    def scale(self) -> int:
        """By what weights are divided to be percents below 100, which FET would take for required:
        a power of ten."""
        weights = [rule.weight for rule, constraints in self.rules if constraints]
        scale = 1
        while max(weights, default=0) >= 100 * scale:
            scale *= 10
        return scale

    def percent(self, rule: Rule, constraint: FetConstraint) -> str:
        """The weight of a constraint, as FET has it."""
        if constraint.idle:
            return "0"
        return "100" if rule.required else format(Decimal(rule.weight) / self.scale, "f")

    def soft(self, costs: Iterable[tuple[int, int]]) -> Decimal:
        """FET's "Total soft conflicts", from the cost of each rule: pairs of index and cost."""
        written = {rule.index for rule, _ in self.rules}
        return Decimal(sum(c for index, c in costs if index in written)) / (100 * self.scale)


def said(fet: FetBook) -> Said:
    """Says all rules of a book but those about duties, of which FET has none."""
    known, rules, left_out = sayings(), [], []
    for rule in fet.book.problem.rules:
        if not rule.points or rule.concerns == "duties":
            continue
        try:
            if rule.kind not in known:
                raise CannotSay
            rules.append((rule, tuple(known[rule.kind](rule, fet))))
        except CannotSay:
            left_out.append(rule)
    return Said(tuple(rules), tuple(left_out))


def listed(activities: Iterable[Activity]) -> Iterator[Part]:
    """The ids of some activities, behind their number."""
    found = tuple(activities)
    yield "Number_of_Activities", len(found)
    yield from (("Activity_Id", activity.id) for activity in found)


def times(name: str, day: str, hour: str, cells: Iterable[Cell], fet: FetBook) -> Iterator[Part]:
    """Cells as elements of these names, by day and hour, behind their number."""
    found = sorted(cells)
    yield f"Number_of_{name}s", len(found)
    for d, h in found:
        yield name, ((day, fet.names.day[d]), (hour, fet.hours.names[h]))
