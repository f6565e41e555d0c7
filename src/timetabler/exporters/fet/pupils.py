"""The pupils of a school as FET has them: a class is a year, a group a group, a strand a subgroup.

Two sets of pupils of FET share pupils if they share a subgroup (or a group without subgroups). So
groups of one split share none, and groups of different splits do.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from timetabler.exporters.fet.names import Names
from timetabler.models.resources import ClassGroup, Course
from timetabler.models.school import School
from timetabler.models.strands import Strand


@dataclass(frozen=True)
class PupilSet:
    """A year, a group or a subgroup."""

    name: str
    students: int = 0
    """0: not known."""
    parts: tuple[PupilSet, ...] = ()

    @property
    def leaves(self) -> frozenset[str]:
        """Names of the smallest sets in it."""
        return frozenset().union(*(p.leaves for p in self.parts)) or frozenset([self.name])


class Pupils:
    """The pupils of one school."""

    def __init__(self, school: School, names: Names) -> None:
        self.school = school
        self.names = names

    @cached_property
    def years(self) -> tuple[PupilSet, ...]:
        """One for each class."""
        return tuple(self._year(c) for c in self.school.classes)

    def leaf(self, strand: Strand) -> str:
        """The name of a smallest set of pupils: a class, a group or a subgroup."""
        class_id, groups = strand.class_id, strand.groups
        if len(self.school.strands[class_id]) == 1 and not groups:
            return self.names.class_[class_id]
        if groups and not self._several(class_id):
            return self.names.group[class_id, groups[0]]
        return self.names.strand[strand]

    def _several(self, class_id: str) -> bool:
        """Whether some pupils are in several groups, so that groups have subgroups."""
        return any(len(s.groups) > 1 for s in self.school.strands[class_id])

    def _year(self, class_: ClassGroup) -> PupilSet:
        """Of a class with groups, one more group has the pupils who may be in none."""
        strands = self.school.strands[class_.id]
        several = self._several(class_.id)
        parts = [
            PupilSet(
                self.names.group[class_.id, group.id],
                group.students if group.students and len(group.classes) == 1 else 0,
                tuple(PupilSet(self.names.strand[s]) for s in strands if group.id in s.groups)
                if several
                else (),
            )
            for group in self.school.groups
            if any(group.id in s.groups for s in strands)
        ]
        if parts:
            parts += [PupilSet(self.names.strand[s]) for s in strands if not s.groups]
        return PupilSet(self.names.class_[class_.id], class_.students or 0, tuple(parts))

    def of(self, course: Course) -> tuple[str, ...]:
        """Names of those who are in a course. Nobody, where pupils are withdrawn from lessons for
        it: FET would not let them be in two places."""
        if course.withdraws is not None:
            return ()
        groups = ((c, g) for g in course.groups for c in self.school.group[g].classes)
        return (
            *(self.names.class_[c] for c in course.classes),
            *(self.names.group[pair] for pair in groups),
        )

    @cached_property
    def _leaves(self) -> dict[str, frozenset[str]]:
        """Name of a year or group -> names of the smallest sets in it."""
        sets = [s for year in self.years for s in (year, *year.parts)]
        return {s.name: s.leaves for s in sets}

    def known(self, name: str) -> bool:
        """Whether FET has a year or group of that name."""
        return name in self._leaves

    @cache  # noqa: B019
    def meeting(self, names: tuple[str, ...]) -> frozenset[str]:
        """Names of the years and groups that have a pupil in common with any of these."""
        pupils = frozenset[str]().union(*(self._leaves[name] for name in names))
        return frozenset(n for n, leaves in self._leaves.items() if not pupils.isdisjoint(leaves))

    @cached_property
    def crowded(self) -> tuple[str, ...]:
        """Names of the classes with so many splits that FET takes their groups for disjoint."""
        return tuple(
            c.name
            for c in self.school.classes
            for strands in [self.school.strands[c.id]]
            if sum(
                any(self.school.courses_of_group[g] for g in s) for s in self.school.splits_of[c.id]
            )
            > 1
            and all(len(s.groups) < 2 for s in strands)
        )
