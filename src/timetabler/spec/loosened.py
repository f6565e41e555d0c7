"""What a school could ask less for: one change each, as somebody would write it with ``--set``.

A rule of its own is not asked for any more, a person or room is there at one more time, or a room
holds one class more, which is what another room like it would do. What people are entitled to and
what always holds is not up for discussion (``Rule.negotiable``); a wish is not either: caring less
about it helps nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from timetabler.models.resources import Room, Source, Teacher
from timetabler.models.school import School
from timetabler.models.span import MIDNIGHT, Span, covers, touches
from timetabler.models.week import Week
from timetabler.spec.edit import flow
from timetabler.spec.problem import Problem, Rule
from timetabler.spec.tree import Node
from timetabler.spec.yaml import parse

Entry: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Loosening:
    """One change by which less is asked for."""

    subject: Rule | Teacher | Room
    """A rule that goes; or who is there, or holds more."""
    span: Span | None
    """When a person or room is there too; None of a room: it holds one class more."""
    text: str
    """In words: ``Max Webb on site on Mon too``."""
    settings: tuple[str, ...]
    """The values that are different then, as for ``with_settings``."""

    @property
    def source(self) -> Source:
        """Where its subject is written."""
        return self.subject.source

    def opens(self, who: object, moment: Span) -> bool:
        """Whether they are there at that moment because of it."""
        return who is self.subject and self.span is not None and moment.meets(self.span)


def loosenings(problem: Problem) -> tuple[Loosening, ...]:
    """Every such change, in the order of the file: teachers, rooms, rules."""
    root, _ = parse(problem.text)
    school = problem.school
    return (*_of_teachers(school, root), *_of_rooms(school, root), *_of_rules(problem))


def _of_teachers(school: School, root: Node) -> Iterator[Loosening]:
    """Of teachers alone: others have no lessons, and duties are done by whoever is there."""
    for name, written in _entries(root, "teachers"):
        teacher = school.teacher[name]
        for label, span in _absences(school, teacher):
            settings = _there(school.week, f"teachers.{name}", written, label, span)
            yield Loosening(teacher, span, f"{teacher.name} on site on {label} too", settings)


def _of_rooms(school: School, root: Node) -> Iterator[Loosening]:
    """Of rooms that are listed: others are home rooms, which nobody shares."""
    for name, written in _entries(root, "rooms"):
        room = school.room[name]
        place = f"rooms.{name}"
        for label, span in _absences(school, room):
            settings = _there(school.week, place, written, label, span)
            yield Loosening(room, span, f"{room.name} open on {label} too", settings)
        more = room.classes + 1
        text = f"{room.name} for {more} classes at a time"
        if room.classes == 1:
            text = f"{text}, or another room like it"
        bare = flow({"id": name, "classes": str(more)})
        setting = f"{place}.classes={more}" if written else f"{place}={bare}"
        yield Loosening(room, None, text, (setting,))


def _of_rules(problem: Problem) -> Iterator[Loosening]:
    """Of rules of its own: if one of those about what always holds goes, what it weakens or says
    again holds as before."""
    for rule in problem.rules:
        if rule.negotiable and not rule.standing and rule.source.line and rule.points:
            setting = f"constraints@{rule.source.line}="
            yield Loosening(rule, None, f'Without "{rule.title}"', (setting,))


# ---- being there ---------------------------------------------------------------------------------


def _entries(root: Node, section: str) -> Iterator[tuple[str, Entry]]:
    """What is written of each person or room, by id; nothing of one who is written by id alone."""
    items = root.step(section)
    for item in items.plain() if items is not None and items.value is not None else ():
        yield (item, {}) if isinstance(item, str) else (item["id"], item)


def _absences(school: School, who: Teacher | Room) -> Iterator[tuple[str, Span]]:
    """When somebody could be there too, and what that is called: a whole day, or else each time of
    a day at which they are away."""
    for day, name in enumerate(school.week.days):
        moments = [m for m in school.moments if m.day == day]
        if all(touches(who.away, m) for m in moments):
            yield name, Span(day, 0, MIDNIGHT)
            continue
        for span in (s for s in who.away if s.day == day):
            if meant := [m for m in moments if m.meets(span)]:
                yield _label(school.week, Span(day, meant[0].start, meant[-1].end)), span


def _label(week: Week, span: Span) -> str:
    """A text that means this time, to the minute."""
    label = week.label(span)
    return label if week.spans([label]) == (span,) else f"{week.days[span.day]} {span.clock}"


def _there(week: Week, place: str, written: Entry, label: str, span: Span) -> tuple[str, ...]:
    """The values of somebody who is there at that time too."""
    settings = []
    days, away = _listed(written.get("days", ())), _listed(written.get("away", ()))
    if days and not covers(week.spans(days), span):
        longer = sorted([*days, label], key=lambda text: week.spans([text]))
        settings.append(f"{place}.days={flow(longer)}")
    if touches(week.spans(away), span):
        shorter = [text for one in away for text in _less(week, one, span)]
        settings.append(f"{place}.away={flow(shorter) if shorter else ''}")
    return tuple(settings)


def _listed(value: str | Iterable[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _less(week: Week, text: str, span: Span) -> Iterator[str]:
    """What is left of a time without a part of it."""
    spans = week.spans([text])
    if not touches(spans, span):
        yield text
        return
    for one in spans:
        parts = [one] if not one.meets(span) else _outside(one, span)
        yield from (_label(week, part) for part in parts)


def _outside(one: Span, span: Span) -> list[Span]:
    """What of a span lies before and after another."""
    parts = Span(one.day, one.start, span.start), Span(one.day, span.end, one.end)
    return [part for part in parts if part.start < part.end]
