"""The printed documents as HTML: the same grids as everywhere, on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from timetabler.exporters.pages import styles, templates
from timetabler.views import Book, Grid, Roster, Sort, edition, grids, roster, valid

if TYPE_CHECKING:
    from markupsafe import Markup


class Paper(NamedTuple):
    """Its size in millimetres, as it hangs on the wall."""

    width: int
    height: int


A4, A3 = Paper(297, 210), Paper(420, 297)
_FONTS = "Carlito, 'Noto Sans', 'Liberation Sans', 'Segoe UI', Arial, 'DejaVu Sans', sans-serif"


class Pack(NamedTuple):
    """One document: a page for each of its grids or rosters."""

    filename: str
    title: str
    template: str
    paper: Paper
    pages: Sequence[Grid] | Sequence[Roster]


CLASSES = "classes.pdf"
_WEEKS: dict[Sort, tuple[str, str]] = {
    "class": (CLASSES, "Classes"),
    "teacher": ("staff.pdf", "Staff"),
    "room": ("rooms.pdf", "Rooms"),
}
_POSTER = "duty-poster.pdf"
FILES = (*(filename for filename, _ in _WEEKS.values()), _POSTER)
"""All that the folder may have."""


def packs(book: Book) -> Iterator[Pack]:
    """The documents that have a page."""
    for sort, (filename, title) in _WEEKS.items():
        if found := grids(book, sort):
            yield Pack(filename, title, "pack", A4, found)
    if posters := roster(book):
        yield Pack(_POSTER, f"{book.school.pack.word('duty')} roster", "poster", A3, posters)


def html(book: Book, pack: Pack) -> str:
    """A document, ready to be printed: a letter and its accents are one sign, as in the fonts."""
    from markupsafe import Markup

    environment = templates(css=_css)
    assert environment.loader is not None
    fit, _, _ = environment.loader.get_source(environment, "print/fit.js")
    school, dates = book.school, valid(book)
    foot = [
        f"In force {dates}" if dates else "",
        f"Edition {edition(book)}",
        f"timetabler {book.version}".strip(),
    ]
    document = environment.get_template(f"print/{pack.template}.html.j2").render(
        title=" · ".join(filter(None, [pack.title, school.name, school.term])),
        pages=pack.pages,
        school=school,
        word=school.pack.word,
        paper=pack.paper,
        foot=" · ".join(filter(None, foot)),
        fit=Markup(fit),
        fonts=Markup(_FONTS),
        colours=book.colour.values(),
        style=styles(book),
    )
    return normalize("NFC", document)


def _css(text: str) -> Markup:
    """A text of a style sheet: whatever a name has in it, it stays inside of the quotes."""
    from markupsafe import Markup

    return Markup('"' + "".join(f"\\{ord(letter):06x}" for letter in text) + '"')
