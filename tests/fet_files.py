"""Little files of FET for tests, written part by part, and FET's word on what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from benchmarks.fet.judging import judged
from timetabler.importers.fet.problems import Problems
from timetabler.importers.fet.reader import read_fet
from timetabler.importers.fet.school import Converted, convert
from timetabler.solver import solve
from timetabler.spec.load import load_text
from timetabler.verify import verify


@dataclass(frozen=True)
class Lesson:
    """An activity; their ids are their places in a list, from 1."""

    teachers: str = ""
    """Names, with blanks between."""
    students: str = ""
    subject: str = "Art"
    tags: str = ""
    duration: int = 1
    split: int = 0


def element(name: str, *inside: str, **parts: object) -> str:
    """An element; a list stands for several of one name."""
    text = "".join(inside)
    for part, value in parts.items():
        for one in value if isinstance(value, list) else [value]:
            text += f"<{part}>{escape(str(one))}</{part}>"
    return f"<{name}>{text}</{name}>"


def rule(name: str, weight: float = 100, *inside: str, **parts: object) -> str:
    """A constraint, its name without that word, as a line of its own."""
    weighed = element("Weight_Percentage", str(weight))
    return "\n" + element(f"Constraint{name}", weighed, *inside, **parts, Active="true")


def fet_file(
    lessons: Iterable[Lesson],
    *,
    days: Iterable[str] = ("Mon", "Tue"),
    hours: Iterable[str] = ("1", "2", "3"),
    time: str = "",
    space: str = "",
    rooms: Mapping[str, int] | None = None,
    years: str = "",
    pupils: Mapping[str, int] | None = None,
    buildings: Mapping[str, str] | None = None,
    mode: str = "Official",
    terms: tuple[int, int] | None = None,
) -> str:
    """The text of a file. ``terms``: how many, and the days of each, in the mode ``Terms``.
    ``rooms``: name -> capacity. ``years``: what is in the list of students,
    if that is not just years; ``pupils``: how many are in which of these. ``buildings``: room ->
    where it is."""
    lessons = list(lessons)
    days, hours = list(days), list(hours)
    sizes, where = pupils or {}, buildings or {}
    named = {part: _names(getattr(one, part) for one in lessons) for part in _PARTS}
    activities = [
        element(
            "Activity",
            Teacher=one.teachers.split(),
            Subject=one.subject,
            Activity_Tag=one.tags.split(),
            Students=one.students.split(),
            Duration=one.duration,
            Total_Duration=one.duration,
            Id=number,
            Activity_Group_Id=one.split,
            Active="true",
        )
        for number, one in enumerate(lessons, 1)
    ]
    made = (
        element("Year", Name=name, Number_of_Students=sizes.get(name, 0))
        for name in named["students"]
    )
    subjects = dict.fromkeys(one.subject for one in lessons)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + element(
        "fet",
        element("Mode", mode),
        *(
            element(f"Number_of_{what}", str(number))
            for what, number in zip(("Terms", "Days_Per_Term"), terms or (), strict=False)
        ),
        _list("Days_List", "Day", days, Number_of_Days=len(days)),
        _list("Hours_List", "Hour", hours, Number_of_Hours=len(hours)),
        _list("Subjects_List", "Subject", subjects),
        _list("Activity_Tags_List", "Activity_Tag", named["tags"]),
        _list("Teachers_List", "Teacher", named["teachers"]),
        element("Students_List", years or "".join(made)),
        element("Activities_List", *activities),
        _list("Buildings_List", "Building", dict.fromkeys(where.values())),
        element(
            "Rooms_List",
            *(
                element("Room", Name=room, Building=where.get(room, ""), Capacity=size)
                for room, size in (rooms or {}).items()
            ),
        ),
        element("Time_Constraints_List", rule("BasicCompulsoryTime"), time),
        element("Space_Constraints_List", rule("BasicCompulsorySpace"), space),
    ).replace("<fet>", '<fet version="6.8.5">', 1)


_PARTS = ("teachers", "students", "tags")


def _names(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for text in texts for name in text.split()))


def _list(name: str, tag: str, names: Iterable[str], **parts: object) -> str:
    return element(
        name,
        *(element(part, str(value)) for part, value in parts.items()),
        *(element(tag, Name=one) for one in names),
    )


def converted(text: str, folder: Path) -> Converted:
    """What the importer makes of a file, which it leaves in the folder."""
    path = folder / "little.fet"
    path.write_text(text, encoding="utf-8")
    return convert(read_fet(path, Problems(str(path))))


def fet_counts_the_same(text: str, folder: Path) -> float:
    """Solves a file: FET must take the timetable, and have the same soft total. Returns it."""
    made = converted(text, folder)
    assert made.unknown == ()
    problem = load_text(made.text)
    timetable, outcome = solve(problem, time_limit=20, seed=1, workers=1)
    assert timetable is not None, outcome
    soft = verify(problem, timetable).cost / (100 * made.factor)
    judgement = judged(folder / "little.fet", *made.matched(timetable), folder / "judged")
    assert judgement.soft == pytest.approx(soft, abs=0.005), judgement.reason
    return soft
