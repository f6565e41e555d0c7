"""The lists at the top of a FET file: days, hours, subjects, tags, teachers, buildings, rooms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from timetabler.importers.fet.file import Named, Node, Room
from timetabler.importers.fet.problems import Problems
from timetabler.importers.fet.values import Names, flag, number

_CAPACITY = 30_000
"""Of a room that says none, as in FET."""


def read_times(root: Node, tag: str, problems: Problems) -> tuple[str, ...]:
    """The names of the days or hours (``Day``, ``Hour``)."""
    part = root.first(f"{tag}s_List")
    if part is None:
        message = f"the file has no <{tag}s_List>"
        problems.error("TT456", message, root.line, root.column, word=root.tag)
        return ()
    entries = [
        Node(tag, "", child.line, (child,), child.column) if child.tag == "Name" else child
        for child in part.children
        if child.tag in {tag, "Name"}  # older files have the names right in the list
    ]
    if not entries:
        message = f"the file has no {tag.lower()}s"
        problems.error("TT456", message, part.line, part.column, word=part.tag)
    counted = f"Number_of_{tag}s"
    said = number(part, counted, problems, default=len(entries))
    if said != len(entries) and (node := part.first(counted)):
        message = f"<{counted}> is {said}, but {len(entries)} are listed"
        problems.error("TT459", message, node.line, node.column, word=node.text)
    return tuple(name.name for name in named(entries, problems, "error"))


def listed(root: Node, *tags: str) -> list[Node]:
    """What is in the lists of these elements: ``Teacher`` in ``Teachers_List``."""
    return [entry for tag in tags for part in root.all(f"{tag}s_List") for entry in part.all(tag)]


def named(
    entries: Iterable[Node], problems: Problems, again: Literal["error", "warning"] = "warning"
) -> tuple[Named, ...]:
    """The names of elements, each once. FET, too, takes a name that is there twice as one."""
    found: dict[str, Named] = {}
    for entry in entries:
        name = entry.text_of("Name")
        if not name:  # FET takes a blank for a name
            message = f"a <{entry.tag}> has no name"
            problems.error("TT456", message, entry.line, entry.column, word=entry.tag)
        elif name in found:
            message = f'<{entry.tag}> "{name}" is there twice, first in line {found[name].line}'
            place = entry.first("Name") or entry
            report = problems.error if again == "error" else problems.warning
            report("TT457", message, place.line, place.column, word=name)
        else:
            found[name] = Named(name, entry.line)
    return tuple(found.values())


def read_rooms(root: Node, buildings: Iterable[Named], problems: Problems) -> tuple[Room, ...]:
    """The rooms, virtual ones too."""
    entries = listed(root, "Room")
    found = named(entries, problems)
    lines = {room.line for room in found}
    rooms = tuple(_room(entry, problems) for entry in entries if entry.line in lines)
    names = {
        "room": frozenset(room.name for room in found),
        "building": frozenset(building.name for building in buildings),
    }
    known = Names(names, problems)
    for entry in entries:
        for part in entry.children:
            if part.tag == "Building" and part.text:
                known.check("building", part, "Room")
            for real in part.all("Real_Room"):
                known.check("room", real, "Room")
    return rooms


def _room(entry: Node, problems: Problems) -> Room:
    virtual = flag(entry, "Virtual", problems, default=False)
    sets = entry.all("Set_of_Real_Rooms") if virtual else ()
    return Room(
        name=entry.text_of("Name"),
        capacity=number(entry, "Capacity", problems, default=_CAPACITY, least=0),
        building=entry.text_of("Building"),
        real_rooms=tuple(part.texts("Real_Room") for part in sets),
        line=entry.line,
    )
