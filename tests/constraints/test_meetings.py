"""Every kind of rule, in schools in which staff meet without pupils."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from timetabler.constraints import kinds
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable

from .test_contract import Said, compare, worlds

FEW = 20
"""Timetables of a world to which meetings are added."""


@pytest.mark.parametrize("kind", kinds())
def test_a_meeting_of_staff_is_a_lesson_like_others(kind: str) -> None:
    draw = Random(kind)
    meetings = 0
    for world in worlds(kind):
        school = _meeting(world.school)
        meeting = school.courses[-1]
        timetables = list(world.timetables())
        for constraint in world.rules:
            said = Said(constraint, school)
            for point in said.points:
                assert constraint.spoken(school).sentence(point)
            for timetable in draw.sample(timetables, min(FEW, len(timetables))):
                spans = draw.sample(list(school.spans(meeting)), min(2, len(school.spans(meeting))))
                met = [_placed(meeting, span) for span in spans]
                meetings += len(met)
                more = Timetable(school, (*timetable.placements, *met), timetable.duties)
                compare(said, more)
    assert meetings


def _meeting(school: School) -> School:
    """The school with two meetings more of the first teacher and, if there is one, the last."""
    staff = dict.fromkeys(t.id for t in (*school.teachers[:1], *school.teachers[-1:]))
    course = Course(
        id="- Briefing",
        subject="Briefing",
        classes=(),
        staff=tuple((person,) for person in staff),
        lengths=(1, 1),
        tags=("staff",),
    )
    return replace(school, courses=(*school.courses, course))


def _placed(course: Course, span: Span) -> Placement:
    return Placement(course, span, None, tuple(names[0] for names in course.staff))
