"""end_day: some lessons are the last of the day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder, Lit
from timetabler.constraints.scope import LessonScope
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable


class EndDay(LessonScope):
    """After a lesson in scope its pupils have no other lesson on that day.

    Nor has a class teacher the class in home time in a later lesson period; free periods and
    lessons of pupils who are not in it may follow. Meetings have no pupils, so they end no day.

    The deviation is the number of lessons in scope that are not the last.
    """

    kind: Literal["end_day"] = "end_day"
    example = "{kind: end_day, subjects: Sport, required: true}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each course in scope."""
        for course in self.courses(school):
            if school.classes_of(course):
                yield Point(course.id, (course, _others(course, school)))

    def encode(self, point: Point, enc: Encoder) -> None:
        """A lesson excludes everything that begins after it."""
        course, others = point.about
        days: dict[int, list[Span]] = {}
        for span in sorted(enc.school.spans(course), key=lambda s: -s.end):
            days.setdefault(span.day, []).append(span)
        for day, spans in days.items():
            events = _events(course, others, day, enc)
            later: Lit = False
            for span in spans:
                begun = [lit for start, lit in events if start >= span.end]
                events = events[: len(events) - len(begun)]
                later = enc.any_of([later, *begun])
                enc.at_most(enc.count(self.lesson_at(course, span, enc), later), 1)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons that are not the last."""
        return len(self.witnesses(point, timetable))

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """The lessons that are not the last."""
        course, others = point.about
        school = timetable.school
        lessons = [p.span for c in others for p in timetable.of_course[c.id]]
        lessons += (
            moment
            for class_id in school.classes_of(course)
            for moment in _lesson_moments(class_id, school)
            if timetable.at_home(class_id, moment)
        )
        return [
            p
            for p in self.lessons_of(course, timetable)
            if any(s.day == p.span.day and s.start >= p.span.end for s in lessons)
        ]

    def sentence(self, point: Point) -> str:
        """The course and the rule."""
        return f"{point.about[0].id}: nothing comes after it on the same day"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"{self.the_lessons} are the last of the day"


def _others(course: Course, school: School) -> tuple[Course, ...]:
    """The courses that some of its pupils are in, itself too."""
    missed = (c for class_id in school.classes_of(course) for c in school.missed(course, class_id))
    return tuple(dict.fromkeys((course, *missed)))


def _lesson_moments(class_id: str, school: School) -> Iterator[Span]:
    """The moments in lesson periods of a class."""
    for period in school.periods(class_id, "lesson"):
        yield from school.within(period.span)


def _events(
    course: Course, others: tuple[Course, ...], day: int, enc: Encoder
) -> list[tuple[int, Lit]]:
    """What the pupils may have on a day, each with when it begins, by that."""
    school = enc.school
    lessons = [(s.start, enc.at(c, s)) for c in others for s in school.spans(c) if s.day == day]
    homes = [
        (moment.start, enc.at_home(class_id, moment))
        for class_id in school.classes_of(course)
        for moment in _lesson_moments(class_id, school)
        if moment.day == day
    ]
    return sorted([*lessons, *homes], key=lambda event: event[0])
