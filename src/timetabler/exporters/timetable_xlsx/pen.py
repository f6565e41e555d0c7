"""What every sheet of the workbook is drawn with: fonts, fills, cells, pages."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from timetabler.views import Book, Colour

INK, _SOFT, _LINK = "1A212B", "55606F", "1D4F91"
FACE = "Calibri"
FONTS = {
    "title": Font(name=FACE, size=22, bold=True, color=INK),
    "about": Font(name=FACE, size=12, color=_SOFT),
    "head": Font(name=FACE, size=11, bold=True, color=INK),
    "soft": Font(name=FACE, size=10, color=_SOFT),
    "link": Font(name=FACE, size=11, color=_LINK, underline="single"),
}
_LINE = Side(style="thin", color="D0D5DD")
FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
MARK = Border(left=Side(style="thick", color=_LINK), right=_LINE, top=_LINE, bottom=_LINE)
TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)
RIGHT = Alignment(horizontal="right", vertical="top", indent=2)
HEAD_RIGHT = Alignment(horizontal="right", vertical="top", indent=2, wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", indent=1, wrap_text=True)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
SHADE = PatternFill("solid", start_color="ECEFF3")
HATCH = PatternFill("lightUp", start_color="C3CAD6", end_color="FFFFFF")


def put(sheet: Worksheet, line: int, column: int, value: object, font: str = "") -> Any:
    """Writes a value; a text stays a text, whatever a spreadsheet would make of it.

    Of a fraction one decimal is shown.
    """
    cell: Any = sheet.cell(line, column)
    if isinstance(value, str):
        cell.value = clean(value) or None
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    elif isinstance(value, Fraction):
        cell.value, cell.number_format = float(value), "0.0"
    else:
        cell.value = value
    if font:
        cell.font = FONTS[font]
    return cell


def clean(text: str) -> str:
    """Without the control characters that no workbook can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)


def ink(cell: Any, book: Book, subject: str) -> None:
    """Gives a cell the colours of its subject."""
    if subject:
        cell.font, cell.fill = _colours(book.colour[subject])


@cache
def _colours(colour: Colour) -> tuple[Font, PatternFill]:
    font = Font(name=FACE, color=colour.ink[1:])
    return font, PatternFill("solid", start_color=colour.back[1:])


def page(sheet: Any, book: Book, widths: Sequence[int], header: int = 0, pages: int = 1) -> None:
    """A4 landscape, one page wide and ``pages`` high (0: as many as it takes)."""
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, pages
    sheet.print_area = sheet.dimensions
    if header:
        sheet.print_title_rows = f"1:{header}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.7
    texts = (cut(book.school.name, 100), sheet.title, book.school.term)  # Excel: 255 in all
    header_parts = (sheet.oddHeader.left, sheet.oddHeader.center, sheet.oddHeader.right)
    for part, text in zip(header_parts, texts, strict=True):
        part.text = text.replace("&", "&&")
    sheet.oddFooter.right.text = "Page &P of &N"


def dash(time: str) -> str:
    """A time as it is printed, with a longer dash."""
    return time.replace("-", "\u2013")


def cut(text: str, most: int) -> str:
    """At most so many characters as Excel counts them: an emoji is two."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
