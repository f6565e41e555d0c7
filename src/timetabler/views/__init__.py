"""Views of a finished timetable: rows, grids and tables. A format adds only ink."""

from timetabler.views.activities import Activities, Activity
from timetabler.views.book import Book
from timetabler.views.cells import Cell, Entry, Sort
from timetabler.views.grids import SORTS, Grid, GridRow, GridWeek, grid, grids
from timetabler.views.palette import COLOURS, QUIET, Colour, contrast
from timetabler.views.rows import Row, rows
from timetabler.views.tables import (
    CurriculumLine,
    RuleLine,
    StaffLine,
    curriculum,
    hours,
    rule_book,
    rules_met,
    staff,
    summary,
    unmet,
)

__all__ = [
    "COLOURS",
    "QUIET",
    "SORTS",
    "Activities",
    "Activity",
    "Book",
    "Cell",
    "Colour",
    "CurriculumLine",
    "Entry",
    "Grid",
    "GridRow",
    "GridWeek",
    "Row",
    "RuleLine",
    "Sort",
    "StaffLine",
    "contrast",
    "curriculum",
    "grid",
    "grids",
    "hours",
    "rows",
    "rule_book",
    "rules_met",
    "staff",
    "summary",
    "unmet",
]
