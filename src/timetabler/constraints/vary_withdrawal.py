"""vary_withdrawal: pupils are not withdrawn from the same subject every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.scope import LessonScope
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural


class VaryWithdrawal(LessonScope):
    """Pupils who are withdrawn from their class do not miss the same subject every time.

    For each course in scope, each of its classes and each subject that its ``withdraws_from`` says
    may be missed: at most so many of its lessons in a week take pupils out of lessons of that
    subject. Time with the class teacher in which no course is counts as no subject.

    The deviation is the number of lessons of the course above the limit.
    """

    kind: Literal["vary_withdrawal"] = "vary_withdrawal"
    at_most: Annotated[
        int, Field(ge=0, le=100, description="The most lessons in a week out of one subject.")
    ] = 1
    example = "{kind: vary_withdrawal, subjects: [EAL, Tutoring], weight: 2}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each course, class, subject and week in which the limit can be exceeded."""
        chosen = {c.id for c in self.classes_in(school)}
        for course in self.courses(school):
            for class_id in (c for c in school.classes_of(course) if c in chosen):
                missed = school.missed(course, class_id)
                for subject in course.withdraws or ():
                    courses = tuple(c for c in missed if c.subject == subject)
                    if min(len(course.lengths), _most(course, courses, school)) <= self.at_most:
                        continue
                    for week, days in enumerate(school.week.days_by_week):
                        name = school.week.week_name(week)
                        key = "|".join(filter(None, (course.id, class_id, subject, name)))
                        about = (course, school.class_[class_id], courses, subject, days, name)
                        yield Point(key, about)

    def encode(self, point: Point, enc: Encoder) -> None:
        """Count the lessons that have a moment in common with a lesson of the subject."""
        course, _, courses, _, days, _ = point.about
        out = []
        for span in enc.school.spans(course):
            if span.day in days:
                moments = enc.school.within(span)
                missed = (x for c in courses for m in moments for x in enc.taught(c, m))
                out.append(enc.all_of((self.lesson_at(course, span, enc), enc.any_of(missed))))
        enc.at_most(enc.count(*out), self.at_most)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons above the limit."""
        course, *_ = point.about
        out = sum(p.course is course for p in self.witnesses(point, timetable))
        return max(0, out - self.at_most)

    def witnesses(self, point: Point, timetable: Timetable) -> dict[Placement, None]:
        """The lessons that take pupils out of the subject, and what they miss of it."""
        course, _, courses, _, days, _ = point.about
        others = [p for c in courses for p in timetable.of_course[c.id]]
        found: dict[Placement, None] = {}
        for lesson in self.lessons_of(course, timetable):
            missed = [p for p in others if p.span.meets(lesson.span)]
            if lesson.span.day in days and missed:
                found.update(dict.fromkeys((lesson, *missed)))
        return found

    def sentence(self, point: Point) -> str:
        """Which course, whose pupils, out of what."""
        course, class_, _, subject, _, week = point.about
        when = f"in week {week}" if week else f"a {self._week}"
        return (
            f"{course.id} takes pupils of {class_.name} out of {subject} "
            f"for at most {plural(self.at_most, 'lesson')} {when}"
        )

    def title(self) -> str:
        """The rule in a sentence."""
        return (
            f"{self.the_lessons} take pupils out of the same subject "
            f"at most {_times(self.at_most)} a {self._week}"
        )


def _most(course: Course, missed: Iterable[Course], school: School) -> int:
    """The most lessons of a course that can be at the time of lessons of some other courses."""
    spans = sorted(school.spans(course), key=lambda s: (s.day, s.end))

    def during(place: Span) -> int:
        """How many of them one lesson there can overlap: always the one that ends first."""
        number, free_from = 0, 0
        for span in spans:
            if span.meets(place) and span.start >= free_from:
                number, free_from = number + 1, span.end
        return number

    return sum(
        max(map(during, school.places(other, length)), default=0)
        for other in missed
        for length in other.lengths
    )


def _times(number: int) -> str:
    return "once" if number == 1 else plural(number, "time")
