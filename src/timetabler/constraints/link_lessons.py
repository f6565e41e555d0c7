"""link_lessons: lessons of several courses start together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder, Sum
from timetabler.constraints.scope import LessonScope
from timetabler.models.reasons import Shortage
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural, words


class LinkLessons(LessonScope):
    """All courses in scope have their lessons at the same times: parallel maths, split groups.

    Lessons are at the same time if they start together. For parallel lessons in each of several
    years, write one rule for each year.

    The deviation is, for each course after the first, the number of lessons of it and of the first
    course that start without one of the other.
    """

    kind: Literal["link_lessons"] = "link_lessons"
    example = "{kind: link_lessons, subjects: Maths, years: [5], required: true}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each course after the first."""
        courses = self.courses(school)
        for other in courses[1:]:
            yield Point(f"{courses[0].id}|{other.id}", (courses[0], other))

    def encode(self, point: Point, enc: Encoder) -> None:
        """As many lessons of the one as of the other begin at each start."""
        first, other = point.about
        spans = [*enc.school.spans(first), *enc.school.spans(other)]
        for start in sorted({s[:2] for s in spans}):
            enc.exactly(enc.count(_starts(first, start, enc), (_starts(other, start, enc), -1)), 0)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons of the two that start alone."""
        first, other = _begun(point, timetable)
        return sum(abs(first[start] - other[start]) for start in {*first, *other})

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """The lessons that start alone."""
        first, other = _begun(point, timetable)
        placed = (p for course in point.about for p in timetable.of_course[course.id])
        return [p for p in placed if first[p.span[:2]] != other[p.span[:2]]]

    def sentence(self, point: Point) -> str:
        """The two courses."""
        first, other = point.about
        return f"{other.id} is at the same times as {first.id}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"{self.the_lessons} are at the same times"

    def shortage(self, school: School) -> Iterator[Shortage]:
        """Courses with different numbers of lessons, or too few teachers to give all at a time."""
        courses = self.courses(school)
        for point in self.points(school):
            first, other = point.about
            one, two = (len(school.lessons(course)) for course in point.about)
            if one != two:
                yield Shortage(
                    f"{self.sentence(point)}, but {first.id} has "
                    f"{plural(one, 'lesson')} a {school.week.word} and {other.id} has {two}",
                    (first.source, other.source),
                )
        for people in dict.fromkeys(frozenset(pool) for c in courses for pool in c.staff):
            theirs = [c for c in courses if any(people.issuperset(pool) for pool in c.staff)]
            if len(theirs) > len(people):
                names = words(t.name for t in school.teachers if t.id in people)
                yield Shortage(
                    f"{words(c.id for c in theirs)} are to be at the same times, but only {names} "
                    f"can give them",
                    tuple(c.source for c in theirs),
                )


def _starts(course: Course, start: tuple[int, int], enc: Encoder) -> Sum:
    return enc.count(*(enc.at(course, s) for s in enc.school.spans(course) if s[:2] == start))


def _begun(point: Point, timetable: Timetable) -> list[Counter[tuple[int, int]]]:
    """For each of the two courses, how many lessons begin at each start."""
    return [Counter(p.span[:2] for p in timetable.of_course[c.id]) for c in point.about]
