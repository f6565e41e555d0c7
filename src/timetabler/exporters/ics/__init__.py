"""calendars/: the timetable by date, for the calendar programs of people.

A file for each class, member of staff and room, in a folder for each sort. Appointments are at
times of the clock on the wall, so that they stay there when clocks change; they are repeated by
counting, which needs no time zone either. Written as text: a general library took twenty times as
long for a school of 45 classes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from timetabler.exporters.base import Exporter, replacing_folder
from timetabler.exporters.dates import undated
from timetabler.exporters.file_names import file_names
from timetabler.exporters.ics.content import encode, events, moment, text
from timetabler.exporters.identifiers import stable_id
from timetabler.models.findings import Diagnostic
from timetabler.models.resources import ClassGroup, Room, Teacher
from timetabler.models.span import Span, clock
from timetabler.models.wording import words
from timetabler.spec.problem import Problem
from timetabler.views import Book, Row
from timetabler.views.agenda import Appointment, agenda, owners
from timetabler.views.cells import Sort
from timetabler.views.series import Series, series

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_FOLDERS: dict[Sort, str] = {"class": "classes", "teacher": "staff", "room": "rooms"}

_CLASS, _LESSON, _TEACHERS, _ROOM = (
    f"X-TIMETABLER-{name}" for name in ("CLASS", "LESSON", "TEACHERS", "ROOM")
)
"""Properties of our own, with ids: names may be alike. Other programs pass over them."""


class Calendars(Exporter):
    """iCalendar files with terms, holidays and weeks A and B; no e-mail address is in them."""

    name = "ics"
    filename = "calendars"
    summary = "calendars by date: classes, staff, rooms"

    def lacks(self, problem: Problem) -> Diagnostic | None:
        """See Exporter."""
        return undated(problem)

    def write(self, book: Book, path: Path) -> tuple[str, ...]:
        """See Exporter."""
        school = book.school
        dates = series(school.calendar, school.week)
        zone, remarks = _zone(school.calendar.timezone)
        pen = _Pen(book, dates, zone)
        with replacing_folder(path, tuple(_FOLDERS.values())) as folder:
            for sort, found in owners(book).items():
                (folder / _FOLDERS[sort]).mkdir()
                names = file_names(who.name for who in found)
                for who, name in zip(found, names, strict=True):
                    if lines := pen.calendar(sort, who):
                        file = folder / _FOLDERS[sort] / f"{name}.ics"
                        file.write_bytes(encode(lines))
        if missed := [day for i, day in enumerate(school.week.days) if i not in dates]:
            remarks.append(f"in these terms no date is a {words(missed, 'or')}")
        return tuple(remarks)

    def read_back(self, path: Path, problem: Problem) -> tuple[Row, ...]:
        """See Exporter. A day of the cycle that no date has is not in the files."""
        week, calendar = problem.school.week, problem.school.calendar
        days = {each.date: each.day for each in calendar.dates(week) if each.day is not None}
        found: dict[str, dict[tuple[str, Span], dict[str, str]]] = {}
        for file in sorted((path / _FOLDERS["class"]).iterdir()):
            for event in events(file.read_bytes()):
                start, end = (datetime.fromisoformat(event[n]) for n in ("DTSTART", "DTEND"))
                minute = start.hour * 60 + start.minute
                length = (end - start).seconds // 60
                span = Span(days[start.date()], minute, minute + length)
                of_class = found.setdefault(event[_CLASS], {})
                of_class[event.get(_LESSON, ""), span] = event
        return tuple(
            row for class_id, each in found.items() for row in _rows(problem, class_id, each)
        )


class _Pen:
    """Writes the calendars of one book."""

    def __init__(
        self, book: Book, dates: dict[int, tuple[Series, ...]], zone: ZoneInfo | None
    ) -> None:
        self.book = book
        self.dates = dates
        self.tzid = f";TZID={zone.key}" if zone else ""
        calendar = book.school.calendar
        self.stamp = f"DTSTAMP:{calendar.first:%Y%m%d}T000000Z"  # of the input: no clock is read
        self.zone_lines: list[str] = []
        if zone:
            from timetabler.exporters.ics.timezone import vtimezone

            self.zone_lines = vtimezone(zone, calendar.first, calendar.last)

    def calendar(self, sort: Sort, who: ClassGroup | Teacher | Room) -> list[str]:
        """The lines of a file; none if there is nothing to go to."""
        appointments = [
            line
            for appointment in agenda(self.book, who)
            for each in self.dates.get(appointment.span.day, ())
            for line in self._event(sort, who, appointment, each)
        ]
        if not appointments:
            return []
        school = self.book.school
        return [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            text("PRODID", f"-//timetabler//timetabler {self.book.version}//EN"),
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            text("X-WR-CALNAME", f"{who.name} ({school.name})"),
            *([text(_CLASS, who.id)] if sort == "class" else []),
            *self.zone_lines,
            *appointments,
            "END:VCALENDAR",
        ]

    def _event(
        self, sort: Sort, who: ClassGroup | Teacher | Room, one: Appointment, dates: Series
    ) -> Iterator[str]:
        school, span, tzid = self.book.school, one.span, self.tzid
        uid = stable_id(school.id, f"{sort} event", "\n".join((who.id, dates.term, one.key)))
        yield "BEGIN:VEVENT"
        yield f"UID:{uid}"
        yield self.stamp
        yield f"DTSTART{tzid}:{moment(dates.dates[0], span.start)}"
        yield f"DTEND{tzid}:{moment(dates.dates[0], span.end)}"
        if dates.step:
            every = f";INTERVAL={dates.step // 7}" if dates.step > 7 else ""
            yield f"RRULE:FREQ=WEEKLY{every};COUNT={dates.times}"
            if dates.skipped:
                yield f"EXDATE{tzid}:{','.join(moment(d, span.start) for d in dates.skipped)}"
        elif len(dates.dates) > 1:
            yield f"RDATE{tzid}:{','.join(moment(d, span.start) for d in dates.dates[1:])}"
        yield text("SUMMARY", one.title)
        if one.place:
            yield text("LOCATION", one.place)
        if one.notes:
            yield text("DESCRIPTION", "\n".join(one.notes))
        if sort == "class":
            if one.activity.lesson:
                yield text(_LESSON, one.activity.lesson)
            yield text(_TEACHERS, "\n".join(one.activity.teachers))
            yield text(_ROOM, one.activity.room or "")
        yield "END:VEVENT"


def _zone(name: str) -> tuple[ZoneInfo | None, list[str]]:
    """The time zone, and what to say if it is not known: then times are those of the clock on the
    wall wherever the reader is, which for a school is nearly as good."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if not name:
        return None, ["no time zone is known (calendar: {timezone: Australia/Melbourne})"]
    try:
        return ZoneInfo(name), []
    except (ZoneInfoNotFoundError, ValueError):  # no list of zones here, as on Windows
        return None, [f"this computer does not know {name}: it needs pip install tzdata"]


