"""Duties and support of the document -> areas, needs, and a duty for each of their times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from timetabler.models.duties import Duty, DutyArea, Need
from timetabler.models.resources import Teacher
from timetabler.models.span import Span, covers, parse_clock_range
from timetabler.models.week import Week
from timetabler.spec.courses import subjects_named
from timetabler.spec.diagnostics import Diagnostics
from timetabler.spec.document import Document
from timetabler.spec.duties_document import NeedEntry
from timetabler.spec.staff import people_named
from timetabler.spec.tree import Path
from timetabler.spec.week import days_named


def duty_times(document: Document) -> tuple[str, ...]:
    """Names of the duty times: those written, else the breaks and timeslots for duty."""
    if document.duties is None:
        return ()
    written = (entry.id for entry in document.duties.times)
    slots = (s.id for s in document.week.timeslots if s.kind in ("break", "duty"))
    return tuple(dict.fromkeys(written if document.duties.times else slots))


def build_areas(document: Document, found: Diagnostics) -> tuple[DutyArea, ...]:
    """The areas."""
    entries = document.duties.areas if document.duties else ()
    return tuple(
        DutyArea(
            id=entry.id,
            name=entry.name or entry.id,
            points=entry.points,
            site=entry.site or "",
            zone=entry.zone,
            wet=entry.wet,
            source=found.source(("duties", "areas", i)),
        )
        for i, entry in enumerate(entries)
    )


def build_needs(document: Document, found: Diagnostics) -> tuple[Need, ...]:
    """The needs of support."""
    return tuple(
        Need(
            id=entry.id,
            name=entry.name or entry.id,
            class_id=entry.class_,
            minutes=entry.minutes,
            people=people_named(entry.aides or ("aides",), document),
            subjects=subjects_named(entry.subjects, document),
            most_people=entry.people,
            source=found.source(("support", i)),
        )
        for i, entry in enumerate(document.support)
    )


def build_duties(
    document: Document, week: Week, teachers: Collection[Teacher], found: Diagnostics
) -> tuple[Duty, ...]:
    """A duty for each area at each of its times, and for each time at which a need may be met."""
    here = {t.id: t for t in teachers}
    duties = [*_of_areas(document, week, here, found), *_of_needs(document, week, here, found)]
    return tuple(sorted(duties, key=lambda d: (d.sort, d.span, d.id)))


def _of_areas(
    document: Document, week: Week, here: Mapping[str, Teacher], found: Diagnostics
) -> Iterator[Duty]:
    if document.duties is None:
        return
    spans = dict(_times(document, week))
    fixed = _fixed(document, week)
    anybody = document.duties.teachers or ("all",)
    for i, area in enumerate(document.duties.areas):
        days = days_named(document, area.days)
        allowed = dict.fromkeys(people_named(area.teachers or anybody, document))
        for name in dict.fromkeys(area.at or duty_times(document)):
            for span in spans[name]:
                if days is None or span.day in days:
                    own = fixed[area.id, name, span.day]
                    people = {**allowed, **dict.fromkeys(own)}
                    yield Duty(
                        id=f"{area.id}, {week.days[span.day]} {name}",
                        sort="duty",
                        area=area.id,
                        time=name,
                        span=span,
                        people=_here(people, here, span),
                        least=area.staff,
                        most=area.staff,
                        fixed=tuple(own),
                        source=found.source(("duties", "areas", i)),
                    )


def _here(people: Collection[str], here: Mapping[str, Teacher], span: Span) -> tuple[str, ...]:
    """Who of some people is on site, in the order of the school."""
    return tuple(t for t in here if t in people and here[t].here(span))


def _fixed(document: Document, week: Week) -> Mapping[tuple[str, str, int], list[str]]:
    """(area, duty time, day) -> who has it in any case."""
    result: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for entry in document.duties.fixed if document.duties else ():
        days = days_named(document, entry.days)
        for day in range(len(week.days)) if days is None else sorted(days):
            people = result[entry.area, entry.at, day]
            if entry.teacher not in people:
                people.append(entry.teacher)
    return result


def _times(document: Document, week: Week) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Each duty time with its minutes on each day that has it."""
    assert document.duties is not None
    for entry in document.duties.times:
        on = days_named(document, entry.days)
        days = range(len(week.days)) if on is None else sorted(on)
        yield entry.id, tuple(Span(day, *parse_clock_range(entry.time)) for day in days)
    if not document.duties.times:
        for name in duty_times(document):
            yield name, week.spans([name])


def _of_needs(
    document: Document, week: Week, here: Mapping[str, Teacher], found: Diagnostics
) -> Iterator[Duty]:
    for i, entry in enumerate(document.support):
        path: Path = ("support", i)
        people = dict.fromkeys(people_named(entry.aides or ("aides",), document))
        for slot, span in support_parts(entry, week):
            yield Duty(
                id=f"{entry.id}, {week.label(span, entry.class_)}",
                sort="support",
                area=entry.id,
                time=slot,
                span=span,
                people=_here(people, here, span),
                least=0,
                most=1,
                source=found.source(path),
            )


def support_parts(entry: NeedEntry, week: Week) -> Iterator[tuple[str, Span]]:
    """When support can be given: periods of the class, or parts of them."""
    allowed = week.spans(entry.times, entry.class_) if entry.times else None
    for period in week.periods(entry.class_):
        if period.kind not in ("lesson", "home"):
            continue
        day, start, end = period.span
        length = entry.part or end - start
        for begin in range(start, end - length + 1, length):
            span = Span(day, begin, begin + length)
            if allowed is None or covers(allowed, span):
                yield period.slot.id, span
