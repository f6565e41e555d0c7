"""Rooms of FET files: preferred rooms and home rooms, required and not, as FET itself has them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from fet_files import Lesson, converted, element, fet_counts_the_same, fet_file, rule
from little_fet import cells
from timetabler.importers.fet.school import Converted
from timetabler.models.findings import Status
from timetabler.solver import solve
from timetabler.spec.load import load_text

TWO = {"hall": 30_000, "lab": 30_000}
AT_ONCE = [Lesson("Ann", "1A"), Lesson("Bob", "1B", "PE")]
"""With one day of one hour."""


def preferred(room: str, weight: float = 100, subject: str = "Art") -> str:
    return rule("SubjectPreferredRoom", weight, Subject=subject, Room=room)


def closed(room: str, weight: float, *times: str) -> str:
    inside = cells("Not_Available_Time", *times)
    count = {"Number_of_Not_Available_Times": len(times)}
    return rule("RoomNotAvailableTimes", weight, inside, Room=room, **count)


def home(room: str, weight: float = 100, students: str = "1A") -> str:
    return rule("StudentsSetHomeRoom", weight, Students=students, Room=room)


def of_teacher(*rooms: str, weight: float = 100) -> str:
    listed = {"Number_of_Preferred_Rooms": len(rooms), "Preferred_Room": list(rooms)}
    return rule("TeacherHomeRooms", weight, Teacher="Ann", **listed)


@pytest.mark.fet
@pytest.mark.parametrize(
    ("space", "soft"),
    [
        (preferred("hall", 50) + preferred("hall", 30, "PE"), 0.3),
        (preferred("hall", 50) + home("hall", 30, "1B"), 0.3),
        (preferred("hall", 50) + home("lab") + home("hall", 100, "1B"), 0.5),
        (preferred("hall", 50) + preferred("lab", 90), 0.5),
        (preferred("hall") + home("lab", 90), 0),
        (home("hall") + of_teacher("lab", "hall") + home("hall", 10, "1B"), 0.1),
        (home("hall", 10) + preferred("lab", 0) + preferred("lab", 100, "PE"), 0),
    ],
)
def test_fet_counts_the_same(space: str, soft: float, tmp_path: Path) -> None:
    text = fet_file(AT_ONCE, days=["Mon"], hours=["1"], space=space, rooms=TWO)
    assert fet_counts_the_same(text, tmp_path) == pytest.approx(soft)


@pytest.mark.fet
@pytest.mark.parametrize("seed", range(8))
def test_fet_counts_the_same_whatever_is_asked(seed: int, tmp_path: Path) -> None:
    drawn = random.Random(seed)
    rooms = {"hall": 30_000, "lab": 30_000, "studio": drawn.choice([30_000, 25])}
    lessons = [
        Lesson(
            " ".join(drawn.sample(["Ann", "Bob"], drawn.choice([1, 1, 2]))),
            " ".join(drawn.sample(["1A", "1B", "1C"], drawn.choice([1, 1, 2]))),
            drawn.choice(["Art", "PE"]),
            drawn.choice(["", "wet"]),
            drawn.choice([1, 1, 2]),
        )
        for _ in range(5)
    ]
    lessons += [Lesson("Ann", "1A", "Art"), Lesson("Bob", "1B 1C", "PE", "wet")]

    def asked() -> list[str]:
        weights = [100, 90, 99.5, 30, 0]
        some = drawn.sample(["hall", "lab"], drawn.choice([1, 2]))
        listed = {"Number_of_Preferred_Rooms": 1 + len(some), "Preferred_Room": [*some, "studio"]}
        return [
            preferred(drawn.choice(["hall", "lab"]), drawn.choice(weights[1:])),
            rule("SubjectPreferredRooms", drawn.choice(weights), Subject="PE", **listed),
            home("hall", drawn.choice(weights)),
            rule("StudentsSetHomeRooms", drawn.choice(weights), Students="1B", **listed),
            of_teacher("hall", "lab", weight=drawn.choice(weights)),
            rule("ActivityTagPreferredRoom", 60, Activity_Tag="wet", Room=some[0]),
            rule("ActivityPreferredRooms", drawn.choice(weights), Activity_Id=1, **listed),
        ]

    space = "".join(drawn.sample(asked(), 4))
    text = fet_file(
        lessons,
        days=["Mon", "Tue", "Wed"],
        space=space,
        rooms=rooms,
        pupils={"1A": 20, "1B": 20, "1C": 10},
    )
    fet_counts_the_same(text, tmp_path)


def made_of(space: str, folder: Path, **options: object) -> Converted:
    return converted(fet_file(AT_ONCE, space=space, rooms=TWO, **options), folder)  # type: ignore[arg-type]


def test_lessons_with_others_are_not_at_home(tmp_path: Path) -> None:
    lessons = [Lesson("Bob", "1A"), Lesson("Bob", "1A 1B"), Lesson("Ann", "1B"), Lesson("Ann Bob")]
    space = home("hall") + of_teacher("lab")
    made = converted(fet_file(lessons, space=space, rooms=TWO), tmp_path)
    rooms = {c.activities: c.rooms for entry in made.entries for c in entry.courses}
    assert rooms == {(1,): ("hall",), (2,): (), (3,): ("lab",), (4,): ()}


def test_a_required_room_is_no_rule(tmp_path: Path) -> None:
    made = made_of(preferred("hall"), tmp_path)
    assert "room: hall" in made.text
    assert "constraints" not in made.text


def test_no_room_at_all_is_none(tmp_path: Path) -> None:
    """A room called as the stand-in is another one."""
    space = preferred("no room", 50)
    lessons = fet_file(AT_ONCE, space=space, rooms={"no room": 100})
    made = converted(lessons, tmp_path)
    assert made.entries[0].courses[0].rooms == ("no room", "no room (2)")
    assert made.facts.no_room == "no room (2)"


@pytest.mark.parametrize(
    ("space", "line", "why"),
    [
        (preferred("hall") + preferred("lab"), 1, "leave no room"),
        (home("hall") + of_teacher("lab"), 1, "leave no room"),
        (preferred("hall") + preferred("lab", 10), 1, "never allow it"),
        (preferred("hall"), 0, "too small"),
        (home("hall", 10), 0, "too small"),
        (preferred("hall", 10), 0, "too small"),
    ],
)
def test_what_fet_refuses_has_a_name_and_a_line(
    space: str, line: int, why: str, tmp_path: Path
) -> None:
    pupils = {"1A": 30_001} if why == "too small" else {}
    made = made_of(space, tmp_path, pupils=pupils)
    (unknown,) = made.unknown
    text = (tmp_path / "little.fet").read_text(encoding="utf-8").splitlines()
    asked = space.split("\n")[line + 1]
    assert asked.startswith(f"<Constraint{unknown.tag}>")
    assert text[unknown.line - 1].startswith(asked)
    assert why in unknown.why


def virtual(text: str, *sets: str, building: str = "") -> str:
    """The file with a virtual room ``both``: one room of each of these sets."""
    rooms = [
        element("Set_of_Real_Rooms", Number_of_Real_Rooms=len(some.split()), Real_Room=some.split())
        for some in sets
    ]
    parts = {"Name": "both", "Building": building, "Capacity": 100, "Virtual": "true"}
    both = element("Room", *rooms, **parts, Number_of_Sets_of_Real_Rooms=len(sets))
    return text.replace("</Rooms_List>", f"{both}</Rooms_List>")


THREE = {"hall": 30_000, "lab": 5, "studio": 30_000}
"""The capacity of a virtual room counts, not that of its rooms."""


@pytest.mark.fet
@pytest.mark.parametrize(
    ("sets", "rooms", "needs"),
    [
        (("hall", "lab"), "room: hall", "needs: [lab]"),
        (("hall lab", "hall lab"), "room: hall", "needs: [lab]"),
        (("hall lab studio",) * 3, "room: hall", "needs: [lab, studio]"),
        (("lab", "hall lab studio"), "rooms: [hall, studio]", "needs: [lab]"),
    ],
)
def test_several_rooms_at_once(
    sets: tuple[str, ...], rooms: str, needs: str, tmp_path: Path
) -> None:
    lessons = [Lesson("Ann", "1A"), Lesson("Bob", "1B", "PE"), Lesson("Cat", "1C", "PE")]
    space = preferred("both") + preferred("lab", subject="PE") + closed("lab", 100, "Mon1")

    def text(hours: str) -> str:
        pupils = {"1A": 20}
        made = fet_file(lessons, days=["Mon"], hours=hours, space=space, rooms=THREE, pupils=pupils)
        return virtual(made, *sets)

    assert fet_counts_the_same(text("1234"), tmp_path) == 0
    made = converted(text("1234"), tmp_path).text
    (course,) = (line for line in made.splitlines() if "Art" in line)
    assert f"{rooms}, {needs}" in course
    assert "# In FET, both is a virtual room: " in made
    short = load_text(converted(text("123"), tmp_path).text)
    timetable, outcome = solve(short, time_limit=20, workers=1)
    assert (timetable, outcome.status) == (None, Status.INFEASIBLE)


@pytest.mark.parametrize(
    ("space", "sets", "why"),
    [
        (preferred("both", 90), ("hall", "lab"), "not the only one"),
        (home("both"), ("hall", "lab"), "not the only one"),
        (preferred("both"), ("hall lab", "lab studio"), "more than one"),
        (preferred("both"), ("hall", "hall"), "more than one"),
        (closed("both", 100, "Mon1"), ("hall", "lab"), "several rooms"),
    ],
)
def test_virtual_rooms_that_are_not_understood(
    space: str, sets: tuple[str, ...], why: str, tmp_path: Path
) -> None:
    text = fet_file(AT_ONCE, space=space, rooms=THREE)
    (unknown,) = converted(virtual(text, *sets), tmp_path).unknown
    assert why in unknown.why


def test_a_virtual_room_in_another_building(tmp_path: Path) -> None:
    text = fet_file(AT_ONCE, space=preferred("both"), rooms=TWO, buildings={"hall": "east"})
    (unknown,) = converted(virtual(text, "hall", "lab", building="east"), tmp_path).unknown
    assert "not in the building" in unknown.why


@pytest.mark.fet
def test_hours_in_a_room_that_had_better_be_free(tmp_path: Path) -> None:
    lessons = [Lesson("Ann", "1A", duration=2), Lesson("Bob", "1B")]
    space = preferred("hall") + closed("hall", 50, "Mon1", "Mon2", "Mon3")
    text = fet_file(lessons, days=["Mon"], hours="1234", space=space, rooms=TWO)
    assert fet_counts_the_same(text, tmp_path) == 1.0


@pytest.mark.parametrize(
    ("weight", "is_closed", "is_rule"), [(100, True, False), (50, False, True), (0, False, False)]
)
def test_a_room_is_closed_or_had_better_be(
    weight: int, is_closed: bool, is_rule: bool, tmp_path: Path
) -> None:
    made = made_of(closed("hall", weight, "Mon1") + preferred("hall"), tmp_path)
    assert made.unknown == ()
    assert ("away: [Mon 1]" in made.text) is is_closed
    assert ("kind: keep_rooms_free" in made.text) is is_rule


def test_rooms_that_no_lesson_uses_are_told(tmp_path: Path) -> None:
    made = made_of(preferred("hall"), tmp_path)
    assert "{id: hall}" in made.text
    assert "{id: lab}" not in made.text
    assert "# No constraint of FET puts a lesson there: lab." in made.text


def few_rooms(most: int, *ids: int) -> str:
    parts = {"Number_of_Activities": len(ids), "Max_Number_of_Different_Rooms": most}
    return rule("ActivitiesOccupyMaxDifferentRooms", 100, Activity_Id=list(ids), **parts)


@pytest.mark.fet
@pytest.mark.parametrize(("most", "possible"), [(1, False), (2, True), (3, True)])
def test_few_rooms_for_some_lessons(most: int, possible: bool, tmp_path: Path) -> None:
    """Two hours are too few for three lessons in one room."""
    either = {"Number_of_Preferred_Rooms": 2, "Preferred_Room": ["hall", "studio"]}
    space = rule("SubjectPreferredRooms", 100, Subject="Art", **either) + few_rooms(most, 1, 2, 3)
    lessons = [Lesson(name, f"1{name}", "Art") for name in "ABC"]
    text = fet_file(lessons, days=["Mon"], hours="12", space=space, rooms=THREE)
    if possible:
        assert fet_counts_the_same(text, tmp_path) == 0
    else:
        problem = load_text(converted(text, tmp_path).text)
        timetable, outcome = solve(problem, time_limit=20, workers=1)
        assert (timetable, outcome.status) == (None, Status.INFEASIBLE)


@pytest.mark.parametrize(
    ("space", "sets"),
    [(preferred("hall", 50), ("hall", "lab")), (preferred("both"), ("hall", "lab"))],
)
def test_rooms_of_lessons_in_none_or_several_are_not_counted(
    space: str, sets: tuple[str, ...], tmp_path: Path
) -> None:
    lessons = [Lesson("Ann", "1A"), Lesson("Bob", "1B")]
    text = virtual(fet_file(lessons, space=space + few_rooms(1, 1, 2), rooms=TWO), *sets)
    (unknown,) = converted(text, tmp_path).unknown
    assert unknown.tag == "ActivitiesOccupyMaxDifferentRooms"
    assert "in no room, or in several" in unknown.why
