"""limit_duties: how much duty somebody has in a day or a week."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from math import gcd
from typing import Annotated, Literal

from pydantic import Field, model_validator

from timetabler.constraints.allowed import Allowed
from timetabler.constraints.base import DutyLimit, Point
from timetabler.constraints.duty_scope import WorkScope
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.scope import TeacherScope
from timetabler.models.duties import Duty
from timetabler.models.reasons import Shortage
from timetabler.models.resources import Teacher
from timetabler.models.school import School
from timetabler.models.timetable import DutyPlacement, Timetable
from timetabler.models.wording import plural, words


class LimitDuties(TeacherScope, WorkScope):
    """Everybody has at least, or at most, so many duties or minutes of duty a day or a week.

    It is about everybody who may have any of these duties, unless ``teachers`` says who. "Never
    both halves of recess" is ``times: [recess 1, recess 2], at_most: 1``; "at most two a day" has
    no times. With ``of: support`` it limits the support that aides give. Limits for a day hold on
    the days on which they may have any; limits for a week in each week of the cycle, and
    ``pro_rata`` makes these smaller with the fte. (To share duty fairly, see ``share_duties``.)

    The deviation is the number of duties, or minutes, missing or too many.
    """

    kind: Literal["limit_duties"] = "limit_duties"
    at_least: Annotated[int | None, Field(ge=0, description="Has at least so much.")] = None
    at_most: Annotated[int | None, Field(ge=0, description="Has at most so much.")] = None
    unit: Annotated[Literal["duties", "minutes"], Field(description="What is counted.")] = "duties"
    per: Annotated[Literal["day", "week"], Field(description="In each day or each week.")] = "day"
    pro_rata: Annotated[bool, Field(description="In proportion to fte.")] = False
    usual_teachers = "everybody"
    absence = True
    concerns = "duties"
    example = "{kind: limit_duties, times: [recess 1, recess 2, lunch 1, lunch 2], at_most: 1}"

    @model_validator(mode="after")
    def _limits_make_sense(self) -> LimitDuties:
        if self.at_least is None and self.at_most is None:
            raise ValueError("write at_least or at_most")
        if self.pro_rata and self.per == "day":
            raise ValueError("pro_rata goes with per: week; part-timers work whole days")
        return self

    def points(self, school: School) -> Iterator[Point]:
        """One for each person and day or week in which they may have any of it."""
        duties = frozenset(self.duties(school))
        for who in self.people(school):
            low, high = (self._share(limit, who) for limit in (self.at_least, self.at_most))
            theirs = [d for d in school.duties_of[who.id] if d in duties]
            for part in school.week.parts(self.per):
                may = tuple(d for d in theirs if d.span.day in part.days)
                if may or (self.at_least and self.teachers and self.per == "week"):
                    yield Point(part.key(who.id), (who, may, part, low, high))

    def _share(self, limit: int | None, who: Teacher) -> int | None:
        return who.share(limit) if limit is not None and self.pro_rata else limit

    def _worth(self, duty: Duty) -> int:
        return duty.span.minutes if self.unit == "minutes" else 1

    def encode(self, point: Point, enc: Encoder) -> None:
        """Add up the duties."""
        who, may, _, low, high = point.about
        total = enc.count(*((enc.on_duty(who.id, d), self._worth(d)) for d in may))
        Allowed(low, high).state(total, enc)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Duties or minutes missing, or too many."""
        *_, low, high = point.about
        return Allowed(low, high).off(self._total(point, timetable))

    def _total(self, point: Point, timetable: Timetable) -> int:
        return sum(self._worth(duty) for duty, _ in self.witnesses(point, timetable))

    def witnesses(self, point: Point, timetable: Timetable) -> list[DutyPlacement]:
        """The duties that count."""
        who, _, part, _, _ = point.about
        in_scope = self.duties(timetable.school)
        return [
            DutyPlacement(d, who.id)
            for d in timetable.duties_of[who.id]
            if d in in_scope and d.span.day in part.days
        ]

    def remarks(self, point: Point, timetable: Timetable) -> Iterator[str]:
        """How much there is."""
        total = self._total(point, timetable)
        yield f"{total} {self._noun(total)}"

    def amount(self, deviation: int) -> str:
        """In its unit."""
        return plural(deviation, *(("duty", "duties") if self.unit == "duties" else ("minute",)))

    def sentence(self, point: Point) -> str:
        """Who, how much, when."""
        who, _, part, low, high = point.about
        return f"{who.name} has {self._amount(low, high)} {part.when}"

    def title(self) -> str:
        """The rule in a sentence."""
        amount = self._amount(self.at_least, self.at_most)
        rate = ", pro rata" if self.pro_rata else ""
        return f"For {self.people_words()}: {amount} {self._often(self.per)}{rate}"

    def _amount(self, low: int | None, high: int | None) -> str:
        last = low if high is None else high
        return f"{Allowed(low, high).said()} {self._noun(last or 0)}{self.where_and_when('or')}"

    def duty_limits(self, school: School) -> Iterator[DutyLimit]:
        """The most of everybody; of minutes, so many of the shortest duties."""
        for point in self.points(school):
            who, may, _, _, high = point.about
            if high is not None and may:
                most = high // min(map(self._worth, may))
                yield DutyLimit(who.id, frozenset(may), most)

    def shortage(self, school: School) -> Iterator[Shortage]:
        """More is needed than the limits allow, or a minimum is more than there is."""
        points = list(self.points(school))
        for who, may, part, low, _ in (p.about for p in points):
            if low is not None and low > (most := sum(map(self._worth, may))):
                yield Shortage(
                    f"{who.name} is to have {self._amount(low, None)} {part.when}, "
                    f"but may have {most} at most",
                    (who.source,),
                )
        if self.at_most is not None:
            everybody = frozenset(p.about[0].id for p in points)
            allowed = (frozenset(d.people) for d in self.duties(school))
            for people in dict.fromkeys((everybody, *allowed)):
                if people <= everybody:
                    yield from self._too_few(people, points, school)

    def _too_few(
        self, people: Collection[str], points: Iterable[Point], school: School
    ) -> Iterator[Shortage]:
        """What only these people may do is more than their limits allow."""
        duties = [d for d in self.duties(school) if d.people and set(d.people) <= set(people)]
        needed = sum(d.least * self._worth(d) for d in duties)
        if self.of == "support" and self.unit == "minutes":
            needed = school.support_minutes(people)
        allowed = 0
        for who, may, _, _, high in (p.about for p in points):
            if who.id in people:
                theirs = [self._worth(d) for d in may if d in duties]
                step = gcd(*theirs) or 1
                allowed += min(high - high % step, sum(theirs))
        if needed > allowed:
            names = [t.name for t in school.teachers if t.id in people]
            who = words(names) if len(names) <= _NAMED else f"the {len(names)} who may have it"
            yield Shortage(
                f"{needed} {self._noun(needed)}{self.where_and_when('or')} "
                f"{'is' if needed == 1 else 'are'} needed, but the limits allow {who} {allowed}",
                tuple(dict.fromkeys(d.source for d in duties)),
            )

    def _noun(self, number: int) -> str:
        return _NOUNS[self.of, self.unit][number != 1]


_NOUNS = {
    ("duty", "duties"): ("duty", "duties"),
    ("duty", "minutes"): ("minute of duty", "minutes of duty"),
    ("support", "duties"): ("part of support", "parts of support"),
    ("support", "minutes"): ("minute of support", "minutes of support"),
}
_NAMED = 4
"""So many people are named in a shortage; more are counted."""
