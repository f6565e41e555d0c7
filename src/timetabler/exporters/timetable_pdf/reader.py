"""Reads the class pack back as a screen reader does: by the structure of its tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unicodedata import normalize

from timetabler.spec.problem import Problem
from timetabler.views import NOTHING_SAID, Row

_Element = Mapping[str, Any]


def said(class_id: str, day: str, timeslot: str, subject: str) -> Row:
    """What paper says of a row. Of a subject the letters and figures: lines break anywhere, and
    what no font of the machine has is a blank."""
    return NOTHING_SAID._replace(
        class_id=class_id, day=day, timeslot=timeslot, subject=_plain(subject)
    )


def read(path: Path, problem: Problem) -> tuple[Row, ...]:
    """What each page says of its class, in the order of the pages. Raises OSError."""
    import pdfplumber

    school = problem.school
    days = {_plain(day): day for day in school.week.days}
    slots = {_plain(p.slot.id): p.slot.id for c in school.classes for p in school.periods(c.id)}
    found: dict[Row, None] = {}
    with pdfplumber.open(path) as pdf:
        for class_, page in zip(school.classes, pdf.pages, strict=True):
            words = _Words(page)
            for table in words.elements(page.structure_tree, "Table"):
                for day, slot, title in _titles(table, words):
                    found[said(class_.id, days[day], slots[slot], title)] = None
    return tuple(found)


class _Words:
    """What the elements of a page say."""

    def __init__(self, page: Any) -> None:
        self._pieces: dict[int | None, str] = defaultdict(str)
        piece: int | None = None
        for letter in page.chars:
            if letter["tag"] == "Artifact":
                continue
            if letter["mcid"] is not None:  # else it is in a part of a piece, as accents are
                piece = letter["mcid"]
            self._pieces[piece] += letter["text"]

    def elements(self, among: Iterable[_Element], *types: str) -> Iterator[_Element]:
        """The outermost ones of these types, in reading order."""
        for element in among:
            if element["type"] in types:
                yield element
            else:
                yield from self.elements(element.get("children", ()), *types)

    def of(self, element: _Element) -> str:
        """Letters and figures of all that an element has."""
        own = "".join(self._pieces[piece] for piece in element.get("mcids", ()))
        return _plain(own + "".join(map(self.of, element.get("children", ()))))


def _titles(table: _Element, words: _Words) -> Iterator[tuple[str, str, str]]:
    """(day, timeslot, title of an entry), by the headings of rows and columns that cells span."""
    days: list[str] = []
    above: dict[int, tuple[int, list[str]]] = {}  # column -> rows that a cell above still reaches
    for row in words.elements([table], "TR"):
        head, *cells = words.elements(row.get("children", ()), "TH", "TD")
        if cells and cells[0]["type"] == "TH":
            days = [words.of(cell) for cell in cells]
            continue
        slot = words.of(next(iter(head["children"])))
        waiting = iter(cells)
        for column, day in enumerate(days):
            left, titles = above.get(column, (0, []))
            if not left:
                cell = next(waiting, None)
                if cell is None:  # a break, across all days
                    break
                left = cell["attributes"]["RowSpan"]
                titles = [words.of(p) for p in words.elements([cell], "P")]
            above[column] = left - 1, titles
            yield from ((day, slot, title) for title in titles)


def _plain(text: str) -> str:
    return "".join(letter for letter in normalize("NFKD", text) if letter.isalnum())
