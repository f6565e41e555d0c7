"""release_time: class teachers are released from their class for so many minutes a week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from timetabler.constraints.base import Point, known
from timetabler.constraints.blocks import in_blocks, minutes_in_blocks, on_days
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.relief import Asked, too_little
from timetabler.constraints.scope import TeacherScope
from timetabler.models.reasons import Shortage
from timetabler.models.resources import Teacher
from timetabler.models.school import School
from timetabler.models.timetable import DutyPlacement, Timetable, Witness
from timetabler.models.wording import plural


class ReleaseTime(TeacherScope):
    """Class teachers have so many minutes a week in which their class is with somebody else.

    The minutes are those of a full-time teacher; others have their part of them, unless
    ``pro_rata`` is false. In a job share each of the two has their own, on their own days. Minutes
    in which the teacher has a lesson with another class, or is on duty, are no release, and breaks
    are none. With ``block``, only stretches of at least so many minutes in a row count: passing
    time does not end a stretch, a break does. Without ``minutes``, those of the pack.

    ``at_most`` limits the time that the class is with others, whatever the teacher does then but
    teach. If the cycle has several weeks, all this holds in each.

    The deviation is the number of minutes missing, and of those above ``at_most``.
    """

    kind: Literal["release_time"] = "release_time"
    minutes: Annotated[
        int | None, Field(ge=0, description="A week, at least; default: those of the pack.")
    ] = None
    at_most: Annotated[int | None, Field(ge=0, description="Minutes a week, at most.")] = None
    block: Annotated[
        int | None, Field(ge=1, description="Only so many minutes in a row count.")
    ] = None
    pro_rata: Annotated[bool, Field(description="In proportion to fte.")] = True
    law = True
    absence = True
    usual_teachers = "class_teachers"
    from_pack: ClassVar[Mapping[str, str]] = {
        "minutes": "release_minutes",
        "block": "release_block_minutes",
    }
    if_known = frozenset({"block"})
    counts = ("minute",)
    example = "{kind: release_time, minutes: 240, note: 25 h for pupils less 21 h face to face}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each class teacher, and week of the cycle."""
        for teacher in self.people(school):
            for week in school.week.each:
                if rows := on_days(school.own_rows[teacher.id], week.days):
                    yield Point(week.key(teacher.id), (teacher, rows, week))

    def _least(self, teacher: Teacher) -> int:
        return self._share(known(self.minutes), teacher)

    def _share(self, minutes: int, teacher: Teacher) -> int:
        return teacher.share(minutes) if self.pro_rata else minutes

    def encode(self, point: Point, enc: Encoder) -> None:
        """Count the minutes of release, and of the class being away."""
        teacher, rows, _ = point.about
        released = in_blocks(rows, partial(enc.released, teacher), self.block or 1, enc)
        enc.at_least(released, self._least(teacher))
        if self.at_most is not None:
            relieved = in_blocks(rows, partial(enc.relieved, teacher), self.block or 1, enc)
            enc.at_most(relieved, self._share(self.at_most, teacher))

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Minutes missing, or too many."""
        teacher, *_ = point.about
        deviation = max(0, self._least(teacher) - self._released(point, timetable))
        if self.at_most is not None:
            most = self._share(self.at_most, teacher)
            deviation += max(0, self._relieved(point, timetable) - most)
        return deviation

    def _released(self, point: Point, timetable: Timetable) -> int:
        teacher, _, week = point.about
        releases = on_days(timetable.releases(teacher.id), week.days)
        return minutes_in_blocks(releases, self.block or 1)

    def _relieved(self, point: Point, timetable: Timetable) -> int:
        teacher, _, week = point.about
        reliefs = on_days(timetable.reliefs(teacher.id), week.days)
        return minutes_in_blocks(reliefs, self.block or 1)

    def witnesses(self, point: Point, timetable: Timetable) -> Iterator[Witness]:
        """What releases the teacher, and what takes the release away again."""
        teacher, rows, _ = point.about
        school = timetable.school
        own = set(school.home_classes[teacher.id])
        days = {row[0].day for row in rows}
        for lesson in timetable.placements:
            if lesson.span.day not in days or lesson.course.home:
                continue
            if teacher.id in lesson.teachers or own & {*school.classes_of(lesson.course)}:
                yield lesson
        for duty in timetable.duties_of[teacher.id]:
            if any(m.inside(duty.span) for row in rows for m in row):
                yield DutyPlacement(duty, teacher.id)

    def remarks(self, point: Point, timetable: Timetable) -> Iterator[str]:
        """How many minutes there are; if the limit is broken, how long the class is away."""
        teacher, *_ = point.about
        least, released = self._least(teacher), self._released(point, timetable)
        if released < least:
            yield f"{released} of {least} minutes"
        if self.at_most is not None:
            most, relieved = self._share(self.at_most, teacher), self._relieved(point, timetable)
            if relieved > most:
                yield f"the class is with others for {plural(relieved, 'minute')}"

    def sentence(self, point: Point) -> str:
        """Who and how many minutes."""
        teacher, _, week = point.about
        most = "" if self.at_most is None else f" and at most {self._share(self.at_most, teacher)}"
        least = self._least(teacher)
        return (
            f"{teacher.name} has at least {least}{most} minutes of release{self._in_blocks()} "
            f"{week.when}"
        )

    def title(self) -> str:
        """The rule in a sentence."""
        least = "" if self.minutes is None else f" of {self.minutes} minutes"
        most = "" if self.at_most is None else f", at most {self.at_most} minutes,"
        rate = ", pro rata" if self.pro_rata else ""
        often = f" a {self._week}{self._in_blocks()}"
        return f"Release{least}{most}{often} for {self.people_words()}{rate}"

    def _in_blocks(self) -> str:
        return f" in blocks of at least {self.block}" if self.block else ""

    def shortage(self, school: School) -> Iterator[Shortage]:
        """Lessons with others can take fewer minutes than class teachers are to have of release."""
        asked = []
        for point in self.points(school):
            teacher, rows, week = point.about
            asked.append(Asked(teacher, rows, week, self._least(teacher)))
        yield from too_little(asked, school)
