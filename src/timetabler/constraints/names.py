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
    ``time``, ``week``, ``site``, ``area`` (of duty), ``duty time`` or ``need`` (of support)."""
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
    Names("teacher", ("all", "specialists", "class_teachers", "aides", "everybody")),
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
WeekNames = Annotated[tuple[str, ...], BeforeValidator(_listed), Names("week"), _NAMES]
AreaNames = Annotated[
    tuple[str, ...],
    BeforeValidator(_listed),
    Names("area"),
    _NAMES,
    Field(description="Duty in these areas only."),
]
DutyTimeNames = Annotated[
    tuple[str, ...],
    BeforeValidator(_listed),
    Names("duty time"),
    _NAMES,
    Field(description="Duty at these duty times only."),
]
DayNames = Annotated[tuple[str, ...], BeforeValidator(_listed), Names("day"), _NAMES]
Times = Annotated[tuple[str, ...], BeforeValidator(_listed), Names("time"), _NAMES]
