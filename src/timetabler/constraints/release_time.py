"""release_time: class teachers are released from their class for so many minutes a week."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.scope import TeacherScope
from timetabler.models.findings import Shortage
from timetabler.models.resources import Course, Teacher
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


class ReleaseTime(TeacherScope):
    """Class teachers have so many minutes a week in which their class is with somebody else.

    The minutes are those of a full-time teacher; others have their part of them, unless
    ``pro_rata`` is false. In a job share each of the two has their own, on their own days. Minutes
    in which the teacher has a lesson with another class are no release, and breaks are none.

    The deviation is the number of minutes missing, and of those above ``at_most``.
    """

    kind: Literal["release_time"] = "release_time"
    minutes: Annotated[int, Field(ge=0, description="A week, at least.")]
    at_most: Annotated[int | None, Field(ge=0, description="Minutes a week, at most.")] = None
    pro_rata: Annotated[bool, Field(description="In proportion to fte.")] = True
    absence = True
    usual_teachers = "class_teachers"
    example = "{kind: release_time, minutes: 240, note: 25 h for pupils less 21 h face to face}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each class teacher."""
        for teacher in self.people(school):
            if moments := tuple(school.homes_of[teacher.id]):
                yield Point(teacher.id, (teacher, moments))

    def _share(self, minutes: int, teacher: Teacher) -> int:
        return teacher.share(minutes) if self.pro_rata else minutes

    def encode(self, point: Point, enc: Encoder) -> None:
        """Count the minutes of release."""
        teacher, moments = point.about
        released = enc.count(*((enc.released(teacher, m), m.minutes) for m in moments))
        enc.at_least(released, self._share(self.minutes, teacher))
        if self.at_most is not None:
            enc.at_most(released, self._share(self.at_most, teacher))

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Minutes missing, or too many."""
        teacher, moments = point.about
        released: int = sum(m.minutes for m in moments if timetable.released(teacher.id, m))
        deviation = max(0, self._share(self.minutes, teacher) - released)
        if self.at_most is not None:
            deviation += max(0, released - self._share(self.at_most, teacher))
        return deviation

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:
        """The lessons that release the teacher, and those that take the release away again."""
        teacher, moments = point.about
        school = timetable.school
        own = set(school.home_classes[teacher.id])
        days = {m.day for m in moments}
        return [
            p
            for p in timetable.placements
            if p.span.day in days
            and not p.course.home
            and (teacher.id in p.teachers or own.intersection(school.classes_of(p.course)))
        ]

    def sentence(self, point: Point) -> str:
        """Who and how many minutes."""
        teacher, _ = point.about
        least = self._share(self.minutes, teacher)
        most = "" if self.at_most is None else f" and at most {self._share(self.at_most, teacher)}"
        return f"{teacher.name} has at least {least}{most} minutes of release a week"

    def title(self) -> str:
        """The rule in a sentence."""
        most = "" if self.at_most is None else f" to {self.at_most}"
        rate = ", pro rata" if self.pro_rata else ""
        return f"Release of {self.minutes}{most} minutes a week for {self.people_words()}{rate}"

    def shortage(self, school: School) -> Iterator[Shortage]:
        """The class has fewer minutes with others than its teachers are to have of release."""
        asked: dict[tuple[str, ...], list[Teacher]] = {}
        for point in self.points(school):
            teacher, _ = point.about
            asked.setdefault(school.home_classes[teacher.id], []).append(teacher)
        for classes, teachers in asked.items():
            need = sum(self._share(self.minutes, t) for t in teachers)
            there = sum(_minutes_away(c, school) for c in classes)
            if there < need:
                yield Shortage(
                    f"{words(t.name for t in teachers)}: {need} minutes of release a week are "
                    f"asked for, but {words(classes)} can have only {there} minutes of lessons "
                    "with others",
                    tuple(school.class_[c].source for c in classes),
                )


def _minutes_away(class_id: str, school: School) -> int:
    """The most minutes that lessons of a class with others can take."""
    courses = (c for c in school.courses_of_pupils[class_id] if not c.home)
    return sum(_longest(course, length, school) for course in courses for length in course.lengths)


def _longest(course: Course, length: int, school: School) -> int:
    places = school.places(course, length)
    return max((school.minutes(course, span) for span in places), default=0)
