"""``explain``: why not, and what instead: one function for each question that may be asked."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from timetabler import process
from timetabler.cli.app import (
    DONE,
    Json,
    SchoolFile,
    SearchOptions,
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
    from timetabler.api import Comparison, Helping, Priced

Search: TypeAlias = AbstractContextManager[SearchOptions]
"""Begins when it is entered: not every question needs one."""


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
    helps: Annotated[
        bool,
        typer.Option("--what-helps", help="Say which changes would save the school most."),
    ] = False,
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

    With --lesson, --rule, --what-helps, --what-if or --set another question is answered; nothing is
    written.
    """
    compares = what_if is not None or bool(settings)
    if (lesson is not None) + (rule is not None) + helps + compares > 1:
        raise typer.BadParameter(
            "one question at a time: --lesson, --rule, --what-helps, or --what-if and --set"
        )
    if timetable is not None and lesson is None:
        raise typer.BadParameter("say with --lesson which lesson", param_hint="--timetable")
    search = searching(time_limit, workers, seed, quiet=as_json)
    if lesson is not None:
        code = _why_here(school, lesson, timetable, as_json)
    elif rule is not None:
        code = _price(school, rule, search, as_json)
    elif helps:
        code = _what_helps(school, search, as_json)
    elif compares:
        code = _compare(school, what_if, settings or (), search, as_json)
    else:
        names = None if no_candidates else formats_of(to)
        code = _explain(school, names, search, as_json)
    raise typer.Exit(code)


def _explain(school: Path, to: Sequence[str] | None, search: Search, as_json: bool) -> int:
    from timetabler import api, results, terminal

    with search as options:
        result = api.explain(school, to=to, **options)
    if as_json:
        print_json(results.explained(result))
    else:
        print_warnings(result.problem.warnings)
        process.say(terminal.explained(result))
    return exit_code(result.outcome.status, interrupted=result.interrupted)


def _compare(
    school: Path, what_if: Path | None, settings: Sequence[str], search: Search, as_json: bool
) -> int:
    from timetabler import api, results, terminal

    with search as options:
        result = api.compare(school, what_if, settings, **options)
    if as_json:
        print_json(results.compared(result))
    else:
        print_warnings(result.other.problem.warnings)
        process.say(terminal.compared(result))
    return _answered(result)


def _price(school: Path, rule: str, search: Search, as_json: bool) -> int:
    from timetabler import api, results, terminal

    with search as options:
        result = api.price(school, rule, **options)
    if as_json:
        print_json(results.priced(result))
    else:
        process.say(terminal.priced(result))
    return _answered(result)


def _what_helps(school: Path, search: Search, as_json: bool) -> int:
    from timetabler import api, results, terminal

    with search as options:
        result = api.what_helps(school, **options)
    if as_json:
        print_json(results.helped(result))
    else:
        process.say(terminal.helped(result))
    return _answered(result)


def _why_here(school: Path, lesson: str, timetable: Path | None, as_json: bool) -> int:
    from timetabler import api, results, terminal

    result = api.why_here(school, lesson, timetable)
    if as_json:
        print_json(results.why_here(result))
    else:
        process.say(terminal.why_here(result))
    return DONE


def _answered(result: Comparison | Helping | Priced) -> int:
    """That something would be impossible is an answer, too."""
    return exit_code("undecided" if result.undecided else "ok", interrupted=result.interrupted)
