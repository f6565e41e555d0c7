"""What rules are about: few rules for courses treated alike, and tags that read well."""

from __future__ import annotations

from pathlib import Path

import pytest

from fet_files import Lesson, converted, fet_counts_the_same, fet_file, rule
from timetabler.spec.load import load_text


def apart(*ids: int, days: int = 2, weight: float = 50) -> str:
    parts = {"Number_of_Activities": len(ids), "MinDays": days, "Consecutive_If_Same_Day": "false"}
    return rule("MinDaysBetweenActivities", weight, Activity_Id=list(ids), **parts)


def titles(text: str) -> list[str]:
    return [rule.title for rule in load_text(text).rules if not rule.standing]


def of_two(subject: str = "Art") -> list[Lesson]:
    """Three lessons of each of two classes: 1 to 3, and 4 to 6."""
    return [Lesson(f"T{c}", c, subject, split=s) for c, s in (("1A", 1), ("1B", 4)) for _ in "123"]


PAIRS = apart(1, 3) + apart(2, 3) + apart(4, 6) + apart(5, 6)


@pytest.mark.fet
@pytest.mark.parametrize("days", [("Mon", "Tue"), ("Mon", "Tue", "Wed")])
def test_pairs_of_every_class_are_two_rules_that_fet_counts_alike(
    days: tuple[str, ...], tmp_path: Path
) -> None:
    text = fet_file(of_two(), days=days, hours="12", time=PAIRS)
    made = converted(text, tmp_path)
    assert titles(made.text) == [
        "Any two lessons tagged 1A + 1B Art of one subject are at least 2 days apart",
        "Any two lessons tagged 1A + 1B Art 2 of one subject are at least 2 days apart",
    ]
    assert len(load_text(made.text).school.courses) == 6
    fet_counts_the_same(text, tmp_path)


@pytest.mark.fet
def test_two_pairs_of_one_class_stay_two_rules(tmp_path: Path) -> None:
    four = [Lesson("Ann", "1A", split=1) for _ in "1234"]
    text = fet_file(four, hours="12", time=apart(1, 2) + apart(3, 4) + apart(1, 3, days=1))
    found = converted(text, tmp_path).text
    assert titles(found) == [
        "Any two lessons tagged 1A Art are at least 2 days apart",
        "Any two lessons tagged 1A Art 2 are at least 2 days apart",
        "No two lessons tagged 1A Art 3 are on the same day",
    ]
    fet_counts_the_same(text, tmp_path)


@pytest.mark.fet
def test_rules_about_some_lessons_together_stay_apart(tmp_path: Path) -> None:
    lessons = [Lesson("Ann", "1A", f"S{n}") for n in range(4)]
    on_one_day = "".join(
        rule("ActivitiesSameStartingDay", 50, Activity_Id=list(pair), Number_of_Activities=2)
        for pair in ((1, 2), (3, 4))
    )
    text = fet_file(lessons, hours="12", time=on_one_day)
    assert len(titles(converted(text, tmp_path).text)) == 2
    fet_counts_the_same(text, tmp_path)


@pytest.mark.parametrize(
    ("lessons", "tag"),
    [
        (of_two(), "1A + 1B Art"),
        ([Lesson("Ann", f"1{c}", "Art", split=0) for c in "ABCDEF"], "some Art"),
        ([Lesson("Ann", "1A", f"S{n}") for n in range(6)], "1A subjects"),
        ([Lesson("Ann", f"C{n}", f"S{n}") for n in range(6)], "some subjects"),
        ([Lesson("Ann", "", subject) for subject in "ABCABC"], "some A + B + C"),
        ([Lesson("Ann", "x" * 50, f"S{n % 2}") for n in range(6)], "some S0 + S1"),
    ],
)
def test_made_up_tags_say_what_the_courses_are(
    lessons: list[Lesson], tag: str, tmp_path: Path
) -> None:
    """As many are out of the rule, so that no scope without a tag will do."""
    odd = [Lesson(one.teachers, one.students, one.subject) for one in lessons]
    odd.append(Lesson("Bob", "2A", "Art"))
    time = apart(*range(1, len(lessons) + 1), weight=100)
    made = converted(fet_file([*lessons, *odd], time=time), tmp_path).text
    assert titles(made) == [f"Any two lessons tagged {tag} are at least 2 days apart"]
