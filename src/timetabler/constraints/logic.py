"""Truth values, sums of them, connectives and statements: words for what must hold.

*Count, do not reason*: prefer ``at_most(count(...), k)`` to nests of ``any_of`` and ``all_of``; a
purely Boolean model has no useful linear relaxation, hence no bound.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

Lit: TypeAlias = Any
"""A truth value: a Python bool, or whatever the encoder uses for one. Use no(), never ``not``."""


class Sum(NamedTuple):
    """A linear expression over truth values: sum of coefficient x literal, plus a constant."""

    terms: tuple[tuple[Lit, int], ...] = ()
    const: int = 0


Countable: TypeAlias = "Lit | Sum | int | tuple[Lit | Sum, int]"


class Logic(ABC):
    """Connectives and statements. What they are made of is left to the vocabulary above them."""

    def __init__(self) -> None:
        self._memo: dict[tuple[Any, ...], Any] = {}

    # ---- what a listener makes of connectives and statements ---------------------------------

    @abstractmethod
    def _not(self, lit: Lit) -> Lit:
        """Negation of a literal that is no Python bool."""

    @abstractmethod
    def _or(self, lits: tuple[Lit, ...]) -> Lit:
        """Disjunction of two or more different literals, none a Python bool."""

    @abstractmethod
    def at_most(self, total: Sum, k: int, times: int = 1, *, once: bool = False) -> None:
        """Adds ``times * max(0, total - k)`` to the deviation of the point in hand.

        ``once``: adds only ``times``, however far above ``k`` the total is.
        """

    @abstractmethod
    def at_least(self, total: Sum, k: int, times: int = 1) -> None:
        """Adds ``times * max(0, k - total)``."""

    @abstractmethod
    def exactly(self, total: Sum, k: int, times: int = 1) -> None:
        """Adds ``times * abs(total - k)``."""

    @abstractmethod
    def at_most_each(self, totals: Sequence[Sum], k: int, times: int = 1) -> None:
        """Adds ``times * max(0, max(totals) - k)``: fairness, the worst case counts."""

    def holds(self, lit: Lit, times: int = 1) -> None:
        """Adds ``times`` if the literal is false."""
        self.at_least(self.count(lit), 1, times)

    # ---- connectives -------------------------------------------------------------------------

    def no(self, lit: Lit) -> Lit:
        """Not. (Never ``~``: ``~True`` is -2.)"""
        return (not lit) if isinstance(lit, bool) else self._not(lit)

    def any_of(self, lits: Iterable[Lit]) -> Lit:
        """At least one of them."""
        unique = tuple(dict.fromkeys(x for x in lits if x is not False))
        if any(x is True for x in unique):
            return True
        if len(unique) <= 1:
            return unique[0] if unique else False
        key = ("or", frozenset(unique))
        if key not in self._memo:
            self._memo[key] = self._or(unique)
        return self._memo[key]

    def all_of(self, lits: Iterable[Lit]) -> Lit:
        """Every one of them."""
        return self.no(self.any_of(self.no(x) for x in lits))

    def count(self, *things: Countable) -> Sum:
        """Adds up literals, sums, integers and ``(literal or sum, coefficient)`` pairs."""
        terms: dict[Lit, int] = {}
        const = 0
        for thing in things:
            item, factor = thing if type(thing) is tuple else (thing, 1)
            if isinstance(item, Sum):
                const += factor * item.const
                for lit, coefficient in item.terms:
                    terms[lit] = terms.get(lit, 0) + factor * coefficient
            elif isinstance(item, int):  # bool too
                const += factor * int(item)
            else:
                terms[item] = terms.get(item, 0) + factor
        return Sum(tuple((x, c) for x, c in terms.items() if c), const)
