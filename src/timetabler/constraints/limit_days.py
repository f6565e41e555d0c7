"""limit_days: lessons are on few days, or on many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from timetabler.constraints.allowed import Allowed
from timetabler.constraints.base import Limit, Point
from timetabler.constraints.encoder import Encoder, Lit
from timetabler.constraints.names import Times
from timetabler.constraints.scope import LessonsOfEach
from timetabler.models.school import School
from timetabler.models.span import Span, touches
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural, words


class LimitDays(LessonsOfEach):
    """Each teacher, or each class, has its lessons in scope on so many days of the week.

    A visiting teacher comes on at most two days; a class has specialists on at least four. It is
    about each teacher if ``teachers`` is written, else about each class (``per`` says otherwise).
    Lessons of a part of a class do not count for the class. With ``times``, only lessons count that
    are on at some of these times, wholly or in part. It holds in each week of the cycle.

    The deviation is the number of days above ``at_most`` or below ``at_least``.
    """

    kind: Literal["limit_days"] = "limit_days"
    at_most: Annotated[int | None, Field(ge=0, le=20, description="The most days.")] = None
    at_least: Annotated[int | None, Field(ge=1, le=20, description="The fewest days.")] = None
    times: Annotated[Times, Field(description="Only lessons at these times.")] = ()
    absence = True
    counts = ("day",)
    example = "{kind: limit_days, teachers: [kim], at_most: 2, weight: 10}"

    @model_validator(mode="after")
    def _some_limit(self) -> LimitDays:
        self._allowed.check()
        return self

    @property
    def _allowed(self) -> Allowed:
        return Allowed(self.at_least, self.at_most)

    def points(self, school: School) -> Iterator[Point]:
        """One for each person or class, and week of the cycle."""
        for who, courses in self.courses_each(school).items():
            for week in school.week.each:
                yield Point(week.key(who.id), (who, courses, week))

    def encode(self, point: Point, enc: Encoder) -> None:
        """Days with a lesson are as many as that."""
        who, courses, week = point.about
        during = enc.school.times(self.times)
        lessons: dict[int, list[Lit]] = {day: [] for day in week.days}
        for course in courses:
            for span in enc.school.spans(course):
                if span.day in lessons and self._counts(span, during):
                    lessons[span.day].append(self.lesson_each(who, course, span, enc))
        self._allowed.state(enc.count(*(enc.any_of(some) for some in lessons.values())), enc)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Days too many or too few."""
        return self._allowed.off(len({p.span.day for p in self.witnesses(point, timetable)}))

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """All lessons in scope."""
        who, courses, week = point.about
        during = timetable.school.times(self.times)
        placed = self.placed_each(who, courses, timetable)
        lessons = (p for p in placed if self._counts(p.span, during))
        return [p for p in lessons if p.span.day in week.days]

    def _counts(self, span: Span, during: Iterable[Span]) -> bool:
        return not self.times or touches(during, span)

    def limits(self, school: School) -> Iterator[Limit]:
        """The most days of each in each week."""
        if self.at_most is not None and not self.times:
            for who, courses in self.sure_each(school).items():
                for week in school.week.each:
                    yield Limit(who, courses, tuple(week.days), self.at_most, "days")

    def sentence(self, point: Point) -> str:
        """Who has lessons on how many days."""
        who, _, week = point.about
        when = f" {week.when}" if week.name else ""
        return f"{who.name} has {self.scope_words(*self.own)} on {self._days()}{when}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"{self.the_lessons} are on {self._days()} for each {self.owner_word}"

    def _days(self) -> str:
        when = f" during {words(self.times, 'or')}" if self.times else ""
        return f"{self._allowed.said(lambda n: plural(n, 'day'))}{when}"
