"""Fields that hold names of the school: what kind of name, and the words that stand for many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema


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
