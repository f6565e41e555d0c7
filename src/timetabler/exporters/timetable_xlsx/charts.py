"""The sheet of pictures: charts of the spreadsheet itself, and the numbers that they show.

The charts are printed on two pages of A4. The numbers are to the right of them, on the screen only.
"""

from __future__ import annotations

from itertools import cycle
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference, ScatterChart, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.timetable_xlsx import layout
from timetabler.exporters.timetable_xlsx.pen import clean, head, page, put
from timetabler.models.wording import capital
from timetabler.views import COLOURS, Book, Picture, pictures

_COLUMNS, _WIDTH, _ROWS = 14, 11, 40
"""Columns under the charts and how wide each is; rows of charts on a page."""
_SCALE = 70
"""Percent. Not "fit to page": then spreadsheets break the pages where they like, by their fonts."""
_NUMBERS = _COLUMNS + 2
"""First column of the numbers."""
_FEW = 220
"""So many bars can have their numbers on them."""


class _Place(NamedTuple):
    """The cells that a chart covers: where it begins, and how many."""

    row: int
    column: int
    rows: int
    columns: int


_PLACES = {
    "load": _Place(0, 0, _ROWS, 7),
    "time": _Place(0, 7, _ROWS, 7),
    "subjects": _Place(_ROWS, 0, 21, 8),
    "rooms": _Place(_ROWS, 8, 21, 6),
    "cost": _Place(_ROWS + 21, 0, 21, 7),
    "progress": _Place(_ROWS + 21, 7, 21, 7),
}


def draw_charts(workbook: Workbook, book: Book) -> None:
    """Adds the sheet of pictures."""
    sheet = workbook.create_sheet(layout.PICTURES)
    head(sheet, layout.PICTURES, "The numbers of each picture are to the right.")
    line = layout.HEAD
    for picture in pictures(book):
        _write(sheet, line, picture)
        draw = _steps if picture.shape == "steps" else _bars
        chart = draw(sheet, line, picture)
        chart.title = _title(picture.title, 1100, bold=True)
        row, column, rows, columns = _PLACES[picture.id]
        row += layout.HEAD - 1
        anchor = TwoCellAnchor(
            _from=AnchorMarker(col=column, row=row),
            to=AnchorMarker(col=column + columns, row=row + rows),
        )
        sheet.add_chart(chart, anchor)
        line += len(picture.lines) + 4
    last = layout.HEAD + _ROWS + 41
    for row in range(layout.HEAD, last + 1):
        sheet.row_dimensions[row].height = 15
    page(sheet, book, [_WIDTH] * _COLUMNS)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    sheet.page_setup.scale = _SCALE
    sheet.row_breaks.append(Break(layout.HEAD + _ROWS - 1))
    sheet.print_area = f"A{layout.TITLE}:{get_column_letter(_COLUMNS)}{last}"
    sheet.column_dimensions[get_column_letter(_NUMBERS)].width = 44
    sheet.sheet_view.showGridLines = False


def _write(sheet: Worksheet, line: int, picture: Picture) -> None:
    """The numbers: the title, a line of headings, then the lines."""
    put(sheet, line, _NUMBERS, picture.title, "column")
    put(sheet, line + 1, _NUMBERS, f"{picture.head} ({picture.unit})", "plain")
    for column, name in enumerate(picture.columns, _NUMBERS + 1):
        put(sheet, line + 1, column, name, "number head")
    for below, one in enumerate(picture.lines, line + 2):
        label = float(one.label) if picture.shape == "steps" else one.label
        put(sheet, below, _NUMBERS, label, "plain")
        for column, value in enumerate(one.values, _NUMBERS + 1):
            if value is not None:
                put(sheet, below, column, value, "number").number_format = _format(picture)


def _format(picture: Picture) -> str:
    return "0.0" if picture.unit == "hours" else "0"


