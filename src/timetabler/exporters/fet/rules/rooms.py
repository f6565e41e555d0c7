"""In which rooms lessons are."""

from __future__ import annotations

from collections.abc import Iterator

from timetabler.constraints.prefer_rooms import PreferRooms
from timetabler.constraints.room_stability import RoomStability
from timetabler.exporters.fet.book import FetBook
from timetabler.exporters.fet.said import CannotSay, FetConstraint, Part, listed, says, times
from timetabler.models.resources import Room
from timetabler.spec.problem import Rule


@says("room_stability")
def few(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """Never a wish in FET, which takes a place for each lesson of a hall for another room."""
    constraint = rule.constraint
    assert isinstance(constraint, RoomStability)
    for point in rule.points:
        _, courses, rooms = point.about
        whole = all(constraint.all_in_scope(c, fet.school) and not c.needs for c in courses)
        single = all(len(fet.rooms.names.units[room]) == 1 for room in rooms)
        if not rule.required or not whole or not single:
            raise CannotSay
        most = ("Max_Number_of_Different_Rooms", constraint.at_most)
        parts = (*listed(fet.of_courses(courses)), most)
        yield FetConstraint("ActivitiesOccupyMaxDifferentRooms", parts, space=True)


@says("keep_rooms_free")
def free(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """FET counts the hours of each room, and has one such constraint for a room."""
    for point in rule.points:
        room, _, periods = point.about
        units = fet.rooms.names.units[room.id]
        if len(units) > 1 or room.away or not fet.hours.whole or not _first(rule, room, fet):
            raise CannotSay
        closed = times("Not_Available_Time", "Day", "Hour", fet.met(periods), fet)
        yield FetConstraint("RoomNotAvailableTimes", (("Room", units[0]), *closed), space=True)


def _first(rule: Rule, room: Room, fet: FetBook) -> bool:
    """Whether no rule before it is about keeping the room free."""
    before = (other for other in fet.book.problem.rules[: rule.index] if other.kind == rule.kind)
    return all(room != point.about[0] for other in before for point in other.points)


@says("prefer_rooms")
def prefer(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """One of these rooms, or a virtual room that has one of them."""
    assert isinstance(rule.constraint, PreferRooms)
    for point in rule.points:
        course, good = point.about
        names = fet.rooms.standing_for(good)
        if not names:
            raise CannotSay
        rooms: tuple[Part, ...] = tuple(("Preferred_Room", name) for name in names)
        for lesson in rule.constraint.lessons_of(course, fet.book.timetable):
            id_ = fet.of_placement[lesson].id
            parts = (("Activity_Id", id_), ("Number_of_Preferred_Rooms", len(rooms)), *rooms)
            yield FetConstraint("ActivityPreferredRooms", parts, space=True)
