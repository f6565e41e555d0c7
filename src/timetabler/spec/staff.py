"""Everybody of the document: who they are, and the words that stand for many."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from timetabler.models.resources import Role
from timetabler.spec.document import Document
from timetabler.spec.people_document import TeacherEntry
from timetabler.spec.tree import Path

_SECTIONS: tuple[tuple[str, Role], ...] = (
    ("teachers", "teacher"),
    ("aides", "aide"),
    ("staff", "other"),
)


def members(document: Document) -> Iterator[tuple[TeacherEntry, Role, Path]]:
    """(entry, role, path) of the whole staff, in the order of the file."""
    for section, role in _SECTIONS:
        for i, entry in enumerate(getattr(document, section)):
            yield entry, role, (section, i)


def staff_of(document: Document) -> tuple[TeacherEntry, ...]:
    """The whole staff."""
    return tuple(entry for entry, _, _ in members(document))


def people_named(names: Collection[str], document: Document) -> tuple[str, ...]:
    """Ids, with the words that stand for many replaced; in the order of the names.

    Here, where courses are not known yet, ``specialists`` are all teachers without a class of their
    own: a teacher between courses is on the yard as the others are.
    """
    home = {t for e in document.classes for t in (e.teacher, *e.teachers) if t is not None}
    teachers = [entry.id for entry in document.teachers]
    many = {
        "all": teachers,
        "everybody": [entry.id for entry in staff_of(document)],
        "aides": [entry.id for entry in document.aides],
        "class_teachers": [t for t in teachers if t in home],
        "specialists": [t for t in teachers if t not in home],
    }
    return tuple(dict.fromkeys(t for name in names for t in many.get(name, [name])))
