"""A small school for the tests of the input, and ways to write a variation of it."""

from __future__ import annotations

import pytest

from timetabler.models.findings import Diagnostic, InvalidInput
from timetabler.spec.load import load_text
from timetabler.spec.problem import Problem

SMALL = """\
school: Small School
week:
  days: [Mon, Tue, Wed]
  timeslots:
    - {id: roll, time: "08:40-08:50", kind: home}
    - {id: S1, time: "08:50-09:50"}
    - {id: S2, time: "09:50-10:50"}
    - {id: recess, time: "10:50-11:20", kind: break}
    - {id: S3, time: "11:20-12:20"}
teachers: [lee, ong, dea, kim, {id: pat, days: [Mon, Tue]}]
rooms: [{id: hall, classes: 2}]
classes:
  - {id: 1A, year: 1, teacher: lee, room: R1}
  - {id: 1B, year: 1, teacher: ong, room: R2}
  - {id: 2C, year: 2, teachers: {dea: [Mon], kim: [Tue, Wed]}}
groups:
  - {id: eal, classes: [1A, 1B]}
courses:
  - {subject: PE, classes: all, teacher: pat, room: hall}
  - {subject: Maths, classes: [1A, 1B], lessons: 3}
constraints:
  - {kind: spread_lessons, subjects: [Maths], required: true}
"""
HERE = "«"
"""In a text of a test: what comes next is where the problem is reported."""


def small(old: str = "", new: str = "") -> str:
    """The small school with one change."""
    assert SMALL.count(old) >= 1, f"{old!r} is not in the school"
    return SMALL.replace(old, new, 1)


def problems(text: str | bytes) -> tuple[Diagnostic, ...]:
    """What is wrong with a text; it must be something."""
    with pytest.raises(InvalidInput) as caught:
        load_text(text)
    assert caught.value.diagnostics
    return caught.value.diagnostics


def positioned(text: str) -> tuple[str, int, int]:
    """The text without the HERE mark, and the 1-based line and column of the mark."""
    before, mark, after = text.partition(HERE)
    assert mark, "the text has no HERE mark"
    return before + after, before.count("\n") + 1, len(before) - before.rfind("\n")


def with_lines(section: str, *entries: str) -> Problem:
    """The problem of the small school with entries added to a section."""
    added = "".join(f"  - {entry}\n" for entry in entries)
    if f"\n{section}:\n" in SMALL:
        return load_text(small(f"\n{section}:\n", f"\n{section}:\n{added}"))
    return load_text(f"{SMALL}{section}:\n{added}")
