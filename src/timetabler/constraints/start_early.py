"""start_early: pupils have no free period before their first lesson."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder, Lit
from timetabler.constraints.scope import PupilScope
from timetabler.models.school import School
from timetabler.models.span import Span, touches
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import capital, plural


class StartEarly(PupilScope):
    """The lessons of pupils begin in the first period of the day, or now and then in the second.

    It is about the pupils of one class who are in the same groups, each such set by itself, and in
    each week of the cycle. The first and second period are those in which they are at school; a day
    without lessons does not count. A period in which a class teacher has the class is no free
    period. Where there are as many lessons as periods, the rule asks for nothing.

    The deviation is the number of days that begin later than in the first period, above
    ``at_most``, and again the number of those that begin later than in the second.
    """

    kind: Literal["start_early"] = "start_early"
    at_most: Annotated[
        int, Field(ge=0, le=20, description="Days of the week that may begin in the second.")
    ] = 0
    absence = True
    counts = ("day",)
    example = "{kind: start_early, years: [5, 6], at_most: 1}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each set of pupils, and week of the cycle."""
        for strand in self.sets(school):
            if not school.full(strand):
                for week in school.week.each:
                    days = school.days_of(strand)
                    some = tuple(periods for day, periods in days.items() if day in week.days)
                    yield Point(week.key(strand.id), (strand, some, week))

    def encode(self, point: Point, enc: Encoder) -> None:
        """A day has lessons only if it has some in its first two periods, or even in the first."""
        strand, days, _ = point.about
        late: list[tuple[Lit, int]] = []
        for periods in days:
            busy = [enc.attends(strand, period) for period in periods]
            some, early = enc.any_of(busy), enc.any_of(busy[:2])
            enc.at_most(enc.count(some, (early, -1)), 0)
            if self.at_most:
                late += ((some, 1), (busy[0], -1))
            else:  # each day by itself is more to the solver than their sum
                enc.at_most(enc.count(some, (busy[0], -1)), 0)
        enc.at_most(enc.count(*late), self.at_most)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Days that begin late, and those that begin very late again."""
        late = list(self._late(point, timetable))
        return max(0, len(late) - self.at_most) + sum(number > 1 for number, _ in late)

    def _late(self, point: Point, timetable: Timetable) -> Iterator[tuple[int, Span]]:
        """For each day that begins late: after how many free periods, and the first other one."""
        strand, days, _ = point.about
        for periods in days:
            busy = [timetable.attends(strand, period) for period in periods]
            if any(busy) and not busy[0]:
                first = busy.index(True)
                yield first, periods[first]

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:
        """The lessons with which late days begin."""
        strand, _, _ = point.about
        begin = [period for _, period in self._late(point, timetable)]
        return [p for p in timetable.of_strand(strand) if touches(begin, p.span)]

    def sentence(self, point: Point) -> str:
        """Who, and how often."""
        strand, _, week = point.about
        return f"{strand.name} has its first lesson {self._when(week.when)}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"{capital(self.pupil_words())} begin {self._when(self._often('week'))}"

    def _when(self, week: str) -> str:
        later = f", or on at most {plural(self.at_most, 'day')} {week} in the second"
        return f"in the first period of a day{later if self.at_most else ''}"
