"""handover: the partners of a job share are on site and free together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.blocks import on_days
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import ClassNames, Times
from timetabler.models.cycle import CyclePart
from timetabler.models.reasons import Shortage
from timetabler.models.resources import Teacher
from timetabler.models.rows import Row, minutes, shortest, stretches
from timetabler.models.school import School
from timetabler.models.span import Span, covers
from timetabler.models.timetable import DutyPlacement, Timetable, Witness
from timetabler.models.wording import plural, words


class Handover(Constraint):
    """The partners of a job share are on site and free together for so long, once a week.

    For each class with several class teachers, or for those named. It counts in lesson periods,
    while the class is with somebody else, and before and after school, in periods of the kind
    ``duty``; in breaks too with ``breaks: true``. With ``times``, only within these times. Passing
    time may be between, but does not count. If the cycle has several weeks, it holds in each.

    The deviation is 1 in a week without it.
    """

    kind: Literal["handover"] = "handover"
    classes: ClassNames = ()
    minutes: Annotated[int, Field(ge=1, description="So long in a row.")] = 60
    times: Annotated[Times, Field(description="Only within these times.")] = ()
    breaks: Annotated[bool, Field(description="Whether breaks count.")] = False
    absence = True
    counts = ("week",)
    example = "{kind: handover, classes: [1B], minutes: 60, weight: 5, asked_by: Dea and Kim}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each job share, and week of the cycle."""
        kinds = ("lesson", "duty", *(["break"] if self.breaks else []))
        for class_ in school.select_classes(self.classes):
            partners = tuple(school.teacher[t] for t in dict(class_.homes))
            if len(partners) < 2:
                continue
            times = school.times(self.times, class_.id)
            moments = [
                m
                for row in school.partners_rows(class_.id, *kinds)
                for m in row
                if not self.times or covers(times, m)
            ]
            rows = school.rows(moments, (class_.id,))
            for week in school.week.each:
                about = (class_, partners, on_days(rows, week.days), week)
                yield Point(week.key(class_.id), about)

    def encode(self, point: Point, enc: Encoder) -> None:
        """Both are free throughout one of the stretches that are just long enough."""
        _, partners, rows, _ = point.about
        together = (
            enc.all_of(enc.free(t, m) for t in partners for m in part)
            for row in rows
            for part in shortest(row, self.minutes)
        )
        enc.holds(enc.any_of(together))

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """1 if they are not free together for so long."""
        _, partners, rows, _ = point.about

        def free(moment: Span) -> bool:
            return not any(timetable.load(t, moment) for t in partners)

        found = (part for row in rows for part in stretches(row, free))
        return int(all(minutes(part) < self.minutes for part in found))

    def witnesses(self, point: Point, timetable: Timetable) -> Iterator[Witness]:
        """What they have to do then."""
        _, partners, rows, _ = point.about
        moments = [m for row in rows for m in row]
        lessons = dict.fromkeys(p for t in partners for p in timetable.lessons_of(t))
        yield from (p for p in lessons if any(m.inside(p.span) for m in moments))
        for partner in partners:
            for duty in timetable.duties_of[partner.id]:
                if any(m.inside(duty.span) for m in moments):
                    yield DutyPlacement(duty, partner.id)

    def sentence(self, point: Point) -> str:
        """Who, how long, how often."""
        _, partners, _, week = point.about
        often = week.when if week.name else f"once {week.when}"
        return f"{words(t.name for t in partners)} are free together for {self._long()} {often}"

    def title(self) -> str:
        """The rule in a sentence."""
        named = "" if not self.classes or "all" in self.classes else f" of {words(self.classes)}"
        often = f"once a {self._week}"
        return f"The job-share partners{named} are free together for {self._long()} {often}"

    def _long(self) -> str:
        when = f" within {words(self.times)}" if self.times else ""
        return f"{plural(self.minutes, 'minute')} in a row{when}"

    def least(self, point: Point, school: School) -> int:  # noqa: ARG002
        """1 if they are never on site together for so long."""
        return int(_longest(point.about[2]) < self.minutes)

    def shortage(self, school: School) -> Iterator[Shortage]:
        """They are never on site together for so long."""
        for point in self.points(school):
            class_, partners, rows, week = point.about
            if _longest(rows) < self.minutes:
                reason = (
                    f"they are on site together for at most {_longest(rows)} minutes in a row"
                    if rows
                    else f"{words(_days(t, week, school) for t in partners)}: never together"
                )
                message = f"{self.sentence(point)}, but {reason}"
                yield Shortage(message, (*(t.source for t in partners), class_.source))


def _longest(rows: tuple[Row, ...]) -> int:
    return max((minutes(row) for row in rows), default=0)


def _days(teacher: Teacher, week: CyclePart, school: School) -> str:
    days = school.week.day_words(d for d in school.days_on_site(teacher) if d in week.days)
    return f"{teacher.name} is on site on {days or 'no day'}"
