"""Why there is no timetable: few rules of the school that cannot hold together.

Which lessons and duties there are and that nobody is in two places is taken for granted; every
other required point may be part of the conflict.

Most conflicts are about capacity. Those the linear relaxation finds: rows whose sum, at its prices,
contradicts itself, confirmed in exact arithmetic. Other conflicts come from CP-SAT's own account (a
guard for each point, all of them assumed). Either way, whatever can go without the contradiction
going is deleted. What CP-SAT alone found is proved a second time, with other settings.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from timetabler.constraints.base import Point
from timetabler.models import reasons
from timetabler.models.reasons import Clause, Reason
from timetabler.models.resources import NOWHERE, Source
from timetabler.solver.bound import contradiction, relaxed_rows
from timetabler.solver.compile import Compiled
from timetabler.solver.cpsat import emit
from timetabler.solver.encoder import CpSat, Given
from timetabler.solver.model import Row
from timetabler.solver.run import Settings, run
from timetabler.solver.search import Search
from timetabler.spec.problem import Problem, Rule

GRANTED = frozenset(
    {"assign_times", "assign_rooms", "assign_teachers", "avoid_clashes", "staff_duties"}
)
"""Kinds without which there is nothing to plan: not up for discussion."""
SECONDS = 20.0
"""At least this long a conflict may be looked for, even when the time is up."""
TRY_SECONDS = 4.0
"""For one proof while shrinking; what is not proved in that time stays."""

MANY = 12
"""Into so many parts a conflict is cut at least before it is called irreducible."""

Applied: TypeAlias = tuple[Rule, Point]
"""A rule at one of its points."""
Prove: TypeAlias = Callable[[list[Applied]], list[Applied] | None]
"""Points among these that are proved to have no timetable; None if they may have one."""


def explained(search: Search, compiled: Compiled) -> tuple[Reason, ...]:
    """Why this has no solution: the rules that clash, if that can be proved a second time.

    A model by capacity is asked first, if that is what was compiled. It leaves out what a rule says
    of one person of a pool; where the contradiction needs that, the model with names finds it.
    """
    search.stage = "explain"
    search.report(None)
    for by_capacity in (True, False) if compiled.encoder.by_capacity else (False,):
        conflict = Conflict(
            compiled.problem,
            by_capacity=by_capacity,
            given=compiled.encoder.given,
            workers=search.workers,
            seed=search.seed,
            seconds=max(SECONDS, search.left),
            stopped=lambda: search.stopped,
        ).find()
        if conflict is not None:
            return (in_words(conflict),)
    return ()


@dataclass
class Conflict:
    """The search for a small conflict in a problem that has been proved impossible."""

    problem: Problem
    by_capacity: bool
    given: Given
    """What is not up for discussion either."""
    workers: int
    seed: int
    seconds: float
    stopped: Callable[[], bool]
    started: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """Seconds that may still be spent."""
        return self.seconds - (time.monotonic() - self.started)

    def find(self) -> tuple[Applied, ...] | None:
        """The conflict; None if it could not be proved a second time."""
        points = self._required(granted=False)
        summed = self._summed(points)
        if summed is None:
            points = self._core(points)
            if self._proved(points, self.left, other=True) is None:
                return None
        elif len(points := summed) < 2:
            return tuple(points)
        smaller = self._shrink(
            points,
            lambda rest: self._proved(rest, min(TRY_SECONDS, self.left)),
            rules_only=summed is not None and len(points) > MANY,
        )
        if len(smaller) < len(points) and self._proved(smaller, self.left, other=True) is not None:
            return tuple(smaller)
        return tuple(points)

    def _required(self, granted: bool) -> list[Applied]:
        return [
            (rule, point)
            for rule in self.problem.rules
            if rule.required and (rule.kind in GRANTED) is granted
            for point in rule.points
            if self.by_capacity or not point.shadow
        ]

    def _summed(self, points: list[Applied]) -> list[Applied] | None:
        """Points whose rows contradict each other by mere adding up."""
        model = self._encoder(points).model
        known = relaxed_rows(model)
        rows = contradiction(model, known, self.left)
        if rows is None:
            return None
        for index in dict.fromkeys(rule.index for rule, _ in _origins(rows, points)):
            # Among all other rows: there may be another contradiction that does without this rule.
            fewer = [r for r in known if all(points[n][0].index != index for n in r.origins)]
            if self.left > 0 and not self.stopped():
                found = contradiction(model, fewer, self.left)
                known, rows = (known, rows) if found is None else (fewer, found)

        def contradicting(rest: list[Applied]) -> list[Applied] | None:
            kept = {id(point) for _, point in rest}
            those = [r for r in rows if all(id(points[n][1]) in kept for n in r.origins)]
            found = contradiction(model, those, self.left)
            return None if found is None else _origins(found, points)

        return self._shrink(_origins(rows, points), contradicting)

    def _core(self, points: list[Applied]) -> list[Applied]:
        """Points that CP-SAT needs for its proof; all of them if it does not say in time."""
        encoder = self._encoder(())
        guards: dict[int, Applied] = {}
        for rule, point in points:
            guard = encoder.model.literal()
            if encoder.state(rule.constraint, point, guard=guard):
                guards[guard.variable] = (rule, point)
        cp = emit(encoder.model, cost=False)
        cp.proto.assumptions.extend(list(guards))
        settings = Settings(self.workers, self.seed, self.left / 3, linearization=2)
        core = run(cp, settings, self._watch).core
        return [guards[literal] for literal in core] or points

    def _proved(
        self, points: list[Applied], seconds: float, *, other: bool = False
    ) -> list[Applied] | None:
        """These points, if CP-SAT proves that they have no timetable."""
        if seconds <= 0:
            return None
        settings = Settings(
            self.workers,
            self.seed + other,
            seconds,
            subsolvers=("no_lp", "max_lp") if other else (),
            linearization=None if other else 2,
        )
        cp = emit(self._encoder(points).model, cost=False)
        return points if run(cp, settings, self._watch).infeasible else None

    def _shrink(
        self, points: list[Applied], prove: Prove, *, rules_only: bool = False
    ) -> list[Applied]:
        """Deletes what is not needed: whole rules first, then halves, down to single points."""
        kept = points
        for index in dict.fromkeys(rule.index for rule, _ in points):
            kept = self._without([x for x in kept if x[0].index == index], kept, prove)
        size = 0 if rules_only else len(kept) // 2
        while size:
            before = len(kept)
            for chunk in [kept[i : i + size] for i in range(0, before, size)]:
                kept = self._without(chunk, kept, prove)
            if len(kept) == before > MANY * size:
                break  # so many parts, and all are needed: no use in trying every single point
            size //= 2
        return kept

    def _without(self, chunk: list[Applied], kept: list[Applied], prove: Prove) -> list[Applied]:
        """What is kept without the chunk, if that is still impossible."""
        gone = {id(point) for _, point in chunk}
        rest = [x for x in kept if id(x[1]) not in gone]
        if len(rest) == len(kept) or self.left <= 0 or self.stopped():
            return kept
        proved = prove(rest)
        return kept if proved is None else proved

    def _encoder(self, points: Iterable[Applied]) -> CpSat:
        encoder = CpSat(
            self.problem.school,
            by_capacity=self.by_capacity,
            given=self.given,
            repeats=self.problem.repeats,
        )
        for rule, point in self._required(granted=True):
            encoder.state(rule.constraint, point)
        for number, (rule, point) in enumerate(points):
            encoder.model.origin = number
            encoder.state(rule.constraint, point)
        return encoder

    def _watch(self, _values: Sequence[int] | None, _bound: float) -> bool:
        return self.stopped()


def _origins(rows: Iterable[Row], points: Sequence[Applied]) -> list[Applied]:
    return [points[n] for n in sorted({n for row in rows for n in row.origins})]


def _lines(rule: Rule, point: Point) -> list[Source]:
    """Where a rule is written; of one that always holds, the lines of what it is about."""
    if rule.source.line:
        return [rule.source]
    found = (getattr(fact, "source", NOWHERE) for fact in point.about)
    return [source for source in found if source.line]


def in_words(conflict: Sequence[Applied], most: int = 12) -> reasons.Conflict:
    """A conflict in sentences, each with its lines: a clause for each rule and sort of sentence.

    If they are too many to read, rules are told as a whole, with an instance.
    """
    by_rule: dict[int, list[Applied]] = {}
    for rule, point in conflict:
        by_rule.setdefault(rule.index, []).append((rule, point))
    clauses = []
    whole = len({rule.sentence(point) for rule, point in conflict}) > most
    for applied in by_rule.values():
        rule = applied[0][0]
        by_sentence: dict[str, list[Point]] = {}
        for _, point in applied:
            by_sentence.setdefault(rule.sentence(point), []).append(point)
        if whole:
            by_sentence = {_told(rule, list(by_sentence)): [p for _, p in applied]}
        for text, points in by_sentence.items():
            sources = dict.fromkeys(s for point in points for s in _lines(rule, point))
            clauses.append(Clause(text, tuple(sources), rule.index, len(points)))
    if not clauses:
        clauses = [Clause("The lessons do not fit: not even without any rule of the school")]
    return reasons.Conflict(tuple(clauses))


def _told(rule: Rule, sentences: Sequence[str], few: int = 2) -> str:
    """A rule by its sentences, or by its title where they are many."""
    if len(sentences) <= few:
        return "; ".join(sentences)
    return f"{rule.title} ({sentences[0]}; and {len(sentences) - 1} more)"
