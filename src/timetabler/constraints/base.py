"""What a constraint is: fields, points of application, encode and deviation, words.

The words are those of XHSTT (the field's standard format): a constraint applies at *points of
application*; at each point a timetable has an integer *deviation*; ``required`` means that it must
be 0, otherwise the cost is weight x deviation.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from timetabler.constraints.encoder import Encoder, Lit
from timetabler.models.findings import Shortage
from timetabler.models.resources import ClassGroup, Course, Source, Teacher
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.week import Span


@dataclass(frozen=True)
class Names:
    """Marks a field that holds names of the school, so that unknown ones are found and named."""

    of: str
    """``class``, ``year``, ``teacher``, ``subject``, ``room``, ``team``, ``group``, ``day`` or
    ``time``."""
    keywords: tuple[str, ...] = ()
    """Words that stand for many."""


def _listed(value: Any) -> Any:
    """One name may be written without brackets."""
    return (value,) if isinstance(value, str | int) else value


_NAMES = WithJsonSchema(
    {
        "anyOf": [
            {"type": ["string", "integer"]},
            {"type": "array", "items": {"type": ["string", "integer"]}},
        ]
    }
)

ClassNames = Annotated[
    tuple[str, ...],
    BeforeValidator(_listed),
    Names("class", ("all",)),
    _NAMES,
    Field(description="These classes only."),
]
YearNames = Annotated[
    tuple[str, ...],
    BeforeValidator(_listed),
    Names("year"),
    _NAMES,
    Field(description="Classes of these years only."),
]
TeacherNames = Annotated[
    tuple[str, ...],
    BeforeValidator(_listed),
    Names("teacher", ("all", "specialists", "class_teachers")),
    _NAMES,
    Field(description="These teachers only."),
]
SubjectNames = Annotated[
    tuple[str, ...],
    BeforeValidator(_listed),
    Names("subject", ("all", "specialist")),
    _NAMES,
    Field(description="These subjects only."),
]
GroupNames = Annotated[tuple[str, ...], BeforeValidator(_listed), Names("group"), _NAMES]
RoomNames = Annotated[
    tuple[str, ...],
    BeforeValidator(_listed),
    Names("room"),
    _NAMES,
    Field(description="These rooms only."),
]
TeamNames = Annotated[
    tuple[str, ...],
    BeforeValidator(_listed),
    Names("team", ("all",)),
    _NAMES,
    Field(description="These teams only."),
]
DayNames = Annotated[tuple[str, ...], BeforeValidator(_listed), Names("day"), _NAMES]
Times = Annotated[tuple[str, ...], BeforeValidator(_listed), Names("time"), _NAMES]


@dataclass(frozen=True, eq=False)
class Point:
    """One point of application."""

    key: str
    """Unique within the constraint and stable from run to run: ``pat|Mon``."""
    about: tuple[Any, ...]
    """The facts it is about, for encode, deviation and sentence."""
    shadow: bool = False
    """A consequence of other points, said about a pool instead of its members. It helps the solver
    and the counting, and is never counted in a cost; it is left out when the rule is weighted."""


DailyLimits: TypeAlias = "dict[Teacher | ClassGroup, tuple[int, frozenset[Course]]]"


class Constraint(BaseModel, ABC):
    """A rule of the school. Subclasses live one to a file; the file has the name of the kind."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    required: Annotated[bool | None, Field(description="It must hold.")] = None
    weight: Annotated[
        int | None,
        Field(
            ge=1, le=100, description="It may be broken, at this cost for each unit of deviation."
        ),
    ] = None
    note: Annotated[str, Field(description="Why; carried into every report.")] = ""
    asked_by: Annotated[str, Field(description="Who asked for it; carried into reports.")] = ""

    usual_weight: ClassVar[int | None] = None
    """What holds if neither ``required`` nor ``weight`` is written; None: required."""
    standing: ClassVar[bool] = False
    """Whether it holds for every school, written or not."""
    absence: ClassVar[bool] = False
    """Whether it can be broken by what is *not* there, so that no lesson may be shown for it."""
    example: ClassVar[str]
    """One YAML entry that shows it, for the manual; checked in the tests."""

    @model_validator(mode="after")
    def _one_of_required_and_weight(self) -> Constraint:
        if self.required and self.weight is not None:
            raise ValueError("write either required: true or weight, not both")
        if self.required is False and self.weight is None and self.usual_weight is None:
            raise ValueError("a rule that is not required needs a weight from 1 to 100")
        return self

    @classmethod
    def kind_name(cls) -> str:
        """The kind: the name of its file."""
        return str(cls.model_fields["kind"].default)

    @property
    def cost(self) -> int | None:
        """Cost of one unit of deviation; None: required."""
        if self.required:
            return None
        return self.weight if self.weight is not None else self.usual_weight

    @abstractmethod
    def points(self, school: School) -> Iterable[Point]:
        """Every point of application in this school."""

    @abstractmethod
    def encode(self, point: Point, enc: Encoder) -> None:
        """Says to the solver that the deviation at the point is 0 (the encoder makes it soft)."""

    @abstractmethod
    def deviation(self, point: Point, timetable: Timetable) -> int:
        """How far the timetable is from the rule at the point; 0 if it holds. Needs no solver."""

    @abstractmethod
    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:
        """The lessons that show the deviation. Only called where it is above 0."""

    @abstractmethod
    def sentence(self, point: Point) -> str:
        """The rule at this point in plain words, without a full stop at the end."""

    @abstractmethod
    def title(self) -> str:
        """The whole rule in one short sentence, without a full stop at the end."""

    def forbidden(self, school: School) -> Iterator[tuple[Course, Span]]:  # noqa: ARG002
        """Where a lesson breaks the rule whatever else happens: courses and spans."""
        yield from ()

    def daily_limits(self, school: School) -> DailyLimits:  # noqa: ARG002
        """The most lessons a day that somebody may have, and of which courses."""
        return {}

    def shortage(self, school: School) -> Iterator[Shortage]:  # noqa: ARG002
        """Counting arguments that the rule cannot hold in any timetable of this school."""
        yield from ()


