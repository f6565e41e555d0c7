"""All formats say the same of one timetable, and their sums are those of the timetable itself."""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from itertools import pairwise
from pathlib import Path

from hypothesis import given

from planted import Planted, a_few, planted
from timetabler import api
from timetabler.exporters import formats
from timetabler.models.findings import Outcome, Status
from timetabler.verify import verify
from timetabler.views import Book, rows

Line = dict[str, str]


def lines(folder: Path, table: str) -> list[Line]:
    path = folder / "analytics" / "data" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def minutes(found: list[Line], key: str, **only: str) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for line in found:
        if all(line[k] == value for k, value in only.items()):
            sums[line[key]] += int(line["minutes"])
    return dict(sums)


@a_few
@given(planted())
def test_formats_agree_with_each_other_and_with_the_timetable(one: Planted) -> None:
    problem, timetable = one.problem, one.timetable
    school, report = problem.school, verify(one.problem, one.timetable)
    book = Book(problem, timetable, report, Outcome(Status.FEASIBLE, report.cost, 0))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        api.export(book, folder)
        for exporter in map(formats().__getitem__, api.DEFAULT_FORMATS):
            found = exporter().read_back(folder / exporter.filename, problem)
            assert Counter(found) == Counter(rows(book)), exporter.name
        lessons, staff = lines(folder, "fact_lesson"), lines(folder, "fact_staff_time")
        released = minutes(lines(folder, "fact_release"), "teacher_id")
        wanted = lines(folder, "curriculum_requirement")
        results = lines(folder, "rule_result")
        violations = lines(folder, "rule_violation")
    assert minutes(lessons, "class_id") == {
        c.id: sum(p.span.minutes for p in school.periods(c.id, "lesson", "home"))
        for c in school.classes
    }
    at_home = {
        c.id: sum(m.minutes for m in school.home_periods[c.id] if timetable.at_home(c.id, m))
        for c in school.classes
    }
    assert minutes(lessons, "class_id", is_home_time="true") == {
        c: m for c, m in at_home.items() if m
    }
    with_classes = minutes(staff, "teacher_id", activity="face_to_face", is_home_time="false")
    assert with_classes == {
        t.id: sum(p.span.minutes for p in taught)
        for t in school.teachers
        if (taught := timetable.lessons_of(t))
    }
    assert released == minutes(staff, "teacher_id", activity="release")
    assert released == {
        t.id: sum(m.minutes for m in school.homes_of[t.id] if timetable.released(t.id, m))
        for t in school.teachers
        if any(timetable.released(t.id, m) for m in school.homes_of[t.id])
    }
    for teacher in school.teachers:
        mine = (x for x in staff if x["teacher_id"] == teacher.id)
        times = sorted((x["period_id"].split("-")[1], x["start_time"], x["end_time"]) for x in mine)
        assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(times)), "in two places"
    taught = Counter((x["class_id"], x["subject_id"]) for x in lessons if x["lesson_id"])
    assert {(x["class_id"], x["subject_id"]) for x in wanted} == set(taught)
    assert sum(int(x["cost"]) for x in results) == report.cost
    assert sum(int(x["cost"]) for x in violations) == report.cost
