"""A timetable: a set of placements over a school, with what follows from it.

Everything here is read off a finished timetable in plain Python, independently of the solver.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property, partial
from typing import NamedTuple, TypeAlias

from timetabler.models.duties import Duty
from timetabler.models.resources import ClassGroup, Course, Group, Room, Teacher
from timetabler.models.rows import Row, stretches
from timetabler.models.school import School, Who
from timetabler.models.span import Span


class Placement(NamedTuple):
    """One lesson: a course at a span, in a room, with one teacher for each pool of the course."""

    course: Course
    span: Span
    room: str | None = None
    teachers: tuple[str, ...] = ()
    """In the order of ``course.staff``; empty for a home course."""


class DutyPlacement(NamedTuple):
    """Who has a duty; one for each person."""

    duty: Duty
    person: str


Witness: TypeAlias = Placement | DutyPlacement
"""Whatever of a timetable can be shown."""


class Timetable:
    """Placements of a school, with indexes built once. Immutable by convention."""

    def __init__(
        self,
        school: School,
        placements: Iterable[Placement],
        duties: Iterable[DutyPlacement] = (),
    ) -> None:
        self.school = school
        self.placements: tuple[Placement, ...] = tuple(
            sorted(placements, key=lambda p: (p.span, p.course.id, p.room or "", p.teachers))
        )
        self.duties: tuple[DutyPlacement, ...] = tuple(
            sorted(duties, key=lambda d: (d.duty.span, d.duty.id, d.person))
        )

    @cached_property
    def of_duty(self) -> dict[str, tuple[str, ...]]:
        """duty -> the people who have it."""
        result: dict[str, list[str]] = {d.id: [] for d in self.school.duties}
        for duty, person in self.duties:
            result[duty.id].append(person)
        return {d: tuple(people) for d, people in result.items()}

    @cached_property
    def duties_of(self) -> dict[str, tuple[Duty, ...]]:
        """person -> their duties, by time."""
        result: dict[str, list[Duty]] = {t.id: [] for t in self.school.teachers}
        for duty, person in self.duties:
            result[person].append(duty)
        return {t: tuple(found) for t, found in result.items()}

    @cached_property
    def _on_duty(self) -> Counter[tuple[str, Span]]:
        """(person, moment) -> how many duties they have then."""
        return Counter(
            (person, moment)
            for duty, person in self.duties
            for moment in self.school.within(duty.span)
        )

    def on_duty(self, person: str, moment: Span) -> int:
        """How many duties somebody has at a moment."""
        return self._on_duty[person, moment]

    @cached_property
    def of_course(self) -> dict[str, tuple[Placement, ...]]:
        """course -> its placements by time."""
        result: dict[str, list[Placement]] = {c.id: [] for c in self.school.courses}
        for placement in self.placements:
            result[placement.course.id].append(placement)
        return {c: tuple(found) for c, found in result.items()}

    def staff(self, placement: Placement, moment: Span) -> tuple[str, ...]:
        """Everybody who teaches the lesson at that moment."""
        if placement.course.home:
            homes = self.school.home_staff(placement.course, moment)
            return tuple(dict.fromkeys((*placement.teachers, *homes)))
        return placement.teachers

    def teachers_of(self, placement: Placement) -> tuple[str, ...]:
        """Everybody who teaches some of the lesson."""
        moments = self.school.within(placement.span)
        return tuple(dict.fromkeys(t for m in moments for t in self.staff(placement, m)))

    @cached_property
    def _busy(self) -> dict[tuple[str, str, Span], list[Placement]]:
        """(kind, id, moment) -> placements there, for whole classes, groups, rooms, teachers."""
        result: dict[tuple[str, str, Span], list[Placement]] = defaultdict(list)
        for placement in self.placements:
            for moment in self.school.within(placement.span):
                for class_id in placement.course.classes:
                    result["class", class_id, moment].append(placement)
                for group_id in placement.course.groups:
                    result["group", group_id, moment].append(placement)
                rooms = dict.fromkeys((placement.room, *placement.course.needs))
                for room_id in rooms:
                    if room_id is not None:
                        result["room", room_id, moment].append(placement)
                for teacher_id in self.staff(placement, moment):
                    result["teacher", teacher_id, moment].append(placement)
        return dict(result)

    def at(self, who: Who, moment: Span) -> tuple[Placement, ...]:
        """Placements of somebody at a moment; of a class, those of the whole class only."""
        return tuple(self._busy.get((_KIND[type(who)], who.id, moment), ()))

    def lessons_of(self, who: Who) -> tuple[Placement, ...]:
        """All placements of somebody, by time; of a class, those of its groups too."""
        kind = _KIND[type(who)]
        if kind == "class":
            found = [p for p in self.placements if who.id in self.school.classes_of(p.course)]
        elif kind == "group":
            found = [p for p in self.placements if who.id in p.course.groups]
        elif kind == "room":
            rooms = self.placements
            found = [p for p in rooms if who.id == p.room or who.id in p.course.needs]
        else:
            found = [p for p in self.placements if who.id in self.teachers_of(p)]
        return tuple(found)

    @cached_property
    def _home(self) -> frozenset[tuple[str, Span]]:
        result: set[tuple[str, Span]] = set()
        for class_id, moments in self.school.home_periods.items():
            splits = [s for s in self.school.splits_of[class_id] if self.school.whole_split(s)]
            for moment in moments:
                taken = ("class", class_id, moment) in self._busy or any(
                    all(("group", g, moment) in self._busy for g in split) for split in splits
                )
                if not taken:
                    result.add((class_id, moment))
        return frozenset(result)

    def at_home(self, class_id: str, moment: Span) -> bool:
        """Whether the class is in home time: with its own teacher in its own room."""
        return (class_id, moment) in self._home

    def load(self, who: Who, moment: Span) -> int:
        """How many things somebody is at, at that moment.

        A teacher: lessons, own classes in home time, and duties. A class: lessons of the whole
        class, and one for each split with a group at a lesson; pupils who are withdrawn from
        lessons do not count. A group: its lessons. A room: classes in it.
        """
        here = self.at(who, moment)
        if isinstance(who, Room):
            return sum(self.school.room_share(p.course, who.id) for p in here) + sum(
                1 for c in self.school.classes if c.room == who.id and self.at_home(c.id, moment)
            )
        if isinstance(who, Teacher):
            return self.teaching(who, moment) + self.on_duty(who.id, moment)
        if isinstance(who, ClassGroup):
            return len(here) + sum(
                any(
                    p.course.withdraws is None
                    for g in split
                    for p in self._busy.get(("group", g, moment), ())
                )
                for split in self.school.splits_of[who.id]
            )
        return len(here)

    def teaching(self, teacher: Teacher, moment: Span) -> int:
        """How many lessons and own classes in home time a teacher has, duties left out."""
        homes = self.school.homes_of[teacher.id].get(moment, ())
        return len(self.at(teacher, moment)) + sum(self.at_home(c, moment) for c in homes)

    def demand(self, pool: frozenset[str], moment: Span) -> int:
        """Lessons at a moment that nobody outside the pool could give, whoever gives them."""
        return sum(
            moment.meets(p.span) and pool.issuperset(names)
            for p in self.placements
            for names in p.course.staff
        )

    def released(self, teacher_id: str, moment: Span) -> bool:
        """Whether a class teacher's own class is with somebody else, and the teacher is free."""
        homes = self.school.homes_of[teacher_id].get(moment, ())
        return bool(homes) and self.load(self.school.teacher[teacher_id], moment) == 0

    def relieved(self, teacher_id: str, moment: Span) -> bool:
        """Whether a class teacher's own class is with somebody else, and the teacher with no other
        class: released, or on duty."""
        homes = self.school.homes_of[teacher_id].get(moment, ())
        return bool(homes) and not self.teaching(self.school.teacher[teacher_id], moment)

    def relieving(self, teacher_id: str, moment: Span) -> tuple[Placement, ...]:
        """The lessons at which a class teacher's own pupils are at a moment."""
        homes = self.school.homes_of[teacher_id].get(moment, ())
        groups = (g for c in homes for split in self.school.splits_of[c] for g in split)
        pupils = [*(("class", c) for c in homes), *(("group", g) for g in groups)]
        lessons = (p for who in pupils for p in self._busy.get((*who, moment), ()))
        return tuple(dict.fromkeys(lessons))

    def releases(self, teacher_id: str) -> tuple[Row, ...]:
        """The stretches in which a class teacher is released, by time."""
        rows = self.school.own_rows[teacher_id]
        return tuple(s for row in rows for s in stretches(row, partial(self.released, teacher_id)))

    def reliefs(self, teacher_id: str) -> tuple[Row, ...]:
        """The stretches in which a class teacher is relieved, by time."""
        rows = self.school.own_rows[teacher_id]
        return tuple(s for row in rows for s in stretches(row, partial(self.relieved, teacher_id)))

    def preparation(self, teacher: Teacher) -> tuple[Row, ...]:
        """The stretches of lesson time in which a teacher is on site and free, by time."""
        rows = self.school.lesson_rows[teacher.id]
        return tuple(s for row in rows for s in stretches(row, lambda m: not self.load(teacher, m)))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Timetable)
            and Counter(self.placements) == Counter(other.placements)
            and Counter(self.duties) == Counter(other.duties)
        )

    __hash__ = None  # type: ignore[assignment]


_KIND: dict[type, str] = {Teacher: "teacher", ClassGroup: "class", Group: "group", Room: "room"}
