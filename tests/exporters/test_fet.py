"""timetable.fet: FET itself opens it, and keeps every lesson in place."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.fet.running import Ended
from fet import real
from timetabler import api
from timetabler.exporters.fet import Fet
from timetabler.exporters.fet.book import FetBook
from timetabler.exporters.fet.names import Names, clean
from timetabler.exporters.fet.said import said
from timetabler.views import Book

from .asking_fet import LITTLE, PLACED, asked, constraints, little, ours, root_of, written
from .every import BOOKS
from .factory import book, dutiful, fortnight, imported, varied


@pytest.mark.fet
@pytest.mark.parametrize("name", sorted(BOOKS))
def test_fet_keeps_every_lesson_in_place_and_counts_the_same(name, tmp_path):
    run = asked(written(BOOKS[name](), tmp_path))
    assert run.ended is Ended.SOLVED, run.reason
    assert run.soft == pytest.approx(ours(BOOKS[name]()))


def test_hours_are_the_periods_and_breaks_of_one_row_of_bells(tmp_path):
    root = root_of(written(little(), tmp_path))
    hours = [name.text for name in root.iterfind("Hours_List/Hour/Name")]
    assert hours == ["S1", "S2", "recess", "S3", "S4"]
    (breaks,) = constraints(root, "BreakTimes")
    assert {time.findtext("Hour") for time in breaks.iter("Break_Time")} == {"recess"}
    assert not constraints(root, "StudentsSetNotAvailableTimes")


def test_bells_that_differ_cut_the_hours(tmp_path):
    root = root_of(written(varied(), tmp_path))
    hours = [name.text for name in root.iterfind("Hours_List/Hour/Name")]
    assert hours[:4] == ["09:00-09:30", "09:30-10:00", "10:00-10:30", "10:30-11:00"]
    closed = {
        row.findtext("Students"): {(t.findtext("Day"), t.findtext("Hour")) for t in row}
        for row in constraints(root, "StudentsSetNotAvailableTimes")
    }
    assert ("Mon", "11:00-11:30") in closed["1A"]  # recess, in which 6C has a lesson
    assert ("Mon", "11:00-11:30") not in closed["6C"]
    assert ("Mon", "12:00-12:30") in closed["6C"]


def test_groups_of_one_split_share_no_subgroup_and_those_of_two_do(tmp_path):
    root = root_of(written(little(), tmp_path))
    year = next(y for y in root.iter("Year") if y.findtext("Name") == "1A")
    red, blue, band, choir = (
        {name.text for name in group.iterfind("Subgroup/Name")} for group in year.iterfind("Group")
    )
    assert red.isdisjoint(blue)
    assert band.isdisjoint(choir)
    assert len(red & band) == len(blue & band) == len(red & choir) == len(blue & choir) == 1


def test_a_lesson_for_all_of_a_hall_is_in_a_virtual_room(tmp_path):
    root = root_of(written(little(), tmp_path))
    virtual = {
        room.findtext("Name"): [real.text for real in room.iter("Real_Room")]
        for room in root.iterfind("Rooms_List/Room")
        if room.findtext("Virtual") == "true"
    }
    assert virtual == {
        "hall + hall (2)": ["hall", "hall (2)"],
        "gym + laptops": ["gym", "laptops"],
    }


def test_meetings_have_no_students_and_the_times_of_the_away_are_closed(tmp_path):
    root = root_of(written(imported(), tmp_path))
    meeting = next(a for a in root.iter("Activity") if a.findtext("Subject") == "Staff meeting")
    assert not meeting.findall("Students")
    assert len(meeting.findall("Teacher")) == 3
    (away,) = constraints(root, "TeacherNotAvailableTimes")
    assert {t.findtext("Day") for t in away.iter("Not_Available_Time")} == {"Miércoles"}


def test_a_course_of_several_lessons_is_one_split(tmp_path):
    root = root_of(written(little(), tmp_path))
    lessons = [a for a in root.iter("Activity") if a.findtext("Subject") == "Maths"]
    splits = {a.findtext("Activity_Group_Id") for a in lessons}
    assert {a.findtext("Total_Duration") for a in lessons} == {"3"}
    assert splits == {"1", "4"}


def test_what_fet_does_not_have_is_said(tmp_path):
    remarks = Fet().write(dutiful(), tmp_path / "a.fet")
    assert remarks == ("no home time: FET has lessons only", "no duties: FET has none")
    assert not said(FetBook(dutiful())).left_out
    assert len(root_of(written(fortnight(), tmp_path)).findall("Days_List/Day")) == 4


def test_names_are_what_xml_can_hold_and_each_is_there_once():
    assert clean("a\x00b\ufffe \t c\r\n") == "a\ufffdb\ufffd c"
    assert clean(" ") == "?"
    text = LITTLE.replace("[ana, ben, cas]", "[{id: ana, name: A}, {id: ben, name: A}, cas]")
    assert Names(book(text, *PLACED).school).teacher == {"ana": "A", "ben": "A (2)", "cas": "cas"}


EXAMPLES = Path(__file__).parents[2] / "examples"


def goes_to_fet(school: Path, folder: Path) -> Book:
    """Solves a school, and lets FET judge what is written for it."""
    made = api.solve(school, folder, time_limit=30, to=["fet"]).book
    assert made is not None
    run = asked(folder / Fet.filename, 60)
    assert run.ended is Ended.SOLVED, run.reason
    assert run.soft == pytest.approx(ours(made))
    return made


@pytest.mark.slow
@pytest.mark.fet
def test_an_example_goes_to_fet(tmp_path):
    assert ours(goes_to_fet(EXAMPLES / "elementary-25" / "school.yaml", tmp_path)) > 0


@pytest.mark.slow
@pytest.mark.fet
def test_what_came_from_fet_goes_back_to_it(tmp_path):
    school = api.convert(real("primaria"), tmp_path / "school.yaml").file
    assert not said(FetBook(goes_to_fet(school, tmp_path))).left_out
    again = api.convert(tmp_path / Fet.filename, tmp_path / "again.yaml")
    assert len(again.problem.school.locks) >= len(again.problem.school.courses)
