"""In which rooms lessons are."""

from __future__ import annotations

from collections.abc import Iterator

from timetabler.constraints.prefer_rooms import PreferRooms
from timetabler.exporters.fet.book import FetBook
from timetabler.exporters.fet.said import CannotSay, FetConstraint, Part, says
from timetabler.spec.problem import Rule


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
