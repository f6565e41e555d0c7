"""What every sheet of the workbook is drawn with: looks, cells, links, pages.

A *look* is a named style of the workbook. openpyxl compares fonts and fills cell by cell when they
are given one by one; a style is looked up once, and people find it among the styles of the program.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from fractions import Fraction
from typing import Any
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.timetable_xlsx import layout
from timetabler.views import Book, imprint

INK, SOFT, LINK, WARNING = "1A212B", "55606F", "1D4F91", "8A1C1C"
FACE = "Calibri"
_LINE = Side(style="thin", color="D0D5DD")
_STRONG = Side(style="medium", color="8C96A5")
FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
MARK = Border(left=Side(style="thick", color=LINK), right=_LINE, top=_LINE, bottom=_LINE)
_PALE, _PINK = "ECEFF3", "FDE4E1"
_TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="top", indent=2)
_LEFT = Alignment(horizontal="left", vertical="center", indent=1, wrap_text=True)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_SMALL = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
_STACK = 8  # points


def _font(size: float = 11, colour: str = INK, *, bold: bool = False, link: bool = False) -> Font:
    return Font(name=FACE, size=size, color=colour, bold=bold, underline="single" if link else None)


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour)


_HATCH = PatternFill("lightUp", start_color="C3CAD6", end_color="FFFFFF")
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font": _font(22, bold=True), "alignment": Alignment(vertical="center")},
    "about": {"font": _font(12, SOFT), "alignment": Alignment(vertical="center")},
    "heading": {"font": _font(13, bold=True), "alignment": Alignment(vertical="center")},
    "back": {"font": _font(10, LINK, link=True), "alignment": Alignment(vertical="center")},
    "link": {"font": _font(11, LINK, link=True), "alignment": Alignment(vertical="center")},
    "text": {"font": _font(), "alignment": _TOP},
    "head": {"font": _font(bold=True), "alignment": _TOP},
    "soft": {"font": _font(10, SOFT), "alignment": _TOP},
    "legend": {
        "font": _font(),
        "alignment": Alignment(indent=1, vertical="center", shrink_to_fit=True),
    },
    "note": {"font": _font(10, SOFT)},
    "plain": {"font": _font()},
    "warning": {"font": _font(colour=WARNING, bold=True), "alignment": _TOP, "fill": _fill(_PINK)},
    "number": {"font": _font(), "alignment": _RIGHT},
    "number head": {"font": _font(bold=True), "alignment": _RIGHT},
    "number warning": {
        "font": _font(colour=WARNING, bold=True),
        "alignment": _RIGHT,
        "fill": _fill(_PINK),
    },
    "column": {"font": _font(bold=True), "alignment": _TOP, "fill": _fill(_PALE)},
    "number column": {
        "font": _font(bold=True),
        "alignment": Alignment(horizontal="right", vertical="top", indent=2, wrap_text=True),
        "fill": _fill(_PALE),
    },
    "day": {"font": _font(bold=True), "alignment": _MIDDLE, "fill": _fill(_PALE)},
    "timeslot": {"font": _font(bold=True), "alignment": _LEFT},
    "clock": {"font": _font(10, SOFT), "alignment": _LEFT},
    "break": {"font": _font(10, SOFT), "alignment": _MIDDLE, "fill": _fill(_PALE)},
    "away": {"font": _font(10, SOFT), "alignment": _LEFT, "fill": _HATCH, "border": FRAME},
    "cell": {"font": _font(), "alignment": _LEFT, "border": FRAME},
    "staff": {"font": _font(), "alignment": _LEFT, "fill": _fill(_PALE), "border": MARK},
    "duty": {"font": _font(), "alignment": _MIDDLE, "border": FRAME},
    "nobody": {"font": _font(bold=True), "alignment": _MIDDLE, "border": FRAME},
    "unwatched": {"font": _font(), "alignment": _MIDDLE, "fill": _HATCH, "border": FRAME},
    "area clock": {"font": _font(10, SOFT), "alignment": _LEFT, "border": FRAME},
    "area": {"font": _font(bold=True), "alignment": _LEFT, "border": FRAME},
    "small": {"font": _font(), "alignment": _SMALL, "border": FRAME},
    "small away": {
        "font": _font(colour=SOFT),
        "alignment": _SMALL,
        "fill": _HATCH,
        "border": FRAME,
    },
    "small day": {
        "font": _font(bold=True),
        "alignment": _SMALL,
        "fill": _fill(_PALE),
        "border": FRAME,
    },
    "small name": {
        "font": _font(bold=True),
        "alignment": Alignment(vertical="center", indent=1, shrink_to_fit=True),
        "border": FRAME,
    },
}
"""What each look is, besides those of the subjects."""

BEGINS = " first of day"
"""After the name of a small look: with a strong line at the left."""


def prepare(workbook: Workbook, book: Book) -> None:
    """Adds every look that there is to a new workbook."""
    looks = dict(_LOOKS)
    for subject, colour in book.colour.items():
        inked = {"font": _font(colour=colour.ink[1:]), "fill": _fill(colour.back[1:])}
        looks[look_of(book, subject)] = {**inked, "alignment": _LEFT, "border": FRAME}
        looks[look_of(book, subject, small=True)] = {**_LOOKS["small"], **inked}
    for name, parts in list(looks.items()):
        if parts.get("alignment") is _SMALL:
            begins = Border(left=_STRONG, right=_LINE, top=_LINE, bottom=_LINE)
            looks[f"{name}{BEGINS}"] = {**parts, "border": begins}
    _LOOKS_OF[workbook] = found = {}
    for name, parts in looks.items():
        # programs have styles of their own called Title, Note and so on
        style = NamedStyle(f"Timetable {name}", **parts)
        workbook.add_named_style(style)
        found[name] = style.as_tuple()


def look_of(book: Book, subject: str, *, small: bool = False) -> str:
    """The look of a subject: of a cell in a grid, or ``small``: in an overview."""
    number = list(book.colour).index(subject)  # subjects may differ in upper and lower case alone
    return f"subject {number}{' small' if small else ''}"


_LOOKS_OF: WeakKeyDictionary[Workbook, dict[str, Any]] = WeakKeyDictionary()
"""workbook -> look -> what its cells share. openpyxl would search the names for every cell."""


def give(cell: Any, look: str) -> None:
    """Gives a cell another look."""
    cell._style = copy(_LOOKS_OF[cell.parent.parent][look])


def stack(cell: Any) -> None:
    """Shows several lines in a small cell, which would else be shrunk to one until it fits."""
    cell.alignment = _MIDDLE
    font = copy(cell.font)
    font.size = _STACK
    cell.font = font


def put(sheet: Worksheet, line: int, column: int, value: object, look: str = "text") -> Any:
    """Writes a value; a text stays a text, whatever a spreadsheet would make of it.

    Of a fraction one decimal is shown. Returns the cell.
    """
    cell: Any = sheet.cell(line, column)
    give(cell, look)
    if isinstance(value, str):
        cell.value = clean(value) or None
        cell.data_type = "s"
        if value.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True
    elif isinstance(value, Fraction):
        cell.value, cell.number_format = float(value), "0.0"
    else:
        cell.value = value
    return cell


def merge(sheet: Worksheet, first: int, left: int, last: int, right: int) -> None:
    """Makes one cell of rows ``first`` to ``last`` and columns ``left`` to ``right``.

    All of them have their look already: openpyxl's own way would work out borders for each again.
    """
    sheet.merged_cells.add(
        CellRange(min_row=first, min_col=left, max_row=last, max_col=right).coord
    )


def freeze(sheet: Worksheet, line: int, column: int) -> None:
    """Keeps in sight what is above this row and left of this column."""
    sheet.freeze_panes = f"{get_column_letter(column)}{line}"


def clean(text: str) -> str:
    """Without the control characters that no workbook can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)


