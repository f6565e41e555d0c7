"""Which names a document defines, whether each is given once, and which look like mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from timetabler.models.pack import FIGURES, NEUTRAL_WORDS
from timetabler.spec.diagnostics import Diagnostics
from timetabler.spec.document import Document
from timetabler.spec.duties import duty_times
from timetabler.spec.packs import pack_ids
from timetabler.spec.staff import members, staff_of
from timetabler.spec.tree import Path
from timetabler.spec.week import ids_of, years_of

_KEYWORDS = {"all", "specialists", "specialist", "class_teachers", "aides", "everybody"}

_DEFINES: dict[Path, tuple[str, ...]] = {
    ("week", "days"): ("day", "time"),
    ("week", "weeks"): ("week", "day", "time"),
    ("week", "timeslots"): ("time", "duty time"),
    ("teachers",): ("teacher",),
    ("aides",): ("teacher",),
    ("staff",): ("teacher",),
    ("sites",): ("site",),
    ("rooms",): ("room",),
    ("classes",): ("class", "year", "room", "team"),
    ("groups",): ("group",),
    ("teams",): ("team",),
    ("courses",): ("subject", "tag"),
    ("duties", "areas"): ("area",),
    ("duties", "times"): ("duty time",),
    ("support",): ("need",),
}
"""Section -> the sorts of names that its entries define."""
_DEFINING_KEYS = {"id", "ids", "year", "years", "room", "subject", "tags"}


def known(document: Document) -> dict[str, tuple[str, ...]]:
    """Sort of name -> the names of that sort, in the order of the file."""
    classes = document.classes
    years = [y for e in classes for y in years_of(e)]
    home_rooms = [e.room for e in classes if e.room is not None]
    in_teams = {c for team in document.teams for c in team.classes}
    year_teams = [
        "/".join(years_of(e))
        for e in classes
        if years_of(e) and not in_teams.issuperset(ids_of(e)) and "all" not in in_teams
    ]
    found: dict[str, Iterable[str]] = {
        "pack": pack_ids(),
        "word": NEUTRAL_WORDS,
        "figure": FIGURES,
        "day": document.week.days,
        "week": document.week.weeks,
        "site": document.sites,
        "area": (e.id for e in document.duties.areas) if document.duties else (),
        "duty time": duty_times(document),
        "need": (e.id for e in document.support),
        "teacher": (e.id for e in staff_of(document)),
        "room": (*(e.id for e in document.rooms), *home_rooms),
        "class": (c for e in classes for c in ids_of(e)),
        "year": years,
        "group": (e.id for e in document.groups),
        "team": (*(e.id for e in document.teams), *year_teams),
        "subject": (e.subject for e in document.courses),
        "tag": (tag for e in document.courses for tag in e.tags),
    }
    return {sort: tuple(dict.fromkeys(names)) for sort, names in found.items()}


def lost(out: Iterable[Path]) -> set[str]:
    """Sorts of names that may be incomplete, as values that define some could not be read."""
    return {
        sort
        for path in out
        for section, sorts in _DEFINES.items()
        if section[: len(path)] == path or _defines(path, section)
        for sort in sorts
    }


def _defines(path: Path, section: Path) -> bool:
    """Whether names of entries of the section are at that path."""
    inside = path[: len(section)] == section
    return inside and (isinstance(path[-1], int) or path[-1] in _DEFINING_KEYS)


def _definitions(document: Document) -> Iterator[tuple[str, str, Path]]:
    """(sort, name, path) of everything that must have a name of its own."""
    for i, day in enumerate(document.week.days):
        yield "day", day, ("week", "days", i)
    for teacher, _, path in members(document):
        yield "teacher", teacher.id, (*path, "id")
    for i, room in enumerate(document.rooms):
        yield "room", room.id, ("rooms", i, "id")
    for i, entry in enumerate(document.classes):
        if entry.id is not None:
            yield "class", entry.id, ("classes", i, "id")
        for j, class_id in enumerate(entry.ids):
            yield "class", class_id, ("classes", i, "ids", j)
    for i, week in enumerate(document.week.weeks):
        yield "week", week, ("week", "weeks", i)
    for i, site in enumerate(document.sites):
        yield "site", site, ("sites", i)
    for i, area in enumerate(document.duties.areas if document.duties else ()):
        yield "area", area.id, ("duties", "areas", i, "id")
    for i, time in enumerate(document.duties.times if document.duties else ()):
        yield "duty time", time.id, ("duties", "times", i, "id")
    for i, need in enumerate(document.support):
        yield "need", need.id, ("support", i, "id")
    for i, group in enumerate(document.groups):
        yield "group", group.id, ("groups", i, "id")
    for i, team in enumerate(document.teams):
        yield "team", team.id, ("teams", i, "id")


def check_unique(document: Document, found: Diagnostics) -> None:
    """No two of a sort have one name, nor a day and a timeslot: both stand in times."""
    first: dict[tuple[str, str], Path] = {}
    for sort, name, path in _definitions(document):
        if (sort, name) in first:
            line = found.mark(first[sort, name]).line
            message = f'two {_plural(sort)} are called "{name}", the first in line {line}'
            found.error("TT208", message, path)
        first.setdefault((sort, name), path)
    _check_times(document, found)


def _check_times(document: Document, found: Diagnostics) -> None:
    """Days, weeks and timeslots all stand in times: no two of them have one name."""
    week = document.week
    timeslots = {entry.id for entry in week.timeslots}
    for i, day in enumerate(week.days):
        if day in timeslots:
            message = f'a day and a timeslot are both called "{day}"'
            found.error("TT208", message, ("week", "days", i), hint="such as D1 and P1")
    for i, name in enumerate(week.weeks):
        path: Path = ("week", "weeks", i)
        if name in timeslots or name in week.days:
            other = "day" if name in week.days else "timeslot"
            found.error("TT208", f'a week and a {other} are both called "{name}"', path)
            continue
        whole = [f"{day} {name}" for day in week.days]
        if taken := timeslots.intersection(whole) or set(week.days).intersection(whole):
            message = f'"{min(taken)}" would also be a day of week {name}'
            found.error("TT208", message, path, hint="choose another name")


def warn_alike(document: Document, found: Diagnostics) -> None:
    """What is allowed and probably not meant."""
    similar: dict[tuple[str, str], str] = {}
    for sort, name, path in _definitions(document):
        twin = similar.setdefault((sort, "".join(name.split()).casefold()), name)
        if twin != name:
            message = f'two {_plural(sort)} have nearly one name: "{twin}" and "{name}"'
            found.warning("TT221", message, path)
        if name in _KEYWORDS:
            message = f'"{name}" also stands for many {_plural(sort)} elsewhere in the file'
            found.warning("TT222", message, path)


def _plural(sort: str) -> str:
    return "classes" if sort == "class" else f"{sort}s"
