"""room_stability: lessons keep to the same room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder, Lit
from timetabler.constraints.scope import LessonScope
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural


class RoomStability(LessonScope):
    """The lessons in scope of one course, or of one class, are in the same room.

    ``at_most`` allows several rooms. With ``per: class`` all courses of the class in scope share
    them; lessons of a part of a class do not count for the class. With ``per: scope`` all lessons
    in scope share them.

    The deviation is the number of rooms used above the limit. Weight 1 if nothing is said.
    """

    kind: Literal["room_stability"] = "room_stability"
    per: Annotated[Literal["course", "class", "scope"], Field(description="Whose lessons.")] = (
        "course"
    )
    at_most: Annotated[int, Field(ge=1, le=100, description="The most rooms.")] = 1
    usual_weight = 1
    counts = ("room",)
    example = "{kind: room_stability, subjects: [Art, Music], weight: 2}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each course or class, or for all in scope, that could use more rooms."""
        courses = self.courses(school)
        found: dict[str, tuple[Course, ...]] = {c.id: (c,) for c in courses}
        if self.per == "class":
            classes = self.classes_in(school)
            found = {one.id: tuple(c for c in courses if one.id in c.classes) for one in classes}
        elif self.per == "scope":
            found = {"all": courses}
        for key, some in found.items():
            rooms = tuple(dict.fromkeys(r for c in some for r in school.rooms_for(c)))
            if len(rooms) > self.at_most and sum(len(c.lengths) for c in some) > self.at_most:
                yield Point(key, (key, some, rooms))

    def encode(self, point: Point, enc: Encoder) -> None:
        """Rooms with a lesson are at most so many."""
        _, courses, rooms = point.about
        lessons = [(c, s) for c in courses for s in enc.school.spans(c)]
        used = (enc.any_of(self._lesson_in(r, c, s, enc) for c, s in lessons) for r in rooms)
        enc.at_most(enc.count(*used), self.at_most)

    def _lesson_in(self, room: str, course: Course, span: Span, enc: Encoder) -> Lit:
        there = enc.in_room(course, span, room)
        if self.all_in_scope(course, enc.school):
            return there
        return enc.all_of([there, self.lesson_at(course, span, enc)])

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Rooms used above the limit."""
        used = {p.room for p in self.witnesses(point, timetable)}
        return max(0, len(used) - self.at_most)

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """The lessons in rooms."""
        _, courses, rooms = point.about
        lessons = (p for c in courses for p in self.lessons_of(c, timetable))
        return [p for p in lessons if p.room in rooms]

    def sentence(self, point: Point) -> str:
        """Whose lessons."""
        if self.per == "scope":
            return self.title()
        return f"{point.about[0]} uses at most {plural(self.at_most, 'room')}"

    def title(self) -> str:
        """The rule in a sentence."""
        rooms = plural(self.at_most, "room")
        if self.per == "scope":
            return f"{self.the_lessons} use at most {rooms}"
        return f"For each {self.per}, the {self.scope_words()} use at most {rooms}"
