"""When a timetable is valid, as people say dates."""

from __future__ import annotations

from datetime import date

from timetabler.views.book import Book

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def day_in_words(day: date) -> str:
    """``28 January 2027``, whatever language the machine speaks."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def valid(book: Book) -> str:
    """``28 January 2027 to 25 June 2027``; empty if the school has no dates."""
    calendar = book.school.calendar
    if not calendar.known:
        return ""
    return f"{day_in_words(calendar.first)} to {day_in_words(calendar.last)}"
