"""limit_lessons_per_day: not too many lessons in one day, nor too few."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from timetabler.constraints.allowed import Allowed
from timetabler.constraints.base import Limit, Point
from timetabler.constraints.encoder import Encoder, Lit
from timetabler.constraints.scope import LessonsOfEach
from timetabler.models.resources import Course, Teacher
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import capital, plural, words


class LimitLessonsPerDay(LessonsOfEach):
    """Each class, or each teacher, has at most, or at least, so many of the lessons in scope a day.

    It is about each teacher if ``teachers`` is written, else about each class (``per`` says
    otherwise). A double is one lesson; with ``unit: periods`` it counts for two, a short lesson for
    one. Lessons of a part of a class do not count for the class, but for its pupils. ``at_least``
    is about the days on which there can be lessons in scope; with ``free_days``, about those on
    which there are some. (``limit_busy_times`` counts home time too.)

    The deviation is, for each of them and each day, the number of lessons, or periods, too many or
    missing. With ``once``, a day with any deviates by 1.
    """

    kind: Literal["limit_lessons_per_day"] = "limit_lessons_per_day"
    at_most: Annotated[
        int | None, Field(ge=0, le=100, description="The most lessons in a day.")
    ] = None
    at_least: Annotated[
        int | None, Field(ge=1, le=100, description="The fewest lessons in a day.")
    ] = None
    unit: Annotated[Literal["lessons", "periods"], Field(description="What is counted.")] = (
        "lessons"
    )
    free_days: Annotated[
        bool, Field(description="Whether a day may be without any, in spite of at_least.")
    ] = False
    once: Annotated[
        bool, Field(description="Whether a day deviates by 1, however far it is from the limit.")
    ] = False
    absence = True
    example = "{kind: limit_lessons_per_day, classes: all, subjects: specialist, at_most: 2}"

    @model_validator(mode="after")
    def _limits_make_sense(self) -> LimitLessonsPerDay:
        Allowed(self.at_least, self.at_most).check()
        if self.free_days and self.at_least is None:
            raise ValueError("free_days goes with at_least")
        return self

    def points(self, school: School) -> Iterator[Point]:
        """One for each person, class or set of pupils and day; shadows for pools of teachers."""
        days = tuple(enumerate(school.week.days))
        each = self.courses_each(school)
        for who, courses in each.items():
            for day, name in days:
                if any(s.day == day for c in courses for s in school.spans(c)):
                    text = f"{who.name} has {self._limit()} on {name}"
                    yield Point(f"{who.id}|{name}", (who, courses, day, self.at_most, text))
        if self.at_most is None:
            return
        for pool in school.pools:
            members = [who for who in each if isinstance(who, Teacher) and who.id in pool]
            inside = tuple(c for c in self.courses(school) if _needed(pool, c))
            if len(members) < len(pool) or not inside:
                continue
            names = words(t.name for t in members)
            for day, name in days:
                limit = self.at_most * sum(day in school.days_on_site(t) for t in members)
                text = f"{names} give at most {self._some(limit)} on {name}"
                key = "|".join(("pool", *sorted(pool), name))
                yield Point(key, (pool, inside, day, limit, text), shadow=True)

    def encode(self, point: Point, enc: Encoder) -> None:
        """Lessons on the day are as many as that."""
        who, courses, day, most, _ = point.about
        lessons: list[tuple[Lit, int]] = []
        for course in courses:
            for span, length in enc.school.spans(course).items():
                if span.day != day:
                    continue
                if point.shadow:
                    times, lit = _needed(who, course), enc.at(course, span)
                else:
                    times, lit = 1, self.lesson_each(who, course, span, enc)
                lessons.append((lit, times * self._worth(length)))
        total = enc.count(*lessons)
        if most is not None:
            enc.at_most(total, most, once=self.once)
        if self.at_least is not None and not point.shadow:
            asked = enc.any_of(lit for lit, _ in lessons) if self.free_days else True
            missing = enc.count((asked, self.at_least), (total, -1))
            enc.at_most(missing, 0, once=self.once)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons, or periods, too many or missing."""
        who, _, _, most, _ = point.about
        found = self.witnesses(point, timetable)
        spans = timetable.school.spans
        total = sum(
            (_needed(who, p.course) if point.shadow else 1)
            * self._worth(spans(p.course).get(p.span, 1))  # edited by hand it may be anywhere
            for p in found
        )
        away = 0 if most is None else max(0, total - int(most))
        if self.at_least is not None and not point.shadow and (found or not self.free_days):
            away += max(0, self.at_least - total)
        return min(away, 1) if self.once else away

    def _worth(self, length: int) -> int:
        return length if self.unit == "periods" else 1

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
        if self.at_most is not None:
            for who, courses in self.sure_each(school).items():
                for day in range(len(school.week.days)):
                    yield Limit(who, courses, (day,), self.at_most, self.unit)

    def amount(self, deviation: int) -> str:
        """In its unit, or in days."""
        return plural(deviation, "day" if self.once else self.unit.removesuffix("s"))

    def sentence(self, point: Point) -> str:
        """Who has how many lessons, on which day."""
        return str(point.about[-1])

    def title(self) -> str:
        """The rule in a sentence."""
        return f"{capital(self._limit(own=True))} a day for each {self.owner_word}"

    def _limit(self, *, own: bool = False) -> str:
        limit = Allowed(self.at_least, self.at_most).said(lambda n: self._some(n, own=own))
        return limit + (", or none," if self.free_days else "")

    def _some(self, number: int, *, own: bool = False) -> str:
        """So many of them, with or without whose they are."""
        but = () if own else self.own
        if self.unit == "lessons":
            return self.some(number, *but)
        return f"{plural(number, 'period')} of {self.scope_words(*but)}"


def _needed(pool: frozenset[str], course: Course) -> int:
    """How many members of the pool a lesson of the course needs."""
    return sum(pool.issuperset(names) for names in course.staff)
