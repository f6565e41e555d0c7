"""A timetable: a set of placements over a school, with what follows from it.

Everything here is read off a finished timetable in plain Python, independently of the solver.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import TypeAlias

from timetabler.models.placements import (
    DutyPlacement,
    Placement,
    Witness,
    indexed,
    order,
    reindexed,
)
from timetabler.models.resources import ClassGroup, Group, Room, Teacher
from timetabler.models.roster import DutyRoster
from timetabler.models.rows import Row, stretches
from timetabler.models.school import School, Who
from timetabler.models.span import Span
from timetabler.models.strands import Strand

__all__ = ["DutyPlacement", "Placement", "Timetable", "Witness"]


class Timetable(DutyRoster):
    """Placements of a school, with indexes built once. Immutable by convention."""

    def __init__(
        self,
        school: School,
        placements: Iterable[Placement],
        duties: Iterable[DutyPlacement] = (),
    ) -> None:
        super().__init__(school, duties)
        self.placements: tuple[Placement, ...] = tuple(sorted(placements, key=order))

    def exchanged(self, gone: Iterable[Witness], come: Iterable[Witness]) -> Timetable:
        """The timetable without some placements and with others. ValueError: one was not there.

        It takes over the indexes of this one, but for what changes, so that trying many is quick.
        """
        gone, come = tuple(gone), tuple(come)
        lessons, duties = list(self.placements), list(self.duties)
        for placed in gone:
            if isinstance(placed, Placement):
                lessons.remove(placed)
            else:
                duties.remove(placed)
        old = [p for p in gone if isinstance(p, Placement)]
        new = [p for p in come if isinstance(p, Placement)]
        duties += [d for d in come if isinstance(d, DutyPlacement)]
        result = Timetable(self.school, (*lessons, *new), duties)
        result._busy = reindexed(self._busy, self._keys, old, new)
        result._lessons = reindexed(self._lessons, self._whose, old, new)
        result.of_course = reindexed(self.of_course, _course, old, new)
        result._home = result._home_changed(self._home, (*old, *new))
        if result.duties == self.duties:
            result.of_duty, result.duties_of = self.of_duty, self.duties_of
            result._on_duty = self._on_duty
        return result

    def of(self, school: School) -> Timetable:
        """The same lessons and duties in a school with the same names, read from another text."""
        return Timetable(
            school,
            (p._replace(course=school.course[p.course.id]) for p in self.placements),
            (d._replace(duty=school.duty[d.duty.id]) for d in self.duties),
        )

    @cached_property
    def of_course(self) -> dict[str, tuple[Placement, ...]]:
        """course -> its placements by time."""
        none: dict[str, tuple[Placement, ...]] = dict.fromkeys(self.school.course, ())
        return none | indexed(self.placements, _course)

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
    def _busy(self) -> dict[_Key, tuple[Placement, ...]]:
        """(kind, id, moment) -> placements there, for whole classes, groups, rooms, teachers."""
        return indexed(self.placements, self._keys)

    def _keys(self, placement: Placement) -> Iterator[_Key]:
        """Everybody and everything that a lesson takes, at each moment of it."""
        course = placement.course
        rooms = dict.fromkeys((placement.room, *course.needs))
        for moment in self.school.within(placement.span):
            yield from (("class", class_id, moment) for class_id in course.classes)
            yield from (("group", group_id, moment) for group_id in course.groups)
            yield from (("room", room_id, moment) for room_id in rooms if room_id is not None)
            yield from (("teacher", name, moment) for name in self.staff(placement, moment))

    def at(self, who: Who, moment: Span) -> tuple[Placement, ...]:
        """Placements of somebody at a moment; of a class, those of the whole class only."""
        return self._busy.get((_KIND[type(who)], who.id, moment), ())

    def lessons_of(self, who: Who) -> tuple[Placement, ...]:
        """All placements of somebody, by time; of a class, those of its groups too."""
        return self._lessons.get((_KIND[type(who)], who.id), ())

    @cached_property
    def _lessons(self) -> dict[tuple[str, str], tuple[Placement, ...]]:
        """(kind, id) -> all placements of somebody."""
        return indexed(self.placements, self._whose)

    def _whose(self, placement: Placement) -> Iterator[tuple[str, str]]:
        """Everybody and everything that has to do with a lesson."""
        course = placement.course
        yield from (("class", class_id) for class_id in self.school.classes_of(course))
        yield from (("group", group_id) for group_id in course.groups)
        yield from (("teacher", name) for name in self.teachers_of(placement))
        rooms = dict.fromkeys((placement.room, *course.needs))
        yield from (("room", room_id) for room_id in rooms if room_id is not None)

    @cached_property
    def _home(self) -> frozenset[tuple[str, Span]]:
        return frozenset(
            (class_id, moment)
            for class_id, moments in self.school.home_periods.items()
            for moment in moments
            if not self._claimed(class_id, moment)
        )

    def _claimed(self, class_id: str, moment: Span) -> bool:
        """Whether a course has the class then: as a whole, or in all parts of a split."""
        return bool(self._busy.get(("class", class_id, moment))) or any(
            all(self._busy.get(("group", group, moment)) for group in split)
            for split in self.school.splits_of[class_id]
            if self.school.whole_split(split)
        )

    def _home_changed(
        self, before: frozenset[tuple[str, Span]], changed: Iterable[Placement]
    ) -> frozenset[tuple[str, Span]]:
        doubtful = {
            (class_id, moment)
            for placed in changed
            for class_id in self.school.classes_of(placed.course)
            for moment in self.school.within(placed.span)
            if moment in self.school.home_periods[class_id]
        }
        return before - doubtful | {one for one in doubtful if not self._claimed(*one)}

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

    def of_strand(self, strand: Strand) -> list[Placement]:
        """All lessons of a smallest set of pupils, by course and time."""
        return [p for c in self.school.courses_of_strand[strand] for p in self.of_course[c.id]]

    def attends(self, strand: Strand, period: Span) -> bool:
        """Whether pupils are at some lesson in a lesson period of theirs, or with their class
        teacher."""
        kept = self.school.kept(strand.class_id, period)
        return kept or any(p.span.meets(period) for p in self.of_strand(strand))

    def occupied(self, who: Teacher | Strand, period: Span) -> bool:
        """Whether somebody teaches, or attends, in some part of a lesson period; duties do not
        count."""
        if isinstance(who, Teacher):
            return any(self.teaching(who, m) for m in self.school.within(period))
        return self.attends(who, period)

    def given_to(self, who: Teacher | Strand) -> Sequence[Placement]:
        """The lessons of a teacher, or of a smallest set of pupils."""
        return self.lessons_of(who) if isinstance(who, Teacher) else self.of_strand(who)

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


_Key: TypeAlias = tuple[str, str, Span]
"""(kind, id, moment) of a whole class, a group, a room or a teacher."""


def _course(placement: Placement) -> tuple[str, ...]:
    return (placement.course.id,)


_KIND: dict[type, str] = {Teacher: "teacher", ClassGroup: "class", Group: "group", Room: "room"}
