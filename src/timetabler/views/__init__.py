"""Views of a finished timetable: rows, grids and tables. A format adds only ink."""

from timetabler.views.activities import Activities, Activity
from timetabler.views.book import Book
from timetabler.views.cells import Cell, Entry, Sort
from timetabler.views.changes import (
    CHANGES,
    ChangeLine,
    Changes,
    WhoSees,
    change_of,
    changes,
    changes_in,
)
from timetabler.views.dates import day_in_words, valid
from timetabler.views.days import Board, Day, Lane, Time, Today, days, today
from timetabler.views.duty import (
    DutyLine,
    DutyLoad,
    OnDuty,
    Roster,
    RosterRow,
    duty_load,
    one_decimal,
    roster,
)
from timetabler.views.edition import edition, fingerprint, imprint
from timetabler.views.grids import (
    SORTS,
    Grid,
    GridRow,
    GridWeek,
    Year,
    YearDay,
    by_year,
    grid,
    grids,
)
from timetabler.views.highlights import highlights
from timetabler.views.ledger import LedgerLine, bases, counted_release, ledger
from timetabler.views.naming import dash
from timetabler.views.overview import Overview, OverviewCell, OverviewLine, overviews
from timetabler.views.palette import COLOURS, QUIET, Colour, contrast
from timetabler.views.pictures import Picture, PictureLine, pictures
from timetabler.views.rows import NOTHING_SAID, Row, rows
from timetabler.views.support import AideLine, NeedLine, aides, support
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
    wishes,
)
from timetabler.views.wet_plan import WetLine, wet_plan
from timetabler.views.why import ALSO, Because, Why, duty_key

__all__ = [
    "ALSO",
    "CHANGES",
    "COLOURS",
    "NOTHING_SAID",
    "QUIET",
    "SORTS",
    "Activities",
    "Activity",
    "AideLine",
    "Because",
    "Board",
    "Book",
    "Cell",
    "ChangeLine",
    "Changes",
    "Colour",
    "CurriculumLine",
    "Day",
    "DutyLine",
    "DutyLoad",
    "Entry",
    "Grid",
    "GridRow",
    "GridWeek",
    "Lane",
    "LedgerLine",
    "NeedLine",
    "OnDuty",
    "Overview",
    "OverviewCell",
    "OverviewLine",
    "Picture",
    "PictureLine",
    "Roster",
    "RosterRow",
    "Row",
    "RuleLine",
    "Sort",
    "StaffLine",
    "Time",
    "Today",
    "WetLine",
    "WhoSees",
    "Why",
    "Year",
    "YearDay",
    "aides",
    "bases",
    "by_year",
    "change_of",
    "changes",
    "changes_in",
    "contrast",
    "counted_release",
    "curriculum",
    "dash",
    "day_in_words",
    "days",
    "duty_key",
    "duty_load",
    "edition",
    "fingerprint",
    "grid",
    "grids",
    "highlights",
    "hours",
    "imprint",
    "ledger",
    "one_decimal",
    "overviews",
    "pictures",
    "roster",
    "rows",
    "rule_book",
    "rules_met",
    "staff",
    "summary",
    "support",
    "today",
    "unmet",
    "valid",
    "wet_plan",
    "wishes",
]
