"""Codes instead of names: the same school, in a text that does not say who anybody is.

The new text is written from the typed document, and only from what is known to name nobody: what is
not in one of the tables below is left out. So comments, notes, e-mail addresses and whatever the
language learns later never get through, and all that is derived from the new text (sentences, ids
of courses, sources) says nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple, TypeAlias

from timetabler.spec.document import Document
from timetabler.spec.edit import flow
from timetabler.spec.problem import Problem
from timetabler.spec.references import mentions
from timetabler.spec.staff import members
from timetabler.spec.tree import Path
from timetabler.spec.yaml import parse

HEADING = "# Codes instead of names, written by timetabler."
"""First line of every such text."""

Place: TypeAlias = tuple[str, ...]
"""A path without its indices: ``("classes", "room")``."""

PREFIXES = {
    "teacher": "T",
    "aide": "A",
    "other": "S",
    "class": "C",
    "group": "G",
    "team": "P",
    "need": "N",
    "room": "R",
    "site": "L",
    "area": "D",
    "zone": "Z",
    "split": "X",
    "tag": "K",
}
"""Role of a person, or sort of anything else -> how its codes begin."""

_DEFINED: dict[Place, str] = {
    ("teachers", "id"): "teacher",
    ("aides", "id"): "teacher",
    ("staff", "id"): "teacher",
    ("sites",): "site",
    ("rooms", "id"): "room",
    ("rooms", "zone"): "zone",
    ("classes", "id"): "class",
    ("classes", "ids"): "class",
    ("classes", "room"): "room",
    ("classes", "zone"): "zone",
    ("groups", "id"): "group",
    ("groups", "split"): "split",
    ("teams", "id"): "team",
    ("courses", "tags"): "tag",
    ("support", "id"): "need",
    ("duties", "areas", "id"): "area",
    ("duties", "areas", "zone"): "zone",
}
"""Where names are given that get codes -> of which sort; ``teacher`` is anybody of the staff. Where
names are used, their types say it."""

_KEPT: frozenset[Place] = frozenset(
    {
        ("sector",),
        ("term",),
        ("home_subject",),
        ("calendar", "timezone"),
        ("week", "days"),
        ("week", "weeks"),
        ("week", "timeslots", "id"),
        ("week", "timeslots", "time"),
        ("week", "timeslots", "kind"),
        ("classes", "year"),
        ("classes", "years"),
        ("subjects", "code"),
        ("subjects", "learning_area"),
        ("courses", "subject"),
        ("duties", "times", "id"),
        ("duties", "times", "time"),
    }
)
"""Texts that stay: times, years, subjects. Of rules everything stays but the remarks."""

_REMARKS = ("note", "asked_by")
_STANDS_FOR: dict[Place, str] = {("calendar", "closed", "name"): "No school"}
"""What must be there, and could say too much."""

_IN_ORDER_OF_CODES: frozenset[Place] = frozenset(
    {place[:-1] for place in _DEFINED if place[-1] == "id"} | {("locks",), ("duties", "fixed")}
)
"""Lists whose own order would say which code is whose."""


@dataclass(frozen=True)
class Pseudonyms:
    """Which code stands for which name: the key that a school keeps for itself."""

    school: str
    """For the id of the school."""
    codes: Mapping[str, Mapping[str, str]]
    """Sort of name -> name -> code."""

    def of(self, sort: str, name: str) -> str:
        """The code of a name; names of sorts without codes, and words for many, stay."""
        return self.codes.get(sort, {}).get(name, name)


def assigned(problem: Problem, known: Pseudonyms | None = None) -> Pseudonyms:
    """Codes for every name of a school: those known before, and new ones for new names.

    The numbers follow neither the order of the file nor the alphabet, so that they say nothing:
    names are taken by a hash that only somebody with the very text of the school file can repeat.
    """
    document = _document(problem)
    role = {entry.id: role for entry, role, _ in members(document)}
    names = {
        (_DEFINED[place], text)
        for path, text in _texts(_plain(document))
        if (place := _place(path)) in _DEFINED
    }
    secret = sha256(problem.text.encode()).hexdigest()
    codes = {sort: dict(given) for sort, given in known.codes.items()} if known else {}
    for sort, name in sorted(names, key=lambda pair: _hash(secret, *pair)):
        given = codes.setdefault(sort, {})
        if name not in given:
            prefix = PREFIXES[role[name] if sort == "teacher" else sort]
            taken = (int(code[1:]) for code in given.values() if code.startswith(prefix))
            given[name] = f"{prefix}{max(taken, default=0) + 1:02}"
    new = f"school-{_hash(secret, 'school', problem.school.id)[:8]}"
    return Pseudonyms(known.school if known else new, codes)


class Pseudonymised(NamedTuple):
    """The same school with codes instead of names."""

    text: str
    entries: tuple[int, ...]
    """For each entry of its courses, the index of the one of the original that it comes from."""


def pseudonymised(problem: Problem, pseudonyms: Pseudonyms) -> Pseudonymised:
    """The text of the same school with codes instead of names.

    Times, years, subjects, dates, numbers and rules are the same; names that people read, remarks,
    e-mail addresses and comments are gone. People and places are in the order of their codes.
    """
    document = _document(problem)
    tree = _Writing(document, pseudonyms).mapping(_plain(document), ())
    subjects = [entry["subject"] for entry in tree["courses"]]  # keep their order, so their colours
    order = sorted(
        range(len(subjects)),
        key=lambda i: (subjects.index(subjects[i]), flow(tree["courses"][i])),
    )
    tree["courses"] = [tree["courses"][i] for i in order]
    head = {"school": pseudonyms.school.replace("school-", "School "), "id": pseudonyms.school}
    text = "\n".join([HEADING, *_block({**head, **tree}), ""])
    return Pseudonymised(text, tuple(order))


def telling(problem: Problem) -> tuple[str, ...]:
    """Texts that stay and have a word in them that is also in somebody's name, for a person to look
    at: ``Mia's choir``. What stands in brackets behind a name is none: ``Dan Kelly (PE)``."""
    document = _document(problem)
    names = (name for entry, _, _ in members(document) for name in (entry.id, entry.name))
    theirs = {word for name in names for word in _words(re.sub(r"\(.*?\)", "", name))}
    kept = (text for path, text in _texts(_plain(document)) if _place(path) in _KEPT)
    return tuple(text for text in dict.fromkeys(kept) if not theirs.isdisjoint(_words(text)))


