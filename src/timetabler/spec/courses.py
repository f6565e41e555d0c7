"""Courses of the document -> one Course for each class or group, or a joint one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from timetabler.models.resources import Course, Subject
from timetabler.spec.courses_document import CourseEntry
from timetabler.spec.diagnostics import Diagnostics
from timetabler.spec.document import Document
from timetabler.spec.staff import people_named
from timetabler.spec.week import classes_named


def build_courses(document: Document, found: Diagnostics) -> tuple[Course, ...]:
    """The courses, with ids that people can read: ``1A PE``, ``Assembly (20 classes)``."""
    courses: list[Course] = []
    used: Counter[str] = Counter()
    for i, entry in enumerate(document.courses):
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
                    tags=entry.tags,
                    withdraws=(
                        None
                        if entry.withdraws_from is None
                        else subjects_named(entry.withdraws_from, document)
                    ),
                    entry=i,
                    source=found.source(("courses", i)),
                )
            )
    return tuple(courses)


def build_subjects(document: Document, found: Diagnostics) -> tuple[Subject, ...]:
    """What is known of some subjects besides their names; each at most once."""
    subjects: list[Subject] = []
    names: dict[str, int] = {}
    codes: dict[str, int] = {}
    for i, entry in enumerate(document.subjects):
        source = found.source(("subjects", i))
        if entry.subject in names:
            message = f"{entry.subject} is described in line {names[entry.subject]} already"
            found.error("TT237", message, ("subjects", i, "subject"))
        if entry.code and entry.code.casefold() in codes:
            line = codes[entry.code.casefold()]
            message = f'another subject has the code "{entry.code}", in line {line}'
            found.error("TT237", message, ("subjects", i, "code"))
        names.setdefault(entry.subject, source.line)
        codes.setdefault(entry.code.casefold(), source.line)
        subjects.append(Subject(entry.subject, entry.code, entry.learning_area, source))
    return tuple(subjects)


def subjects_named(names: Collection[str], document: Document) -> tuple[str, ...]:
    """Subjects, with the words that stand for many replaced; in the order of the names."""
    many = {
        "all": [e.subject for e in document.courses],
        "specialist": [e.subject for e in document.courses if e.teacher is not None or e.teachers],
    }
    return tuple(dict.fromkeys(s for name in names for s in many.get(name, [name])))


def _audiences(
    document: Document, entry: CourseEntry
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """(classes, groups) of each course of an entry; of a meeting of staff, nobody."""
    if entry.staff_only:
        return [((), ())]
    classes = classes_named(document, entry.classes, entry.years)
    if entry.together:
        return [(classes, entry.groups)] if classes or entry.groups else []
    return [((c,), ()) for c in classes] + [((), (g,)) for g in entry.groups]


def _name(subject: str, classes: tuple[str, ...], groups: tuple[str, ...]) -> str:
    members = (*classes, *groups)
    if not members:
        return subject
    if len(members) <= 3:
        return f"{'+'.join(members)} {subject}"
    return f"{subject} ({len(members)} {'groups' if not classes else 'classes'})"


def _staff(entry: CourseEntry, document: Document) -> tuple[tuple[str, ...], ...]:
    pool = (entry.teacher,) if entry.teacher is not None else people_named(entry.teachers, document)
    also = tuple((t,) for t in people_named(entry.also, document))
    return ((pool,) if pool else ()) + also
