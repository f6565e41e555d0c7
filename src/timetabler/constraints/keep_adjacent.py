"""keep_adjacent: lessons are directly before or after certain others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import SubjectNames, TagNames
from timetabler.constraints.scope import LessonScope
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


class KeepAdjacent(LessonScope):
    """Each lesson in scope is directly before or after a lesson of another subject.

    ``next_to`` says which; without it, another lesson of the same course. Both are lessons of the
    same class, on one day, with no other lesson or home time between them, and no break either
    unless ``across_breaks: true``. Passing time may be between them. ``side`` may ask that it is
    before the other, or after it.

    ``next_to_tags`` names the others by their tags: then they may be of other classes too.

    The deviation is, for each class, the number of lessons in scope without such a neighbour; with
    ``next_to_tags``, each lesson counts once.
    """

    kind: Literal["keep_adjacent"] = "keep_adjacent"
    next_to: Annotated[SubjectNames, Field(description="Subjects of the neighbours.")] = ()
    next_to_tags: Annotated[
        TagNames, Field(description="The neighbours are of courses with any of these tags.")
    ] = ()
    side: Annotated[
        Literal["before", "after", "either"],
        Field(description="On which side of a neighbour the lesson is."),
    ] = "either"
    across_breaks: Annotated[bool, Field(description="A break may be between them.")] = False
    example = "{kind: keep_adjacent, subjects: Swimming, next_to: PE, years: [5], required: true}"

    @model_validator(mode="after")
    def _one_sort_of_neighbours(self) -> KeepAdjacent:
        if self.next_to and self.next_to_tags:
            raise ValueError("write next_to or next_to_tags, not both")
        return self

    def points(self, school: School) -> Iterator[Point]:
        """One for each course and class; for each course, if its neighbours may be of any class."""
        if self.next_to_tags:
            tagged = school.select_courses(tags=self.next_to_tags)
            for course in self.courses(school):
                others = tuple(c for c in tagged if c is not course)
                yield Point(course.id, (school.bells_of(course)[0], course, others, ""))
            return
        subjects = school.select_subjects(self.next_to)
        chosen = {c.id: c for c in self.classes_in(school)}
        for course in self.courses(school):
            for class_id in school.classes_of(course):
                if class_ := chosen.get(class_id):
                    mine = school.courses_of_pupils[class_id]
                    next_to = tuple(c for c in mine if c is not course and c.subject in subjects)
                    others = next_to if self.next_to else (course,)
                    where = "" if course.classes == (class_id,) else f", in class {class_.name}"
                    yield Point(f"{class_id}|{course.id}", (class_id, course, others, where))

    def _beside(self, bells: str | None, span: Span, other: Span, school: School) -> bool:
        """Whether a lesson there is a neighbour, on the right side."""
        on_side = {"before": span < other, "after": other < span}.get(self.side, True)
        return on_side and school.adjacent(bells, span, other, self.across_breaks)

    def encode(self, point: Point, enc: Encoder) -> None:
        """Where there is a lesson, there is at least one neighbour."""
        bells, course, others, _ = point.about
        for span in enc.school.spans(course):
            near = (
                enc.at(other, s)
                for other in others
                for s in enc.school.spans(other)
                if self._beside(bells, span, s, enc.school)
            )
            enc.at_least(enc.count(*near, (self.lesson_at(course, span, enc), -1)), 0)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons without a neighbour."""
        return len(self.witnesses(point, timetable))

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """The lessons without a neighbour."""
        bells, course, others, _ = point.about
        near = [p.span for other in others for p in timetable.of_course[other.id]]
        return [
            p
            for p in self.lessons_of(course, timetable)
            if not any(self._beside(bells, p.span, s, timetable.school) for s in near)
        ]

    def sentence(self, point: Point) -> str:
        """Class, course and neighbour."""
        _, course, _, where = point.about
        return f"Each lesson of {course.id} is directly {self._next()}{where}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"Each {self.scope_words(number=1)} is directly {self._next()}"

    def _next(self) -> str:
        side = "before or after" if self.side == "either" else self.side
        if self.next_to_tags:
            return f"{side} a lesson tagged {words(self.next_to_tags, 'or')}"
        return f"{side} {words(self.next_to, 'or') or 'another of the same course'}"
