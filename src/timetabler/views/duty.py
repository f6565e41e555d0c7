"""The duty roster: who watches which area when, and how fairly that is shared."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import NamedTuple

from timetabler.models.duties import Duty
from timetabler.models.school import School
from timetabler.models.week import Span
from timetabler.views.book import Book


class RosterRow(NamedTuple):
    """One area at one duty time."""

    time: str
    """Name of the duty time."""
    clock: str
    """``10:50-11:05``."""
    area: str
    cells: tuple[tuple[str, ...] | None, ...]
    """For each day the names of the people, by the order of the school; None: not watched then."""


class Roster(NamedTuple):
    """The duties of one week, times down and days across."""

    week: str
    """``A``; empty if the cycle has no weeks."""
    days: tuple[str, ...]
    rows: tuple[RosterRow, ...]
    """By time; of one time, in the order of the areas."""


def roster(book: Book) -> tuple[Roster, ...]:
    """The duty roster of each week; none if the school has no duty."""
    school = book.school
    order = {area.id: number for number, area in enumerate(school.areas)}
    found: dict[tuple[int, int, int, str], dict[int, tuple[str, ...]]] = {}
    for duty in yard(school):
        _, start, end = duty.span
        key = (start, end, order[duty.area], duty.time)
        found.setdefault(key, {})[duty.span.day] = _names(book, duty)
    return tuple(
        Roster(
            school.week.week_name(week),
            tuple(school.week.days[day] for day in days),
            tuple(
                RosterRow(
                    time,
                    Span(0, start, end).clock,
                    school.areas[area].name,
                    tuple(people.get(day) for day in days),
                )
                for (start, end, area, time), people in sorted(found.items())
                if any(day in people for day in days)
            ),
        )
        for week, days in enumerate(school.week.days_by_week)
        if found
    )


def yard(school: School) -> tuple[Duty, ...]:
    """Duties of areas, support left out."""
    return tuple(duty for duty in school.duties if duty.sort == "duty")


def _names(book: Book, duty: Duty) -> tuple[str, ...]:
    there = book.timetable.of_duty[duty.id]
    return tuple(t.name for t in book.school.teachers if t.id in there)


class DutyLine(NamedTuple):
    """The duty of one person in the whole cycle."""

    teacher_id: str
    name: str
    fte: float
    duties: int
    minutes: int
    """As the clock has it."""
    counted: int
    """Minutes times the points of their areas."""
    share: Fraction
    """What would be exactly their part of all that is counted."""

    @property
    def difference(self) -> Fraction:
        """Minutes counted above the share, or below it."""
        return self.counted - self.share


class DutyLoad(NamedTuple):
    """How duty is shared among all who may have some."""

    lines: tuple[DutyLine, ...]
    """In the order of the school."""
    floor: Fraction | None
    """Proved: in no roster is the largest difference smaller. None: not known."""

    @property
    def largest(self) -> Fraction:
        """The largest difference between anybody's minutes and their share."""
        return max((abs(line.difference) for line in self.lines), default=Fraction(0))

    @property
    def best(self) -> bool:
        """Whether it is proved that nobody can share more fairly."""
        return self.floor is not None and self.largest <= self.floor


def duty_load(book: Book) -> DutyLoad:
    """How duty is shared, in proportion to fte."""
    school = book.school
    people = [t for t in school.teachers if any(d.sort == "duty" for d in school.duties_of[t.id])]
    duties, minutes, counted = Counter[str](), Counter[str](), Counter[str]()
    for duty, person in book.timetable.duties:
        if duty.sort == "duty":
            duties[person] += 1
            minutes[person] += duty.span.minutes
            counted[person] += school.duty_minutes(duty)
    fte = {t.id: Fraction(str(t.fte)) for t in people}
    total, whole = counted.total(), sum(fte.values())
    lines = tuple(
        DutyLine(
            t.id,
            t.name,
            t.fte,
            duties[t.id],
            minutes[t.id],
            counted[t.id],
            total * fte[t.id] / whole,
        )
        for t in people
    )
    return DutyLoad(lines, None)


def one_decimal(minutes: Fraction) -> str:
    """``7.6``; ``-2.3``: as people read it. Halves are rounded away from 0."""
    tenths = int(abs(minutes) * 10 + Fraction(1, 2))
    return f"{'-' * (minutes < 0 < tenths)}{tenths // 10}.{tenths % 10}"
