"""``explain``: why not, and what instead. The command only says which question is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from timetabler import process
from timetabler.cli.app import (
    INTERRUPTED,
    Json,
    SchoolFile,
    Seed,
    TimeLimit,
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
def explain(
    school: SchoolFile,
    lesson: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS",
            help="Say why a lesson or duty is where it is and what else could be: a class, "
            'subject, teacher, room or time, such as "3/4C Art".',
        ),
    ] = None,
    timetable: Annotated[
        Path | None,
        typer.Option(
            metavar="TIMETABLE", help="Of --lesson: in this timetable [default: the last solved]."
        ),
    ] = None,
    time_limit: TimeLimit = 120.0,
    workers: Workers = 2,
    seed: Seed = 0,
    no_candidates: Annotated[
        bool, typer.Option("--no-candidates", help="Only say what could be given up.")
    ] = False,
    to: To = "json,xlsx,html,analytics",
    as_json: Json = False,
) -> None:
    """Say why no timetable exists, and what could be given up.

    For each choice a school file is written beside SCHOOL (school-A.yaml), in which only the lines
    of the rules given up differ, and its timetable where solve would put it.
    """
    from timetabler import api, results, terminal

    if lesson is not None:
        _why_here(school, lesson, timetable, as_json)
        return
    names = None if no_candidates else formats_of(to)
    with searching(quiet=as_json) as (progress, stopped):
        result = api.explain(
            school,
            to=names,
            time_limit=time_limit,
            workers=workers,
            seed=seed,
            on_progress=progress,
            should_stop=stopped,
        )
    if as_json:
        print_json(results.explained(result))
    else:
        print_warnings(result.problem.warnings)
        process.say(terminal.explained(result))
    raise typer.Exit(INTERRUPTED if result.interrupted else exit_code(result.outcome.status.value))


def _why_here(school: Path, lesson: str, timetable: Path | None, as_json: bool) -> None:
    from timetabler import api, results, terminal

    try:
        result = api.why_here(school, lesson, timetable)
    except (api.UnknownWords, api.NoTimetable) as error:
        raise typer.BadParameter(str(error), param_hint="--lesson") from None
    if as_json:
        print_json(results.why_here(result))
    else:
        process.say(terminal.why_here(result))