class LessonScope(Constraint):
    """A constraint about lessons: which ones, by class, year, teacher, subject and room.

    Every part that is written narrows the scope; nothing written means all lessons.
    """

    classes: ClassNames = ()
    years: YearNames = ()
    teachers: TeacherNames = ()
    subjects: SubjectNames = ()
    rooms: RoomNames = ()

    def courses(self, school: School) -> tuple[Course, ...]:
        """The courses in scope."""
        return school.select_courses(
            self.classes, self.years, self.teachers, self.subjects, self.rooms
        )

    def classes_in(self, school: School) -> tuple[ClassGroup, ...]:
        """The classes in scope."""
        return school.select_classes(self.classes, self.years)

    def lesson_at(self, course: Course, span: Span, enc: Encoder) -> Lit:
        """A lesson in scope is at that span: of a pool, only what the teachers in scope give."""
        if self.whole(course, enc.school):
            return enc.at(course, span)
        return enc.any_of(enc.taught_by(course, span, t) for t in self._teachers(enc.school))

    def lessons_of(self, course: Course, timetable: Timetable) -> list[Placement]:
        """The lessons of a course that are in scope, by time."""
        placed = timetable.of_course[course.id]
        if self.whole(course, timetable.school):
            return list(placed)
        chosen = set(self._teachers(timetable.school))
        return [p for p in placed if not chosen.isdisjoint(timetable.teachers_of(p))]

    def _teachers(self, school: School) -> list[str]:
        return [t.id for t in school.select_teachers(self.teachers)]

    def whole(self, course: Course, school: School) -> bool:
        """Whether its lessons are in scope whoever gives them."""
        chosen = set(self._teachers(school))
        return not self.teachers or any(chosen.issuperset(pool) for pool in course.staff)

    def scope_words(self, *but: str) -> str:
        """The scope in words, without these parts of it: ``PE lessons of 1A and 1B``."""
        if but:
            return self.model_copy(update=dict.fromkeys(but, ())).scope_words()
        subjects = "" if not self.subjects or "all" in self.subjects else words(self.subjects) + " "
        parts = [f"{subjects}lessons"]
        if self.classes and "all" not in self.classes:
            parts.append(f"of {words(self.classes)}")
        if self.years:
            parts.append(f"of {'year' if len(self.years) == 1 else 'years'} {words(self.years)}")
        if self.teachers and "all" not in self.teachers:
            parts.append(f"given by {words(self.teachers)}")
        if self.rooms:
            parts.append(f"in {words(self.rooms, 'or')}")
        return " ".join(parts)

    def some(self, number: int, *but: str) -> str:
        """So many of them: ``2 of the PE lessons``, or ``2 lessons`` if all are in scope."""
        scope = self.scope_words(*but)
        return plural(number, "lesson") if scope == "lessons" else f"{number} of the {scope}"


class LessonsOfEach(LessonScope):
    """A constraint about the lessons in scope that each class, or each teacher, has."""

    per: Annotated[
        Literal["class", "teacher"] | None,
        Field(description="Whose lessons; default: the teacher's if teachers is written."),
    ] = None

    @property
    def own(self) -> tuple[str, ...]:
        """The parts of the scope that say whose lessons they are."""
        return ("teachers",) if self.per_teacher else ("classes", "years")

    @property
    def per_teacher(self) -> bool:
        """Whether it is about each teacher, not each class."""
        return self.per == "teacher" or (self.per is None and bool(self.teachers))

    def courses_each(self, school: School) -> dict[Teacher | ClassGroup, tuple[Course, ...]]:
        """The courses in scope of each, for everybody who has any.

        A teacher's are those they give or may give; a class's are those of the whole class.
        """
        courses = self.courses(school)
        found: dict[Teacher | ClassGroup, tuple[Course, ...]] = {}
        if self.per_teacher:
            for who in school.select_teachers(self.teachers):
                theirs = school.courses_of_teacher[who.id]
                found[who] = tuple(c for c in courses if c in theirs)
        else:
            for whole in self.classes_in(school):
                found[whole] = tuple(c for c in courses if whole.id in c.classes)
        return {one: some for one, some in found.items() if some}

    def lessons_each(
        self, who: Teacher | ClassGroup, courses: Iterable[Course], day: int, enc: Encoder
    ) -> list[Lit]:
        """Every lesson that somebody may have on a day."""
        return [
            enc.taught_by(c, span, who.id)
            if isinstance(who, Teacher)
            else self.lesson_at(c, span, enc)
            for c in courses
            for span in enc.school.spans(c)
            if span.day == day
        ]

    def placed_each(
        self, who: Teacher | ClassGroup, courses: Iterable[Course], timetable: Timetable
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
        return "all teachers" if "all" in names else words(names)


def words(items: Iterable[object], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``; underscores become spaces."""
    texts = [str(i).replace("_", " ") for i in items]
    if len(texts) <= 1:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {last} {texts[-1]}"


def plural(n: int, noun: str, nouns: str = "") -> str:
    """``1 lesson``, ``2 lessons``."""
    return f"{n} {noun if n == 1 else nouns or noun + 's'}"


def rule_source(source: Source) -> str:
    """Where a rule was written, for people; a standing rule was not written."""
    return str(source) if source.line else "always holds"
