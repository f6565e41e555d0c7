"""The school: every fact, with the lookups that constraints, solver, verification and views share.

It is built in floors, a file each: facts (what was written), bells (when), timelines (what
follows what), staffing (who is where), entitlements (what they are due), strands (which pupils are
always together), and here the selection of what a rule is about.

What both sides of a constraint (encode and deviation) need is computed here once, and tested on
its own, because a mistake in a shared helper would hide from the contract tests.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import TypeAlias

from timetabler.models.facts import Team
from timetabler.models.resources import ClassGroup, Course, Group, Room, Teacher
from timetabler.models.strands import Strands

Who: TypeAlias = Teacher | ClassGroup | Group | Room
"""Anybody or anything that can be in one place at a time."""


class School(Strands):
    """All that is known about one school. Frozen; compared and hashed by identity."""

    @cached_property
    def specialists(self) -> tuple[str, ...]:
        """Teachers of courses who are nobody's class teacher. Meetings make nobody one."""
        return tuple(
            t.id
            for t in self.teachers
            if not self.home_classes[t.id]
            and any(not c.staff_only for c in self.courses_of_teacher[t.id])
        )

    @cached_property
    def aides(self) -> tuple[str, ...]:
        """People who support pupils in class and give no lessons."""
        return tuple(t.id for t in self.teachers if t.role == "aide")

    @cached_property
    def class_teachers(self) -> tuple[str, ...]:
        """Teachers with a class of their own."""
        return tuple(t.id for t in self.teachers if self.home_classes[t.id])

    @cached_property
    def specialist_subjects(self) -> tuple[str, ...]:
        """Subjects that somebody other than the class teacher teaches."""
        return tuple(
            s
            for s in self.subjects
            if any(c.staff and not c.staff_only for c in self.courses_in(s))
        )

    def courses_in(self, subject: str) -> tuple[Course, ...]:
        """Courses of a subject."""
        return tuple(c for c in self.courses if c.subject == subject)

    def select_classes(
        self, classes: Collection[str] = (), years: Collection[str] = ()
    ) -> tuple[ClassGroup, ...]:
        """Classes named, or with one of the years; all if neither is given."""
        if (not classes and not years) or "all" in classes:
            return self.classes
        return tuple(c for c in self.classes if c.id in classes or any(y in years for y in c.years))

    def select_teachers(self, teachers: Collection[str] = ()) -> tuple[Teacher, ...]:
        """Teachers named; ``all``, ``specialists``, ``class_teachers``, ``aides`` and ``everybody``
        stand for many. ``all`` are those who teach, ``everybody`` the whole staff; nothing named
        is ``all``.
        """
        named = tuple(teachers) or ("all",)
        if named not in self._chosen:
            chosen = {person for name in named for person in self._many.get(name, (name,))}
            self._chosen[named] = tuple(t for t in self.teachers if t.id in chosen)
        return self._chosen[named]

    @cached_property
    def _chosen(self) -> dict[tuple[str, ...], tuple[Teacher, ...]]:
        return {}

    @cached_property
    def _many(self) -> dict[str, tuple[str, ...]]:
        """The words that stand for many teachers, with their ids."""
        return {
            "all": tuple(t.id for t in self.teachers if t.role == "teacher"),
            "everybody": tuple(t.id for t in self.teachers),
            "specialists": self.specialists,
            "class_teachers": self.class_teachers,
            "aides": self.aides,
        }

    def select_subjects(self, subjects: Collection[str] = ()) -> tuple[str, ...]:
        """Subjects named; ``all`` and ``specialist`` stand for many."""
        if not subjects or "all" in subjects:
            return self.subjects
        chosen = set(subjects)
        if "specialist" in chosen:
            chosen |= set(self.specialist_subjects)
        return tuple(s for s in self.subjects if s in chosen)

    def select_teams(self, teams: Collection[str] = ()) -> tuple[Team, ...]:
        """Teams named; all if none are."""
        if not teams or "all" in teams:
            return self.teams
        return tuple(t for t in self.teams if t.id in teams)

    def select_courses(
        self,
        classes: Collection[str] = (),
        years: Collection[str] = (),
        teachers: Collection[str] = (),
        subjects: Collection[str] = (),
        rooms: Collection[str] = (),
        tags: Collection[str] = (),
    ) -> tuple[Course, ...]:
        """Courses that meet every given part of a scope; an empty part asks nothing."""
        parts = (classes, years, teachers, subjects, rooms, tags)
        scope = tuple(tuple(part) for part in parts)
        if scope not in self._selected:
            self._selected[scope] = tuple(self._select_courses(*scope))
        return self._selected[scope]

    @cached_property
    def _selected(self) -> dict[tuple[tuple[str, ...], ...], tuple[Course, ...]]:
        return {}

    def _select_courses(
        self,
        classes: tuple[str, ...],
        years: tuple[str, ...],
        teachers: tuple[str, ...],
        subjects: tuple[str, ...],
        rooms: tuple[str, ...],
        tags: tuple[str, ...],
    ) -> Iterator[Course]:
        in_classes = {c.id for c in self.select_classes(classes, years)}
        by = [t.id for t in self.select_teachers(teachers)]
        taught = {course for t in by for course in self.courses_of_teacher[t]}
        about = set(self.select_subjects(subjects))
        for course in self.courses:
            if (
                (not (classes or years) or not in_classes.isdisjoint(self.classes_of(course)))
                and (not teachers or course in taught)
                and (not subjects or course.subject in about)
                and (not rooms or any(r in rooms for r in self.rooms_for(course)))
                and (not tags or not set(tags).isdisjoint(course.tags))
            ):
                yield course
