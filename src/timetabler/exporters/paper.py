"""How high things are on paper, in lines of text: so a print is as large as its page allows."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from timetabler.views import Board, Cell, Grid, GridRow, Roster, Year

_LINE = 170
"""Letters of small print that fit side by side on a page, the first column apart."""
_PAGE = 120
"""Letters that fit side by side into the days of a printed week."""


def column_widths(board: Board) -> list[float]:
    """How wide the times of a day are, in rem: long ones wider, but short ones to be read too."""
    return [4 + round((time.end - time.start) * 0.06, 1) for time in board.times]


def week_lines(grid: Grid) -> int:
    """Lines of text that the weeks of a grid are high, all its weeks together."""
    return sum(1 + sum(map(_row_height, week.rows)) for week in grid.weeks)


def year_lines(year: Year) -> int:
    """The same of the classes of a year, in which breaks are left out."""
    letters = [_LINE / len(year.classes)] * len(year.classes)
    rows = [row for day in year.days for row in day.rows if not row.band]
    return 1 + len(year.days) + sum(_flat_height(row.cells, letters) for row in rows)


def board_lines(board: Board) -> int:
    """The same of a day."""
    widths = column_widths(board)
    letters = [_LINE * width / sum(widths) for width in widths]
    return 2 + sum(_flat_height(lane.cells, letters) for lane in board.lanes)


def _flat_height(cells: Sequence[Cell | None], letters: Sequence[float]) -> int:
    """Lines of a row in which each entry is told in a row of words; so many letters fit into its
    columns, or into as many as the cell spans."""
    heights = [1]
    for at, cell in enumerate(cells):
        if cell:
            width = sum(letters[at : at + cell.height])
            said = (len(e.title) + len(e.time) + len(e.detail) + 3 for e in cell.entries)
            heights.append(sum(ceil(length / width) for length in said))
    return max(heights)


def _row_height(row: GridRow) -> int:
    if row.band:
        return 1
    letters = _PAGE // len(row.cells)
    said = ([(f"{e.title} {e.time} {e.code}", e.detail) for e in c.entries] for c in row.cells if c)
    return max([2, *(sum(ceil(len(t) / letters) for e in cell for t in e) for cell in said)])


def roster_lines(part: Roster) -> int:
    """Lines of text that a roster is high, its headings included."""
    people = sum(max(len(cell or ()) or 1 for cell in row.cells) for row in part.rows)
    return 1 + len(part.times) + people
