"""The TimeTableContainer as XML, and a check that nothing is missing in it.

Names, order and what must be there are those of the Australian data model 3.4 to 3.6 of SIF; the
namespace is that of 3.4. The schema calls almost everything optional, even in an empty container,
so that ``missing`` is a check of its own.
"""

from __future__ import annotations

import re
from functools import cached_property
from xml.etree.ElementTree import Element, SubElement

from timetabler.exporters.identifiers import Ids
from timetabler.models.span import clock
from timetabler.views import Book
from timetabler.views.meetings import Meeting, coded, meetings
from timetabler.views.roll import school_year
from timetabler.views.system_codes import BellTime, Taught

NAMESPACE = "http://www.sifassociation.org/datamodel/au/3.4"

MANDATORY = {
    "TimeTableContainer": ("TimeTableSchedule", "TimeTableScheduleCellList"),
    "TimeTableSchedule": (
        "SchoolYear",
        "Title",
        "DaysPerCycle",
        "PeriodsPerDay",
        "TimeTableDayList",
    ),
    "TimeTableDayList": ("TimeTableDay",),
    "TimeTableDay": ("DayId", "DayTitle", "TimeTablePeriodList"),
    "TimeTablePeriodList": ("TimeTablePeriod",),
    "TimeTablePeriod": ("PeriodId", "PeriodTitle"),
    "TimeTableScheduleCellList": ("TimeTableScheduleCell",),
    "TimeTableScheduleCell": (
        "TimeTableScheduleCellLocalId",
        "TeachingGroupGUID",
        "DayId",
        "PeriodId",
        "CellType",
    ),
    "TeacherList": ("TeacherCover",),
    "TeacherCover": ("StaffPersonalRefId",),
    "TeachingGroupScheduleList": ("TeachingGroupSchedule",),
    "TeachingGroupSchedule": ("EditorGUID", "SchoolYear", "LocalId", "ShortName"),
}
"""Element -> what it must have, and not empty. The container must have a RefId besides."""


def container(book: Book) -> Element:
    """The container of a book whose school has a calendar.

    It has no date of its own: the same timetable is the same file.
    """
    return _Container(book).element()


def missing(element: Element) -> tuple[str, ...]:
    """What an element and those in it must have and do not, as ``TimeTableDay/DayId``."""
    found = [] if element.tag != "TimeTableContainer" or element.get("RefId") else ["@RefId"]
    for each in element.iter():
        for name in MANDATORY.get(each.tag, ()):
            child = each.find(name)
            if child is None or not (len(child) or (child.text or "").strip()):
                found.append(f"{each.tag}/{name}")
    return tuple(dict.fromkeys(found))


