"""The smallest sets of pupils who have all their lessons together. The sixth floor of School."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod

from timetabler.models.entitlements import Entitlements
from timetabler.models.resources import Course, Teacher
from timetabler.models.rows import stretches
from timetabler.models.span import Span, covers, touches

MOST = 200
"""Combinations of groups that are looked at in one class."""


@dataclass(frozen=True, eq=False)
class Strand:
    """Pupils of one class who are in the same groups, and so have all their lessons together."""

    id: str
    """Of the class, and of the groups if it has any: ``1A``, ``1A red blue``."""
    name: str
    """``1A``, ``1A (Red, Blue)``."""
    class_id: str
    groups: tuple[str, ...] = ()


class Strands(Entitlements):
    """Facts, bells, staff and entitlements with the smallest sets of pupils."""

    @cached_property
    def strands(self) -> dict[str, tuple[Strand, ...]]:
        """class -> its smallest sets of pupils: one for each way to be in one group of each split.

        A split that is not ``whole`` may have pupils in none of its groups, and so may groups
        without a split. Of ways with the same lessons and times there is one. With more than
        ``MOST`` ways, only the pupils of one group at a time are looked at, and those of none.
        """
        return {c.id: tuple(self._strands_of(c.id)) for c in self.classes}

    def _strands_of(self, class_id: str) -> list[Strand]:
        splits = [split for split in self.splits_of[class_id] if any(map(self._matters, split))]
        choices = [split if self.whole_split(split) else (*split, None) for split in splits]
        if prod(map(len, choices)) <= MOST:
            ways = list(product(*choices))
        else:
            ways = [(group,) for split in splits for group in split] + [()]
        found: dict[frozenset[str], Strand] = {}
        for way in ways:
            groups = tuple(g for g in way if g is not None and self._matters(g))
            names = ", ".join(self.group[g].name for g in groups)
            name = self.class_[class_id].name
            key = " ".join((class_id, *groups))
            strand = Strand(key, f"{name} ({names})" if names else name, class_id, groups)
            found.setdefault(frozenset(groups), strand)
        return list(found.values())

    def _matters(self, group_id: str) -> bool:
        """Whether being in the group makes any difference to the pupils' week."""
        return bool(self.courses_of_group[group_id] or self.group[group_id].away)

    def select_strands(
        self, classes: Collection[str], years: Collection[str], groups: Collection[str]
    ) -> tuple[Strand, ...]:
        """The sets of pupils of these classes and years, and those with pupils of these groups; all
        of them if nothing is named."""
        every = "all" in classes or not (classes or years or groups)
        return tuple(
            strand
            for class_ in self.classes
            for strand in self.strands[class_.id]
            if every
            or class_.id in classes
            or not set(years).isdisjoint(class_.years)
            or any(self._has_pupils_of(group, strand) for group in groups)
        )

    def _has_pupils_of(self, group_id: str, strand: Strand) -> bool:
        """A group that makes no difference is in all sets without another one of its split."""
        if self._matters(group_id):
            return group_id in strand.groups
        splits = self.splits_of[strand.class_id]
        return any(group_id in split and set(split).isdisjoint(strand.groups) for split in splits)

    @cached_property
    def courses_of_strand(self) -> dict[Strand, tuple[Course, ...]]:
        """strand -> the courses of its pupils, in the order written."""
        return {
            strand: tuple(
                c
                for c in self.courses_of_pupils[class_id]
                if class_id in c.classes or not set(strand.groups).isdisjoint(c.groups)
            )
            for class_id, strands in self.strands.items()
            for strand in strands
        }

    @cached_property
    def _days_of_strand(self) -> dict[Strand, dict[int, tuple[Span, ...]]]:
        result: dict[Strand, dict[int, list[Span]]] = {}
        for class_id, strands in self.strands.items():
            periods = [p.span for p in self.periods(class_id, "lesson")]
            for strand in strands:
                away = [span for g in strand.groups for span in self.group[g].away]
                days = result.setdefault(strand, {})
                for span in periods:
                    if not touches(away, span):
                        days.setdefault(span.day, []).append(span)
        return {s: {d: tuple(spans) for d, spans in days.items()} for s, days in result.items()}

    def blocks_of(self, who: Teacher | Strand) -> tuple[tuple[Span, ...], ...]:
        """The lesson periods of the bells that somebody follows, in blocks with nothing between in
        which pupils are not at school, and no break."""
        if isinstance(who, Teacher):
            return self.lesson_blocks[who.id]
        own = {span for spans in self.days_of(who).values() for span in spans}
        blocks = self.blocks([who.class_id])
        return tuple(part for b in blocks for part in stretches(b, own.__contains__))

    def row_of(self, who: Teacher | Strand, day: int) -> tuple[Span, ...]:
        """All periods of a day of the bells that somebody follows, breaks too, whether they are
        there or not; but for those before and after school."""
        bells = self.bells_followed(who) if isinstance(who, Teacher) else (who.class_id,)
        row = self.timeline(bells, "lesson", "home", "break")
        return tuple(span for span in row if span.day == day)

    def days_of(self, strand: Strand) -> dict[int, tuple[Span, ...]]:
        """day -> the lesson periods in which these pupils are at school, by time."""
        return self._days_of_strand[strand]

    def kept(self, class_id: str, period: Span) -> bool:
        """Whether pupils of the class whom no lesson has are with a class teacher all that time."""
        homes = [span for _, spans in self.class_[class_id].homes for span in spans]
        return covers(homes, period)

    def full(self, strand: Strand) -> bool:
        """Whether these pupils have a lesson, or their class teacher, in every lesson period.

        It follows from counting: with as many periods of lessons as there are periods, wherever
        the lessons are. Lessons shorter than a period are not counted on.
        """
        periods = [p for spans in self.days_of(strand).values() for p in spans]
        courses = [c for c in self.courses_of_strand[strand] if c.minutes is None]
        taught = sum(sum(self.lessons(c)) for c in courses if c.withdraws is None)
        return taught >= len(periods) or all(self.kept(strand.class_id, p) for p in periods)
