"""assign_support: every need of support has its minutes, from at most so many aides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder
from timetabler.models.duties import Duty, Need
from timetabler.models.reasons import Shortage
from timetabler.models.school import School
from timetabler.models.span import merge
from timetabler.models.timetable import DutyPlacement, Timetable
from timetabler.models.wording import plural, words


class AssignSupport(Constraint):
    """Every need of support has its minutes in each week, from at most so many different aides.

    Needs are those under ``support``. That an aide is in one place at a time is ``avoid_clashes``,
    and that a need has support in lessons of its subjects is ``support_in_lessons``. How much an
    aide works is for ``limit_duties`` (of support) to say, and their breaks for ``lunch_break``.

    The deviation is, for each need and week, the number of minutes missing or too many, and for
    each need the number of aides too many.

    It always holds; write it only to give it a weight.
    """

    kind: Literal["assign_support"] = "assign_support"
    standing = True
    absence = True
    concerns = "duties"
    counts = ("minute",)
    example = "{kind: assign_support, weight: 1}"

    def points(self, school: School) -> Iterator[Point]:
        """For each need: its minutes in each week, and its people if they might be too many."""
        for need in school.needs:
            parts = school.support_of[need.id]
            for week in school.week.each:
                minutes = plural(need.minutes, "minute")
                text = f"{need.name} has {minutes} of support {week.when}"
                here = tuple(d for d in parts if d.span.day in week.days)
                yield Point(week.key(f"{need.id}|minutes"), (need, here, None, text))
            people = tuple(dict.fromkeys(p for d in parts for p in d.people))
            if need.most_people is not None and len(people) > need.most_people:
                most = plural(need.most_people, "person", "different people")
                text = f"{need.name} has support from at most {most}"
                yield Point(f"{need.id}|people", (need, parts, people, text))

    def encode(self, point: Point, enc: Encoder) -> None:
        """Add up the minutes, or the people who give any of them."""
        need, parts, people, _ = point.about
        if people is None:
            minutes = ((enc.on_duty(p, d), d.span.minutes) for d in parts for p in d.people)
            enc.exactly(enc.count(*minutes), need.minutes)
        else:
            helping = (enc.any_of(enc.on_duty(p, d) for d in parts) for p in people)
            enc.at_most(enc.count(*helping), need.most_people)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Minutes missing or too many, or people too many."""
        need, _, people, _ = point.about
        given = self.witnesses(point, timetable)
        if people is None:
            return abs(_given(given) - int(need.minutes))
        return max(0, len({d.person for d in given}) - int(need.most_people))

    def witnesses(self, point: Point, timetable: Timetable) -> list[DutyPlacement]:
        """The support that is given, by people who may."""
        _, parts, _, _ = point.about
        return [
            DutyPlacement(duty, person)
            for duty in parts
            for person in timetable.of_duty[duty.id]
            if person in duty.people
        ]

    def remarks(self, point: Point, timetable: Timetable) -> Iterator[str]:
        """How much there is, or who gives it."""
        _, _, people, _ = point.about
        given = self.witnesses(point, timetable)
        if people is None:
            yield plural(_given(given), "minute")
        else:
            names = dict.fromkeys(timetable.school.teacher[d.person].name for d in given)
            yield words(names)

    def sentence(self, point: Point) -> str:
        """How much, or from how many."""
        return str(point.about[-1])

    def title(self) -> str:
        """The rule in a sentence."""
        return "Every need of support has its minutes, from no more aides than it says"

    def shortage(self, school: School) -> Iterator[Shortage]:
        """A need, or the needs of some aides together, ask for more than these can give."""
        for week in school.week.each:
            for need in school.needs:
                parts = [d for d in school.support_of[need.id] if d.span.day in week.days]
                if said := _cannot(need, parts, week.when):
                    yield Shortage(said, (need.source,))
            for people in _teams(school.needs):
                needs = [n for n in school.needs if people.issuperset(n.people)]
                every = [d for n in needs for d in school.support_of[n.id]]
                parts = [d for d in every if d.span.day in week.days]
                asked = sum(n.minutes for n in needs)
                there = sum(_minutes(parts, person) for person in people)
                if asked > there:
                    members = [t for t in school.teachers if t.id in people]
                    are = "are" if len(members) > 1 else "is"
                    yield Shortage(
                        f"{words(n.name for n in needs)}: {asked} minutes of support {week.when} "
                        f"are asked for, but {words(t.name for t in members)} {are} on site for "
                        f"only {there} minutes at these times",
                        (*(n.source for n in needs), *(t.source for t in members)),
                    )


def _given(support: Iterable[DutyPlacement]) -> int:
    """Minutes, as often as people give them."""
    return sum(d.duty.span.minutes for d in support)


def _cannot(need: Need, parts: list[Duty], when: str) -> str:
    """Why a need cannot have its minutes at any of these times; empty if it may."""
    ask = f"{need.name} is to have {plural(need.minutes, 'minute')} of support {when}"
    there = sorted((_minutes(parts, person) for person in need.people), reverse=True)
    most = min(sum(there[: need.most_people]), sum(d.span.minutes for d in parts if d.people))
    if most < need.minutes:
        few = need.most_people
        by = "" if few is None else f"{plural(few, 'person', 'people')} of "
        return f"{ask}, but {by}those who may give it can be there for at most {most}"
    sums = 1  # the bits of this number are the minutes that can be reached
    for duty in parts:
        sums |= sums << duty.span.minutes
    if not sums >> need.minutes & 1:
        lengths = words(sorted({d.span.minutes for d in parts}), "or")
        return f"{ask}, which parts of {lengths} minutes cannot add up to"
    return ""


def _minutes(parts: Iterable[Duty], person: str) -> int:
    """How long somebody can be at any of these."""
    return sum(s.minutes for s in merge(d.span for d in parts if person in d.people))


def _teams(needs: Iterable[Need]) -> list[frozenset[str]]:
    """Aides any of whom may give some support, and the unions of such teams that overlap."""
    found = dict.fromkeys(frozenset(n.people) for n in needs)
    joined: list[frozenset[str]] = []
    for team in found:
        apart = [other for other in joined if not other & team]
        joined = [*apart, team.union(*(other for other in joined if other & team))]
    return sorted({*found, *joined}, key=sorted)
