"""Why there is no timetable: shortages, which a person can check by counting, and conflicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from timetabler.models.resources import Source
from timetabler.models.wording import plural


@dataclass(frozen=True)
class Shortage:
    """A counting argument that no timetable can exist: more is asked for than there is."""

    message: str
    """Plain words with the arithmetic, for a person to check."""
    sources: tuple[Source, ...] = ()
    """The lines of the school file that it follows from."""


@dataclass(frozen=True)
class Clause:
    """What a conflict takes from one rule: one or several of its points, in a short sentence."""

    text: str
    sources: tuple[Source, ...] = ()
    """The line of the rule; of one that always holds, the lines of what it is about."""
    rule: int | None = None
    """Its index among the rules of the problem; None for what is taken for granted."""
    points: int = 1


@dataclass(frozen=True)
class Conflict:
    """Required points that cannot hold together, proved twice."""

    clauses: tuple[Clause, ...]
    minimal: bool = True
    """Whether it is proved that without any one of the clauses the others can hold."""

    @property
    def message(self) -> str:
        """The conflict in a sentence, without a full stop at the end."""
        said = "; ".join(clause.text for clause in self.clauses)
        if len(self.clauses) == 1:
            return f"This alone cannot be kept: {said}"
        doubt = "" if self.minimal else " (perhaps not all of them are needed for that)"
        return f"These {plural(len(self.clauses), 'thing')} cannot hold together{doubt}: {said}"

    @property
    def sources(self) -> tuple[Source, ...]:
        """All lines, in the order of the clauses."""
        return tuple(dict.fromkeys(s for clause in self.clauses for s in clause.sources))


Reason: TypeAlias = Shortage | Conflict
