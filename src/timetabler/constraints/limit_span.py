"""limit_span: not too long from the first lesson of a day to the last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.scope import PeopleScope
from timetabler.constraints.stretch import no_longer
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural


class LimitSpan(PeopleScope):
    """From the first lesson of a day to the last there are at most so many periods.

    All periods between count, whether there are lessons or not, and breaks count as periods. Home
    time is a lesson of the class teacher. With ``classes``, ``years`` or ``groups`` it is about
    pupils: those of one class who are in the same groups, each such set by itself.

    The deviation is, for each day, the number of periods above ``at_most``.
    """

    kind: Literal["limit_span"] = "limit_span"
    at_most: Annotated[int, Field(ge=1, le=100, description="Periods from first to last.")]
    absence = True
    counts = ("period",)
    example = "{kind: limit_span, teachers: [pat], at_most: 6}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each teacher, or set of pupils, and day that is long enough."""
        for who in self.everybody(school):
            for day, name in enumerate(school.week.days):
                row = school.row_of(who, day)
                if len(row) > self.at_most:
                    yield Point(f"{who.id}|{name}", (who, row, name))

    def encode(self, point: Point, enc: Encoder) -> None:
        """If the day has begun by the end of a period, it is over after so many from there."""
        who, row, _ = point.about
        lessons = {span for block in enc.school.blocks_of(who) for span in block}
        busy = [enc.occupied(who, p) if p in lessons else False for p in row]
        no_longer(busy, self.at_most, enc)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Periods from the first lesson to the last, above the limit."""
        who, row, _ = point.about
        lessons = {span for block in timetable.school.blocks_of(who) for span in block}
        busy = [n for n, p in enumerate(row) if p in lessons and timetable.occupied(who, p)]
        return max(0, busy[-1] - busy[0] + 1 - self.at_most) if busy else 0

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:
        """The lessons of the day. Home time has none to show."""
        who, row, _ = point.about
        return [p for p in timetable.given_to(who) if p.span.day == row[0].day]

    def sentence(self, point: Point) -> str:
        """Who, how long, and when."""
        who, _, day = point.about
        return f"{who.name} has {self._limit()} on {day}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"For {self.everybody_words()}: {self._limit()} of a day"

    def _limit(self) -> str:
        return f"at most {plural(self.at_most, 'period')} from the first lesson to the last"
