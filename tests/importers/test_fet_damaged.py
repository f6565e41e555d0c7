"""Constraints of FET without a part: an error that names it, or of no consequence."""

from __future__ import annotations

from pathlib import Path

import pytest

from fet_files import Lesson, converted, element, fet_file
from timetabler import api
from timetabler.importers.fet.drafts import readings
from timetabler.models.findings import InvalidInput

NUMBERS = """Max_Gaps Max_Days_Per_Week Minimum_Days_Per_Week Maximum_Hours_Daily
    Minimum_Hours_Daily Maximum_Hours_Continuously Max_Span Minimum_Resting_Hours MinDays MaxDays
    Max_Beginnings_At_Second_Hour Min_Gaps_Between_Building_Changes MinGaps
    Max_Number_of_Occupied_Time_Slots Min_Number_of_Occupied_Time_Slots
    Max_Number_of_Simultaneous_Activities Min_Number_of_Simultaneous_Activities
    Max_Number_of_Occupied_Terms Max_Number_of_Activities_in_A_Term
    Max_Number_of_Different_Rooms
    Max_Total_Number_of_Activities Component_Number Duration"""
NAMES = {"Teacher": "Ann", "Students": "1A", "Subject": "Art", "Activity_Tag": "wet"}
DAY, HOUR = {"Day": "Mon"}, {"Hour": "1"}
PARTS: dict[str, str] = {
    **{name: element(name, value) for name, value in NAMES.items()},
    **{f"{name}_Name": element(f"{name}_Name", value) for name, value in NAMES.items()},
    **{name: element(name, "1") for name in NUMBERS.split()},
    "First_Activity_Tag": element("First_Activity_Tag", "wet"),
    "Second_Activity_Tag": element("Second_Activity_Tag", "dry"),
    "Activity_Id": "".join(element("Activity_Id", id_) for id_ in "123"),
    "First_Activity_Id": element("First_Activity_Id", "1"),
    "Second_Activity_Id": element("Second_Activity_Id", "2"),
    "Third_Activity_Id": element("Third_Activity_Id", "3"),
    "Room": element("Room", "hall"),
    "Preferred_Room": element("Preferred_Room", "hall"),
    "Preferred_Day": element("Preferred_Day", "Mon"),
    "Preferred_Hour": element("Preferred_Hour", "1"),
    "Interval_Start_Hour": element("Interval_Start_Hour", "1"),
    "Interval_End_Hour": element("Interval_End_Hour", "2"),
    "Allow_Empty_Days": element("Allow_Empty_Days", "true"),
    "Not_Available_Time": element("Not_Available_Time", Day="Mon", Hour="1"),
    "Break_Time": element("Break_Time", Day="Mon", Hour="3"),
    "Preferred_Time_Slot": element("Preferred_Time_Slot", Preferred_Day="Mon", Preferred_Hour="1"),
    "Selected_Time_Slot": element("Selected_Time_Slot", Selected_Day="Mon", Selected_Hour="1"),
    "Preferred_Starting_Time": element(
        "Preferred_Starting_Time", Preferred_Starting_Day="Mon", Preferred_Starting_Hour="1"
    ),
}


def everything(*without: str) -> str:
    """One constraint of every kind that is understood, each with all parts but these."""
    parts = "".join(text for part, text in PARTS.items() if part not in without)
    weighed = element("Weight_Percentage", "90")
    return "".join(element(f"Constraint{kind}", weighed, parts) for kind in sorted(readings()))


def file(time: str) -> str:
    lessons = [Lesson("Ann", "1A", "Art", "wet"), Lesson("Bob", "1A", tags="dry"), Lesson("", "1B")]
    return fet_file(lessons, time=time, rooms={"hall": 100})


def test_with_all_parts_nothing_is_missing(tmp_path: Path) -> None:
    made = converted(file(everything()), tmp_path)
    assert {one.missing for one in made.unknown} <= {""}


@pytest.mark.parametrize("part", PARTS)
def test_without_a_part(part: str, tmp_path: Path) -> None:
    made = converted(file(everything(part)), tmp_path)
    assert {one.missing for one in made.unknown} <= {"", part}


def test_without_any_part(tmp_path: Path) -> None:
    made = converted(file(everything(*PARTS)), tmp_path)
    missing = [one for one in made.unknown if one.missing]
    assert len(missing) > len(readings()) / 2
    lines = (tmp_path / "little.fet").read_text(encoding="utf-8").splitlines()
    assert all(f"<Constraint{one.tag}>" in lines[one.line - 1] for one in missing)


@pytest.mark.parametrize("of", ["Break_Time", "Not_Available_Time", "Preferred_Time_Slot"])
def test_a_time_without_its_hour(of: str, tmp_path: Path) -> None:
    broken = element(of, Day="Mon", Preferred_Day="Mon")
    with pytest.raises(InvalidInput) as error:
        converted(file(everything().replace(PARTS[of], broken)), tmp_path)
    assert {found.code for found in error.value.diagnostics} == {"TT456"}


def test_it_is_an_error_even_if_what_is_unknown_is_skipped(tmp_path: Path) -> None:
    path, out = tmp_path / "little.fet", tmp_path / "little.yaml"
    gaps = element("ConstraintTeachersMaxGapsPerWeek", Weight_Percentage=100)
    path.write_text(file(f"\n{gaps}\n{gaps}"), encoding="utf-8")
    with pytest.raises(InvalidInput) as error:
        api.convert(path, out, skip_unknown=True)
    found = [(one.code, one.source.line) for one in error.value.diagnostics]
    assert found == [("TT456", 4), ("TT456", 5)]
    assert not out.exists()
