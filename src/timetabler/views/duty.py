"""The duty roster: who watches which area when, and how fairly that is shared."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from timetabler.constraints.share_duties import ShareDuties
from timetabler.models.duties import Duty
from timetabler.models.shares import Shares
from timetabler.models.span import Span
from timetabler.views.book import Book
from timetabler.views.why import duty_key


class OnDuty(NamedTuple):
    """Somebody who has a duty."""

    name: str
    placed: str
    """The duty and the person, as ``Book.why`` knows them."""


class RosterRow(NamedTuple):
    """One area at one duty time."""

    time: str
    """Name of the duty time."""
    clock: str
    """``10:50-11:05``."""
    area: str
    cells: tuple[tuple[OnDuty, ...] | None, ...]
    """For each day the people, in the order of the school; None: not watched then."""


class Roster(NamedTuple):
    """The duties of one week, times down and days across."""

    week: str
    """``A``; empty if the cycle has no weeks."""
    days: tuple[str, ...]
    rows: tuple[RosterRow, ...]
    """By time; of one time, in the order of the areas."""

    @property
    def times(self) -> tuple[tuple[str, str, tuple[RosterRow, ...]], ...]:
        """Each duty time: its name, when it is, and its rows."""
        found = groupby(self.rows, key=lambda row: (row.time, row.clock))
        return tuple((name, clock, tuple(rows)) for (name, clock), rows in found)


def roster(book: Book) -> tuple[Roster, ...]:
    """The duty roster of each week; none if the school has no duty."""
    school = book.school
    order = {area.id: number for number, area in enumerate(school.areas)}
    found: dict[tuple[int, int, int, str], dict[int, tuple[OnDuty, ...]]] = {}
    for duty in school.yard:
        _, start, end = duty.span
        key = (start, end, order[duty.area], duty.time)
        found.setdefault(key, {})[duty.span.day] = _on(book, duty)
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


def _on(book: Book, duty: Duty) -> tuple[OnDuty, ...]:
    there = book.timetable.of_duty[duty.id]
    people = (t for t in book.school.teachers if t.id in there)
    return tuple(OnDuty(t.name, duty_key(duty.id, t.id)) for t in people)


class DutyLine(NamedTuple):
    """The duty of one person in the whole cycle."""

    teacher_id: str
    name: str
    fte: float
    duties: int
    minutes: int
    """As the clock has it."""
    counted: int
    """Minutes of the duties that are shared, as often as their areas have points."""
    share: Fraction | None
    """What would be exactly their part of all that is shared; None: they do not share."""

    @property
    def difference(self) -> Fraction | None:
        """Minutes counted above the share; below it, a negative number."""
        return None if self.share is None else self.counted - self.share


class DutyLoad(NamedTuple):
    """How duty is shared in proportion to fte."""

    lines: tuple[DutyLine, ...]
    """All who share, and others who have duties; in the order of the school."""
    largest: Fraction
    """The largest difference between what anybody has and their share."""
    floor: Fraction
    """Proved by counting: in no roster is the largest difference smaller. 0 proves nothing, and
    nothing is proved where the school weakens what always holds."""
    worth: Mapping[Duty, int]
    """What each duty that is shared counts for."""

    @property
    def best(self) -> bool:
        """Whether it is proved that nobody can share more fairly."""
        return self.largest <= self.floor

    @property
    def proved(self) -> str:
        """What is proved about the largest difference, in words; empty: nothing."""
        if self.best:
            return "nobody can do better"
        return f"no roster is below {one_decimal(self.floor)}" if self.floor else ""


@lru_cache(maxsize=1)  # formats of one book ask one after the other
def duty_load(book: Book) -> DutyLoad | None:
    """How duty is shared; None if nobody may have any.

    The school's own rule says what is shared by whom (``share_duties``, the first if there are
    several); if it has none, all duty is shared by all who may have some.
    """
    school = book.school
    shares = _shares(book)
    if not shares.people:
        return None
    parts = {part.person.id: part for part in shares.parts(book.timetable)}
    lines = []
    for person in school.teachers:
        duties = [d for d in book.timetable.duties_of[person.id] if d.sort == "duty"]
        part = parts.get(person.id)
        if part or duties:
            lines.append(
                DutyLine(
                    person.id,
                    person.name,
                    person.fte,
                    len(duties),
                    sum(d.span.minutes for d in duties),
                    part.minutes if part else 0,
                    part.share if part else None,
                )
            )
    floor = shares.floor if book.problem.counted else Fraction(0)
    return DutyLoad(tuple(lines), shares.largest(book.timetable), floor, shares.minutes)


def _shares(book: Book) -> Shares:
    for rule in book.problem.rules:
        if isinstance(rule.constraint, ShareDuties) and rule.constraint.of == "duty":
            return rule.constraint.shares(book.school)
    return Shares.of(book.school, book.school.yard, book.school.teachers)


def one_decimal(minutes: Fraction) -> str:
    """``7.6``; ``-2.3``: as people read it. Halves are rounded away from 0."""
    tenths = int(abs(minutes) * 10 + Fraction(1, 2))
    return f"{'-' * (minutes < 0 < tenths)}{tenths // 10}.{tenths % 10}"
