"""Questions in free text: which lessons or duties "34C Art", "pat Tue" or "oval recess" mean.

Every part of a question narrows it down, whatever the order: a class, subject, teacher, room,
group, team, year, duty area or time, each by its id or name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

from timetabler.models.school import School
from timetabler.models.span import Span, touches
from timetabler.models.timetable import DutyPlacement, Placement, Timetable, Witness
from timetabler.models.week import UnknownTime
from timetabler.models.wording import words
from timetabler.spec.diagnostics import did_you_mean

Thing: TypeAlias = tuple[Witness, ...]
"""What a question is about: one duty of one person, or one lesson; of a lesson that is at the same
time in every week of the cycle, the placement of each week."""


class UnknownWords(ValueError):
    """A question that names nothing of this timetable; says which word, and what is like it."""


class Part(NamedTuple):
    """A part of a question, with all that it can mean: ``oval`` is a room and a duty area."""

    text: str
    meanings: frozenset[tuple[str, str]]
    """(sort, id)"""
    times: tuple[Span, ...] = ()


class Index:
    """Everything in a timetable that can be asked about, with what it goes by."""

    def __init__(self, timetable: Timetable) -> None:
        self._timetable = timetable
        self._school = timetable.school

    def find(self, question: str) -> tuple[Thing, ...]:
        """What a question means, by time: lessons, or duties if it fits no lesson or says ``duty``.

        Raises UnknownWords.
        """
        parts = self._parts(question)
        found = self._matching(parts)
        if not found:
            raise UnknownWords(self._nothing(question, parts))
        return found

    def _matching(self, parts: Sequence[Part]) -> tuple[Thing, ...]:
        sorts = {sort for part in parts for sort, _ in part.meanings if sort in ("duty", "support")}
        lessons: Iterable[Thing] = () if sorts else self.lessons
        found = tuple(thing for thing in lessons if self._fits(thing, parts))
        return found or tuple(thing for thing in self.duties if self._fits(thing, parts))

    @cached_property
    def lessons(self) -> tuple[Thing, ...]:
        """All lessons by time, the weeks of a cycle together where they are alike."""
        return tuple(lessons(self._timetable))

    @cached_property
    def duties(self) -> tuple[Thing, ...]:
        """All duties, and support, by time."""
        return tuple((duty,) for duty in self._timetable.duties)

    def _fits(self, thing: Thing, parts: Iterable[Part]) -> bool:
        names = self._names_of(thing[0])
        spans = [p.span if isinstance(p, Placement) else p.duty.span for p in thing]
        return all(
            not part.meanings.isdisjoint(names) or any(touches(part.times, s) for s in spans)
            for part in parts
        )

    def _names_of(self, placed: Witness) -> set[tuple[str, str]]:
        """(sort, id) of everybody and everything that has to do with it."""
        school = self._school
        if isinstance(placed, DutyPlacement):
            duty, person = placed
            names = {("teacher", person), ("area", duty.area), ("duty time", duty.time)}
            if duty.sort == "duty":
                return names | {("duty", ""), ("room", duty.area)}
            return names | {("support", ""), ("class", school.need[duty.area].class_id)}
        course = placed.course
        classes = school.classes_of(course)
        names = {("subject", course.subject), ("course", course.id)}
        names |= {("class", c) for c in classes} | {("group", g) for g in course.groups}
        names |= {("room", r) for r in (placed.room, *course.needs) if r is not None}
        names |= {("teacher", t) for t in self._timetable.teachers_of(placed)}
        names |= {("year", year) for year in school.years_of(course)}
        names |= {("team", t.id) for t in school.teams if not {*t.classes}.isdisjoint(classes)}
        return names

    @cached_property
    def _vocabulary(self) -> dict[str, set[tuple[str, str]]]:
        """What everything goes by, in small letters, with what it can mean."""
        school = self._school
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)

        def add(sort: str, id_: str, *texts: str) -> None:
            for text in (id_, *texts):
                found[" ".join(text.casefold().split())].add((sort, id_))

        for person in school.teachers:
            add("teacher", person.id, person.name, *person.name.split())
        for class_ in school.classes:
            add("class", class_.id, class_.name)
        for room in school.rooms:
            add("room", room.id, room.name)
        for group in school.groups:
            add("group", group.id, group.name)
        for area in school.areas:
            add("area", area.id, area.name)
        for need in school.needs:
            add("area", need.id, need.name)
        for sort, names in (
            ("subject", school.subjects),
            ("course", tuple(school.course)),
            ("team", tuple(t.id for t in school.teams)),
            ("duty time", tuple(d.time for d in school.duties)),
        ):
            for name in dict.fromkeys(names):
                add(sort, name)
        for year in school.years:
            found[f"year {year}".casefold()].add(("year", year))
        found["duty"].add(("duty", ""))
        found["support"].add(("support", ""))
        found.pop("", None)
        return found

    @cached_property
    def _time_words(self) -> dict[str, str]:
        """Days, weeks and timeslots, in small letters, as they are written."""
        week = self._school.week
        plain = (day.rpartition(" ")[0] for day in week.days if week.weeks)
        return {text.casefold(): text for text in (*week.days, *plain, *week.slot_ids)}

    def _parts(self, question: str) -> list[Part]:
        """The question cut into the longest texts that mean something."""
        cut = question.replace(",", " ").split()
        if not cut:
            raise UnknownWords("nothing is asked: name a class, subject, teacher, room or time")
        parts = []
        start = 0
        while start < len(cut):
            ends = range(len(cut), start, -1)
            texts = ((end, " ".join(cut[start:end])) for end in ends)
            known = ((end, self._part(text)) for end, text in texts)
            end, part = next(((e, p) for e, p in known if p is not None), (start, None))
            if part is None:
                legal = (*self._vocabulary, *self._time_words)
                said = did_you_mean(cut[start], self._written(legal), "you may name")
                raise UnknownWords(f'nothing here is called "{cut[start]}": {said}')
            parts.append(part)
            start = end
        return parts

    def _part(self, text: str) -> Part | None:
        """What a text can mean; None: nothing."""
        meanings = frozenset(self._vocabulary.get(text.casefold(), ()))
        times = self._times(text)
        return Part(text, meanings, times) if meanings or times else None

    def _times(self, text: str) -> tuple[Span, ...]:
        written = " ".join(self._time_words.get(word.casefold(), word) for word in text.split())
        try:
            return self._school.times([self._time_words.get(text.casefold(), written)])
        except UnknownTime:
            return ()

    def _written(self, texts: Iterable[str]) -> list[str]:
        """Texts of the vocabulary as the school writes them."""
        meant = {text: next(iter(ids))[1] for text, ids in self._vocabulary.items()}
        return [
            name if (name := meant.get(text, "")).casefold() == text else text for text in texts
        ]

    def _nothing(self, question: str, parts: Sequence[Part]) -> str:
        """That nothing fits, and what would without one of the parts."""
        without = {
            part.text: self._matching([other for other in parts if other is not part])
            for part in parts
            if len(parts) > 1
        }
        near = [(text, found) for text, found in without.items() if found]
        if not near:
            return f'no lesson or duty is "{question}"'
        text, found = min(near, key=lambda one: len(one[1]))
        some = [f"{told(thing)} ({where(thing, self._school)})" for thing in found[:_FEW]]
        more = [f"{len(found) - _FEW} more"] if len(found) > _FEW else []
        would = words([*some, *more])
        return f'no lesson or duty is "{question}"; without "{text}" there would be {would}'


_FEW = 3
"""So many lessons are named; more are counted."""


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
    label = school.week.label(first.span, school.classes_of(first.course)[0])
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


def lessons(timetable: Timetable) -> Iterator[Thing]:
    """The lessons of a timetable by time; one of every week of the cycle once, with its twins."""
    school = timetable.school
    twins: dict[Placement, list[Placement]] = {}
    for placed in timetable.placements:
        first = placed
        if school.weekly(placed.course):
            first = placed._replace(span=school.week.in_week(placed.span, 0))
        twins.setdefault(first, []).append(placed)
    for together in twins.values():
        yield tuple(together)
