"""What several lessons need at once: a class, a teacher or pool, rooms, or a subject's both."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from timetabler.constraints.base import Limit
from timetabler.models.resources import ClassGroup, Course, Room, Source, Teacher
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.wording import words


@dataclass(frozen=True, eq=False)
class Bottleneck:
    """Something that several courses need, and how many lessons it takes at a time."""

    name: str
    courses: tuple[Course, ...]
    people: tuple[Teacher, ...] = ()
    rooms: tuple[Room, ...] = ()
    class_: ClassGroup | None = None

    @cached_property
    def who(self) -> tuple[Teacher | ClassGroup, ...]:
        """Its people, or its class: those who may have limits."""
        return self.people or ((self.class_,) if self.class_ else ())

    def limited(self, limit: Limit) -> bool:
        """Whether a limit is about all its lessons, or about those of one of its courses."""
        if isinstance(limit.who, Course):
            return limit.who in self._courses
        return limit.who in self.who and limit.courses >= self._courses

    @cached_property
    def _courses(self) -> frozenset[Course]:
        return frozenset(self.courses)

    def only(self, courses: Iterable[Course]) -> Bottleneck:
        """The same for some courses."""
        return replace(self, courses=tuple(courses))

    def within(self, courses: Collection[Course]) -> Bottleneck:
        """The same for those of its courses that are among some."""
        return self.only(c for c in self.courses if c in courses)

    def takes(self, course: Course) -> int:
        """How many of its people a lesson of the course takes, at least."""
        ids = {t.id for t in self.people}
        return max(1, sum(ids.issuperset(names) for names in course.staff))

    def most(self, spans: Collection[Span]) -> int:
        """The most lessons within some spans that overlap: what each person or room can take."""
        limits = []
        if self.people:
            limits.append(sum(disjoint(s for s in spans if t.here(s)) for t in self.people))
        if self.rooms:
            limits.append(
                sum(r.classes * disjoint(s for s in spans if r.here(s)) for r in self.rooms)
            )
        if self.class_:
            limits.append(disjoint(spans))
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
            parts.append(f"{_noun(self.people, 'teacher')} {words(t.name for t in self.people)}")
        if self.rooms:
            parts.append(f"{_noun(self.rooms, 'room')} {words(r.name for r in self.rooms)}")
        if self.class_:
            parts.append(f"class {self.class_.name}")
        return ", ".join(parts)


def of_teachers(school: School, ids: Collection[str]) -> Bottleneck:
    """Some teachers, with the courses that nobody else can give."""
    people = tuple(t for t in school.teachers if t.id in ids)
    members = frozenset(ids)
    courses = (c for c in school.courses if any(members.issuperset(pool) for pool in c.staff))
    return Bottleneck(words(t.name for t in people), tuple(courses), people)


def of_rooms(school: School, ids: Collection[str]) -> Bottleneck:
    """Some rooms, with the courses that can be nowhere else."""
    rooms = tuple(r for r in school.rooms if r.id in ids)
    members = frozenset(ids)
    courses = (c for c in school.courses if c.rooms and members.issuperset(c.rooms))
    return Bottleneck(words(r.name for r in rooms), tuple(courses), rooms=rooms)


def bottlenecks(school: School, limits: Iterable[Limit]) -> Iterator[Bottleneck]:
    """Everything that may be short in this school, with the courses that need it."""
    yield from _limited(school, limits)
    for class_ in school.classes:
        courses = school.courses_of_class[class_.id]
        yield Bottleneck(class_.name, courses, class_=class_)
    pools = {frozenset([t.id]) for t in school.teachers}.union(school.pools)
    for pool in sorted(pools, key=lambda p: (len(p), sorted(p))):
        yield of_teachers(school, pool)
    room_sets = {frozenset(c.rooms) for c in school.courses if c.rooms}
    for rooms in sorted(room_sets, key=lambda r: (len(r), sorted(r))):
        yield of_rooms(school, rooms)
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


def _limited(school: School, limits: Iterable[Limit]) -> Iterator[Bottleneck]:
    """Those who have limits for a part of their lessons."""
    for who, scope in dict.fromkeys((x.who, x.courses) for x in limits):
        if isinstance(who, ClassGroup):
            courses = tuple(c for c in school.courses_of_class[who.id] if c in scope)
            yield Bottleneck(who.name, courses, class_=who)
        elif isinstance(who, Teacher):
            yield of_teachers(school, [who.id]).within(scope)


def _noun(things: Sequence[object], noun: str) -> str:
    return noun if len(things) == 1 else f"{noun}s"


def disjoint(spans: Iterable[Span]) -> int:
    """The most spans of which no two overlap: always take the one that ends first."""
    total = 0
    free_from = 0
    for span in sorted(spans, key=lambda s: s.end):
        if span.start >= free_from:
            total += 1
            free_from = span.end
    return total
