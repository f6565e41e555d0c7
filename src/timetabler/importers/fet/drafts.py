"""Rules of the school as drafts: what FET says, in our words, before the courses are known.

FET speaks of single activities, the language of courses. So a constraint of FET first becomes
drafts: a kind with its fields, and the activities or the people that it is about. Then the
activities are put together to courses such that every draft is about whole courses (courses.py),
and the drafts to rules with a scope (scopes.py).

Each constraint of FET is understood by one function in one of the files of ``rules/``, marked with
``understands``; the folder is scanned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Literal, TypeAlias

from timetabler.importers.fet.facts import Facts
from timetabler.importers.fet.file import Lacking, Node

ALWAYS = Fraction(100)
"""The weight, in percent, of what must hold."""

About: TypeAlias = Literal["lesson", "together", "apart", "same start", "people"]
"""What a draft is about.

``lesson``: each of its lessons by itself. ``together``: how its lessons lie to one another; with a
field ``each``, any two of them. ``apart``: the same, but each of its lessons has to be told from
the others, as a course of its own. ``same start``: its lessons start at one time. ``people``: those
in ``scope``, whatever their lessons are.
"""


class NotUnderstood(Exception):
    """A constraint says something that the language cannot say; the text is the reason."""


NO_TIME = "it can never be kept: none of its times is one for lessons"
"""The reason, if all times of a constraint are in breaks."""


@dataclass(frozen=True)
class Draft:
    """One rule about some activities, or about some people."""

    kind: str
    """Of the constraint of ours."""
    about: About
    lessons: frozenset[int] = frozenset()
    """Ids of the activities in its scope."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Of the rule, besides its scope and weight: text, numbers, truth values and lists of these."""
    weight: Fraction = ALWAYS
    """In percent, as FET has it."""
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of a rule about people: ``teachers``, ``classes`` ... with ids of ours; none: everybody."""
    origin: str = ""
    """The constraint of FET."""
    line: int = 0
    tagged: Mapping[str, int] = field(default_factory=dict)
    """Of a rule about how lessons lie to others: the field that names others by a tag, and the
    activity."""

    @classmethod
    def of(
        cls,
        node: Node,
        kind: str,
        about: About,
        lessons: Iterable[int] = (),
        fields: Mapping[str, Any] | None = None,
        *,
        scope: Mapping[str, tuple[str, ...]] | None = None,
        tagged: Mapping[str, int] | None = None,
    ) -> Draft:
        """What a constraint of FET says, with its weight and its place."""
        place = node.tag, node.line
        rule = frozenset(lessons), fields or {}, node.weight
        return cls(kind, about, *rule, scope or {}, *place, tagged or {})

    @property
    def asks(self) -> bool:
        """Whether it asks for anything, of anybody."""
        return self.weight > 0 and (self.about == "people" or bool(self.activities))

    @property
    def activities(self) -> frozenset[int]:
        """All that it speaks of."""
        return self.lessons.union(self.tagged.values())


@dataclass(frozen=True)
class Fixed:
    """Where a lesson starts: decided already."""

    lesson: int
    cell: tuple[int, int]
    """(day, hour)"""
    rule: Draft
    """The same as a rule, for where it cannot be."""


@dataclass(frozen=True)
class Place:
    """Rooms of some activities: one of them."""

    lessons: frozenset[int]
    rooms: tuple[str, ...]
    weight: Fraction = ALWAYS
    """In percent, as FET has it."""
    home: bool = False
    """Whether it gives way to those that are not."""
    origin: str = ""
    """The constraint of FET."""
    line: int = 0


@dataclass(frozen=True)
class Moving:
    """Some people change rooms, or buildings, in some way only."""

    who: frozenset[tuple[str, str]]
    """(``teacher`` or ``pupils``, FET's name), of pupils the smallest sets."""
    buildings: bool
    """Whether it is about buildings, not rooms."""
    gaps: int | None
    """Free hours between two of them, at least; None if it says something else."""
    origin: str
    """The constraint of FET."""
    line: int


@dataclass(frozen=True)
class Away:
    """Somebody, or a room, is not there at some times."""

    sort: Literal["teacher", "pupils", "room"]
    name: str
    times: frozenset[tuple[int, int]]
    """(day, hour)"""


Said: TypeAlias = Draft | Fixed | Place | Moving | Away
Reading: TypeAlias = Callable[[Node, Facts], Iterable[Said]]

_READINGS: dict[str, Reading] = {}


def understands(*tags: str) -> Callable[[Reading], Reading]:
    """Marks a function that reads constraints of these names (without ``Constraint``).

    It gives nothing for a constraint that asks for nothing, and raises NotUnderstood for one that
    the language cannot say.
    """

    def mark(reading: Reading) -> Reading:
        for tag in tags:
            if tag in _READINGS:
                raise TypeError(f"{tag} is read twice")
            _READINGS[tag] = reading
        return reading

    return mark


def once(node: Node) -> dict[str, Any]:
    """The field of a rule that counts once, however much is wrong: its measure matters only where
    it may be broken."""
    return {"once": True} if node.weight < ALWAYS else {}


def readings() -> Mapping[str, Reading]:
    """The name of a constraint of FET -> what reads it."""
    from timetabler.importers.fet import rules

    for module in iter_modules(rules.__path__):
        import_module(f"{rules.__name__}.{module.name}")
    return _READINGS


def read_rules(
    nodes: Iterable[Node], facts: Facts, unknown: Callable[[Node, Exception], None]
) -> Iterator[Said]:
    """What constraints of a file say. ``unknown`` is told of each that is not understood, and why:
    NotUnderstood, or Lacking if a part of it is missing.

    A draft of weight 0, or about teachers without activities, asks for nothing.
    """
    known = readings()
    for node in nodes:
        reading = known.get(node.tag)
        if reading is None:
            unknown(node, NotUnderstood("not known to timetabler"))
            continue
        try:
            said = list(reading(node, facts))
        except (NotUnderstood, Lacking) as why:
            unknown(node, why)
            continue
        for one in said:
            if not isinstance(one, Draft) or (one.asks and _known(one, facts)):
                yield one


def _known(draft: Draft, facts: Facts) -> bool:
    """Whether any of the teachers that it is about, if it is, has an activity."""
    teachers = draft.scope.get("teachers")
    return teachers is None or not set(teachers).isdisjoint(facts.teachers)
