"""What does not fit together about people: who may have a class, and part-timers' days."""

from __future__ import annotations

from timetabler.models.school import School
from timetabler.spec.diagnostics import Diagnostics
from timetabler.spec.document import Document
from timetabler.spec.staff import members
from timetabler.spec.tree import Path


def check_class_teachers(document: Document, found: Diagnostics) -> None:
    """Classes are with those who are listed under teachers."""
    teach = {t.id for t in document.teachers}
    section = {t.id: "aides" for t in document.aides} | {t.id: "staff" for t in document.staff}
    section = {name: each for name, each in section.items() if name not in teach}
    for i, entry in enumerate(document.classes):
        path: Path = ("classes", i)
        named = [((*path, "teachers", name), name) for name in entry.teachers]
        named += [((*path, "teacher"), entry.teacher)] if entry.teacher is not None else []
        for place, name in named:
            if name in section:
                message = f"{name} is listed under {section[name]} and has no class"
                hint = "list under teachers whoever has a class"
                found.error("TT224", message, place, key="teachers" in place, hint=hint)


def warn_days(document: Document, school: School, found: Diagnostics) -> None:
    """Part-timers on site on more days a week than is usual in their place."""
    for entry, role, path in members(document):
        limit = school.pack.most_days(entry.fte)
        if role == "aide" or not isinstance(limit.value, int):
            continue
        on_site = school.days_on_site(school.teacher[entry.id])
        days = max(sum(day in week for day in on_site) for week in school.week.days_by_week)
        if days > limit.value:
            message = (
                f"{entry.id} works on {days} days; at {entry.fte:g} fte at most {limit.value} "
                "unless agreed"
            )
            found.warning("TT234", message, path, hint=f"{school.pack.name}: {limit.cited}")


def warn_unused(document: Document, school: School, found: Diagnostics) -> None:
    """People with nothing to do, rooms without lessons, duty times without an area."""
    for entry, role, path in members(document):
        teaches = school.home_classes[entry.id] or school.courses_of_teacher[entry.id]
        if teaches or school.duties_of[entry.id]:
            continue
        message = {
            "teacher": f"{entry.id} has no class and no course",
            "aide": f"{entry.id} supports nobody, and no duty is open to {entry.id}",
            "other": f"{entry.id} has nothing to do: no duty is open to {entry.id}",
        }[role]
        found.warning("TT223", message, (*path, "id"))
    homes = {c.room for c in school.classes}
    wet = {name for room in school.rooms for name in room.wet}
    for i, room in enumerate(document.rooms):
        if room.id not in homes | wet and not school.courses_of_room[room.id]:
            found.warning("TT223", f"no course uses {room.id}", ("rooms", i, "id"))
    watched = {duty.time for duty in school.yard}
    for i, time in enumerate(document.duties.times if document.duties else ()):
        if time.id not in watched:
            found.warning("TT223", f"no area is watched at {time.id}", ("duties", "times", i, "id"))
