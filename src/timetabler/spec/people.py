"""Teachers, rooms, classes, groups and teams of the document -> facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise, product

from timetabler.models.facts import Team
from timetabler.models.resources import NOWHERE, ClassGroup, Group, Room, Teacher
from timetabler.models.span import MIDNIGHT, Span, covers, merge
from timetabler.models.timeslot import Period
from timetabler.models.week import Week
from timetabler.spec.diagnostics import Diagnostics
from timetabler.spec.document import Document
from timetabler.spec.people_document import ClassEntry
from timetabler.spec.staff import members
from timetabler.spec.tree import Path
from timetabler.spec.week import classes_named, ids_of, years_of


def build_teachers(document: Document, week: Week, found: Diagnostics) -> tuple[Teacher, ...]:
    """On site on ``days``, but not when ``away``."""
    return tuple(
        Teacher(
            id=entry.id,
            name=entry.name or entry.id,
            fte=entry.fte,
            email=entry.email,
            away=_away(week, entry.days, entry.away),
            role=role,
            source=found.source(path),
        )
        for entry, role, path in members(document)
    )


def _away(week: Week, days: tuple[str, ...], away: Iterable[str]) -> tuple[Span, ...]:
    off_days = _complement(week, week.spans(days)) if days else ()
    return merge((*off_days, *week.spans(away)))


def _complement(week: Week, spans: tuple[Span, ...]) -> Iterator[Span]:
    """The minutes of the week that are in none of the spans."""
    for day in range(len(week.days)):
        edges = [0, *(e for s in spans if s.day == day for e in (s.start, s.end)), MIDNIGHT]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if start < end:
                yield Span(day, start, end)


def build_rooms(document: Document, week: Week, found: Diagnostics) -> tuple[Room, ...]:
    """The rooms listed, then home rooms that are only written on their classes.

    What no entry of a room says of its zone, the classes do whose home room it is.
    """
    zones = {entry.room: entry.zone for entry in document.classes if entry.zone}
    rooms = {
        entry.id: Room(
            id=entry.id,
            name=entry.name or entry.id,
            classes=entry.classes,
            away=week.spans(entry.away),
            site=entry.site or "",
            zone=entry.zone or zones.get(entry.id, ""),
            wet=entry.wet,
            source=found.source(("rooms", i)),
        )
        for i, entry in enumerate(document.rooms)
    }
    homes = Counter(e.room for e in document.classes for _ in ids_of(e) if e.room is not None)
    for i, entry in enumerate(document.classes):
        if entry.room is not None and entry.room not in rooms:
            source = found.source(("classes", i, "room"))
            rooms[entry.room] = Room(
                entry.room,
                entry.room,
                homes[entry.room],
                site=entry.site or "",
                zone=zones.get(entry.room, ""),
                source=source,
            )
    return tuple(rooms.values())


def build_classes(
    document: Document, week: Week, teachers: Iterable[Teacher], found: Diagnostics
) -> tuple[ClassGroup, ...]:
    """One class for each id."""
    on_site = {t.id: tuple(_complement(week, t.away)) for t in teachers}
    classes = []
    for i, entry in enumerate(document.classes):
        _check_class(entry, ("classes", i), found)
        for class_id in ids_of(entry):
            classes.append(
                ClassGroup(
                    id=class_id,
                    name=entry.name or class_id,
                    years=years_of(entry),
                    students=entry.students,
                    room=entry.room,
                    site=entry.site or "",
                    homes=_homes(entry, week, class_id, on_site),
                    away=week.spans(entry.away),
                    source=found.source(("classes", i)),
                )
            )
    return tuple(classes)


def _check_class(entry: ClassEntry, path: Path, found: Diagnostics) -> None:
    if entry.id is not None and entry.ids:
        found.error("TT211", "a class has id or ids, not both", (*path, "ids"), key=True)
    elif entry.id is None and not entry.ids:
        found.error("TT202", "a class needs an id", path)
    if entry.year is not None and entry.years:
        found.error("TT211", "a class has year or years, not both", (*path, "years"), key=True)
    if entry.teacher is not None and entry.teachers:
        message = "a class has teacher or teachers (a job share), not both"
        found.error("TT211", message, (*path, "teachers"), key=True)
    if entry.name and len(entry.ids) > 1:
        found.error("TT211", "several classes cannot share one name", (*path, "name"), key=True)


def _homes(
    entry: ClassEntry, week: Week, class_id: str, on_site: Mapping[str, tuple[Span, ...]]
) -> tuple[tuple[str, tuple[Span, ...]], ...]:
    if entry.teacher is not None:
        return ((entry.teacher, tuple(_complement(week, ()))),)
    return tuple(
        (t, week.spans(times, class_id) if times else on_site.get(t, ()))
        for t, times in entry.teachers.items()
    )


def check_homes(
    document: Document,
    week: Week,
    teachers: Iterable[Teacher],
    classes: Iterable[ClassGroup],
    found: Diagnostics,
) -> None:
    """Every class is with exactly one class teacher at a time, who is on site."""
    by_id = {t.id: t for t in teachers}
    class_ = {c.id: c for c in classes}
    for i, entry in enumerate(document.classes):
        for class_id in ids_of(entry):
            homes = class_[class_id].homes
            periods = [p for p in week.periods(class_id) if p.kind in ("lesson", "home")]
            if entry.teachers:
                path: Path = ("classes", i, "teachers")
                _check_shares(class_id, homes, periods, week, path, found)
            for teacher_id, spans in homes:
                key = ("teachers", teacher_id) if entry.teachers else ("teacher",)
                path = ("classes", i, *key)
                if teacher_id in by_id:
                    teacher = by_id[teacher_id]
                    _check_on_site(class_id, teacher, spans, periods, week, path, found)


def _check_shares(
    class_id: str,
    homes: tuple[tuple[str, tuple[Span, ...]], ...],
    periods: list[Period],
    week: Week,
    path: Path,
    found: Diagnostics,
) -> None:
    nobody: list[Span] = []
    several: list[Span] = []
    for period in periods:
        day, start, end = period.span
        edges = {e for _, spans in homes for s in spans if s.day == day for e in s[1:]}
        inner = sorted({start, end, *(e for e in edges if start < e < end)})
        for piece in (Span(day, a, b) for a, b in pairwise(inner)):
            count = sum(covers(spans, piece) for _, spans in homes)
            if count != 1:
                (several if count else nobody).append(piece)
    if nobody:
        times = _times(nobody, periods, week, class_id)
        message = f"the job share of class {class_id} leaves it without a teacher on {times}"
        found.error("TT212", message, path)
    if several:
        times = _times(several, periods, week, class_id)
        message = f"the job share of class {class_id} has two teachers on {times}"
        hint = "say whose it is, {a: [Mon, Tue], b: [Wed]}; co-teaching is a course with also:"
        found.error("TT212", message, path, hint=hint)


def _check_on_site(
    class_id: str,
    teacher: Teacher,
    spans: tuple[Span, ...],
    periods: list[Period],
    week: Week,
    path: Path,
    found: Diagnostics,
) -> None:
    absent = [p for p in periods if any(s.meets(p.span) for s in _common(spans, teacher.away))]
    shared = path[-2] == "teachers"
    firm = [p for p in absent if shared or p.kind == "home"]
    if firm:
        times = _times([p.span for p in firm], periods, week, class_id)
        message = f"{teacher.id} is not on site on {times}, when class {class_id} is theirs"
        found.error("TT213", message, path, key=shared)
    elif absent:
        times = _times([p.span for p in absent], periods, week, class_id)
        message = f"{teacher.id} is not on site on {times}: courses must take class {class_id} then"
        hint = "or write a job share, teachers: [a, b], each with their own days"
        found.warning("TT213", message, path, hint=hint)


def _common(some: Iterable[Span], others: Iterable[Span]) -> Iterator[Span]:
    """The minutes that are in both."""
    for a, b in product(some, others):
        if a.meets(b):
            yield Span(a.day, max(a.start, b.start), min(a.end, b.end))


def _times(spans: list[Span], periods: list[Period], week: Week, class_id: str) -> str:
    """Some times of a class in words: whole days by their name."""
    words = []
    for day in sorted({s.day for s in spans}):
        merged = merge(s for s in spans if s.day == day)
        if all(covers(merged, p.span) for p in periods if p.day == day):
            words.append(week.days[day])
        else:
            words += [week.label(s, class_id) for s in spans if s.day == day]
    return ", ".join(words)


def build_groups(document: Document, week: Week, found: Diagnostics) -> tuple[Group, ...]:
    """Groups with their classes."""
    _check_splits(document, found)
    return tuple(
        Group(
            id=entry.id,
            name=entry.name or entry.id,
            classes=classes_named(document, entry.classes, ()),
            split=entry.split,
            whole=entry.whole,
            students=entry.students,
            away=week.spans(entry.away),
            source=found.source(("groups", i)),
        )
        for i, entry in enumerate(document.groups)
    )


def _check_splits(document: Document, found: Diagnostics) -> None:
    """The groups of a split agree on whether they are the whole of their classes."""
    whole: dict[str, bool] = {}
    for i, entry in enumerate(document.groups):
        path: Path = ("groups", i, "whole")
        if entry.split is None:
            if not entry.whole:
                message = f"group {entry.id} is in no split, and never the whole of its classes"
                found.error("TT211", message, path, key=True, hint="leave it out, or write split")
        elif whole.setdefault(entry.split, entry.whole) != entry.whole:
            message = f"split {entry.split} cannot both be the whole of its classes and not"
            hint = "write whole: false for each of its groups, or for none"
            path = path if "whole" in entry.model_fields_set else path[:-1]
            found.error("TT211", message, path, hint=hint)


def build_teams(document: Document, found: Diagnostics) -> tuple[Team, ...]:
    """The teams listed; then one for each year (or set of years) of the classes in none of them."""
    teams = [
        Team(e.id, classes_named(document, e.classes, ()), found.source(("teams", i)))
        for i, e in enumerate(document.teams)
    ]
    in_one = {c for team in teams for c in team.classes}
    rest: dict[str, list[str]] = {}
    for entry in document.classes:
        if years := years_of(entry):
            rest.setdefault("/".join(years), []).extend(c for c in ids_of(entry) if c not in in_one)
    for years_id, classes in rest.items():
        if not classes:
            continue
        taken = next((i for i, team in enumerate(teams) if team.id == years_id), None)
        if taken is not None:
            message = (
                f'team "{years_id}" has the name of the team that {classes[0]} is in by its year'
            )
            hint = f"add {', '.join(classes)} to it, or give it another name"
            found.error("TT208", message, ("teams", taken, "id"), hint=hint)
        teams.append(Team(years_id, tuple(dict.fromkeys(classes)), NOWHERE))
    return tuple(teams)
