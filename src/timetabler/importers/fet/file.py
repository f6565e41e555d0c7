"""What a FET file says, as plain facts. Everything knows its line; nothing here decides anything.

Names are FET's, exactly as written: FET itself tells ``"Ann"`` from ``"Ann "``.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

YES = frozenset({"true", "yes", "1"})
NO = frozenset({"false", "no", "0"})
"""What FET reads as true and as false."""


class Lacking(Exception):
    """A part of a constraint was asked for that is not written. Say so where it is read."""

    def __init__(self, node: Node, tag: str) -> None:
        super().__init__(f"{node.tag} in line {node.line} has no {tag}")
        self.node = node
        self.tag = tag


@dataclass(frozen=True, slots=True)
class Node:
    """An element of the file: of a constraint, or of a part of one."""

    tag: str
    text: str
    """Exactly as written; empty if there are elements inside."""
    line: int
    children: tuple[Node, ...] = ()
    column: int = 1

    def all(self, tag: str) -> tuple[Node, ...]:
        """The elements of that name right inside this one."""
        return tuple(child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> Node | None:
        """The first of them, if there is any."""
        return next((child for child in self.children if child.tag == tag), None)

    def texts(self, tag: str) -> tuple[str, ...]:
        """Their texts."""
        return tuple(child.text for child in self.children if child.tag == tag)

    def text_of(self, tag: str, default: str = "") -> str:
        """The text of the first of them."""
        child = self.first(tag)
        return default if child is None else child.text

    def required(self, tag: str) -> str:
        """The text of one that must be there and not be empty. Raises Lacking."""
        if not (text := self.text_of(tag)):
            raise Lacking(self, tag)
        return text

    def number(self, tag: str) -> int:
        """The number in one that must be there. Raises Lacking.

        In the constraints of a FetFile, what is written there is a number.
        """
        return int(self.required(tag))

    def flag(self, tag: str) -> bool:
        """Whether one says yes; no if it is not there."""
        return self.text_of(tag).strip() in YES

    @property
    def weight(self) -> Fraction:
        """The weight of a constraint in per cent, 0 to 100; 100 (required) if none is written."""
        return Fraction(self.text_of("Weight_Percentage", "100").strip())


class Named(NamedTuple):
    """A teacher, subject, tag or building: FET knows little more than its name."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Activity:
    """One lesson to be placed. A course of several is a split: activities with one number."""

    id: int
    subject: str
    teachers: tuple[str, ...]
    students: tuple[str, ...]
    """Names of years, groups and subgroups."""
    tags: tuple[str, ...]
    duration: int
    """Hours in a row."""
    split: int
    """The same for all activities of one split; 0 if it is of none."""
    number_of_students: int | None
    """None: the sum of its students."""
    line: int

    @property
    def part(self) -> int:
        """Which of its split it is, from 1: as FET has it, ids of a split follow one another."""
        return self.id - self.split + 1 if self.split else 1


@dataclass(frozen=True, slots=True)
class StudentsSet:
    """A year, group or subgroup. One that stands under several years is one and the same set."""

    name: str
    students: int
    parts: tuple[StudentsSet, ...]
    """Groups of a year, subgroups of a group. Who is in two parts of one set is not said."""
    line: int


@dataclass(frozen=True, slots=True)
class Room:
    """A room, or a virtual room that stands for others."""

    name: str
    capacity: int
    building: str
    """Empty if it is in none."""
    real_rooms: tuple[tuple[str, ...], ...]
    """Of a virtual room: one room of each of these sets is taken. Else empty."""
    line: int


@dataclass(frozen=True)
class FetFile:
    """A FET file in which every name that is used is defined, and every number is one."""

    name: str
    """Of the file, as problems name it."""
    version: str
    """Of the FET that wrote it; empty if not said."""
    mode: str
    """``Official``, ``Mornings_Afternoons``, ``Block_Planning`` or ``Terms``.

    Files of the special editions of FET 5, which did not write it, say it by their version.
    """
    terms: tuple[int, int]
    """How many, and how many days each has, in the mode ``Terms``."""
    institution: str
    days: tuple[str, ...]
    hours: tuple[str, ...]
    subjects: tuple[Named, ...]
    tags: tuple[Named, ...]
    teachers: tuple[Named, ...]
    years: tuple[StudentsSet, ...]
    buildings: tuple[Named, ...]
    rooms: tuple[Room, ...]
    activities: tuple[Activity, ...]
    """The active ones."""
    inactive: frozenset[int]
    """Numbers of the activities that are not active."""
    time_constraints: tuple[Node, ...]
    """The active ones, in FET's present names without "Constraint": ``MinDaysBetweenActivities``.

    They do not speak of inactive activities: those are taken out, and what is left without any is
    left out. So their ``Number_of_...`` may be too high: count what is there.
    """
    space_constraints: tuple[Node, ...]
    inactive_constraints: tuple[tuple[str, int], ...]
    """How many of each kind were left out, as they or their activities are not active."""
