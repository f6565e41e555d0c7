"""avoid_release_times: no release at some times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import Times
from timetabler.constraints.scope import TeacherScope
from timetabler.models.school import School
from timetabler.models.span import touches
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


class AvoidReleaseTimes(TeacherScope):
    """Class teachers are not released at these times: not in the first or last period of the day.

    It counts when a teacher's class is with somebody else while the teacher gives no lesson, even
    if the teacher is on duty then. (For keeping lessons of the classes out of these times whoever
    gives them, see ``protect_times``.)

    The deviation is the number of minutes of release at these times.
    """

    kind: Literal["avoid_release_times"] = "avoid_release_times"
    times: Annotated[Times, Field(min_length=1, description="No release then.")]
    usual_teachers = "class_teachers"
    counts = ("minute",)
    example = "{kind: avoid_release_times, teachers: [lee], times: [S1, S5], weight: 1}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each class teacher who has a class at these times."""
        times = {c: school.times(self.times, c) for c in school.class_}
        for teacher in self.people(school):
            moments = tuple(
                moment
                for moment, classes in school.homes_of[teacher.id].items()
                if any(touches(times[c], moment) for c in classes)
            )
            if moments:
                yield Point(teacher.id, (teacher, moments))

    def encode(self, point: Point, enc: Encoder) -> None:
        """No release at any of these moments."""
        teacher, moments = point.about
        for moment in moments:
            enc.at_most(enc.count(enc.relieved(teacher, moment)), 0, moment.minutes)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Minutes of release then."""
        teacher, moments = point.about
        return sum(m.minutes for m in moments if timetable.relieved(teacher.id, m))

    def witnesses(self, point: Point, timetable: Timetable) -> dict[Placement, None]:
        """The lessons of the class then."""
        teacher, moments = point.about
        there = [m for m in moments if timetable.relieved(teacher.id, m)]
        return dict.fromkeys(p for m in there for p in timetable.relieving(teacher.id, m))

    def sentence(self, point: Point) -> str:
        """Who and when."""
        teacher, _ = point.about
        return f"{teacher.name} is not released during {words(self.times, 'or')}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"No release during {words(self.times, 'or')} for {self.people_words()}"
