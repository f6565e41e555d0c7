"""join_same_day: two lessons of a course on one day follow each other directly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Literal, TypeAlias

from timetabler.constraints.base import Point
from timetabler.constraints.between import BetweenLessons, no_pair, number_of_lessons, pairs_of
from timetabler.constraints.cliques import cliques
from timetabler.constraints.encoder import Encoder
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable

Place: TypeAlias = tuple[Course, Span]
"""Where a lesson of a course could be."""


class JoinSameDay(BetweenLessons):
    """Two lessons of a course on one day follow each other directly.

    One starts where the other ends: no other period, break or time off is between them, for any of
    their classes; passing time may be. So no day has more than two. They may as well be on
    different days: ``separate_days`` asks for that. Applies to each course in scope with several
    lessons; with ``each: subject`` or ``each: scope`` to several courses together, as if they were
    one.

    The deviation is the number of pairs of lessons on one day that do not follow each other.
    """

    kind: Literal["join_same_day"] = "join_same_day"
    counts = ("pair",)
    example = "{kind: join_same_day, subjects: Maths, required: true}"

    @property
    def most_a_day(self) -> int:
        """See BetweenLessons."""
        return 2

    def encode(self, point: Point, enc: Encoder) -> None:
        """Of places that do not touch each other at most one has a lesson.

        Every two of them are together in exactly one row, so that every pair counts once.
        """
        most = number_of_lessons(point.about, enc.school)
        for day in range(len(enc.school.week.days)):
            places = _places(point.about, day, enc.school)
            touching = frozenset(_touching(places, enc.school))
            for some in cliques(len(places), touching):
                no_pair([enc.at(*places[n]) for n in some], most, enc)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Pairs that do not follow each other."""
        return len(self._apart(point, timetable))

    def _apart(self, point: Point, timetable: Timetable) -> list[tuple[Placement, Placement]]:
        return [
            (one, other)
            for one, other in pairs_of(point, timetable)
            if one.span.day == other.span.day
            and not _follow((one.course, one.span), (other.course, other.span), timetable.school)
        ]

    def witnesses(self, point: Point, timetable: Timetable) -> dict[Placement, None]:
        """The lessons of such pairs."""
        return dict.fromkeys(p for pair in self._apart(point, timetable) for p in pair)

    def sentence(self, point: Point) -> str:
        """The courses and the rule."""
        if self.each == "scope":
            return self.title()
        return f"{point.key}: two lessons on one day follow each other directly"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"Any {self.any_two} on one day follow each other directly"


def _follow(one: Place, other: Place, school: School) -> bool:
    """Whether all classes of both go straight from one to the other."""
    classes = {*school.bells_of(one[0]), *school.bells_of(other[0])}
    return all(school.adjacent(class_id, one[1], other[1]) for class_id in classes)


def _places(courses: tuple[Course, ...], day: int, school: School) -> list[Place]:
    """Where lessons could be on a day."""
    return [(c, span) for c in courses for span in school.spans(c) if span.day == day]


def _touching(places: list[Place], school: School) -> Iterator[tuple[int, int]]:
    """Every two places of a day, by their numbers, the smaller first, that follow each other.

    What comes between two places of a day is between the first and all later ones too.
    """
    by_course: dict[Course, list[int]] = {}
    for number, (course, _) in enumerate(places):
        by_course.setdefault(course, []).append(number)
    for one, place in enumerate(places):
        for others in by_course.values():
            later = (n for n in others if places[n][1].start >= place[1].end)
            for other in takewhile(lambda n: _follow(place, places[n], school), later):  # noqa: B023
                yield min(one, other), max(one, other)
