"""prefer_rooms: lessons are in some rooms rather than in others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import RoomNames
from timetabler.constraints.scope import LessonScope
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


class PreferRooms(LessonScope):
    """Lessons are in these rooms rather than in others that their courses may use.

    Courses that may not use any of these rooms are not meant.

    The deviation is the number of lessons elsewhere. Weight 1 if nothing is said.
    """

    kind: Literal["prefer_rooms"] = "prefer_rooms"
    rooms: Annotated[RoomNames, Field(min_length=1, description="Any one of these rooms.")]
    usual_weight = 1
    example = "{kind: prefer_rooms, subjects: PE, rooms: [oval], weight: 2}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each course in scope that has the choice."""
        for course in self.courses(school):
            allowed = school.rooms_for(course)
            good = tuple(r for r in allowed if r in self.rooms)
            if len(good) < len(allowed):
                yield Point(course.id, (course, good))

    def encode(self, point: Point, enc: Encoder) -> None:
        """Where there is a lesson, it is in one of these rooms."""
        course, good = point.about
        for span in enc.school.spans(course):
            there = (enc.in_room(course, span, room) for room in good)
            enc.at_least(enc.count(*there, (self.lesson_at(course, span, enc), -1)), 0)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons elsewhere."""
        return len(self.witnesses(point, timetable))

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """The lessons elsewhere."""
        course, good = point.about
        return [p for p in self.lessons_of(course, timetable) if p.room not in good]

    def sentence(self, point: Point) -> str:
        """The course and the rooms."""
        course, good = point.about
        return f"{course.id} is in {words(good, 'or')}"

    def title(self) -> str:
        """The rule in a sentence."""
        rooms = words(self.rooms, "or")
        return f"The {self.scope_words('rooms')} are in {rooms} rather than elsewhere"
