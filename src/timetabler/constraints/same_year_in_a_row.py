"""same_year_in_a_row: a teacher has the same year in consecutive periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Literal

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.scope import TeacherScope
from timetabler.models.resources import Course, Teacher
from timetabler.models.school import School
from timetabler.models.span import Span, touches
from timetabler.models.timetable import Placement, Timetable


class SameYearInARow(TeacherScope):
    """When a teacher has two lessons in a row, they are for the same year: less to set up.

    Two lessons are in a row if nothing but passing time is between them; a break or a free period
    is something between. Composite classes have the same year as another class if they share any.
    Home time is no lesson, and classes without a year are left out.

    The deviation is the number of times a day that the year changes from one lesson to the next.
    (Of a teacher in two places at once, which a valid timetable does not have, the worst of the
    years that end counts.)
    """

    kind: Literal["same_year_in_a_row"] = "same_year_in_a_row"
    usual_weight = 1
    usual_teachers = "specialists"
    counts = ("change",)
    example = "{kind: same_year_in_a_row, teachers: specialists, weight: 1}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each teacher and day with lessons for several years."""
        for teacher in self.people(school):
            courses = [c for c in school.courses_of_teacher[teacher.id] if school.years_of(c)]
            if len({school.years_of(c) for c in courses}) < 2:
                continue
            for day in school.days_on_site(teacher):
                name = school.week.days[day]
                joints = _joints(courses, teacher, day, school)
                if joints:
                    yield Point(f"{teacher.id}|{name}", (teacher, joints, name))

    def encode(self, point: Point, enc: Encoder) -> None:
        """Where lessons meet: one that ends, or one that begins for other years, but not both."""
        teacher, joints, _ = point.about
        for ending, beginning in joints:
            pairs = _pairs(ending, beginning, enc.school)
            enc.at_most_each(
                [
                    enc.count(*(enc.taught_by(c, s, teacher.id) for c, s in (*years, *others)))
                    for years, others in pairs
                ],
                1,
            )

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """How often the year changes."""
        teacher, joints, _ = point.about
        lessons = {(p.course, p.span) for p in timetable.lessons_of(teacher)}
        years_of = timetable.school.years_of
        changes = 0
        for ending, beginning in joints:
            before = [years_of(c) for c, s in ending if (c, s) in lessons]
            after = [years_of(c) for c, s in beginning if (c, s) in lessons]
            seen = (
                before.count(years) + sum(not years & other for other in after)
                for years in {years_of(c) for c, _ in ending}
            )
            changes += max(0, max(seen) - 1)
        return changes

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:
        """The lessons around each change."""
        teacher, joints, _ = point.about
        lessons = timetable.lessons_of(teacher)
        found: dict[Placement, None] = {}
        for ending, beginning in joints:
            for years, others in _pairs(ending, beginning, timetable.school):
                places = {*years, *others}
                here = [p for p in lessons if (p.course, p.span) in places]
                if len(here) > 1:
                    found.update(dict.fromkeys(here))
        return found

    def sentence(self, point: Point) -> str:
        """Who and when."""
        teacher, _, day = point.about
        return f"{teacher.name} on {day}: lessons in a row are for the same year"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"For {self.people_words()}: lessons in a row are for the same year"


_Places = tuple[tuple[Course, Span], ...]


def _joints(
    courses: Iterable[Course], teacher: Teacher, day: int, school: School
) -> tuple[tuple[_Places, _Places], ...]:
    """Where lessons may follow each other: the ones that may end there, and that may begin."""
    places = [(c, s) for c in courses for s in school.spans(c) if s.day == day]
    met = school.classes_met(teacher)
    periods = [p.span for c in met for p in school.periods(c) if p.day == day]
    ends, starts = sorted({s.end for _, s in places}), sorted({s.start for _, s in places})
    return tuple(
        (
            tuple((c, s) for c, s in places if s.end == end),
            tuple((c, s) for c, s in places if s.start == start),
        )
        for end, start in product(ends, starts)
        if end == start or (end < start and not touches(periods, Span(day, end, start)))
    )


def _pairs(
    ending: _Places, beginning: _Places, school: School
) -> Iterator[tuple[_Places, _Places]]:
    """For the years of lessons that may end: these lessons, and those that begin for others."""
    for years in dict.fromkeys(school.years_of(c) for c, _ in ending):
        yield (
            tuple((c, s) for c, s in ending if school.years_of(c) == years),
            tuple((c, s) for c, s in beginning if not school.years_of(c) & years),
        )
