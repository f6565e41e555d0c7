"""timetable.json: lessons and duties alone. It can be read again, edited, verified and kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from timetabler.exporters.base import Exporter, replacing
from timetabler.exporters.timetable_json.places import LISTS
from timetabler.exporters.timetable_json.reader import SCHEMA, one_line, read, told
from timetabler.models.findings import Report
from timetabler.models.school import School
from timetabler.models.span import clock
from timetabler.models.timetable import DutyPlacement, Placement
from timetabler.spec.problem import Problem
from timetabler.views import Book, Row, rows

__all__ = ["SCHEMA", "TimetableJson", "read"]


class TimetableJson(Exporter):
    """A line for each lesson and each duty, in the order of the week: two versions compare well."""

    name = "json"
    filename = "timetable.json"
    summary = "lessons and duties alone; to verify, keep or solve again from"

    def write(self, book: Book, path: Path) -> tuple[str, ...]:
        """See Exporter."""
        with replacing(path) as temporary:
            temporary.write_text(text(book), encoding="utf-8", newline="\n")
        return ()

    def read_back(self, path: Path, problem: Problem) -> tuple[Row, ...]:
        """See Exporter. Home time is not in the file: it follows from the school."""
        timetable, header = read(path, problem)
        return rows(Book(problem, timetable, Report(()), header.outcome))


def document(book: Book) -> dict[str, Any]:
    """What the file says."""
    school, outcome = book.school, book.outcome
    return {
        "schema": SCHEMA,
        "school": {"id": school.id, "name": school.name, "term": school.term},
        "input_sha256": book.problem.sha256,
        "made_by": {"timetabler": book.version, "solver": book.solver},
        "outcome": {
            "status": outcome.status.value,
            "cost": outcome.cost,
            "bound": outcome.bound,
            "gap": outcome.gap,
            "seconds": round(outcome.seconds, 3),
            "seed": outcome.seed,
            "workers": outcome.workers,
            "history": [[round(seconds, 1), *found] for seconds, *found in outcome.history],
        },
        "lessons": [_lesson(school, p) for p in book.timetable.placements],
        **({"duties": [_duty(school, d) for d in book.timetable.duties]} if school.duties else {}),
    }


def text(book: Book) -> str:
    """The whole file: a line for each entry of a list."""
    said = document(book)
    lines = [f"  {one_line(k)}: {one_line(v)}," for k, v in said.items() if k not in LISTS]
    lists = ",\n".join(_list(name, said[name]) for name in LISTS if name in said)
    return "\n".join(["{", *lines, lists, "}", ""])


def _list(name: str, entries: list[dict[str, Any]]) -> str:
    inside = ",\n".join(f"    {one_line(entry)}" for entry in entries)
    return f'  "{name}": [\n{inside}\n  ]'


def _lesson(school: School, placement: Placement) -> dict[str, Any]:
    course = placement.course
    return {
        "course": course.id,
        "subject": course.subject,
        "classes": list(school.classes_of(course)),
        "day": school.week.days[placement.span.day],
        "start": clock(placement.span.start),
        "end": clock(placement.span.end),
        "room": placement.room,
        "teachers": list(placement.teachers),
    }


def _duty(school: School, placement: DutyPlacement) -> dict[str, Any]:
    duty, person = placement
    return {"duty": duty.id, **told(school, duty), "person": person}
