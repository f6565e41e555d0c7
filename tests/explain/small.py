"""A school of two classes with a timetable made by hand, small enough to think through."""

from __future__ import annotations

from collections.abc import Iterable

from timetabler.models.timetable import DutyPlacement, Placement, Timetable
from timetabler.spec.load import load_text
from timetabler.spec.problem import Problem

TEXT = """\
school: Small
week:
  days: [Mon, Tue]
  timeslots:
    - {id: S1, time: "09:00-10:00"}
    - {id: S2, time: "10:00-11:00"}
    - {id: recess, time: "11:00-11:30", kind: break}
    - {id: S3, time: "11:30-12:30"}
teachers:
  - {id: ana, name: Ana Rossi}
  - {id: ben, name: Ben Carter}
  - {id: pat, name: Pat Lee, fte: 0.5, days: [Tue]}
  - {id: mia, name: Mia Fox}
rooms:
  - {id: hall, name: Hall}
  - {id: oval, name: Oval}
classes:
  - {id: 1A, year: 1, teacher: ana, room: R1}
  - {id: 2B, year: 2, teacher: ben, room: R2}
courses:
  - {subject: PE, classes: all, teacher: pat, rooms: [oval, hall]}
  - {subject: Art, classes: all, teacher: mia}
  - {subject: Choir, classes: [1A], teacher: mia, room: hall, at: [Mon S3]}
duties:
  areas:
    - {id: oval, at: [recess], teachers: [ana, ben, mia]}
constraints:
  - {kind: prefer_times, subjects: Art, times: [S1], weight: 3, asked_by: Mia, note: Light}
  - {kind: limit_lessons_per_day, classes: all, at_most: 2}
"""

LESSONS = (
    ("1A Art", "Mon S2", "R1", "mia"),
    ("2B Art", "Mon S1", "R2", "mia"),
    ("1A Choir", "Mon S3", "hall", "mia"),
    ("1A PE", "Tue S1", "oval", "pat"),
    ("2B PE", "Tue S3", "oval", "pat"),
)
ROSTER = {"Mon": "ana", "Tue": "ben"}
"""Who has the duties of a day."""


def small(text: str = TEXT, lessons: Iterable[tuple[str, str, str, str]] = LESSONS) -> Timetable:
    """The timetable, of another school file if it has the same things."""
    return timetable(load_text(text), lessons)


def timetable(
    problem: Problem, lessons: Iterable[tuple[str, str, str, str]] = LESSONS
) -> Timetable:
    school = problem.school
    placed = (
        Placement(school.course[course], span, room or None, tuple(teachers.split()))
        for course, time, room, teachers in lessons
        for span in school.week.spans([time], school.classes_of(school.course[course])[0])
    )
    days = [day.split()[0] for day in school.week.days]
    roster = (DutyPlacement(duty, ROSTER[days[duty.span.day]]) for duty in school.duties)
    return Timetable(school, placed, roster)
