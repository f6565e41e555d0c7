"""Terms of FET: several in one timetable, of as many days each."""

from __future__ import annotations

from pathlib import Path

import pytest

from fet_files import Lesson, converted, fet_counts_the_same, fet_file, rule
from timetabler.spec.load import load_text

DAYS = ("1-Mon", "1-Tue", "2-Mon", "2-Tue")


def limit(name: str, number: str, most: int, *ids: int) -> str:
    inside = "".join(f"<Activity_Id>{one}</Activity_Id>" for one in ids)
    return rule(name, 100, inside, Number_of_Activities=len(ids), **{number: most})


def few_terms(most: int, *ids: int) -> str:
    return limit("ActivitiesOccupyMaxTerms", "Max_Number_of_Occupied_Terms", most, *ids)


def few_in_each(most: int, *ids: int) -> str:
    return limit("ActivitiesMaxInATerm", "Max_Number_of_Activities_in_A_Term", most, *ids)


LESSONS = [Lesson("Ann", "1A", "Art", split=1)] * 2 + [Lesson("Bob", "1B", "Art", split=3)] * 2
LESSONS += [Lesson("Cat", "1A", "PE", split=5)] * 3


def rules_of(text: str) -> list[dict[str, object]]:
    return [
        rule.constraint.model_dump(exclude_unset=True, exclude={"note", "required"})
        for rule in load_text(text).rules
        if not rule.standing
    ]


@pytest.mark.fet
def test_fet_takes_the_timetable(tmp_path: Path) -> None:
    asked = few_terms(1, 1, 2) + few_terms(1, 3, 4) + few_in_each(2, 5, 6, 7)
    text = fet_file(LESSONS, days=DAYS, time=asked, mode="Terms", terms=(2, 2))
    assert fet_counts_the_same(text, tmp_path) == 0


def test_courses_treated_alike_share_a_rule(tmp_path: Path) -> None:
    asked = few_terms(1, 1, 2) + few_terms(1, 3, 4) + few_in_each(2, 5, 6, 7)
    text = fet_file(LESSONS, days=DAYS, time=asked, mode="Terms", terms=(2, 2))
    parts = (("1-Mon-1-Tue",), ("2-Mon-2-Tue",))
    few = {"kind": "limit_parts", "subjects": ("Art",), "parts": parts, "at_most": 1}
    each = {"kind": "limit_parts", "subjects": ("PE",), "parts": parts, "at_most": 2}
    assert rules_of(converted(text, tmp_path).text) == [few, each | {"unit": "lessons"}]


def test_without_a_number_there_are_five_of_five_days(tmp_path: Path) -> None:
    days = [f"D{number}" for number in range(1, 26)]
    asked = few_terms(2, 5, 6, 7)
    made = converted(fet_file(LESSONS, days=days, time=asked, mode="Terms"), tmp_path)
    (found,) = rules_of(made.text)
    assert found["parts"] == (("D1-D5",), ("D6-D10",), ("D11-D15",), ("D16-D20",), ("D21-D25",))


@pytest.mark.parametrize(
    ("terms", "parts"), [((3, 1), (("a",), ("a-b",), ("b",))), ((1, 3), (("a", "a-b", "b"),))]
)
def test_days_are_never_taken_for_others(
    terms: tuple[int, int], parts: tuple[tuple[str, ...], ...], tmp_path: Path
) -> None:
    text = fet_file(
        LESSONS, days=("a", "a-b", "b"), time=few_in_each(2, 5, 6, 7), mode="Terms", terms=terms
    )
    (found,) = rules_of(converted(text, tmp_path).text)
    assert found["parts"] == parts


def test_days_that_make_no_terms(tmp_path: Path) -> None:
    text = fet_file(LESSONS, days=DAYS, time=few_terms(1, 1, 2), mode="Terms", terms=(3, 2))
    (unknown,) = converted(text, tmp_path).unknown
    assert unknown.why == "FET refuses it: 4 days are not 3 x 2"
