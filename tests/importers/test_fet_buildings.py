"""Ways from building to building in FET files: taken over where they are the same for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from fet_files import Lesson, converted, fet_counts_the_same, fet_file, rule
from timetabler.solver import solve
from timetabler.spec.load import load_text

ROOMS = {"hall": 30_000, "lab": 30_000, "yard": 30_000}
BUILDINGS = {"hall": "old", "lab": "new"}
HOMES = "".join(
    rule("StudentsSetHomeRoom", Students=students, Room=room)
    for students, room in [("1A", "hall"), ("1B", "lab"), ("1C", "yard")]
)
"""The room of 1C is in no building."""


def gaps(hours: int, whose: str = "Teachers", **parts: str) -> str:
    name = f"{whose}MinGapsBetweenBuildingChanges"
    return rule(name, 100, Min_Gaps_Between_Building_Changes=hours, **parts)


def file(space: str, lessons: list[Lesson] | None = None, hours: str = "1234") -> str:
    return fet_file(
        lessons or [Lesson("Ann", "1A"), Lesson("Ann", "1B"), Lesson("Ann", "1C")],
        days=["Mon"],
        hours=list(hours),
        space=HOMES + space,
        rooms=ROOMS,
        buildings=BUILDINGS,
    )


@pytest.mark.fet
@pytest.mark.parametrize("hours", [1, 2])
def test_fet_takes_the_timetable(hours: int, tmp_path: Path) -> None:
    """With two hours between, only the very first and the last or so are left."""
    assert fet_counts_the_same(file(gaps(hours)), tmp_path) == 0


@pytest.mark.parametrize(("hours", "possible"), [(1, True), (2, False)])
def test_free_hours_are_asked_for(hours: int, possible: bool, tmp_path: Path) -> None:
    made = converted(file(gaps(hours), hours="123"), tmp_path)
    timetable, _ = solve(load_text(made.text), time_limit=10, workers=1, why=False)
    assert (timetable is not None) is possible


def test_the_way_is_as_long_as_the_hours(tmp_path: Path) -> None:
    assert "sites: [old, new]\ntravel: 90" in converted(file(gaps(2)), tmp_path).text


@pytest.mark.parametrize(
    ("space", "said"),
    [
        (gaps(0), 0),
        (rule("TeachersMaxBuildingChangesPerDay", Max_Building_Changes_Per_Day=0), 1),
        (rule("StudentsMaxBuildingChangesPerDay", Max_Building_Changes_Per_Day=0), 0),
        (rule("StudentsSetMaxRoomChangesPerDay", Students="1A", Max_Room_Changes_Per_Day=0), 0),
        (rule("TeacherMaxRoomChangesPerDay", Teacher="Ann", Max_Room_Changes_Per_Day=0), 1),
        (gaps(1, "StudentsSet", Students="1A"), 0),
    ],
)
def test_what_is_void_is_left_out(space: str, said: int, tmp_path: Path) -> None:
    made = converted(file(space), tmp_path)
    assert len(made.unknown) == said
    assert "sites" not in made.text


def test_a_way_is_for_everybody(tmp_path: Path) -> None:
    lessons = [Lesson("Ann Bob", "1A"), Lesson("Ann", "1B"), Lesson("Bob", "1B"), Lesson("", "1C")]
    only = gaps(1, "Teacher", Teacher="Ann")
    both = only + gaps(1, "Teacher", Teacher="Bob")
    uneven = only + gaps(2, "Teacher", Teacher="Bob")
    found = [converted(file(space, lessons), tmp_path).unknown for space in (only, both, uneven)]
    assert list(map(len, found)) == [1, 0, 2]


def test_hours_must_be_told_by_minutes(tmp_path: Path) -> None:
    text = file(gaps(1))
    for hours, known in [
        ("8:00-9:00 9:00-9:10 9:10-10:10 10:15-11:00", True),
        ("8:00-9:00 9:40-9:45 9:50-10:00 10:10-11:00", False),
    ]:
        named = text
        for old, new in zip("1234", hours.split(), strict=True):
            named = named.replace(f"<Name>{old}</Name>", f"<Name>{new}</Name>")
        assert (not converted(named, tmp_path).unknown) is known
