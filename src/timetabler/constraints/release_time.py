"""release_time: class teachers are released from their class for so many minutes a week."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from timetabler.constraints.base import Point, known
from timetabler.constraints.blocks import in_blocks, minutes_in_blocks, on_days
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.relief import too_little
from timetabler.constraints.scope import TeacherScope
from timetabler.models.cycle import CyclePart
from timetabler.models.reasons import Shortage
from timetabler.models.resources import Course, Teacher
from timetabler.models.rows import minutes
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import DutyPlacement, Timetable, Witness
from timetabler.models.wording import plural, words


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
        """Lessons with others can take fewer minutes than class teachers are to have of release:
        all teachers of a class together, one of them while the class is theirs, or several who
        need the same people at the same times."""
        points = list(self.points(school))
        told: set[tuple[str, ...]] = set()
        for part in school.week.counted:
            sharing: dict[tuple[str, ...], list[Point]] = {}
            for point in points:
                teacher, _, week = point.about
                if set(week.weeks).issubset(part.weeks):
                    sharing.setdefault(school.home_classes[teacher.id], []).append(point)
            for classes, some in sharing.items():
                people = dict.fromkeys(p.about[0] for p in some)
                alone = [[p for p in some if p.about[0] is one] for one in people]
                for these in (some, *(alone if len(alone) > 1 else ())):
                    if classes not in told and (said := self._too_few(these, part, school)):
                        told.add(classes)
                        yield said
        for week in () if told else school.week.each:
            if said := self._together([p for p in points if p.about[2] == week], week, school):
                yield said

    def _together(
        self, points: Collection[Point], week: CyclePart, school: School
    ) -> Shortage | None:
        """What all class teachers lack in a week, if others have too little time for them."""
        lack = too_little(
            {p.about[0]: self._least(p.about[0]) for p in points},
            {p.about[0]: [m for row in p.about[1] for m in row] for p in points},
            school,
        )
        if lack is None:
            return None
        names = [t.name for t in lack.teachers]
        who = words(names) if len(names) <= _NAMED else f"{len(names)} class teachers"
        days = school.week.days
        sums = " + ".join(f"{days[day]} {most}" for day, most in lack.by_day.items())
        by = f" with {words(t.name for t in lack.others)}" if lack.others else ""
        return Shortage(
            f"{who}: {lack.asked} minutes of release {week.when} are asked for, "
            f"but at most {lack.there} fit{by}: {sums or 'none'}",
            tuple(t.source for t in (*lack.teachers, *lack.others)),
        )

    def _too_few(
        self, points: Collection[Point], part: CyclePart, school: School
    ) -> Shortage | None:
        """What some teachers of the same classes lack, if they do."""
        people = tuple(dict.fromkeys(p.about[0] for p in points))
        classes = school.home_classes[people[0].id]
        theirs = frozenset(m for p in points for row in p.about[1] for m in row)
        need = sum(self._least(p.about[0]) for p in points)
        there = sum(_minutes_away(c, theirs, part, school) for c in classes)
        if there >= need:
            return None
        sources = (*(t.source for t in people), *(school.class_[c].source for c in classes))
        return Shortage(
            f"{words(t.name for t in people)}: {need} minutes of release {part.when} are asked "
            f"for, but {words(classes)} can have only {there} minutes of lessons with others "
            f"while {'it is' if len(classes) == 1 else 'they are'} theirs",
            sources,
        )


_NAMED = 4
"""So many people are named in a shortage; more are counted."""


def _minutes_away(class_id: str, theirs: frozenset[Span], part: CyclePart, school: School) -> int:
    """The most of these moments that lessons of a class with others can take in some weeks."""
    return sum(
        max((_taken(course, s, theirs, school) for s in school.places(course, length)), default=0)
        for course in school.courses_of_pupils[class_id]
        if not course.home
        for length in school.most_lessons(course, *part.weeks)
    )


def _taken(course: Course, span: Span, theirs: frozenset[Span], school: School) -> int:
    """The minutes of these moments that a lesson takes there; 0 if nobody is on site to give it."""
    here = all(any(school.teacher[t].here(span) for t in pool) for pool in course.staff)
    return minutes(m for m in school.within(span) if m in theirs) if here else 0
