"""timetable.html: one file to read on any screen, to search and to print."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

from timetabler.exporters.base import Exporter, replacing
from timetabler.spec.problem import Problem
from timetabler.views import (
    SORTS,
    Book,
    Row,
    curriculum,
    grids,
    hours,
    rule_book,
    rules_met,
    staff,
    summary,
    unmet,
)


class TimetableHtml(Exporter):
    """By class, teacher and room, with the rules and the minutes. Needs no network, no script."""

    name = "html"
    filename = "timetable.html"
    summary = "to read, search and print; one file that works anywhere"

    def write(self, book: Book, path: Path) -> tuple[str, ...]:
        """See Exporter."""
        with replacing(path) as temporary:
            temporary.write_text(page(book), encoding="utf-8", newline="\n")
        return ()

    def read_back(self, path: Path, problem: Problem) -> tuple[Row, ...]:  # noqa: ARG002
        """See Exporter. What the cells of the class tables say, in the order of the page."""
        parser = _Cells()
        parser.feed(path.read_text(encoding="utf-8"))
        parser.close()
        return tuple(parser.rows)


def page(book: Book) -> str:
    """The whole file."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("timetabler.exporters"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    outcome, rules = book.outcome, rule_book(book)
    figures = [
        ("Rules met", f"{sum(line.met for line in rules)} of {len(rules)}"),
        ("Cost", book.report.cost),
        ("Least possible", "not known" if outcome.bound is None else outcome.bound),
        ("Gap", "not known" if outcome.gap is None else f"{outcome.gap:.1%}"),
    ]
    return environment.get_template("timetable.html.j2").render(
        book=book,
        verdict=f"{outcome.verdict}.",
        figures=figures,
        rules_met=rules_met(book),
        rule_book=rules,
        unmet=unmet(book),
        views=[(sort, name, found) for sort, name in SORTS.items() if (found := grids(book, sort))],
        style={"": "", **{subject: f"s{i}" for i, subject in enumerate(book.colour)}},
        staff=staff(book),
        minutes={(line.class_id, line.subject): line for line in curriculum(book)},
        hours=hours,
        summary=summary(book),
    )


class _Cells(HTMLParser):
    """Collects the recorded rows that cells carry."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Cells of class tables have ``data-rows``."""
        recorded = dict(attrs).get("data-rows")
        if recorded is not None:
            self.rows += (Row(*row) for row in json.loads(recorded))
