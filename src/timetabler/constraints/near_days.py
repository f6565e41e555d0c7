"""near_days: lessons of a course are not too many days apart."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.between import BetweenLessons, placed
from timetabler.constraints.encoder import Encoder, Lit
from timetabler.constraints.stretch import no_longer
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural


class NearDays(BetweenLessons):
    """From the first lesson of a course to the last are ``at_most`` so many days.

    Monday and Tuesday are 1 day apart, Monday and Wednesday 2; ``at_most: 0`` is the same day. The
    days of the cycle are counted. Applies to each course in scope with several lessons; with
    ``each: subject`` or ``each: scope`` to several courses together, as if they were one.

    The deviation is the number of days too many.
    """

    kind: Literal["near_days"] = "near_days"
    at_most: Annotated[int, Field(ge=0, le=100, description="Days from the first to the last.")]
    counts = ("day",)
    example = "{kind: near_days, subjects: Swimming, at_most: 1, weight: 3}"

    def encode(self, point: Point, enc: Encoder) -> None:
        """If there is a lesson by the end of a day, there is none after so many from there."""
        used: list[Lit] = [
            enc.any_of(x for course in point.about for x in enc.lessons_on(course, day))
            for day in range(len(enc.school.week.days))
        ]
        no_longer(used, self.at_most + 1, enc)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Days too many."""
        days = [p.span.day for p in placed(point, timetable)]
        return max(0, max(days) - min(days) - self.at_most) if days else 0

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """All lessons."""
        return placed(point, timetable)

    def sentence(self, point: Point) -> str:
        """The courses and the rule."""
        return self.title() if self.each == "scope" else f"{point.key}: lessons are {self._near()}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"Any {self.any_two} are {self._near()}"

    def _near(self) -> str:
        return f"at most {plural(self.at_most, 'day')} apart" if self.at_most else "on one day"
