"""The part of the language about dates: what may be written, with types."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from timetabler.constraints.names import Names
from timetabler.spec.entry import Entry, Name

_FIRST, _AFTER = "2000", "2200"
"""Years of dates: what is outside is a slip, and other programs do not have it."""


def _iso(value: Any) -> Any:
    """Dates are written one way only, as others are read differently in different places."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError(f'a date is written year-month-day, 2027-03-08, not "{value}"')
    if isinstance(value, str) and not _FIRST <= value < _AFTER:
        raise ValueError(f'a date is of the years 2000 to 2199, not "{value}"')
    return value


Day = Annotated[date, BeforeValidator(_iso), WithJsonSchema({"type": "string", "format": "date"})]


class TermEntry(Entry):
    """A time of school, first and last day included."""

    name: Annotated[
        Name, Field(max_length=60, description="For people to read; default: Term 1, 2 ...")
    ] = ""
    first: Annotated[Day, Field(alias="from", description="First day: 2027-01-28.")]
    last: Annotated[Day, Field(alias="to", description="Last day: 2027-03-25.")]
    week: Annotated[
        str | None,
        Names("week"),
        Field(description="Week of the cycle that it begins with; default: the first."),
    ] = None


class ClosedEntry(Entry):
    """Days on which there is no school."""

    name: Annotated[Name, Field(min_length=1, max_length=60, description="Why: Labour Day.")]
    on: Annotated[Day | None, Field(alias="date", description="The day, if it is one.")] = None
    first: Annotated[Day | None, Field(alias="from", description="First day of several.")] = None
    last: Annotated[Day | None, Field(alias="to", description="Last day of several.")] = None


class CalendarEntry(Entry):
    """When the timetable holds: for calendars, and to count what holidays take away."""

    terms: Annotated[
        tuple[TermEntry, ...], Field(min_length=1, max_length=20, description="Times of school.")
    ]
    closed: Annotated[
        tuple[ClosedEntry, ...],
        Field(max_length=400, description="Public holidays and other days without school."),
    ] = ()
    timezone: Annotated[
        Name,
        Field(max_length=60, description="Australia/Melbourne; default: that of the pack, if any."),
    ] = ""
