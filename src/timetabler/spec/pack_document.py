"""The part of the language about packs: what may be written, with types."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from timetabler.constraints.names import Names
from timetabler.spec.entry import Entry, Name


def only_value(value: Any) -> Any:
    """``150`` alone means ``{value: 150}``."""
    return {"value": value} if isinstance(value, str | int) else value


class FigureEntry(Entry):
    """A figure of the school's own. ``150`` alone means ``{value: 150}``."""

    value: Annotated[
        Name, Field(min_length=1, max_length=20, description='Minutes, or times: "11:30-14:30".')
    ]
    pro_rata: Annotated[
        bool | None,
        Field(
            description="In proportion to fte; default: as in the pack, else if it is for a week."
        ),
    ] = None
    source: Annotated[
        Name, Field(max_length=200, description="Where it is agreed; default: this line.")
    ] = ""
    note: Annotated[str, Field(max_length=1000, description="For people to read.")] = ""


class DayLimitEntry(Entry):
    """On how many days a week part-timers of some fractions work at most, unless agreed."""

    fte: Annotated[
        tuple[Annotated[float, Field(gt=0, le=1)], ...],
        Field(min_length=2, max_length=2, description="From and to: [0.4, 0.6]."),
    ]
    days: Annotated[int, Field(ge=1, le=20, description="Days a week, at most.")]


def only_base(value: Any) -> Any:
    """``vic`` alone means ``{base: vic}``."""
    return {"base": value} if isinstance(value, str) else value


class PackEntry(Entry):
    """Words and entitlements of a place. ``vic`` alone means ``{base: vic}``."""

    base: Annotated[
        str,
        Names("pack"),
        Field(description="The pack: act, nsw, qld, sa, tas, uk, us, vic or default."),
    ] = "default"
    words: Annotated[
        dict[str, Annotated[Name, Field(min_length=1, max_length=60)]],
        Names("word"),
        Field(description="The school's own words: {release: APT}."),
    ] = {}  # noqa: RUF012 - pydantic copies it
    figures: Annotated[
        dict[
            str,
            Annotated[
                FigureEntry,
                BeforeValidator(only_value, json_schema_input_type=FigureEntry | str),
            ],
        ],
        Names("figure"),
        Field(description="The school's own figures: {release_minutes: 150}."),
    ] = {}  # noqa: RUF012 - pydantic copies it
    part_time_days: Annotated[
        tuple[DayLimitEntry, ...] | None,
        Field(description="The school's own rule for part-timers, in place of that of the pack."),
    ] = None
