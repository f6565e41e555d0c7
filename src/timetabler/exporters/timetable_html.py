"""timetable.html: one file to read on any screen, to search and to print."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from timetabler.exporters.base import Exporter, replacing
from timetabler.exporters.pages import styles, templates
from timetabler.exporters.paper import (
    board_lines,
    column_widths,
    roster_lines,
    week_lines,
    year_lines,
)
from timetabler.exporters.svg import svg
from timetabler.spec.problem import Problem
from timetabler.views import (
    ALSO,
    CHANGES,
    COLOURS,
    SORTS,
    Book,
    LedgerLine,
    Row,
    RuleLine,
    aides,
    bases,
    by_year,
    changes,
    curriculum,
    days,
    duty_load,
    edition,
    grids,
    highlights,
    hours,
    imprint,
    ledger,
    one_decimal,
    pictures,
    roster,
    rule_book,
    rules_met,
    staff,
    summary,
    support,
    today,
    unmet,
    wet_plan,
    wishes,
)


class TimetableHtml(Exporter):
    """By class, teacher, room, year and day, with duty, release, the rules, minutes and changes.

    Needs no network, and no script to be read.
    """

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
    from markupsafe import Markup

    environment = templates(minutes=one_decimal, signed=_signed, widths=column_widths)
    script = Markup("\n" + environment.get_template("timetable/script.js").render())
    outcome, rules = book.outcome, rule_book(book)
    figures = [
        ("Rules met", f"{sum(line.met for line in rules)} of {len(rules)}"),
        ("Cost", book.report.cost),
        ("Least possible", "not known" if outcome.bound is None else outcome.bound),
        ("Gap", "not known" if outcome.gap is None else f"{outcome.gap:.1%}"),
    ]
    views = [(sort, name, found) for sort, name in SORTS.items() if (found := grids(book, sort))]
    parts = {
        "years": by_year(book),
        "days": days(book),
        "changes": changes(book),
        "rosters": roster(book),
        "load": duty_load(book),
        "wet": wet_plan(book),
        "needs": support(book),
        "aides": aides(book),
        "ledgers": (ledgers := _ledgers(book)),
        "wishes": wishes(book),
        "pictures": pictures(book),
    }
    sections = _sections(book, parts)
    heading = " · ".join(filter(None, [book.school.name, book.school.term]))
    return environment.get_template("timetable.html.j2").render(
        book=book,
        script=script,
        heading=heading,
        stamp=f"{heading} · edition {edition(book)}",
        issue=" · ".join(filter(None, [book.school.term, imprint(book)])),
        cycle=len(book.school.week.days_by_week),
        word=book.school.pack.word,
        verdict=f"{outcome.verdict}.",
        highlights=highlights(book),
        figures=figures,
        views=views,
        tabs=[*((sort, name) for sort, name, _ in views), *sections],
        pages={(sort, grid.id) for sort, _, found in views for grid in found},
        sections=sections,
        today=today(book)._asdict(),
        change_words=CHANGES,
        style=styles(book),
        rules_met=rules_met(book),
        rule_parts=_rule_parts(rules),
        why=book.why,
        also=ALSO,
        unmet=unmet(book),
        staff=staff(book),
        minutes=(minutes := {(line.class_id, line.subject): line for line in curriculum(book)}),
        taught=[s for s in book.subjects if s in {subject for _, subject in minutes}],
        hours=hours,
        sources=bases(line for _, _, lines in ledgers for line in lines),
        height=week_lines,
        lines=roster_lines,
        year_lines=year_lines,
        board_lines=board_lines,
        column_widths=column_widths,
        svg=svg,
        part_colours=COLOURS,
        facts=[line for line in summary(book) if line[0] in _FACTS],
        **parts,
    )


def _sections(book: Book, parts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(id, name) of what comes after the grids, each with a template of that id."""
    word = book.school.pack.word
    found = [
        ("year", f"{word('year')}s", ("years",)),
        ("day", "Who is where", ("days",)),
        ("changes", "Changes", ("changes",)),
        ("duty", word("duty"), ("rosters", "wet")),
        ("support", "Support", ("needs", "aides")),
        ("release", word("release"), ("ledgers",)),
        ("wishes", "Wishes", ("wishes",)),
    ]
    shown = [(id_, name) for id_, name, needs in found if any(parts[need] for need in needs)]
    rest = {"result": "Result", "rules": "Rules", "why": "Why here", "minutes": "Minutes"}
    return [*shown, *rest.items(), ("pictures", "Pictures")]


def _rule_parts(rules: Sequence[RuleLine]) -> list[tuple[str, list[RuleLine]]]:
    """The rule book in two parts: what the school wrote, in the order of its file, and the rest."""
    parts = {
        "Written by the school": [rule for rule in rules if rule.line],
        "What always holds": [rule for rule in rules if not rule.line],
    }
    return [(title, found) for title, found in parts.items() if found]


def _ledgers(book: Book) -> list[tuple[str, str, list[LedgerLine]]]:
    """Title, explanation and lines of each part of the ledger of which anything is known."""
    lines = ledger(book)
    parts = (
        ("release", book.school.pack.word("release"), "The class is with somebody else."),
        ("preparation", "Preparation", "Of all others who teach: lesson time without pupils."),
    )
    return [
        (title, about, found)
        for sort, title, about in parts
        if any(x.entitled or x.teaching_at_most for x in lines if x.sort == sort)
        and (found := [x for x in lines if x.sort == sort])
    ]


_FACTS = ("Lessons placed", "Duties", "Classes", "Teachers", "Aides", "School file", "Made by")
"""What the foot of the page repeats of the summary."""


def _signed(minutes: Fraction) -> str:
    """``+7.6``, ``\u22122.3``, ``0.0``."""
    text = one_decimal(minutes)
    if text.startswith("-"):
        return f"\u2212{text[1:]}"
    return text if text == "0.0" else f"+{text}"


class _Cells(HTMLParser):
    """Collects the recorded rows that cells carry."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Cells of class tables have ``data-rows``."""
        recorded = dict(attrs).get("data-rows")
        if recorded is not None:
            self.rows += (Row(*map(_value, row)) for row in json.loads(recorded))


def _value(value: Any) -> Any:
    """A value of a row: JSON has lists for tuples."""
    return tuple(value) if isinstance(value, list) else value
