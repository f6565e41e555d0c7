"""Fields that hold names of the school: what kind of name, and the words that stand for many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema


@dataclass(frozen=True)
class Names:
    """Marks a field that holds names of the school, so that unknown ones are found and named."""

    of: str
    """``class``, ``year``, ``teacher``, ``subject``, ``room``, ``team``, ``group``, ``day``,
    ``tag``, ``time``, ``week``, ``site``, ``area`` (of duty), ``duty time`` or ``need`` (of
    support)."""
    keywords: tuple[str, ...] = ()
    """Words that stand for many."""


def listed(value: Any) -> Any:
    """One name may be written without brackets."""
    return (value,) if isinstance(value, str | int) else value


NAME_LIST = WithJsonSchema(
    {
        "anyOf": [
            {"type": ["string", "integer"]},
            {"type": "array", "items": {"type": ["string", "integer"]}},
        ]
    }
)
"""What may be written for such a field: one name, or several."""

ClassNames = Annotated[
    tuple[str, ...],
    BeforeValidator(listed),
    Names("class", ("all",)),
    NAME_LIST,
    Field(description="These classes only."),
]
YearNames = Annotated[
    tuple[str, ...],
    BeforeValidator(listed),
    Names("year"),
    NAME_LIST,
    Field(description="Classes of these years only."),
]
TeacherNames = Annotated[
    tuple[str, ...],
    BeforeValidator(listed),
    Names("teacher", ("all", "specialists", "class_teachers", "aides", "everybody")),
    NAME_LIST,
    Field(description="These teachers only."),
]
SubjectNames = Annotated[
    tuple[str, ...],
    BeforeValidator(listed),
    Names("subject", ("all", "specialist")),
    NAME_LIST,
    Field(description="These subjects only."),
]
GroupNames = Annotated[tuple[str, ...], BeforeValidator(listed), Names("group"), NAME_LIST]
PupilNames = Annotated[
    GroupNames,
    Field(description="Besides, the pupils of these groups."),
]
RoomNames = Annotated[
    tuple[str, ...],
    BeforeValidator(listed),
    Names("room"),
    NAME_LIST,
    Field(description="These rooms only."),
]
TagNames = Annotated[
    tuple[str, ...],
    BeforeValidator(listed),
    Names("tag"),
    NAME_LIST,
    Field(description="Courses with any of these tags only."),
]
TeamNames = Annotated[
    tuple[str, ...],
    BeforeValidator(listed),
    Names("team", ("all",)),
    NAME_LIST,
    Field(description="These teams only."),
]
WeekNames = Annotated[tuple[str, ...], BeforeValidator(listed), Names("week"), NAME_LIST]
AreaNames = Annotated[
    tuple[str, ...],
    BeforeValidator(listed),
    Names("area"),
    NAME_LIST,
    Field(description="Duty in these areas only."),
]
DutyTimeNames = Annotated[
    tuple[str, ...],
    BeforeValidator(listed),
    Names("duty time"),
    NAME_LIST,
    Field(description="Duty at these duty times only."),
]
DayNames = Annotated[tuple[str, ...], BeforeValidator(listed), Names("day"), NAME_LIST]
Times = Annotated[tuple[str, ...], BeforeValidator(listed), Names("time"), NAME_LIST]
