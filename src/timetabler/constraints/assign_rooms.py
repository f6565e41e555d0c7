"""assign_rooms: every lesson that needs a room is in one that it may use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


class AssignRooms(Constraint):
    """Every lesson that needs a room is in one that it may use.

    A course that names rooms uses any one of them, in each lesson anew; a course of one class that
    names none is in the home room of the class. A class without a home room needs none.

    The deviation is the number of lessons outside these rooms.

    It always holds; no need to write it.
    """

    kind: Literal["assign_rooms"] = "assign_rooms"
    standing = True
    example = "{kind: assign_rooms, required: true}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each course that needs a room."""
        for course in school.courses:
            if rooms := school.rooms_for(course):
                names = words((school.room[r].name for r in rooms), "or")
                yield Point(course.id, (course, rooms, names))

    def encode(self, point: Point, enc: Encoder) -> None:
        """A lesson at a span is in one of the rooms at that span."""
        course, rooms, _ = point.about
        for span in enc.school.spans(course):
            placed = (enc.in_room(course, span, room) for room in rooms)
            enc.at_least(enc.count(*placed, (enc.at(course, span), -1)), 0)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons elsewhere, or nowhere."""
        return len(self.witnesses(point, timetable))

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """The lessons elsewhere, or nowhere."""
        course, rooms, _ = point.about
        return [p for p in timetable.of_course[course.id] if p.room not in rooms]

    def sentence(self, point: Point) -> str:
        """Where the course may be."""
        course, _, names = point.about
        return f"{course.id} is in {names}"

    def title(self) -> str:
        """The rule in a sentence."""
        return "Every lesson that needs a room has one"
