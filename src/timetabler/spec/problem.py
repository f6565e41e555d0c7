"""The problem: a school and every rule at every point of application."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from timetabler.constraints import kinds
from timetabler.constraints.base import Constraint, Point
from timetabler.models.findings import Diagnostic
from timetabler.models.resources import NOWHERE, Source
from timetabler.models.school import School
from timetabler.spec.filling import fill
from timetabler.spec.tree import source_lines


@dataclass(frozen=True, eq=False)
class Rule:
    """One constraint of the school with all its points."""

    index: int
    constraint: Constraint
    spoken: Constraint = field(repr=False)
    """The constraint in the words of the school: only for sentences."""
    points: tuple[Point, ...]
    source: Source = NOWHERE
    basis: str = ""
    """What its figures rest on, if they are not written but those of the pack."""
    standing: bool = False
    """Whether it is about what always holds, written or not."""
    counted: bool = True
    """Whether what always holds is required, so that counting on it proves something."""

    def least(self, point: Point, school: School) -> int:
        """A deviation that every timetable has there that keeps what is required, proved."""
        return self.constraint.least(point, school) if self.counted else 0

    @property
    def title(self) -> str:
        """The whole rule in one short sentence, without a full stop at the end."""
        return self.spoken.title()

    def sentence(self, point: Point) -> str:
        """The rule at one of its points in plain words, without a full stop at the end."""
        return self.spoken.sentence(point)

    def sources(self, point: Point) -> tuple[Source, ...]:
        """Where it is written; of what always holds, the lines of what it is about there."""
        if self.source.line:
            return (self.source,)
        found = (getattr(fact, "source", NOWHERE) for fact in point.about)
        return tuple(source for source in found if source.line)

    @property
    def kind(self) -> str:
        """The kind of its constraint."""
        return type(self.constraint).kind_name()

    @property
    def concerns(self) -> str:
        """What it is about: ``lessons``, ``duties`` or ``both``."""
        return self.constraint.concerns

    @property
    def required(self) -> bool:
        """Whether it must hold."""
        return self.constraint.cost is None

    @property
    def negotiable(self) -> bool:
        """Whether it may be proposed to give it up.

        Whatever the school says; else its own rules are, except what people are entitled to (laws,
        and figures of a pack) and what is written about the kinds that always hold.
        """
        constraint = self.constraint
        if not self.required or constraint.negotiable is not None:
            return self.required and bool(constraint.negotiable)
        return not (self.standing or constraint.law or self.basis)

    @property
    def weight(self) -> int:
        """Cost of one unit of deviation; 0 if required."""
        return self.constraint.cost or 0


class Applied(NamedTuple):
    """A rule at one of its points."""

    rule: Rule
    point: Point


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything that the solver and the verification need to know."""

    school: School
    rules: tuple[Rule, ...]
    sha256: str = ""
    """Of the input text: a timetable remembers which input it answers."""
    path: str = ""
    """The school file, as the user named it."""
    warnings: tuple[Diagnostic, ...] = ()
    text: str = field(default="", repr=False)
    """Of the school file, to show lines of it and to propose changes."""

    def line(self, source: Source) -> str:
        """The line of the school file, without the blanks around it; empty if there is none."""
        lines = self._lines
        return lines[source.line - 1].strip() if 0 < source.line <= len(lines) else ""

    @cached_property
    def _lines(self) -> list[str]:
        return source_lines(self.text)

    @property
    def repeats(self) -> bool:
        """Whether a lesson of every week must be at the same time in each."""
        return all(rule.required for rule in self.rules if rule.kind == "assign_times")

    @property
    def counted(self) -> bool:
        """Whether what always holds is required, so that counting on it proves something."""
        return all(rule.counted for rule in self.rules)

    @property
    def lessons_alone(self) -> Problem:
        """Without the rules that duties are needed for: what remains is best if nobody has one."""
        return replace(self, rules=tuple(r for r in self.rules if r.concerns == "lessons"))


def build(
    school: School,
    written: Iterable[tuple[Constraint, Source]],
    *,
    sha256: str = "",
    path: str = "",
    warnings: tuple[Diagnostic, ...] = (),
) -> Problem:
    """The problem of a school: what was written, and what always holds.

    An entry of a standing kind takes its points over from the rule that always holds, so that a
    school can weaken a part of it, and only that part. Shadows and floors follow from the standing
    rules, so there are none once a part of these has a weight.

    Raises ValueError if a rule leaves a figure to the pack that the pack does not know.
    """
    entries = []
    for constraint, at in written:
        whole, basis = fill(constraint, school)
        entries.append((whole, tuple(whole.points(school)), at, basis))
    always: list[tuple[Constraint, tuple[Point, ...], Source, str]] = []
    standing: dict[str, set[str]] = defaultdict(set)
    weakened = False
    for kind, cls in kinds().items():
        if not cls.standing:
            continue
        constraint = cls.model_validate({"kind": kind})
        points = tuple(constraint.points(school))
        keys = standing[kind] = {p.key for p in points}
        taken: set[str] = set()
        for entry, found, *_ in entries:
            if entry.kind_name() == kind:
                own = keys.intersection(p.key for p in found)
                weakened = weakened or (bool(own) and entry.cost is not None)
                taken |= own
        always.append((constraint, tuple(p for p in points if p.key not in taken), NOWHERE, ""))
    rules = []
    for index, (constraint, points, source, basis) in enumerate((*entries, *always)):
        shadows = constraint.cost is None and not weakened
        kept = tuple(p for p in points if shadows or not p.shadow)
        stands = index >= len(entries) or any(
            p.key in standing[constraint.kind_name()] for p in points
        )
        spoken = constraint.spoken(school)
        rules.append(Rule(index, constraint, spoken, kept, source, basis, stands, not weakened))
    return Problem(school, tuple(rules), sha256, path, warnings)