class _Container:
    def __init__(self, book: Book) -> None:
        self.book = book
        self.codes = book.system_codes
        self.ids = Ids(book.school)
        self.meetings = meetings(book)

    def element(self) -> Element:
        """All of it."""
        ref = self.ids("timetable", self._local)
        container = Element("TimeTableContainer", {"xmlns": NAMESPACE, "RefId": ref})
        container.tail = "\n"
        self._schedule(SubElement(container, "TimeTableSchedule"))
        cells = SubElement(container, "TimeTableScheduleCellList")
        for meeting in self.meetings:
            self._cell(SubElement(cells, "TimeTableScheduleCell"), meeting)
        groups = SubElement(container, "TeachingGroupScheduleList")
        for taught in dict.fromkeys(meeting.taught for meeting in self.meetings):
            self._group(SubElement(groups, "TeachingGroupSchedule"), taught)
        return container

    @cached_property
    def _year(self) -> str:
        return school_year(self.book.school.calendar)

    @cached_property
    def _local(self) -> str:
        """What the school calls the timetable, with its year."""
        term = self.book.school.term
        return term if self._year in term else f"{self._year} {term}".strip()

    @cached_property
    def _school(self) -> tuple[str, str]:
        """Identifier and local id of the school."""
        school = self.book.school
        return self.ids.org, school.number or school.id

    def _schedule(self, schedule: Element) -> None:
        school = self.book.school
        days: dict[int, list[BellTime]] = {day: [] for day in range(len(school.week.days))}
        for bell in self.codes.bells:
            if bell.kind != "duty":
                days[bell.day].append(bell)
        lessons = [sum(bell.kind == "lesson" for bell in bells) for bells in days.values()]
        ref, local = self._school
        _add(
            schedule,
            SchoolInfoRefId=ref,
            SchoolYear=self._year,
            LocalId=self._local,
            Title=school.term or school.name,
            DaysPerCycle=len(days),
            PeriodsPerDay=max(map(len, days.values())),
            TeachingPeriodsPerDay=max(lessons),
            SchoolLocalId=local,
            SchoolName=school.name,
            StartDate=school.calendar.first,
            EndDate=school.calendar.last,
        )
        day_list = SubElement(schedule, "TimeTableDayList")
        for number, bells in days.items():
            if bells:
                day = SubElement(day_list, "TimeTableDay")
                _add(day, DayId=number + 1, DayTitle=school.week.days[number])
                periods = SubElement(day, "TimeTablePeriodList")
                for bell in bells:
                    self._period(SubElement(periods, "TimeTablePeriod"), bell)

    def _period(self, period: Element, bell: BellTime) -> None:
        taught = bell.kind != "break"
        _add(
            period,
            PeriodId=bell.code,
            PeriodTitle=bell.name,
            StartTime=f"{clock(bell.start)}:00",
            EndTime=f"{clock(bell.end)}:00",
            RegularSchoolPeriod="Y" if taught else "N",
            InstructionalMinutes=bell.span.minutes if taught else 0,
        )

    def _cell(self, cell: Element, meeting: Meeting) -> None:
        number, period, class_code, room, staff = coded(meeting, self.codes)
        ref, local = self._school
        subject, leads = meeting.taught.subject, meeting.teachers[:1]
        _add(
            cell,
            TimeTableScheduleCellLocalId=" ".join(
                filter(None, [str(number), period, class_code, room])
            ),
            TimeTableSubjectRefId=self.ids("course", subject),
            TeachingGroupGUID=self._ref(meeting.taught),
            RoomInfoRefId=self.ids("room", meeting.room) if meeting.room else "",
            StaffPersonalRefId="".join(self.ids("staff", teacher) for teacher in leads),
            TimeTableLocalId=self._local,
            SubjectLocalId=self.codes.subject[subject],
            TeachingGroupLocalId=class_code,
            RoomNumber=room,
            StaffLocalId="".join(staff[:1]),
            DayId=number,
            PeriodId=period,
            CellType="Teaching",
            SchoolInfoRefId=ref,
            SchoolLocalId=local,
        )
        if len(staff) > 1:
            team = SubElement(cell, "TeacherList")
            for teacher in meeting.teachers:
                one = SubElement(team, "TeacherCover")
                person = self.ids("staff", teacher)
                _add(one, StaffPersonalRefId=person, StaffLocalId=self.codes.staff[teacher])

    def _group(self, group: Element, taught: Taught) -> None:
        school = self.book.school
        ref, local = self._school
        named = [school.group[g].name for g in taught.groups]
        names = named or [school.class_[c].name for c in taught.classes]
        _add(
            group,
            EditorGUID=self._ref(taught),
            SchoolYear=self._year,
            LocalId=self.codes.taught[taught],
            ShortName=self.codes.taught[taught],
            LongName=f"{taught.subject} {', '.join(names)}",
            SchoolInfoRefId=ref,
            SchoolLocalId=local,
            TimeTableSubjectRefId=self.ids("course", taught.subject),
            TimeTableSubjectLocalId=self.codes.subject[taught.subject],
        )

    def _ref(self, taught: Taught) -> str:
        return self.ids("teaching group", f"{self._year} {self.codes.taught[taught]}")


def _add(parent: Element, **texts: object) -> None:
    """Elements in this order; those without a text are left out."""
    for name, value in texts.items():
        if text := _plain(str(value)):
            SubElement(parent, name).text = text


def _plain(text: str) -> str:
    """On one line, without what XML cannot hold."""
    return " ".join(_ILLEGAL.sub("\ufffd", text).split())


_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
