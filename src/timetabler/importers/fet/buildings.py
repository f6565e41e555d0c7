"""FET's buildings as sites of ours, where what FET says of changing between them is just that.

FET counts free hours between two buildings, for those people that it names. A school of ours has
sites, and minutes that everybody takes from one to another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from timetabler.importers.fet.drafts import Moving
from timetabler.importers.fet.facts import Facts

_COUNTED = "some of these people have lessons in several rooms: changes of rooms are not counted"
_APART = "only sites are known, and as long a way from each to each for everybody"
_LONGEST = 240
_MOST = 20
"""Minutes of a way, and sites, in a school file."""


def way(
    movings: Iterable[Moving],
    allowed: Mapping[int, tuple[str, ...]],
    facts: Facts,
    unknown: Callable[[str, int, str], None],
) -> int:
    """Minutes from one building to another; 0 if buildings are of no consequence.

    ``allowed``: activity -> rooms that it may use. ``unknown`` is told the name, line and reason
    of constraints that ask for anything else of people who have lessons in several places.
    """
    rooms, buildings = _places(allowed, facts)
    asked: dict[tuple[str, str], int] = {}
    apart: list[Moving] = []
    for moving in movings:
        places = buildings if moving.buildings else rooms
        concerned = [who for who in moving.who if len(places[who]) > 1]
        if moving.gaps is not None and concerned:
            apart.append(moving)
            asked |= {who: max(moving.gaps, asked.get(who, 0)) for who in concerned}
        elif concerned:
            unknown(moving.origin, moving.line, _COUNTED)
    everybody = {who for who, places in buildings.items() if len(places) > 1}
    paces = set(asked.values())
    if asked.keys() == everybody and len(paces) == 1 and len(facts.buildings) <= _MOST:
        minutes = _minutes(min(paces), facts)
        if minutes:
            return minutes
    for moving in apart:
        unknown(moving.origin, moving.line, _APART)
    return 0


def _places(
    allowed: Mapping[int, tuple[str, ...]], facts: Facts
) -> tuple[dict[tuple[str, str], set[str]], dict[tuple[str, str], set[str]]]:
    """The rooms and the buildings in which the lessons of each person, and set of pupils, may be.

    Lessons in no room, and rooms in no building, are near everything.
    """
    building = {room.name: room.building for room in facts.file.rooms}
    rooms: dict[tuple[str, str], set[str]] = defaultdict(set)
    buildings: dict[tuple[str, str], set[str]] = defaultdict(set)
    for lesson, some in allowed.items():
        there = [room for room in some if room in building]
        who = [("teacher", name) for name in facts.activity[lesson].teachers]
        who += [("pupils", leaf) for leaf in facts.leaves_of(lesson)]
        for one in who:
            rooms[one].update(there)
            buildings[one].update(building[room] for room in there if building[room])
    return rooms, buildings


def _minutes(gaps: int, facts: Facts) -> int:
    """Minutes that lie between two hours with so many others between, and with no fewer; else 0."""
    clocks = facts.times.clocks
    between = {
        (first, last): clocks[last][0] - clocks[first][1]
        for first in range(len(clocks))
        for last in range(first + 1, len(clocks))
    }
    enough = [m for (first, last), m in between.items() if last - first > gaps]
    too_few = [m for (first, last), m in between.items() if last - first <= gaps]
    minutes = min(enough, default=_LONGEST)
    return minutes if max(too_few, default=0) < minutes <= _LONGEST else 0
