"""The text of a school file, as a person would write it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from timetabler.importers.fet.courses import Taken, Taught
from timetabler.importers.fet.drafts import Fixed
from timetabler.importers.fet.facts import Facts
from timetabler.importers.fet.names import one_line
from timetabler.importers.fet.pupils import Audience
from timetabler.importers.fet.scopes import Listed, Scopes, ruled, whole_numbers
from timetabler.importers.fet.times import Cell
from timetabler.models.wording import plural, words
from timetabler.spec.edit import flow

_LONGEST = 200
"""Characters of the name of a school."""
_MANY = 1000
"""More lessons than there ever are at once."""


@dataclass(frozen=True)
class Entry:
    """One entry of ``courses``."""

    courses: tuple[Taught, ...]
    """Those that come of it, in the order of the courses of the school."""
    audiences: tuple[Audience, ...]
    values: Mapping[str, Any]
    """Whatever is the same for all of them."""


def written(
    facts: Facts,
    taken: Taken,
    away: Mapping[tuple[str, str], frozenset[Cell]],
    way: int,
    fixed: Mapping[int, Fixed],
) -> tuple[str, tuple[Entry, ...], int]:
    """The text, its entries of courses, and the factor of the weights.

    ``way``: minutes from one building to another; 0 if buildings are of no consequence. ``fixed``:
    activity -> what says where it starts.
    """
    audiences = [_audience(course, facts) for course in taken.courses]
    listed = [_listed(c, a, facts) for c, a in zip(taken.courses, audiences, strict=True)]
    of = {a: i for i, course in enumerate(taken.courses) for a in course.activities}
    factor = whole_numbers(taken.rules)
    rules = list(ruled(taken.rules, of, Scopes(listed), factor))
    entries = _entries(taken.courses, audiences, listed, facts)
    used = {room for course in taken.courses for room in course.rooms}
    used.update(
        room for v, some in facts.virtual.items() if v in used and some for room in some.all
    )
    used.update(room for rule in rules for room in rule.get("rooms", ()))
    parts = [*_heading(facts, factor), *_week(facts), *_people(facts, away, way, used)]
    parts += [
        "courses:",
        *(f"  - {flow(_plain(_course(entry)))}{_said(entry, fixed)}" for entry in entries),
    ]
    if rules:
        parts += ["constraints:", *(f"  - {flow(_plain(rule))}" for rule in rules)]
    return "\n".join(parts) + "\n", entries, factor


def _plain(value: Any) -> Any:
    """Numbers and truth values as the text that they are written as."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _audience(course: Taught, facts: Facts) -> Audience:
    return facts.pupils.audience(facts.activity[course.activities[0]].students)


def _listed(course: Taught, audience: Audience, facts: Facts) -> Listed:
    activity = facts.activity[course.activities[0]]
    teachers = facts.staff(activity.id)
    of = {group.name: group.class_id for group in facts.pupils.groups}
    classes = dict.fromkeys((*audience.classes, *(of[g] for g in audience.groups)))
    return Listed(
        subject=activity.subject,
        classes=tuple(classes),
        teachers=teachers,
        lessons=len(course.activities),
        unit=(activity.subject, audience, () if classes else teachers),
        tags=list(activity.tags),
    )


def _entries(
    courses: Iterable[Taught],
    audiences: Iterable[Audience],
    listed: Iterable[Listed],
    facts: Facts,
) -> tuple[Entry, ...]:
    """Courses that differ in their class only are written as one entry.

    Several of one class are not: an entry that named it twice would be one course for it.
    """
    found: dict[Hashable, list[tuple[Taught, Audience]]] = {}
    alike: Counter[Hashable] = Counter()
    values: dict[Hashable, dict[str, Any]] = {}
    for course, audience, known in zip(courses, audiences, listed, strict=True):
        own = _values(course, known, facts)
        alone = len(audience.classes) + len(audience.groups) != 1
        shape = ("alone", course.activities[0]) if alone else ("each", bool(audience.classes))
        said = (shape, flow(_plain(own)))
        alike[said, audience] += 1
        key = (*said, alike[said, audience])
        values[key] = own
        found.setdefault(key, []).append((course, audience))
    return tuple(
        Entry(tuple(c for c, _ in some), tuple(a for _, a in some), values[key])
        for key, some in ((k, _by_file(s, facts)) for k, s in found.items())
    )


def _by_file(some: list[tuple[Taught, Audience]], facts: Facts) -> list[tuple[Taught, Audience]]:
    """In the order of the classes of the school, in which an entry for several makes courses."""
    order = {c.id: i for i, c in enumerate(facts.pupils.classes)}
    return sorted(some, key=lambda pair: order.get(next(iter(pair[1].classes), ""), 0))


def _values(course: Taught, known: Listed, facts: Facts) -> dict[str, Any]:
    """What an entry says besides whom it is for."""
    lengths = sorted((facts.activity[a].duration for a in course.activities), reverse=True)
    values: dict[str, Any] = {"subject": known.subject}
    if known.teachers:
        values["teacher"] = known.teachers[0]
    if len(known.teachers) > 1:
        values["also"] = list(known.teachers[1:])
    values["lessons"] = len(lengths) if set(lengths) == {1} else lengths
    together = facts.together(course.rooms)
    rooms = together.rooms if together else course.rooms
    if len(rooms) == 1:
        values["room"] = rooms[0]
    elif rooms:
        values["rooms"] = list(rooms)
    if together:
        values["needs"] = list(together.needs)
    if course.fixed:
        values["at"] = [facts.times.text(cell) for cell in course.fixed]
    if known.tags:
        values["tags"] = list(known.tags)
    return values


