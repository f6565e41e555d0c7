"""Courses of the document -> one Course for each class or group, or a joint one."""

from __future__ import annotations

from collections import Counter

from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.spec.courses_document import CourseEntry
from timetabler.spec.diagnostics import Diagnostics
from timetabler.spec.document import Document
from timetabler.spec.staff import people_named
from timetabler.spec.week import classes_named
from timetabler.spec.yaml import Path


def build_courses(document: Document, found: Diagnostics) -> tuple[Course, ...]:
    """The courses, with ids that people can read: ``1A PE``, ``Assembly (20 classes)``."""
    courses: list[Course] = []
    used: Counter[str] = Counter()
    for i, entry in enumerate(document.courses):
        _check_entry(entry, ("courses", i), found)
        staff = _staff(entry, document)
        for classes, groups in _audiences(document, entry):
            name = _name(entry.subject, classes, groups)
            used[name] += 1
            courses.append(
                Course(
                    id=name if used[name] == 1 else f"{name} {used[name]}",
                    subject=entry.subject,
                    classes=classes,
                    groups=groups,
                    staff=staff,
                    lengths=entry.lessons,
                    minutes=entry.minutes,
                    rooms=(entry.room,) if entry.room is not None else entry.rooms,
                    across_breaks=entry.across_breaks,
                    with_home=entry.class_teacher and bool(staff),
                    weeks=tuple(document.week.weeks.index(w) for w in entry.weeks) or None,
                    needs=entry.needs,
                    withdraws=_missable(entry, document),
                    entry=i,
                    source=found.source(("courses", i)),
                )
            )
    return tuple(courses)


def _missable(entry: CourseEntry, document: Document) -> tuple[str, ...] | None:
    """Subjects that withdrawn pupils may miss."""
    if entry.withdraws_from is None or "all" not in entry.withdraws_from:
        return entry.withdraws_from
    return tuple(dict.fromkeys(e.subject for e in document.courses))


def _audiences(
    document: Document, entry: CourseEntry
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """(classes, groups) of each course of an entry."""
    classes = classes_named(document, entry.classes, entry.years)
    if entry.together:
        return [(classes, entry.groups)] if classes or entry.groups else []
    return [((c,), ()) for c in classes] + [((), (g,)) for g in entry.groups]


def _name(subject: str, classes: tuple[str, ...], groups: tuple[str, ...]) -> str:
    members = (*classes, *groups)
    if len(members) <= 3:
        return f"{'+'.join(members)} {subject}"
    return f"{subject} ({len(members)} {'groups' if not classes else 'classes'})"


def _staff(entry: CourseEntry, document: Document) -> tuple[tuple[str, ...], ...]:
    pool = (entry.teacher,) if entry.teacher is not None else people_named(entry.teachers, document)
    also = tuple((t,) for t in people_named(entry.also, document))
    return ((pool,) if pool else ()) + also


def _check_entry(entry: CourseEntry, path: Path, found: Diagnostics) -> None:
    if not (entry.classes or entry.years or entry.groups):
        hint = "write classes: all, or years, or groups"
        found.error("TT214", f"{entry.subject} is a course for nobody", path, hint=hint)
    if entry.groups and (entry.classes or entry.years) and not entry.together:
        message = "classes and groups can have one course only if together: true"
        found.error("TT211", message, (*path, "groups"), key=True)
    if entry.teacher is not None and entry.teachers:
        message = "a course has teacher or teachers (any one of them), not both"
        hint = "people who are there too are written under also"
        found.error("TT211", message, (*path, "teachers"), key=True, hint=hint)
    if entry.room is not None and entry.rooms:
        message = "a course has room or rooms (any one of them), not both"
        found.error("TT211", message, (*path, "rooms"), key=True)
    led = entry.teacher is not None or entry.teachers
    if entry.groups and not led:
        message = f"{entry.subject} is for groups and needs a teacher or teachers"
        found.error("TT215", message, path)
    if entry.also and not led:
        message = "also adds to teacher or teachers, of which there is none"
        found.error("TT215", message, (*path, "also"), key=True, hint="name the class teacher too")
    for index, name in enumerate(entry.also):
        if name == entry.teacher or name in entry.teachers or name in entry.also[:index]:
            message = f"{name} is in this lesson twice"
            found.error("TT211", message, (*path, "also", index))
    if entry.minutes is not None and max(entry.lessons) > 1:
        message = "with minutes, lessons is a number: how many lessons of that length"
        found.error("TT211", message, (*path, "lessons"))
    if len(entry.at) > len(entry.lessons):
        message = f"{len(entry.at)} times for {len(entry.lessons)} lessons a week"
        found.error("TT219", message, (*path, "at"))


def check_lengths(school: School, found: Diagnostics) -> None:
    """Every lesson has a place somewhere in the bells of its classes."""
    reported: set[int] = set()  # one course of an entry stands for the others
    for course in school.courses:
        places = set(school.spans(course).values())
        missing = [n for n in course.lengths if n not in places]
        if not missing or course.entry in reported:
            continue
        reported.add(course.entry)
        path: Path = ("courses", course.entry)
        classes = school.classes_of(course)
        whose = classes[0] if len(classes) == 1 else f"all of {', '.join(classes)}"
        if course.minutes is not None:
            message = (
                f"{course.id}: no lesson of {course.minutes} minutes fits the bells of {whose}"
            )
            found.error("TT216", message, (*path, "minutes"))
        else:
            longest = max(missing)
            most = max((n for c in classes for n in _runs(school, c, course)), default=0)
            periods = "a lesson period" if longest == 1 else f"{longest} lesson periods in a row"
            message = f"{course.id}: there are never {periods} for {whose}"
            hint = f"the longest run is {most}" if longest > most else "their bells differ"
            if longest > most and not course.across_breaks:
                hint += "; across_breaks: true lets a lesson run across a break"
            found.error("TT216", message, (*path, "lessons"), hint=hint)


def _runs(school: School, class_id: str, course: Course) -> list[int]:
    lengths = range(1, len(school.week.slot_ids) + 1)
    return [n for n in lengths if school.runs(class_id, n, course.across_breaks)]
