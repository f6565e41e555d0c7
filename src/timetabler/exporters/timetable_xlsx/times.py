"""When a lesson is, as cells say it: a timeslot, several, or a part of one by the clock."""

from __future__ import annotations

from collections.abc import Iterable

from timetabler.exporters.timetable_xlsx.names import Names
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span, parse_clock
from timetabler.models.week import UnknownTime
from timetabler.spec.diagnostics import choices


class Unplaceable(ValueError):
    """A text is no time, or none at which a lesson of the course can be."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def when(school: School, course: Course, span: Span) -> str:
    """The time of a lesson without its day: ``S1``, ``S1-S2``, ``09:30-10:00``."""
    label = school.week.label(span, school.bells_of(course)[0])
    return label.removeprefix(school.week.days[span.day]).strip()


def length(school: School, course: Course, span: Span) -> int:
    """How many periods a lesson takes."""
    known = school.spans(course).get(span)
    if known is not None:
        return known
    periods = school.periods(school.bells_of(course)[0], "lesson")
    return max(1, sum(p.span.meets(span) for p in periods))


def place(
    school: School, course: Course, periods: int | None, day: int, texts: Iterable[str]
) -> Span:
    """Where a lesson of so many periods (None: of any) is, if one of the texts says when.

    Where a text names one timeslot or one time of day, the lesson starts there. Raises Unplaceable.
    """
    texts = [text for text in texts if text]
    spans = {s: n for s, n in school.spans(course).items() if s.day == day}
    named = [span for text in texts for span in _named(school, course, day, text)]
    if not named:
        shown = texts[0] if texts else ""
        raise Unplaceable(f'"{shown}" is no time of {school.week.days[day]}', _legal(school))
    for span in named:
        if span in spans and (periods is None or spans[span] == periods):
            return span
    for span in named:
        found = [s for s, n in spans.items() if s.start == span.start and periods in (n, None)]
        if found and (span.end == span.start or _is_period(school, course, span)):
            return found[0]
    lasts = f" of {periods} periods" if (periods or 1) > 1 else ""
    message = f"no lesson{lasts} of {course.id} can be on {school.week.days[day]} {texts[0]}"
    starts = [when(school, course, s) for s, n in spans.items() if periods in (n, None)]
    raise Unplaceable(message, choices(starts, "possible times on that day"))


def _named(school: School, course: Course, day: int, text: str) -> list[Span]:
    """What a text means on that day; a time of day without an end ends where it starts."""
    slots = Names({slot: slot for slot in school.week.slot_ids})
    whole, *parts = (slots.find([p]) or "" for p in (text, *text.replace("\u2013", "-").split("-")))
    known = whole or ("-".join(parts) if all(parts) else "")
    for said in dict.fromkeys((text.replace("\u2013", "-"), known)):
        try:
            found = school.week.spans([f"{school.week.days[day]} {said}"], _first(school, course))
        except UnknownTime:
            continue
        if said and found:
            return [span for span in found if span.day == day]
    try:
        minute = parse_clock(text)
    except ValueError:
        return []
    return [Span(day, minute, minute)]


def _is_period(school: School, course: Course, span: Span) -> bool:
    return any(p.span == span for p in school.periods(_first(school, course)))


def _first(school: School, course: Course) -> str | None:
    return school.bells_of(course)[0]


def _legal(school: School) -> str:
    return choices(school.week.slot_ids, "timeslots")
