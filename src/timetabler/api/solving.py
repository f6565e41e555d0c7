"""Solving: from a school file to verified files, whatever happens on the way."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from timetabler.api.books import DEFAULT_FORMATS, book_of, check_told, verify, write
from timetabler.api.checking import check, default_folder
from timetabler.models.findings import Outcome, Report, Status
from timetabler.models.reasons import Shortage
from timetabler.models.timetable import Timetable
from timetabler.precheck.tightness import Tight, tightest
from timetabler.spec.problem import Problem
from timetabler.verify import verify as recomputed

if TYPE_CHECKING:
    from timetabler.solver import Progress
    from timetabler.views import Book


@dataclass(frozen=True)
class Solved:
    """What a solve gives: the outcome, and the verified timetable with its files, if any."""

    problem: Problem
    outcome: Outcome
    book: Book | None = None
    files: tuple[Path, ...] = ()
    reused: bool = False
    """Whether an earlier answer to the very same input was good enough."""
    interrupted: bool = False
    remarks: tuple[str, ...] = ()
    """What the formats left out, and why."""
    tight: tuple[Tight, ...] = ()
    """The resources with the least room, if it is undecided whether there is a timetable."""


def solve(
    path: Path,
    out: Path | None = None,
    *,
    time_limit: float = 60.0,
    workers: int = 2,
    seed: int = 0,
    repeatable: bool = False,
    fresh: bool = False,
    keep: Path | None = None,
    duties_only: bool = False,
    to: Iterable[str] = DEFAULT_FORMATS,
    previous: Path | None = None,
    students: Path | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Solved:
    """Solves a school, verifies the timetable and writes it in every format asked for.

    ``out`` defaults to ``default_folder``. Whenever the search finds a better timetable,
    ``timetable.json`` is replaced at once, so that it survives a kill. The search starts from what
    an earlier run left there, unless ``fresh``, or from ``keep``. ``should_stop`` is asked during
    the search: True ends it, and the best timetable so far is written. A timetable to start from
    that keeps every required rule is never given up for a worse one, or for none.

    Formats say what changes against ``previous``, else against what the search started from.
    ``students`` is a list of pupils, for formats that take it.

    ``duties_only`` leaves the lessons of ``keep`` as they are, with rooms and teachers, and decides
    who has which duty. If they break a required rule, the outcome is INVALID and says which.

    Raises InvalidInput, ValueError (no such format, or none that takes students), OSError (nothing
    half-written), VerificationFailed (a bug of ours: nothing is written).
    """
    from timetabler.exporters import named
    from timetabler.exporters.base import Options, check_writable

    names = tuple(to)
    exporters = named(names, Options(students))
    problem, shortages = check(path)
    if shortages:
        return Solved(problem, Outcome(Status.INFEASIBLE, reasons=shortages, seed=seed))
    check_told(problem, exporters, names)
    folder = out if out is not None else default_folder(path)
    earlier = _earlier(problem, folder / "timetable.json", keep, fresh)
    kept = earlier.book.timetable if earlier and duties_only else None
    if kept and (broken := _broken_lessons(problem, kept)):
        return Solved(problem, Outcome(Status.INVALID, kept=True, reasons=broken, seed=seed))
    known = verify(problem, previous).book if previous else earlier.book if earlier else None
    replaced = known.timetable if known else None
    is_new = not folder.exists()
    check_writable(folder, exporters)
    if earlier and earlier.answers and _good_enough(earlier.book.outcome, time_limit):
        book = replace(earlier.book, previous=replaced if previous else None)
        files, remarks = write(book, folder, exporters)
        return Solved(problem, book.outcome, book, files, reused=True, remarks=remarks)

    from timetabler import solver

    start = earlier.book if earlier and earlier.book.report.valid else None
    saved = time.monotonic() - 1.0

    def progress(step: Progress) -> None:
        nonlocal saved
        better = start is None or (step.cost is not None and step.cost < start.report.cost)
        if step.timetable is not None and better and time.monotonic() - saved >= 1.0:
            bound = None if kept else step.bound
            outcome = Outcome(
                Status.FEASIBLE, step.cost, bound, step.seconds, seed=seed, workers=workers
            )
            write(book_of(problem, step.timetable, outcome), folder, named(["json"]))
            saved = time.monotonic()
        if on_progress:
            on_progress(step)

    timetable, outcome = solver.solve(
        problem,
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        repeatable=repeatable,
        hint=earlier.book.timetable if earlier else None,
        kept=kept,
        on_progress=progress,
        should_stop=should_stop,
    )
    interrupted = bool(should_stop and should_stop())
    if start and (timetable is None or _costs_more(outcome, start.report)):
        timetable, outcome = start.timetable, _as_found(outcome, start.report.cost)
    if timetable is None:
        if is_new:
            with suppress(OSError):  # something has been put there meanwhile
                folder.rmdir()
        tight = tightest(problem) if outcome.status is Status.UNDECIDED and not kept else ()
        return Solved(problem, outcome, interrupted=interrupted, tight=tight)
    if on_progress:
        on_progress(solver.Progress("write", outcome.cost, outcome.bound, outcome.seconds))
    book = book_of(problem, timetable, _of_any_lessons(outcome), replaced)
    files, remarks = write(book, folder, exporters)
    return Solved(problem, outcome, book, files, interrupted=interrupted, remarks=remarks)


@dataclass(frozen=True)
class _Earlier:
    """A timetable to start from, and whether it answers this very input."""

    book: Book
    answers: bool


def _earlier(problem: Problem, target: Path, keep: Path | None, fresh: bool) -> _Earlier | None:
    """What an earlier run left, or what the user wants to keep.

    A file that cannot be read may be somebody's unfinished edit, or belong to another school: it is
    an error, and only ``fresh`` replaces it.
    """
    source = keep if keep is not None else target
    if keep is None and (fresh or not target.exists()):
        return None
    book, remarks = verify(problem, source)
    return _Earlier(book, answers=keep is None and book.report.valid and not remarks)


def _broken_lessons(problem: Problem, timetable: Timetable) -> tuple[Shortage, ...]:
    """What the lessons of a timetable break, whoever may have which duty."""
    lessons = Timetable(problem.school, timetable.placements)
    return tuple(
        Shortage(finding.words(most=2), (finding.source,) if finding.source.line else ())
        for result in recomputed(problem.lessons_alone, lessons).broken
        for finding in result.findings
    )


def _of_any_lessons(outcome: Outcome) -> Outcome:
    """What is known of a timetable among all of the school: files are read without the story."""
    if not outcome.kept:
        return outcome
    return replace(outcome, status=Status.FEASIBLE, bound=None, kept=False)


def _costs_more(outcome: Outcome, report: Report) -> bool:
    return outcome.cost is not None and outcome.cost > report.cost


def _as_found(outcome: Outcome, cost: int) -> Outcome:
    """What a search has proved, of a timetable that it started from."""
    status = Status.OPTIMAL if cost == outcome.bound else Status.FEASIBLE
    return replace(outcome, status=status, cost=cost, reasons=())


def _good_enough(outcome: Outcome, time_limit: float) -> bool:
    """Whether solving again cannot help, or has already been tried for as long."""
    return outcome.status is Status.OPTIMAL or outcome.seconds >= time_limit
