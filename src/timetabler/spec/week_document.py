"""The part of the language about days and bell times: what may be written, with types."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from timetabler.constraints.names import ClassNames, DayNames, YearNames
from timetabler.models.span import parse_clock_range
from timetabler.models.timeslot import Kind
from timetabler.spec.entry import Entry, Id


class TimeslotEntry(Entry):
    """One row of the bell times."""

    id: Annotated[Id, Field(description="Name of the period or break, such as S1 or recess.")]
    time: Annotated[str, Field(description='From and to, such as "08:50-09:50".')]
    kind: Annotated[
        Kind,
        Field(
            description="lesson (courses may be here), break, home (with the class teacher, no "
            "course may be here: roll call, eating time) or duty (staff only)."
        ),
    ] = "lesson"
    days: Annotated[DayNames, Field(description="Only on these days; default: every day.")] = ()
    classes: Annotated[ClassNames, Field(description="Only for these classes.")] = ()
    years: Annotated[YearNames, Field(description="Only for classes of these years.")] = ()

    @field_validator("time")
    @classmethod
    def _a_range(cls, value: str) -> str:
        parse_clock_range(value)
        return value


class WeekEntry(Entry):
    """Days and bell times. A timeslot id may have one row for each set of days or classes."""

    days: Annotated[
        tuple[Id, ...],
        Field(min_length=1, max_length=40, description="Days of the cycle, in order."),
    ] = ("Mon", "Tue", "Wed", "Thu", "Fri")
    weeks: Annotated[
        tuple[Id, ...],
        Field(
            max_length=4,
            description="Names of the weeks of the cycle, if it has several: [A, B]. Each has all "
            "the days, which are then called Mon A, Mon B and so on; Mon is both.",
        ),
    ] = ()
    timeslots: Annotated[
        tuple[TimeslotEntry, ...],
        Field(min_length=1, max_length=500, description="The bell times."),
    ]

    @field_validator("weeks")
    @classmethod
    def _several(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if len(value) == 1:
            raise ValueError("a cycle of one week needs no name for it: leave weeks out")
        return value
