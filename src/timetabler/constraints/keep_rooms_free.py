"""keep_rooms_free: rooms have no lessons at some times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder, Lit
from timetabler.constraints.names import RoomNames, Times
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span, touches
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


class KeepRoomsFree(Constraint):
    """No lessons are in these rooms at certain times: the hall had better be free on Friday.

    A lesson that needs the room besides its own counts too; a class in its home room without a
    lesson does not. A room that is really closed has these times as its ``away``.

    The deviation is, for each room, the number of periods with a lesson, however many there are.
    """

    kind: Literal["keep_rooms_free"] = "keep_rooms_free"
    rooms: Annotated[RoomNames, Field(min_length=1, description="These rooms.")]
    times: Annotated[Times, Field(min_length=1, description="When they are to be free.")]
    counts = ("period",)
    example = "{kind: keep_rooms_free, rooms: [hall], times: [Fri], weight: 3}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each room that a lesson could be in then."""
        during = school.times(self.times)
        for room in (r for r in school.rooms if r.id in self.rooms):
            courses = school.courses_of_room[room.id]
            bells = school.timeline(school.bells_of_all(courses), "lesson")
            if periods := tuple(period for period in bells if touches(during, period)):
                yield Point(room.id, (room, courses, periods))

    def encode(self, point: Point, enc: Encoder) -> None:
        """No period has a lesson there."""
        room, courses, periods = point.about
        used = (
            enc.any_of(
                self._lesson_in(room.id, course, span, enc)
                for course in courses
                for span in enc.school.spans(course)
                if span.meets(period)
            )
            for period in periods
        )
        enc.at_most(enc.count(*used), 0)

    def _lesson_in(self, room: str, course: Course, span: Span, enc: Encoder) -> Lit:
        return enc.at(course, span) if room in course.needs else enc.in_room(course, span, room)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Periods with a lesson there."""
        lessons = self.witnesses(point, timetable)
        return sum(any(p.span.meets(period) for p in lessons) for period in point.about[-1])

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """The lessons there then."""
        room, _, periods = point.about
        return [p for p in timetable.lessons_of(room) if touches(periods, p.span)]

    def forbidden(self, school: School) -> Iterator[tuple[Course, Span]]:
        """When a course would be in such a room in any case."""
        for room, courses, periods in (point.about for point in self.points(school)):
            for course in courses:
                if room.id in course.needs or school.only_in(course, frozenset([room.id])):
                    spans = (s for s in school.spans(course) if touches(periods, s))
                    yield from ((course, span) for span in spans)

    def sentence(self, point: Point) -> str:
        """The room, and when."""
        return f"{point.about[0].name} has no lessons during {words(self.times, 'or')}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"No lessons in {words(self.rooms, 'or')} during {words(self.times, 'or')}"
