"""Identifiers that stay the same from export to export: a changed one is a duplicate person."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

_OURS = uuid5(NAMESPACE_URL, "urn:timetabler:identifiers")
"""Never to be changed: all identifiers in other systems follow from it."""


def stable_id(school_id: str, sort: str, code: str) -> UUID:
    """The identifier (a UUID of version 5) of something of a school, by its own code there.

    The lengths are part of it, so that no two different triples are the same text.
    """
    name = "".join(f"{len(part)}:{part}" for part in (school_id, sort, code))
    return uuid5(_OURS, name)
