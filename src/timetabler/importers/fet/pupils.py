"""FET's years, groups and subgroups as classes and groups of ours.

FET counts by the smallest sets of pupils: two sets clash if they have one of these in common. Ours
are classes, which have no pupil in common, and groups of classes: those of one split are disjoint,
those of different splits are not. What FET divides a year into nearly always has that form: then
the year is a class, and its divisions are splits. A year whose groups are taught by themselves is a
year of classes. What has neither form is told apart into its smallest sets, each a class.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from timetabler.importers.fet.file import FetFile, StudentsSet
from timetabler.importers.fet.names import distinct

_NAMING = ("Students", "Students_Name")
"""Tags of constraints that name sets of pupils."""


@dataclass(frozen=True)
class Group:
    """Part of a class."""

    name: str
    class_id: str
    split: str
    whole: bool
    students: int = 0


@dataclass(frozen=True)
class Class:
    """A class, with the pupils that FET counts there."""

    id: str
    year: str
    students: int = 0


@dataclass(frozen=True)
class Audience:
    """Pupils in our words: whole classes, and groups of others."""

    classes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


class Pupils:
    """The pupils of a file."""

    def __init__(self, file: FetFile) -> None:
        self._file = file
        self._sets: dict[str, StudentsSet] = {}
        for year in file.years:
            for one in _all(year):
                self._sets.setdefault(one.name, one)
        self._leaves = {name: frozenset(_leaves(one)) for name, one in self._sets.items()}
        self.classes: tuple[Class, ...] = ()
        self.groups: tuple[Group, ...] = ()
        self._audience: dict[str, Audience] = {}
        self._members: dict[str, frozenset[str]] = {}
        """Class -> its smallest sets of pupils."""
        for part in self._parts():
            self._take(part)

    def leaves(self, names: Iterable[str]) -> frozenset[str]:
        """The smallest sets of pupils in some sets."""
        return frozenset().union(*(self._leaves[name] for name in names))

    def size(self, name: str) -> int:
        """How many pupils a set has."""
        return self._sets[name].students

    def audience(self, names: Collection[str]) -> Audience:
        """Some sets of pupils as classes and groups, in the order of the file."""
        found = [self._audience[name] for name in names]
        classes = {c for one in found for c in one.classes}
        groups = {g for one in found for g in one.groups}
        of = {g.name: g.class_id for g in self.groups}
        return Audience(
            tuple(c.id for c in self.classes if c.id in classes),
            tuple(g.name for g in self.groups if g.name in groups and of[g.name] not in classes),
        )

    @cached_property
    def used(self) -> frozenset[str]:
        """Sets that some activity or constraint names; the others are of no consequence."""
        file = self._file
        named = {name for activity in file.activities for name in activity.students}
        for node in (*file.time_constraints, *file.space_constraints):
            named |= {text for tag in _NAMING for text in node.texts(tag) if text}
        return frozenset(named & self._sets.keys())

    @cached_property
    def _hours(self) -> Counter[str]:
        """Set -> hours that it is taught under its own name."""
        hours: Counter[str] = Counter()
        for activity in self._file.activities:
            for name in activity.students:
                hours[name] += activity.duration
        return hours

    def _parts(self) -> Iterator[list[StudentsSet]]:
        """Years by themselves, or several that have pupils in common."""
        parts: list[tuple[set[str], list[StudentsSet]]] = []
        for year in self._file.years:
            leaves, years = set(self._leaves[year.name]), [year]
            apart = []
            for part in parts:
                if part[0].isdisjoint(leaves):
                    apart.append(part)
                else:
                    leaves |= part[0]
                    years = part[1] + years
            parts = [*apart, (leaves, years)]
        order = {year.name: i for i, year in enumerate(self._file.years)}
        for _, years in sorted(parts, key=lambda part: order[part[1][0].name]):
            yield years

    def _take(self, years: list[StudentsSet]) -> None:
        """Makes the classes and groups of years that have pupils in common."""
        if len(years) > 1:
            self._tell_apart(years, "")
            return
        (year,) = years
        groups = [g for g in year.parts if self._leaves[g.name]]
        if len(groups) > 1 and self._are_classes(year, groups):
            members = [self._class(group, year.name) for group in groups]
            self._audience[year.name] = Audience(classes=tuple(c for one in members for c in one))
        else:
            self._class(year, year.name)

    def _are_classes(self, year: StudentsSet, groups: list[StudentsSet]) -> bool:
        """Whether the groups of a year are classes: disjoint, and mostly taught by themselves."""
        if sum(len(self._leaves[g.name]) for g in groups) != len(self._leaves[year.name]):
            return False
        own = {g.name: sum(self._hours[s.name] for s in _all(g)) for g in groups}
        return all(hours > self._hours[year.name] for hours in own.values())

    def _class(self, whole: StudentsSet, year: str) -> tuple[str, ...]:
        """A set as a class, and the sets within it as its groups. Returns its classes."""
        leaves = self._leaves[whole.name]
        named = {
            name: self._leaves[name]
            for name in dict.fromkeys(s.name for s in _all(whole))
            if name in self.used and self._leaves[name] < leaves
        }
        splits = _splits(named)
        if splits is None or self._meet(named):
            return self._tell_apart([whole], year)
        (class_id,) = self._add_classes([(whole.name, whole.students, leaves)], year)
        self._audience[whole.name] = Audience(classes=(class_id,))
        same = {n for n in self.used if self._leaves[n] == leaves}
        for number, split in enumerate(splits, 1):
            covered = leaves == frozenset().union(*(named[name] for name in split))
            for name in split:
                self._audience[name] = Audience(groups=(name,))
                self.groups += (
                    Group(
                        name,
                        class_id,
                        f"{class_id} {number}",
                        covered and len(split) > 1,
                        self._sets[name].students,
                    ),
                )
        for name in same:
            self._audience[name] = Audience(classes=(class_id,))
        self._alias(named)
        return (class_id,)

    def _meet(self, named: Mapping[str, frozenset[str]]) -> bool:
        """Whether an activity is for sets that have some pupils in common, not all: as groups of a
        class, these could not be in one lesson."""
        return any(
            named[one] != named[other] and not named[one].isdisjoint(named[other])
            for activity in self._file.activities
            for one, other in combinations(filter(named.__contains__, activity.students), 2)
        )

    def _alias(self, named: dict[str, frozenset[str]]) -> None:
        """Sets with the same pupils are one group."""
        for name, leaves in named.items():
            if name not in self._audience:
                twin = next(n for n in named if n in self._audience and named[n] == leaves)
                self._audience[name] = self._audience[twin]

    def _tell_apart(self, sets: list[StudentsSet], year: str) -> tuple[str, ...]:
        """Each smallest set that is treated alike throughout becomes a class."""
        inside = list(dict.fromkeys(s.name for one in sets for s in _all(one)))
        named = [n for n in inside if n in self.used]
        alike: dict[frozenset[str], list[str]] = {}
        for leaf in dict.fromkeys(n for one in sets for n in _leaves(one)):
            alike.setdefault(frozenset(n for n in named if leaf in self._leaves[n]), []).append(
                leaf
            )
        names = [_name(leaves, named, self._leaves) for leaves in alike.values()]
        sizes = [sum(self._sets[leaf].students for leaf in leaves) for leaves in alike.values()]
        members = [frozenset(leaves) for leaves in alike.values()]
        ids = self._add_classes(list(zip(names, sizes, members, strict=True)), year)
        made = dict(zip(alike, ids, strict=True))
        for name in {*named, *(one.name for one in sets)}:
            inside_it = tuple(
                class_id
                for leaves, (_, class_id) in zip(alike.values(), made.items(), strict=True)
                if self._leaves[name].issuperset(leaves)
            )
            self._audience[name] = Audience(classes=inside_it)
        return ids

    def _add_classes(
        self, made: list[tuple[str, int, frozenset[str]]], year: str
    ) -> tuple[str, ...]:
        """Adds classes: name, pupils, smallest sets."""
        ids = distinct([name for name, _, _ in made], [c.id for c in self.classes])
        for id_, (_, students, leaves) in zip(ids, made, strict=True):
            self.classes += (Class(id_, year, students),)
            self._members[id_] = leaves
        return ids

    def copies(self, class_id: str) -> int | None:
        """How many smallest sets of FET are one of ours, as they have all their lessons together;
        None if they are not always the same number, or none for some of ours."""
        groups = [g for g in self.groups if g.class_id == class_id]
        busy = {g.name for g in groups} & self._busy_groups
        ours = Counter(
            frozenset(g for g in busy if leaf in self._leaves[g])
            for leaf in self._members[class_id]
        )
        ways = 1
        for split in dict.fromkeys(g.split for g in groups):
            parts = [g for g in groups if g.split == split]
            own = [g for g in parts if g.name in busy]
            ways *= len(own) + (len(own) < len(parts) or not parts[0].whole)
        counts = set(ours.values())
        return counts.pop() if len(ours) == ways and len(counts) == 1 else None

    @cached_property
    def _busy_groups(self) -> frozenset[str]:
        """Groups with lessons or times of their own."""
        named = {name for activity in self._file.activities for name in activity.students}
        named |= {
            name
            for node in self._file.time_constraints
            if node.tag == "StudentsSetNotAvailableTimes" and node.all("Not_Available_Time")
            for name in node.texts("Students")
        }
        return frozenset(g for name in named for g in self._audience[name].groups)


def _all(one: StudentsSet) -> Iterator[StudentsSet]:
    """A set and all within it."""
    yield one
    for part in one.parts:
        yield from _all(part)


def _leaves(one: StudentsSet) -> Iterator[str]:
    if not one.parts:
        yield one.name
    for part in one.parts:
        yield from _leaves(part)


def _name(leaves: list[str], named: list[str], of: dict[str, frozenset[str]]) -> str:
    """The name of the set that is just these; else of the first of them."""
    return next((n for n in named if of[n] == frozenset(leaves)), leaves[0])


def _splits(sets: dict[str, frozenset[str]]) -> list[list[str]] | None:
    """Sets in splits: disjoint within one, not disjoint between two; None if they are not so."""
    distinct_sets = {leaves: name for name, leaves in reversed(sets.items())}
    names = {name: leaves for leaves, name in reversed(distinct_sets.items())}
    splits: list[list[str]] = []
    for name, leaves in names.items():
        fitting = [s for s in splits if all(names[n].isdisjoint(leaves) for n in s)]
        if len(fitting) > 1:
            return None
        rest = [n for s in splits if s not in fitting for n in s]
        if any(names[n].isdisjoint(leaves) for n in rest):
            return None
        if fitting:
            fitting[0].append(name)
        else:
            splits.append([name])
    return splits
