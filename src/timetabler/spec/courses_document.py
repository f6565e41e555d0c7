"""The part of the language about what is taught: what may be written, with types."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from timetabler.constraints.names import (
    NAME_LIST,
    ClassNames,
    GroupNames,
    Names,
    RoomNames,
    SubjectNames,
    TeacherNames,
    Times,
    WeekNames,
    YearNames,
    listed,
)
from timetabler.spec.entry import Entry, Id, Name


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


class SubjectEntry(Entry):
    """What other programs call a subject of the courses."""

    subject: Annotated[str, Names("subject"), Field(description="The subject.")]
    code: Annotated[
        Name,
        Field(
            max_length=8, description="Short, for cells and to key in; default: made from the name."
        ),
    ] = ""
    learning_area: Annotated[
        Name, Field(max_length=100, description="Of the curriculum, for analysis.")
    ] = ""


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
    staff_only: Annotated[
        bool, Field(description="No pupils: a meeting of teacher, or of teachers, and also.")
    ] = False
    tags: Annotated[
        tuple[Id, ...],
        BeforeValidator(listed),
        NAME_LIST,
        Field(description="Words of your own by which rules speak of it: [practical]."),
    ] = ()
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