def _rows(
    problem: Problem, class_id: str, found: dict[tuple[str, Span], dict[str, str]]
) -> Iterator[Row]:
    """The rows of one class: an appointment has a row in each period that it is in."""
    school = problem.school
    slots: dict[tuple[str, int], set[str]] = {}
    pieces = [
        (lesson, Span(span.day, max(span.start, p.span.start), min(span.end, p.span.end)), p, event)
        for (lesson, span), event in found.items()
        for p in school.periods(class_id, "lesson", "home")
        if p.span.meets(span)
    ]
    for lesson, span, period, _ in pieces:
        slots.setdefault((lesson, span.day), set()).add(period.slot.id)
    for lesson, span, period, event in pieces:
        course = school.course[lesson.rpartition(" #")[0]] if lesson else None
        yield Row(
            class_id=class_id,
            day=school.week.days[span.day],
            timeslot=period.slot.id,
            start=clock(span.start),
            end=clock(span.end),
            minutes=span.minutes,
            subject=course.subject if course else school.home_subject,
            course=course.id if course else "",
            groups=course.groups if course else (),
            teachers=tuple(filter(None, event[_TEACHERS].split("\n"))),
            room=event[_ROOM],
            is_home=course is None,
            joint=course is not None and len(school.classes_of(course)) > 1,
            double=bool(lesson) and len(slots[lesson, span.day]) > 1,
            lesson=lesson,
        )
