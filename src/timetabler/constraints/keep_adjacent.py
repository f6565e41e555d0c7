"""keep_adjacent: lessons are directly before or after certain others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import SubjectNames
from timetabler.constraints.scope import LessonScope
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


class KeepAdjacent(LessonScope):
    """Each lesson in scope is directly before or after a lesson of another subject.

    ``next_to`` says which; without it, another lesson of the same course. Both are lessons of the
    same class, on one day, with no other lesson or home time between them, and no break either
    unless ``across_breaks: true``. Passing time may be between them.

    The deviation is, for each class, the number of lessons in scope without such a neighbour.
    """

    kind: Literal["keep_adjacent"] = "keep_adjacent"
    next_to: Annotated[SubjectNames, Field(description="Subjects of the neighbours.")] = ()
    across_breaks: Annotated[bool, Field(description="A break may be between them.")] = False
    example = "{kind: keep_adjacent, subjects: Swimming, next_to: PE, years: [5], required: true}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each course and class."""
        subjects = school.select_subjects(self.next_to)
        chosen = {c.id: c for c in self.classes_in(school)}
        for course in self.courses(school):
            for class_id in school.classes_of(course):
                if class_ := chosen.get(class_id):
                    mine = school.courses_of_pupils[class_id]
                    next_to = tuple(c for c in mine if c is not course and c.subject in subjects)
                    others = next_to if self.next_to else (course,)
                    yield Point(f"{class_id}|{course.id}", (class_, course, others))

    def encode(self, point: Point, enc: Encoder) -> None:
        """Where there is a lesson, there is at least one neighbour."""
        class_, course, others = point.about
        for span in enc.school.spans(course):
            near = (
                enc.at(other, s)
                for other in others
                for s in enc.school.spans(other)
                if enc.school.adjacent(class_.id, span, s, self.across_breaks)
            )
            enc.at_least(enc.count(*near, (self.lesson_at(course, span, enc), -1)), 0)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons without a neighbour."""
        return len(self.witnesses(point, timetable))

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """The lessons without a neighbour."""
        class_, course, others = point.about
        adjacent = timetable.school.adjacent
        near = [p.span for other in others for p in timetable.of_course[other.id]]
        return [
            p
            for p in self.lessons_of(course, timetable)
            if not any(adjacent(class_.id, p.span, s, self.across_breaks) for s in near)
        ]

    def sentence(self, point: Point) -> str:
        """Class, course and neighbour."""
        class_, course, _ = point.about
        where = "" if course.classes == (class_.id,) else f", in class {class_.name}"
        return f"Each lesson of {course.id} is directly {self._next()}{where}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"Each {self.scope_words(number=1)} is directly {self._next()}"

    def _next(self) -> str:
        return f"before or after {words(self.next_to, 'or') or 'another of the same course'}"
