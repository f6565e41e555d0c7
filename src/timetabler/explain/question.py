"""Questions in free text: which lessons or duties "34C Art", "pat Tue" or "oval recess" mean.

Every part of a question narrows it down, whatever the order: a class, subject, teacher, room,
group, team, year, duty area or time, each by its id or name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

from timetabler.explain.vocabulary import Name, Part, UnknownWords, Vocabulary
from timetabler.models.school import School
from timetabler.models.span import touches
from timetabler.models.timetable import DutyPlacement, Placement, Timetable, Witness
from timetabler.models.wording import words

Thing: TypeAlias = tuple[Witness, ...]
"""What a question is about: one duty of one person, or one lesson; of a lesson that is at the same
time in every week of the cycle, the placement of each week."""

_FEW = 3
"""So many lessons are named in a sentence; more are counted."""


class Index:
    """Everything in a timetable that can be asked about."""

    def __init__(self, timetable: Timetable) -> None:
        self._timetable = timetable
        self._school = timetable.school

    @cached_property
    def lessons(self) -> tuple[Thing, ...]:
        """All lessons by time; one of every week of the cycle once, with its twins."""
        twins: dict[Placement, list[Witness]] = {}
        for placed in self._timetable.placements:
            first = placed
            if self._school.weekly(placed.course):
                first = placed._replace(span=self._school.week.in_week(placed.span, 0))
            twins.setdefault(first, []).append(placed)
        return tuple(tuple(together) for together in twins.values())

    @cached_property
    def duties(self) -> tuple[Thing, ...]:
        """All duties, and support, by time."""
        return tuple((duty,) for duty in self._timetable.duties)

    @cached_property
    def thing_of(self) -> dict[Witness, Thing]:
        """The lesson or duty that a placement belongs to."""
        return {placed: thing for thing in (*self.lessons, *self.duties) for placed in thing}

    def find(self, question: str) -> tuple[Thing, ...]:
        """What a question means, by time: lessons, or duties if it fits no lesson or says ``duty``
        or ``support``.

        Raises UnknownWords.
        """
        parts = Vocabulary(self._school).parts(question)
        found = self._matching(parts)
        if not found:
            raise UnknownWords(self._nothing(question, parts))
        return found

    def _matching(self, parts: Sequence[Part]) -> tuple[Thing, ...]:
        of_duty = any(name.sort in ("duty", "support") for part in parts for name in part.names)
        lessons = () if of_duty else self.lessons
        found = tuple(thing for thing in lessons if self._fits(thing, parts))
        return found or tuple(thing for thing in self.duties if self._fits(thing, parts))

    def _fits(self, thing: Thing, parts: Iterable[Part]) -> bool:
        names = set(self._names_of(thing[0]))
        spans = [p.span if isinstance(p, Placement) else p.duty.span for p in thing]
        return all(
            not part.names.isdisjoint(names) or any(touches(part.times, span) for span in spans)
            for part in parts
        )

    def _names_of(self, placed: Witness) -> Iterator[Name]:
        """Everybody and everything that has to do with it."""
        school = self._school
        if isinstance(placed, DutyPlacement):
            duty, person = placed
            yield from (Name("teacher", person), Name(duty.sort, ""), Name("area", duty.area))
            yield from (Name("duty time", duty.time), Name("one duty", duty.id))
            if duty.sort == "support":
                yield Name("class", school.need[duty.area].class_id)
            return
        course = placed.course
        classes = school.classes_of(course)
        yield from (Name("subject", course.subject), Name("course", course.id))
        yield from (Name("class", class_id) for class_id in classes)
        yield from (Name("group", group) for group in course.groups)
        yield from (Name("room", room) for room in (placed.room, *course.needs) if room)
        yield from (Name("teacher", name) for name in self._timetable.teachers_of(placed))
        yield from (Name("year", year) for year in school.years_of(course))
        for team in school.teams:
            if not set(team.classes).isdisjoint(classes):
                yield Name("team", team.id)

    def _nothing(self, question: str, parts: Sequence[Part]) -> str:
        """That nothing fits, and what would without one of the parts."""
        near = []
        for part in parts if len(parts) > 1 else ():
            if found := self._matching([other for other in parts if other is not part]):
                near.append((len(found), not part.times, part.text, found))
        if not near:
            return f'no lesson or duty is "{question}"'
        # Rather without a time than without a name: people remember names.
        *_, text, found = min(near, key=lambda one: one[:2])
        some = [f"{told(thing)} ({where(thing, self._school)})" for thing in found[:_FEW]]
        more = [f"{len(found) - _FEW} more"] if len(found) > _FEW else []
        would = words([*some, *more])
        return f'no lesson or duty is "{question}"; without "{text}" there would be {would}'


def told(thing: Thing) -> str:
    """``34C Art``, ``oval, Mon recess 1``."""
    first = thing[0]
    return first.course.id if isinstance(first, Placement) else first.duty.id


def where(thing: Thing, school: School) -> str:
    """``Mon S1``, also for a lesson that is then in every week of the cycle; of a duty, the name of
    the person."""
    first = thing[0]
    if isinstance(first, DutyPlacement):
        return school.teacher[first.person].name
    label = school.week.label(first.span, school.bells_of(first.course)[0])
    day = school.week.days[first.span.day]
    return day.rpartition(" ")[0] + label.removeprefix(day) if len(thing) > 1 else label


def place(thing: Thing, school: School) -> str:
    """``Tue S3, Oval, Pat Lee``; of a duty, the name of the person."""
    first = thing[0]
    if isinstance(first, DutyPlacement):
        return where(thing, school)
    rooms = [school.room[first.room].name] if first.room in school.room else []
    people = [school.teacher[t].name for t in first.teachers]
    return ", ".join([where(thing, school), *rooms, *people])
