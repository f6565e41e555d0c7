"""The brute-force oracle for schools with duties: who has which, and cycles of two weeks.

As in ``oracle``, what a rule means is said once more here, in minutes and from the rules as
written. All rosters are tried with all lessons; whatever may be broken at a cost is tried broken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise, product
from math import ceil
from typing import NamedTuple, TypeAlias

import oracle
from oracle import STEP, Lesson, Picture, Written, minutes_of
from timetabler.models.duties import Duty
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import DutyPlacement, Timetable

Roster: TypeAlias = Mapping[Duty, tuple[str, ...]]
"""Who has each duty."""
Minute: TypeAlias = tuple[int, int]
"""(day, minute)"""


# ---- everything that may be ------------------------------------------------------------------


def ways(school: School, course: Course) -> list[tuple[Lesson, ...]]:
    """Every way to give a course; in each week alike, unless it says its weeks."""
    weeks = len(school.week.weeks) or 1
    days = len(school.week.days) // weeks
    if course.weeks is None:
        first = [way for way in oracle.ways(school, course) if all(x.span.day < days for x in way)]
        return [
            tuple(_later(x, week * days) for x in way for week in range(weeks)) for way in first
        ]
    return [
        way
        for way in oracle.ways(school, course)
        if all(x.span.day // days in course.weeks for x in way)
    ]


def _later(lesson: Lesson, days: int) -> Lesson:
    course, span, room, teachers = lesson.placement
    later = Span(span.day + days, span.start, span.end)
    return Lesson(course, later, room, teachers, minutes_of(later))


def rosters(school: School, *, whole: bool) -> Iterator[Roster]:
    """All rosters; whole ones have everywhere the people needed, the fixed among them."""
    each = [
        [
            people
            for number in (range(d.least, d.most + 1) if whole else range(len(d.people) + 1))
            for people in combinations(d.people, number)
            if not whole or set(d.fixed) <= set(people)
        ]
        for d in school.duties
    ]
    for chosen in product(*each):
        yield dict(zip(school.duties, chosen, strict=True))


# ---- who is where ----------------------------------------------------------------------------


class Presence(NamedTuple):
    """A whole cycle: lessons, and who is on duty in each minute."""

    week: Picture
    roster: Roster
    watching: Counter[tuple[str, Minute]]

    @classmethod
    def of(cls, week: Picture, roster: Roster) -> Presence:
        watching = Counter(
            (person, minute)
            for duty, people in roster.items()
            for person in people
            for minute in minutes_of(duty.span)
        )
        return cls(week, roster, watching)

    def here(self, person: str, minute: Minute) -> int:
        """How many things somebody is at."""
        return self.week.teachers[person, minute] + self.watching[person, minute]

    def twice(self) -> int:
        """Minutes in which some person, class or room has one thing too many."""
        week = self.week
        people = {*week.teachers, *self.watching}
        holds = {room.id: room.classes for room in week.school.rooms}
        return STEP * (
            sum(max(0, self.here(*where) - 1) for where in people)
            + sum(max(0, n - 1) for n in week.classes.values())
            + sum(max(0, n - holds[room]) for (room, _), n in week.rooms.items())
        )

    def away(self) -> bool:
        """Whether somebody is at anything while off site, or a room used while closed."""
        shut = oracle.away(self.week.school)
        return not all(map(shut.isdisjoint, (self.week.teachers, self.watching, self.week.rooms)))


# ---- what rules mean -------------------------------------------------------------------------


def deviation(rule: Written, all_: Presence) -> int:
    """How far a timetable is from a rule, over the whole cycle."""
    kind = rule["kind"]
    known = _KINDS.get(kind)
    return oracle.deviation(rule, all_.week) if known is None else known(rule, all_)


def _avoid_clashes(rule: Written, all_: Presence) -> int:  # noqa: ARG001
    return all_.twice()


def _staff_duties(rule: Written, all_: Presence) -> int:  # noqa: ARG001
    return sum(
        max(0, duty.least - len(people))
        + max(0, len(people) - duty.most)
        + len(set(duty.fixed).difference(people))
        for duty, people in all_.roster.items()
    )


def _share_duties(rule: Written, all_: Presence) -> int:
    school = all_.week.school
    points = {area.id: area.points for area in school.areas}
    worth = {d: (d.span.end - d.span.start) * points[d.area] for d in all_.roster}
    may = {person for duty in all_.roster for person in duty.people}
    fte = {t.id: Fraction(str(t.fte)) for t in school.teachers if t.id in may}
    total = sum(duty.least * n for duty, n in worth.items() if duty.people)
    largest = max(
        abs(
            sum(n for d, n in worth.items() if who in all_.roster[d])
            - total * f / sum(fte.values())
        )
        for who, f in fte.items()
    )
    return max(0, ceil(largest) - rule.get("within", 0))


def _limit_duties(rule: Written, all_: Presence) -> int:
    school = all_.week.school
    weeks = len(school.week.weeks) or 1
    length = 1 if rule["per"] == "day" else len(school.week.days) // weeks
    duties = [d for d in all_.roster if d.time in rule.get("times", [d.time])]
    wrong = 0
    for person in (t.id for t in school.teachers):
        for part in {d.span.day // length for d in duties if person in d.people}:
            has = sum(d.span.day // length == part and person in all_.roster[d] for d in duties)
            wrong += max(0, has - rule.get("at_most", has), rule.get("at_least", has) - has)
    return wrong


def _have_on_duty(rule: Written, all_: Presence) -> int:
    """Duty times of these schools do not overlap in part."""
    times: dict[Span, int] = {duty.span: 0 for duty in all_.roster}
    for duty, people in all_.roster.items():
        times[duty.span] += len(set(rule["teachers"]).intersection(people))
    return sum(n == 0 for n in times.values())


def _release_time(rule: Written, all_: Presence) -> int:
    school = all_.week.school
    weeks = len(school.week.weeks) or 1
    wrong = 0
    for teacher in school.teachers:
        classes = [c.id for c in school.classes if teacher.id in dict(c.homes)]
        theirs = [
            minute
            for minute in set().union(*(oracle.school_time(school, c) for c in classes))
            if any(oracle.own_teacher(school, c).get(minute) == teacher.id for c in classes)
        ]
        for week in range(weeks if theirs else 0):
            now = [m for m in theirs if m[0] * weeks // len(school.week.days) == week]
            gone = [m for m in now if not all_.week.teachers[teacher.id, m]]
            free = [m for m in gone if not all_.watching[teacher.id, m]]
            part = Fraction(str(teacher.fte))
            wrong += max(0, int(rule["minutes"] * part) - STEP * len(free))
            if "at_most" in rule:
                wrong += max(0, STEP * len(gone) - int(rule["at_most"] * part))
    return wrong


def _lunch_break(rule: Written, all_: Presence) -> int:
    start, end = (int(t[:2]) * 60 + int(t[3:]) for t in rule["times"].split("-"))
    school, missing = all_.week.school, 0
    for person in rule["teachers"]:
        for day in range(len(school.week.days)):
            if oracle._on_site(person, day, school):
                minutes = [(day, m) for m in range(start, end, STEP)]
                at_all = [m for m in minutes if all_.here(person, m)]
                in_class = [m for m in minutes if all_.week.teachers[person, m]]
                on_duty = rule.get("minutes_on_duty", rule["minutes"])
                less = in_class if "minutes_on_duty" in rule else at_all
                fine = _longest(less, start, end) >= rule["minutes"]
                missing += not (fine and _longest(at_all, start, end) >= on_duty)
    return missing


def _longest(busy: Sequence[Minute], start: int, end: int) -> int:
    edges = [start - STEP, *(minute for _, minute in busy), end]
    return max(b - a - STEP for a, b in pairwise(edges))


_KINDS: dict[str, Callable[[Written, Presence], int]] = {
    "avoid_clashes": _avoid_clashes,
    "staff_duties": _staff_duties,
    "share_duties": _share_duties,
    "limit_duties": _limit_duties,
    "have_on_duty": _have_on_duty,
    "release_time": _release_time,
    "lunch_break": _lunch_break,
}


# ---- the best of all timetables --------------------------------------------------------------


def cost(school: School, rules: Sequence[Written], timetable: Timetable) -> int | None:
    """What a timetable costs; None if it is not valid. All its lessons must be there."""
    roster = {
        duty: tuple(person for other, person in timetable.duties if other is duty)
        for duty in school.duties
    }
    week = Picture(school, map(Lesson.of, timetable.placements))
    return _cost(rules, Presence.of(week, roster))


def _cost(rules: Sequence[Written], all_: Presence) -> int | None:
    written = {rule["kind"] for rule in rules}
    always = [{"kind": k, "required": True} for k in ("avoid_clashes", "staff_duties")]
    if all_.away():
        return None
    total = 0
    for rule in (*(r for r in always if r["kind"] not in written), *rules):
        amount = deviation(rule, all_)
        if amount and rule.get("required"):
            return None
        total += amount * rule.get("weight", 0)
    return total


def best(school: School, rules: Sequence[Written]) -> int | None:
    """The cost of the best timetable; None if there is none."""
    costs = (_cost(rules, all_) for all_ in timetables(school, rules))
    return min((c for c in costs if c is not None), default=None)


def size(school: School, rules: Sequence[Written]) -> int:
    """How many timetables would be tried."""
    number = sum(1 for _ in rosters(school, whole=_whole(rules)))
    for course in school.courses:
        number *= len(ways(school, course))
    return number


def timetables(school: School, rules: Sequence[Written]) -> Iterator[Presence]:
    """All lessons with all rosters."""
    some = list(rosters(school, whole=_whole(rules)))
    for lessons in product(*(ways(school, course) for course in school.courses)):
        week = Picture(school, (x for way in lessons for x in way))
        for roster in some:
            yield Presence.of(week, roster)


def _whole(rules: Sequence[Written]) -> bool:
    return all(rule["kind"] != "staff_duties" for rule in rules)


def placed(all_: Presence) -> Timetable:
    """The timetable in the words of the program."""
    return Timetable(
        all_.week.school,
        (lesson.placement for lesson in all_.week.lessons),
        (DutyPlacement(duty, person) for duty, people in all_.roster.items() for person in people),
    )
