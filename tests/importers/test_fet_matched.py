"""Every activity of a FET file is a lesson of one course of the school made of it, no less."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from fet import REAL, real
from timetabler.importers.fet.problems import Problems
from timetabler.importers.fet.reader import read_fet
from timetabler.importers.fet.school import Converted, convert
from timetabler.spec.load import load_text

TWO_ALIKE = """\
<fet version="6.8.5">
<Days_List><Day><Name>Mon</Name></Day><Day><Name>Tue</Name></Day></Days_List>
<Hours_List><Hour><Name>1</Name></Hour><Hour><Name>2</Name></Hour></Hours_List>
<Subjects_List><Subject><Name>Art</Name></Subject></Subjects_List>
<Teachers_List><Teacher><Name>Pat</Name></Teacher></Teachers_List>
<Students_List>
  <Year><Name>1A</Name></Year>
  <Year><Name>1B</Name></Year>
</Students_List>
<Activities_List>{activities}</Activities_List>
<Time_Constraints_List>
  <ConstraintBasicCompulsoryTime><Weight_Percentage>100</Weight_Percentage>
  </ConstraintBasicCompulsoryTime>
  {apart}
</Time_Constraints_List>
<Space_Constraints_List></Space_Constraints_List>
</fet>
"""
"""Two lessons a week for each class, twice: days apart among themselves."""


def activity(number: int, split: int, students: str) -> str:
    return f"""<Activity><Id>{number}</Id><Activity_Group_Id>{split}</Activity_Group_Id>
        <Teacher>Pat</Teacher><Subject>Art</Subject><Students>{students}</Students>
        <Duration>1</Duration><Total_Duration>2</Total_Duration><Active>true</Active></Activity>"""


def apart(*activities: int) -> str:
    ids = "".join(f"<Activity_Id>{number}</Activity_Id>" for number in activities)
    return f"""<ConstraintMinDaysBetweenActivities><Weight_Percentage>100</Weight_Percentage>
        <Consecutive_If_Same_Day>false</Consecutive_If_Same_Day>
        <Number_of_Activities>{len(activities)}</Number_of_Activities>{ids}<MinDays>1</MinDays>
        <Active>true</Active></ConstraintMinDaysBetweenActivities>"""


def converted(path: Path) -> Converted:
    return convert(read_fet(path, Problems(str(path))))


def agrees(made: Converted) -> None:
    """The courses of the school are those that are said to come of each entry."""
    school = load_text(made.text).school
    courses = [course for entry in made.entries for course in entry.courses]
    for course, taught in zip(school.courses, courses, strict=True):
        durations = [made.facts.activity[a].duration for a in taught.activities]
        assert Counter(course.lengths) == Counter(durations)
    activities = [a for course in courses for a in course.activities]
    assert sorted(activities) == sorted(made.facts.activity)


def test_courses_alike_of_one_class_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "two.fet"
    lists = [(1, 2), (3, 4), (5, 6), (7, 8)]
    activities = "".join(
        activity(number, pair[0], students)
        for pair, students in zip(lists, ["1A", "1B", "1A", "1B"], strict=True)
        for number in pair
    )
    rules = "".join(apart(*pair) for pair in lists)
    path.write_text(TWO_ALIKE.format(activities=activities, apart=rules), encoding="utf-8")
    made = converted(path)
    assert len(made.entries) == 2
    agrees(made)


@pytest.mark.parametrize(
    ("percent", "factor", "weight"),
    [
        ("95", 1, 95),
        ("99.75", 100, 9975),
        ("99.999", 1000, 99999),
        ("33.3333333", 1000, 33333),
        ("99.9999999", 1000, 99999),
        ("0.0001", 1000, 1),
    ],
)
def test_weights_are_whole_numbers_that_a_rule_may_have(
    tmp_path: Path, percent: str, factor: int, weight: int
) -> None:
    path = tmp_path / "weights.fet"
    activities = activity(1, 1, "1A") + activity(2, 1, "1A")
    wish = apart(1, 2).replace(">100<", f">{percent}<")
    path.write_text(TWO_ALIKE.format(activities=activities, apart=wish), encoding="utf-8")
    made = converted(path)
    rules = load_text(made.text).rules
    (found,) = (rule for rule in rules if rule.kind == "separate_days")
    assert (made.factor, found.constraint.weight) == (factor, weight)
    exact = Fraction(percent) * factor == weight
    assert (f", of weight {float(percent)}," in found.constraint.note) == (not exact)


@pytest.mark.parametrize("name", sorted(p.stem for p in REAL.glob("*.fet")) or ["none"])
def test_real_files(name: str) -> None:
    agrees(converted(real(name)))
