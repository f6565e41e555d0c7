"""Many classes or people in few words, as cells and lists name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from timetabler.models.school import School

MANY = 4
"""So many are named; of more, only how many there are."""


def classes_in_words(school: School, ids: Iterable[str]) -> str:
    """``1A, 1B``; ``All classes``; ``7 classes``."""
    names = [school.class_[id_].name for id_ in ids]
    if len(names) <= MANY:
        return ", ".join(names)
    return "All classes" if len(names) == len(school.classes) else f"{len(names)} classes"


def years_in_words(school: School, years: Sequence[str]) -> str:
    """``Year 3``; ``Years 3, 4``; ``Foundation`` for F, as nobody says Year F; empty for none."""
    first, word = school.pack.word("first_year"), school.pack.word("year")
    if len(years) == 1 and first.startswith(years[0]):
        return first
    return f"{word}{'s' * (len(years) > 1)} {', '.join(years)}" if years else ""


def only_clock(name: str, clock: str) -> bool:
    """Whether the name of a timeslot is nothing but its time: ``7.50 - 8.18`` of 07:50-08:18."""
    said, true = ([int(n) for n in re.findall(r"\d+", text)] for text in (name, clock))
    return said == true and not any(map(str.isalpha, name))


def begins(name: str) -> str:
    """When a timeslot begins that is named by its time, ``07:50`` of ``07:50 - 08:18``; of others
    the name: where there is little room."""
    times = re.fullmatch(r"\W*(\d{1,2}[:.h]\d\d)\W+\d{1,2}[:.h]\d\d\W*", name)
    return times[1] if times else name


def dash(clock: str) -> str:
    """``08:50\u201309:50``: a time from and to, as it is printed."""
    return clock.replace("-", "\u2013")


def people_in_words(school: School, ids: Sequence[str]) -> str:
    """``Amy Lee, Pat Nolan``; ``Amy Lee and 6 others``."""
    names = [school.teacher[id_].name for id_ in ids]
    return ", ".join(names) if len(names) <= MANY else f"{names[0]} and {len(names) - 1} others"
