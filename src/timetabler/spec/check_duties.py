"""What does not fit together about yard duty: times, areas, who may, what is fixed."""

from __future__ import annotations

from collections import Counter

from timetabler.models.duties import Duty
from timetabler.models.school import School
from timetabler.models.week import Week
from timetabler.models.wording import plural
from timetabler.spec.diagnostics import Diagnostics
from timetabler.spec.document import Document
from timetabler.spec.duties import duty_times
from timetabler.spec.tree import Path

MOST_DUTIES = 10_000
"""Duties and parts of support in a cycle; a school of 45 classes has about a thousand."""


def check_duty_size(document: Document, week: Week, found: Diagnostics) -> bool:
    """Whether there are not too many duties to write down; reports it if there are."""
    small = True
    areas = document.duties.areas if document.duties else ()
    times = len(duty_times(document))
    size = sum((len(set(area.at)) or times) * len(week.days) for area in areas)
    if size > MOST_DUTIES:
        message = (
            f"areas, times and days make {size:,} duties: at most {MOST_DUTIES:,} are dealt with"
        )
        found.error("TT205", message, ("duties",), key=True)
        small = False
    minutes = {
        c: sum(p.slot.minutes for p in week.periods(c))
        for c in {entry.class_ for entry in document.support}
    }
    parts = sum(minutes[entry.class_] // (entry.part or 30) for entry in document.support)
    if parts > MOST_DUTIES:
        message = (
            f"support can be given in {parts:,} parts of the cycle: at most {MOST_DUTIES:,} are "
            "dealt with"
        )
        found.error("TT205", message, ("support",), key=True, hint="give it in longer parts")
        small = False
    return small


def check_duty_times(document: Document, found: Diagnostics) -> bool:
    """Whether every duty time is one time of a day; reports it if not."""
    if document.duties is None:
        return True
    if not duty_times(document):
        message = "there are areas to watch, but no times: the week has no breaks"
        found.error("TT202", message, ("duties",), key=True, hint="write times: under duties")
    if document.duties.times:
        return True
    used = {t for a in document.duties.areas for t in a.at or duty_times(document)}
    rows = Counter(s.id for s in document.week.timeslots if s.kind in ("break", "duty"))
    several = [name for name, count in rows.items() if count > 1 and name in used]
    clocks = {n: {s.time for s in document.week.timeslots if s.id == n} for n in several}
    apart = [n for n in several if len(clocks[n]) > 1 and not _by_day(n, document)]
    if apart:
        message = (
            f"{', '.join(apart)}: not at the same time for all classes, so no one time of duty"
        )
        hint = "write times: under duties, each with its clock time"
        found.error("TT229", message, ("duties",), key=True, hint=hint)
    return not apart


def _by_day(name: str, document: Document) -> bool:
    """Whether no two rows of a timeslot are for different classes."""
    rows = [s for s in document.week.timeslots if s.id == name]
    return not any(s.classes or s.years for s in rows)


def check_duties(document: Document, school: School, found: Diagnostics) -> None:
    """What can be seen without search, of areas and of what is fixed."""
    if document.duties is None:
        return
    known = set(duty_times(document))
    for i, area in enumerate(document.duties.areas):
        path: Path = ("duties", "areas", i)
        for index, name in enumerate(area.at):
            if name in area.at[:index]:
                found.error("TT211", f"{name} is written twice", (*path, "at", index))
        duties = [d for d in school.yard if d.area == area.id]
        for name in dict.fromkeys(area.at or duty_times(document)):
            at = [d for d in duties if d.time == name]
            if not at and name in known:
                message = f"{area.id} is never watched at {name}: they have no day in common"
                found.error("TT229", message, (*path, "at", name) if area.at else path)
        nobody = [d for d in duties if not d.people]
        if nobody:
            some = "; ".join([d.id for d in nobody[:3]]) + "; ..." * (len(nobody) > 3)
            message = f"nobody who may watch {area.id} is on site then: {some}"
            found.error("TT230", message, path, hint="see teachers: of the area, and under duties")
    _check_names(document, school, found)
    _check_fixed(document, school, found)


def _check_names(document: Document, school: School, found: Diagnostics) -> None:
    """No two duties, or parts of support, have one name: of these, an area has a part."""
    assert document.duties is not None
    areas = [area.id for area in document.duties.areas]
    told: set[str] = set()
    names = Counter(duty.id for duty in school.duties)
    for duty in school.duties:
        if duty.sort == "duty" and names[duty.id] > 1 and duty.area not in told:
            told.add(duty.area)
            message = f'two duties, or a duty and support, would be called "{duty.id}"'
            path: Path = ("duties", "areas", areas.index(duty.area), "id")
            found.error("TT208", message, path, hint="choose another name for one of them")


def _check_fixed(document: Document, school: School, found: Diagnostics) -> None:
    """Each is a duty that there is, of somebody who is there; nobody is in two at once."""
    assert document.duties is not None
    taken: dict[str, list[tuple[Duty, Path]]] = {}
    for i, entry in enumerate(document.duties.fixed):
        path: Path = ("duties", "fixed", i)
        days = school.week.spans(entry.days) if entry.days else None
        duties = [
            d
            for d in school.duties
            if (d.sort, d.area, d.time) == ("duty", entry.area, entry.at)
            and (days is None or any(d.span.inside(day) for day in days))
        ]
        if not duties:
            message = f"{entry.area} is not watched at {entry.at}" + " then" * bool(entry.days)
            found.error("TT231", message, path)
        person = school.teacher.get(entry.teacher)
        off = [d for d in duties if person is not None and not person.here(d.span)]
        if off:
            message = f"{entry.teacher} is not on site: {'; '.join(d.id for d in off)}"
            found.error("TT231", message, (*path, "teacher"))
        for duty in duties:
            _check_taken(duty, taken.setdefault(entry.teacher, []), entry.teacher, path, found)
    _check_full(school, {d.id: p for some in taken.values() for d, p in some}, found)


def _check_full(school: School, last: dict[str, Path], found: Diagnostics) -> None:
    """No duty is fixed for more people than it has; ``last``: the entry that fixes it last."""
    full: dict[Path, list[Duty]] = {}
    for duty in school.duties:
        if duty.id in last and len(duty.fixed) > duty.most:
            full.setdefault(last[duty.id], []).append(duty)
    for path, duties in full.items():
        have = plural(duties[0].most, "person", "people")
        message = (
            f"{'; '.join(d.id for d in duties)}: {have} at a time, but fixed are "
            f"{', '.join(duties[0].fixed)}"
        )
        found.error("TT231", message, path, hint="staff: of the area says how many")


def _check_taken(
    duty: Duty, has: list[tuple[Duty, Path]], person: str, path: Path, found: Diagnostics
) -> None:
    for other, before in has:
        line = found.mark(before).line
        if other is duty:
            message = f"{person} has {duty.id} twice, first in line {line}"
        elif other.span.meets(duty.span):
            message = f"{person} would have {other.id} and {duty.id} at once"
        else:
            continue
        found.error("TT231", message, path, hint="" if other is duty else f"see line {line}")
        break
    has.append((duty, path))
