"""Support of pupils in class: what each need gets, and what each aide gives."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from timetabler.models.duties import Duty
from timetabler.models.span import Span, merge
from timetabler.views.book import Book


class Helper(NamedTuple):
    """Somebody who supports a need in one week."""

    name: str
    times: tuple[str, ...]
    """``Mon S1``, in order; parts that follow one another are one time."""


class NeedLine(NamedTuple):
    """One need in one week."""

    need_id: str
    name: str
    class_name: str
    week: str
    """``A``; empty if the cycle has no weeks."""
    asked: int
    """Minutes a week."""
    given: int
    helpers: tuple[Helper, ...]
    """The aides, in the order of the school."""


class AideLine(NamedTuple):
    """The work of one aide in one week, in minutes."""

    teacher_id: str
    name: str
    fte: float
    week: str
    support: int
    duty: int
    needs: tuple[str, ...]
    """Names of the needs, in the order of the school."""


def support(book: Book) -> tuple[NeedLine, ...]:
    """What each need gets in each week, and from whom."""
    school = book.school
    result = []
    for need in school.needs:
        for week, days in enumerate(school.week.days_by_week):
            spans: dict[str, list[Span]] = defaultdict(list)
            minutes = 0
            for duty, person in book.timetable.duties:
                if _for(duty, need.id) and duty.span.day in days:
                    spans[person].append(duty.span)
                    minutes += duty.span.minutes
            result.append(
                NeedLine(
                    need.id,
                    need.name,
                    school.class_[need.class_id].name,
                    school.week.week_name(week),
                    need.minutes,
                    minutes,
                    tuple(
                        Helper(
                            person.name,
                            tuple(
                                school.week.label(span, need.class_id)
                                for span in merge(spans[person.id])
                            ),
                        )
                        for person in school.teachers
                        if person.id in spans
                    ),
                )
            )
    return tuple(result)


def aides(book: Book) -> tuple[AideLine, ...]:
    """What each aide does in each week; whoever else supports pupils is among them."""
    school = book.school
    result = []
    for person in school.teachers:
        duties = book.timetable.duties_of[person.id]
        if person.role != "aide" and not any(d.sort == "support" for d in duties):
            continue
        for week, days in enumerate(school.week.days_by_week):
            here = [duty for duty in duties if duty.span.day in days]
            minutes: Counter[str] = Counter()
            for duty in here:
                minutes[duty.sort] += duty.span.minutes
            result.append(
                AideLine(
                    person.id,
                    person.name,
                    person.fte,
                    school.week.week_name(week),
                    minutes["support"],
                    minutes["duty"],
                    tuple(n.name for n in school.needs if any(_for(d, n.id) for d in here)),
                )
            )
    return tuple(result)


def _for(duty: Duty, need_id: str) -> bool:
    return duty.sort == "support" and duty.area == need_id
