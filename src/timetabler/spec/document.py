"""The language of ``school.yaml``: what may be written, with types. No names are looked up here.

Texts are read as the person wrote them (see spec/yaml.py) and typed here. Descriptions become the
YAML reference and the JSON Schema that editors use.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    WithJsonSchema,
    field_validator,
)

from timetabler.constraints import any_constraint
from timetabler.constraints.names import (
    ClassNames,
    DayNames,
    GroupNames,
    Names,
    RoomNames,
    SubjectNames,
    TeacherNames,
    Times,
    WeekNames,
    YearNames,
)
from timetabler.models.week import Kind, parse_clock_range
from timetabler.spec.duties_document import DutiesEntry, NeedEntry
from timetabler.spec.entry import Entry, Id, Name, only_id
from timetabler.spec.pack_document import PackEntry, only_base


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
        Field(min_length=1, max_length=20, description="Days of the cycle, in order."),
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


class TeacherEntry(Entry):
    """A member of staff. ``pat`` alone means ``{id: pat}``."""

    id: Annotated[Id, Field(description="Short code used everywhere else in the file.")]
    name: Annotated[
        Name, Field(max_length=200, description="For people to read; default: the id.")
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
    students: Annotated[int | None, Field(ge=0, le=1000, description="How many pupils.")] = None


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
    students: Annotated[int | None, Field(ge=0, le=1000, description="How many pupils.")] = None


class TeamEntry(Entry):
    """Classes that plan together. Classes in no team listed form one team for each year."""

    id: Annotated[Id, Field(description="Short code.")]
    classes: Annotated[ClassNames, Field(min_length=1, description="Its classes.")]


def _lengths(value: Any) -> Any:
    """``3`` means three lessons of one period; ``[2, 1]`` a double and a single."""
    if isinstance(value, str | int) and not isinstance(value, bool):
        try:
            count = int(value)
        except ValueError:
            raise ValueError(f'"{value}" is not a whole number') from None
        if not 1 <= count <= 100:
            raise ValueError("lessons a week go from 1 to 100")
        return (1,) * count
    return value


class CourseEntry(Entry):
    """What must be taught: a subject, to whom, by whom, how often. One course for each class."""

    subject: Annotated[Id, Field(description="The subject.")]
    classes: Annotated[ClassNames, Field(description="To these classes; all: to every class.")] = ()
    years: Annotated[YearNames, Field(description="To every class with one of these years.")] = ()
    groups: Annotated[GroupNames, Field(description="To these groups.")] = ()
    together: Annotated[
        bool, Field(description="One joint lesson of all of them (assembly), not one for each.")
    ] = False
    teacher: Annotated[str | None, Names("teacher"), Field(description="Who teaches it.")] = None
    teachers: Annotated[
        TeacherNames,
        Field(
            description="Any one of these teaches it, the same one all year. Neither teacher nor "
            "teachers: the class teacher does."
        ),
    ] = ()
    also: Annotated[
        TeacherNames, Field(description="Each of these is there too (co-teaching).")
    ] = ()
    class_teacher: Annotated[
        bool, Field(description="The class teacher is there too, and so not released.")
    ] = False
    weeks: Annotated[
        WeekNames,
        Field(
            description="Its lessons are in these weeks of the cycle only, in any of them if "
            "several; default: every week, at the same times."
        ),
    ] = ()
    needs: Annotated[
        RoomNames,
        Field(description="Each lesson takes these too: a trolley of laptops, listed in rooms."),
    ] = ()
    withdraws_from: Annotated[
        SubjectNames | None,
        Field(
            description="Groups only: pupils leave their class for it, and may miss lessons of "
            "these subjects; []: none of the courses, only time with the class teacher."
        ),
    ] = None
    lessons: Annotated[
        tuple[Annotated[int, Field(ge=1, le=20)], ...],
        BeforeValidator(_lengths),
        WithJsonSchema(
            {
                "anyOf": [
                    {"type": "integer", "minimum": 1, "maximum": 100},
                    {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 20}},
                ]
            }
        ),
        Field(
            min_length=1,
            max_length=100,
            description="Lessons a week: 3, or the length of each in periods: [2, 1].",
        ),
    ] = (1,)
    minutes: Annotated[
        int | None, Field(ge=5, le=600, description="Length of each lesson, if not whole periods.")
    ] = None
    room: Annotated[str | None, Names("room"), Field(description="Where.")] = None
    rooms: Annotated[
        RoomNames, Field(description="Any one of these rooms; neither: the home room.")
    ] = ()
    at: Annotated[
        Times, Field(description="Its lessons start at these times, one at each: [Fri S5].")
    ] = ()
    across_breaks: Annotated[
        bool, Field(description="Whether a lesson of several periods may run across a break.")
    ] = False


class LockEntry(Entry):
    """Something already decided about a lesson: its time, room or teacher."""

    subject: Annotated[str, Names("subject"), Field(description="Of the course.")]
    class_: Annotated[
        str | None, Names("class"), Field(alias="class", description="Of the course.")
    ] = None
    group: Annotated[str | None, Names("group"), Field(description="Of the course.")] = None
    at: Annotated[str | None, Names("time"), Field(description="A lesson starts then: Mon S1.")] = (
        None
    )
    room: Annotated[str | None, Names("room"), Field(description="It is in that room.")] = None
    teacher: Annotated[str | None, Names("teacher"), Field(description="That person gives it.")] = (
        None
    )


def _version(value: Any) -> Any:
    """There is one version of the language so far."""
    if value not in ("1", 1):
        raise ValueError(f'the file is in version "{value}" of the language; this program reads 1')
    return 1


class Document(Entry):
    """A whole ``school.yaml``."""

    version: Annotated[Literal[1], BeforeValidator(_version)] = 1
    school: Annotated[Name, Field(min_length=1, max_length=200, description="Name of the school.")]
    id: Annotated[
        Name, Field(max_length=60, description="Short and stable; default: made from the name.")
    ] = ""
    term: Annotated[Name, Field(max_length=60, description="What the timetable is for.")] = ""
    pack: Annotated[
        PackEntry,
        BeforeValidator(only_base, json_schema_input_type=PackEntry | str),
        Field(
            description="Words and entitlements of a place, as data with sources: vic, nsw, qld, "
            "act, sa, tas, us, uk."
        ),
    ] = PackEntry()
    home_subject: Annotated[
        Name, Field(max_length=60, description="What time with the class teacher is called.")
    ] = "Class"
    week: Annotated[WeekEntry, Field(description="Days and bell times.")]
    teachers: Annotated[
        tuple[
            Annotated[
                TeacherEntry, BeforeValidator(only_id, json_schema_input_type=TeacherEntry | str)
            ],
            ...,
        ],
        Field(description="The people who teach."),
    ] = ()
    aides: Annotated[
        tuple[
            Annotated[
                TeacherEntry, BeforeValidator(only_id, json_schema_input_type=TeacherEntry | str)
            ],
            ...,
        ],
        Field(description="People who support pupils in class; they may have duties."),
    ] = ()
    staff: Annotated[
        tuple[
            Annotated[
                TeacherEntry, BeforeValidator(only_id, json_schema_input_type=TeacherEntry | str)
            ],
            ...,
        ],
        Field(description="Others who may have duties: principal, assistant principal."),
    ] = ()
    sites: Annotated[
        tuple[Id, ...], Field(max_length=20, description="Names of the sites, if several.")
    ] = ()
    travel: Annotated[
        int, Field(ge=0, le=240, description="Minutes that it takes from one site to another.")
    ] = 0
    rooms: Annotated[
        tuple[
            Annotated[RoomEntry, BeforeValidator(only_id, json_schema_input_type=RoomEntry | str)],
            ...,
        ],
        Field(description="Places that courses share. Home rooms need not be listed."),
    ] = ()
    classes: Annotated[
        tuple[ClassEntry, ...], Field(min_length=1, max_length=500, description="The classes.")
    ]
    groups: Annotated[
        tuple[GroupEntry, ...], Field(description="Pupils taught apart from their classes.")
    ] = ()
    teams: Annotated[
        tuple[TeamEntry, ...], Field(description="Classes that plan together; default: by year.")
    ] = ()
    courses: Annotated[
        tuple[CourseEntry, ...],
        Field(min_length=1, max_length=2000, description="What must be taught."),
    ]
    locks: Annotated[
        tuple[LockEntry, ...], Field(description="What is already decided about lessons.")
    ] = ()
    duties: Annotated[
        DutiesEntry | None, Field(description="Yard duty: areas, times, who may.")
    ] = None
    support: Annotated[
        tuple[NeedEntry, ...], Field(description="Hours of support by aides, in class.")
    ] = ()
    constraints: Annotated[
        tuple[any_constraint(), ...],  # type: ignore[valid-type]
        Field(description="The rules, each required or weighted."),
    ] = ()
