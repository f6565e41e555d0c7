"""Views of a finished timetable: rows, grids and tables. A format adds only ink."""

from timetabler.views.activities import Activities, Activity
from timetabler.views.book import Book
from timetabler.views.rows import Row, rows

__all__ = ["Activities", "Activity", "Book", "Row", "rows"]
