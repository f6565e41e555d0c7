"""Timetables that are there: read and verified, written in other formats."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from timetabler import __version__
from timetabler.api.checking import default_folder
from timetabler.models.findings import InvalidInput, Outcome, Status, VerificationFailed
from timetabler.models.timetable import Timetable
from timetabler.spec.problem import Problem
from timetabler.verify import verify as recomputed

if TYPE_CHECKING:
    from timetabler.exporters.base import Exporter
    from timetabler.exporters.timetable_json.reader import Header
    from timetabler.views import Book

DEFAULT_FORMATS = ("json", "xlsx", "html", "analytics")


class Verified(NamedTuple):
    """What a verification gives: the timetable with its report, and remarks on its file."""

    book: Book
    remarks: tuple[str, ...]
    """That it answers an older input, or says a wrong cost."""


class Written(NamedTuple):
    """What an export gives: the files, and what the formats left out, and why."""

    files: tuple[Path, ...]
    remarks: tuple[str, ...]


def verify(problem: Problem, path: Path) -> Verified:
    """Verifies any ``timetable.json`` or ``timetable.xlsx``, edited or not; the report may say it
    is broken. The previous timetable of an edited workbook's book is the one before the edits.

    Raises InvalidInput if it cannot be read as a timetable of this school, and OSError.
    """
    return verified(problem, path, *read(problem, path))


def read(problem: Problem, path: Path) -> tuple[Timetable, Header]:
    """A timetable as a file has it; its content says which format it is. Raises as ``verify``."""
    with path.open("rb") as file:
        start = file.read(4)
    if start in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):  # zip; old Excel, or with a password
        from timetabler.exporters.timetable_xlsx import reader as workbook

        return workbook.read(path, problem)
    from timetabler.exporters import timetable_json

    return timetable_json.read(path, problem)


def verified(problem: Problem, path: Path, timetable: Timetable, header: Header) -> Verified:
    """What the independent check says of a timetable that was read from a file."""
    from timetabler.views import Book

    report = recomputed(problem, timetable)
    same = header.sha256 == problem.sha256
    remarks = []
    if not same:
        remarks.append(
            f"{path.name} answers an older {Path(problem.path).name}: it has changed since"
        )
    if same and report.valid and header.outcome.cost not in (None, report.cost):
        remarks.append(f"{path.name} says it costs {header.outcome.cost}; it costs {report.cost}")
    bound = header.outcome.bound if same else None
    cost = report.cost if report.valid else None
    if cost is not None and bound is not None and bound > cost:
        remarks.append(f"{path.name} says that none costs less than {bound}; it costs {cost}")
        bound = None
    status = Status.FEASIBLE if report.valid else Status.INVALID
    if cost is not None and cost == bound:
        status = Status.OPTIMAL
    outcome = replace(header.outcome, status=status, cost=cost, bound=bound)
    previous = None if header.original == timetable else header.original
    book = Book(problem, timetable, report, outcome, __version__, header.solver, previous)
    return Verified(book, tuple(remarks))


def recorded(problem: Problem) -> Book | None:
    """The timetable that an earlier run left where ``solve`` puts it, if it answers this very input
    and keeps every required rule. Raises OSError."""
    path = default_folder(Path(problem.path)) / "timetable.json"
    if not path.exists():
        return None
    try:
        book, remarks = verify(problem, path)
    except InvalidInput:  # of a school that has changed since, or somebody's unfinished edit
        return None
    return book if book.report.valid and not remarks else None


def export(
    book: Book,
    out: Path,
    to: Iterable[str] = DEFAULT_FORMATS,
    *,
    previous: Path | None = None,
    students: Path | None = None,
    pseudonymise: bool = False,
) -> Written:
    """Writes a verified timetable in the named formats; ``all`` is every one.

    ``previous`` is the timetable that people know, of the same school: formats say what changes.
    ``students`` is a list of pupils, for formats that take it. ``pseudonymise``: codes stand for
    all names, and the school file with codes and ``timetable.json`` are written besides, into a
    folder with nothing else in it.

    Raises InvalidInput (of these files), ValueError (no such format, none that takes students, or
    students beside codes), VerificationFailed, OSError.
    """
    from timetabler.api import pseudonymising
    from timetabler.exporters import named
    from timetabler.exporters.base import Options, check_writable

    if pseudonymise and students is not None:
        raise ValueError("students are never written where codes stand for names")
    names = (*["json"] * pseudonymise, *to)
    exporters = named(names, Options(students))
    if not book.report.valid:
        raise VerificationFailed(book.report)
    check_told(book.problem, exporters, names)
    if previous is not None:
        book = replace(book, previous=verify(book.problem, previous).book.timetable)
    if not pseudonymise:
        check_writable(out, exporters)
        return write(book, out, exporters)
    pseudonymising.check_apart(out)
    check_writable(out, exporters)
    coded = pseudonymising.with_codes(book, pseudonymising.key_of(book.problem))
    school = pseudonymising.write_school(coded.problem, out)
    files, remarks = write(coded, out, exporters)
    return Written((school, *files), (*remarks, *pseudonymising.remarks(book.problem)))


def check_told(problem: Problem, exporters: Iterable[Exporter], names: Collection[str]) -> None:
    """Fails before the search if a format asked for by name needs to know more of the school.

    Of ``all``, those are left out. Raises InvalidInput, also for other files given, and OSError.
    """
    lacks = [(exporter.name, exporter.lacks(problem)) for exporter in exporters]
    if found := tuple(lack for name, lack in lacks if lack and name in names):
        raise InvalidInput(tuple(dict.fromkeys(found)))


def book_of(
    problem: Problem, timetable: Timetable, outcome: Outcome, previous: Timetable | None = None
) -> Book:
    """The book of a timetable that has just been found. Raises VerificationFailed.

    ``previous`` is the one that it replaces; if that is the same, nothing is said of it.
    """
    from importlib.metadata import version

    from timetabler.views import Book

    report = recomputed(problem, timetable)
    if not report.valid:
        raise VerificationFailed(report)
    outcome = replace(outcome, cost=report.cost)
    solver = f"OR-Tools {version('ortools')}"
    previous = None if previous == timetable else previous
    return Book(problem, timetable, report, outcome, __version__, solver, previous)


def write(book: Book, folder: Path, exporters: Iterable[Exporter]) -> Written:
    """Writes a book in some formats; what cannot be written here is left out.

    Raises OSError, and InvalidInput if other files given have become wrong since ``check_told``.
    """
    files: list[Path] = []
    remarks: list[str] = []
    for exporter in exporters:
        lack = exporter.lacks(book.problem)
        if why := exporter.unavailable() or (f"{lack.message}; {lack.hint}" if lack else ""):
            remarks.append(f"no {exporter.name}: {why}")
            continue
        files.append(folder / exporter.filename)
        remarks += (f"{exporter.name}: {said}" for said in exporter.write(book, files[-1]))
    return Written(tuple(files), tuple(remarks))
