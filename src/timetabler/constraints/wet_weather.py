"""wet_weather: whatever is outdoors has a place under a roof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder, Sum
from timetabler.constraints.names import RoomNames
from timetabler.models.resources import Course, Room
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


class Crowd(NamedTuple):
    """Outdoor rooms whose lessons have nowhere else to go than to these shelters."""

    outdoors: tuple[Room, ...]
    shelters: tuple[Room, ...]

    def places(self, moment: Span) -> int:
        """How many classes the shelters hold at that moment."""
        return sum(room.classes for room in self.shelters if room.here(moment))


class WetWeather(Constraint):
    """In wet weather every outdoor lesson could go to a room that its own room names as ``wet``.

    At any time, the classes outdoors and those that are in these rooms anyway are no more than the
    rooms hold. Where outdoor rooms share shelters they are counted together: two classes on the
    oval and one on the courts need three places in the hall and the gym. A joint lesson takes as
    many as it would in the smallest of its shelters.

    The deviation is the number of minutes in which a class has no place, added up over the classes.
    """

    kind: Literal["wet_weather"] = "wet_weather"
    rooms: RoomNames = ()
    absence = True
    counts = ("minute",)
    example = "{kind: wet_weather, rooms: [oval], weight: 1, note: Or PE is in the classroom}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each set of outdoor rooms that share shelters."""
        for rooms in _sharing([r for r in self._outdoors(school) if _courses(r, school)], school):
            spans = (s for r in rooms for c in _courses(r, school) for s in school.spans(c))
            moments = tuple(dict.fromkeys(m for span in spans for m in school.within(span)))
            yield Point("|".join(r.id for r in rooms), (_crowds(rooms, school), moments))

    def _outdoors(self, school: School) -> list[Room]:
        return [r for r in school.rooms if r.wet and (not self.rooms or r.id in self.rooms)]

    def encode(self, point: Point, enc: Encoder) -> None:
        """The shelters that are most overcrowded say how many classes have no place."""
        crowds, moments = point.about
        for moment in moments:
            enc.at_most_each([_missing(c, moment, enc) for c in crowds], 0, moment.minutes)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Minutes without a place, for each class that has none."""
        crowds, moments = point.about
        return sum(
            m.minutes * max(0, *(_without_place(c, m, timetable) for c in crowds)) for m in moments
        )

    def witnesses(self, point: Point, timetable: Timetable) -> dict[Placement, None]:
        """The lessons outdoors that are too many, and those in the shelters."""
        crowds, moments = point.about
        return dict.fromkeys(
            lesson
            for moment in moments
            for crowd in crowds
            if _without_place(crowd, moment, timetable) > 0
            for room in (*crowd.outdoors, *crowd.shelters)
            for lesson in timetable.at(room, moment)
        )

    def sentence(self, point: Point) -> str:
        """Which rooms, and where to."""
        (*_, whole), _ = point.about
        places = words((r.name for r in whole.shelters), "or")
        where = f"a place in {places}" if places else "a place under a roof"
        return f"In wet weather lessons in {words(r.name for r in whole.outdoors)} have {where}"

    def title(self) -> str:
        """The rule in a sentence."""
        rooms = f" in {words(self.rooms, 'or')}" if self.rooms else ""
        return f"In wet weather every outdoor lesson{rooms} has a place under a roof"


def _courses(room: Room, school: School) -> list[Course]:
    """Courses whose own room it may be."""
    return [c for c in school.courses_of_room[room.id] if room.id in school.rooms_for(c)]


def _sharing(rooms: Iterable[Room], school: School) -> list[list[Room]]:
    """Outdoor rooms in sets that share shelters, directly or by others."""
    found: list[list[Room]] = []
    for room in rooms:
        shelters = set(school.shelters(room.id))
        near = [s for s in found if any(not shelters.isdisjoint(school.shelters(r.id)) for r in s)]
        found = [s for s in found if s not in near]
        found.append([*(r for some in near for r in some), room])
    return found


def _crowds(rooms: Iterable[Room], school: School) -> tuple[Crowd, ...]:
    """For every union of their shelters, the rooms that have no other: the widest one last.

    If each of these has enough places, there is a way to give everybody one (Hall, 1935).
    """
    own = {r: frozenset(school.shelters(r.id)) for r in rooms}
    unions: set[frozenset[str]] = set()
    for shelters in own.values():
        unions |= {shelters, *(shelters | other for other in unions)}
    return tuple(
        Crowd(
            tuple(r for r in own if own[r] <= union),
            tuple(r for r in school.rooms if r.id in union),
        )
        for union in sorted(unions, key=lambda u: (len(u), sorted(u)))
    )


def _missing(crowd: Crowd, moment: Span, enc: Encoder) -> Sum:
    """Places that the crowd needs at that moment, less those that there are."""
    school = enc.school
    outdoors = (
        (enc.in_room(c, s, room.id), school.shelter_share(c, room.id))
        for room in crowd.outdoors
        for c in _courses(room, school)
        for s in school.over(c, moment)
    )
    inside = (enc.load(room, moment) for room in crowd.shelters)
    return enc.count(*outdoors, *inside, -crowd.places(moment))


def _without_place(crowd: Crowd, moment: Span, timetable: Timetable) -> int:
    school = timetable.school
    outdoors = sum(
        school.shelter_share(lesson.course, room.id)
        for room in crowd.outdoors
        for lesson in timetable.at(room, moment)
        if lesson.room == room.id
    )
    inside = sum(timetable.load(room, moment) for room in crowd.shelters)
    return outdoors + inside - crowd.places(moment)
