"""What is wrong with the entries of courses, and with their lessons in the bells."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.spec.courses_document import CourseEntry
from timetabler.spec.diagnostics import Diagnostics
from timetabler.spec.document import Document
from timetabler.spec.staff import people_named
from timetabler.spec.tree import Path
from timetabler.spec.week import ids_of


def check_courses(document: Document, found: Diagnostics) -> None:
    """What can be seen from the entries alone."""
    for i, entry in enumerate(document.courses):
        path: Path = ("courses", i)
        _check_audience(entry, path, found)
        _check_staff(entry, document, path, found)
        _check_places(entry, path, found)
        _check_withdrawal(entry, document, path, found)
        if entry.minutes is not None and max(entry.lessons) > 1:
            message = "with minutes, lessons is a number: how many lessons of that length"
            found.error("TT211", message, (*path, "lessons"))
        if len(entry.at) > len(entry.lessons) and not document.week.weeks:
            message = f"{len(entry.at)} times for {len(entry.lessons)} lessons a week"
            found.error("TT219", message, (*path, "at"))


def _check_audience(entry: CourseEntry, path: Path, found: Diagnostics) -> None:
    if entry.staff_only:
        _check_staff_only(entry, path, found)
    elif not (entry.classes or entry.years or entry.groups):
        hint = "write classes: all, or years, or groups; staff_only: true for a meeting"
        found.error("TT214", f"{entry.subject} is a course for nobody", path, hint=hint)
    if entry.groups and (entry.classes or entry.years) and not entry.together:
        message = "classes and groups can have one course only if together: true"
        found.error("TT211", message, (*path, "groups"), key=True)


def _check_staff_only(entry: CourseEntry, path: Path, found: Diagnostics) -> None:
    for key in ("classes", "years", "groups", "class_teacher"):
        if getattr(entry, key):
            message = f"{entry.subject} is for staff only: it cannot have {key}"
            hint = f"take out {key}; or staff_only, if it is a lesson"
            found.error("TT211", message, (*path, key), key=True, hint=hint)
    if entry.teacher is None and not entry.teachers:
        message = f"{entry.subject} is a meeting of staff and needs a teacher or teachers"
        hint = "write one of those under also as teacher" if entry.also else ""
        found.error("TT215", message, path, hint=hint)


def _check_staff(entry: CourseEntry, document: Document, path: Path, found: Diagnostics) -> None:
    if entry.teacher is not None and entry.teachers:
        message = "a course has teacher or teachers (any one of them), not both"
        hint = "people who are there too are written under also"
        found.error("TT211", message, (*path, "teachers"), key=True, hint=hint)
    led = entry.teacher is not None or entry.teachers
    if entry.groups and not led and _have_teachers(entry.groups, document):
        message = f"{entry.subject} is for groups and needs a teacher or teachers"
        found.error("TT215", message, path)
    if entry.also and not led and not entry.staff_only:
        message = "also adds to teacher or teachers, of which there is none"
        found.error("TT215", message, (*path, "also"), key=True, hint="name the class teacher too")
    if entry.class_teacher and not led:
        message = "class_teacher adds to teacher or teachers, of which there is none"
        hint = "without a teacher, the class teacher gives the lesson anyway"
        found.error("TT215", message, (*path, "class_teacher"), key=True, hint=hint)
    for index, name in enumerate(entry.also):
        if name == entry.teacher or name in entry.teachers or name in entry.also[:index]:
            message = f"{name} is in this lesson twice"
            found.error("TT211", message, (*path, "also", index))
    named: Iterable[tuple[str, Path]] = (
        *((t, (*path, "teachers", i)) for i, t in enumerate(entry.teachers)),
        *([(entry.teacher, (*path, "teacher"))] if entry.teacher is not None else []),
    )
    teach = {t.id for t in document.teachers}
    for name, place in named:
        others = [t for t in people_named((name,), document) if t not in teach]
        if others:
            _cannot_teach(others[0], document, place, found)


def _have_teachers(groups: Collection[str], document: Document) -> bool:
    """Whether a class of these groups has a class teacher, who could not be with each of them."""
    classes = {c for g in document.groups if g.id in groups for c in g.classes}
    return any(
        (entry.teacher is not None or entry.teachers)
        and ("all" in classes or not classes.isdisjoint(ids_of(entry)))
        for entry in document.classes
    )


def _cannot_teach(person: str, document: Document, path: Path, found: Diagnostics) -> None:
    """Lessons are given by those under ``teachers``."""
    section = "aides" if person in {t.id for t in document.aides} else "staff"
    message = f"{person} is listed under {section} and gives no lessons"
    hint = "list under teachers whoever does; an aide who comes along is written under also"
    found.error("TT224", message, path, hint=hint)


def _check_places(entry: CourseEntry, path: Path, found: Diagnostics) -> None:
    if entry.room is not None and entry.rooms:
        message = "a course has room or rooms (any one of them), not both"
        found.error("TT211", message, (*path, "rooms"), key=True)
    own = (entry.room, *entry.rooms)
    for index, name in enumerate(entry.needs):
        place: Path = (*path, "needs", index)
        if name in own:
            message = f"{name} is where the lesson is, and it needs it besides"
            found.error("TT211", message, place, hint="write it under rooms or needs, not both")
        elif name in entry.needs[:index]:
            found.error("TT211", f"{name} is needed twice", place)


def _check_withdrawal(
    entry: CourseEntry, document: Document, path: Path, found: Diagnostics
) -> None:
    if entry.withdraws_from is None:
        return
    place: Path = (*path, "withdraws_from")
    if entry.classes or entry.years or not entry.groups:
        message = "only groups are withdrawn from their classes, not whole classes"
        hint = "write groups: and, under groups, whose pupils they are"
        found.error("TT225", message, place, key=True, hint=hint)
    split = {g.id: g.split for g in document.groups if g.split is not None and g.whole}
    for name in entry.groups:
        if name in split:
            message = (
                f"group {name} is part of split {split[name]}, which is the whole of its classes: "
                "nobody is left to be withdrawn from"
            )
            found.error("TT225", message, place, key=True)
    for index, subject in enumerate(entry.withdraws_from):
        if subject == entry.subject:
            message = f"{subject} withdraws pupils from {subject}"
            found.error("TT225", message, (*place, index))


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
        if school.weekly(course) and set(missing) <= _in_some_week(course, school):
            message = f"{course.id}: no time for its lesson is in every week of the cycle"
            hint = "write the weeks that it is in, such as weeks: [A]"
            found.error("TT216", message, path, hint=hint)
            continue
        classes = school.classes_of(course)
        whose = f"{'all of ' * (len(classes) > 1)}{', '.join(classes) or 'staff'}"
        if course.minutes is not None:
            message = (
                f"{course.id}: no lesson of {course.minutes} minutes fits the bells of {whose}"
            )
            found.error("TT216", message, (*path, "minutes"))
        else:
            longest = max(missing)
            most = max(
                (n for c in school.bells_of(course) for n in _runs(school, c, course)), default=0
            )
            periods = "a lesson period" if longest == 1 else f"{longest} lesson periods in a row"
            message = f"{course.id}: there are never {periods} for {whose}"
            hint = f"the longest run is {most}" if longest > most else "their bells differ"
            if longest > most and not course.across_breaks:
                hint += "; across_breaks: true lets a lesson run across a break"
            found.error("TT216", message, (*path, "lessons"), hint=hint)


def _runs(school: School, class_id: str | None, course: Course) -> list[int]:
    lengths = range(1, len(school.week.slot_ids) + 1)
    return [n for n in lengths if school.runs(class_id, n, course.across_breaks)]


def _in_some_week(course: Course, school: School) -> set[int]:
    """Lengths for which there is a place in some week, if not in every week."""
    anywhere = replace(course, weeks=tuple(range(len(school.week.days_by_week))))
    return set(replace(school, courses=(anywhere,)).spans(anywhere).values())


def check_needs(school: School, found: Diagnostics) -> None:
    """No lesson needs the home room that it is in."""
    reported: set[int] = set()
    for course in school.courses:
        own = set(school.rooms_for(course)).intersection(course.needs)
        if own and not course.rooms and course.entry not in reported:
            reported.add(course.entry)
            message = f"{course.id} is in {min(own)}, and needs it besides"
            found.error("TT211", message, ("courses", course.entry, "needs"), key=True)
