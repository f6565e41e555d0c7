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


WHOLE = """\
school: Whole School
pack: vic
week:
  days: [Mon, Tue]
  weeks: [A, B]
  timeslots:
    - {id: S1, time: "09:00-10:00"}
    - {id: S2, time: "10:00-11:00"}
    - {id: recess, time: "11:00-11:30", kind: break}
    - {id: S3, time: "11:30-12:30"}
sites: [north, south]
travel: 10
teachers:
  - {id: lee}
  - {id: ong}
  - {id: pat, fte: 0.5, days: [Mon]}
  - {id: ray}
aides:
  - {id: ned, days: [Mon A, Tue B]}
  - {id: sue}
staff: [nash]
rooms:
  - {id: hall, classes: 2, site: north}
  - {id: gym, classes: 2, site: north}
  - {id: oval, classes: 2, site: south, wet: [hall, gym]}
  - {id: trolley, site: north}
classes:
  - {id: 1A, year: 1, teacher: lee, room: R1, site: north}
  - {id: 1B, year: 1, teacher: ong, room: R2, site: south}
groups:
  - {id: eal, classes: [1A]}
  - {id: red, classes: [1B], split: colours}
  - {id: blue, classes: [1B], split: colours}
courses:
  - {subject: PE, classes: all, teacher: pat, rooms: [oval, hall]}
  - {subject: Library, classes: 1A, teacher: ray, class_teacher: true, weeks: [A], room: hall}
  - {subject: Maths, classes: all, lessons: 2, needs: [trolley]}
  - {subject: EAL, groups: [eal], teacher: ray, minutes: 30, withdraws_from: [Maths], room: gym}
  - {subject: Craft, groups: [red], teacher: ray, room: R2}
  - {subject: Music, groups: [blue], teacher: pat, room: oval}
duties:
  times:
    - {id: before, time: "08:45-09:00"}
    - {id: recess 1, time: "11:00-11:15"}
    - {id: recess 2, time: "11:15-11:30", days: [Mon]}
  areas:
    - {id: gate, at: [before], days: [Mon, Tue A], site: north}
    - {id: yard, at: [recess 1, recess 2], staff: 2, site: south, points: 2}
  teachers: everybody
  fixed:
    - {area: gate, at: before, days: [Mon A], teacher: ned}
    - {area: yard, at: recess 2, teacher: nash}
support:
  - {id: N1, class: 1A, minutes: 90, part: 30, aides: [ned, sue], people: 2}
  - {id: N2, class: 1B, minutes: 60, subjects: [Maths]}
constraints:
  - {kind: lunch_break, times: "11:00-11:30", minutes: 15, weight: 1}
"""


def whole(old: str = "", new: str = "") -> str:
    """The whole school with one change."""
    assert WHOLE.count(old) >= 1, f"{old!r} is not in the school"
    return WHOLE.replace(old, new, 1)
