"""A book with codes instead of names, and the key to them, which stays at the school."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from timetabler.models.duties import Duty
from timetabler.models.findings import Diagnostic, InvalidInput, VerificationFailed
from timetabler.models.resources import Course, Source
from timetabler.models.timetable import DutyPlacement, Placement, Timetable
from timetabler.spec.load import load_text
from timetabler.spec.problem import Problem
from timetabler.spec.pseudonyms import HEADING, Pseudonyms, assigned, pseudonymised, telling
from timetabler.verify import verify as recomputed
from timetabler.views import Book

SCHOOL_FILE = "school.yaml"
"""What the school with codes is called, in the folder of its timetable."""
KEY_FILE = "pseudonyms.json"


def with_codes(book: Book, key: Path) -> Book:
    """The same book of the same school with codes instead of names, verified anew.

    The codes are those of the key, if there is one; new names get new codes, and are added to it.
    Raises InvalidInput (the key cannot be read), VerificationFailed, OSError.
    """
    pseudonyms = assigned(book.problem, _read(key))
    text, entries = pseudonymised(book.problem, pseudonyms)
    problem = load_text(text, SCHOOL_FILE)
    carrying = Carrying(book.problem, problem, pseudonyms, entries)
    timetable = carrying.timetable(book.timetable)
    report = recomputed(problem, timetable)
    if not report.valid:
        raise VerificationFailed(report)
    if report.cost != book.report.cost:
        raise AssertionError(f"with codes it costs {report.cost}, not {book.report.cost}")
    previous = book.previous and carrying.timetable(book.previous)
    _write(key, pseudonyms)
    return replace(book, problem=problem, timetable=timetable, report=report, previous=previous)


def key_of(problem: Problem) -> Path:
    """Where the key of a school is: beside its file, which has the names too."""
    return Path(problem.path).with_name(KEY_FILE)


def remarks(problem: Problem) -> tuple[str, ...]:
    """What a person should know before giving the files away; of the school with its names."""
    said = [f"who is who is in {key_of(problem)}: keep it, and give it to nobody"]
    if texts := telling(problem):
        said.append(f"these stay, and have words of people's names in them: {', '.join(texts)}")
    return tuple(said)


def write_school(problem: Problem, folder: Path) -> Path:
    """Writes the school file with codes beside its timetable, which it verifies. Raises OSError."""
    from timetabler.exporters.base import replacing

    path = folder / SCHOOL_FILE
    with replacing(path) as temporary:
        temporary.write_text(problem.text, encoding="utf-8", newline="\n")
    return path


def check_apart(folder: Path) -> None:
    """Codes are never written beside names. Raises FileExistsError if other files are there."""
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    school = folder / SCHOOL_FILE
    if not (school.is_file() and school.read_bytes().startswith(HEADING.encode())):
        reason = "other files are in it; what has codes for names goes into a folder of its own"
        raise FileExistsError(errno.EEXIST, reason, str(folder))


class Carrying:
    """Carries timetables over to the school with codes."""

    def __init__(
        self, old: Problem, new: Problem, pseudonyms: Pseudonyms, entries: tuple[int, ...]
    ) -> None:
        self._old, self._new = old.school, new.school
        self._of = pseudonyms.of
        self._course = {
            (entries[c.entry], frozenset(c.classes), frozenset(c.groups)): c
            for c in new.school.courses
        }
        self._duty = {(d.sort, d.area, d.time, d.span): d for d in new.school.duties}

    def timetable(self, old: Timetable) -> Timetable:
        """The same lessons and duties."""
        return Timetable(
            self._new,
            map(self._lesson, old.placements),
            (DutyPlacement(self._duty_of(d.duty), self._person(d.person)) for d in old.duties),
        )

    def _lesson(self, placed: Placement) -> Placement:
        course = self._course_of(placed.course)
        first = [self._person(t) for t in placed.teachers[:1]]  # the one of a pool, if there is one
        people = (pool[0] if len(pool) == 1 else first[0] for pool in course.staff)
        room = None if placed.room is None else self._of("room", placed.room)
        return Placement(course, placed.span, room, tuple(people))

    def _course_of(self, course: Course) -> Course:
        classes = frozenset(self._of("class", c) for c in course.classes)
        groups = frozenset(self._of("group", g) for g in course.groups)
        return self._course[course.entry, classes, groups]

    def _duty_of(self, duty: Duty) -> Duty:
        area = self._of("area" if duty.sort == "duty" else "need", duty.area)
        return self._duty[duty.sort, area, duty.time, duty.span]

    def _person(self, name: str) -> str:
        return self._of("teacher", name)


_Code = Annotated[str, Field(pattern=r"^[A-Z][0-9]{2,6}$")]


class _Key(BaseModel):
    """The file: sort of name -> name -> code."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_: Annotated[Literal["timetabler.pseudonyms/1"], Field(alias="schema")]
    school: Annotated[str, Field(pattern=r"^school-[0-9a-f]{8}$")]
    codes: dict[str, dict[str, _Code]]

    @field_validator("codes")
    @classmethod
    def _each_once(cls, value: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        for sort, codes in value.items():
            if len(set(codes.values())) < len(codes):
                raise ValueError(f"two names of {sort} have one code")
        return value


def _read(path: Path) -> Pseudonyms | None:
    """The key of an earlier export; None if there is none."""
    if not path.exists():
        return None
    try:
        key = _Key.model_validate_json(path.read_bytes())
    except ValidationError as error:
        source = Source(str(path), 1, 1)
        hint = "it says which code is whose: mend it, or put it away for codes that are all new"
        raise InvalidInput(
            tuple(
                Diagnostic(
                    "TT430", f"{'.'.join(map(str, e['loc']))}: {e['msg']}", source, hint=hint
                )
                for e in error.errors(include_url=False)
            )
        ) from None
    return Pseudonyms(key.school, key.codes)


def _write(path: Path, pseudonyms: Pseudonyms) -> None:
    from timetabler.exporters.base import replacing

    codes = {sort: dict(sorted(given.items())) for sort, given in pseudonyms.codes.items()}
    key = {"schema": "timetabler.pseudonyms/1", "school": pseudonyms.school, "codes": codes}
    with replacing(path) as temporary:
        text = json.dumps(key, indent=1, ensure_ascii=False) + "\n"
        temporary.write_text(text, encoding="utf-8", newline="\n")
