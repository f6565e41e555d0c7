"""Reads timetable.json again, edited by hand or not: everything wrong with it, at its line."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from timetabler.exporters.timetable_json.places import Places
from timetabler.models.duties import Duty
from timetabler.models.findings import Diagnostic, InvalidInput, Outcome, Status
from timetabler.models.resources import Source
from timetabler.models.school import School
from timetabler.models.span import Span, clock, parse_clock
from timetabler.models.timetable import DutyPlacement, Placement, Timetable
from timetabler.models.wording import plural
from timetabler.spec.diagnostics import did_you_mean
from timetabler.spec.problem import Problem

SCHEMA = "timetabler.timetable/1"
MAX_BYTES = 10_000_000
"""Far more than any school needs: 45 classes take 40 kB."""


@dataclass(frozen=True)
class Header:
    """What a file says about its timetable. Only ``verify`` knows whether it is true."""

    sha256: str
    """Of the school file that it answers; compare it with ``Problem.sha256``."""
    outcome: Outcome
    version: str = ""
    solver: str = ""
    original: Timetable | None = None
    """Of an edited workbook: the timetable that it was written from, if the school can have it."""


def one_line(value: object) -> str:
    """A value as JSON, its letters as they are."""
    return json.dumps(value, ensure_ascii=False)


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _School(_Entry):
    id: str
    name: str
    term: str = ""


_Version = Annotated[str, Field(max_length=100, pattern="^[ -~]*$")]
_Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
_Count = Annotated[int, Field(ge=0, lt=2**31)]


class _MadeBy(_Entry):
    timetabler: _Version = ""
    solver: _Version = ""


class _Outcome(_Entry):
    status: Status
    cost: _Count | None = None
    bound: _Count | None = None
    gap: float | None = None
    seconds: _Seconds = 0.0
    seed: _Count = 0
    workers: _Count = 0
    history: Annotated[tuple[tuple[_Seconds, _Count, _Count], ...], Field(max_length=10_000)] = ()


class LessonEntry(_Entry):
    """A lesson as a file has it."""

    course: str
    subject: str | None = None
    """For people: the course says it. So are the classes."""
    classes: tuple[str, ...] | None = None
    day: str
    start: str
    end: str
    room: str | None = None
    teachers: tuple[str, ...] = ()


class DutyEntry(_Entry):
    """Who has a duty, as a file has it."""

    duty: str
    area: str | None = None
    """For people: the duty says it. So are the need and the time."""
    need: str | None = None
    day: str | None = None
    time: str | None = None
    start: str | None = None
    end: str | None = None
    person: str


class File(_Entry):
    """The whole of a timetable file."""

    schema_: Annotated[Literal["timetabler.timetable/1"], Field(alias="schema")]
    school: _School
    input_sha256: str
    made_by: _MadeBy = _MadeBy()
    outcome: _Outcome
    lessons: tuple[LessonEntry, ...]
    duties: tuple[DutyEntry, ...] = ()


def read(path: Path, problem: Problem) -> tuple[Timetable, Header]:
    """A timetable of this school. Raises InvalidInput with all that is wrong, and OSError.

    That it answers an older text of the school file is no error here: the header tells.
    """
    text, raw = _decoded(path)
    places = Places(str(path), text)
    if not isinstance(raw, dict) or raw.get("schema") != SCHEMA:
        tag = raw.get("schema") if isinstance(raw, dict) else None
        message = f'this is no timetable of ours: its "schema" is {one_line(tag)}, not "{SCHEMA}"'
        raise InvalidInput((Diagnostic("TT403", message, places.top),))
    try:
        file = File.model_validate(raw)
    except ValidationError as slips:
        found = tuple(places.slip(slip["loc"], slip["msg"]) for slip in slips.errors())
        raise InvalidInput(found) from None
    check_school(file, problem, places.top)
    return interpreted(file, problem, places.entry)


def check_school(file: File, problem: Problem, top: Source) -> None:
    """Raises InvalidInput if it is a timetable of another school; ``top`` is the file."""
    if file.school.id != problem.school.id:
        message = f'this is a timetable of "{file.school.name}", not of "{problem.school.name}"'
        known = one_line(file.school.id)
        hint = f"a school with a new name keeps id: {known}; solve --fresh begins anew"
        raise InvalidInput((Diagnostic("TT404", message, top, hint=hint),))


Entry: TypeAlias = Callable[[str, str, int, str, str], Diagnostic]
"""Makes a diagnostic of a code, the list and the index of an entry, a message and a hint."""


def interpreted(file: File, problem: Problem, entry: Entry) -> tuple[Timetable, Header]:
    """The timetable that a file means. Raises InvalidInput with all that the school cannot have."""
    return _timetable(file, problem.school, entry), _header(file)


def _decoded(path: Path) -> tuple[str, Any]:
    """The text of a file, and what it says as JSON."""
    top = Source(str(path), 1, 1)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            message = "this is no timetable: it has more than 10 MB"
            raise InvalidInput((Diagnostic("TT403", message, top),))
        text = data.decode("utf-8-sig")
        return text, json.loads(text)
    except UnicodeDecodeError as error:
        message = f"this is no text in UTF-8 (byte {error.start + 1})"
        raise InvalidInput((Diagnostic("TT401", message, top),)) from None
    except json.JSONDecodeError as error:
        where = Source(str(path), error.lineno, error.colno)
        line = error.doc.split("\n")[error.lineno - 1]
        message = f"this is no complete JSON: {error.msg}"
        hint = "was the file cut off, or a comma forgotten?"
        raise InvalidInput((Diagnostic("TT402", message, where, line, 1, hint),)) from None
    except (RecursionError, ValueError) as error:  # nested too deeply, or a number too long
        message = f"this is no timetable: {error}"
        raise InvalidInput((Diagnostic("TT402", message, top),)) from None


def _header(file: File) -> Header:
    said = file.outcome
    outcome = Outcome(
        status=said.status,
        cost=said.cost,
        bound=said.bound,
        seconds=said.seconds,
        seed=said.seed,
        workers=said.workers,
        history=said.history,
    )
    return Header(file.input_sha256, outcome, file.made_by.timetabler, file.made_by.solver)


def _timetable(file: File, school: School, said: Entry) -> Timetable:
    problems = [
        said("TT406", "lessons", index, message, hint)
        for index, lesson in enumerate(file.lessons)
        for message, hint in _wrong(lesson, school)
    ]
    seen: set[tuple[str, str]] = set()
    for index, duty in enumerate(file.duties):
        for message, hint in _wrong_duty(duty, school):
            problems.append(said("TT407", "duties", index, message, hint))
        if (duty.duty, duty.person) in seen:
            message = f'"{duty.person}" has "{duty.duty}" twice'
            problems.append(said("TT407", "duties", index, message, ""))
        seen.add((duty.duty, duty.person))
    if problems:
        raise InvalidInput(tuple(problems))
    return Timetable(
        school,
        (_placement(lesson, school) for lesson in file.lessons),
        (DutyPlacement(school.duty[entry.duty], entry.person) for entry in file.duties),
    )


def _placement(lesson: LessonEntry, school: School) -> Placement:
    day = school.week.days.index(lesson.day)
    span = Span(day, parse_clock(lesson.start), parse_clock(lesson.end))
    return Placement(school.course[lesson.course], span, lesson.room, lesson.teachers)


def _wrong(lesson: LessonEntry, school: School) -> Iterator[tuple[str, str]]:
    """(message, hint) of everything in one lesson that this school does not know."""
    known: tuple[tuple[str, str | None, Collection[str]], ...] = (
        ("course", lesson.course, school.course),
        ("day", lesson.day, school.week.days),
        ("room", lesson.room, school.room),
        *(("teacher", name, school.teacher) for name in lesson.teachers),
    )
    for sort, name, legal in known:
        if name is not None and name not in legal:
            yield f'unknown {sort} "{name}"', did_you_mean(name, legal, f"known {sort}s")
    if course := school.course.get(lesson.course):
        if lesson.subject not in (None, course.subject):
            yield f'"{course.id}" is {course.subject}, not "{lesson.subject}"', ""
        if lesson.classes not in (None, school.classes_of(course)):
            yield (
                f'"{course.id}" is for other classes than {one_line(lesson.classes)}',
                "",
            )
        if len(lesson.teachers) != len(course.staff):
            asked = f"has {plural(len(course.staff), 'teacher')} to name"
            hint = "class teachers are not named"
            yield f'"{course.id}" {asked}, not {len(lesson.teachers)}', hint
    try:
        if parse_clock(lesson.end) <= parse_clock(lesson.start):
            yield f"the lesson ends at {lesson.end}, before it starts", ""
    except ValueError as error:
        yield str(error), ""


def told(school: School, duty: Duty) -> dict[str, str]:
    """A duty as the file tells it to people, besides its id."""
    return {
        "area" if duty.sort == "duty" else "need": duty.area,
        "day": school.week.days[duty.span.day],
        "time": duty.time,
        "start": clock(duty.span.start),
        "end": clock(duty.span.end),
    }


def _wrong_duty(entry: DutyEntry, school: School) -> Iterator[tuple[str, str]]:
    """(message, hint) of everything in one duty that this school does not know."""
    known = (("duty", entry.duty, school.duty), ("person", entry.person, school.teacher))
    for sort, name, legal in known:
        if name not in legal:
            hint = did_you_mean(name, legal, f"known {'people' if sort == 'person' else 'duties'}")
            yield f'unknown {sort} "{name}"', hint
    if duty := school.duty.get(entry.duty):
        true = told(school, duty)
        said = entry.model_dump(exclude={"duty", "person"}, exclude_none=True)
        for key, value in said.items():
            if key not in true:
                yield f'"{duty.id}" has no {key}', ""
            elif value != true[key]:
                hint = 'to move a person to another duty, change "duty"'
                yield f'the {key} of "{duty.id}" is {true[key]}, not "{value}"', hint
