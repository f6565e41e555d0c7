"""The language of ``school.yaml``: what may be written, with types. No names are looked up here.

Texts are read as the person wrote them (see spec/yaml.py) and typed here. Descriptions become the
YAML reference and the JSON Schema that editors use. Each part of the language has a file.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from timetabler.constraints import any_constraint
from timetabler.spec.calendar_document import CalendarEntry
from timetabler.spec.courses_document import CourseEntry, LockEntry, SubjectEntry
from timetabler.spec.duties_document import DutiesEntry, NeedEntry
from timetabler.spec.entry import Entry, Id, Name, only_id
from timetabler.spec.pack_document import PackEntry, only_base
from timetabler.spec.people_document import (
    ClassEntry,
    GroupEntry,
    RoomEntry,
    TeacherEntry,
    TeamEntry,
)
from timetabler.spec.week_document import WeekEntry

MOST_PEOPLE = 1000


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
    number: Annotated[
        Name, Field(max_length=20, description="What the authority knows the school by: 4321.")
    ] = ""
    sector: Annotated[
        Name, Field(max_length=40, description="Government, Catholic, Independent ...")
    ] = ""
    term: Annotated[Name, Field(max_length=60, description="What the timetable is for.")] = ""
    calendar: Annotated[
        CalendarEntry | None, Field(description="Terms and days without school, by date.")
    ] = None
    pack: Annotated[
        PackEntry,
        BeforeValidator(only_base, json_schema_input_type=PackEntry | str),
        Field(
            description="Words and entitlements of a place, as data with sources: vic, nsw, qld, "
            "act, sa, tas, us or uk; default: none."
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
        Field(max_length=MOST_PEOPLE, description="The people who teach."),
    ] = ()
    aides: Annotated[
        tuple[
            Annotated[
                TeacherEntry, BeforeValidator(only_id, json_schema_input_type=TeacherEntry | str)
            ],
            ...,
        ],
        Field(
            max_length=MOST_PEOPLE,
            description="People who support pupils in class; they may have duties.",
        ),
    ] = ()
    staff: Annotated[
        tuple[
            Annotated[
                TeacherEntry, BeforeValidator(only_id, json_schema_input_type=TeacherEntry | str)
            ],
            ...,
        ],
        Field(
            max_length=MOST_PEOPLE,
            description="Others who may have duties: principal, assistant principal.",
        ),
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
    subjects: Annotated[
        tuple[SubjectEntry, ...],
        Field(max_length=200, description="What other programs call the subjects of the courses."),
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
        tuple[NeedEntry, ...],
        Field(max_length=1000, description="Hours of support by aides, in class."),
    ] = ()
    constraints: Annotated[
        tuple[any_constraint(), ...],  # type: ignore[valid-type]
        Field(description="The rules, each required or weighted."),
    ] = ()
