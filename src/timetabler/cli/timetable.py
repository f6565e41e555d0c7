"""``solve``, ``verify``, ``export``, ``import``: timetables."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from timetabler import process
from timetabler.cli.app import (
    BROKEN,
    DONE,
    Json,
    Previous,
    SchoolFile,
    Seed,
    Students,
    TimeLimit,
    TimetableFile,
    To,
    Workers,
    app,
    exit_code,
    formats_of,
    print_json,
    print_warnings,
    searching,
)


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
    time_limit: TimeLimit = 60.0,
    workers: Workers = 2,
    seed: Seed = 0,
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
    previous: Previous = None,
    students: Students = None,
    as_json: Json = False,
) -> None:
    """Find the best timetable, verify it, write it.

    Stopping (Ctrl-C, a time limit, even a kill) keeps the best timetable so far.
    """
    from timetabler import api, results, terminal

    names = formats_of(to, students)
    if duties_only and keep is None:
        raise typer.BadParameter("say with --keep whose lessons stay", param_hint="--duties-only")
    with searching(time_limit, workers, seed, quiet=as_json) as options:
        result = api.solve(
            school,
            out,
            repeatable=repeatable,
            fresh=fresh,
            keep=keep,
            duties_only=duties_only,
            to=names,
            previous=previous,
            students=students,
            **options,
        )
        outcome = result.outcome
        found = None
        if outcome.status is api.Status.INFEASIBLE and not (outcome.kept or repeatable):
            options["time_limit"] -= outcome.seconds
            found = api.instead(result.problem, outcome.reasons, **options)
    if as_json:
        print_json(results.solved(result, found))
    else:
        print_warnings(result.problem.warnings)
        process.say(terminal.solved(result, found))
    raise typer.Exit(exit_code(outcome.status, interrupted=result.interrupted))


@app.command()
def verify(school: SchoolFile, timetable: TimetableFile, as_json: Json = False) -> None:
    """Check any timetable against every rule.

    It does not matter how the timetable was made: nothing of the solver is used.
    """
    from timetabler import api, results, terminal

    result = api.verify(api.load(school), timetable)
    if as_json:
        print_json(results.verified(result))
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
    previous: Previous = None,
    students: Students = None,
    pseudonymise: Annotated[
        bool,
        typer.Option(
            "--pseudonymise",
            help="Codes instead of names, into a folder of its own "
            "[default: the timetable's own, -pseudonymised].",
        ),
    ] = False,
) -> None:
    """Write a timetable in other formats.

    Only if it passes verification.
    """
    from timetabler import api, terminal

    names = formats_of(to, students)
    verified = api.verify(api.load(school), timetable)
    if not verified.book.report.valid:
        process.say(terminal.verified(verified))
        raise typer.Exit(BROKEN)
    folder = timetable.parent
    if pseudonymise:
        if students is not None:
            raise typer.BadParameter("students have no codes", param_hint="--students")
        folder = folder.parent / f"{folder.resolve().name}-pseudonymised"
    files, remarks = api.export(
        verified.book,
        out or folder,
        names,
        previous=previous,
        students=students,
        pseudonymise=pseudonymise,
    )
    process.say(terminal.files(files))
    for remark in (*verified.remarks, *remarks):
        print(terminal.note(remark), file=sys.stderr)


@app.command("import")
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A timetable.xlsx that somebody has edited, or a FET file."
        ),
    ],
    school: Annotated[
        Path | None,
        typer.Option("--school", metavar="SCHOOL", help="The school file that the workbook is of."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="Folder for the timetable [default: where solve puts its files]; of a FET file, "
            "the school file to write, which must be new [default: beside it, .yaml].",
        ),
    ] = None,
    skip_unknown: Annotated[
        bool,
        typer.Option("--skip-unknown", help="Leave out rules of FET that are not understood."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Bring an edited workbook back as timetable.json, or turn a FET file into a school file.

    A workbook only if it passes verification: says what changes, and what it costs.
    """
    from timetabler import api, results, terminal

    if school is None:
        if file.suffix.lower() in (".xlsx", ".json"):
            raise typer.BadParameter("of which school is the workbook?", param_hint="--school")
        converted = api.convert(file, out, skip_unknown=skip_unknown)
        if as_json:
            print_json(results.converted(converted))
        else:
            print_warnings((*converted.warnings, *converted.problem.warnings))
            process.say(terminal.converted(converted))
        return
    if file.suffix.lower() == ".fet":
        raise typer.BadParameter("a FET file needs none", param_hint="--school")
    result = api.import_timetable(api.load(school), file, out)
    if as_json:
        print_json(results.imported(result))
    else:
        process.say(terminal.imported(result))
    raise typer.Exit(DONE if result.file is not None else BROKEN)
