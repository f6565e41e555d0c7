"""limit_lessons_per_day: not too many lessons in one day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Limit, Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.scope import LessonsOfEach
from timetabler.models.resources import Course, Teacher
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


class LimitLessonsPerDay(LessonsOfEach):
    """Each class, or each teacher, has at most so many of the lessons in scope in one day.

    It is about each teacher if ``teachers`` is written, else about each class (``per`` says
    otherwise). A double is one lesson; ``limit_busy_times`` counts hours. Lessons of a part of a
    class do not count for the class.

    The deviation is, for each of them and each day, the number of lessons above the limit.
    """

    kind: Literal["limit_lessons_per_day"] = "limit_lessons_per_day"
    at_most: Annotated[int, Field(ge=0, le=100, description="The most lessons in a day.")]
    example = "{kind: limit_lessons_per_day, classes: all, subjects: specialist, at_most: 2}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each person or class and day; shadows for pools of teachers."""
        days = tuple(enumerate(school.week.days))
        each = self.courses_each(school)
        for who, courses in each.items():
            for day, name in days:
                if any(s.day == day for c in courses for s in school.spans(c)):
                    text = f"{who.name} has at most {self.some(self.at_most, *self.own)} on {name}"
                    yield Point(f"{who.id}|{name}", (who, courses, day, self.at_most, text))
        for pool in school.pools:
            members = [who for who in each if isinstance(who, Teacher) and who.id in pool]
            inside = tuple(c for c in self.courses(school) if _needed(pool, c))
            if len(members) < len(pool) or not inside:
                continue
            names = words(t.name for t in members)
            for day, name in days:
                limit = self.at_most * sum(day in school.days_on_site(t) for t in members)
                text = f"{names} give at most {self.some(limit, *self.own)} on {name}"
                key = "|".join(("pool", *sorted(pool), name))
                yield Point(key, (pool, inside, day, limit, text), shadow=True)

    def encode(self, point: Point, enc: Encoder) -> None:
        """Lessons on the day are at most the limit."""
        who, courses, day, limit, _ = point.about
        if point.shadow:
            lessons = enc.count(
                *((x, _needed(who, c)) for c in courses for x in enc.lessons_on(c, day))
            )
        else:
            lessons = enc.count(*self.lessons_each(who, courses, day, enc))
        enc.at_most(lessons, limit)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons above the limit."""
        who, _, _, limit, _ = point.about
        found = self.witnesses(point, timetable)
        total = sum(_needed(who, p.course) if point.shadow else 1 for p in found)
        return max(0, total - int(limit))

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """The lessons in scope on the day."""
        who, courses, day, _, _ = point.about
        if point.shadow:
            found = [p for c in courses for p in timetable.of_course[c.id]]
        else:
            found = self.placed_each(who, courses, timetable)
        return [p for p in found if p.span.day == day]

    def limits(self, school: School) -> Iterator[Limit]:
        """The limit of each on each day."""
        for who, courses in self.sure_each(school).items():
            for day in range(len(school.week.days)):
                yield Limit(who, courses, (day,), self.at_most)

    def sentence(self, point: Point) -> str:
        """Who has at most how many lessons, on which day."""
        return str(point.about[-1])

    def title(self) -> str:
        """The rule in a sentence."""
        return f"At most {self.some(self.at_most)} a day for each {self.owner_word}"


def _needed(pool: frozenset[str], course: Course) -> int:
    """How many members of the pool a lesson of the course needs."""
    return sum(pool.issuperset(names) for names in course.staff)
