"""limit_run: nobody teaches too long without a break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder, Lit
from timetabler.constraints.names import TagNames
from timetabler.constraints.scope import PeopleScope, Person
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.strands import Strand
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural, words


class LimitRun(PeopleScope):
    """Teachers, or pupils, have a pause, a break or a free period, after so many periods in a row.

    Home time counts as teaching, and so do meetings. With ``tags``, only lessons with one of these
    count, and any other is a pause from them. Passing time between two periods is no pause and no
    teaching. Of periods that overlap because classes follow different bells, the one that ends
    first counts.

    With ``classes``, ``years`` or ``groups`` it is about pupils: those of one class who are in the
    same groups, each such set by itself.

    The deviation is the number of periods in which the run is already too long: with a maximum of
    two, four periods in a row deviate by two. With ``once``, a run that is too long deviates by 1.
    """

    kind: Literal["limit_run"] = "limit_run"
    at_most: Annotated[int, Field(ge=1, description="Periods or minutes in a row.")]
    unit: Annotated[Literal["periods", "minutes"], Field(description="What is counted.")] = (
        "periods"
    )
    tags: TagNames = ()
    once: Annotated[
        bool, Field(description="Whether a run deviates by 1, however much too long it is.")
    ] = False
    absence = True
    example = "{kind: limit_run, teachers: specialists, at_most: 3, weight: 5}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each teacher, or set of pupils, and stretch of the day that is too long."""
        for who in self.everybody(school):
            for block in school.blocks_of(who):
                if self._length(block) > self.at_most:
                    first, last = (school.week.label(s) for s in (block[0], block[-1]))
                    yield Point(f"{who.id}|{first}", (who, block, f"{first} and {last}"))

    def _length(self, periods: Iterable[Span]) -> int:
        return sum(p.minutes if self.unit == "minutes" else 1 for p in periods)

    def encode(self, point: Point, enc: Encoder) -> None:
        """Of any shortest row of periods that is too long, one is free.

        A run that is too long has several such rows, but only one where it begins: after a pause.
        """
        who, block, _ = point.about
        busy = [self._busy_in(who, p, enc) for p in block]
        known = 0
        for last in range(len(block)):
            long = [i for i in range(last + 1) if self._length(block[i : last + 1]) > self.at_most]
            for first in long[known:] if self.once else long[-1:]:
                row = busy[first : last + 1]
                if self.once and first:
                    row.append(enc.no(busy[first - 1]))
                enc.at_most(enc.count(*row), len(row) - 1)
            known = len(long)

    def _busy_in(self, who: Person, period: Span, enc: Encoder) -> Lit:
        if not self.tags:
            return enc.occupied(who, period)
        return enc.any_of(
            enc.at(course, span) if isinstance(who, Strand) else enc.taught_by(course, span, who.id)
            for course in self._tagged(who, enc.school)
            for span in enc.school.spans(course)
            if span.meets(period)
        )

    def _tagged(self, who: Person, school: School) -> list[Course]:
        if isinstance(who, Strand):
            courses = school.courses_of_strand[who]
        else:
            courses = school.courses_of_teacher[who.id]
        return [c for c in courses if not set(self.tags).isdisjoint(c.tags)]

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Periods in which the run is already too long, or the first of them of each run."""
        late = self._too_late(point, timetable)
        if not self.once:
            return len(late)
        _, block, _ = point.about
        return sum(not at or block[at - 1] not in late for at in map(block.index, late))

    def _too_late(self, point: Point, timetable: Timetable) -> list[Span]:
        who, block, _ = point.about
        found: list[Span] = []
        run = 0
        for period in block:
            run = run + self._length([period]) if self._is_busy(who, period, timetable) else 0
            if run > self.at_most:
                found.append(period)
        return found

    def _is_busy(self, who: Person, period: Span, timetable: Timetable) -> bool:
        if self.tags:
            return any(p.span.meets(period) for p in self._counted(who, timetable))
        return timetable.occupied(who, period)

    def _counted(self, who: Person, timetable: Timetable) -> list[Placement]:
        """The lessons of somebody that count."""
        chosen = set(self.tags)
        return [
            p for p in timetable.given_to(who) if not chosen or not chosen.isdisjoint(p.course.tags)
        ]

    def amount(self, deviation: int) -> str:
        """Periods or runs."""
        return plural(deviation, "run" if self.once else "period")

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:
        """The lessons in these periods. Home time has none to show."""
        who, _, _ = point.about
        late = self._too_late(point, timetable)
        lessons = self._counted(who, timetable)
        return [p for p in lessons if any(p.span.meets(s) for s in late)]

    def sentence(self, point: Point) -> str:
        """Who, how long, and when."""
        who, _, when = point.about
        verb = "has" if isinstance(who, Strand) else "teaches"
        return f"{who.name} {verb} at most {self._limit()} in a row between {when}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"At most {self._limit()} in a row without a pause for {self.everybody_words()}"

    def _limit(self) -> str:
        tagged = f" tagged {words(self.tags, 'or')}" if self.tags else ""
        return f"{plural(self.at_most, self.unit.removesuffix('s'))}{tagged}"
