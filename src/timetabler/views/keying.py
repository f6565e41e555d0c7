"""The timetable in the order in which somebody keys it into another system by hand.

A class after the other, and in each only what is not with its own teacher, by day and period; the
rest in a line for each day. With counts, so that it can be seen that nothing was forgotten.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.views.book import Book
from timetabler.views.meetings import Meeting, coded, meetings
from timetabler.views.system_codes import SystemCodes


class Count(NamedTuple):
    """How often a class has a subject."""

    class_code: str
    """Its first word is the code of the subject."""
    subject: str
    meetings: int


class Entry(NamedTuple):
    """What is keyed at once: a meeting, or those of one day that are alike but for the period."""

    day: int
    """Number in the cycle: from 1."""
    day_name: str
    periods: tuple[str, ...]
    class_code: str
    staff: tuple[str, ...]
    room: str


class Sheet(NamedTuple):
    """All that is keyed for one class, or for groups that are taught apart."""

    name: str
    of: str
    """Of groups, their classes; else empty."""
    lessons: tuple[Entry, ...]
    """One by one, by day and time."""
    home: tuple[Entry, ...]
    """Home time: a line for each day, unless something changes in it."""
    counts: tuple[Count, ...]
    """Of each subject, in the order in which they come up."""

    @property
    def meetings(self) -> int:
        """How many there are in all."""
        return sum(count.meetings for count in self.counts)


class DutyRow(NamedTuple):
    """One area at one duty time."""

    period: str
    name: str
    clock: str
    area: str
    cells: tuple[tuple[str, ...] | None, ...]
    """For each day of the cycle the codes of the people; None: not watched then."""


class Code(NamedTuple):
    """A code and what it stands for."""

    code: str
    name: str
    about: str = ""


def sheets(book: Book) -> tuple[Sheet, ...]:
    """A sheet for each class in the order of the school, then those of groups."""
    found: dict[tuple[tuple[str, ...], ...], list[Meeting]]
    found = {((c.id,), ()): [] for c in book.school.classes}
    for meeting in meetings(book):
        found.setdefault((meeting.taught.classes, meeting.taught.groups), []).append(meeting)
    return tuple(_sheet(book.system_codes, each) for each in found.values() if each)


def _sheet(codes: SystemCodes, found: Iterable[Meeting]) -> Sheet:
    school = codes.school
    by_time = sorted(found, key=lambda m: (m.bell.day, m.bell.start, m.bell.code))
    taught = by_time[0].taught
    classes = ", ".join(school.class_[c].name for c in taught.classes)
    groups = " + ".join(school.group[g].name for g in taught.groups)
    lessons = (_entry(codes, [m]) for m in by_time if not m.taught.home)
    alike: dict[tuple[object, ...], list[Meeting]] = defaultdict(list)
    for m in by_time:
        if m.taught.home:
            alike[m.bell.day, m.taught, m.room, m.teachers].append(m)
    return Sheet(
        name=groups or classes,
        of=classes if groups else "",
        lessons=tuple(lessons),
        home=tuple(_entry(codes, each) for each in alike.values()),
        counts=tuple(
            Count(codes.taught[each], each.subject, number)
            for each, number in Counter(m.taught for m in by_time).items()
        ),
    )


def _entry(codes: SystemCodes, alike: Sequence[Meeting]) -> Entry:
    number, _, class_code, room, staff = coded(alike[0], codes)
    periods = tuple(m.bell.code for m in alike)
    return Entry(number, codes.school.week.days[number - 1], periods, class_code, staff, room)


def duty_rows(book: Book) -> tuple[DutyRow, ...]:
    """Yard duty, by time and area."""
    school, codes = book.school, book.system_codes
    order = {area.id: number for number, area in enumerate(school.areas)}
    found: dict[tuple[int, int, str, int], dict[int, tuple[str, ...]]] = defaultdict(dict)
    for duty in school.yard:
        people = tuple(codes.staff[person] for person in book.timetable.of_duty[duty.id])
        bell = codes.bell(duty)
        key = (bell.start, bell.end, bell.name, order[duty.area])
        found[key][bell.day] = people
    periods = {(bell.start, bell.end, bell.name): bell.code for bell in codes.bells}
    return tuple(
        DutyRow(
            periods[start, end, name],
            name,
            Span(0, start, end).clock,
            school.areas[area].name,
            tuple(people.get(day) for day in range(len(school.week.days))),
        )
        for (start, end, name, area), people in sorted(found.items())
    )


def period_codes(codes: SystemCodes) -> tuple[Code, ...]:
    """Every period, break and duty time by time: its code, its name, when it is."""
    days: dict[tuple[int, int, str, str], list[int]] = defaultdict(list)
    for bell in codes.bells:
        days[bell.start, bell.end, bell.name, bell.code].append(bell.day)
    week = codes.school.week
    return tuple(
        Code(
            code,
            name,
            Span(0, start, end).clock
            + (f", {week.day_words(on)}" if len(on) < len(week.days) else ""),
        )
        for (start, end, name, code), on in sorted(days.items())
    )


def alike_in_two_letters(school: School) -> tuple[tuple[str, ...], ...]:
    """Names of duty times of one day that Compass takes for the same: it reads two letters."""
    times: dict[tuple[int, str], dict[str, None]] = defaultdict(dict)
    for duty in school.yard:
        letters = "".join(filter(str.isalnum, duty.time))[:2].casefold()
        times[duty.span.day, letters][duty.time] = None
    return tuple(dict.fromkeys(tuple(names) for names in times.values() if len(names) > 1))
