"""The wet-day plan: where every outdoor lesson goes, and everybody on outdoor duty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Literal, NamedTuple

from timetabler.models.flow import SINK, SOURCE, Flow
from timetabler.models.school import School
from timetabler.models.span import Span, clock
from timetabler.models.timetable import Placement, Timetable
from timetabler.views.book import Book

TRIES = 500
"""After so many beginnings of plans the best plan so far is taken."""


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
        for lesson, room in zip(lessons, _Planning(lessons, timetable).best().rooms, strict=True):
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


class _Planning:
    """Looks for the first of the plans that leave the fewest classes without a place.

    Rooms are tried in order, lesson by lesson, wherever the places that are left could still do
    better than the best plan so far. Where all lessons are at one time and each is of one class,
    that leads straight there. It may not where long and short lessons overlap: then the best plan
    after so many tries is taken.
    """

    def __init__(self, lessons: Sequence[Placement], timetable: Timetable) -> None:
        self.school = school = timetable.school
        self.lessons = lessons
        self.moments = {lesson: school.within(lesson.span) for lesson in lessons}
        self.shelters = {lesson: school.shelters(lesson.room or "") for lesson in lessons}
        self.left = {
            (room, moment): max(
                0,
                school.room[room].classes * school.room[room].here(moment)
                - timetable.load(school.room[room], moment),
            )
            for lesson in lessons
            for room in self.shelters[lesson]
            for moment in self.moments[lesson]
        }
        """(room, moment) -> for how many classes there is place still."""
        self.tries = 0

    def best(self) -> _Plan:
        """The plan."""
        found = self.better(_Plan(), None)
        assert found is not None, "a plan in which no lesson has a place is one"
        return found

    def better(self, plan: _Plan, best: _Plan | None) -> _Plan | None:
        """What is better than the best so far of all that begins like this plan; else that."""
        self.tries += 1
        rest = self.lessons[len(plan.rooms) :]
        if best is not None and (
            self.tries > TRIES or plan.without + self.too_many(rest) >= best.without
        ):
            return best
        if not rest:
            return plan
        lesson, classes = rest[0], _classes(rest[0], self.school)
        for room in self.shelters[lesson]:
            takes = self.school.room_share(lesson.course, room)
            places = [(room, moment) for moment in self.moments[lesson]]
            if all(self.left[place] >= takes for place in places):
                for place in places:
                    self.left[place] -= takes
                without = plan.without + classes - takes
                best = self.better(_Plan(without, (*plan.rooms, room)), best)
                for place in places:
                    self.left[place] += takes
        return self.better(_Plan(plan.without + classes, (*plan.rooms, None)), best)

    def too_many(self, rest: Sequence[Placement]) -> int:
        """Classes of these lessons that have no place in any case: at the worst moment."""
        moments = {moment for lesson in rest for moment in self.moments[lesson]}
        return max((self.too_many_at(moment, rest) for moment in moments), default=0)

    def too_many_at(self, moment: Span, rest: Iterable[Placement]) -> int:
        """The same at one moment, whoever goes where."""
        now = [lesson for lesson in rest if moment in self.moments[lesson]]
        flow = Flow()
        for lesson in now:
            flow.edge(SOURCE, lesson, _classes(lesson, self.school))
            for room in self.shelters[lesson]:
                flow.edge(lesson, room, self.school.room_share(lesson.course, room))
        for room in {room for lesson in now for room in self.shelters[lesson]}:
            flow.edge(room, SINK, self.left[room, moment])
        return sum(_classes(lesson, self.school) for lesson in now) - flow.run()


def _classes(lesson: Placement, school: School) -> int:
    """How many classes the pupils of a lesson are from."""
    return len(school.classes_of(lesson.course))
