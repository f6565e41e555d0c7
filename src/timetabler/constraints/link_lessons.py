"""link_lessons: lessons of several courses start together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder, Lit
from timetabler.constraints.scope import LessonScope
from timetabler.models.reasons import Shortage
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural, words


class LinkLessons(LessonScope):
    """All courses in scope have their lessons at the same times: parallel maths, split groups.

    Lessons are at the same time if they start together; with ``same: day``, if they are on the same
    day, with ``same: hour``, if they start at the same time of whichever day. For parallel lessons
    in each of several years, write one rule for each year.

    The deviation is, for each course after the first, the number of lessons of it and of the first
    course that start without one of the other. With ``pairs: true``, any two of the courses are
    compared, and each lesson of the earlier one that starts without one of the other counts.
    """

    kind: Literal["link_lessons"] = "link_lessons"
    same: Annotated[
        Literal["time", "day", "hour"], Field(description="What of their starts is the same.")
    ] = "time"
    pairs: Annotated[
        bool, Field(description="Whether each two of the courses count, not each with the first.")
    ] = False
    example = "{kind: link_lessons, subjects: Maths, years: [5], required: true}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each course after the first; with pairs, one for each two."""
        courses = self.courses(school)
        compared = (
            combinations(courses, 2) if self.pairs else ((courses[0], c) for c in courses[1:])
        )
        for first, other in compared:
            yield Point(f"{first.id}|{other.id}", (first, other))

    def encode(self, point: Point, enc: Encoder) -> None:
        """As many lessons of the one as of the other begin at each start."""
        first, other = (self._starts(course, enc) for course in point.about)
        for start in sorted({*first, *other}):
            difference = enc.count(*first[start], *((lit, -1) for lit in other[start]))
            if self.pairs:
                enc.at_most(difference, 0)
            else:
                enc.exactly(difference, 0)

    def _starts(self, course: Course, enc: Encoder) -> Mapping[tuple[int, ...], list[Lit]]:
        found: dict[tuple[int, ...], list[Lit]] = defaultdict(list)
        for span in enc.school.spans(course):
            found[self._start(span)].append(enc.at(course, span))
        return found

    def _start(self, span: Span) -> tuple[int, ...]:
        """What of the start has to be the same."""
        starts = {"time": (span.day, span.start), "day": (span.day,), "hour": (span.start,)}
        return starts[self.same]

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons of the two, or with pairs of the first of them, that start alone."""
        first, other = self._begun(point, timetable)
        alone = (first - other).total()
        return alone if self.pairs else alone + (other - first).total()

    def _begun(self, point: Point, timetable: Timetable) -> list[Counter[tuple[int, ...]]]:
        """For each of the two courses, how many lessons begin at each start."""
        placed = (timetable.of_course[course.id] for course in point.about)
        return [Counter(self._start(p.span) for p in some) for some in placed]

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """The lessons that start alone."""
        first, other = self._begun(point, timetable)
        placed = (p for course in point.about for p in timetable.of_course[course.id])
        return [p for p in placed if first[self._start(p.span)] != other[self._start(p.span)]]

    def sentence(self, point: Point) -> str:
        """The two courses."""
        first, other = point.about
        return f"{other.id} is {self._at_the_same()} as {first.id}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"{self.the_lessons} are {self._at_the_same()}"

    def _at_the_same(self) -> str:
        said = {"time": "at the same times", "day": "on the same days"}
        return said.get(self.same, "at the same times of day")

    def shortage(self, school: School) -> Iterator[Shortage]:
        """Courses with different numbers of lessons, or too few teachers to give all at a time."""
        courses = self.courses(school)
        for point in self.points(school):
            first, other = point.about
            one, two = (len(school.lessons(course)) for course in point.about)
            if one > two or (one < two and not self.pairs):
                yield Shortage(
                    f"{self.sentence(point)}, but {first.id} has "
                    f"{plural(one, 'lesson')} a {school.week.word} and {other.id} has {two}",
                    (first.source, other.source),
                )
        if self.same != "time":
            return
        for people in dict.fromkeys(frozenset(pool) for c in courses for pool in c.staff):
            theirs = [c for c in courses if any(people.issuperset(pool) for pool in c.staff)]
            if len(theirs) > len(people):
                names = words(t.name for t in school.teachers if t.id in people)
                yield Shortage(
                    f"{words(c.id for c in theirs)} are to be at the same times, but only {names} "
                    f"can give them",
                    tuple(c.source for c in theirs),
                )
