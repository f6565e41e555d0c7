"""The roll: who is in which class with whom, as the other systems of a school take it over.

It says who teaches whom, and not when: it stays the same when a lesson is moved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal, NamedTuple

from timetabler.models.calendar import Calendar
from timetabler.models.resources import ClassGroup, Course, Teacher
from timetabler.views.book import Book
from timetabler.views.naming import classes_in_words
from timetabler.views.person_names import split_name
from timetabler.views.series import coded_terms

Part = Literal["teacher", "aide", "student"]


class Student(NamedTuple):
    """A pupil, as a list of the school says."""

    id: str
    class_id: str
    given: str
    family: str
    year: str = ""
    """Empty if it is not known: of a composite class, where nobody wrote it."""
    email: str = ""
    username: str = ""


class Session(NamedTuple):
    """The school year, or a term of it."""

    code: str
    title: str
    sort: Literal["schoolYear", "term"]
    first: date
    after: date
    """The day after its last."""


class Subject(NamedTuple):
    """A subject of some classes; home time is one."""

    name: str
    code: str
    years: tuple[str, ...]


class Section(NamedTuple):
    """A class as other systems see it: pupils with their teachers, for one subject.

    ``homeroom``: a class with its own teachers. ``scheduled``: a course with those who give it.
    """

    sort: Literal["homeroom", "scheduled"]
    local: str
    """Id of the class, or of the course."""
    code: str
    """The same with the school year: next year there are other pupils in it."""
    title: str
    subject: str
    years: tuple[str, ...]
    teachers: tuple[str, ...]
    """Ids; the first one is responsible."""
    students: tuple[str, ...]
    room: str
    """Name of the room; empty if there are several, or none."""
    minutes: int | None
    """A week; None if the days of the cycle do not make weeks."""


class Person(NamedTuple):
    """Somebody who teaches, supports or learns."""

    part: Part
    id: str
    given: str
    family: str
    email: str
    username: str
    """What the list says, else the e-mail address, else the id."""
    year: str
    """Of a student."""


@dataclass(frozen=True, eq=False)
class Roll:
    """The roll of one school year. The school needs a calendar, else ValueError."""

    book: Book
    students: tuple[Student, ...] = ()

    @cached_property
    def year(self) -> str:
        """The school year: ``2027``."""
        return school_year(self.book.school.calendar)

    @cached_property
    def school_year(self) -> Session:
        """From the first day of the first term to the last of the last."""
        calendar = self.book.school.calendar
        first, last = calendar.first, calendar.last
        title = "-".join(dict.fromkeys((str(first.year), str(last.year))))
        return Session(self.year, title, "schoolYear", first, last + _DAY)

    @cached_property
    def terms(self) -> tuple[Session, ...]:
        """The terms, in order."""
        return tuple(
            Session(f"{self.year} {code}", term.name, "term", term.first, term.last + _DAY)
            for code, term in coded_terms(self.book.school.calendar)
        )

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The classes of the school, then the courses that have a lesson. A meeting has no pupils:
        it is none."""
        placed = self.book.timetable.of_course
        courses = (c for c in self.book.school.courses if placed[c.id] and not c.staff_only)
        return (
            *(self._homeroom(c) for c in self.book.school.classes),
            *(self._scheduled(c) for c in courses),
        )

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """What the sections are about, home time first, each with the years that have it."""
        years: dict[str, dict[str, None]] = {}
        for section in self.sections:
            years.setdefault(section.subject, {}).update(dict.fromkeys(section.years))
        return tuple(Subject(s, self.book.code[s], tuple(found)) for s, found in years.items())

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Teachers and aides, then students. Other staff have no class: they are left out."""
        staff = (self._staff(t) for t in self.book.school.teachers)
        return (*(p for p in staff if p), *(self._student(s) for s in self.students))

    def _homeroom(self, class_: ClassGroup) -> Section:
        school = self.book.school
        own = [a for a in self.book.activities.of_class[class_.id] if a.doing == "home"]
        return Section(
            sort="homeroom",
            local=class_.id,
            code=f"{self.year} {class_.id}",
            title=class_.name,
            subject=school.home_subject,
            years=class_.years,
            teachers=tuple(dict.fromkeys(t for t, _ in class_.homes)),
            students=self._in([class_.id]),
            room=school.room[class_.room].name if class_.room else "",
            minutes=self._weekly(a.span.minutes for a in own),
        )

    def _scheduled(self, course: Course) -> Section:
        school = self.book.school
        classes = school.classes_of(course)
        groups = ", ".join(school.group[g].name for g in course.groups)
        lessons = self.book.timetable.of_course[course.id]
        rooms = {p.room for p in lessons}
        (room,) = rooms if len(rooms) == 1 else (None,)
        return Section(
            sort="scheduled",
            local=course.id,
            code=f"{self.year} {course.id}",
            title=f"{course.subject} {groups or classes_in_words(school, classes)}",
            subject=course.subject,
            years=tuple(dict.fromkeys(y for c in classes for y in school.class_[c].years)),
            teachers=self._teachers[course.id],
            students=self._in(course.classes),
            room=school.room[room].name if room else "",
            minutes=self._weekly(school.minutes(course, p.span) for p in lessons),
        )

    @cached_property
    def _teachers(self) -> dict[str, tuple[str, ...]]:
        """course -> everybody who gives it; whoever leads comes before those who only help."""
        leads: dict[str, dict[str, None]] = {}
        others: dict[str, dict[str, None]] = {}
        for activities in self.book.activities.of_class.values():
            for activity in activities:
                if activity.course:
                    leads.setdefault(activity.course.id, {}).update(
                        dict.fromkeys(activity.teachers[:1])
                    )
                    others.setdefault(activity.course.id, {}).update(
                        dict.fromkeys(activity.teachers[1:])
                    )
        return {c: tuple(first | others[c]) for c, first in leads.items()}

    def _in(self, classes: Iterable[str]) -> tuple[str, ...]:
        """The students of whole classes. Who is in a group, no list of a class can say."""
        return tuple(s for c in classes for s in self._of_class.get(c, ()))

    @cached_property
    def _of_class(self) -> dict[str, tuple[str, ...]]:
        return by_class(self.students)

    def _weekly(self, minutes: Iterable[int]) -> int | None:
        week = self.book.school.week
        whole = week.weeks or week.word == "week"
        return round(sum(minutes) / len(week.days_by_week)) if whole else None

    def _staff(self, teacher: Teacher) -> Person | None:
        if teacher.role == "other":
            return None
        given, family = split_name(teacher.name)
        username = teacher.email or teacher.id
        return Person(teacher.role, teacher.id, given, family, teacher.email, username, "")

    def _student(self, student: Student) -> Person:
        years = self.book.school.class_[student.class_id].years
        year = student.year or (years[0] if len(years) == 1 else "")
        username = student.username or student.email or student.id
        given, family, email = student.given, student.family, student.email
        return Person("student", student.id, given, family, email, username, year)


def by_class(students: Iterable[Student]) -> dict[str, tuple[str, ...]]:
    """class -> ids of its students, in their order; a class without any is left out."""
    found: dict[str, list[str]] = {}
    for student in students:
        found.setdefault(student.class_id, []).append(student.id)
    return {class_id: tuple(ids) for class_id, ids in found.items()}


def school_year(calendar: Calendar) -> str:
    """The year in which the last term ends: ``2027``. ValueError: no date is known."""
    return str(calendar.last.year)


_DAY = timedelta(days=1)
