"""limit_same_day: not too many lessons of a course on one day."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.between import BetweenLessons, placed
from timetabler.constraints.encoder import Encoder
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural


class LimitSameDay(BetweenLessons):
    """At most so many lessons of a course are on one day.

    A double is one lesson. Applies to each course in scope with several lessons; with
    ``each: subject`` or ``each: scope`` to several courses together, as if they were one. At most
    one a day is ``spread_lessons``.

    The deviation is, for each day, the number of lessons above the maximum.
    """

    kind: Literal["limit_same_day"] = "limit_same_day"
    at_most: Annotated[int, Field(ge=1, le=100, description="The most lessons on one day.")]
    example = "{kind: limit_same_day, subjects: English, at_most: 2, required: true}"

    @property
    def most_a_day(self) -> int:
        """See BetweenLessons."""
        return self.at_most

    def encode(self, point: Point, enc: Encoder) -> None:
        """At most so many on each day."""
        for day in range(len(enc.school.week.days)):
            lessons = (x for course in point.about for x in enc.lessons_on(course, day))
            enc.at_most(enc.count(*lessons), self.at_most)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons above the maximum of each day."""
        return sum(max(0, n - self.at_most) for n in _by_day(point, timetable).values())

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """The lessons of the days with too many."""
        by_day = _by_day(point, timetable)
        return [p for p in placed(point, timetable) if by_day[p.span.day] > self.at_most]

    def sentence(self, point: Point) -> str:
        """The courses and the rule."""
        most = plural(self.at_most, "lesson")
        return self.title() if self.each == "scope" else f"{point.key}: at most {most} on one day"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"At most {self.some(self.at_most)}{self.whose} on one day"


def _by_day(point: Point, timetable: Timetable) -> Counter[int]:
    return Counter(p.span.day for p in placed(point, timetable))
