"""FET's names as a school file can say them. FET takes anything for a name: blanks, line ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from timetabler.importers.fet.constraints import NAMED
from timetabler.importers.fet.file import Activity, FetFile, Named, Node, Room, StudentsSet
from timetabler.importers.fet.students import names_of
from timetabler.spec.yaml import UNPRINTABLE

_LONGEST = 160
"""What is made of a name is longer than it: 200 characters are read."""
_WORDS = ("all", "specialist", "specialists", "class_teachers", "aides", "everybody", "nobody")
"""These stand for many in scopes, or for none."""

Naming = Mapping[str, Mapping[str, str]]
"""Sort of name, such as ``teacher`` -> FET's name -> ours."""


def with_plain_names(file: FetFile) -> FetFile:
    """The same file, with names that can be written in a school file, wherever they stand."""
    days = plain(file.days, "day")
    sorts: dict[str, Iterable[str]] = {
        "subject": (one.name for one in file.subjects),
        "activity tag": (one.name for one in file.tags),
        "teacher": (one.name for one in file.teachers),
        "students set": sorted(names_of(file.years)),
        "building": (one.name for one in file.buildings),
        "room": (one.name for one in file.rooms),
    }
    naming: Naming = {
        "day": days,
        "hour": plain(file.hours, "hour", days.values()),
        **{sort: plain(names, sort, _WORDS) for sort, names in sorts.items()},
    }
    if all(old == new for names in naming.values() for old, new in names.items()):
        return file
    return replace(
        file,
        days=tuple(naming["day"].values()),
        hours=tuple(naming["hour"].values()),
        subjects=_named(file.subjects, naming["subject"]),
        tags=_named(file.tags, naming["activity tag"]),
        teachers=_named(file.teachers, naming["teacher"]),
        years=tuple(_set(year, naming["students set"]) for year in file.years),
        buildings=_named(file.buildings, naming["building"]),
        rooms=tuple(_room(room, naming) for room in file.rooms),
        activities=tuple(_activity(one, naming) for one in file.activities),
        time_constraints=tuple(_node(node, naming) for node in file.time_constraints),
        space_constraints=tuple(_node(node, naming) for node in file.space_constraints),
    )


def plain(names: Iterable[str], sort: str, taken: Iterable[str] = ()) -> dict[str, str]:
    """FET's name -> one line without characters that cannot be seen; no two are the same."""
    known = tuple(dict.fromkeys(names))
    short = (one_line(name)[:_LONGEST].strip() or f"{sort} without a name" for name in known)
    return dict(zip(known, distinct(short, taken), strict=True))


def one_line(text: str) -> str:
    """Text with single blanks, and without what cannot be printed."""
    return " ".join(UNPRINTABLE.sub(" ", text).split())


def distinct(names: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Names that differ from each other and from those that are taken, with a number if need be."""
    used = Counter(taken)
    result = []
    for name in names:
        new, number = name, 1
        while used[new]:
            number += 1
            new = f"{name} ({number})"
        used[new] += 1
        result.append(new)
    return tuple(result)


def _named(some: Iterable[Named], names: Mapping[str, str]) -> tuple[Named, ...]:
    return tuple(one._replace(name=names[one.name]) for one in some)


def _set(one: StudentsSet, names: Mapping[str, str]) -> StudentsSet:
    return replace(one, name=names[one.name], parts=tuple(_set(part, names) for part in one.parts))


def _room(room: Room, naming: Naming) -> Room:
    names = naming["room"]
    real = tuple(tuple(names[name] for name in some) for some in room.real_rooms)
    building = naming["building"][room.building] if room.building else ""
    return replace(room, name=names[room.name], real_rooms=real, building=building)


def _activity(one: Activity, naming: Naming) -> Activity:
    return replace(
        one,
        subject=naming["subject"][one.subject],
        teachers=tuple(naming["teacher"][name] for name in one.teachers),
        students=tuple(naming["students set"][name] for name in one.students),
        tags=tuple(naming["activity tag"][name] for name in one.tags),
    )


def _node(node: Node, naming: Naming) -> Node:
    names = naming.get(NAMED.get(node.tag, ""), {})
    children = tuple(_node(child, naming) for child in node.children)
    return replace(node, text=names.get(node.text, node.text), children=children)
