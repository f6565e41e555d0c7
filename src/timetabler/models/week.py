"""The week: its days and timeslots, and the short texts that name times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from timetabler.models.cycle import CyclePart
from timetabler.models.span import MIDNIGHT, Span, merge, parse_clock_range
from timetabler.models.timeslot import Period, Timeslot
from timetabler.models.wording import words

LONGEST_WEEK = 5
"""School days in a week; a cycle of more days is not called a week."""


class UnknownTime(ValueError):
    """A text names no time of this week: ``word`` is what failed, ``legal`` the choices."""

    def __init__(self, message: str, word: str, legal: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.word = word
        self.legal = legal


@dataclass(frozen=True)
class TimeRef:
    """A parsed time text: on ``days``, either named timeslots, a clock range, or the whole day."""

    days: tuple[int, ...]
    slots: tuple[str, ...] = ()
    clock: tuple[int, int] | None = None


@dataclass(frozen=True, eq=False)
class Week:
    """The cycle of days and its bell times. A cycle of several weeks has all days of each."""

    days: tuple[str, ...]
    """Of the whole cycle: ``Mon``, or ``Mon A`` ... ``Fri B`` if it has weeks A and B."""
    timeslots: tuple[Timeslot, ...]
    parsed: dict[str, TimeRef] = field(default_factory=dict, repr=False)
    weeks: tuple[str, ...] = ()
    """Names of the weeks of the cycle, if it has several."""

    @classmethod
    def of(
        cls, days: tuple[str, ...], weeks: tuple[str, ...], timeslots: tuple[Timeslot, ...]
    ) -> Week:
        """The cycle in which every week has these days."""
        if len(weeks) > 1:
            days = tuple(f"{day} {week}" for week in weeks for day in days)
        return cls(days, timeslots, weeks=weeks if len(weeks) > 1 else ())

    @cached_property
    def days_by_week(self) -> tuple[range, ...]:
        """The day indices of each week of the cycle; of one that has no weeks, all of them."""
        size = len(self.days) // max(1, len(self.weeks))
        return tuple(range(i, i + size) for i in range(0, len(self.days), size))

    @property
    def word(self) -> str:
        """What the whole of it is called: a ``week``, or a ``cycle`` if that is longer."""
        return "cycle" if self.weeks or len(self.days) > LONGEST_WEEK else "week"

    @cached_property
    def each(self) -> tuple[CyclePart, ...]:
        """The weeks of the cycle, for all that holds in each; the whole of one without weeks."""
        return tuple(
            CyclePart((i,), days, name, f"in week {name}" if name else f"a {self.word}")
            for i, days in enumerate(self.days_by_week)
            for name in [self.week_name(i)]
        )

    @cached_property
    def counted(self) -> tuple[CyclePart, ...]:
        """The weeks of the cycle, and all of it: a sum may be short in one of them, or in all."""
        weeks = tuple(range(len(self.days_by_week)))
        whole = CyclePart(weeks, range(len(self.days)), "", f"a {self.word}")
        return (*self.each, whole) if self.weeks else self.each

    def parts(self, per: Literal["day", "week"]) -> tuple[CyclePart, ...]:
        """The days, or the weeks, of the cycle."""
        if per == "week":
            return self.each
        return tuple(
            CyclePart((self.week_of(day),), range(day, day + 1), name, f"on {name}")
            for day, name in enumerate(self.days)
        )

    def week_of(self, day: int) -> int:
        """Which week of the cycle a day is in."""
        return day // len(self.days_by_week[0])

    def week_name(self, week: int) -> str:
        """``A``; empty if the cycle has no weeks."""
        return self.weeks[week] if self.weeks else ""

    def in_week(self, span: Span, week: int) -> Span:
        """The same time of the same day in that week of the cycle."""
        days = self.days_by_week[week]
        return Span(days[span.day % len(days)], span.start, span.end)

    @cached_property
    def slot_ids(self) -> tuple[str, ...]:
        """Timeslot ids in the order of the day, each once."""
        return tuple(dict.fromkeys(s.id for s in sorted(self.timeslots, key=lambda s: s.start)))

    def periods(self, class_id: str | None) -> Iterator[Period]:
        """All periods of a class, by day and time; None: those that every class has."""
        for day in range(len(self.days)):
            slots = [s for s in self.timeslots if s.on(day) and s.applies_to(class_id)]
            for slot in sorted(slots, key=lambda s: s.start):
                yield Period(day, slot)

    def parse(self, text: str) -> TimeRef:
        """Read a time text.

        ``Mon`` (a whole day), ``S1`` (a timeslot on every day), ``Mon S1``, ``Wed P1-P2`` (from one
        timeslot to another), ``Mon 09:00-10:30``, ``11:30-14:30`` (every day), ``Mon-Wed S1``. If
        the cycle has weeks: ``Mon`` is that day of every week, ``Mon B`` of one, ``B`` all of it.

        Raises UnknownTime, naming the word that is wrong.
        """
        if text not in self.parsed:
            self.parsed[text] = self._parse(text.strip())
        return self.parsed[text]

    def _parse(self, text: str) -> TimeRef:
        every = tuple(range(len(self.days)))
        if text in self.slot_ids:
            return TimeRef(every, (text,))
        if days := self._days(text):
            return TimeRef(days)
        blanks = [i for i, letter in enumerate(text) if letter == " "]
        known = [(self._days(text[:i]), text[i:].strip()) for i in blanks if self._days(text[:i])]
        if not known:
            head, _, tail = text.partition(" ")
            if self._slots(tail.strip()) and not self._slots(text):
                raise UnknownTime(f'unknown day "{head}"', head, self.days)
            known = [(every, text)]
        days, rest = next((each for each in known if self._slots(each[1])), known[-1])
        if slots := self._slots(rest):
            return TimeRef(days, slots)
        if re.match(r"\d{1,2}[:.]\d", rest):
            try:
                return TimeRef(days, clock=parse_clock_range(rest))
            except ValueError as error:
                raise UnknownTime(str(error), rest) from None
        legal = self.days + self.slot_ids
        raise UnknownTime(f'unknown time "{rest}": neither a day nor a timeslot', rest, legal)

    def _days(self, words: str) -> tuple[int, ...]:
        if self.weeks:
            weeks = _from_to(words, self.weeks)
            names = tuple(self.days[d].rpartition(" ")[0] for d in self.days_by_week[0])
            same = _from_to(words, names)
            if weeks or same:
                return tuple(
                    day
                    for number, days in enumerate(self.days_by_week)
                    for index, day in enumerate(days)
                    if number in weeks or index in same
                )
        return _from_to(words, self.days)

    def _slots(self, words: str) -> tuple[str, ...]:
        return tuple(self.slot_ids[i] for i in _from_to(words, self.slot_ids))

    def spans(self, texts: Iterable[str], class_id: str | None = None) -> tuple[Span, ...]:
        """The minutes that time texts name, as that class meets them; None: as any class does.

        Returns disjoint spans in order; touching ones are merged.
        """
        raw: list[Span] = []
        for text in texts:
            ref = self.parse(text)
            for day in ref.days:
                if ref.clock:
                    raw.append(Span(day, *ref.clock))
                elif not ref.slots:
                    raw.append(Span(day, 0, MIDNIGHT))
                else:
                    found = [
                        s
                        for s in self.timeslots
                        if s.id in ref.slots
                        and s.on(day)
                        and (class_id is None or s.applies_to(class_id))
                    ]
                    if found and len(ref.slots) > 1:  # a range includes the passing time between
                        found = _between(found, ref.slots[0], ref.slots[-1])
                        start, end = min(s.start for s in found), max(s.end for s in found)
                        raw.append(Span(day, start, end))
                    raw.extend(Span(day, s.start, s.end) for s in found)
        return merge(raw)

    def day_words(self, days: Iterable[int]) -> str:
        """``Mon-Wed``, ``Mon, Tue and Fri``: three and more in a row are put together."""
        rows: list[list[int]] = []
        for day in sorted(days):
            if rows and rows[-1][-1] == day - 1:
                rows[-1].append(day)
            else:
                rows.append([day])
        names = (
            [f"{self.days[row[0]]}-{self.days[row[-1]]}"]
            if len(row) > 2
            else [self.days[day] for day in row]
            for row in rows
        )
        return words(name for some in names for name in some)

    def label(self, span: Span, class_id: str | None = None) -> str:
        """``Mon S1``, ``Mon S1-S2``, ``Mon`` for all of it, or else ``Mon 09:20-09:50``."""
        day = self.days[span.day]
        if span.minutes == MIDNIGHT:
            return day
        slots = [
            s
            for s in sorted(self.timeslots, key=lambda s: s.start)
            if s.on(span.day) and (class_id is None or s.applies_to(class_id))
        ]
        firsts = [s for s in slots if s.start == span.start]
        lasts = [s for s in slots if s.end == span.end]
        for first in firsts:
            if first in lasts:
                return f"{day} {first.id}"
        if firsts and lasts:
            return f"{day} {firsts[0].id}-{lasts[-1].id}"
        return f"{day} {span.clock}"


def _between(slots: list[Timeslot], first: str, last: str) -> list[Timeslot]:
    """The timeslots of a range that lie in it: if some classes have recess before S2 and others
    after it, S2-S3 of the first has no recess. All of them, if they stand the other way round."""
    start = min((s.start for s in slots if s.id == first), default=0)
    end = max((s.end for s in slots if s.id == last), default=MIDNIGHT)
    return [s for s in slots if start <= s.start and s.end <= end] or slots


def _from_to(words: str, names: tuple[str, ...]) -> tuple[int, ...]:
    """Indices of one name, or from one to another (``Mon-Wed``); none if it is neither."""
    if words in names:
        return (names.index(words),)
    for cut in (i for i, letter in enumerate(words) if letter == "-"):
        first, last = words[:cut].strip(), words[cut + 1 :].strip()
        if first in names and last in names:
            return tuple(range(names.index(first), names.index(last) + 1))
    return ()
