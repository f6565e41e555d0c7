"""The rows of every table of the analytics package. ``tables.toml`` says what the columns mean."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple, TypeAlias

from timetabler.models.duties import Duty
from timetabler.models.resources import Source
from timetabler.models.week import Period, clock
from timetabler.views import Activity, Book, curriculum

Line: TypeAlias = tuple[object, ...]


class Bell(NamedTuple):
    """A row of dim_period: a timeslot of a day, as some classes meet it."""

    day: int
    start: int
    end: int
    label: str
    kind: str

    @classmethod
    def of(cls, period: Period) -> Bell:
        """The bell of a period of a class."""
        return cls(period.day, *period.span[1:], period.slot.id, period.kind)


WEEK = "A"
"""Id of the week of a cycle that has only one."""
_ACTIVITY = {
    "lesson": "face_to_face",
    "home": "face_to_face",
    "support": "support",
    "duty": "duty",
    "release": "release",
    "free": "free",
    "away": "absent",
}


class Tables:
    """The tables of one book: a method for each, by its name."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.school = book.school

    @cached_property
    def _yard(self) -> list[Duty]:
        return [duty for duty in self.school.duties if duty.sort == "duty"]

    def rows(self, table: str) -> list[Line]:
        """The rows of a table, in a stable order."""
        method: Callable[[], Iterator[Line]] = getattr(self, f"_{table}")
        return list(method())

    @cached_property
    def _timetable_id(self) -> str:
        """Of what is taught when, where and by whom: nothing else makes it another timetable."""
        lessons = [
            (p.course.id, tuple(p.span), p.room, p.teachers) for p in self.book.timetable.placements
        ]
        duties = [(duty.id, person) for duty, person in self.book.timetable.duties]
        told = repr([*lessons, *duties])
        return f"{self.school.id}-{hashlib.sha256(told.encode()).hexdigest()[:12]}"

    @cached_property
    def _periods(self) -> dict[Bell, str]:
        """The bells of all classes, and the duty times, by day and time, each with its id."""
        bells = {Bell.of(p) for c in self.school.classes for p in self.school.periods(c.id)}
        known = {bell[:-1] for bell in bells}
        bells |= {b for b in map(_duty_time, self._yard) if b[:-1] not in known}
        namesakes = Counter((bell.day, bell.label) for bell in bells)
        ids = {}
        for bell in sorted(bells):
            ids[bell] = f"{self._week(bell.day)}-{self._day(bell.day)}-{bell.label}"
            if namesakes[bell.day, bell.label] > 1:
                ids[bell] += f"-{clock(bell.start)}-{clock(bell.end)}-{bell.kind}"
        return ids

    @cached_property
    def _duty_periods(self) -> dict[tuple[int, int, int, str], str]:
        """(day, start, end, name) of a duty time -> its id: a time of its own, or a whole break."""
        return {bell[:-1]: period_id for bell, period_id in self._periods.items()}

    def _week(self, day: int) -> str:
        week = self.school.week
        return week.week_name(week.week_of(day)) or WEEK

    def _day(self, day: int) -> str:
        """Name of a day within its week."""
        name = self.school.week.days[day]
        return name.rpartition(" ")[0] if self.school.week.weeks else name

    def _period_of(self, activity: Activity) -> str:
        if activity.duty and activity.doing == "duty":
            return self._duty_periods[_duty_time(activity.duty)[:-1]]
        return self._periods[Bell.of(activity.period)]

    def _dim_school(self) -> Iterator[Line]:
        yield self.school.id, self.school.name

    def _dim_timetable(self) -> Iterator[Line]:
        book, outcome = self.book, self.book.outcome
        yield (
            self._timetable_id,
            self.school.id,
            self.school.term,
            outcome.status.value,
            book.report.cost,
            outcome.bound,
            None if outcome.gap is None else round(100 * outcome.gap, 2),
            round(outcome.seconds, 3),
            outcome.seed,
            outcome.workers,
            book.version,
            book.solver,
            book.problem.sha256,
        )

    def _dim_week(self) -> Iterator[Line]:
        for number, name in enumerate(self.school.week.weeks or (WEEK,), 1):
            yield name, number

    def _dim_period(self) -> Iterator[Line]:
        sequence: Counter[int] = Counter()
        for bell, period_id in self._periods.items():
            sequence[bell.day] += 1
            yield (
                period_id,
                self._week(bell.day),
                bell.day + 1,
                self.school.week.days[bell.day],
                bell.label,
                sequence[bell.day],
                clock(bell.start),
                clock(bell.end),
                bell.end - bell.start,
                bell.kind,
            )

    def _dim_subject(self) -> Iterator[Line]:
        for subject, code in self.book.code.items():
            home = subject not in self.school.subjects
            yield subject, code, home, subject in self.school.specialist_subjects

    def _dim_teacher(self) -> Iterator[Line]:
        roles = dict.fromkeys(self.school.class_teachers, "class_teacher")
        roles |= dict.fromkeys(self.school.specialists, "specialist")
        for teacher in self.school.teachers:
            yield teacher.id, teacher.name, teacher.fte, roles.get(teacher.id, "other")

    def _dim_class(self) -> Iterator[Line]:
        for c in self.school.classes:
            teacher = c.homes[0][0] if c.homes else None
            yield c.id, c.name, ", ".join(c.years), teacher, c.students

    def _dim_room(self) -> Iterator[Line]:
        homes = {c.room for c in self.school.classes}
        for room in self.school.rooms:
            yield room.id, room.name, "home" if room.id in homes else "shared", room.classes

    def _fact_lesson(self) -> Iterator[Line]:
        for class_id, activities in self.book.activities.of_class.items():
            segments: Counter[str] = Counter()
            for a in activities:
                period = self._periods[Bell.of(a.period)]
                segments[period] += 1
                yield (
                    self._timetable_id,
                    class_id,
                    period,
                    segments[period],
                    *_times(a),
                    self.book.subject(a),
                    a.lesson,
                    a.course.id if a.course else None,
                    ", ".join(a.groups),
                    a.teachers[0] if a.teachers else None,
                    a.room,
                    a.doing == "home",
                    a.course is not None and not a.course.home,
                    bool(a.groups),
                    a.joint,
                    a.double,
                )

    def _staff(self) -> Iterator[tuple[str, str, int, Activity]]:
        """(teacher, period, segment, activity) of everybody."""
        for teacher_id, activities in self.book.activities.of_teacher.items():
            segments: Counter[str] = Counter()
            for activity in activities:
                period = self._period_of(activity)
                segments[period] += 1
                yield teacher_id, period, segments[period], activity

    def _fact_staff_time(self) -> Iterator[Line]:
        for teacher_id, period, segment, a in self._staff():
            teaching = _ACTIVITY[a.doing] == "face_to_face"
            yield (
                self._timetable_id,
                teacher_id,
                period,
                segment,
                *_times(a),
                _ACTIVITY[a.doing],
                a.doing == "home",
                a.lesson,
                self.book.subject(a) if teaching else None,
                a.room,
                len(a.classes) if teaching else 0,
            )

    def _fact_release(self) -> Iterator[Line]:
        for teacher_id, period, segment, a in self._staff():
            if a.doing == "release":
                class_id = a.classes[0]
                cover = self._cover(class_id, a)
                minutes = a.span.minutes
                yield self._timetable_id, teacher_id, period, segment, minutes, class_id, cover

    def _cover(self, class_id: str, release: Activity) -> str | None:
        """Who leads the class while its own teacher is released."""
        leads = (
            a.teachers[0]
            for a in self.book.activities.of_class[class_id]
            if a.span.meets(release.span) and a.teachers
        )
        return next(leads, None)

    def _curriculum_requirement(self) -> Iterator[Line]:
        for line in curriculum(self.book):
            if line.required is not None:
                courses = (
                    course
                    for course in self.school.courses_in(line.subject)
                    if line.class_id in self.school.classes_of(course)
                )
                source = next(courses).source
                yield line.class_id, line.subject, line.required, _written(source)

    def _rule_result(self) -> Iterator[Line]:
        for r in self.book.report.results:
            yield (
                self._timetable_id,
                r.rule + 1,
                r.kind,
                r.title,
                r.required,
                None if r.required else r.weight,
                r.met,
                r.points,
                r.deviation,
                r.cost,
                _written(r.source),
                r.asked_by,
                r.note,
            )

    def _rule_violation(self) -> Iterator[Line]:
        for r in self.book.report.results:
            for number, f in enumerate(r.findings, 1):
                said = (f.key, f.deviation, f.cost, f.sentence, "; ".join(f.witnesses))
                yield self._timetable_id, r.rule + 1, number, *said


def _duty_time(duty: Duty) -> Bell:
    """A duty time of a day; of support, the part of a period."""
    return Bell(duty.span.day, duty.span.start, duty.span.end, duty.time, "duty")


def _times(activity: Activity) -> tuple[str, str, int]:
    span = activity.span
    return clock(span.start), clock(span.end), span.minutes


def _written(source: Source) -> str | None:
    """Where something was written; nobody wrote what always holds."""
    return str(source) if source.line else None
