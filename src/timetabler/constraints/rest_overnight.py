"""rest_overnight: who works late on one day does not begin early on the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.scope import PeopleScope
from timetabler.constraints.stretch import so_far
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural


class RestOvernight(PeopleScope):
    """From the last lesson of a day to the first of the next there are at least so many periods.

    Those after the last lesson and those before the first count, breaks among them, if there are
    lessons on both days. The days of the cycle follow each other; with ``circular: true`` the first
    comes after the last, too. Home time is a lesson of the class teacher. With ``classes``,
    ``years`` or ``groups`` it is about pupils: those of one class who are in the same groups.

    The deviation is, for each day, the number of periods missing before the next.
    """

    kind: Literal["rest_overnight"] = "rest_overnight"
    at_least: Annotated[int, Field(ge=1, le=100, description="Periods from last to first.")]
    circular: Annotated[
        bool, Field(description="Whether the first day comes after the last one.")
    ] = False
    absence = True
    counts = ("period",)
    example = "{kind: rest_overnight, teachers: all, at_least: 2, weight: 2}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each teacher, or set of pupils, and each day with one after it."""
        days = list(range(len(school.week.days)))
        for who in self.everybody(school):
            for day, after in pairwise([*days, *(days[:1] if self.circular else ())]):
                rows = school.row_of(who, day), school.row_of(who, after)
                if day != after and all(rows):
                    names = tuple(school.week.days[d] for d in (day, after))
                    yield Point(f"{who.id}|{names[0]}", (who, *rows, names))

    def encode(self, point: Point, enc: Encoder) -> None:
        """Whoever is still busy from a period on is not yet busy until one of the next day.

        Every period missing is one that is too late for the first lesson of the next day.
        """
        who, evening, morning, _ = point.about
        lessons = {span for block in enc.school.blocks_of(who) for span in block}
        late, early = (
            [enc.occupied(who, p) if p in lessons else False for p in row]
            for row in (evening[::-1], morning)
        )
        still, begun = so_far(late, enc), so_far(early, enc)
        for free in range(self.at_least):
            last, first = min(free, len(still) - 1), min(self.at_least - 1 - free, len(begun) - 1)
            enc.at_most(enc.count(still[last], begun[first]), 1)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Periods missing."""
        who, evening, morning, _ = point.about
        lessons = {span for block in timetable.school.blocks_of(who) for span in block}
        late, early = (
            [n for n, p in enumerate(row) if p in lessons and timetable.occupied(who, p)]
            for row in (evening[::-1], morning)
        )
        return max(0, self.at_least - late[0] - early[0]) if late and early else 0

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:
        """The lessons of both days. Home time has none to show."""
        who, evening, morning, _ = point.about
        days = {evening[0].day, morning[0].day}
        return [p for p in timetable.given_to(who) if p.span.day in days]

    def sentence(self, point: Point) -> str:
        """Who, how much, and when."""
        who, _, _, (day, after) = point.about
        return f"{who.name} has {self._rest()} from {day} to {after}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"For {self.everybody_words()}: {self._rest()} from one day to the next"

    def _rest(self) -> str:
        return f"at least {plural(self.at_least, 'period')} without lessons"
