"""The command line: parse, call api, print, exit code. No logic."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timetabler import __version__, process

if TYPE_CHECKING:
    from timetabler.models.findings import InvalidInput
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
    Path, typer.Argument(metavar="TIMETABLE", help="A timetable.json, edited by hand or not.")
]
To = Annotated[
    str, typer.Option("--to", metavar="NAMES", help="Formats: analytics, html, json, xlsx.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]


def main() -> None:
    """Runs the program; every expected failure ends in its exit code, without a traceback."""
    from timetabler.models.findings import InvalidInput, VerificationFailed

    process.prepare_streams()
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
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        print(f"timetabler: {name}{error.strerror or error}", file=sys.stderr)
        raise SystemExit(BAD_INPUT) from None
    finally:
        process.admit_bugs()  # only now: typer sets a hook of its own


def _print_invalid(error: InvalidInput) -> None:
    from timetabler import results
    from timetabler.spec.diagnostics import render

    if "--json" in sys.argv:
        _print_json(results.invalid(error.diagnostics))
    else:
        print(render(error.diagnostics), file=sys.stderr)


def _print_json(document: dict[str, Any]) -> None:
    process.say(json.dumps(document, indent=2))


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


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to put it.")] = Path(),
) -> None:
    """Write a starter school.yaml and its JSON Schema.

    The starter is commented and solves; the schema lets editors complete and check.
    """
    from timetabler import api

    for path in api.init(folder):
        process.say(f"wrote {path}")
    process.say(f"Next: edit it, then run: timetabler solve {folder / 'school.yaml'}")


@app.command()
def check(school: SchoolFile, as_json: Json = False) -> None:
    """Show every problem of the input, then count.

    Counting asks whether more is asked for than there is: lessons, hours, rooms.
    """
    from timetabler import api, results, terminal

    result = api.check(school)
    problem, shortages = result
    if as_json:
        _print_json(results.checked(result))
    else:
        _print_warnings(problem.warnings)
        process.say(terminal.headline(problem))
        if shortages:
            process.say("\nImpossible, by counting:\n" + terminal.reasons(shortages))
        else:
            process.say("No problem found. Counting finds no shortage; only solving can tell more.")
    raise typer.Exit(IMPOSSIBLE if shortages else DONE)


def _print_warnings(warnings: Any) -> None:
    from timetabler.spec.diagnostics import render

    if warnings:
        print(render(warnings), file=sys.stderr)


@app.command()
def solve(
    school: SchoolFile,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for the files [default: timetable/ beside a school.yaml, "
            "timetable-NAME/ beside a NAME.yaml].",
        ),
    ] = None,
    time_limit: Annotated[
        float, typer.Option(min=1, max=86400, metavar="S", help="Seconds to search at most.")
    ] = 60.0,
    workers: Annotated[
        int, typer.Option(min=1, max=64, metavar="N", help="Threads to search with.")
    ] = 2,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, metavar="N", help="Any number.")] = 0,
    repeatable: Annotated[
        bool, typer.Option("--repeatable", help="The same answer every time (slower).")
    ] = False,
    keep: Annotated[
        Path | None, typer.Option(metavar="TIMETABLE", help="Start from this timetable.")
    ] = None,
    duties_only: Annotated[
        bool,
        typer.Option(
            "--duties-only",
            help="Leave the lessons of --keep as they are and decide duties alone. "
            "Exit code 5 if those lessons break a required rule.",
        ),
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Ignore and replace what an earlier run left.")
    ] = False,
    to: To = "json,xlsx,html,analytics",
    as_json: Json = False,
) -> None:
    """Find the best timetable, verify it, write it.

    Stopping (Ctrl-C, a time limit, even a kill) keeps the best timetable so far.
    """
    from timetabler import api, results, terminal

    names = _formats(to)
    if duties_only and keep is None:
        raise typer.BadParameter("say with --keep whose lessons stay", param_hint="--duties-only")
    lines = terminal.ProgressLines()
    with process.stoppable() as stopped:
        try:
            result = api.solve(
                school,
                out,
                time_limit=time_limit,
                workers=workers,
                seed=seed,
                repeatable=repeatable,
                fresh=fresh,
                keep=keep,
                duties_only=duties_only,
                to=names,
                on_progress=_quiet if as_json else lines,
                should_stop=stopped,
            )
        finally:
            lines.close()
    if as_json:
        _print_json(results.solved(result))
    else:
        _print_warnings(result.problem.warnings)
        process.say(terminal.solved(result))
    raise typer.Exit(INTERRUPTED if result.interrupted else _exit_code(result.outcome.status.value))


def _quiet(_: Progress) -> None:
    """Progress has no place beside one JSON document."""


def _exit_code(status: str) -> int:
    codes = {"infeasible": IMPOSSIBLE, "undecided": UNDECIDED, "invalid": BROKEN}
    return codes.get(status, DONE)


def _formats(to: str) -> tuple[str, ...]:
    from timetabler.exporters import named

    try:
        return tuple(e.name for e in named(n.strip() for n in to.split(",") if n.strip()))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--to") from None


@app.command()
def verify(school: SchoolFile, timetable: TimetableFile, as_json: Json = False) -> None:
    """Check any timetable against every rule.

    It does not matter how the timetable was made: nothing of the solver is used.
    """
    from timetabler import api, results, terminal

    result = api.verify(api.load(school), timetable)
    if as_json:
        _print_json(results.verified(result))
    else:
        process.say(terminal.verified(result))
    raise typer.Exit(DONE if result.book.report.valid else BROKEN)


@app.command()
def export(
    school: SchoolFile,
    timetable: TimetableFile,
    to: To,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder [default: the timetable's own].")
    ] = None,
) -> None:
    """Write a timetable in other formats.

    Only if it passes verification.
    """
    from timetabler import api, terminal

    names = _formats(to)
    verified = api.verify(api.load(school), timetable)
    if not verified.book.report.valid:
        process.say(terminal.verified(verified))
        raise typer.Exit(BROKEN)
    files, remarks = api.export(verified.book, out or timetable.parent, names)
    process.say(terminal.files(files))
    for remark in (*verified.remarks, *remarks):
        print(terminal.note(remark), file=sys.stderr)


@app.command()
def schema() -> None:
    """Print the JSON Schema of school files, for editors."""
    from timetabler.spec.schema import json_schema

    process.say(json.dumps(json_schema(), indent=2))


@app.command()
def constraints(
    kind: Annotated[str | None, typer.Argument(metavar="KIND", help="One of them.")] = None,
) -> None:
    """List the kinds of rules, or explain one."""
    from timetabler import terminal
    from timetabler.constraints import kinds
    from timetabler.spec.diagnostics import did_you_mean

    if kind is not None and kind not in kinds():
        hint = did_you_mean(kind, kinds(), "kinds")
        raise typer.BadParameter(f'no kind of rule "{kind}": {hint}')
    process.say(terminal.manual(kind))
