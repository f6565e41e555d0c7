"""common_free: some teachers have free periods in common, for meetings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Limit, Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import Times
from timetabler.constraints.scope import TeacherScope
from timetabler.models.cycle import CyclePart
from timetabler.models.reasons import Shortage
from timetabler.models.rows import minutes
from timetabler.models.school import School
from timetabler.models.span import Span, covers
from timetabler.models.timetable import DutyPlacement, Timetable, Witness
from timetabler.models.wording import plural, words


class CommonFree(TeacherScope):
    """All these teachers are free in the same periods, so many times a week: they can meet.

    In such a period all of them are on site, and nobody has a lesson or is with a class in home
    time. With ``times``, only periods that lie within these times count. Of the periods that
    overlap because classes follow different bells, the one that ends first counts. If the cycle has
    several weeks, it holds in each. Duty and support of pupils in class count as busy.

    The deviation is the number of such periods missing.
    """

    kind: Literal["common_free"] = "common_free"
    periods: Annotated[int, Field(ge=1, description="How many a week.")] = 1
    times: Annotated[Times, Field(description="Only within these times.")] = ()
    absence = True
    counts = ("period",)
    example = "{kind: common_free, teachers: specialists, periods: 1, note: The team meets}"

    def points(self, school: School) -> Iterator[Point]:
        """One for all of them together, in each week of the cycle."""
        if people := self.people(school):
            for week in school.week.each:
                yield Point(week.key("together"), (people, week))

    def _chances(self, week: CyclePart, school: School) -> list[Span]:
        """Periods of that week in which all are on site."""
        people = self.people(school)
        within = school.times(self.times)
        classes = dict.fromkeys(c for t in people for c in school.classes_met(t))
        return [
            period
            for block in school.blocks(classes)
            for period in block
            if period.day in week.days
            and all(t.here(period) for t in people)
            and (not within or covers(within, period))
        ]

    def encode(self, point: Point, enc: Encoder) -> None:
        """Count the periods in which nobody is busy."""
        people, week = point.about
        free = (
            enc.all_of(enc.free(t, m) for t in people for m in enc.school.within(period))
            for period in self._chances(week, enc.school)
        )
        enc.at_least(enc.count(*free), self.periods)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Periods missing."""
        people, week = point.about
        within = timetable.school.within
        free = sum(
            not any(timetable.load(t, m) for t in people for m in within(period))
            for period in self._chances(week, timetable.school)
        )
        return max(0, self.periods - free)

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Witness]:
        """What is in the period with the fewest things: those that stand in the way."""
        people, week = point.about
        lessons = dict.fromkeys(p for t in people for p in timetable.lessons_of(t))
        things: list[tuple[Span, Witness]] = [(p.span, p) for p in lessons]
        things += (
            (d.span, DutyPlacement(d, t.id)) for t in people for d in timetable.duties_of[t.id]
        )
        chances = self._chances(week, timetable.school)
        there = ([thing for span, thing in things if span.meets(period)] for period in chances)
        return min(there, key=len, default=())

    def sentence(self, point: Point) -> str:
        """Who, how often, and when."""
        people, week = point.about
        return f"{words(t.name for t in people)}: {self._what(week.when)}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"For {self.people_words()}: {self._what(f'a {self._week}')}"

    def _what(self, often: str) -> str:
        when = f" within {words(self.times)}" if self.times else ""
        return f"{plural(self.periods, 'free period')} in common {often}{when}"

    def limits(self, school: School) -> Iterator[Limit]:
        """What is left for lessons if the shortest of these periods are free."""
        for point in self.points(school):
            people, week = point.about
            chances = self._chances(week, school)
            for teacher in people:
                lessons = frozenset(school.courses_of_teacher[teacher.id])
                given = {m for m in school.lesson_time[teacher.id] if m.day in week.days}
                shared = sorted(minutes(given.intersection(school.within(p))) for p in chances)
                there, free = minutes(given), sum(shared[: self.periods])
                why = f"{there} - {free}"
                yield Limit(teacher, lessons, tuple(week.days), there - free, "minutes", why)

    def shortage(self, school: School) -> Iterator[Shortage]:
        """Too few periods in which all are on site."""
        who = self.spoken(school).people_words()
        for week in school.week.each:
            chances = len(self._chances(week, school))
            if chances < self.periods:
                there = f"all on site in {plural(chances, 'such period')} only"
                yield Shortage(
                    f"For {who}: {self._what(week.when)}, but they are "
                    f"{there if chances else 'never all on site then'}",
                    tuple(t.source for t in self.people(school)),
                )
