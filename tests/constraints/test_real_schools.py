"""encode and deviation agree on timetables of real size, drawn at random."""

from pathlib import Path
from random import Random

import pytest

from timetabler.constraints.evaluator import Evaluator
from timetabler.models.timetable import Placement, Timetable
from timetabler.spec.load import load

SCHOOLS = sorted((Path(__file__).parents[2] / "examples").glob("*/school.yaml"))


@pytest.mark.parametrize("path", SCHOOLS, ids=[path.parent.name for path in SCHOOLS])
def test_encode_and_deviation_agree(path: Path) -> None:
    problem = load(path)
    draw = Random(7)
    lessons = []
    for course in problem.school.courses:
        spans = list(problem.school.spans(course))
        rooms = problem.school.rooms_for(course) or (None,)
        for span in draw.sample(spans, min(len(course.lengths), len(spans))):
            staff = tuple(draw.choice(pool) for pool in course.staff)
            lessons.append(Placement(course, span, draw.choice(rooms), staff))
    timetable = Timetable(problem.school, lessons)
    evaluator = Evaluator(timetable)
    different = [
        (rule.kind, point.key)
        for rule in problem.rules
        for point in rule.points
        if evaluator.deviation(rule.constraint, point)
        != rule.constraint.deviation(point, timetable)
    ]
    assert different == []