def link(sheet: Worksheet, line: int, column: int, title: str, text: str = "") -> None:
    """A link to the sheet of that title."""
    cell = put(sheet, line, column, text or title, "link")
    quoted = title.replace("'", "''")
    cell.hyperlink = Hyperlink(cell.coordinate, location=f"'{quoted}'!A1")


def head(sheet: Worksheet, title: str, about: str = "") -> None:
    """The rows that every sheet begins with: the way back, the title, a line about it."""
    if sheet.title != layout.CONTENTS:
        link(sheet, layout.WAY_BACK, 1, layout.CONTENTS, "\u2190 Contents")
        give(sheet.cell(layout.WAY_BACK, 1), "back")
    put(sheet, layout.TITLE, 1, title, "title")
    put(sheet, layout.ABOUT, 1, about, "about")
    for line, height in ((layout.WAY_BACK, 15), (layout.TITLE, 32), (layout.ABOUT, 24)):
        sheet.row_dimensions[line].height = height


def page(sheet: Any, book: Book, widths: Sequence[float], header: int = 0, pages: int = 1) -> None:
    """A4 landscape, one page wide and ``pages`` high (0: as many as it takes).

    Everything but the way back is printed; rows to ``header`` again on each page.
    """
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, pages
    last = sheet.cell(sheet.max_row, max(sheet.max_column, 1)).coordinate
    sheet.print_area = f"A{layout.TITLE}:{last}"
    if header:
        sheet.print_title_rows = f"{layout.TITLE}:{header}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.7
    texts = (cut(book.school.name, 100), sheet.title, book.school.term)  # Excel: 255 in all
    header_parts = (sheet.oddHeader.left, sheet.oddHeader.center, sheet.oddHeader.right)
    for part, text in zip(header_parts, texts, strict=True):
        part.text = text.replace("&", "&&")
    sheet.oddFooter.left.text = imprint(book)
    sheet.oddFooter.right.text = "Page &P of &N"


def cut(text: str, most: int) -> str:
    """At most so many characters as Excel counts them: an emoji is two."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
