"""assign_times: every lesson of every course has a time that fits the bells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural


class AssignTimes(Constraint):
    """Every lesson of every course has a time that fits the bells of its classes.

    A lesson of several periods takes periods in a row, without a break between them unless the
    course says ``across_breaks: true``.

    The deviation is the number of lessons missing or too many, for each length, and of lessons at
    times where the bells have no place for them.

    It always holds; no need to write it.
    """

    kind: Literal["assign_times"] = "assign_times"
    standing = True
    absence = True
    example = "{kind: assign_times, required: true}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each course."""
        for course in school.courses:
            yield Point(course.id, (course,))

    def encode(self, point: Point, enc: Encoder) -> None:
        """As many lessons of each length as the course has."""
        (course,) = point.about
        for length, lessons in sorted(Counter(course.lengths).items()):
            places = enc.school.places(course, length)
            enc.exactly(enc.count(*(enc.at(course, s) for s in places)), lessons)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons missing, too many, or where the bells have no place for them."""
        (course,) = point.about
        placed = Counter(
            timetable.school.spans(course).get(p.span, 0) for p in timetable.of_course[course.id]
        )
        wanted = Counter(course.lengths)
        return sum(abs(placed[n] - wanted[n]) for n in placed.keys() | wanted.keys())

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:
        """The lessons of the course that are placed."""
        (course,) = point.about
        return timetable.of_course[course.id]

    def sentence(self, point: Point) -> str:
        """How many lessons the course has."""
        course: Course = point.about[0]
        counts = sorted(Counter(course.lengths).items())
        if course.minutes is not None:
            return (
                f"{course.id}: {plural(len(course.lengths), 'lesson')} of {course.minutes} minutes"
            )
        parts = [plural(n, _length(length)) for length, n in counts]
        return f"{course.id}: {' and '.join(parts)} a week"

    def title(self) -> str:
        """The rule in a sentence."""
        return "Every lesson has a time"


def _length(periods: int) -> str:
    return {1: "lesson", 2: "double"}.get(periods, f"lesson of {periods} periods")
