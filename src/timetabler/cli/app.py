"""The program: its options, its end in whatever way it ends, and what all commands share."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypedDict

import typer

from timetabler import __version__, process

if TYPE_CHECKING:
    from timetabler.models.findings import Diagnostic, InvalidInput
    from timetabler.solver import Progress

DONE, BUG, BAD_INPUT, IMPOSSIBLE, UNDECIDED, BROKEN, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130

app = typer.Typer(
    name="timetabler",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
    help="Primary-school timetables from one readable file: solved, proved, verified.",
    epilog="Exit codes: 0 done, 1 a bug of ours, 2 bad usage or input, 3 proven impossible, "
    "4 undecided in the time given, 5 verification failed, 130 interrupted.",
    context_settings={"help_option_names": ["-h", "--help"]},
)

SchoolFile = Annotated[
    Path, typer.Argument(metavar="SCHOOL", help="The school file, such as school.yaml.")
]
TimetableFile = Annotated[
    Path,
    typer.Argument(
        metavar="TIMETABLE", help="A timetable.json or timetable.xlsx, edited by hand or not."
    ),
]
To = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="NAMES",
        help="Formats: analytics, compass, fet, html, ics, json, liss, oneroster, pdf, sds, sif, "
        "xlsx, xuno; or all.",
    ),
]
Previous = Annotated[
    Path | None,
    typer.Option(metavar="TIMETABLE", help="Say what changes against this timetable."),
]
Students = Annotated[
    Path | None,
    typer.Option(metavar="CSV", help="Pupils, for oneroster, sds and xuno; in no other format."),
]
TimeLimit = Annotated[
    float, typer.Option(min=1, max=86400, metavar="S", help="Seconds to search at most.")
]
Workers = Annotated[int, typer.Option(min=1, max=64, metavar="N", help="Threads to search with.")]
Seed = Annotated[int, typer.Option(min=0, max=2**31 - 1, metavar="N", help="Any number.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]


class SearchOptions(TypedDict):
    """What every function of the api takes that searches."""

    time_limit: float
    workers: int
    seed: int
    on_progress: Callable[[Progress], None]
    should_stop: Callable[[], bool]


def main() -> None:
    """Runs the program; every expected failure ends in its exit code, without a traceback."""
    process.prepare_streams()
    try:
        _run()
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        print(f"timetabler: {name}{error.strerror or error}", file=sys.stderr)
        raise SystemExit(BAD_INPUT) from None
    finally:
        process.admit_bugs()  # only now: typer sets a hook of its own


def _run() -> None:
    """Runs the command, and tells what is wrong with the input, or with us. Raises OSError, also
    where that cannot be written."""
    from timetabler.models.findings import InvalidInput, VerificationFailed

    try:
        app()
    except VerificationFailed as error:
        from timetabler import terminal

        print("A bug of ours: the timetable breaks required rules.", file=sys.stderr)
        print(terminal.rules(error.report), file=sys.stderr)
        raise SystemExit(BROKEN) from None
    except InvalidInput as error:
        _print_invalid(error)
        raise SystemExit(BAD_INPUT) from None


def _print_invalid(error: InvalidInput) -> None:
    from timetabler import results
    from timetabler.spec.diagnostics import render

    if "--json" in sys.argv:
        print_json(results.invalid(error.diagnostics))
    else:
        print(render(error.diagnostics), file=sys.stderr)


def _version(show: bool) -> None:
    if show:
        process.say(f"timetabler {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Primary-school timetables from one readable file: solved, proved, verified."""


def print_json(document: dict[str, Any]) -> None:
    """One document and nothing else."""
    process.say(json.dumps(document, indent=2))


def print_warnings(warnings: Collection[Diagnostic]) -> None:
    """What is odd about the input, beside the result."""
    from timetabler.spec.diagnostics import render

    if warnings:
        print(render(warnings), file=sys.stderr)


@contextmanager
def searching(
    time_limit: float, workers: int, seed: int, *, quiet: bool
) -> Iterator[SearchOptions]:
    """Gives a search its options, what it reports to, and what tells it to stop. ``quiet``: nothing
    is shown, as progress has no place beside one JSON document."""
    from timetabler import terminal

    live = not quiet and terminal.can_be_drawn(sys.stderr)
    with (
        process.stoppable(silent=live) as stopped,
        terminal.progress(time_limit, stopped, live=live) as shown,
    ):
        yield {
            "time_limit": time_limit,
            "workers": workers,
            "seed": seed,
            "on_progress": (lambda _: None) if quiet else shown,
            "should_stop": stopped,
        }


def exit_code(status: str, *, interrupted: bool) -> int:
    """Of the status of an outcome, unless somebody has stopped the search."""
    codes = {"infeasible": IMPOSSIBLE, "undecided": UNDECIDED, "invalid": BROKEN}
    return INTERRUPTED if interrupted else codes.get(status, DONE)


def formats_of(to: str, students: Path | None = None) -> tuple[str, ...]:
    """The formats of ``--to``, one of which takes the students if they are given."""
    from timetabler.exporters import named
    from timetabler.exporters.base import NO_OPTIONS, Options

    names = tuple(name.strip() for name in to.split(",") if name.strip())
    for option, options in (("--to", NO_OPTIONS), ("--students", Options(students))):
        try:
            named(names, options)
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint=option) from None
    return names
