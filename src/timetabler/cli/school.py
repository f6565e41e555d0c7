"""``init``, ``check``: school files, without any search."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from timetabler import process
from timetabler.cli.app import (
    DONE,
    IMPOSSIBLE,
    Json,
    SchoolFile,
    app,
    print_json,
    print_warnings,
)


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
        print_json(results.checked(result))
    else:
        print_warnings(problem.warnings)
        process.say(terminal.headline(problem))
        if shortages:
            process.say("\nImpossible, by counting:\n" + terminal.reasons(problem, shortages))
        else:
            process.say("No problem found. Counting finds no shortage; only solving can tell more.")
            for line in terminal.tight(result.tight):
                process.say(line)
    raise typer.Exit(IMPOSSIBLE if shortages else DONE)
