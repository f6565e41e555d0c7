"""Which timetable it is: a short code by which two printouts, or two files, can be told apart."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from timetabler.views.activities import Activities
from timetabler.views.book import Book
from timetabler.views.dates import valid


def fingerprint(activities: Activities) -> str:
    """Twelve signs that are different if anything is that classes do, or staff who meet, or who has
    a duty: what, when, where or with whom."""
    lessons = [
        (class_id, tuple(a.span), a.lesson, a.teachers, a.room)
        for class_id, found in (*activities.of_class.items(), ("", activities.meetings))
        for a in found
    ]
    duties = [(duty.id, person) for duty, person in activities.timetable.duties]
    return sha256(repr((lessons, duties)).encode()).hexdigest()[:12]


@lru_cache(maxsize=1)  # every page of every format says it
def edition(book: Book) -> str:
    """The first six signs of its fingerprint: ``3f9a2c``."""
    return fingerprint(book.activities)[:6]


def imprint(book: Book) -> str:
    """What tells an old printout from a new one: ``28 January 2027 to 25 June 2027 · edition
    3f9a2c``; without dates, if the school has none."""
    return " · ".join(filter(None, [valid(book), f"edition {edition(book)}"]))
