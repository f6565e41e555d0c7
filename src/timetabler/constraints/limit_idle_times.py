"""limit_idle_times: few gaps between the lessons of a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder, Lit
from timetabler.constraints.scope import PeopleScope
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.strands import Strand
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural


class LimitIdleTimes(PeopleScope):
    """Teachers, or pupils, have few idle periods: lesson periods without a lesson between others.

    A class teacher is at work in home time too, so the idle periods of a class teacher are those
    of release between; a meeting is work as well. Breaks do not count, nor do periods in which the
    teacher is off site, nor what comes before the first period at work and after the last. Periods
    in which only the pupils are away do. ``per: week`` is about each week of the cycle.

    With ``classes``, ``years`` or ``groups`` it is about pupils: those of one class who are in the
    same groups, each such set by itself. Home time with a class teacher is not idle; time in which
    no lesson has them and no class teacher is theirs is. Where there are as many lessons as
    periods, nobody can be idle, and the rule asks for nothing.

    The deviation is the number of idle periods above the maximum.
    """

    kind: Literal["limit_idle_times"] = "limit_idle_times"
    at_most: Annotated[int, Field(ge=0, description="Idle periods in all.")] = 0
    per: Annotated[Literal["day", "week"], Field(description="In each day or in the week.")] = "day"
    absence = True
    counts = ("period",)
    example = "{kind: limit_idle_times, teachers: specialists, at_most: 1, per: day, weight: 3}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each teacher, or set of pupils, and week or day."""
        for who in self.everybody(school):
            if isinstance(who, Strand) and school.full(who):
                continue
            days: dict[int, list[Span]] = {}
            for span in (span for block in school.blocks_of(who) for span in block):
                if isinstance(who, Strand) or who.here(span):
                    days.setdefault(span.day, []).append(span)
            for part in school.week.parts(self.per):
                some = tuple(periods for day, periods in days.items() if day in part.days)
                if some:
                    yield Point(part.key(who.id), (who, some, part.when))

    def encode(self, point: Point, enc: Encoder) -> None:
        """Periods from the first to the last at work, less the periods at work.

        On a day with work every period has begun or is to come, or both; so those that are both
        are as many more than the day has periods. On a day without there are none of either. If
        none may be idle, each says so by itself: that is more to the solver than one sum.
        """
        who, days, _ = point.about
        idle: list[tuple[Lit, int]] = []
        for periods in days:
            busy = [enc.occupied(who, period) for period in periods]
            begun, to_come = _spread(busy, enc), _spread(busy[::-1], enc)[::-1]
            if self.at_most:
                idle += ((lit, 1) for lit in (*begun, *to_come))
                idle += ((lit, -1) for lit in (*busy, *[begun[-1]] * len(busy)))
            else:
                for before, lit, after in zip(begun, busy[1:], to_come[2:], strict=False):
                    enc.at_most(enc.count(before, after, (lit, -1)), 1)
        enc.at_most(enc.count(*idle), self.at_most)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Idle periods above the maximum."""
        who, days, _ = point.about
        idle = 0
        for periods in days:
            busy = [timetable.occupied(who, period) for period in periods]
            while busy and not busy[-1]:
                busy.pop()
            if busy:
                idle += busy[busy.index(True) :].count(False)
        return max(0, idle - self.at_most)

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:
        """The lessons on these days. Home time has none to show."""
        who, days, _ = point.about
        on = {periods[0].day for periods in days}
        return [p for p in timetable.given_to(who) if p.span.day in on]

    def sentence(self, point: Point) -> str:
        """Who, when, and how many."""
        who, _, when = point.about
        return f"{who.name} has {_number(self.at_most)} between lessons {when}"

    def title(self) -> str:
        """The rule in a sentence."""
        idle = f"{_number(self.at_most)} between lessons {self._often(self.per)}"
        return f"For {self.everybody_words()}: {idle}"


def _spread(busy: list[Lit], enc: Encoder) -> list[Lit]:
    """For each period: whether it or one before it is busy."""
    result: list[Lit] = []
    for lit in busy:
        result.append(enc.any_of([*result[-1:], lit]))
    return result


def _number(n: int) -> str:
    return f"at most {plural(n, 'idle period')}" if n else "no idle periods"
