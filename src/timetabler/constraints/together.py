"""How many classes can be with other teachers at the same time, by counting who is on site."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from typing import TypeAlias

from timetabler.models.school import School
from timetabler.models.span import Span

Runs: TypeAlias = Collection[tuple[Span, ...]]
"""Lesson periods in a row, in which all of them are away."""


def teams_that_can(
    runs: Runs, classes: tuple[str, ...], school: School
) -> tuple[tuple[str, ...], ...]:
    """The fewest teams, as equal as possible and in order, that each have teachers enough at some
    time; none if there are none. The runs that all classes have in common will do for a part."""
    for number in range(2, len(classes) + 1):
        size, larger = divmod(len(classes), number)
        ends = [size * i + min(i, larger) for i in range(number + 1)]
        parts = tuple(classes[a:b] for a, b in pairwise(ends))
        if all(most_together(runs, part, school) >= len(part) for part in parts):
            return parts
    return ()


def most_together(runs: Runs, classes: tuple[str, ...], school: School) -> int:
    """How many of the other teachers of these classes are on site together for a whole run."""
    return max((_most_on_site(run, classes, school) for run in runs), default=0)


def _most_on_site(run: tuple[Span, ...], classes: tuple[str, ...], school: School) -> int:
    """How many of the other teachers of these classes are on site at every moment of a run."""
    courses = {c for class_id in classes for c in school.courses_of_pupils[class_id]}
    people = {t for c in courses for pool in c.staff for t in pool}
    moments = (moment for period in run for moment in school.within(period))
    return min(sum(school.teacher[t].here(moment) for t in people) for moment in moments)


def no_joint_lessons(classes: tuple[str, ...], school: School) -> bool:
    """Whether each class needs a teacher of its own: no lesson is for two of them together."""
    return all(
        course.home or len(set(school.classes_of(course)).intersection(classes)) < 2
        for course in school.courses
    )
