"""Days and bell times of the document -> a Week."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from itertools import pairwise

from timetabler.models.span import parse_clock_range
from timetabler.models.timeslot import Timeslot
from timetabler.models.week import UnknownTime, Week
from timetabler.spec.diagnostics import Diagnostics
from timetabler.spec.document import Document
from timetabler.spec.people_document import ClassEntry
from timetabler.spec.tree import Path


def ids_of(entry: ClassEntry) -> tuple[str, ...]:
    """The ids of the classes that an entry is about."""
    return (entry.id,) if entry.id is not None else entry.ids


def years_of(entry: ClassEntry) -> tuple[str, ...]:
    """The years of a class."""
    return (entry.year,) if entry.year is not None else entry.years


def classes_named(
    document: Document, classes: Collection[str], years: Collection[str]
) -> tuple[str, ...]:
    """Ids of the classes named, or with one of the years, in the order of the file."""
    found = (
        class_id
        for entry in document.classes
        for class_id in ids_of(entry)
        if class_id in classes or "all" in classes or any(y in years for y in years_of(entry))
    )
    return tuple(dict.fromkeys(found))


def build_week(document: Document) -> Week:
    """The week."""
    slots = []
    for entry in document.week.timeslots:
        start, end = parse_clock_range(entry.time)
        some = classes_named(document, entry.classes, entry.years)
        slots.append(
            Timeslot(
                id=entry.id,
                start=start,
                end=end,
                kind=entry.kind,
                days=days_named(document, entry.days),
                classes=frozenset(some) if entry.classes or entry.years else None,
            )
        )
    return Week.of(document.week.days, document.week.weeks, tuple(slots))


def days_named(document: Document, texts: Collection[str]) -> frozenset[int] | None:
    """Indices of the days named (``Mon``, ``Mon-Wed``); what names none is reported elsewhere."""
    week = Week.of(document.week.days, document.week.weeks, ())
    found: set[int] = set()
    for text in texts:
        with suppress(UnknownTime):
            found.update(week.parse(text).days)
    return frozenset(found) if texts else None


def check_week(week: Week, document: Document, found: Diagnostics) -> None:
    """No class has two timeslots at once, nor two of one name on a day."""
    row: dict[Timeslot, int] = {slot: i for i, slot in enumerate(week.timeslots)}
    seen: set[tuple[int, int]] = set()
    for entry in document.classes:
        for class_id in ids_of(entry):
            for day, name in enumerate(week.days):
                slots = [p.slot for p in week.periods(class_id) if p.day == day]
                pairs = [(a, b) for a, b in pairwise(slots) if b.start < a.end]
                pairs += [
                    (a, b) for i, a in enumerate(slots) for b in slots[i + 1 :] if a.id == b.id
                ]
                for a, b in pairs:
                    first, second = sorted((row[a], row[b]))
                    if (first, second) in seen:
                        continue
                    seen.add((first, second))
                    path: Path = ("week", "timeslots", second)
                    other = found.mark(("week", "timeslots", first)).line
                    if a.id == b.id:
                        message = f'class {class_id} has two timeslots "{a.id}" on {name}'
                    else:
                        message = (
                            f"timeslots {a.id} and {b.id} of class {class_id} overlap on {name}"
                        )
                    hint = f"the other is in line {other}; rows may have days, classes or years"
                    found.error("TT209", message, path, hint=hint)
