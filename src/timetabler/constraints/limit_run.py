"""limit_run: nobody teaches too long without a break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder, Lit
from timetabler.constraints.names import TagNames
from timetabler.constraints.scope import TeacherScope
from timetabler.models.resources import Course, Teacher
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural, words


class LimitRun(TeacherScope):
    """Teachers have a pause after so many periods, or minutes, in a row: a break or a free period.

    Home time counts as teaching, and so do meetings. With ``tags``, only lessons with one of these
    count, and any other is a pause from them. Passing time between two periods is no pause and no
    teaching. Of periods that overlap because classes follow different bells, the one that ends
    first counts.

    The deviation is the number of periods in which the run is already too long: with a maximum of
    two, four periods in a row deviate by two. With ``once``, a run that is too long deviates by 1.
    """

    kind: Literal["limit_run"] = "limit_run"
    at_most: Annotated[int, Field(ge=1, description="Periods or minutes in a row.")]
    unit: Annotated[Literal["periods", "minutes"], Field(description="What is counted.")] = (
        "periods"
    )
    tags: TagNames = ()
    once: Annotated[
        bool, Field(description="Whether a run deviates by 1, however much too long it is.")
    ] = False
    absence = True
    example = "{kind: limit_run, teachers: specialists, at_most: 3, weight: 5}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each teacher and each stretch of the day that is too long to teach through."""
        for teacher in self.people(school):
            for block in school.lesson_blocks[teacher.id]:
                if self._length(block) > self.at_most:
                    first, last = (school.week.label(s) for s in (block[0], block[-1]))
                    yield Point(f"{teacher.id}|{first}", (teacher, block, f"{first} and {last}"))

    def _length(self, periods: Iterable[Span]) -> int:
        return sum(p.minutes if self.unit == "minutes" else 1 for p in periods)

    def encode(self, point: Point, enc: Encoder) -> None:
        """Of any shortest row of periods that is too long, one is free.

        A run that is too long has several such rows, but only one where it begins: after a pause.
        """
        teacher, block, _ = point.about
        busy = [self._busy_in(teacher, p, enc) for p in block]
        known = 0
        for last in range(len(block)):
            long = [i for i in range(last + 1) if self._length(block[i : last + 1]) > self.at_most]
            for first in long[known:] if self.once else long[-1:]:
                row = busy[first : last + 1]
                if self.once and first:
                    row.append(enc.no(busy[first - 1]))
                enc.at_most(enc.count(*row), len(row) - 1)
            known = len(long)

    def _busy_in(self, teacher: Teacher, period: Span, enc: Encoder) -> Lit:
        school = enc.school
        if not self.tags:
            return enc.any_of(enc.teaches(teacher, m) for m in school.within(period))
        return enc.any_of(
            enc.taught_by(course, span, teacher.id)
            for course in self._tagged(teacher, school)
            for span in school.spans(course)
            if span.meets(period)
        )

    def _tagged(self, teacher: Teacher, school: School) -> list[Course]:
        tagged = set(school.select_courses(tags=self.tags))
        return [c for c in school.courses_of_teacher[teacher.id] if c in tagged]

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Periods in which the run is already too long, or the first of them of each run."""
        late = self._too_late(point, timetable)
        if not self.once:
            return len(late)
        _, block, _ = point.about
        return sum(not at or block[at - 1] not in late for at in map(block.index, late))

    def _too_late(self, point: Point, timetable: Timetable) -> list[Span]:
        teacher, block, _ = point.about
        found: list[Span] = []
        run = 0
        for period in block:
            run = run + self._length([period]) if self._is_busy(teacher, period, timetable) else 0
            if run > self.at_most:
                found.append(period)
        return found

    def _is_busy(self, teacher: Teacher, period: Span, timetable: Timetable) -> bool:
        if self.tags:
            return any(p.span.meets(period) for p in self._counted(teacher, timetable))
        return any(timetable.teaching(teacher, m) for m in timetable.school.within(period))

    def _counted(self, teacher: Teacher, timetable: Timetable) -> list[Placement]:
        """The lessons of a teacher that count."""
        chosen = set(self.tags)
        return [
            p
            for p in timetable.lessons_of(teacher)
            if not chosen or not chosen.isdisjoint(p.course.tags)
        ]

    def amount(self, deviation: int) -> str:
        """Periods or runs."""
        return plural(deviation, "run" if self.once else "period")

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:
        """The lessons in these periods. Home time has none to show."""
        teacher, _, _ = point.about
        late = self._too_late(point, timetable)
        lessons = self._counted(teacher, timetable)
        return [p for p in lessons if any(p.span.meets(s) for s in late)]

    def sentence(self, point: Point) -> str:
        """Who, how long, and when."""
        teacher, _, when = point.about
        return f"{teacher.name} teaches at most {self._limit()} in a row between {when}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"At most {self._limit()} in a row without a pause for {self.people_words()}"

    def _limit(self) -> str:
        tagged = f" tagged {words(self.tags, 'or')}" if self.tags else ""
        return f"{plural(self.at_most, self.unit.removesuffix('s'))}{tagged}"
