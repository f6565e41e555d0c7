"""Teachers, or rooms, of choices that overlap: which of them are short together.

If lessons may go to Ana or Ben, to Ben or Cy, and to Cy or Dee, one flow through everybody says
whether all get through; if not, its smallest cut names those to count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

from timetabler.models.flow import SINK, SOURCE, Flow
from timetabler.models.resources import Course, Room, Teacher
from timetabler.models.school import School
from timetabler.precheck.bottlenecks import Bottleneck, of_rooms, of_teachers
from timetabler.precheck.given import Given
from timetabler.precheck.supply import Supply

Choice: TypeAlias = tuple[str, ...]
"""Ids of teachers or rooms, any of which will do."""


def overlaps(given: Given) -> Iterator[Bottleneck]:
    """Those that are short by such a flow, with the courses that need them."""
    school = given.school
    by_pool: dict[Choice, list[Course]] = defaultdict(list)
    by_rooms: dict[Choice, list[Course]] = defaultdict(list)
    for course in school.courses:
        for pool in course.staff:
            by_pool[pool].append(course)
        if course.rooms:
            by_rooms[course.rooms].append(course)
    yield from _short(by_pool, school.teacher, of_teachers, given)
    yield from _short(by_rooms, school.room, of_rooms, given)


def _short(
    choices: Mapping[Choice, list[Course]],
    known: Mapping[str, Teacher] | Mapping[str, Room],
    bottleneck: Callable[[School, Collection[str]], Bottleneck],
    given: Given,
) -> Iterator[Bottleneck]:
    for together in _connected(choices):
        flow = Flow()
        asked = 0
        for choice in together:
            lessons = sum(len(given.school.lessons(c)) for c in choices[choice])
            asked += lessons
            flow.edge(SOURCE, choice, lessons)
            for one in choice:
                flow.edge(choice, one, lessons)
        for one in dict.fromkeys(one for choice in together for one in choice):
            courses = dict.fromkeys(c for ch in together if one in ch for c in choices[ch])
            alone = bottleneck(given.school, [one]).only(courses)
            flow.edge(one, SINK, Supply(alone, given).total)
        if flow.run() < asked:
            reached = flow.reached()
            yield bottleneck(given.school, [one for one in known if one in reached])


def _connected(choices: Iterable[Choice]) -> list[list[Choice]]:
    """The choices that have somebody in common, directly or by others, if there are several."""
    groups: list[list[Choice]] = []
    for choice in choices:
        apart = [group for group in groups if not any(set(choice) & set(c) for c in group)]
        joined = [c for group in groups if group not in apart for c in group]
        groups = [*apart, [*joined, choice]]
    return [group for group in groups if len(group) > 2]
