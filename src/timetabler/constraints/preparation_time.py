"""preparation_time: those without a class of their own have time to prepare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from timetabler.constraints.base import Limit, Point, known
from timetabler.constraints.blocks import in_blocks, minutes_in_blocks, on_days
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.scope import TeacherScope
from timetabler.models.reasons import Shortage
from timetabler.models.resources import Teacher
from timetabler.models.rows import minutes
from timetabler.models.school import School
from timetabler.models.timetable import DutyPlacement, Timetable, Witness


class PreparationTime(TeacherScope):
    """Specialists have so many minutes a week free on site while classes have lessons.

    For everybody in scope who has no class of their own (for class teachers, see
    ``release_time``). It counts when they are on site, in lesson periods of the classes they meet,
    and neither teach nor have duty. The minutes are those of a full-time teacher; others have their
    part of them, unless ``pro_rata`` is false. With ``block``, only stretches of at least so many
    minutes in a row count: passing time does not end a stretch, a break does. If the cycle has
    several weeks, it holds in each. Without ``minutes``, those of the pack.

    The deviation is the number of minutes missing.
    """

    kind: Literal["preparation_time"] = "preparation_time"
    minutes: Annotated[
        int | None, Field(ge=0, description="A week, at least; default: those of the pack.")
    ] = None
    block: Annotated[
        int | None, Field(ge=1, description="Only so many minutes in a row count.")
    ] = None
    pro_rata: Annotated[bool, Field(description="In proportion to fte.")] = True
    law = True
    absence = True
    usual_teachers = "specialists"
    from_pack: ClassVar[Mapping[str, str]] = {"minutes": "preparation_minutes"}
    counts = ("minute",)
    example = "{kind: preparation_time, minutes: 120, block: 30, weight: 5}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each of these teachers, and week of the cycle."""
        for teacher in self.people(school):
            for week in () if school.home_classes[teacher.id] else school.week.each:
                if rows := on_days(school.lesson_rows[teacher.id], week.days):
                    yield Point(week.key(teacher.id), (teacher, rows, week))

    def _least(self, teacher: Teacher) -> int:
        least = known(self.minutes)
        return teacher.share(least) if self.pro_rata else least

    def encode(self, point: Point, enc: Encoder) -> None:
        """Count the free minutes."""
        teacher, rows, _ = point.about
        free = in_blocks(rows, partial(enc.free, teacher), self.block or 1, enc)
        enc.at_least(free, self._least(teacher))

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Minutes missing."""
        teacher, *_ = point.about
        return max(0, self._least(teacher) - self._free(point, timetable))

    def _free(self, point: Point, timetable: Timetable) -> int:
        teacher, _, week = point.about
        free = on_days(timetable.preparation(teacher), week.days)
        return minutes_in_blocks(free, self.block or 1)

    def witnesses(self, point: Point, timetable: Timetable) -> Iterator[Witness]:
        """The lessons and duties that take the time."""
        teacher, rows, _ = point.about
        moments = [m for row in rows for m in row]
        for lesson in timetable.lessons_of(teacher):
            if any(m.inside(lesson.span) for m in moments):
                yield lesson
        for duty in timetable.duties_of[teacher.id]:
            if any(m.inside(duty.span) for m in moments):
                yield DutyPlacement(duty, teacher.id)

    def remarks(self, point: Point, timetable: Timetable) -> Iterator[str]:
        """How many minutes there are."""
        teacher, *_ = point.about
        yield f"{self._free(point, timetable)} of {self._least(teacher)} minutes"

    def sentence(self, point: Point) -> str:
        """Who and how many minutes."""
        teacher, _, week = point.about
        return f"{teacher.name} has at least {self._amount(self._least(teacher))} {week.when}"

    def title(self) -> str:
        """The rule in a sentence."""
        rate = ", pro rata" if self.pro_rata else ""
        amount = self._amount(self.minutes or 0)
        return f"At least {amount} a {self._week} for {self.people_words()}{rate}"

    def _amount(self, least: int) -> str:
        block = f" in blocks of at least {self.block}" if self.block else ""
        return f"{least} minutes of preparation{block}"

    def shortage(self, school: School) -> Iterator[Shortage]:
        """Somebody is not on site for so long; see ``limits`` for what lessons take of it."""
        for point in self.points(school):
            teacher, rows, _ = point.about
            there = sum(map(minutes, rows))
            if there < self._least(teacher):
                message = f"{self.sentence(point)}, but is on site for {there} minutes of lessons"
                yield Shortage(message, (teacher.source,))

    def limits(self, school: School) -> Iterator[Limit]:
        """What is left for lessons of the time in which a teacher is free or may give one."""
        for point in self.points(school):
            teacher, rows, week = point.about
            lessons = frozenset(school.courses_of_teacher[teacher.id])
            given = {m for m in school.lesson_time[teacher.id] if m.day in week.days}
            there = minutes(given.union(m for row in rows for m in row))
            least = self._least(teacher)
            most = max(0, there - least)
            why = f"{there} - {least}"
            yield Limit(teacher, lessons, tuple(week.days), most, "minutes", why)
