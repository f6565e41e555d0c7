"""The wet-day plan: where every outdoor lesson goes, and everybody on outdoor duty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Literal, NamedTuple

from timetabler.models.school import School
from timetabler.models.span import Span, clock
from timetabler.models.timetable import Placement, Timetable
from timetabler.views.book import Book


class WetLine(NamedTuple):
    """A lesson or a duty that is somewhere else on a wet day."""

    day: str
    start: str
    end: str
    sort: Literal["lesson", "duty"]
    what: str
    """Id of the course or of the duty."""
    people: tuple[str, ...]
    """Ids of those who teach, or of the one who has the duty."""
    outdoors: str
    """Name of the room or of the area."""
    shelter: str
    """Name of the room, or what the area says; empty: there is no place for the lesson."""


class _Plan(NamedTuple):
    """Where some lessons go: a room for each, None for those that have no place."""

    without: int = 0
    """Classes that have no place, or are more than the room holds."""
    rooms: tuple[str | None, ...] = ()


def wet_plan(book: Book) -> tuple[WetLine, ...]:
    """Where to go on a wet day, by time, lessons first: as few classes as possible have no place.

    Rooms that a lesson names first are taken first; a lesson stays in one room to its end.
    """
    lines = sorted(
        chain(_lessons(book), _duties(book)),
        key=lambda found: (found[0], found[1].sort == "duty", found[1]),
    )
    return tuple(line for _, line in lines)


def _lessons(book: Book) -> Iterator[tuple[Span, WetLine]]:
    timetable, school = book.timetable, book.school
    for lessons in _together(
        [p for p in timetable.placements if p.room is not None and school.room[p.room].wet]
    ):
        for lesson, room in zip(lessons, _best(lessons, timetable).rooms, strict=True):
            assert lesson.room is not None
            names = (school.room[lesson.room].name, school.room[room].name if room else "")
            people = timetable.teachers_of(lesson)
            yield lesson.span, _line(book, lesson.span, "lesson", lesson.course.id, people, *names)


def _duties(book: Book) -> Iterator[tuple[Span, WetLine]]:
    for duty, person in book.timetable.duties:
        area = book.school.area[duty.area] if duty.sort == "duty" else None
        if area is not None and area.wet:  # support is wherever the class is
            names = (area.name, area.wet)
            yield duty.span, _line(book, duty.span, "duty", duty.id, (person,), *names)


def _line(
    book: Book,
    span: Span,
    sort: Literal["lesson", "duty"],
    what: str,
    people: tuple[str, ...],
    outdoors: str,
    shelter: str,
) -> WetLine:
    day = book.school.week.days[span.day]
    return WetLine(day, clock(span.start), clock(span.end), sort, what, people, outdoors, shelter)


def _together(lessons: Sequence[Placement]) -> Iterator[list[Placement]]:
    """Lessons, by time, in sets that overlap, directly or by others."""
    found: list[Placement] = []
    end = 0
    for lesson in lessons:
        if found and (lesson.span.day != found[-1].span.day or lesson.span.start >= end):
            yield found
            found, end = [], 0
        found.append(lesson)
        end = max(end, lesson.span.end)
    if found:
        yield found


def _best(lessons: Sequence[Placement], timetable: Timetable) -> _Plan:
    """The first of the plans that leave the fewest classes without a place: all are tried, until
    one leaves no more than there are too many at some moment, wherever they go."""
    school = timetable.school
    moments = {lesson: school.within(lesson.span) for lesson in lessons}
    shelters = {lesson: school.shelters(lesson.room or "") for lesson in lessons}
    left = {
        (room, moment): school.room[room].classes * school.room[room].here(moment)
        - timetable.load(school.room[room], moment)
        for lesson in lessons
        for room in shelters[lesson]
        for moment in moments[lesson]
    }
    rooms = dict.fromkeys(room for found in shelters.values() for room in found)
    too_many = max(
        sum(_classes(lesson, school) for lesson in lessons if moment in moments[lesson])
        - sum(max(0, left.get((room, moment), 0)) for room in rooms)
        for moment in {m for found in moments.values() for m in found}
    )

    def plans(index: int, plan: _Plan, best: _Plan | None) -> _Plan | None:
        """The best of the plan's continuations, if it is better than the best so far."""
        if best is not None and best.without <= max(plan.without, too_many):
            return best
        if index == len(lessons):
            return plan
        lesson = lessons[index]
        classes = _classes(lesson, school)
        for room in shelters[lesson]:
            takes = school.room_share(lesson.course, room)
            if all(left[room, moment] >= takes for moment in moments[lesson]):
                for moment in moments[lesson]:
                    left[room, moment] -= takes
                without = plan.without + classes - takes
                best = plans(index + 1, _Plan(without, (*plan.rooms, room)), best)
                for moment in moments[lesson]:
                    left[room, moment] += takes
        return plans(index + 1, _Plan(plan.without + classes, (*plan.rooms, None)), best)

    found = plans(0, _Plan(), None)
    assert found is not None, "a plan in which no lesson has a place is one"
    return found


def _classes(lesson: Placement, school: School) -> int:
    """How many classes the pupils of a lesson are from."""
    return len(school.classes_of(lesson.course))
