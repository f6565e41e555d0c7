"""liss/: the timetable in the calls of LISS, which student systems in Australia take it over with.

Light-weight Interoperability Standard for Schools 1.0.2 (liss.net.au). A document for each call:
its method, and its arguments by name, in the order of the call. Who sends it adds ``auth``, the
school's secret, as the first of them.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from timetabler.exporters.base import replacing_folder
from timetabler.exporters.systems import SystemExporter, unsaid
from timetabler.models.span import Span, touches
from timetabler.views import Book
from timetabler.views.meetings import Coded, coded, meetings, on_duty, released
from timetabler.views.roll import school_year
from timetabler.views.system_codes import BellTime, Taught

CALLS = (
    "getTimetableStructures",
    "publishBellTimes",
    "publishClasses",
    "publishTimetable",
    "publishCalendar",
)
"""In the order in which they are useful; the first answers a question, the others are pushed."""


class Liss(SystemExporter):
    """Lessons, home time, yard duty and release, with bell times, classes and dates."""

    name = "liss"
    filename = "liss"
    summary = "for Compass, Sentral, TASS and others that speak LISS; JSON"

    def write(self, book: Book, path: Path) -> tuple[str, ...]:
        """See Exporter."""
        with replacing_folder(path, [_file(call) for call in CALLS]) as folder:
            for call, arguments in _Calls(book).arguments():
                document = {"method": f"liss.{call}", "arguments": arguments}
                text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
                (folder / _file(call)).write_text(text, encoding="utf-8", newline="\n")
        remarks = unsaid(book)
        if not book.school.calendar.known:
            remarks += ("no publishCalendar: the school file does not say when the terms are",)
        return remarks

    def coded(self, path: Path) -> Iterator[Coded]:
        """See SystemExporter."""
        text = (path / _file("publishTimetable")).read_text(encoding="utf-8")
        for row in json.loads(text)["arguments"]["timetable"]:
            staff = (row["TeacherId"],) if "TeacherId" in row else ()
            room = row.get("RoomCode", "")
            yield Coded(row["DayNumber"], row["Period"], row["ClassCode"], room, staff)


def _file(call: str) -> str:
    return f"{call}.json"


Struct = dict[str, Any]
"""As LISS calls a row."""


def _struct(**fields: object) -> Struct:
    """A row; what is not known is left out."""
    return {name: value for name, value in fields.items() if value is not None}


class _Calls:
    """The arguments of each call, about one book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.codes = book.system_codes
        self.meetings = meetings(book)

    def arguments(self) -> Iterator[tuple[str, Struct]]:
        """Each call with its arguments; without dates, those that need them are left out."""
        calendar, year = self.book.school.calendar, self._year
        first = _timestamp(calendar.first) if calendar.known else None
        last = _timestamp(calendar.last) if calendar.known else None
        bells = [self._bell(bell) for bell in self.codes.bells]
        yield "getTimetableStructures", {"timetableStructures": [self._structure()]}
        yield "publishBellTimes", _struct(academicYear=year, bellTimes=bells)
        yield "publishClasses", _struct(academicYear=year, classes=list(self._classes()))
        yield (
            "publishTimetable",
            _struct(
                timetable=list(self._rows()),
                academicYear=year,
                startDate=first,
                endDate=last,
                createClassesFlag=True,
            ),
        )
        if calendar.known:
            yield "publishCalendar", {"calendar": list(self._dates())}

    @cached_property
    def _year(self) -> int | None:
        calendar = self.book.school.calendar
        return int(school_year(calendar)) if calendar.known else None

    @cached_property
    def _name(self) -> str:
        """Of the timetable structure: there is one, as no period code is used twice on a day."""
        return str(self._year or "Timetable")

    def _structure(self) -> Struct:
        terms = [
            _struct(
                TermId=number,
                Term=term.name,
                StartDate=_timestamp(term.first),
                EndDate=_timestamp(term.last),
            )
            for number, term in enumerate(self.book.school.calendar.terms, 1)
        ]
        return _struct(TtStructure=self._name, AcademicYear=self._year, Terms=terms)

    def _bell(self, bell: BellTime) -> Struct:
        return _struct(
            DayNumber=bell.number,
            DayName=self.book.school.week.days[bell.day],
            Period=bell.code,
            TtStructure=self._name,
            StartTime=_clock(bell.start),
            EndTime=_clock(bell.end),
            Type=self._type(bell),
        )

    def _type(self, bell: BellTime) -> str:
        """T for teaching, L recess or lunch, O outside of it, X other.

        Not R: the school file does not say in which home time the roll is called.
        """
        if bell.kind == "duty":
            return "L" if touches(self._breaks, bell.span) else "O"
        return {"lesson": "T", "break": "L", "home": "X"}[bell.kind]

    @cached_property
    def _breaks(self) -> tuple[Span, ...]:
        return tuple(bell.span for bell in self.codes.bells if bell.kind == "break")

    def _rows(self) -> Iterator[Struct]:
        """A row for each teacher of each meeting, by day and time; then duty, then release."""
        for meeting in sorted(self.meetings, key=lambda m: (m.bell.day, m.bell.start)):
            _, _, class_code, room, staff = coded(meeting, self.codes)
            for teacher in staff or (None,):
                yield self._row(meeting.bell, class_code, teacher, room or None)
        staff_codes = self.codes.staff
        for duty, person in on_duty(self.book):
            yield self._row(self.codes.bell(duty), self.codes.duty(duty.area), staff_codes[person])
        for bell, person in released(self.book):
            yield self._row(bell, self.codes.release(person), staff_codes[person])

    def _row(
        self, bell: BellTime, class_code: str, teacher: str | None, room: str | None = None
    ) -> Struct:
        return _struct(
            DayNumber=bell.number,
            Period=bell.code,
            ClassCode=class_code,
            TeacherId=teacher,
            RoomId=room,
            RoomCode=room,
            TtStructure=self._name,
        )

    def _classes(self) -> Iterator[Struct]:
        """Whatever is in the timetable. Its usual teacher is who leads most of its lessons."""
        school, codes = self.book.school, self.codes
        leads: dict[Taught, Counter[str]] = defaultdict(Counter)
        for meeting in self.meetings:
            leads[meeting.taught].update(meeting.teachers[:1])
        for taught, counts in leads.items():
            usual = next((codes.staff[teacher] for teacher, _ in counts.most_common(1)), None)
            yield self._class(codes.taught[taught], taught.subject, usual)
        for area in dict.fromkeys(duty.area for duty, _ in on_duty(self.book)):
            yield self._class(codes.duty(area), school.area[area].name, None, "Duty")
        for teacher in dict.fromkeys(teacher for _, teacher in released(self.book)):
            word, code = school.pack.word("release"), codes.release(teacher)
            yield self._class(code, word, codes.staff[teacher], "RTO")

    def _class(self, class_code: str, name: str, teacher: str | None, sort: str = "") -> Struct:
        return _struct(
            ClassCode=class_code,
            CourseName=name,
            DefaultTeacher=teacher,
            Type=sort,
            TtStructure=self._name,
        )

    def _dates(self) -> Iterator[Struct]:
        """Every date from the first to the last, but for weekends."""
        week = self.book.school.week
        for each in self.book.school.calendar.dates(week):
            if each.day is not None:
                yield _struct(
                    Date=_timestamp(each.date),
                    DayName=week.days[each.day],
                    DayNumber=each.day + 1,
                    Rotation=week.week_name(week.week_of(each.day)) or None,
                )
            elif not each.weekend:
                yield _struct(Date=_timestamp(each.date), DayName="Holiday")


def _timestamp(day: date) -> str:
    return f"{day:%Y%m%d}T00:00:00"


def _clock(minute: int) -> str:
    """``9:30``: as LISS writes times, without a leading 0."""
    return f"{minute // 60}:{minute % 60:02d}"
