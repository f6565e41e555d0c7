"""A brute-force solver of tiny schools, written straight from the definitions.

It shares only ``timetabler.models`` with the program, and of that only the facts: where lessons
fit, who clashes and what a rule means is said here once more, in sets of minutes. Rules are read as
they are written in YAML. So it can be wrong only in other ways than the program.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise, product
from typing import Any

from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timeslot import Timeslot
from timetabler.models.timetable import Placement, Timetable

STEP = 5
"""Bells of the tiny schools are at multiples of so many minutes."""
Minutes = frozenset[tuple[int, int]]
"""(day, minute) every STEP minutes."""
Written = Mapping[str, Any]
"""One rule as written."""


@cache
def minutes_of(span: Span) -> Minutes:
    return frozenset((span.day, minute) for minute in range(span.start, span.end, STEP))


@dataclass(frozen=True, eq=False)
class Lesson:
    """One lesson in one way to give it."""

    course: Course
    span: Span
    room: str | None
    teachers: tuple[str, ...]
    minutes: Minutes

    @classmethod
    def of(cls, placement: Placement) -> Lesson:
        return cls(*placement, minutes_of(placement.span))

    @property
    def placement(self) -> Placement:
        return Placement(self.course, self.span, self.room, self.teachers)


# ---- where lessons fit -----------------------------------------------------------------------


def rows(school: School, class_id: str, day: int) -> list[Timeslot]:
    """The bells of a class on a day."""
    slots = (
        s
        for s in school.week.timeslots
        if (s.days is None or day in s.days) and (s.classes is None or class_id in s.classes)
    )
    return sorted(slots, key=lambda s: s.start)


def runs(school: School, class_id: str, length: int) -> Iterator[tuple[Span, ...]]:
    """So many lesson periods in a row."""
    for day in range(len(school.week.days)):
        slots = rows(school, class_id, day)
        for first in range(len(slots) - length + 1):
            row = slots[first : first + length]
            if all(s.kind == "lesson" for s in row):
                yield tuple(Span(day, s.start, s.end) for s in row)


def places(school: School, course: Course, length: int) -> list[Span]:
    """Where a lesson fits the bells of all its classes."""
    found = [
        {Span(run[0].day, run[0].start, run[-1].end) for run in runs(school, class_id, length)}
        for class_id in course.classes
    ]
    if course.minutes is not None:
        found = [
            {
                Span(day, minute, minute + course.minutes)
                for day, start, end in spans
                for minute in range(start, end - course.minutes + 1, course.minutes)
            }
            for spans in found
        ]
    return sorted(set.intersection(*found))


def ways(school: School, course: Course) -> list[tuple[Lesson, ...]]:
    """Every way to place all lessons of a course: one teacher all year, any room each time."""
    rooms: Sequence[str | None] = course.rooms
    if not rooms:
        home = school.class_[course.classes[0]].room if len(course.classes) == 1 else None
        rooms = (home,)
    by_length = Counter(course.lengths)
    times = product(
        *(combinations(places(school, course, n), count) for n, count in sorted(by_length.items()))
    )
    return [
        tuple(
            Lesson(course, span, room, staff, minutes_of(span))
            for span, room in zip(spans, chosen, strict=True)
        )
        for groups in times
        for spans in [[s for group in groups for s in group]]
        for staff in product(*course.staff)
        for chosen in product(rooms, repeat=len(spans))
    ]


# ---- who is where ----------------------------------------------------------------------------


@cache
def school_time(school: School, class_id: str) -> Minutes:
    """When a class is at school and not in a break."""
    return frozenset(
        minute
        for day in range(len(school.week.days))
        for slot in rows(school, class_id, day)
        if slot.kind in ("lesson", "home")
        for minute in minutes_of(Span(day, slot.start, slot.end))
    )


@cache
def own_teacher(school: School, class_id: str) -> dict[tuple[int, int], str]:
    """The class teacher of each minute."""
    homes = school.class_[class_id].homes
    return {m: teacher for teacher, spans in homes for span in spans for m in minutes_of(span)}


@cache
def away(school: School) -> frozenset[tuple[str, tuple[int, int]]]:
    """When teachers are off site and rooms closed."""
    return frozenset(
        (who.id, minute)
        for who in (*school.teachers, *school.rooms)
        for span in who.away
        for minute in minutes_of(span)
    )


class Picture:
    """A whole week, minute by minute."""

    def __init__(self, school: School, lessons: Iterable[Lesson]) -> None:
        self.school = school
        self.lessons = tuple(lessons)
        self.teachers: Counter[tuple[str, tuple[int, int]]] = Counter()
        self.classes: Counter[tuple[str, tuple[int, int]]] = Counter()
        self.rooms: Counter[tuple[str, tuple[int, int]]] = Counter()
        self.away: set[tuple[str, tuple[int, int]]] = set()
        """Classes with somebody other than their own teacher."""
        for lesson in self.lessons:
            self._add(lesson)
        self._add_home_time()

    def _add(self, lesson: Lesson) -> None:
        course = lesson.course
        for minute in lesson.minutes:
            for class_id in course.classes:
                self.classes[class_id, minute] += 1
                own = own_teacher(self.school, class_id).get(minute)
                if course.staff and own not in lesson.teachers:
                    self.away.add((class_id, minute))
            staff = set(lesson.teachers)
            if not course.staff:
                staff = {
                    own_teacher(self.school, c)[minute]
                    for c in course.classes
                    if minute in own_teacher(self.school, c)
                }
            for teacher in staff:
                self.teachers[teacher, minute] += 1
            if lesson.room is not None:
                holds = self.school.room[lesson.room].classes
                self.rooms[lesson.room, minute] += min(len(course.classes), holds)

    def _add_home_time(self) -> None:
        for class_ in self.school.classes:
            for minute in school_time(self.school, class_.id):
                if (class_.id, minute) not in self.classes:
                    if own := own_teacher(self.school, class_.id).get(minute):
                        self.teachers[own, minute] += 1
                    if class_.room is not None:
                        self.rooms[class_.room, minute] += 1

    def possible(self) -> bool:
        """Whether nobody is in two places, or anywhere while away."""
        shut = away(self.school)
        return (
            all(n <= 1 for n in self.classes.values())
            and all(n <= 1 for n in self.teachers.values())
            and all(n <= self.school.room[room].classes for (room, _), n in self.rooms.items())
            and shut.isdisjoint(self.teachers)
            and shut.isdisjoint(self.rooms)
        )


# ---- what rules mean -------------------------------------------------------------------------


def deviation(rule: Written, week: Picture) -> int:
    """How far a timetable is from a rule, over the whole school."""
    return {
        "spread_lessons": _spread_lessons,
        "prefer_times": _prefer_times,
        "limit_lessons_per_day": _limit_lessons_per_day,
        "common_release": _common_release,
        "lunch_break": _lunch_break,
    }[rule["kind"]](rule, week)


def _in_scope(rule: Written, week: Picture) -> list[Lesson]:
    return [x for x in week.lessons if x.course.subject in rule.get("subjects", [x.course.subject])]


def _spread_lessons(rule: Written, week: Picture) -> int:
    lessons = _in_scope(rule, week)
    return len(lessons) - len({(x.course.id, x.span.day) for x in lessons})


def _prefer_times(rule: Written, week: Picture) -> int:
    return sum(not _inside(rule["times"], x, week.school) for x in _in_scope(rule, week))


def _inside(times: Sequence[str], lesson: Lesson, school: School) -> bool:
    """Whether each period of a lesson is on one of the days, or one of the timeslots."""
    if school.week.days[lesson.span.day] in times:
        return True
    slots = rows(school, lesson.course.classes[0], lesson.span.day)
    return all(
        slot.id in times
        for slot in slots
        if lesson.minutes & minutes_of(Span(lesson.span.day, slot.start, slot.end))
    )


def _limit_lessons_per_day(rule: Written, week: Picture) -> int:
    lessons = _in_scope(rule, week)
    if "teachers" in rule:
        each = Counter(
            (t, x.span.day) for x in lessons for t in x.teachers if t in rule["teachers"]
        )
    else:
        each = Counter((c, x.span.day) for x in lessons for c in x.course.classes)
    return sum(max(0, n - rule["at_most"]) for n in each.values())


def _common_release(rule: Written, week: Picture) -> int:
    classes = rule["classes"]
    common = set.intersection(*(set(runs(week.school, c, rule["periods"])) for c in classes))
    for run in common:
        if all((c, minute) in week.away for c in classes for s in run for minute in minutes_of(s)):
            return 0
    return 1


def _lunch_break(rule: Written, week: Picture) -> int:
    start, end = (int(t[:2]) * 60 + int(t[3:]) for t in rule["times"].split("-"))
    missing = 0
    for teacher in rule["teachers"]:
        for day in range(len(week.school.week.days)):
            if not _on_site(teacher, day, week.school):
                continue
            busy = [m for m in range(start, end, STEP) if (teacher, (day, m)) in week.teachers]
            edges = [start - STEP, *busy, end]
            missing += all(b - a - STEP < rule["minutes"] for a, b in pairwise(edges))
    return missing


def _on_site(teacher: str, day: int, school: School) -> bool:
    bells = [s for c in school.classes for s in rows(school, c.id, day)]
    whole = minutes_of(Span(day, min(s.start for s in bells), max(s.end for s in bells)))
    away = (minutes_of(span) for span in school.teacher[teacher].away)
    return not whole <= frozenset().union(*away)


# ---- the best of all timetables --------------------------------------------------------------


def cost(school: School, rules: Sequence[Written], timetable: Timetable) -> int | None:
    """What a timetable costs; None if it is not valid. All its lessons must be there."""
    return _cost(rules, Picture(school, map(Lesson.of, timetable.placements)))


def _cost(rules: Sequence[Written], week: Picture) -> int | None:
    if not week.possible():
        return None
    total = 0
    for rule in rules:
        amount = deviation(rule, week)
        if amount and rule.get("required"):
            return None
        total += amount * rule.get("weight", 0)
    return total


def best(school: School, rules: Sequence[Written]) -> int | None:
    """The cost of the best timetable; None if there is none."""
    costs = (_cost(rules, Picture(school, lessons)) for lessons in timetables(school))
    return min((c for c in costs if c is not None), default=None)


def timetables(school: School) -> Iterator[list[Lesson]]:
    """All timetables in which no class and no named teacher has two lessons at once."""
    return _extend([ways(school, course) for course in school.courses], [])


def _extend(
    options: list[list[tuple[Lesson, ...]]], lessons: list[Lesson]
) -> Iterator[list[Lesson]]:
    if not options:
        yield lessons
        return
    for way in options[0]:
        together = [*lessons, *way]
        if all(not _meet(a, b) for b in way for a in together if a is not b):
            yield from _extend(options[1:], together)


def _meet(a: Lesson, b: Lesson) -> bool:
    shared = {*a.course.classes, *a.teachers} & {*b.course.classes, *b.teachers}
    return bool(shared and a.minutes & b.minutes)
