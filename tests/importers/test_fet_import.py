"""Files of FET imported, solved, and judged by FET: little odd ones, and what FET comes with."""

from __future__ import annotations

import random
import re
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from fet_files import Lesson, converted, element, fet_counts_the_same, fet_file, rule
from timetabler.constraints import kinds
from timetabler.importers.fet.problems import Problems
from timetabler.importers.fet.reader import read_fet
from timetabler.importers.fet.school import convert
from timetabler.precheck import precheck
from timetabler.spec.load import load_text

GUIDE = Path(__file__).parent.parent.parent / "docs" / "fet.md"
OFFICIAL = Path("/usr/share/doc/fet-data/examples")
"""Debian's package fet-data."""
LARGEST, LOADED = 3_000_000, 200_000
"""Bytes of a file; one is larger. The school files of the small ones are read, too."""
DAYS, HOURS = ["Mon", "Tue", "Wed"], ["1", "2", "3", "4"]


def group(name: str, *parts: str) -> str:
    return element("Group", *(element("Subgroup", Name=part) for part in parts), Name=name)


FLAT = element("Year", Name="A") + element("Year", Name="B")
HALVES = element("Year", group("A1"), group("A2"), Name="A") + element("Year", Name="B")
CROSSED = element(
    "Year", group("b", "s1", "s2"), group("g", "s3", "s4"), group("x", "s1", "s3"), Name="A"
) + element("Year", Name="B")
SHARED = element("Year", group("A1"), group("M"), Name="A") + element(
    "Year", group("B1"), group("M"), Name="B"
)
"""One group of two years."""
SCHOOLS = [(FLAT, "A B"), (HALVES, "A A1 A2 B"), (CROSSED, "A b g x s1 B"), (SHARED, "A B A1 B1 M")]


def drawn_lessons(drawn: random.Random, names: list[str]) -> list[Lesson]:
    """Splits of different lengths and tags, meetings, lessons of nobody."""
    lessons: list[Lesson] = []
    while len(lessons) < 6:
        teachers = drawn.sample(["Ann", "Bob", "Cem"], drawn.choice([0, 1, 1, 1, 2]))
        students = drawn.sample(names, drawn.choice([0, 1, 1, 1, 2]))
        split, subject = len(lessons) + 1, drawn.choice(["Art", "PE"])
        lessons += [
            Lesson(
                " ".join(teachers),
                " ".join(students),
                subject,
                drawn.choice(["", "", "wet"]),
                drawn.choice([1, 1, 2]),
                split,
            )
            for _ in range(drawn.choice([1, 2, 3]))
        ]
    return lessons


def about(activities: list[int]) -> dict[str, object]:
    return {"Number_of_Activities": len(activities), "Activity_Id": activities}


def drawn_rules(drawn: random.Random, lessons: list[Lesson]) -> list[str]:
    """About whole splits, parts of them, and across them; all are wishes."""

    def some(number: int) -> list[int]:
        splits = Counter(one.split for one in lessons)
        split = drawn.choice(list(splits))
        own = [i for i, one in enumerate(lessons, 1) if one.split == split]
        if len(own) >= number and drawn.random() < 0.6:
            return own
        return sorted(drawn.sample(range(1, len(lessons) + 1), number))

    def apart() -> str:
        weight, joined = drawn.choice([95, 50, 0, 99.5]), drawn.choice(["true", "false"])
        parts = {"Consecutive_If_Same_Day": joined, "MinDays": drawn.choice([1, 2])}
        return rule("MinDaysBetweenActivities", weight, **about(some(2)), **parts)

    def start() -> str:
        time = {"Preferred_Starting_Day": "Mon", "Preferred_Starting_Hour": drawn.choice("12")}
        times = element("Preferred_Starting_Time", **time)
        count = {"Number_of_Preferred_Starting_Times": 1}
        return rule("ActivityPreferredStartingTimes", 70, times, Activity_Id=some(1)[0], **count)

    def order() -> str:
        first, second = sorted(drawn.sample(range(1, len(lessons) + 1), 2))
        pair = {"First_Activity_Id": first, "Second_Activity_Id": second}
        return rule("TwoActivitiesOrdered", 60, **pair)

    kinds = [
        apart,
        apart,
        start,
        order,
        lambda: rule("ActivitiesSameStartingTime", 60, **about(some(2))),
        lambda: rule("ActivitiesSameStartingDay", 40, **about(some(2))),
    ]
    rules = [drawn.choice(kinds)() for _ in range(4)]
    return [*rules, rules[0]] if drawn.random() < 0.3 else rules


@pytest.mark.fet
@pytest.mark.parametrize("seed", range(10))
def test_fet_counts_the_same(seed: int, tmp_path: Path) -> None:
    drawn = random.Random(seed)
    years, names = SCHOOLS[seed % len(SCHOOLS)]
    lessons = drawn_lessons(drawn, names.split())
    time = "".join(drawn_rules(drawn, lessons))
    text = fet_file(lessons, days=[*DAYS, "Thu", "Fri"], hours=HOURS, time=time, years=years)
    fet_counts_the_same(text, tmp_path)


@pytest.mark.fet
@pytest.mark.parametrize("students", ["s1 x", "b x", "A s1", "b g", "s1 A B"])
def test_a_lesson_for_sets_that_have_pupils_in_common(students: str, tmp_path: Path) -> None:
    lessons = [Lesson("Ann", students), Lesson("Bob", "s1"), Lesson("Cem", "x"), Lesson("", "g")]
    text = fet_file(lessons, days=["Mon"], hours=["1", "2", "3", "4"], years=CROSSED)
    assert fet_counts_the_same(text, tmp_path) == 0


