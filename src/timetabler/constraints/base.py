"""What a constraint is: fields, points of application, encode and deviation, words.

The words are those of XHSTT (the field's standard format): a constraint applies at *points of
application*; at each point a timetable has an integer *deviation*; ``required`` means that it must
be 0, otherwise the cost is weight x deviation.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import Names
from timetabler.models.duties import Duty
from timetabler.models.reasons import Shortage
from timetabler.models.resources import ClassGroup, Course, Teacher
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Timetable, Witness
from timetabler.models.wording import plural


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


T = TypeVar("T")


def known(value: T | None) -> T:
    """The value of a field that the pack fills if nothing is written. ValueError if it did not."""
    if value is None:
        raise ValueError("neither the rule nor the pack says how much")
    return value


Unit: TypeAlias = Literal["lessons", "periods", "minutes", "days"]
"""In what lessons are counted; ``days``: how many days have one."""


class Limit(NamedTuple):
    """The most that somebody may have of some lessons in a part of the cycle; of a course, the most
    of its own lessons."""

    who: Teacher | ClassGroup | Course
    courses: frozenset[Course]
    days: tuple[int, ...]
    """The part: all of these days together."""
    most: int
    unit: Unit = "lessons"
    why: str = ""
    """The arithmetic, if the rule does not show it: ``1500 - 600``."""


class DutyAsked(NamedTuple):
    """People on duty that a rule asks for."""

    duties: frozenset[Duty]
    """In any of these."""
    people: frozenset[str]
    """Any of these people."""
    least: int


class DutyLimit(NamedTuple):
    """How many of some duties a person may have."""

    person: str
    duties: frozenset[Duty]
    most: int


class Constraint(BaseModel, ABC):
    """A rule of the school. Subclasses live one to a file; the file has the name of the kind."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )

    required: Annotated[bool | None, Field(description="It must hold.")] = None
    weight: Annotated[
        int | None,
        Field(
            ge=1,
            le=100_000,
            description="It may be broken, at this cost for each unit of deviation.",
        ),
    ] = None
    negotiable: Annotated[
        bool | None,
        Field(
            description="Whether it may be proposed to give it up where no timetable keeps all "
            "required rules; default: yes, unless it is the law, or about what always holds."
        ),
    ] = None
    note: Annotated[str, Field(description="Why; carried into every report.")] = ""
    asked_by: Annotated[str, Field(description="Who asked for it; carried into reports.")] = ""

    usual_weight: ClassVar[int | None] = None
    """What holds if neither ``required`` nor ``weight`` is written; None: required."""
    standing: ClassVar[bool] = False
    """Whether it holds for every school, written or not."""
    law: ClassVar[bool] = False
    """Whether it says what people are entitled to: not negotiable unless the school says so."""
    absence: ClassVar[bool] = False
    """Whether it can be broken by what is *not* there, so that no lesson may be shown for it."""
    concerns: ClassVar[Literal["lessons", "duties", "both"]] = "lessons"
    """What it is about. ``lessons``: a duty can only make its deviation larger, never smaller.
    ``duties``: it looks at duties alone, wherever the lessons are. ``both``: at how they meet."""
    counts: ClassVar[tuple[str, ...]] = ("lesson",)
    """What its deviation counts: one of it, and several where these are no ``...s``."""
    from_pack: ClassVar[Mapping[str, str]] = {}
    """field -> the figure of the pack that stands in for it; see ``unwritten``."""
    if_known: ClassVar[frozenset[str]] = frozenset()
    """Fields of ``from_pack`` that stay empty where the pack does not know the figure."""
    example: ClassVar[str]
    """One YAML entry that shows it, for the manual; checked in the tests."""

    _week: str = PrivateAttr(default="week")
    """What titles call a week of this school: longer than five days, it is a cycle."""

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

    def unwritten(self) -> dict[str, str]:
        """The fields that are left to the pack, each with its figure.

        A field ``pro_rata`` is whether the figure is, any other field its value.
        """
        return {f: figure for f, figure in self.from_pack.items() if getattr(self, f) in (None, ())}

    def filled(self, values: Mapping[str, Any]) -> Self:
        """The same rule with these fields written too. Raises ValidationError."""
        written = {field: getattr(self, field) for field in self.model_fields_set}
        return type(self).model_validate({**written, **values})

    def spoken(self, school: School) -> Self:
        """The same rule in the words of this school: names of people and places for their ids.

        Only for ``title`` and ``sentence``: its fields name nothing that the school knows.
        """
        marks = {
            field: next((mark.of for mark in info.metadata if isinstance(mark, Names)), "")
            for field, info in type(self).model_fields.items()
        }
        names = {
            field: tuple(school.name_of(sort, one) for one in getattr(self, field))
            for field, sort in marks.items()
            if sort
        }
        result = self.model_copy(update=names)
        result._week = "week" if school.week.weeks else school.week.word
        return result

    def _often(self, per: Literal["day", "week"]) -> str:
        """``a day``, ``a week``; ``a cycle`` if that is what the school has."""
        return f"a {self._week if per == 'week' else per}"

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

    def amount(self, deviation: int) -> str:
        """A deviation in words: ``120 minutes``."""
        return plural(deviation, *self.counts)

    @abstractmethod
    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Witness]:
        """The lessons and duties that show the deviation. Only called where it is above 0."""

    def remarks(self, point: Point, timetable: Timetable) -> Iterable[str]:  # noqa: ARG002
        """What a person wants to know that the witnesses do not show, such as how many minutes
        there are: a few short texts. Only called where the deviation is above 0."""
        return ()

    @abstractmethod
    def sentence(self, point: Point) -> str:
        """The rule at this point in plain words, without a full stop at the end."""

    @abstractmethod
    def title(self) -> str:
        """The whole rule in one short sentence, without a full stop at the end."""

    def forbidden(self, school: School) -> Iterator[tuple[Course, Span]]:  # noqa: ARG002
        """Where a lesson breaks the rule whatever else happens: courses and spans."""
        yield from ()

    def limits(self, school: School) -> Iterator[Limit]:  # noqa: ARG002
        """What somebody may have at most, by day or by week, as it follows from the rule."""
        yield from ()

    def duties_asked(self, school: School) -> Iterator[DutyAsked]:  # noqa: ARG002
        """Who is to be on duty, as far as the rule says."""
        yield from ()

    def duty_limits(self, school: School) -> Iterator[DutyLimit]:  # noqa: ARG002
        """How many duties people may have, as far as it follows from the rule."""
        yield from ()

    def least(self, point: Point, school: School) -> int:  # noqa: ARG002
        """A deviation that every timetable has there that keeps the standing rules, by counting."""
        return 0

    def shortage(self, school: School) -> Iterator[Shortage]:  # noqa: ARG002
        """Counting arguments that the rule cannot hold in any timetable of this school."""
        yield from ()
