"""A FET file as a school: its rules and courses, and which activity each lesson is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from timetabler.importers.fet.buildings import way
from timetabler.importers.fet.courses import together
from timetabler.importers.fet.drafts import Away, Draft, Fixed, Moving, Place, read_rules
from timetabler.importers.fet.facts import Facts
from timetabler.importers.fet.file import FetFile, Lacking, Node
from timetabler.importers.fet.names import with_plain_names
from timetabler.importers.fet.rooms import counted, settled
from timetabler.importers.fet.text import Entry, written
from timetabler.importers.fet.times import Cell
from timetabler.models.placements import Placement
from timetabler.models.timetable import Timetable


class Unknown(NamedTuple):
    """A constraint of FET that is not understood."""

    tag: str
    line: int
    why: str
    missing: str = ""
    """The part that it would need to be understood at all."""


@dataclass(frozen=True)
class Converted:
    """A FET file in the language."""

    text: str
    """The school file."""
    unknown: tuple[Unknown, ...]
    """What it does not say."""
    factor: int
    """What FET's weights were multiplied by: a cost of 100 times that is 1 of its soft total."""
    entries: tuple[Entry, ...]
    """Its entries of ``courses``."""
    facts: Facts
    rooms: tuple[str, ...]
    """FET's names of the rooms."""

    def matched(self, timetable: Timetable) -> tuple[dict[int, Cell], dict[int, str]]:
        """Where the activities are in a timetable of the school, and the rooms of those in one.

        activity -> (day, hour) from 0; activity -> name of the room.
        """
        starts: dict[int, Cell] = {}
        rooms: dict[int, str] = {}
        hours = {start: hour for hour, (start, _) in enumerate(self.facts.times.clocks)}
        names = {
            room.name: name for room, name in zip(self.facts.file.rooms, self.rooms, strict=True)
        }
        made = [course for entry in self.entries for course in entry.courses]
        for course, taught in zip(timetable.school.courses, made, strict=True):
            placed: dict[int, list[Placement]] = defaultdict(list)
            for one in timetable.of_course[course.id]:
                placed[timetable.school.spans(course)[one.span]].append(one)
            for activity in taught.activities:
                lesson = placed[self.facts.activity[activity].duration].pop(0)
                starts[activity] = (lesson.span.day, hours[lesson.span.start])
                if self.facts.together(taught.rooms):
                    rooms[activity] = names[taught.rooms[0]]
                elif lesson.room in names:
                    rooms[activity] = names[lesson.room]
        return starts, rooms


def convert(file: FetFile) -> Converted:
    """Says in the language what a file says, but for what is not understood."""
    facts = Facts(with_plain_names(file))
    unknown: list[Unknown] = []

    def leave_out(tag: str, line: int, why: str) -> None:
        unknown.append(Unknown(tag, line, why))

    def not_read(node: Node, why: Exception) -> None:
        missing = why.tag if isinstance(why, Lacking) else ""
        unknown.append(Unknown(node.tag, node.line, str(why), missing))

    nodes = (*facts.file.time_constraints, *facts.file.space_constraints)
    said = list(read_rules(nodes, facts, not_read))
    drafts = [one for one in said if isinstance(one, Draft)]
    fixed = _fixed((one for one in said if isinstance(one, Fixed)), facts, drafts)

    rooms = settled((one for one in said if isinstance(one, Place)), facts, leave_out)
    minutes = way((one for one in said if isinstance(one, Moving)), rooms.allowed, facts, leave_out)
    starts = {lesson: one.cell for lesson, one in fixed.items()}
    rules = [*counted(drafts, rooms.allowed, facts, leave_out), *rooms.wishes]
    taken = together(facts, rules, rooms.allowed, starts)
    away = _away((one for one in said if isinstance(one, Away)), facts)
    text, entries, factor = written(facts, taken, away, minutes, fixed)
    theirs = tuple(room.name for room in file.rooms)
    return Converted(text, tuple(unknown), factor, entries, facts, theirs)


def _fixed(said: Iterable[Fixed], facts: Facts, drafts: list[Draft]) -> dict[int, Fixed]:
    """activity -> where it starts. What cannot be is added to the drafts: there is no such
    timetable, and the rule will say why."""
    fixed: dict[int, Fixed] = {}
    taken_up: set[tuple[object, Cell]] = set()
    for one in said:
        place = (facts.alike(one.lesson), one.cell)
        if one.lesson in fixed and fixed[one.lesson].cell == one.cell:
            continue
        if one.lesson in fixed or place in taken_up or not _fits(one, facts):
            drafts.append(one.rule)
        else:
            fixed[one.lesson] = one
            taken_up.add(place)
    return fixed


def _fits(fixed: Fixed, facts: Facts) -> bool:
    """Whether there is place for the lesson, as far as days and breaks go."""
    day, hour = fixed.cell
    hours = range(hour, hour + facts.activity[fixed.lesson].duration)
    return all((day, h) in facts.times.cells for h in hours)


def _away(said: Iterable[Away], facts: Facts) -> Mapping[tuple[str, str], frozenset[Cell]]:
    """(sort, our id) of teachers, rooms, classes and groups -> when they are not there."""
    found: dict[tuple[str, str], frozenset[Cell]] = defaultdict(frozenset)
    for away in said:
        if away.sort != "pupils":
            found[away.sort, away.name] |= away.times
            continue
        audience = facts.pupils.audience([away.name])
        for class_id in audience.classes:
            found["class", class_id] |= away.times
        for group in audience.groups:
            found["group", group] |= away.times
    return found
