"""limit_run: nobody teaches too long without a break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.scope import TeacherScope
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable


class LimitRun(TeacherScope):
    """Teachers have a pause after so many periods, or minutes, in a row: a break or a free period.

    Home time counts as teaching. Passing time between two periods is no pause and no teaching. Of
    periods that overlap because classes follow different bells, the one that ends first counts.

    The deviation is the number of periods in which the run is already too long: with a maximum of
    two, four periods in a row deviate by two.
    """

    kind: Literal["limit_run"] = "limit_run"
    at_most: Annotated[int, Field(ge=1, description="Periods or minutes in a row.")]
    unit: Annotated[Literal["periods", "minutes"], Field(description="What is counted.")] = (
        "periods"
    )
    absence = True
    counts = ("period",)
    example = "{kind: limit_run, teachers: specialists, at_most: 3, weight: 5}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each teacher and each stretch of the day that is too long to teach through."""
        for teacher in self.people(school):
            for block in school.blocks(school.classes_met(teacher)):
                if self._length(block) > self.at_most:
                    first, last = (school.week.label(s) for s in (block[0], block[-1]))
                    yield Point(f"{teacher.id}|{first}", (teacher, block, f"{first} and {last}"))

    def _length(self, periods: Iterable[Span]) -> int:
        return sum(p.minutes if self.unit == "minutes" else 1 for p in periods)

    def encode(self, point: Point, enc: Encoder) -> None:
        """Of any shortest row of periods that is too long, one is free."""
        teacher, block, _ = point.about
        busy = [enc.any_of(enc.teaches(teacher, m) for m in enc.school.within(p)) for p in block]
        for last in range(len(block)):
            long = [i for i in range(last + 1) if self._length(block[i : last + 1]) > self.at_most]
            if long:
                row = busy[long[-1] : last + 1]
                enc.at_most(enc.count(*row), len(row) - 1)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Periods in which the run is already too long."""
        return len(self._too_late(point, timetable))

    def _too_late(self, point: Point, timetable: Timetable) -> list[Span]:
        teacher, block, _ = point.about
        found: list[Span] = []
        run = 0
        for period in block:
            busy = any(timetable.teaching(teacher, m) for m in timetable.school.within(period))
            run = run + self._length([period]) if busy else 0
            if run > self.at_most:
                found.append(period)
        return found

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:
        """The lessons in these periods. Home time has none to show."""
        teacher, _, _ = point.about
        late = self._too_late(point, timetable)
        return [p for p in timetable.lessons_of(teacher) if any(p.span.meets(s) for s in late)]

    def sentence(self, point: Point) -> str:
        """Who, how long, and when."""
        teacher, _, when = point.about
        return f"{teacher.name} teaches at most {self._limit()} in a row between {when}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"At most {self._limit()} in a row without a pause for {self.people_words()}"

    def _limit(self) -> str:
        return f"{self.at_most} {self.unit if self.at_most > 1 else self.unit[:-1]}"
