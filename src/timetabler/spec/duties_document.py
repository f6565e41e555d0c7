"""The part of the language about duties and support: what may be written, with types."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, field_validator

from timetabler.constraints.names import (
    DayNames,
    DutyTimeNames,
    Names,
    SubjectNames,
    TeacherNames,
    Times,
)
from timetabler.models.span import parse_clock_range
from timetabler.spec.entry import Entry, Id, Name, only_id


class DutyTimeEntry(Entry):
    """A time at which areas are watched: half of recess, before school."""

    id: Annotated[Id, Field(description="Such as recess 1 (the first half).")]
    time: Annotated[str, Field(description='From and to, such as "10:50-11:05".')]
    days: Annotated[DayNames, Field(description="Only on these days; default: every day.")] = ()

    @field_validator("time")
    @classmethod
    def _a_range(cls, value: str) -> str:
        parse_clock_range(value)
        return value


class AreaEntry(Entry):
    """A part of the grounds that is watched. ``junior`` alone means ``{id: junior}``."""

    id: Annotated[Id, Field(description="Short code used everywhere else in the file.")]
    name: Annotated[
        Name, Field(max_length=200, description="For people to read; default: the id.")
    ] = ""
    at: Annotated[
        DutyTimeNames, Field(description="Watched at these duty times; default: at all of them.")
    ] = ()
    days: Annotated[DayNames, Field(description="Only on these days; default: every day.")] = ()
    staff: Annotated[int, Field(ge=1, le=50, description="People at a time.")] = 1
    teachers: Annotated[
        TeacherNames, Field(description="Only these may have it; default: as under duties.")
    ] = ()
    points: Annotated[
        int,
        Field(
            ge=1, le=10, description="A minute counts as so many, when duties are shared fairly."
        ),
    ] = 1
    site: Annotated[
        str | None, Names("site"), Field(description="Where it is, if the school has sites.")
    ] = None
    zone: Annotated[
        Name, Field(max_length=60, description="Which end of the grounds, as in rooms.")
    ] = ""
    wet: Annotated[
        Name, Field(max_length=200, description="Where the person goes in wet weather.")
    ] = ""


class FixedDutyEntry(Entry):
    """A duty that somebody has in any case."""

    area: Annotated[str, Names("area"), Field(description="Where.")]
    at: Annotated[str, Names("duty time"), Field(description="At this duty time.")]
    days: Annotated[DayNames, Field(description="On these days; default: every day.")] = ()
    teacher: Annotated[str, Names("teacher"), Field(description="Who.")]


class DutiesEntry(Entry):
    """Yard duty: each area is watched at each of its times."""

    areas: Annotated[
        tuple[
            Annotated[AreaEntry, BeforeValidator(only_id, json_schema_input_type=AreaEntry | str)],
            ...,
        ],
        Field(min_length=1, max_length=100, description="What is watched."),
    ]
    times: Annotated[
        tuple[DutyTimeEntry, ...],
        Field(
            max_length=100,
            description="When; default: the breaks, and timeslots of kind duty, each as a whole.",
        ),
    ] = ()
    teachers: Annotated[
        TeacherNames,
        Field(
            description="Who may have duties; default: everybody who teaches. Here, specialists "
            "are all teachers without a class, with courses or not."
        ),
    ] = ()
    fixed: Annotated[
        tuple[FixedDutyEntry, ...],
        Field(max_length=1000, description="What is decided already."),
    ] = ()


class NeedEntry(Entry):
    """Hours of support that a class, or a pupil known by a code, is to have."""

    id: Annotated[Id, Field(description="A code, never a name: N1.")]
    name: Annotated[
        Name, Field(max_length=200, description="For people to read; default: the id.")
    ] = ""
    class_: Annotated[
        str, Names("class"), Field(alias="class", description="The class in which it is.")
    ]
    minutes: Annotated[int, Field(ge=5, le=3000, description="A week.")]
    aides: Annotated[TeacherNames, Field(description="Any of these; default: every aide.")] = ()
    subjects: Annotated[
        SubjectNames, Field(description="Only during lessons of these; default: at any time.")
    ] = ()
    times: Annotated[Times, Field(description="Only at these times; default: any.")] = ()
    part: Annotated[
        int | None,
        Field(ge=5, le=240, description="Given in parts of so many minutes; default: a period."),
    ] = None
    people: Annotated[int, Field(ge=1, le=50, description="At most so many different aides.")] = 1
