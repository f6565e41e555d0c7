"""What people may name in a question, by id or name, in whatever letters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from timetabler.models.duties import Need
from timetabler.models.facts import Named
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.week import UnknownTime
from timetabler.spec.diagnostics import did_you_mean


class UnknownWords(ValueError):
    """A question that names nothing of the timetable; says which word, and what is like it."""


class Name(NamedTuple):
    """What a text can stand for."""

    sort: str
    id: str


class Part(NamedTuple):
    """A part of a question, with all that it can mean: ``oval`` is a room and a duty area."""

    text: str
    names: frozenset[Name]
    times: tuple[Span, ...]


class Vocabulary:
    """Everything in a school that can be named."""

    def __init__(self, school: School) -> None:
        self._school = school

    def parts(self, question: str) -> list[Part]:
        """The question cut into as few texts as possible that all mean something.

        Raises UnknownWords.
        """
        said = question.replace(",", " ").split()
        if not said:
            raise UnknownWords("nothing is asked: name a class, subject, teacher, room or time")
        best: list[list[Part] | None] = [[]]
        """For each number of words, these cut into the fewest parts."""
        for end in range(1, len(said) + 1):
            cuts = [
                [*before, part]
                for start in range(max(0, end - self._longest), end)
                if (before := best[start]) is not None
                and (part := self._part(" ".join(said[start:end])))
            ]
            best.append(min(cuts, key=len, default=None))
        if best[-1] is None:
            wrong = said[max(end for end, parts in enumerate(best) if parts is not None)]
            legal = (*self._school.subjects, *self._times.values(), *self._spelling.values())
            hint = did_you_mean(wrong, legal, "you may name")
            raise UnknownWords(f'nothing here is called "{wrong}": {hint}')
        return best[-1]

    def _part(self, text: str) -> Part | None:
        """What a text can mean; None: nothing."""
        names, times = self._meanings.get(_plain(text), ()), self._spans(_plain(text))
        if not names and not times:
            return None
        return Part(text, frozenset(names), times)

    def _spans(self, text: str) -> tuple[Span, ...]:
        """The minutes that a text names; none if it is no time."""
        as_written = re.sub(r"[^\s-]+", lambda word: self._times.get(word[0], word[0]), text)
        try:
            return self._school.times([self._times.get(text, as_written)])
        except UnknownTime:
            return ()

    @cached_property
    def _times(self) -> dict[str, str]:
        """Days, weeks and timeslots in plain letters, as they are written; and days in full."""
        week = self._school.week
        days = [day.rpartition(" ")[0] for day in week.days] if week.weeks else week.days
        full = {long: day for day in days for long in _DAYS if long.startswith(_plain(day))}
        written = (*week.days, *days, *week.weeks, *week.slot_ids)
        return full | {_plain(text): text for text in written}

    @cached_property
    def _longest(self) -> int:
        """So many words at most mean something together."""
        return max(_TIME, *(len(text.split()) for text in self._meanings))

    @cached_property
    def _spelling(self) -> dict[str, str]:
        """Every name in plain letters, as it is written."""
        return {_plain(text): text for text, _ in self._names()}

    @cached_property
    def _meanings(self) -> dict[str, set[Name]]:
        found: dict[str, set[Name]] = defaultdict(set)
        for text, name in self._names():
            found[_plain(text)].add(name)
        return dict(found)

    def _names(self) -> Iterator[tuple[str, Name]]:
        """All texts that stand for something. A person goes by first or last name too."""
        school = self._school
        for person in school.teachers:
            for text in (*person.name.split(), person.name, person.id):
                yield text, Name("teacher", person.id)
        named: tuple[tuple[str, tuple[Named | Need, ...]], ...] = (
            ("class", school.classes),
            ("room", school.rooms),
            ("group", school.groups),
            ("area", (*school.areas, *school.needs)),
        )
        for sort, known in named:
            for one in known:
                yield from ((text, Name(sort, one.id)) for text in (one.name, one.id))
        for sort, ids in (
            ("subject", school.subjects),
            ("course", school.course),
            ("team", [team.id for team in school.teams]),
            ("duty time", dict.fromkeys(duty.time for duty in school.duties)),
            ("one duty", school.duty),
        ):
            yield from ((text, Name(sort, text)) for text in ids)
        word, first = school.pack.word("year"), school.pack.word("first_year")
        for year in school.years:
            for text in (f"year {year}", f"{word} {year}", *([first] * first.startswith(year))):
                yield text, Name("year", year)
        for word in ("duty", "support"):
            yield word, Name(word, "")


_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""What people say for days that are written ``Mon`` or ``Tues``."""

_TIME = 9
"""So many words has a time at most: ``Mon A S1 - Tue A S2``, and a few more than that."""


def _plain(text: str) -> str:
    """A text without what people leave out when they ask for it."""
    return " ".join(text.casefold().replace(",", " ").split())
