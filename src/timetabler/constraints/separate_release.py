"""separate_release: teachers of a team are not all released at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import TeacherNames, TeamNames
from timetabler.models.resources import Teacher
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural, words


class SeparateRelease(Constraint):
    """At most one of some class teachers, or ``at_most`` so many, is released at a time.

    So that somebody of the team is always with a class, or one leader can be found. Write
    ``teachers``, who are then one team, or ``teams`` (nothing means all teams), whose class
    teachers are meant. It counts when a teacher's class is with somebody else while the teacher
    gives no lesson, even if the teacher is on duty then. (For the opposite, see
    ``common_release``.)

    The deviation is the number of minutes with one released teacher too many, each counted as often
    as that.
    """

    kind: Literal["separate_release"] = "separate_release"
    teachers: TeacherNames = ()
    teams: TeamNames = ()
    at_most: Annotated[int, Field(ge=1, description="The most teachers at a time.")] = 1
    counts = ("minute",)
    example = "{kind: separate_release, teachers: [lee, dea], weight: 2}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each team in which more teachers could be released together."""
        for key, people in self._sets(school).items():
            crowds = tuple(_crowds(people, self.at_most, school))
            if crowds:
                yield Point(key, (people, crowds))

    def _sets(self, school: School) -> dict[str, tuple[Teacher, ...]]:
        sets: dict[str, tuple[Teacher, ...]] = {}
        if self.teams or not self.teachers:
            for team in school.select_teams(self.teams):
                ids = {t for c in team.classes for t, _ in school.class_[c].homes}
                sets[team.id] = tuple(t for t in school.teachers if t.id in ids)
        if self.teachers:
            people = school.select_teachers(self.teachers)
            sets[", ".join(t.id for t in people)] = people
        return sets

    def encode(self, point: Point, enc: Encoder) -> None:
        """At every moment, the released are at most so many."""
        _, crowds = point.about
        for moment, people in crowds:
            released = enc.count(*(enc.relieved(t, moment) for t in people))
            enc.at_most(released, self.at_most, moment.minutes)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Minutes with one too many."""
        _, crowds = point.about
        return sum(
            m.minutes * max(0, len(_released(m, people, timetable)) - self.at_most)
            for m, people in crowds
        )

    def witnesses(self, point: Point, timetable: Timetable) -> dict[Placement, None]:
        """The lessons that release them when they are too many."""
        _, crowds = point.about
        found = ((m, _released(m, people, timetable)) for m, people in crowds)
        return dict.fromkeys(
            p
            for m, released in found
            if len(released) > self.at_most
            for t in released
            for p in timetable.relieving(t.id, m)
        )

    def sentence(self, point: Point) -> str:
        """Who, and how many at a time."""
        people, _ = point.about
        return f"Of {words(t.name for t in people)}, {self._limit()}"

    def title(self) -> str:
        """The rule in a sentence."""
        named = [*([] if "all" in self.teams else self.teams), *self.teachers]
        return f"Of {words(named) or 'each team'}, {self._limit()}"

    def _limit(self) -> str:
        verb = "is" if self.at_most == 1 else "are"
        return f"at most {plural(self.at_most, 'class teacher')} {verb} released at a time"


def _crowds(
    people: tuple[Teacher, ...], most: int, school: School
) -> Iterator[tuple[Span, tuple[Teacher, ...]]]:
    """Moments at which more than so many of them have a class that could be elsewhere."""
    for moment in school.moments:
        here = tuple(t for t in people if moment in school.homes_of[t.id])
        if len(here) > most:
            yield moment, here


def _released(moment: Span, people: tuple[Teacher, ...], timetable: Timetable) -> list[Teacher]:
    return [t for t in people if timetable.relieved(t.id, moment)]
