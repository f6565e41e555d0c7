"""What several lessons need at once: a class, a teacher or pool, rooms, or a subject's both."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from timetabler.models.resources import ClassGroup, Course, Room, Source, Teacher
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.wording import words


@dataclass(frozen=True)
class Bottleneck:
    """Something that several courses need, and how many lessons it takes at a time."""

    name: str
    courses: tuple[Course, ...]
    people: tuple[Teacher, ...] = ()
    rooms: tuple[Room, ...] = ()
    class_: ClassGroup | None = None

    def most(self, spans: Collection[Span]) -> int:
        """The most lessons within some spans that overlap: what each person or room can take."""
        limits = []
        if self.people:
            limits.append(sum(_disjoint(s for s in spans if t.here(s)) for t in self.people))
        if self.rooms:
            limits.append(
                sum(r.classes * _disjoint(s for s in spans if r.here(s)) for r in self.rooms)
            )
        if self.class_:
            limits.append(_disjoint(spans))
        return min(limits)

    @property
    def facts(self) -> Iterator[Source]:
        """Where the people and rooms are written."""
        yield from (t.source for t in self.people)
        yield from (r.source for r in self.rooms)

    @property
    def words(self) -> str:
        """What there is, in words."""
        parts = []
        if self.people:
            parts.append(f"{_noun(self.people, 'teacher')} {words(t.id for t in self.people)}")
        if self.rooms:
            parts.append(f"{_noun(self.rooms, 'room')} {words(r.id for r in self.rooms)}")
        if self.class_:
            parts.append(f"class {self.class_.id}")
        return ", ".join(parts)


def bottlenecks(school: School) -> Iterator[Bottleneck]:
    """Everything that may be short in this school, with the courses that need it."""
    for class_ in school.classes:
        courses = school.courses_of_class[class_.id]
        yield Bottleneck(class_.name, courses, class_=class_)
    pools = {frozenset([t.id]) for t in school.teachers}.union(school.pools)
    for pool in sorted(pools, key=lambda p: (len(p), sorted(p))):
        courses = tuple(
            c for c in school.courses if any(pool.issuperset(names) for names in c.staff)
        )
        people = tuple(school.teacher[t] for t in sorted(pool))
        yield Bottleneck(words(t.name for t in people), courses, people)
    room_sets = {frozenset(c.rooms) for c in school.courses if c.rooms}
    for rooms in sorted(room_sets, key=lambda r: (len(r), sorted(r))):
        courses = tuple(c for c in school.courses if c.rooms and rooms.issuperset(c.rooms))
        places = tuple(school.room[r] for r in sorted(rooms))
        yield Bottleneck(words(r.name for r in places), courses, rooms=places)
    for room_id in dict.fromkeys(r for c in school.courses for r in c.needs):
        courses = tuple(c for c in school.courses if room_id in c.needs or c.rooms == (room_id,))
        room = school.room[room_id]
        yield Bottleneck(room.name, courses, rooms=(room,))
    for subject in school.specialist_subjects:
        courses = tuple(c for c in school.courses_in(subject) if not c.home and c.rooms)
        teachers = dict.fromkeys(t for c in courses for t in c.staff[0])
        halls = dict.fromkeys(r for c in courses for r in c.rooms)
        people = tuple(school.teacher[t] for t in teachers)
        places = tuple(school.room[r] for r in halls)
        yield Bottleneck(subject, courses, people, places)


def _noun(things: Sequence[object], noun: str) -> str:
    return noun if len(things) == 1 else f"{noun}s"


def _disjoint(spans: Iterable[Span]) -> int:
    """The most spans of which no two overlap: always take the one that ends first."""
    total = 0
    free_from = 0
    for span in sorted(spans, key=lambda s: s.end):
        if span.start >= free_from:
            total += 1
            free_from = span.end
    return total
