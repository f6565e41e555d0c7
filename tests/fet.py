"""What tests need that ask FET: real files, where they are, and a little one."""

from __future__ import annotations

from pathlib import Path

import pytest

REAL = Path(__file__).parent.parent.parent / "shared" / "instances" / "fet"
"""Real files, which are not ours to ship: beside a checkout, where somebody has put them."""


def real(name: str) -> Path:
    """A real file, such as ``FGPS``; the test is skipped where it is missing."""
    path = REAL / f"{name}.fet"
    if not path.exists():
        pytest.skip(f"no {path}")
    return path


LITTLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<fet version="6.8.5">
<!-- A little school -->
<Mode>Official</Mode>
<Institution_Name>Écolé &amp; O'Brien</Institution_Name>
<Comments></Comments>
<Days_List><Number_of_Days>2</Number_of_Days>
  <Day><Name>Lun</Name></Day><Day><Name>Mar</Name></Day></Days_List>
<Hours_List><Number_of_Hours>2</Number_of_Hours>
  <Hour><Name>8:00</Name></Hour><Hour><Name>9:00</Name></Hour></Hours_List>
<Subjects_List><Subject><Name>Art</Name></Subject></Subjects_List>
<Activity_Tags_List></Activity_Tags_List>
<Teachers_List><Teacher><Name>Zoë</Name></Teacher></Teachers_List>
<Students_List><Year><Name>1A</Name><Number_of_Students>0</Number_of_Students></Year></Students_List>
<Activities_List>
  <Activity><Teacher>Zoë</Teacher><Subject>Art</Subject><Students>1A</Students><Duration>1</Duration>
    <Total_Duration>2</Total_Duration><Id>7</Id><Activity_Group_Id>7</Activity_Group_Id><Active>true</Active></Activity>
  <Activity><Teacher>Zoë</Teacher><Subject>Art</Subject><Students>1A</Students><Duration>1</Duration>
    <Total_Duration>2</Total_Duration><Id>8</Id><Activity_Group_Id>7</Activity_Group_Id><Active>true</Active></Activity>
  <Activity><Teacher>Zoë</Teacher><Subject>Art</Subject><Students>1A</Students><Duration>1</Duration>
    <Total_Duration>1</Total_Duration><Id>9</Id><Activity_Group_Id>0</Activity_Group_Id><Active>false</Active></Activity>
</Activities_List>
<Buildings_List></Buildings_List>
<Rooms_List>
  <Room><Name>Salle 1</Name><Building></Building><Capacity>30000</Capacity></Room>
  <Room><Name>Salle 2</Name><Building></Building><Capacity>30000</Capacity></Room>
</Rooms_List>
<Time_Constraints_List>
  <ConstraintBasicCompulsoryTime><Weight_Percentage>100</Weight_Percentage><Active>true</Active></ConstraintBasicCompulsoryTime>
  <ConstraintTeacherNotAvailableTimes><Weight_Percentage>100</Weight_Percentage><Teacher>Zoë</Teacher>
    <Number_of_Not_Available_Times>1</Number_of_Not_Available_Times>
    <Not_Available_Time><Day>Mar</Day><Hour>9:00</Hour></Not_Available_Time><Active>true</Active></ConstraintTeacherNotAvailableTimes>
  <ConstraintMinDaysBetweenActivities><Weight_Percentage>95</Weight_Percentage>
    <Consecutive_If_Same_Day>false</Consecutive_If_Same_Day><Number_of_Activities>2</Number_of_Activities>
    <Activity_Id>7</Activity_Id><Activity_Id>8</Activity_Id><MinDays>1</MinDays><Active>true</Active></ConstraintMinDaysBetweenActivities>
</Time_Constraints_List>
<Space_Constraints_List>
  <ConstraintBasicCompulsorySpace><Weight_Percentage>100</Weight_Percentage><Active>true</Active></ConstraintBasicCompulsorySpace>
  <ConstraintSubjectPreferredRoom><Weight_Percentage>50</Weight_Percentage>
    <Subject>Art</Subject><Room>Salle 1</Room><Active>true</Active></ConstraintSubjectPreferredRoom>
</Space_Constraints_List>
</fet>
"""
"""Two lessons on two days, in the first room: nothing else costs nothing. The third is inactive."""
