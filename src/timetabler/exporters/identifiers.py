"""Identifiers that stay the same from export to export: a changed one is a duplicate person."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from timetabler.models.school import School
from timetabler.views.roll import Person

_OURS = uuid5(NAMESPACE_URL, "urn:timetabler:identifiers")
"""Never to be changed: all identifiers in other systems follow from it."""


def stable_id(school_id: str, sort: str, code: str) -> UUID:
    """The identifier (a UUID of version 5) of something of a school, by its own code there.

    The lengths are part of it, so that no two different triples are the same text.
    """
    name = "".join(f"{len(part)}:{part}" for part in (school_id, sort, code))
    return uuid5(_OURS, name)


@dataclass(frozen=True)
class Ids:
    """Identifiers of a school's things and people, the same in every format and every year."""

    school: School

    def __call__(self, sort: str, code: str) -> str:
        """Of something, by its own code there."""
        return str(stable_id(self.school.id, sort, code))

    @property
    def org(self) -> str:
        """Of the school itself."""
        return self("org", self.school.id)

    def person(self, person: Person) -> str:
        """Of a teacher, an aide (who may become one), or a student."""
        return self("student" if person.part == "student" else "staff", person.id)
