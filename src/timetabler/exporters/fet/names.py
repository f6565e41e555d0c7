"""The names by which FET knows the people, places and times of a school: FET has no ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from timetabler.models.resources import Room
from timetabler.models.school import School
from timetabler.models.strands import Strand

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


def clean(text: str) -> str:
    """On one line, and without what XML cannot hold."""
    return " ".join(_NO_XML.sub("\ufffd", text).split()) or "?"


class Distinct:
    """Gives out names, each once: the second of one name becomes ``name (2)``."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def named(self, *wanted: str) -> str:
        """The first of these that nobody has yet; else the last of them, with a number."""
        names = [clean(text) for text in wanted]
        numbers = range(2, len(self._taken) + 3)
        free = (n for n in (*names, *(f"{names[-1]} ({i})" for i in numbers)) if self._free(n))
        name = next(free)
        self._taken.add(name)
        return name

    def _free(self, name: str) -> bool:
        return name not in self._taken


def _each(texts: Mapping[str, str]) -> dict[str, str]:
    """id -> its name, from what people call each."""
    distinct = Distinct()
    return {id_: distinct.named(text) for id_, text in texts.items()}


class Names:
    """The names of one school: made from what people call things, and the same each time."""

    def __init__(self, school: School) -> None:
        self.school = school

    @cached_property
    def day(self) -> tuple[str, ...]:
        """Of each day of the cycle."""
        return tuple(_each({day: day for day in self.school.week.days}).values())

    @cached_property
    def teacher(self) -> dict[str, str]:
        """id of a member of staff -> name."""
        return _each({t.id: t.name for t in self.school.teachers})

    @cached_property
    def subject(self) -> dict[str, str]:
        """Subject -> name."""
        return _each({subject: subject for subject in self.school.subjects})

    @cached_property
    def tag(self) -> dict[str, str]:
        """Tag of a course -> name."""
        return _each({tag: tag for c in self.school.courses for tag in c.tags})

    @cached_property
    def _pupils(self) -> tuple[dict[str, str], dict[tuple[str, str], str], dict[Strand, str]]:
        """Classes first, then groups, then strands: all of them are told from each other."""
        distinct, school = Distinct(), self.school
        classes = {c.id: distinct.named(c.name) for c in school.classes}
        groups = {
            (class_id, group.id): distinct.named(
                *(name,) * (len(group.classes) == 1), f"{classes[class_id]} {name}"
            )
            for group in school.groups
            for name in [group.name]
            for class_id in group.classes
        }
        strands = {
            strand: distinct.named(strand.name if strand.groups else f"{strand.name} (others)")
            for found in school.strands.values()
            for strand in found
        }
        return classes, groups, strands

    @property
    def class_(self) -> dict[str, str]:
        """id of a class -> name."""
        return self._pupils[0]

    @property
    def group(self) -> dict[tuple[str, str], str]:
        """id of a class, id of one of its groups -> name of the pupils who are in both."""
        return self._pupils[1]

    @property
    def strand(self) -> dict[Strand, str]:
        """Pupils who are in the same groups -> name; of those in no group, what they are."""
        return self._pupils[2]

    @cached_property
    def places(self) -> Places:
        """Of rooms."""
        return Places(self.school.rooms)


class Places:
    """Names of rooms. One that holds several classes at once is several rooms in FET."""

    def __init__(self, rooms: Iterable[Room]) -> None:
        self._distinct = Distinct()
        self.units: dict[str, list[str]] = {r.id: [self._distinct.named(r.name)] for r in rooms}
        """id of a room -> names of its places."""
        self.name = {room: units[0] for room, units in self.units.items()}

    def add(self, room: str) -> str:
        """One more place in a room."""
        units = self.units[room]
        units.append(self._distinct.named(f"{units[0]} ({len(units) + 1})"))
        return units[-1]

    def both(self, units: Iterable[str]) -> str:
        """The name of several places that are used at once."""
        return self._distinct.named(" + ".join(units))
