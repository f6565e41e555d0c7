"""Duties that do not all get people, however they are handed out.

One flow for each rule that asks for people on duty: from what it asks, through the limits of each
person, out. The limits of a person nest: one duty at a time, so many a day, so many a week. One
that cuts across another is left out, which makes more possible than there is, never less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from timetabler.constraints.base import DutyAsked, DutyLimit
from timetabler.models.duties import Duty
from timetabler.models.flow import SINK, SOURCE, Flow
from timetabler.models.reasons import Shortage
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.wording import plural, words
from timetabler.precheck.shortages import written
from timetabler.spec.problem import Problem, Rule

Limits: TypeAlias = Mapping[Rule, Sequence[DutyLimit]]


class Lack(NamedTuple):
    """The smallest cut of such a flow."""

    asked: tuple[DutyAsked, ...]
    """What cannot all be had."""
    most: Mapping[str, int]
    """person -> how much of it they can have."""


def rosters(problem: Problem) -> Iterator[Shortage]:
    """Every rule that asks for more people on duty than there can be."""
    school = problem.school
    required = [rule for rule in problem.rules if rule.required]
    limits = {rule: tuple(rule.constraint.duty_limits(school)) for rule in required}
    limits = {rule: some for rule, some in limits.items() if some}
    for rule in required:
        asked = _apart(rule.constraint.duties_asked(school))
        if asked and _lack(asked, limits):
            needed: Limits = limits
            for one in limits:  # what can be left out is no reason
                rest = {by: some for by, some in needed.items() if by is not one}
                if _lack(asked, rest):
                    needed = rest
            if lack := _lack(asked, needed):
                yield _shortage(rule, lack, needed, school)


def _apart(asked: Iterable[DutyAsked]) -> list[DutyAsked]:
    """Those of which no duty serves two."""
    found: list[DutyAsked] = []
    used: set[Duty] = set()
    for one in asked:
        if used.isdisjoint(one.duties):
            used.update(one.duties)
            found.append(one)
    return found


def _lack(asked: Sequence[DutyAsked], limits: Limits) -> Lack | None:
    """What cannot all be had, if anything."""
    flow = Flow()
    may: dict[str, list[Duty]] = defaultdict(list)
    for number, one in enumerate(asked):
        flow.edge(SOURCE, number, one.least)
        for duty in one.duties:
            for person in one.people.intersection(duty.people):
                flow.edge(number, (person, duty), 1)
                may[person].append(duty)
    for person, duties in may.items():
        nest = _nest(person, duties, limits)
        placed: set[Duty] = set()
        for some, most in nest.items():
            for duty in some - placed:
                flow.edge((person, duty), (person, some), 1)
            placed |= some
            wider = next((other for other in nest if some < other), None)
            flow.edge((person, some), SINK if wider is None else (person, wider), most)
    if flow.run() >= sum(one.least for one in asked):
        return None
    most_of: dict[str, int] = defaultdict(int)
    for a, b, capacity in flow.cut():
        if a is not SOURCE:
            person = next(node[0] for node in (a, b) if isinstance(node, tuple))
            most_of[person] += capacity
    reached = flow.reached()
    return Lack(tuple(one for i, one in enumerate(asked) if i in reached), most_of)


def _nest(person: str, duties: Sequence[Duty], limits: Limits) -> dict[frozenset[Duty], int]:
    """Some of the duties of a person -> how many of them they can have; narrower ones first, none
    cuts across another. Each duty is in some."""
    most: dict[frozenset[Duty], int] = {}
    at: dict[Span, list[Duty]] = defaultdict(list)
    for duty in duties:
        at[duty.span].append(duty)
    for span in at:  # one at a time: of all that are under way when these start
        first = Span(span.day, span.start, span.start + 1)
        most[frozenset(d for other in at if first.inside(other) for d in at[other])] = 1
    for some in limits.values():
        for limit in some:
            if limit.person == person and (mine := limit.duties.intersection(duties)):
                most[mine] = min(limit.most, most.get(mine, len(mine)))
    nest: dict[frozenset[Duty], int] = {}
    for one in sorted(most, key=len):
        if all(other <= one or other.isdisjoint(one) for other in nest):
            nest[one] = most[one]
    for duty in duties:
        if not any(duty in some for some in nest):
            nest[frozenset([duty])] = 1
    return nest


def _shortage(rule: Rule, lack: Lack, limits: Limits, school: School) -> Shortage:
    asked = sum(one.least for one in lack.asked)
    wanted = frozenset[Duty]().union(*(one.duties for one in lack.asked))
    duties = [duty for duty in school.duties if duty in wanted]
    people = [t for t in school.teachers if t.id in lack.most]
    by_most: dict[int, list[str]] = defaultdict(list)
    for teacher in people:
        by_most[lack.most[teacher.id]].append(teacher.name)
    sums = [_each(names, most) for most, names in sorted(by_most.items()) if most]
    titles = words(f'"{by.title}"' for by in limits)
    who = "" if rule.standing else f' for "{rule.title}"'
    message = (
        f"{plural(asked, 'duty', 'duties')} a {school.week.word} "
        f"{'is' if asked == 1 else 'are'} to be done{who} ({_where(duties, school)}), but at most "
        f"{sum(lack.most.values())} can be: {' + '.join(sums) or 'nobody may'}"
        f"{f', given {titles}' if limits else ''}"
    )
    lines = (
        rule.source,
        *(by.source for by in limits),
        *(d.source for d in duties),
        *(t.source for t in people),
    )
    return Shortage(message, written(lines))


def _each(names: Sequence[str], most: int) -> str:
    """``Amy Ng 2``, ``Amy Ng and Bob Fox 2 each``, ``12 people 2 each``."""
    if len(names) == 1:
        return f"{names[0]} {most}"
    return f"{words(names) if len(names) <= 4 else f'{len(names)} people'} {most} each"


def _where(duties: Sequence[Duty], school: School) -> str:
    """``Yard and Oval on Mon and Tue``."""
    areas = dict.fromkeys(school.area[d.area].name for d in duties)
    return f"{words(areas)} on {school.week.day_words({d.span.day for d in duties})}"
