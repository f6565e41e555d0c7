"""In which rooms lessons are: preferred rooms and home rooms."""

from __future__ import annotations

from collections.abc import Iterator

from timetabler.importers.fet.drafts import ALWAYS, Draft, NotUnderstood, Place, Said, understands
from timetabler.importers.fet.facts import Facts
from timetabler.importers.fet.file import Node


@understands("ActivityPreferredRoom", "ActivityPreferredRooms")
def _of_one(node: Node, facts: Facts) -> Iterator[Said]:
    yield from _place(node, frozenset(facts.listed(node)), facts)


@understands(
    "SubjectPreferredRoom",
    "SubjectPreferredRooms",
    "ActivityTagPreferredRoom",
    "ActivityTagPreferredRooms",
    "SubjectActivityTagPreferredRoom",
    "SubjectActivityTagPreferredRooms",
)
def _of_all(node: Node, facts: Facts) -> Iterator[Said]:
    subject = node.required("Subject") if node.tag.startswith("Subject") else ""
    tag = node.required("Activity_Tag") if "ActivityTag" in node.tag else ""
    lessons = (
        a.id
        for a in facts.file.activities
        if subject in ("", a.subject) and (not tag or tag in a.tags)
    )
    yield from _place(node, frozenset(lessons), facts)


@understands("ActivitiesOccupyMaxDifferentRooms")
def _few_rooms(node: Node, facts: Facts) -> Iterator[Said]:
    """Lessons in no room do not count."""
    most, lessons = node.number("Max_Number_of_Different_Rooms"), facts.listed(node)
    if most < len(lessons):
        fields = {"at_most": most, "per": "scope"}
        yield Draft.of(node, "room_stability", "together", lessons, fields)


@understands("TeacherHomeRoom", "TeacherHomeRooms")
def _of_teacher(node: Node, facts: Facts) -> Iterator[Said]:
    """Lessons with others are not meant."""
    alone = (node.required("Teacher"),)
    lessons = (a.id for a in facts.file.activities if a.teachers == alone)
    yield from _place(node, frozenset(lessons), facts, home=True)


@understands("StudentsSetHomeRoom", "StudentsSetHomeRooms")
def _of_pupils(node: Node, facts: Facts) -> Iterator[Said]:
    """Lessons of others are not meant, of more pupils or of some of them."""
    alone = (node.required("Students"),)
    lessons = (a.id for a in facts.file.activities if a.students == alone)
    yield from _place(node, frozenset(lessons), facts, home=True)


def _place(
    node: Node, lessons: frozenset[int], facts: Facts, *, home: bool = False
) -> Iterator[Said]:
    if node.tag.endswith("Rooms"):
        rooms = dict.fromkeys(node.texts("Preferred_Room"))
    else:
        rooms = {node.required("Room"): None}
    for room in facts.virtual.keys() & rooms:
        if len(rooms) > 1 or home or node.weight < ALWAYS:
            raise NotUnderstood("a virtual room is not the only one that the lessons may use")
        _check_virtual(room, facts)
    if lessons:
        yield Place(lessons, tuple(rooms), node.weight, home, origin=node.tag, line=node.line)


def _check_virtual(name: str, facts: Facts) -> None:
    """Lessons can be in a virtual room if no more than one of its rooms is to be chosen."""
    together = facts.virtual[name]
    if together is None:
        raise NotUnderstood("more than one of the rooms of a virtual room can be chosen")
    building = {room.name: room.building for room in facts.file.rooms}
    if any(building[room] != building[name] for room in together.all):
        raise NotUnderstood("a virtual room is not in the building of its rooms")
