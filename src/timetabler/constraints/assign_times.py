"""assign_times: every lesson of every course has a time that fits the bells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural


class AssignTimes(Constraint):
    """Every lesson of every course has a time that fits the bells of its classes.

    If the cycle has several weeks, a lesson is in each of them, at the same time and in the same
    room, unless its course is not in every week.

    A lesson of several periods takes periods in a row, without a break between them unless the
    course says ``across_breaks: true``.

    The deviation is the number of lessons missing or too many, for each length, of lessons at times
    where the bells have no place for them, and of times and rooms of one week that another week
    does not have.

    It always holds; no need to write it.
    """

    kind: Literal["assign_times"] = "assign_times"
    standing = True
    absence = True
    example = "{kind: assign_times, required: true}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each course."""
        for course in school.courses:
            often = "a week" if school.week.weeks else f"a {school.week.word}"
            yield Point(course.id, (course, often if course.weeks is None else "in the cycle"))

    def encode(self, point: Point, enc: Encoder) -> None:
        """As many lessons of each length as the course has."""
        course, _ = point.about
        school = enc.school
        for length, lessons in sorted(Counter(school.lessons(course)).items()):
            places = school.places(course, length)
            enc.exactly(enc.count(*(enc.at(course, s) for s in places)), lessons)
        if school.weekly(course):
            for span in school.spans(course):
                first = school.week.in_week(span, 0)
                if first == span:
                    continue
                enc.exactly(enc.count(enc.at(course, span), (enc.at(course, first), -1)), 0)
                rooms = school.rooms_for(course)
                for room in rooms if len(rooms) > 1 else ():
                    here, there = (enc.in_room(course, s, room) for s in (span, first))
                    enc.exactly(enc.count(here, (there, -1)), 0)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons missing, too many, or where the bells have no place for them."""
        course, _ = point.about
        school = timetable.school
        lessons = timetable.of_course[course.id]
        placed = Counter(school.spans(course).get(p.span, 0) for p in lessons)
        wanted = Counter(school.lessons(course))
        wrong = sum(abs(placed[n] - wanted[n]) for n in placed.keys() | wanted.keys())
        return wrong + (_irregular(course, lessons, school) if school.weekly(course) else 0)

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:
        """The lessons of the course that are placed."""
        course, _ = point.about
        return timetable.of_course[course.id]

    def sentence(self, point: Point) -> str:
        """How many lessons the course has."""
        course, often = point.about
        counts = sorted(Counter(course.lengths).items())
        if course.minutes is not None:
            return (
                f"{course.id}: {plural(len(course.lengths), 'lesson')} of {course.minutes} minutes"
            )
        parts = [plural(n, _length(length)) for length, n in counts]
        return f"{course.id}: {' and '.join(parts)} {often}"

    def title(self) -> str:
        """The rule in a sentence."""
        return "Every lesson has a time"


def _irregular(course: Course, lessons: Iterable[Placement], school: School) -> int:
    """Times and rooms of the first week that another has not, and the other way round."""
    chosen = len(school.rooms_for(course)) > 1
    weeks: list[set[tuple[Span, str | None]]] = [set() for _ in school.week.days_by_week]
    for lesson in lessons:
        first = school.week.in_week(lesson.span, 0)
        if lesson.span in school.spans(course):
            said = weeks[school.week.week_of(lesson.span.day)]
            said.add((first, None))
            if chosen and lesson.room in school.rooms_for(course):
                said.add((first, lesson.room))
    return sum(len(other ^ weeks[0]) for other in weeks[1:])


def _length(periods: int) -> str:
    return {1: "lesson", 2: "double"}.get(periods, f"lesson of {periods} periods")
