"""How people change rooms and buildings."""

from __future__ import annotations

from collections.abc import Iterator

from timetabler.importers.fet.drafts import Moving, Said, understands
from timetabler.importers.fet.facts import Facts
from timetabler.importers.fet.file import Node

_WHOSE = ("Teacher", "Teachers", "StudentsSet", "Students")


@understands(*(f"{whose}MinGapsBetweenBuildingChanges" for whose in _WHOSE))
def _between_buildings(node: Node, facts: Facts) -> Iterator[Said]:
    gaps = node.number("Min_Gaps_Between_Building_Changes")
    if gaps > 0:
        yield _moving(node, facts, "building", gaps)


@understands(
    *(f"{whose}MaxBuildingChangesPer{time}" for whose in _WHOSE for time in ("Day", "Week")),
    *(f"{whose}MaxBuildingChangesPerRealDay" for whose in _WHOSE),
)
def _changes_of_building(node: Node, facts: Facts) -> Iterator[Said]:
    yield _moving(node, facts, "building", None)


@understands(
    *(f"{whose}MaxRoomChangesPer{time}" for whose in _WHOSE for time in ("Day", "Week")),
    *(f"{whose}MaxRoomChangesPerRealDay" for whose in _WHOSE),
    *(f"{whose}MinGapsBetweenRoomChanges" for whose in _WHOSE),
)
def _changes_of_room(node: Node, facts: Facts) -> Iterator[Said]:
    yield _moving(node, facts, "room", None)


def _moving(node: Node, facts: Facts, between: str, gaps: int | None) -> Moving:
    """People as FET's constraints have them: one teacher, or one set of pupils, or all."""
    if node.tag.startswith("Teachers"):
        who = frozenset(("teacher", teacher.name) for teacher in facts.file.teachers)
    elif node.tag.startswith("Teacher"):
        who = frozenset([("teacher", node.required("Teacher"))])
    else:
        whole = node.tag.startswith("StudentsSet")
        names = [node.required("Students")] if whole else [y.name for y in facts.file.years]
        who = frozenset(("pupils", leaf) for leaf in facts.pupils.leaves(names))
    return Moving(who, between == "building", gaps, node.tag, node.line)
