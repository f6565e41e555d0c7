"""The page of questions that leaders ask: each in SQL, and answered for an example school.

The timetables of the school are kept in docs/questions/, so that nothing has to be solved. If the
school changes so that they no longer keep its rules, solve it again and put its timetable.json
there; ``before.json`` is the one that it replaces.
"""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path

import duckdb

from timetabler import api
from timetabler.exporters.analytics.questions import questions

ROOT = Path(__file__).parent.parent
SCHOOL = "examples/wattle-creek/school.yaml"
SHOWN = 10
"""Rows of an answer on the page."""

INTRODUCTION = f"""\
# Questions to a timetable

The tables of `--to analytics` answer what nobody thought of when the timetable was made. These are
questions that leaders ask, each with the SQL and what it says of
[wattle-creek](../{SCHOOL}); long answers are cut. The package has them as
`questions.sql`. With [DuckDB](https://duckdb.org), which is one small program:

```console
$ timetabler export school.yaml timetable/timetable.json --to analytics --previous last-term.json
$ cd timetable/analytics
$ duckdb
.read schema.sql
.read load.sql
.read views.sql
.read questions.sql
```

`load.sql` of other terms and schools adds them to the same database. The README of the package says
what is in every table.
"""


def page() -> str:
    """The page. Raises VerificationFailed: the kept timetable is not one of the school any more."""
    kept = ROOT / "docs/questions"
    book = api.verify(api.load(ROOT / SCHOOL), kept / "timetable.json").book
    parts = [INTRODUCTION.strip()]
    with tempfile.TemporaryDirectory() as name, duckdb.connect() as database:
        api.export(book, Path(name), ["analytics"], previous=kept / "before.json")
        folder = Path(name) / "analytics"
        database.execute(f"SET file_search_path = '{folder}'")
        for script in ("schema.sql", "load.sql", "views.sql"):
            database.execute((folder / script).read_text(encoding="utf-8"))
        for question in questions():
            answer = _answer(database.execute(question.sql))
            sql = f"```sql\n{question.sql}\n```"
            parts += filter(None, [f"## {question.title}", question.about, sql, answer])
    return "\n\n".join(parts) + "\n"


def _answer(found: duckdb.DuckDBPyConnection) -> str:
    names = [column[0] for column in found.description]
    rows = found.fetchall()
    lines = [names, ["---"] * len(names), *([_text(v) for v in row] for row in rows[:SHOWN])]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    more = len(rows) - SHOWN
    return f"{table}\n\n... and {more} more {'row' if more == 1 else 'rows'}" if more > 0 else table


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    return str(value).replace("|", "\\|")