@pytest.mark.fet
@pytest.mark.parametrize(("part", "soft"), [(1, 1), (2, 0)])
def test_parts_of_a_split(part: int, soft: float, tmp_path: Path) -> None:
    """The first part is that of a split and two lessons that are not split."""
    lessons = [Lesson("Ann", "1A"), *[Lesson("Ann", "1A", split=2)] * 2, Lesson("Ann", "1A")]
    parts = {"Component_Number": part, "Number_of_Preferred_Time_Slots": 1}
    slot = element("Preferred_Time_Slot", Preferred_Day="Tue", Preferred_Hour="1")
    described = "".join(
        element(f"{name}_Name") for name in ("Teacher", "Students", "Subject", "Activity_Tag")
    )
    time = rule("SubactivitiesPreferredTimeSlots", 50, described, slot, **parts)
    text = fet_file(lessons, hours=["1", "2"], time=time)
    assert fet_counts_the_same(text, tmp_path) == soft


def test_the_first_lesson_is_not_taken_for_another(tmp_path: Path) -> None:
    """Of several classes and of one, alike in everything else."""
    made = converted(fet_file([Lesson("Ann", "1A 1B"), Lesson("Ann", "1A")]), tmp_path)
    assert [len(entry.courses) for entry in made.entries] == [1, 1]
    assert len(load_text(made.text).school.courses) == 2


def test_teachers_without_activities_are_told_and_in_no_rule(tmp_path: Path) -> None:
    days = "".join(
        rule("TeacherMaxDaysPerWeek", 100, Teacher_Name=name, Max_Days_Per_Week=1)
        for name in ("Ann", "Bob")
    )
    text = fet_file([Lesson("Ann", "1A")], time=days)
    text = text.replace("</Teachers_List>", "<Teacher><Name>Bob</Name></Teacher></Teachers_List>")
    made = converted(text, tmp_path)
    assert made.unknown == ()
    assert "# No activity of FET has them: Bob." in made.text
    assert "kind: limit_days, teachers: [Ann]" in made.text
    assert [teacher.id for teacher in load_text(made.text).school.teachers] == ["Ann"]


@pytest.mark.fet
def test_lessons_without_anybody_may_be_at_a_time(tmp_path: Path) -> None:
    """And are in no rule about teachers."""
    early = element("Preferred_Time_Slot", Preferred_Day="Mon", Preferred_Hour="1")
    about = {"Subject_Name": "Art", "Number_of_Preferred_Time_Slots": 1}
    asked = rule("ActivitiesPreferredTimeSlots", 100, early, **about)
    asked += rule("TeachersMinHoursDaily", 100, Minimum_Hours_Daily=2, Allow_Empty_Days="true")
    lessons = [Lesson(), Lesson(split=2), Lesson(split=2), Lesson("nobody", "1A", "PE", duration=2)]
    assert fet_counts_the_same(fet_file(lessons, time=asked), tmp_path) == 0


def fixed(number: int, day: str, hour: str) -> str:
    name = "ActivityPreferredStartingTime"
    return rule(name, 100, Activity_Id=number, Preferred_Day=day, Preferred_Hour=hour)


def test_a_fixed_start_has_its_line_and_check_sees_where_it_cannot_be(tmp_path: Path) -> None:
    time = element("Not_Available_Time", Day="Mon", Hour="1")
    away = rule("TeacherNotAvailableTimes", 100, time, Teacher="Ann")
    lessons = [Lesson("Ann", "1A", split=1), Lesson("Ann", "1A", split=1), Lesson("Bob", "1B")]
    text = fet_file(lessons, time=away + fixed(1, "Mon", "1") + fixed(2, "Tue", "1"))
    made = converted(text, tmp_path).text
    lines = [n for n, line in enumerate(text.splitlines(), 1) if "PreferredStartingTime" in line]
    (course,) = (line for line in made.splitlines() if "at:" in line)
    said = f"# FET line {lines[0]}, {lines[1]}: ActivityPreferredStartingTime"
    assert course.endswith(f"at: [Mon 1, Tue 1]}}   {said}")
    (found,) = precheck(load_text(made))
    assert found.message == "1A Art is locked on Mon 1, but Ann is off site on Mon 1"


def test_the_guide_names_rules_that_there_are() -> None:
    named = re.findall(r"`([a-z]+_[a-z_]+)`", GUIDE.read_text(encoding="utf-8"))
    assert len(named) > 20
    assert set(named) <= kinds().keys()


@pytest.mark.slow
@pytest.mark.skipif(not OFFICIAL.exists(), reason="no examples of FET: apt-get install fet-data")
def test_nearly_all_that_fet_comes_with_is_understood() -> None:
    """Every sixth file: all of them take minutes."""
    asked, unknown = Counter[str](), Counter[str]()
    paths = (p for p in sorted(OFFICIAL.rglob("*.fet")) if p.stat().st_size <= LARGEST)
    for path in islice(paths, 0, None, 6):
        file = read_fet(path, Problems(str(path)))
        if file.mode == "Mornings_Afternoons":
            continue
        made = convert(file)
        asked[file.mode] += len(file.time_constraints) + len(file.space_constraints)
        unknown[file.mode] += len(made.unknown)
        if path.stat().st_size < LOADED:
            courses = [course for entry in made.entries for course in entry.courses]
            assert len(load_text(made.text).school.courses) == len(courses), path.name
    assert asked["Official"] > 4_000
    assert unknown["Official"] / asked["Official"] < 0.02
    assert asked["Terms"] > 100
    assert unknown["Terms"] == 0
