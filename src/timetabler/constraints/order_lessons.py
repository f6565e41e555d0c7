"""order_lessons: lessons of one subject come before those of another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Annotated, Literal

from pydantic import Field, model_validator

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import ClassNames, SubjectNames, YearNames
from timetabler.constraints.scope import class_words
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


class OrderLessons(Constraint):
    """For each class, lessons of one subject come before those of another.

    ``within: day``: on days with both, all lessons of ``first`` end before any of ``then`` starts.
    ``within: week``: that holds over the whole week, in each week of the cycle.

    The deviation is the number of pairs of lessons in the wrong order, or at the same time.
    """

    kind: Literal["order_lessons"] = "order_lessons"
    classes: ClassNames = ()
    years: YearNames = ()
    first: Annotated[SubjectNames, Field(min_length=1, description="Subjects that come first.")]
    then: Annotated[SubjectNames, Field(min_length=1, description="Subjects that come after.")]
    within: Annotated[Literal["day", "week"], Field(description="Where the order holds.")] = "day"
    counts = ("pair",)
    example = "{kind: order_lessons, first: Maths, then: PE, within: day, weight: 2}"

    @model_validator(mode="after")
    def _different_subjects(self) -> OrderLessons:
        if both := set(self.first) & set(self.then):
            raise ValueError(f"{words(sorted(both))} cannot come before itself")
        return self

    def points(self, school: School) -> Iterator[Point]:
        """One for each class that has both."""
        for class_ in school.select_classes(self.classes, self.years):
            mine = school.courses_of_pupils[class_.id]
            first = [c for c in mine if c.subject in school.select_subjects(self.first)]
            then = [c for c in mine if c.subject in school.select_subjects(self.then)]
            pairs = tuple((a, b) for a, b in product(first, then) if a is not b)
            if pairs:
                whole = "week" if school.week.weeks else school.week.word
                yield Point(class_.id, (class_, pairs, self._within(whole)))

    def _wrong(self, one: Span, other: Span, school: School) -> bool:
        if self.within == "day" and one.day != other.day:
            return False
        same_week = school.week.week_of(one.day) == school.week.week_of(other.day)
        return same_week and (one.day, one.end) > (other.day, other.start)

    def encode(self, point: Point, enc: Encoder) -> None:
        """No two lessons in the wrong order."""
        _, pairs, _ = point.about
        for first, then in pairs:
            for one, other in product(enc.school.spans(first), enc.school.spans(then)):
                if self._wrong(one, other, enc.school):
                    enc.at_most(enc.count(enc.at(first, one), enc.at(then, other)), 1)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Pairs of lessons in the wrong order."""
        return len(self._found(point, timetable))

    def _found(self, point: Point, timetable: Timetable) -> list[tuple[Placement, Placement]]:
        _, pairs, _ = point.about
        placed = timetable.of_course
        both = ((p, q) for a, b in pairs for p, q in product(placed[a.id], placed[b.id]))
        return [(p, q) for p, q in both if self._wrong(p.span, q.span, timetable.school)]

    def witnesses(self, point: Point, timetable: Timetable) -> dict[Placement, None]:
        """The lessons of these pairs."""
        return dict.fromkeys(p for pair in self._found(point, timetable) for p in pair)

    def sentence(self, point: Point) -> str:
        """The class and the order."""
        class_, _, within = point.about
        return f"{class_.name} has {words(self.first)} before {words(self.then)} {within}"

    def title(self) -> str:
        """The rule in a sentence."""
        classes = class_words(self.classes, self.years)
        return (
            f"For {classes}: {words(self.first)} before {words(self.then)} {self._within('week')}"
        )

    def _within(self, whole: str) -> str:
        return "on each day" if self.within == "day" else f"over the whole {whole}"
