"""have_on_duty: some of these people are always among those on duty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import DutyAsked, Point
from timetabler.constraints.duty_scope import DutyScope
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import TeacherNames
from timetabler.models.duties import Duty
from timetabler.models.reasons import Shortage
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import DutyPlacement, Timetable
from timetabler.models.wording import words


class HaveOnDuty(DutyScope):
    """Whenever anybody is on duty, so many of these people are: a first-aider is always outside.

    Wherever they are on duty: any of the areas will do. Where duty times overlap, it holds at every
    minute of them.

    The deviation is the number of these people missing, at each time.
    """

    kind: Literal["have_on_duty"] = "have_on_duty"
    teachers: Annotated[TeacherNames, Field(min_length=1, description="Some of these people.")]
    at_least: Annotated[int, Field(ge=1, description="So many of them.")] = 1
    absence = True
    concerns = "duties"
    counts = ("person", "people")
    example = "{kind: have_on_duty, teachers: [lee, fox], note: First aid}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each time at which there is duty, cut where some duty starts or ends."""
        people = {t.id for t in school.select_teachers(self.teachers)}
        for span, duties in _times(self.duties(school)):
            may = tuple((d, t) for d in duties for t in d.people if t in people)
            when = _when(span, duties, school)
            yield Point(school.week.label(span), (duties, may, when, self._names(school)))

    def _names(self, school: School) -> str:
        people = school.select_teachers(self.teachers)
        return words((t.name for t in people), "or" if self.at_least == 1 else "and")

    def encode(self, point: Point, enc: Encoder) -> None:
        """Add up these people over the duties then."""
        _, may, *_ = point.about
        enc.at_least(enc.count(*(enc.on_duty(t, d) for d, t in may)), self.at_least)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """These people missing."""
        duties, *_ = point.about
        people = {t.id for t in timetable.school.select_teachers(self.teachers)}
        there = sum(p in people for d in duties for p in timetable.of_duty[d.id])
        return max(0, self.at_least - there)

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[DutyPlacement]:
        """Everybody on duty then. There may be nobody."""
        duties, *_ = point.about
        return [DutyPlacement(d, p) for d in duties for p in timetable.of_duty[d.id]]

    def sentence(self, point: Point) -> str:
        """Who, when."""
        *_, when, names = point.about
        if self.at_least == 1:
            return f"{names} is on duty {when}"
        return f"At least {self.at_least} of {names} are on duty {when}"

    def title(self) -> str:
        """The rule in a sentence."""
        where = self.where_and_when()
        return f"At least {self.at_least} of {words(self.teachers)} on duty{where} at any time"

    def duties_asked(self, school: School) -> Iterator[DutyAsked]:
        """Some of these people at each time."""
        for point in self.points(school):
            duties, may, *_ = point.about
            people = frozenset(person for _, person in may)
            yield DutyAsked(frozenset(duties), people, self.at_least)

    def shortage(self, school: School) -> Iterator[Shortage]:
        """Too few of these people may be on duty at some time."""
        for point in self.points(school):
            duties, may, *_ = point.about
            there = dict.fromkeys(school.teacher[t].name for _, t in may)
            if len(there) < self.at_least:
                yield Shortage(
                    f"{self.sentence(point)}: of these, {words(there) or 'nobody'} may have duty",
                    tuple(dict.fromkeys(d.source for d in duties)),
                )


def _when(span: Span, duties: Iterable[Duty], school: School) -> str:
    """``on Mon (recess 1)``; by the clock if it is only a part of duty times."""
    names = {d.time for d in duties if d.span == span}
    if len(names) == 1:
        return f"on {school.week.days[span.day]} ({names.pop()})"
    return f"on {school.week.label(span)}"


def _times(duties: Iterable[Duty]) -> Iterator[tuple[Span, tuple[Duty, ...]]]:
    """Each time with the duties that cover it: nobody's duty starts or ends inside one."""
    by_day: dict[int, list[Duty]] = defaultdict(list)
    for duty in duties:
        by_day[duty.span.day].append(duty)
    for day, today in sorted(by_day.items()):
        cuts = {minute for duty in today for minute in (duty.span.start, duty.span.end)}
        for start, end in pairwise(sorted(cuts)):
            span = Span(day, start, end)
            there = tuple(d for d in today if span.inside(d.span))
            if there:
                yield span, there
