"""A finished timetable in the terms of FET: hours, activities, and when nobody is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from timetabler.exporters.fet.activity import Activity, Cell
from timetabler.exporters.fet.choosing import Choosing
from timetabler.exporters.fet.hours import Hours
from timetabler.exporters.fet.names import Names
from timetabler.exporters.fet.places import Rooms
from timetabler.exporters.fet.pupils import Pupils
from timetabler.exporters.fet.terms import Terms, common_terms
from timetabler.models.resources import Course, Teacher
from timetabler.models.span import Span
from timetabler.models.timetable import Placement
from timetabler.views import Book


class FetBook:
    """All that a FET file says of a book, besides its rules."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.school = book.school
        self.names = Names(self.school)
        self.hours = Hours(self.school, (p.span for p in book.timetable.placements))
        self.pupils = Pupils(self.school, self.names)
        self.rooms = Rooms(book.timetable, self.names)

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """By course, in the order of the school file, and time."""
        return tuple(self._activities())

    def _activities(self) -> Iterator[Activity]:
        free, timetable = 1, self.book.timetable
        for course in self.school.courses:
            lessons = timetable.of_course[course.id]
            hours = [self.hours.of(p.span) for p in lessons]
            for number, placement in enumerate(lessons):
                yield Activity(
                    id=free + number,
                    split=free if len(lessons) > 1 else 0,
                    total=sum(map(len, hours)),
                    placement=placement,
                    lesson=self.book.activities.lessons[placement],
                    teachers=tuple(self.names.teacher[t] for t in timetable.teachers_of(placement)),
                    students=self.pupils.of(course),
                    tags=tuple(self.names.tag[t] for t in course.tags),
                    hours=hours[number],
                    room=self.rooms.of.get(placement, ""),
                )
            free += len(lessons)

    @cached_property
    def teachers(self) -> tuple[Teacher, ...]:
        """Those who teach, and others who have a lesson or a meeting."""
        busy = {name for activity in self.activities for name in activity.teachers}
        return tuple(
            t
            for t in self.school.teachers
            if t.role == "teacher" or self.names.teacher[t.id] in busy
        )

    @cached_property
    def of_course(self) -> dict[str, tuple[Activity, ...]]:
        """id of a course -> its activities, by time."""
        found: dict[str, list[Activity]] = {c.id: [] for c in self.school.courses}
        for activity in self.activities:
            found[activity.course.id].append(activity)
        return {course: tuple(activities) for course, activities in found.items()}

    def of_courses(self, courses: Iterable[Course]) -> tuple[Activity, ...]:
        """The activities of these courses, course by course."""
        return tuple(a for course in courses for a in self.of_course[course.id])

    @cached_property
    def of_placement(self) -> dict[Placement, Activity]:
        """Lesson -> its activity."""
        return {a.placement: a for a in self.activities}

    @cached_property
    def choosing(self) -> Choosing:
        """Activities by what they have in common."""
        subjects = {a: self.names.subject[a.course.subject] for a in self.activities}
        return Choosing(self.pupils, subjects)

    @cached_property
    def terms(self) -> Terms | None:
        """Those that rules speak of, if any."""
        return common_terms(self.book.problem.rules, self.school)

    @cached_property
    def cells(self) -> frozenset[Cell]:
        """All of the cycle."""
        days, hours = range(len(self.school.week.days)), range(len(self.hours.clocks))
        return frozenset((d, h) for d in days for h in hours)

    def met(self, spans: Iterable[Span]) -> frozenset[Cell]:
        """The cells that have a minute in common with any of these."""
        return frozenset((s.day, h) for s in spans for h in self.hours.of(s))

    def starts(self, spans: Iterable[Span], length: int) -> frozenset[Cell]:
        """Where those of these spans begin that are just so many hours in a row."""
        clocks = self.hours.clocks
        return frozenset(
            (span.day, hours[0])
            for span in spans
            for hours in [self.hours.of(span)]
            if len(hours) == length and span[1:] == (clocks[hours[0]][0], clocks[hours[-1]][1])
        )

    @cached_property
    def breaks(self) -> frozenset[Cell]:
        """Where nobody has lessons, by the bells; no activity may run across them."""
        return self.cells.difference(
            *self._open.values(), self.met(p.span for p in self.book.timetable.placements)
        )

    @cached_property
    def _open(self) -> dict[str | None, frozenset[Cell]]:
        """Class (None: staff by themselves, if they meet) -> where its bells have lessons."""
        bells = dict.fromkeys(b for c in self.school.courses for b in self.school.bells_of(c))
        return {b: self.met(p.span for p in self.school.periods(b, "lesson")) for b in bells}

    def closed(self, class_id: str) -> frozenset[Cell]:
        """Where a class has no lessons, by its bells and its times away, though others have."""
        lessons = self.book.timetable.lessons_of(self.school.class_[class_id])
        open_ = self.met(p.span for p in self.school.periods(class_id, "lesson"))
        return self.cells - open_ - self.met(p.span for p in lessons) - self.breaks

    def away(self, spans: Iterable[Span]) -> frozenset[Cell]:
        """Where somebody is not there who is away at these times."""
        return self.met(spans) - self.breaks