def _bars(sheet: Worksheet, line: int, picture: Picture) -> BarChart:
    """Where the columns add up, a bar for each line, divided; else bars beside each other."""
    chart = BarChart()
    adds_up, columns = picture.unit == "hours", len(picture.columns)
    chart.type = "bar" if adds_up or columns == 1 else "col"
    last = line + 1 + len(picture.lines)
    values = Reference(sheet, _NUMBERS + 1, line + 1, _NUMBERS + columns, last)
    chart.add_data(values, titles_from_data=True)
    chart.set_categories(Reference(sheet, _NUMBERS, line + 2, _NUMBERS, last))
    if adds_up:
        chart.grouping, chart.overlap = "stacked", 100
    chart.gapWidth = 30
    for series, colour in zip(chart.series, cycle(COLOURS)):
        ink = LineProperties(solidFill=colour.ink[1:], w=6350)
        series.graphicalProperties = GraphicalProperties(solidFill=colour.back[1:], ln=ink)
        if len(picture.lines) * columns <= _FEW:
            series.dLbls = _numbers(picture)
    chart.legend = Legend(legendPos="b") if columns > 1 else None
    _axes(chart, picture.head, picture.unit, 700 if len(picture.lines) <= 20 else 550)
    chart.x_axis.tickLblSkip = 1
    if chart.type == "bar":
        chart.x_axis.scaling.orientation = "maxMin"  # the first line is on top
        chart.y_axis.crosses = "max"
    if picture.unit.startswith("%"):
        chart.y_axis.scaling.max = 100
    return chart


def _steps(sheet: Worksheet, line: int, picture: Picture) -> ScatterChart:
    """What holds from each time to the next, as steps: each corner is a point."""
    corners, last = _corners(sheet, line, picture)
    chart = ScatterChart()
    chart.style, chart.scatterStyle = 13, "lineMarker"
    times = Reference(sheet, corners, line + 2, corners, last)
    for column in (1, 2):
        values = Reference(sheet, corners + column, line + 1, corners + column, last)
        series = Series(values, times, title_from_data=True)
        series.marker.symbol = "none"
        series.smooth = False
        colour = COLOURS[0] if column == 1 else COLOURS[2]
        series.graphicalProperties.line = LineProperties(
            solidFill=colour.ink[1:], prstDash="solid" if column == 1 else "dash", w=22000
        )
        chart.series.append(series)
    chart.legend = Legend(legendPos="b")
    assert picture.scale is not None
    steep = picture.scale.logarithmic
    _axes(chart, picture.head, f"{picture.unit}, logarithmic" if steep else picture.unit)
    least, *_, most = picture.scale.ticks
    chart.x_axis.scaling.min = 0
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = least, most
    if steep:
        chart.y_axis.scaling.logBase, chart.y_axis.scaling.min = 10, max(1, least)
    chart.x_axis.number_format = "0"
    chart.x_axis.majorGridlines = None
    return chart


def _corners(sheet: Worksheet, line: int, picture: Picture) -> tuple[int, int]:
    """Writes the corners of the steps beside the numbers; returns their column and last row."""
    left = _NUMBERS + len(picture.columns) + 2
    for column, name in enumerate((f"{picture.head}, as steps", *picture.columns), left):
        put(sheet, line + 1, column, name, "number head")
    below, before = line + 2, picture.lines[0]
    for one in picture.lines:
        for values in dict.fromkeys((before.values, one.values)):
            put(sheet, below, left, float(one.label), "number")
            for column, value in enumerate(values, left + 1):
                if value or not (picture.scale and picture.scale.logarithmic):  # 0 is not on it
                    put(sheet, below, column, value, "number")
            below += 1
        before = one
    return left, below - 1


def _axes(chart: BarChart | ScatterChart, across: str, up: str, size: int = 700) -> None:
    """``size`` is that of the letters at the axes."""
    for axis, title in ((chart.x_axis, across), (chart.y_axis, capital(up))):
        axis.delete = False
        axis.title = _title(title, 900)
        axis.txPr = _letters(size)
    lines = GraphicalProperties(ln=LineProperties(solidFill="E3E7ED"))
    chart.y_axis.majorGridlines = ChartLines(spPr=lines)


def _numbers(picture: Picture) -> DataLabelList:
    """The value on each bar, and nothing else."""
    labels = DataLabelList(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False
    )
    labels.numFmt = f"{_format(picture)};;"
    labels.txPr = _letters(650)
    return labels


def _letters(size: int) -> RichText:
    """Letters of this size, in hundredths of a point."""
    properties = CharacterProperties(sz=size)
    return RichText(
        p=[Paragraph(pPr=ParagraphProperties(defRPr=properties), endParaRPr=properties)]
    )


def _title(text: str, size: int, *, bold: bool = False) -> Title:
    letters = CharacterProperties(sz=size, b=bold)
    said = Paragraph(
        pPr=ParagraphProperties(defRPr=letters), r=[RegularTextRun(letters, clean(text))]
    )
    return Title(tx=Text(rich=RichText(p=[said])), overlay=False)