def _document(problem: Problem) -> Document:
    """As it is written; it is known to be without mistakes."""
    return Document.model_validate(parse(problem.text)[0].plain())


def _plain(document: Document) -> dict[str, Any]:
    """What is written, in the order of the language."""
    return document.model_dump(by_alias=True, exclude_unset=True)


def _texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a plain tree, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))


def _place(path: Path) -> Place:
    return tuple(part for part in path if isinstance(part, str))


def _words(text: str) -> set[str]:
    """Without numbers and single letters, which stand everywhere."""
    words = re.findall(r"\w+", text.casefold())
    return {word for word in words if len(word) > 1 and not word.isdecimal()}


def _hash(secret: str, sort: str, name: str) -> str:
    return sha256(f"{secret} {sort} {name}".encode()).hexdigest()


class _Writing:
    """Makes the values of a document texts, lists and mappings again, with codes for names."""

    def __init__(self, document: Document, pseudonyms: Pseudonyms) -> None:
        self._of = pseudonyms.of
        self._sorts = {(m.path, m.is_key): m.names.of for m in mentions(document)}

    def mapping(self, value: Mapping[str, Any], path: Path) -> dict[str, Any]:
        """A mapping without what is left out; one of people is in the order of their codes."""
        written = {key: self._value(item, (*path, key)) for key, item in value.items()}
        found = {key: item for key, item in written.items() if item is not None}
        if not any(((*path, key), True) in self._sorts for key in found):
            return found
        sort = {key: self._sorts[(*path, key), True] for key in found}
        return dict(sorted((self._of(sort[key], key), item) for key, item in found.items()))

    def _value(self, value: Any, path: Path) -> Any:
        """The same value; None if it is left out."""
        if value is None:
            return None
        if isinstance(value, dict):
            return self.mapping(value, path)
        if isinstance(value, list | tuple):
            return self._list(value, path)
        if isinstance(value, bool):
            return str(value).lower()
        return self._text(value, path) if isinstance(value, str) else str(value)

    def _list(self, value: Sequence[Any], path: Path) -> list[Any]:
        items = [self._value(item, (*path, index)) for index, item in enumerate(value)]
        coded = _place(path) in _IN_ORDER_OF_CODES or self._sort(path, 0) in PREFIXES
        return sorted(items, key=flow) if coded else items

    def _sort(self, path: Path, *index: int) -> str:
        path = (*path, *index)
        return _DEFINED.get(_place(path), self._sorts.get((path, False), ""))

    def _text(self, text: str, path: Path) -> str | None:
        place = _place(path)
        if sort := self._sort(path):
            return self._of(sort, text)
        if (
            place in _KEPT
            or (place[0] == "constraints" and place[-1] not in _REMARKS)
            or (place[:2] == ("pack", "figures") and place[-1] == "value")
        ):
            return text
        return _STANDS_FOR.get(place)


def _block(tree: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """The lines of a mapping: one for each item of its lists, so that each has a line."""
    for key, value in tree.items():
        if isinstance(value, dict) and value and not indent:
            yield f"{key}:"
            yield from _block(value, "  ")
        elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
            yield f"{indent}{key}:"
            yield from (f"{indent}  - {flow(item)}" for item in value)
        else:
            yield f"{indent}{key}: {flow(value)}"
