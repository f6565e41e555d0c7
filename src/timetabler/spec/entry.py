"""What all parts of the document share: names, ids, and that unknown keys are errors."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema


def _one_line(value: str) -> str:
    """Names stand in cells, headings and lists."""
    if value and not value.strip():
        raise ValueError("a name cannot be blank")
    if value and value.splitlines() != [value]:
        raise ValueError("a name is one line, without a line end in it")
    return value


Name = Annotated[str, AfterValidator(_one_line)]
Id = Annotated[
    Name,
    Field(min_length=1, max_length=200),
    WithJsonSchema({"type": ["string", "integer"]}),
]


class Entry(BaseModel):
    """What every part of the document shares: unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


def only_id(value: Any) -> Any:
    """``pat`` alone means ``{id: pat}``."""
    return {"id": value} if isinstance(value, str | int) else value
