"""encode and deviation agree on timetables of real size, drawn at random."""

from pathlib import Path
from random import Random

import pytest

from timetabler.constraints.evaluator import Evaluator
from timetabler.models.timetable import DutyPlacement, Placement, Timetable
from timetabler.spec.load import load

SCHOOLS = sorted((Path(__file__).parents[2] / "examples").glob("*/*.yaml"))


@pytest.mark.parametrize("path", SCHOOLS, ids=[f"{p.parent.name}/{p.stem}" for p in SCHOOLS])
def test_encode_and_deviation_agree(path: Path) -> None:
    problem = load(path)
    draw = Random(7)
    lessons = []
    for course in problem.school.courses:
        spans = list(problem.school.spans(course))
        rooms = problem.school.rooms_for(course) or (None,)
        for span in draw.sample(spans, min(len(problem.school.lessons(course)), len(spans))):
            staff = tuple(draw.choice(pool) for pool in course.staff)
            lessons.append(Placement(course, span, draw.choice(rooms), staff))
    roster = [
        DutyPlacement(duty, person)
        for duty in problem.school.duties
        for person in draw.sample(duty.people, min(draw.randint(0, duty.most), len(duty.people)))
    ]
    timetable = Timetable(problem.school, lessons, roster)
    evaluator = Evaluator(timetable)
    different = [
        (rule.kind, point.key)
        for rule in problem.rules
        for point in rule.points
        if evaluator.deviation(rule.constraint, point)
        != rule.constraint.deviation(point, timetable)
    ]
    assert different == []
