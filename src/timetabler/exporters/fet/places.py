"""The rooms of a timetable as FET has them: each for one lesson at a time.

A room that holds several classes at once is as many rooms. A lesson that takes several rooms (or
all of the hall, or the laptops besides) is in a virtual room, which stands for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from timetabler.exporters.fet.names import Names
from timetabler.models.school import School
from timetabler.models.span import Span, touches
from timetabler.models.timetable import Placement, Timetable


class Rooms:
    """Where each lesson is, and the rooms that it takes for that."""

    def __init__(self, timetable: Timetable, names: Names) -> None:
        school = timetable.school
        self.names = names.places
        for room in school.rooms:
            for _ in range(1, min(room.classes, len(school.classes))):
                self.names.add(room.id)
        self._busy: dict[str, list[Span]] = defaultdict(list)
        taken = {p: self._taken(p, school) for p in timetable.placements}
        self.virtual: dict[tuple[str, ...], str] = {}
        """Rooms that a lesson takes at once -> the name of the virtual room."""
        for units in taken.values():
            if len(units) > 1 and units not in self.virtual:
                self.virtual[units] = self.names.both(units)
        self.of = {p: self.virtual.get(units, units[0]) for p, units in taken.items() if units}
        """Lesson -> name of its room, of those that have one."""

    def standing_for(self, rooms: Iterable[str]) -> tuple[str, ...]:
        """Names of some rooms, and of the virtual rooms for lessons that are in one of them."""
        units = tuple(unit for room in rooms for unit in self.names.units[room])
        return (*units, *(name for taken, name in self.virtual.items() if taken[0] in units))

    def _taken(self, placement: Placement, school: School) -> tuple[str, ...]:
        own = (placement.room,) if placement.room is not None else ()
        return tuple(
            unit
            for room in dict.fromkeys((*own, *placement.course.needs))
            for unit in self._units(room, school.room_share(placement.course, room), placement.span)
        )

    def _units(self, room: str, number: int, span: Span) -> list[str]:
        free = [u for u in self.names.units[room] if not touches(self._busy[u], span)]
        while len(free) < number:
            free.append(self.names.add(room))
        for unit in free[:number]:
            self._busy[unit].append(span)
        return free[:number]
