"""``explain``: why not, and what instead. The command only says which question is asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timetabler import process
from timetabler.cli.app import (
    DONE,
    INTERRUPTED,
    UNDECIDED,
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

if TYPE_CHECKING:
    from timetabler.api import Comparison, Priced


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
    rule: Annotated[
        str | None,
        typer.Option(
            metavar="RULE",
            help="Say what a rule costs the school: its line, its kind, or words of it.",
        ),
    ] = None,
    what_if: Annotated[
        Path | None,
        typer.Option(
            metavar="OTHER", help="Say what would be different with this other school file."
        ),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="PLACE=VALUE",
            help="Say what would be different with this value: teachers.pat.days=[Mon], "
            "constraints@42.weight=5 (42 is a line). Several are one change; no value: take out.",
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

    With --lesson, --rule, --what-if or --set another question is answered; nothing is written.
    """
    from timetabler import api, results, terminal

    compares = what_if is not None or bool(settings)
    if (lesson is not None) + (rule is not None) + compares > 1:
        raise typer.BadParameter("one question at a time: --lesson, --rule, or --what-if and --set")
    if timetable is not None and lesson is None:
        raise typer.BadParameter("say with --lesson which lesson", param_hint="--timetable")
    if lesson is not None:
        _why_here(school, lesson, timetable, as_json)
        return
    if rule is not None:
        with searching(quiet=as_json) as (progress, stopped):
            priced = api.price(
                school,
                rule,
                time_limit=time_limit,
                workers=workers,
                seed=seed,
                on_progress=progress,
                should_stop=stopped,
            )
        if as_json:
            print_json(results.priced(priced))
        else:
            process.say(terminal.priced(priced))
        raise typer.Exit(_answered(priced))
    if compares:
        with searching(quiet=as_json) as (progress, stopped):
            compared = api.compare(
                school,
                what_if,
                settings or (),
                time_limit=time_limit,
                workers=workers,
                seed=seed,
                on_progress=progress,
                should_stop=stopped,
            )
        if as_json:
            print_json(results.compared(compared))
        else:
            print_warnings(compared.other.problem.warnings)
            process.say(terminal.compared(compared))
        raise typer.Exit(_answered(compared))
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


def _answered(result: Comparison | Priced) -> int:
    """That something would be impossible is an answer, too."""
    if result.interrupted:
        return INTERRUPTED
    return UNDECIDED if result.undecided else DONE
