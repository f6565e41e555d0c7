"""What rules are about: some lessons, the lessons of each class or teacher, some teachers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from timetabler.constraints.base import Constraint
from timetabler.constraints.encoder import Encoder, Lit
from timetabler.constraints.names import (
    ClassNames,
    PupilNames,
    RoomNames,
    SubjectNames,
    TagNames,
    TeacherNames,
    YearNames,
)
from timetabler.models.resources import ClassGroup, Course, Teacher
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.strands import Strand
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


def class_words(classes: Collection[str], years: Collection[str]) -> str:
    """Classes in words: ``1A and year 2``; all of them if none are named."""
    named = (*classes, *(f"year {y}" for y in years))
    return "all classes" if not named or "all" in classes else words(named)


class LessonScope(Constraint):
    """A constraint about lessons: which ones, by class, year, teacher, subject, room and tag.

    Every part that is written narrows the scope; nothing written means all lessons.
    """

    classes: ClassNames = ()
    years: YearNames = ()
    teachers: TeacherNames = ()
    subjects: SubjectNames = ()
    rooms: RoomNames = ()
    tags: TagNames = ()

    def courses(self, school: School) -> tuple[Course, ...]:
        """The courses in scope."""
        return school.select_courses(
            self.classes, self.years, self.teachers, self.subjects, self.rooms, self.tags
        )

    def classes_in(self, school: School) -> tuple[ClassGroup, ...]:
        """The classes in scope."""
        return school.select_classes(self.classes, self.years)

    def lesson_at(self, course: Course, span: Span, enc: Encoder) -> Lit:
        """A lesson in scope is at that span: of a pool, only what the teachers in scope give."""
        if self.all_in_scope(course, enc.school):
            return enc.at(course, span)
        return enc.any_of(enc.taught_by(course, span, t) for t in self._teachers(enc.school))

    def lessons_of(self, course: Course, timetable: Timetable) -> list[Placement]:
        """The lessons of a course that are in scope, by time."""
        placed = timetable.of_course[course.id]
        if self.all_in_scope(course, timetable.school):
            return list(placed)
        chosen = set(self._teachers(timetable.school))
        return [p for p in placed if not chosen.isdisjoint(timetable.teachers_of(p))]

    def _teachers(self, school: School) -> list[str]:
        return [t.id for t in school.select_teachers(self.teachers)]

    def all_in_scope(self, course: Course, school: School) -> bool:
        """Whether its lessons are in scope whoever gives them."""
        chosen = set(self._teachers(school))
        return not self.teachers or any(chosen.issuperset(pool) for pool in course.staff)

    def scope_words(self, *but: str, number: int | None = None) -> str:
        """The scope in words, without these parts of it.

        All of it: ``PE and Art lessons of 1A``; for a number: ``PE or Art lesson of 1A``.
        """
        if but:
            return self.model_copy(update=dict.fromkeys(but, ())).scope_words(number=number)
        parts = []
        if self.subjects and "all" not in self.subjects:
            parts.append(words(self.subjects, "and" if number is None else "or"))
        parts.append("lesson" if number == 1 else "lessons")
        if self.classes and "all" not in self.classes:
            parts.append(f"of {words(self.classes)}")
        if self.years:
            parts.append(f"of {'year' if len(self.years) == 1 else 'years'} {words(self.years)}")
        if self.teachers and "all" not in self.teachers:
            parts.append(f"given by {words(self.teachers)}")
        if self.rooms:
            parts.append(f"in {words(self.rooms, 'or')}")
        if self.tags:
            parts.append(f"tagged {words(self.tags, 'or')}")
        return " ".join(parts)

    def some(self, number: int, *but: str) -> str:
        """So many of them: ``2 PE or Art lessons``."""
        return f"{number} {self.scope_words(*but, number=number)}"

    @property
    def the_lessons(self) -> str:
        """The scope as the subject of a sentence: ``The PE lessons of 1A``, ``All lessons``."""
        scope = self.scope_words()
        return "All lessons" if scope == "lessons" else f"The {scope}"


Person: TypeAlias = Teacher | Strand
"""A teacher, or pupils who are always together."""

Owner: TypeAlias = Teacher | ClassGroup | Strand
"""Whose lessons are looked at."""


class LessonsOfEach(LessonScope):
    """A constraint about the lessons in scope that each class, teacher or set of pupils has."""

    per: Annotated[
        Literal["class", "teacher", "pupils"] | None,
        Field(
            description="Whose lessons; default: the teacher's if teachers is written. ``pupils``: "
            "those of each set of pupils who are in the same groups of a class."
        ),
    ] = None
    groups: PupilNames = ()

    @model_validator(mode="after")
    def _groups_have_pupils(self) -> Self:
        if self.groups and self.per != "pupils":
            raise ValueError("groups goes with per: pupils")
        return self

    @property
    def own(self) -> tuple[str, ...]:
        """The parts of the scope that say whose lessons they are."""
        return ("teachers",) if self.per_teacher else ("classes", "years", "groups")

    @property
    def per_teacher(self) -> bool:
        """Whether it is about each teacher, not each class."""
        return self.per == "teacher" or (self.per is None and bool(self.teachers))

    @property
    def owner_word(self) -> str:
        """Whose lessons: ``teacher``, ``class`` or ``set of pupils``."""
        return (
            "set of pupils" if self.per == "pupils" else "teacher" if self.per_teacher else "class"
        )

    def courses_each(self, school: School) -> dict[Owner, tuple[Course, ...]]:
        """The courses in scope of each, for everybody who has any.

        A teacher's are those they give or may give; a class's are those of the whole class; those
        of a set of pupils are of their groups too.
        """
        found: dict[Owner, tuple[Course, ...]] = {}
        if self.per == "pupils":
            some = (self.teachers, self.subjects, self.rooms, self.tags)
            wanted = set(school.select_courses((), (), *some))
            for strand in school.select_strands(self.classes, self.years, self.groups):
                theirs = school.courses_of_strand[strand]
                found[strand] = tuple(c for c in theirs if c in wanted)
            return {one: its for one, its in found.items() if its}
        courses = self.courses(school)
        if self.per_teacher:
            for who in school.select_teachers(self.teachers):
                theirs = school.courses_of_teacher[who.id]
                found[who] = tuple(c for c in courses if c in theirs)
        else:
            for class_ in self.classes_in(school):
                found[class_] = tuple(c for c in courses if class_.id in c.classes)
        return {one: some for one, some in found.items() if some}

    def sure_each(self, school: School) -> dict[Teacher | ClassGroup, frozenset[Course]]:
        """The courses of each whose lessons are in scope whoever of a pool gives them.

        For sets of pupils those of their whole class, which all of them share.
        """
        found: dict[Teacher | ClassGroup, frozenset[Course]] = {}
        for who, courses in self.courses_each(school).items():
            sure = (c for c in courses if self.per_teacher or self.all_in_scope(c, school))
            if isinstance(who, Strand):
                class_ = school.class_[who.class_id]
                found[class_] = frozenset(c for c in sure if class_.id in c.classes)
            else:
                found[who] = frozenset(sure)
        return found

    def lesson_each(self, who: Owner, course: Course, span: Span, enc: Encoder) -> Lit:
        """A lesson in scope is at that span, and that owner has it."""
        if isinstance(who, Teacher):
            return enc.taught_by(course, span, who.id)
        return self.lesson_at(course, span, enc)

    def placed_each(
        self, who: Owner, courses: Iterable[Course], timetable: Timetable
    ) -> list[Placement]:
        """The lessons that somebody has."""
        return [
            p
            for c in courses
            for p in self.lessons_of(c, timetable)
            if not isinstance(who, Teacher) or who.id in timetable.teachers_of(p)
        ]


class TeacherScope(Constraint):
    """A constraint about teachers: which ones. Nothing written means the usual ones."""

    teachers: TeacherNames = ()
    usual_teachers: ClassVar[str] = "all"

    def people(self, school: School) -> tuple[Teacher, ...]:
        """The teachers in scope."""
        return school.select_teachers(self.teachers or (self.usual_teachers,))

    def people_words(self) -> str:
        """The scope in words: ``specialists``, ``pat and mia``."""
        names = self.teachers or (self.usual_teachers,)
        return words("all teachers" if name == "all" else name for name in names)


class PupilScope(Constraint):
    """A constraint about pupils: which ones. Nothing written means all."""

    classes: ClassNames = ()
    years: YearNames = ()
    groups: PupilNames = ()

    def sets(self, school: School) -> tuple[Strand, ...]:
        """The smallest sets of pupils in scope."""
        return school.select_strands(self.classes, self.years, self.groups)

    def pupil_words(self) -> str:
        """The scope in words: ``the pupils of 1A and red``."""
        if not self.classes and not self.years and self.groups:
            return f"the pupils of {words(self.groups)}"
        return f"the pupils of {words((class_words(self.classes, self.years), *self.groups))}"


class PeopleScope(TeacherScope, PupilScope):
    """A constraint about teachers or, if ``classes``, ``years`` or ``groups`` are written, about
    their pupils."""

    @model_validator(mode="after")
    def _teachers_or_pupils(self) -> Self:
        if self.teachers and self.about_pupils:
            raise ValueError("a rule is about teachers or about pupils: write one of them")
        return self

    @property
    def about_pupils(self) -> bool:
        """Whether it is about pupils, not teachers."""
        return bool(self.classes or self.years or self.groups)

    def everybody(self, school: School) -> tuple[Person, ...]:
        """The teachers, or the smallest sets of pupils, in scope."""
        return self.sets(school) if self.about_pupils else self.people(school)

    def everybody_words(self) -> str:
        """The scope in words."""
        return self.pupil_words() if self.about_pupils else self.people_words()
