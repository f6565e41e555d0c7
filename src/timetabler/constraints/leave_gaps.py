"""leave_gaps: some periods lie between two lessons of one day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Limit, Point
from timetabler.constraints.between import BetweenLessons, no_pair, number_of_lessons, pairs_of
from timetabler.constraints.encoder import Encoder
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import capital, plural


class LeaveGaps(BetweenLessons):
    """Between two lessons of a course on one day are at least so many periods.

    Whatever happens in them, and breaks count as well. Applies to each course in scope with several
    lessons; with ``each: subject`` or ``each: scope`` to several courses together, as if they were
    one.

    The deviation is, added up over every two lessons of a day, the number of periods missing
    between them; of two at the same time, those that they share are missing too.
    """

    kind: Literal["leave_gaps"] = "leave_gaps"
    at_least: Annotated[int, Field(ge=1, le=50, description="Periods between, at the least.")]
    counts = ("period",)
    example = "{kind: leave_gaps, subjects: [PE, Dance], at_least: 1, each: scope, weight: 2}"

    def encode(self, point: Point, enc: Encoder) -> None:
        """Each lesson claims its own periods and so many more after it: none is claimed twice.

        What two lessons miss is what both claim, be it after the end of the day.
        """
        school = enc.school
        most = number_of_lessons(point.about, school)
        claimed: dict[tuple[int, int], list[tuple[Course, Span]]] = {}
        for course in point.about:
            for span in school.spans(course):
                for number in self._claim(point.about, span, school):
                    claimed.setdefault((span.day, number), []).append((course, span))
        for _, places in sorted(claimed.items(), key=lambda item: item[0]):
            no_pair([enc.at(*place) for place in places], most, enc)

    def _claim(self, courses: tuple[Course, ...], span: Span, school: School) -> range:
        """The periods of the day that a lesson claims, by number; there may be fewer of them."""
        periods = school.timeline(school.bells_of_all(courses), "lesson", "break", "home")
        today = [p for p in periods if p.day == span.day]
        own = [number for number, period in enumerate(today) if period.meets(span)]
        return range(own[0], own[-1] + 1 + self.at_least)

    def _missing(
        self, point: Point, timetable: Timetable
    ) -> dict[tuple[Placement, Placement], int]:
        """Every two lessons that are too near, and the periods missing between them."""
        school = timetable.school
        found = {}
        for one, other in pairs_of(point, timetable):
            if one.span.day == other.span.day:
                claims = [self._claim(point.about, p.span, school) for p in (one, other)]
                missing = min(c.stop for c in claims) - max(c.start for c in claims)
                if missing > 0:
                    found[one, other] = missing
        return found

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Periods missing between every two lessons."""
        return sum(self._missing(point, timetable).values())

    def witnesses(self, point: Point, timetable: Timetable) -> dict[Placement, None]:
        """Lessons that are too near another."""
        return dict.fromkeys(p for pair in self._missing(point, timetable) for p in pair)

    def limits(self, school: School) -> Iterator[Limit]:
        """As many lessons a day as there is room for with these gaps."""
        for course in self.courses(school):
            periods = school.timeline(school.bells_of(course), "lesson", "break", "home")
            for day in range(len(school.week.days)):
                today = sum(period.day == day for period in periods)
                most = (today + self.at_least) // (1 + self.at_least)
                yield Limit(course, frozenset([course]), (day,), most)

    def sentence(self, point: Point) -> str:
        """The courses and the rule."""
        if self.each == "scope":
            return self.title()
        return f"{point.key}: {self._gap()} between two lessons on one day"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"{capital(self._gap())} between any {self.any_two} on one day"

    def _gap(self) -> str:
        return f"at least {plural(self.at_least, 'period')}"
