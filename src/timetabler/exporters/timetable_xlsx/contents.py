"""Draws the first pages: the contents with a link to every sheet, and the summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.timetable_xlsx import layout
from timetabler.exporters.timetable_xlsx.pen import head, link, look_of, page, put
from timetabler.models.wording import aside
from timetabler.views import Book, highlights, summary, unmet, valid

_COLUMNS, _WIDE = 6, 26
"""Links side by side, and the width of each."""
_LABEL, _TEXT = 30, 125
"""Widths of the summary: labels, and what they say."""
_TOLD = 3
"""So many places where a rule does not hold are told."""
_ELSEWHERE = ("School", "Status")
"""What the summary says in its title and its verdict."""


def draw_contents(sheet: Worksheet, book: Book, groups: Mapping[str, Sequence[str]]) -> None:
    """A link to each sheet; ``groups`` are heading -> titles. Then the codes of the subjects."""
    about = (book.school.term, valid(book), f"made by timetabler {book.version}".strip())
    head(sheet, book.school.name, " · ".join(filter(None, about)))
    line = layout.HEAD
    for heading, titles in groups.items():
        if not titles:
            continue
        line = _heading(sheet, line, heading)
        for number, title in enumerate(titles):
            link(sheet, line + number // _COLUMNS, 1 + number % _COLUMNS, title)
        line += ceil(len(titles) / _COLUMNS)
    line = _heading(sheet, line, "Subjects")
    for number, subject in enumerate(book.subjects):
        code = book.code[subject]
        text = subject if code == subject else f"{code}: {subject}"
        place = line + number // _COLUMNS, 1 + number % _COLUMNS
        put(sheet, *place, text, look_of(book, subject, small=True))
    sheet.sheet_view.showGridLines = False
    page(sheet, book, [_WIDE] * _COLUMNS)


def _heading(sheet: Worksheet, line: int, text: str) -> int:
    """Returns the next row."""
    put(sheet, line, 1, text, "heading")
    sheet.row_dimensions[line].height = 28
    return line + 1


def draw_summary(sheet: Worksheet, book: Book) -> None:
    """What a reader asks first, and every rule and wish that does not hold everywhere."""
    head(sheet, "Summary", book.school.name)
    lines = [each for each in summary(book) if each[0] not in _ELSEWHERE]
    after = 1 + next(i for i, (label, _) in enumerate(lines) if label == "Result")
    lines[after:after] = [("", text) for text in highlights(book)]
    for line, (label, text) in enumerate(lines, layout.HEAD):
        put(sheet, line, 1, label, "soft")
        put(sheet, line, 2, text, "head" if label == "Result" else "text")
        sheet.row_dimensions[line].height = 16 * ceil(len(text) / _TEXT)
    line = _heading(sheet, layout.HEAD + len(lines) + 1, "Not met")
    if book.report.cost == 0 and book.report.valid:
        put(sheet, line, 2, "Nothing: every rule and every wish holds.")
    for rule in unmet(book):
        said = rule.rule + aside(rule.asked_by, rule.note)
        put(sheet, line, 1, f"Cost {rule.cost}", "head")
        put(sheet, line, 2, said, "head")
        sheet.row_dimensions[line].height = 16 * ceil(len(said) / _TEXT)
        told = list(rule.exceptions[:_TOLD])
        if more := len(rule.exceptions) - len(told):
            told.append(f"and {more} more: see the sheet Rules")
        for text in told:
            line += 1
            put(sheet, line, 2, text)
            sheet.row_dimensions[line].height = 16 * ceil(len(text) / _TEXT)
        line += 1
    sheet.sheet_view.showGridLines = False
    page(sheet, book, [_LABEL, _TEXT], header=layout.ABOUT, pages=0)
