"""spread_lessons: lessons of a course are on different days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from timetabler.constraints.base import Limit, Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.scope import LessonScope
from timetabler.models.reasons import Shortage
from timetabler.models.resources import Course, Room, Teacher
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural


class SpreadLessons(LessonScope):
    """At most one lesson of a course is on each day.

    Applies to each course in scope with several lessons. A double is one lesson.

    The deviation is, for each day, the number of lessons after the first.
    """

    kind: Literal["spread_lessons"] = "spread_lessons"
    example = "{kind: spread_lessons, subjects: [Maths, PE], required: true}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each course with several lessons."""
        for course in self.courses(school):
            if len(course.lengths) > 1:
                yield Point(course.id, (course,))

    def encode(self, point: Point, enc: Encoder) -> None:
        """At most one lesson a day."""
        (course,) = point.about
        for day in range(len(enc.school.week.days)):
            enc.at_most(enc.count(*enc.lessons_on(course, day)), 1)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons after the first of each day."""
        (course,) = point.about
        lessons = timetable.of_course[course.id]
        return len(lessons) - len({p.span.day for p in lessons})

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:
        """Lessons that share a day."""
        (course,) = point.about
        lessons = timetable.of_course[course.id]
        days = [p.span.day for p in lessons]
        return [p for p in lessons if days.count(p.span.day) > 1]

    def limits(self, school: School) -> Iterator[Limit]:
        """One lesson of each course a day."""
        for point in self.points(school):
            (course,) = point.about
            for day in range(len(school.week.days)):
                yield Limit(course, frozenset([course]), (day,), 1)

    def sentence(self, point: Point) -> str:
        """The course and the rule."""
        (course,) = point.about
        return f"{course.id}: lessons are on different days"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"No two {self.scope_words(number=2)} of one course are on the same day"

    def shortage(self, school: School) -> Iterator[Shortage]:
        """A course has more lessons than there are days on which it can have one."""
        for point in self.points(school):
            (course,) = point.about
            open_ = tuple(span for span in school.spans(course) if _open(course, span, school))
            for part in school.week.counted:
                lessons = len(school.least_lessons(course, *part.weeks))
                days = {span.day for span in open_}.intersection(part.days)
                if lessons > len(days):
                    when = f"only on {school.week.day_words(days)}" if days else "on no day"
                    yield Shortage(
                        f"{course.id}: {plural(lessons, 'lesson')} {part.when}, each on a day of "
                        f"its own, but a lesson can be {when}{_people(course, school)}",
                        (course.source, *(t.source for t in _part_time(course, school))),
                    )
                    break  # one week is enough to see it


def _open(course: Course, span: Span, school: School) -> bool:
    """Whether somebody of each pool is on site then, and some room is open."""
    choices: list[list[Teacher | Room]] = [[school.teacher[t] for t in p] for p in course.staff]
    choices.append([school.room[r] for r in school.rooms_for(course)])
    return all(any(one.here(span) for one in choice) for choice in choices if choice)


def _part_time(course: Course, school: School) -> list[Teacher]:
    """The teachers of a course who are not always on site."""
    people = dict.fromkeys(t for pool in course.staff for t in pool)
    return [school.teacher[t] for t in people if school.teacher[t].away]


def _people(course: Course, school: School) -> str:
    """On which days they are on site, for a person to check."""
    said = [
        f"{who.name} is on site on {school.week.day_words(school.days_on_site(who))}"
        for who in _part_time(course, school)
    ]
    return f" ({'; '.join(said)})" if said else ""
