"""``schema``, ``constraints``: the language."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from timetabler import process
from timetabler.cli.app import app


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
