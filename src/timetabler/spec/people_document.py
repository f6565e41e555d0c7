"""The part of the language about people, places and classes: what may be written, with types."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from timetabler.constraints.names import ClassNames, Names, RoomNames, Times
from timetabler.spec.entry import Entry, Id, Name


class TeacherEntry(Entry):
    """A member of staff. ``pat`` alone means ``{id: pat}``."""

    id: Annotated[Id, Field(description="Short code used everywhere else in the file.")]
    name: Annotated[
        Name, Field(max_length=200, description="For people to read; default: the id.")
    ] = ""
    email: Annotated[
        Name, Field(max_length=200, description="Only for the systems that rosters go to.")
    ] = ""
    fte: Annotated[float, Field(gt=0, le=1, description="Full-time equivalent, 0 to 1.")] = 1.0
    days: Annotated[Times, Field(description="On site then (days or times); default: always.")] = ()
    away: Annotated[Times, Field(description="Off site then (days or times).")] = ()


class RoomEntry(Entry):
    """A place. ``hall`` alone means ``{id: hall}``. Home rooms need not be listed."""

    id: Annotated[Id, Field(description="Short code used everywhere else in the file.")]
    name: Annotated[
        Name, Field(max_length=200, description="For people to read; default: the id.")
    ] = ""
    classes: Annotated[
        int, Field(ge=1, le=1000, description="How many classes it holds at once.")
    ] = 1
    away: Annotated[Times, Field(description="Closed then (days or times).")] = ()
    site: Annotated[
        str | None, Names("site"), Field(description="Where it is, if the school has sites.")
    ] = None
    zone: Annotated[
        Name, Field(max_length=60, description="Which end of the grounds, for duties near lessons.")
    ] = ""
    wet: Annotated[
        RoomNames,
        Field(description="It is outdoors: its lessons go to any of these rooms in wet weather."),
    ] = ()


def _shared(value: Any) -> Any:
    """``[dea, kim]`` means that each has the class on their own days on site."""
    if not isinstance(value, list):
        return value
    if not all(isinstance(name, str) for name in value):
        raise ValueError("a job share is a list of names, or each name with its days")
    if twice := [name for i, name in enumerate(value) if name in value[:i]]:
        raise ValueError(f"{twice[0]} is in this job share twice")
    return dict.fromkeys(value, ())


class ClassEntry(Entry):
    """A class, or several alike (``ids``)."""

    id: Annotated[Id | None, Field(description="Short code, such as 1A or 3/4C.")] = None
    ids: Annotated[tuple[Id, ...], Field(description="Several classes alike, instead of id.")] = ()
    name: Annotated[
        Name, Field(max_length=200, description="For people to read; default: the id.")
    ] = ""
    year: Annotated[Id | None, Field(description="Its year.")] = None
    years: Annotated[tuple[Id, ...], Field(description="Its years, if composite.")] = ()
    teacher: Annotated[str | None, Names("teacher"), Field(description="Its class teacher.")] = None
    teachers: Annotated[
        dict[str, Times],
        Names("teacher"),
        BeforeValidator(_shared, json_schema_input_type=tuple[str, ...] | dict[str, Times]),
        Field(
            description="A job share: [dea, kim], each on their own days on site, or each with the "
            "days on which the class is theirs, {dea: [Mon, Tue], kim: [Wed-Fri]}."
        ),
    ] = {}  # noqa: RUF012 - pydantic copies it
    room: Annotated[Id | None, Field(description="Its home room.")] = None
    site: Annotated[
        str | None, Names("site"), Field(description="Where it is, if the school has sites.")
    ] = None
    zone: Annotated[
        Name, Field(max_length=60, description="The zone of its home room, if that is not listed.")
    ] = ""
    students: Annotated[int | None, Field(ge=0, le=1000, description="How many pupils.")] = None
    away: Annotated[Times, Field(description="Not at school at these times.")] = ()


class GroupEntry(Entry):
    """Part of a class, or pupils of several classes, taught apart from the rest."""

    id: Annotated[Id, Field(description="Short code.")]
    name: Annotated[
        Name, Field(max_length=200, description="For people to read; default: the id.")
    ] = ""
    classes: Annotated[ClassNames, Field(min_length=1, description="Whose pupils they are.")]
    split: Annotated[
        str | None,
        Field(
            description="Groups with the same split have no pupil in common and together are the "
            "whole of their classes."
        ),
    ] = None
    whole: Annotated[
        bool,
        Field(description="false: some pupils of their classes are in no group of the split."),
    ] = True
    students: Annotated[int | None, Field(ge=0, le=1000, description="How many pupils.")] = None
    away: Annotated[Times, Field(description="Not at school at these times.")] = ()


class TeamEntry(Entry):
    """Classes that plan together. Classes in no team listed form one team for each year."""

    id: Annotated[Id, Field(description="Short code.")]
    classes: Annotated[ClassNames, Field(min_length=1, description="Its classes.")]
