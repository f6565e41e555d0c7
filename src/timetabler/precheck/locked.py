"""Lessons that are locked where a required rule never allows them."""

from __future__ import annotations

from collections.abc import Iterator

from timetabler.constraints.base import Point
from timetabler.models.placements import Placement
from timetabler.models.reasons import Shortage
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Timetable
from timetabler.models.wording import words
from timetabler.precheck.given import Given
from timetabler.precheck.shortages import written
from timetabler.spec.problem import Rule


def locked(given: Given) -> Iterator[Shortage]:
    """One for each lock and rule that cannot both hold."""
    school = given.school
    for lock in school.locks:
        course, span = school.course[lock.course], lock.span
        if span is None:
            continue
        for rule, (closed, _) in given.by.items():
            if isinstance(rule, Rule) and (course, span) in closed:
                when = school.week.label(span, school.bells_of(course)[0])
                broken = tuple(_broken(rule, course, span, school))
                why = words(dict.fromkeys(rule.sentence(point) for point in broken))
                lines = (lock.source, *(line for point in broken for line in rule.sources(point)))
                yield Shortage(f"{course.id} is locked on {when}, but {why}", written(lines))


def _broken(rule: Rule, course: Course, span: Span, school: School) -> Iterator[Point]:
    """Where the rule is broken by that lesson alone, whoever gives it and in whatever room."""
    widest = max(map(len, course.staff), default=1)
    teams = [tuple(pool[min(i, len(pool) - 1)] for pool in course.staff) for i in range(widest)]
    rooms = school.rooms_for(course) or (None,)
    alone = [
        Timetable(school, (Placement(course, span, room, team),))
        for room in rooms
        for team in teams
    ]
    none, deviation = Timetable(school, ()), rule.constraint.deviation
    for point in rule.points:
        if not point.shadow and any(deviation(point, t) > deviation(point, none) for t in alone):
            yield point
