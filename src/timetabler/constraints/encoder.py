"""The vocabulary in which constraints speak: atoms, derived nouns, connectives, statements.

A constraint says what must hold in these words and never learns who listens: the solver's encoder
turns them into a CP-SAT model, the Evaluator counts them on a finished timetable, and the
relaxation bounds them.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TypeVar

from timetabler.constraints.logic import Countable, Lit, Logic, Sum
from timetabler.models.duties import Duty
from timetabler.models.resources import ClassGroup, Course, Group, Teacher
from timetabler.models.school import School, Who
from timetabler.models.span import Span
from timetabler.models.strands import Strand

__all__ = ["Countable", "Encoder", "Lit", "NeedsNames", "Sum"]

Noun = TypeVar("Noun")


class NeedsNames(Exception):
    """A person of a pool was asked for by name while pools are decided by capacity only."""


class Encoder(Logic):
    """The vocabulary. ``school`` has the facts; nothing else is known about the listener."""

    def __init__(self, school: School) -> None:
        super().__init__()
        self.school = school

    # ---- atoms: exactly the fields of a placement, and who has a duty ------------------------

    @abstractmethod
    def at(self, course: Course, span: Span) -> Lit:
        """A lesson of the course fills exactly this span. False where the facts do not allow it."""

    @abstractmethod
    def in_room(self, course: Course, span: Span, room_id: str) -> Lit:
        """The lesson at this span is in that room (``at`` itself if the course has one room)."""

    @abstractmethod
    def with_teacher(self, course: Course, span: Span, pool: int, teacher_id: str) -> Lit:
        """The lesson at this span is given by that member of ``course.staff[pool]``.

        ``at`` itself if the pool has one member. Raises NeedsNames in capacity mode.
        """

    @abstractmethod
    def on_duty(self, person: str, duty: Duty) -> Lit:
        """That person has the duty. False if they may not."""

    # ---- derived nouns: written once, in terms of the atoms ----------------------------------

    def _remembered(self, make: Callable[..., Noun], *of: object) -> Noun:
        """What is asked for again and again is made the first time."""
        key = (make.__name__, *of)
        if key not in self._memo:
            self._memo[key] = make(*of)
        found: Noun = self._memo[key]
        return found

    def taught(self, course: Course, moment: Span) -> list[Lit]:
        """Every ``at`` of the course that covers the moment (at most one is true at a time)."""
        return list(self._remembered(self._taught, course, moment))

    def _taught(self, course: Course, moment: Span) -> list[Lit]:
        found = [self.at(course, s) for s in self.school.over(course, moment)]
        return [x for x in found if x is not False]

    def lessons_on(self, course: Course, day: int) -> list[Lit]:
        """Every ``at`` of the course on a day."""
        return [self.at(course, s) for s in self.school.spans(course) if s.day == day]

    def taught_by(self, course: Course, span: Span, teacher_id: str) -> Lit:
        """The lesson at this span is given by that person, in whichever pool, or as class teacher.

        As class teacher: of any moment of the span.
        """
        if course.home:
            moments = self.school.within(span)
            if any(teacher_id in self.school.home_staff(course, m) for m in moments):
                return self.at(course, span)
        return self.any_of(
            self.with_teacher(course, span, pool, teacher_id)
            for pool, names in enumerate(course.staff)
            if teacher_id in names
        )

    def load(self, who: Who, moment: Span) -> Sum:
        """How many things somebody is at, at that moment; see Timetable.load for what counts."""
        return self._remembered(self._load, who, moment)

    def _load(self, who: Who, moment: Span) -> Sum:
        school = self.school
        if isinstance(who, Teacher):
            return self.count(self.teaching(who, moment), *self.watching(who.id, moment))
        if isinstance(who, ClassGroup):
            return self.count(
                *(x for c in school.courses_of_class[who.id] for x in self.taught(c, moment)),
                *(
                    self.any_of(self.out(g, moment) for g in split)
                    for split in school.splits_of[who.id]
                ),
            )
        if isinstance(who, Group):
            return self.count(
                *(x for c in school.courses_of_group[who.id] for x in self.taught(c, moment))
            )
        homes = [c.id for c in school.classes if c.room == who.id]
        return self.count(
            *(
                (
                    self.at(c, s) if who.id in c.needs else self.in_room(c, s, who.id),
                    school.room_share(c, who.id),
                )
                for c in school.courses_of_room[who.id]
                for s in school.over(c, moment)
            ),
            *(self.at_home(c, moment) for c in homes),
        )

    def teaching(self, teacher: Teacher, moment: Span) -> Sum:
        """Lessons of a teacher at a moment, and own classes in home time; duties left out."""
        return self._remembered(self._teaching, teacher, moment)

    def _teaching(self, teacher: Teacher, moment: Span) -> Sum:
        courses = self.school.courses_of_teacher[teacher.id]
        homes = self.school.homes_of[teacher.id].get(moment, ())
        return self.count(
            *(x for c in courses for x in self._given(c, teacher, moment)),
            *(self.at_home(c, moment) for c in homes),
        )

    def watching(self, person: str, moment: Span) -> list[Lit]:
        """Every duty that somebody may have at that moment."""
        return [self.on_duty(person, d) for d in self.school.duties_over(person, moment)]

    def _given(self, course: Course, who: Teacher, moment: Span) -> list[Lit]:
        """What the course asks of that teacher at the moment: one literal for each span."""
        if course.home and who.id in self.school.home_staff(course, moment):
            return self.taught(course, moment)
        pools = [(i, pool) for i, pool in enumerate(course.staff) if who.id in pool]
        spans = self.school.over(course, moment)
        return [self.with_teacher(course, s, i, who.id) for i, _ in pools for s in spans]

    def given_by(self, course: Course, span: Span, who: Teacher, moment: Span) -> Lit:
        """The lesson at this span is given by that person at that moment of it."""
        if course.home and who.id in self.school.home_staff(course, moment):
            return self.at(course, span)
        pools = (i for i, pool in enumerate(course.staff) if who.id in pool)
        return self.any_of(self.with_teacher(course, span, i, who.id) for i in pools)

    def out(self, group_id: str, moment: Span, *, withdrawn: bool = False) -> Lit:
        """A group is at a lesson of its own; lessons for which pupils are withdrawn from others
        count only if it is said."""
        courses = [
            c for c in self.school.courses_of_group[group_id] if withdrawn or c.withdraws is None
        ]
        return self.any_of(x for c in courses for x in self.taught(c, moment))

    def at_home(self, class_id: str, moment: Span) -> Lit:
        """The class is in home time: no course has claimed it. False outside its periods."""
        return self._remembered(self._at_home, class_id, moment)

    def _at_home(self, class_id: str, moment: Span) -> Lit:
        if moment not in self._remembered(self._home_moments, class_id):
            return False
        away = [x for c in self.school.courses_of_class[class_id] for x in self.taught(c, moment)]
        for split in self.school.splits_of[class_id]:
            if self.school.whole_split(split):
                away.append(self.all_of(self.out(g, moment, withdrawn=True) for g in split))
        return self.no(self.any_of(away))

    def _home_moments(self, class_id: str) -> frozenset[Span]:
        return frozenset(self.school.home_periods[class_id])

    def busy(self, who: Who, moment: Span) -> Lit:
        """Somebody is at something at that moment."""
        return self._some(self.load(who, moment))

    def attends(self, strand: Strand, period: Span) -> Lit:
        """Pupils are at some lesson in a lesson period of theirs, or with their class teacher."""
        return self._remembered(self._attends, strand, period)

    def occupied(self, who: Teacher | Strand, period: Span) -> Lit:
        """Somebody teaches, or attends, in some part of a lesson period; duties do not count."""
        if isinstance(who, Teacher):
            return self.any_of(self.teaches(who, m) for m in self.school.within(period))
        return self.attends(who, period)

    def _attends(self, strand: Strand, period: Span) -> Lit:
        return self.school.kept(strand.class_id, period) or self.any_of(
            self.at(course, span)
            for course in self.school.courses_of_strand[strand]
            for span in self.school.spans(course)
            if span.meets(period)
        )

    def teaches(self, teacher: Teacher, moment: Span) -> Lit:
        """A teacher has a lesson or the own class at that moment; duties do not count."""
        return self._some(self.teaching(teacher, moment))

    def _some(self, total: Sum) -> Lit:
        return True if total.const else self.any_of(x for x, _ in total.terms)

    def free(self, who: Who, moment: Span) -> Lit:
        """Not busy."""
        return self.no(self.busy(who, moment))

    def released(self, teacher: Teacher, moment: Span) -> Lit:
        """A class teacher is free because their own class is with somebody else."""
        if not self.school.homes_of[teacher.id].get(moment):
            return False
        return self.free(teacher, moment)

    def relieved(self, teacher: Teacher, moment: Span) -> Lit:
        """A class teacher's own class is with somebody else, and the teacher with no other class:
        released, or on duty."""
        if not self.school.homes_of[teacher.id].get(moment):
            return False
        return self.no(self.teaches(teacher, moment))

    def demand(self, pool: frozenset[str], moment: Span) -> Sum:
        """Lessons at that moment that nobody outside ``pool`` could give. Needs no names."""
        return self.count(
            *(
                x
                for c in self.school.courses
                for names in c.staff
                if pool.issuperset(names)
                for x in self.taught(c, moment)
            )
        )