def _course(entry: Entry) -> dict[str, Any]:
    """An entry of ``courses``."""
    values = dict(entry.values)
    subject = values.pop("subject")
    classes = [c for audience in entry.audiences for c in audience.classes]
    groups = [g for audience in entry.audiences for g in audience.groups]
    whom: dict[str, Any] = {}
    if classes:
        whom["classes"] = classes
    if groups:
        whom["groups"] = groups
    if not whom:
        whom["staff_only"] = True
    elif len(entry.courses) == 1 and len(classes) + len(groups) > 1:
        whom["together"] = True
    return {"subject": subject, **whom, **values}


def _said(entry: Entry, fixed: Mapping[int, Fixed]) -> str:
    """A comment: where FET says when the lessons of an entry start."""
    found = (fixed[a].rule for c in entry.courses for a in c.activities if a in fixed)
    lines: dict[str, list[int]] = defaultdict(list)
    for rule in found:
        lines[rule.origin].append(rule.line)
    said = (f"line {', '.join(map(str, each))}: {origin}" for origin, each in lines.items())
    return f"   # FET {'; '.join(said)}" if lines else ""


def _heading(facts: Facts, factor: int) -> Iterator[str]:
    file = facts.file
    yield one_line(f"# From {file.name}, written by FET {file.version or '(of no version)'}.")
    for name, count in Counter(dict(file.inactive_constraints)).items():
        yield f"# Not active there, and left out: {name}, {plural(count, 'time')}."
    if file.inactive:
        lessons = plural(len(file.inactive), "activity", "activities")
        yield f"# Not active there, and left out: {lessons}."
    yield f"# A cost of {100 * factor} is 1 of FET's soft total."
    name = one_line(file.institution) or one_line(file.name)
    yield f"school: {flow(name[:_LONGEST].strip())}"


def _week(facts: Facts) -> Iterator[str]:
    times = facts.times
    yield "week:"
    for sort, theirs, ours in (
        ("days", facts.file.days, times.days),
        ("hours", facts.file.hours, times.hours),
    ):
        if theirs != ours:
            yield f"  # FET calls the {sort}: {', '.join(theirs)}."
    yield f"  days: {flow(list(times.days))}"
    yield "  timeslots:" + ("" if times.named else "   # FET knows no clock times: write yours")
    yield from (f"    - {flow(_plain(row))}" for row in times.timeslots())


def _people(
    facts: Facts,
    away: Mapping[tuple[str, str], frozenset[Cell]],
    way: int,
    used: Collection[str],
) -> Iterator[str]:
    """``used``: the rooms of which courses and rules speak."""

    def one(sort: str, fet: str, values: Mapping[str, Any]) -> str:
        known = {key: value for key, value in values.items() if value not in ("", None, [])}
        if cells := away.get((sort, fet)):
            known["away"] = facts.times.texts(cells)
        return f"  - {flow(_plain(known))}"

    teachers = [one("teacher", name, {"id": name}) for name in facts.teachers]
    if idle := [t.name for t in facts.file.teachers if t.name not in facts.teachers]:
        teachers.append(f"  # No activity of FET has them: {', '.join(idle)}.")
    if facts.stand_ins:
        teachers.append("  # They stand in for people in activities of FET without any.")
        teachers += (f"  - {flow({'id': name})}" for name in facts.stand_ins.values())
    rooms = [
        one("room", r.name, {"id": r.name, "site": r.building if way else ""})
        for r in facts.file.rooms
        if r.name in used and not r.real_rooms
    ]
    for room, some in facts.virtual.items():
        if room in used and some:
            names = f"{words(some.rooms, 'or')} with {words(some.needs)}"
            rooms.append(f"  # In FET, {room} is a virtual room: {names}.")
    if facts.no_room in used:
        many = {"id": facts.no_room, "name": "No room at all", "classes": _MANY}
        rooms.append(f"  - {flow(_plain(many))}")
    if empty := [r.name for r in facts.file.rooms if r.name not in used]:
        rooms.append(f"  # No constraint of FET puts a lesson there: {', '.join(empty)}.")
    sections = {
        "teachers": teachers,
        "rooms": rooms,
        "classes": [
            one(
                "class",
                c.id,
                {
                    "id": c.id,
                    "year": c.year if c.year != c.id else "",
                    "students": c.students or None,
                },
            )
            for c in facts.pupils.classes
        ],
        "groups": [
            one(
                "group",
                g.name,
                {
                    "id": g.name,
                    "classes": g.class_id,
                    "split": g.split,
                    "whole": None if g.whole else False,
                    "students": g.students or None,
                },
            )
            for g in facts.pupils.groups
        ],
    }
    if way:
        yield f"sites: {flow(facts.buildings)}"
        yield f"travel: {way}   # minutes: an hour or more of the timetable"
    for name, lines in sections.items():
        if lines:
            yield f"{name}:"
            yield from lines
