"""order_lessons: lessons of one subject come before those of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Annotated, Literal

from pydantic import Field, model_validator

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder, Lit
from timetabler.constraints.names import ClassNames, SubjectNames, TagNames, YearNames
from timetabler.constraints.scope import class_words
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


class OrderLessons(Constraint):
    """For each class, lessons of one subject come before those of another.

    ``within: day``: on days with both, all lessons of ``first`` end before any of ``then`` starts.
    ``within: week``: that holds over the whole week, in each week of the cycle.

    ``first_tags`` and ``then_tags`` name courses by their tags instead: all of the ones come before
    all of the others, whichever classes they are for.

    The deviation is the number of pairs of lessons in the wrong order, or at the same time.
    """

    kind: Literal["order_lessons"] = "order_lessons"
    classes: ClassNames = ()
    years: YearNames = ()
    first: Annotated[SubjectNames, Field(description="Subjects that come first.")] = ()
    then: Annotated[SubjectNames, Field(description="Subjects that come after.")] = ()
    first_tags: Annotated[TagNames, Field(description="Tags of courses that come first.")] = ()
    then_tags: Annotated[TagNames, Field(description="Tags of courses that come after.")] = ()
    within: Annotated[Literal["day", "week"], Field(description="Where the order holds.")] = "day"
    counts = ("pair",)
    example = "{kind: order_lessons, first: Maths, then: PE, within: day, weight: 2}"

    @model_validator(mode="after")
    def _different_lessons(self) -> OrderLessons:
        by_subject, by_tag = (self.first, self.then), (self.first_tags, self.then_tags)
        if all(by_subject) == all(by_tag) or (any(by_subject) and any(by_tag)):
            raise ValueError("write first and then, or first_tags and then_tags")
        both = set(self.first) & set(self.then) | set(self.first_tags) & set(self.then_tags)
        if both:
            raise ValueError(f"{words(sorted(both))} cannot come before itself")
        return self

    def points(self, school: School) -> Iterator[Point]:
        """One for each class that has both; one for all courses with these tags."""
        whole = "week" if school.week.weeks else school.week.word
        when = self._within(whole)
        if self.first_tags:
            first, then = (
                school.select_courses(self.classes, self.years, tags=tags)
                for tags in (self.first_tags, self.then_tags)
            )
            if pairs := _pairs(first, then):
                yield Point("all", (None, pairs, when))
            return
        for class_ in school.select_classes(self.classes, self.years):
            mine = school.courses_of_pupils[class_.id]
            firsts, thens = (
                [c for c in mine if c.subject in school.select_subjects(subjects)]
                for subjects in (self.first, self.then)
            )
            if pairs := _pairs(firsts, thens):
                yield Point(class_.id, (class_, pairs, when))

    def _wrong(self, one: Span, other: Span, school: School) -> bool:
        late = (one.day, one.end) > (other.day, other.start)
        return late and self._same_part(one, other, school)

    def encode(self, point: Point, enc: Encoder) -> None:
        """No two lessons in the wrong order."""
        _, pairs, _ = point.about
        for first, then in pairs:
            if len(enc.school.lessons(first)) == len(enc.school.lessons(then)) == 1:
                enc.at_most_each([enc.count(*cut) for cut in self._cuts(first, then, enc)], 1)
                continue
            for one, other in product(enc.school.spans(first), enc.school.spans(then)):
                if self._wrong(one, other, enc.school):
                    enc.at_most(enc.count(enc.at(first, one), enc.at(then, other)), 1)

    def _cuts(self, first: Course, then: Course, enc: Encoder) -> Iterator[list[Lit]]:
        """Places for one lesson of each, of which no two go together.

        What is too late for a lesson is too late for those before it, too.
        """
        school = enc.school
        for cut in school.spans(then):
            late = [enc.at(first, s) for s in school.spans(first) if self._wrong(s, cut, school)]
            if late:
                before = (
                    s
                    for s in school.spans(then)
                    if (s.day, s.start) <= (cut.day, cut.start) and self._same_part(s, cut, school)
                )
                yield [*late, *(enc.at(then, s) for s in before)]

    def _same_part(self, one: Span, other: Span, school: School) -> bool:
        """Whether the order holds between lessons there at all."""
        if self.within == "day":
            return one.day == other.day
        return school.week.week_of(one.day) == school.week.week_of(other.day)

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
        who = f"{class_.name} has " if class_ else ""
        return f"{who}{self._order()} {within}"

    def title(self) -> str:
        """The rule in a sentence."""
        classes = class_words(self.classes, self.years)
        return f"For {classes}: {self._order(inside=True)} {self._within('week')}"

    def _order(self, *, inside: bool = False) -> str:
        if self.first:
            return f"{words(self.first)} before {words(self.then)}"
        first, then = words(self.first_tags, "or"), words(self.then_tags, "or")
        return f"{'l' if inside else 'L'}essons tagged {first} before those tagged {then}"

    def _within(self, whole: str) -> str:
        return "on each day" if self.within == "day" else f"over the whole {whole}"


def _pairs(first: Iterable[Course], then: Iterable[Course]) -> tuple[tuple[Course, Course], ...]:
    return tuple((a, b) for a, b in product(first, then) if a is not b)
