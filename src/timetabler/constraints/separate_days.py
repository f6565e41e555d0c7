"""separate_days: lessons of a course are some days apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import comb
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.between import BetweenLessons, no_pair, number_of_lessons, pairs_of
from timetabler.constraints.days_open import days_open, most_apart, too_few_days
from timetabler.constraints.encoder import Encoder
from timetabler.models.reasons import Shortage
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable


class SeparateDays(BetweenLessons):
    """Lessons of a course are on different days, ``at_least`` so many days apart.

    Monday and Tuesday are 1 day apart, Monday and Wednesday 2; the days of the cycle are counted,
    so Friday and the Monday after it are 1 apart. The last day is far from the first. A double is
    one lesson. Applies to each course in scope with several lessons; with ``each: subject``
    or ``each: scope`` to several courses together, as if they were one.

    ``spread_lessons`` asks for different days too, but counts less: three lessons on one day are
    two too many there, and three pairs here.

    The deviation is, added up over every two lessons, the number of days missing between them.
    """

    kind: Literal["separate_days"] = "separate_days"
    at_least: Annotated[
        int, Field(ge=1, le=100, description="Days from one lesson to another, at the least.")
    ] = 1
    counts = ("day",)
    example = "{kind: separate_days, subjects: PE, at_least: 2, weight: 3}"

    @property
    def most_a_day(self) -> int:
        """See BetweenLessons."""
        return 1

    def encode(self, point: Point, enc: Encoder) -> None:
        """At most one lesson in each window of so many days in a row.

        Two lessons d days apart are together in ``at_least - d`` windows, which is what they miss,
        if windows that stick out of the cycle are counted too.
        """
        most = number_of_lessons(point.about, enc.school)
        lessons = {
            day: found
            for day in range(len(enc.school.week.days))
            if (found := [x for c in point.about for x in enc.lessons_on(c, day)])
        }
        starts = range(1 - self.at_least, len(enc.school.week.days))
        windows = Counter(
            tuple(d for d in range(start, start + self.at_least) if d in lessons)
            for start in starts
        )
        for days, times in windows.items():
            no_pair([x for day in days for x in lessons[day]], most, enc, times)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Days missing between every two lessons."""
        return sum(
            self.at_least - (later.span.day - earlier.span.day)
            for earlier, later in self._near(point, timetable)
        )

    def _near(self, point: Point, timetable: Timetable) -> Iterator[tuple[Placement, Placement]]:
        """Every two lessons that are not far enough from each other."""
        return (
            (earlier, later)
            for earlier, later in pairs_of(point, timetable)
            if later.span.day - earlier.span.day < self.at_least
        )

    def witnesses(self, point: Point, timetable: Timetable) -> dict[Placement, None]:
        """Lessons that are near another."""
        return dict.fromkeys(p for pair in self._near(point, timetable) for p in pair)

    def least(self, point: Point, school: School) -> int:
        """What so many lessons miss in any case on the days on which they can be."""
        lessons = number_of_lessons(point.about, school)
        days = days_open(point.about, school)
        if not days:
            return 0
        return max(
            fewest_by_windows(lessons, most_apart(days, self.at_least)),
            fewest_by_distances(lessons, max(days) - min(days), self.at_least),
        )

    def shortage(self, school: School) -> Iterator[Shortage]:
        """More lessons than there are days so far apart on which one can be."""
        for point in self.points(school):
            what = self.the_lessons if self.each == "scope" else point.key
            yield from too_few_days(what, point.about, self.at_least, school)

    def sentence(self, point: Point) -> str:
        """The courses and the rule."""
        if self.each == "scope":
            return self.title()
        how = "on different days" if self.at_least == 1 else f"at least {self.at_least} days apart"
        return f"{point.key}: lessons are {how}"

    def title(self) -> str:
        """The rule in a sentence."""
        if self.at_least == 1:
            return f"No {self.any_two} are on the same day"
        return f"Any {self.any_two} are at least {self.at_least} days apart"


def fewest_by_windows(lessons: int, windows: int) -> int:
    """The fewest pairs in one window, if so many windows hold all days: each has equally many."""
    each, more = divmod(lessons, windows)
    return windows * comb(each, 2) + more * each


def fewest_by_distances(lessons: int, reach: int, apart: int) -> int:
    """The fewest days missing among lessons of which the last is at most ``reach`` days after the
    first.

    Of lessons by time, take every two with ``step`` from one to the other. Each day between the
    first and the last lesson is inside at most ``step`` of these distances, and inside no more
    than there are, so all together they are at most so long; the least is missing if they are
    equally long.
    """
    missing = 0
    for step in range(1, lessons):
        pairs = lessons - step
        each, more = divmod(reach * min(step, pairs), pairs)
        missing += (pairs - more) * max(0, apart - each) + more * max(0, apart - each - 1)
    return missing
