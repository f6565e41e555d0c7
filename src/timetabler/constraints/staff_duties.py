"""staff_duties: every duty has its people, who may do it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

from timetabler.constraints.base import Constraint, DutyAsked, Point
from timetabler.constraints.encoder import Encoder
from timetabler.models.duties import Duty
from timetabler.models.reasons import Shortage
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import DutyPlacement, Timetable
from timetabler.models.wording import plural, words


class StaffDuties(Constraint):
    """Every duty has as many people as it needs, and only people who may do it.

    They may if the school lets them and they are on site for all of it. What is already fixed
    (``fixed:`` under ``duties``) stays. That nobody is in two places at once is ``avoid_clashes``.

    The deviation is the number of people missing or too many, of people who may not have
    it, and of fixed people who are not there.

    It always holds; no need to write it.
    """

    kind: Literal["staff_duties"] = "staff_duties"
    standing = True
    absence = True
    concerns = "duties"
    counts = ("person", "people")
    example = "{kind: staff_duties, required: true}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each duty."""
        for duty in school.duties:
            yield Point(duty.id, (duty, tuple(school.teacher[t].name for t in duty.fixed)))

    def encode(self, point: Point, enc: Encoder) -> None:
        """As many people as needed, the fixed ones among them."""
        duty, _ = point.about
        there = enc.count(*(enc.on_duty(t, duty) for t in duty.people))
        enc.at_least(there, duty.least)
        enc.at_most(there, duty.most)
        for person in duty.fixed:
            enc.holds(enc.on_duty(person, duty))

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """People missing, too many, not allowed, or not as fixed."""
        duty: Duty = point.about[0]
        there = timetable.of_duty[duty.id]
        allowed = len(set(there).intersection(duty.people))
        missing = max(0, duty.least - allowed) + sum(t not in there for t in duty.fixed)
        return missing + max(0, allowed - duty.most) + len(there) - allowed

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[DutyPlacement]:
        """Whoever has the duty."""
        duty, _ = point.about
        return [DutyPlacement(duty, person) for person in dict.fromkeys(timetable.of_duty[duty.id])]

    def sentence(self, point: Point) -> str:
        """How many people, and who in any case."""
        duty, fixed = point.about
        also = f", {words(fixed)} among them" if fixed else ""
        return f"{duty.id} is done by {_number(duty)}{also}"

    def title(self) -> str:
        """The rule in a sentence."""
        return "Every duty has its people, who may do it and are on site"

    def duties_asked(self, school: School) -> Iterator[DutyAsked]:
        """The people that each duty needs."""
        for duty in school.duties:
            if duty.least:
                yield DutyAsked(frozenset([duty]), frozenset(duty.people), duty.least)

    def shortage(self, school: School) -> Iterator[Shortage]:
        """Fewer people may do a duty than it needs, or all of those at one time."""
        for duty in school.duties:
            if len(duty.people) < duty.least:
                there = words(school.teacher[t].name for t in duty.people) or "nobody"
                yield Shortage(
                    f"{duty.id} needs {plural(duty.least, 'person', 'people')}, but of those who "
                    f"may do it {there} {'are' if len(duty.people) > 1 else 'is'} on site then",
                    (duty.source,),
                )
        for when, duties, people in _crowds(school):
            where = words(dict.fromkeys(school.area[d.area].name for d in duties))
            names = words(t.name for t in school.teachers if t.id in people)
            yield Shortage(
                f"{sum(d.least for d in duties)} people are needed at the same time in {where} "
                f"({when}), but only {len(people)} may have duty there then: {names}",
                tuple(dict.fromkeys(d.source for d in duties)),
            )


def _crowds(school: School) -> Iterator[tuple[str, list[Duty], frozenset[str]]]:
    """Times, and several duties then that need more people than may have any of them."""
    by_day: dict[int, list[Duty]] = defaultdict(list)
    for duty in school.duties:
        if duty.sort == "duty" and duty.least <= len(duty.people):
            by_day[duty.span.day].append(duty)
    for today in by_day.values():
        for start in sorted({duty.span.start for duty in today}):
            there = [d for d in today if d.span.start <= start < d.span.end]
            teams = dict.fromkeys(frozenset(d.people) for d in there)
            for people in sorted(
                {*teams, frozenset().union(*teams)}, key=lambda p: (len(p), sorted(p))
            ):
                theirs = [d for d in there if people.issuperset(d.people)]
                if sum(d.least for d in theirs) > len(people):
                    until = min(d.span.end for d in theirs)
                    now = Span(theirs[0].span.day, start, until)
                    yield school.week.label(now), theirs, people
                    break


def _number(duty: Duty) -> str:
    if duty.least == duty.most:
        return plural(duty.least, "person", "people")
    least = f"{duty.least} to" if duty.least else "at most"
    return f"{least} {plural(duty.most, 'person', 'people')}"
