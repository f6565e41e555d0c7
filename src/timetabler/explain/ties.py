"""Ties: what speaks for a lesson or duty being just where it is, of all that looks at it there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from timetabler.constraints.base import Point
from timetabler.explain.threads import Threads
from timetabler.models.findings import Report
from timetabler.models.resources import Source
from timetabler.models.span import Span, touches
from timetabler.models.timetable import DutyPlacement, Placement, Timetable, Witness
from timetabler.spec.problem import Applied, Problem, Rule


class Sort(StrEnum):
    """How a tie speaks for a place, or against it."""

    UNMET = "unmet"
    """A rule is not met, and what is placed here is among what shows it."""
    NEEDED = "needed"
    """A rule needs it: without it, the deviation would be larger, or there would be one."""
    KEPT = "kept"
    """A rule keeps it from other places."""
    GIVEN = "given"
    """A fact of the school file: a decision made, the days of a person, an only room."""


class Tie(NamedTuple):
    """One rule or fact that speaks for a place, or against it."""

    sort: Sort
    text: str
    """In plain words, without a full stop at the end."""
    source: Source
    """The line of the rule, or of what the fact is about."""
    rule: int | None = None
    """Index of the rule among those of the problem; None for a fact."""
    cost: int = 0
    """Of the rule at the points that are not met; 0 if it is met, or required."""
    others: int = 0
    """How many other lessons and duties show that it is not met."""


class Ties:
    """What ties everything in a verified timetable; what always holds is left out.

    Rules come as the school wrote them. Each is told once for a lesson or duty: as not met if it is
    not and does not need it there, else as needing it, else as keeping it from elsewhere.
    """

    def __init__(
        self,
        problem: Problem,
        timetable: Timetable,
        report: Report,
        threads: Threads | None = None,
    ) -> None:
        """``threads`` of the problem, if they are at hand: following them takes a while."""
        self.problem = problem
        self.timetable = timetable
        self.school = problem.school
        self._written = tuple(rule for rule in problem.rules if rule.source.line)
        self._threads = threads or Threads(replace(problem, rules=self._written))
        self._deviation = {
            (result.rule, finding.key): finding.deviation
            for result in report.results
            for finding in result.findings
        }

    def follow(self) -> None:
        """Prepares for being asked about everything in the timetable."""
        self._threads.follow((*self.timetable.placements, *self.timetable.duties))

    def of(self, placed: Witness) -> tuple[Tie, ...]:
        """What ties it: what is not met first, by cost; then in the order of ``Sort``."""
        needing = self._needing(placed)
        shown = [a for a in self._shown.get(placed, ()) if a not in needing]
        once: dict[int | None, Tie] = {}
        for tie in (
            *self._of_rules(Sort.UNMET, shown, placed),
            *self._of_rules(Sort.NEEDED, needing, placed),
            *self._keeping(placed),
        ):
            once.setdefault(tie.rule, tie)
        order = list(Sort)
        ties = (*once.values(), *dict.fromkeys(self._given(placed)))
        return tuple(sorted(ties, key=lambda tie: (order.index(tie.sort), -tie.cost)))

    def looking(self, placed: Witness) -> tuple[int, ...]:
        """The written rules that look at it where it is, tied or not: their indexes."""
        return tuple(dict.fromkeys(rule.index for rule, _ in self._looking(placed)))

    def _looking(self, placed: Witness) -> tuple[Applied, ...]:
        touching = self._threads.touching(placed)
        return tuple(applied for applied in touching if applied.rule.source.line)

    @cached_property
    def _witnesses(self) -> dict[Applied, tuple[Witness, ...]]:
        """The points at which a rule is not met, each with what shows it."""
        return {
            Applied(rule, point): tuple(rule.constraint.witnesses(point, self.timetable))
            for rule in self.problem.rules
            for point in rule.points
            if self._now(Applied(rule, point))
        }

    @cached_property
    def _shown(self) -> dict[Witness, list[Applied]]:
        """What shows that rules are not met, each with where they are not."""
        found: dict[Witness, list[Applied]] = defaultdict(list)
        for applied, witnesses in self._witnesses.items():
            for placed in witnesses:
                found[placed].append(applied)
        return found

    def _now(self, applied: Applied) -> int:
        return self._deviation.get((applied.rule.index, applied.point.key), 0)

    def _needing(self, placed: Witness) -> list[Applied]:
        """Where rules that something not being there can break would be broken, or more so."""
        without = self.timetable.exchanged((placed,), ())
        return [
            applied
            for applied in self._looking(placed)
            if applied.rule.constraint.absence
            and applied.rule.constraint.deviation(applied.point, without) > self._now(applied)
        ]

    def _of_rules(self, sort: Sort, applied: Iterable[Applied], placed: Witness) -> Iterator[Tie]:
        """A tie for each rule that applies."""
        by_rule: dict[Rule, list[Applied]] = defaultdict(list)
        for one in applied:
            by_rule[one.rule].append(one)
        for rule, found in by_rule.items():
            cost = rule.weight * sum(map(self._now, found))
            others = {w for a in found for w in self._witnesses.get(a, ())} - {placed}
            text = _told(rule, (point for _, point in found))
            yield Tie(sort, text, rule.source, rule.index, cost, len(others))

    def _keeping(self, placed: Witness) -> Iterator[Tie]:
        """Rules that other places of a lesson would break, whatever else happens."""
        if isinstance(placed, Placement):
            for rule, spans in self._forbidden.get(placed.course.id, {}).items():
                if placed.span not in spans:
                    yield Tie(Sort.KEPT, rule.title, rule.source, rule.index)

    @cached_property
    def _forbidden(self) -> dict[str, dict[Rule, set[Span]]]:
        """course -> the written rules that forbid it some spans, with these."""
        found: dict[str, dict[Rule, set[Span]]] = defaultdict(lambda: defaultdict(set))
        for rule in self._written:
            for course, span in rule.constraint.forbidden(self.school):
                found[course.id][rule].add(span)
        return found

    def _given(self, placed: Witness) -> Iterator[Tie]:
        """Decisions made, who of those here is away at other times, and an only room."""
        if isinstance(placed, DutyPlacement):
            if placed.person in placed.duty.fixed:
                name = self.school.teacher[placed.person].name
                yield Tie(Sort.GIVEN, f"It is given to {name}", placed.duty.source)
            return
        course, span, room, teachers = placed
        for rule, point in self._standing("keep_locks", course):
            _, lock, _ = point.about
            if lock.span in (None, span):
                yield Tie(Sort.GIVEN, rule.sentence(point), lock.source)
        here = (*(self.school.teacher[t] for t in teachers), self.school.room.get(room or ""))
        for who in here:
            if who and any(touches(who.away, other) for other in self.school.spans(course)):
                for rule, point in self._standing("avoid_unavailable_times", who):
                    yield Tie(Sort.GIVEN, rule.sentence(point), who.source)
        if len(course.rooms) == 1:
            name = self.school.room[course.rooms[0]].name
            yield Tie(Sort.GIVEN, f"{name} is the only room for it", course.source)

    def _standing(self, kind: str, about: object) -> Iterable[Applied]:
        """What always holds of one kind about a course, a teacher or a room."""
        return self._by_about.get((kind, about), ())

    @cached_property
    def _by_about(self) -> dict[tuple[str, object], list[Applied]]:
        found: dict[tuple[str, object], list[Applied]] = defaultdict(list)
        for rule in self.problem.rules:
            if rule.standing and rule.kind in ("keep_locks", "avoid_unavailable_times"):
                for point in rule.points:
                    if not point.shadow:
                        found[rule.kind, point.about[0]].append(Applied(rule, point))
        return found


_FEW = 2
"""So many sentences of a rule are told; of more, its title."""


def _told(rule: Rule, points: Iterable[Point]) -> str:
    sentences = list(dict.fromkeys(rule.sentence(point) for point in points))
    return "; ".join(sentences) if len(sentences) <= _FEW else rule.title
