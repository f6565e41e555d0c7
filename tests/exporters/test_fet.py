"""timetable.fet: FET itself opens it, keeps every lesson in place, and counts as we do."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from benchmarks.fet.running import Ended, FetRun, fet_cl
from fet import real
from timetabler import api
from timetabler.exporters.fet import Fet
from timetabler.exporters.fet.book import FetBook
from timetabler.exporters.fet.names import Names, clean
from timetabler.exporters.fet.said import said, sayings
from timetabler.views import Book

from .every import BOOKS
from .factory import Placed, book, dutiful, fortnight, imported, varied

LITTLE = """\
school: Little
week:
  days: [Mon, Tue, Wed]
  timeslots:
    - {id: S1, time: "09:00-10:00"}
    - {id: S2, time: "10:00-11:00"}
    - {id: recess, time: "11:00-11:30", kind: break}
    - {id: S3, time: "11:30-12:30"}
    - {id: S4, time: "12:30-13:30"}
teachers: [ana, ben, cas]
rooms: [{id: hall, classes: 2}, gym, laptops]
classes:
  - id: 1A
  - id: 1B
groups:
  - {id: red, classes: 1A, split: colour}
  - {id: blue, classes: 1A, split: colour}
  - {id: band, classes: 1A, split: band}
  - {id: choir, classes: 1A, split: band}
courses:
  - {subject: Maths, classes: 1A, teacher: ana, lessons: 3}
  - {subject: Maths, classes: 1B, teacher: ben, lessons: 3}
  - {subject: PE, classes: [1A, 1B], together: true, teacher: cas, lessons: [2], rooms: [hall, gym]}
  - {subject: Red, groups: red, teacher: ana, room: hall}
  - {subject: Blue, groups: blue, teacher: ben, room: hall}
  - {subject: Band, groups: band, teacher: cas, needs: laptops, rooms: [gym]}
  - {subject: Choir, groups: choir, teacher: cas, lessons: 2}
"""
PLACED: tuple[Placed, ...] = (
    ("1A Maths", "Mon S1", None, ("ana",)),
    ("1A Maths", "Mon S2", None, ("ana",)),
    ("1A Maths", "Tue S1", None, ("ana",)),
    ("1B Maths", "Mon S1", None, ("ben",)),
    ("1B Maths", "Mon S2", None, ("ben",)),
    ("1B Maths", "Wed S3", None, ("ben",)),
    ("1A+1B PE", "Wed S1-S2", "hall", ("cas",)),
    ("red Red", "Tue S3", "hall", ("ana",)),
    ("blue Blue", "Tue S3", "hall", ("ben",)),
    ("band Band", "Tue S4", "gym", ("cas",)),
    ("choir Choir", "Mon S4", None, ("cas",)),
    ("choir Choir", "Wed S4", None, ("cas",)),
)


def little(*rules: str) -> Book:
    """Two classes, one with two splits, a hall for two classes; with these rules."""
    listed = "".join(f"  - {{{rule}}}\n" for rule in rules)
    return book(LITTLE + f"constraints:\n{listed}" * bool(rules), *PLACED)


def written(made: Book, folder: Path) -> Path:
    path = folder / Fet.filename
    Fet().write(made, path)
    return path


def asked(path: Path, seconds: float = 30) -> FetRun:
    return fet_cl(path, 1, seconds, path.parent / "out")


def ours(made: Book) -> float:
    """What FET should say."""
    return float(said(FetBook(made)).soft((r.rule, r.cost) for r in made.report.results))


def root_of(path: Path) -> Element:
    return ElementTree.parse(path).getroot()


def constraints(root: Element, name: str) -> list[Element]:
    return root.findall(f".//Constraint{name}")


@pytest.mark.fet
@pytest.mark.parametrize("name", sorted(BOOKS))
def test_fet_keeps_every_lesson_in_place_and_counts_the_same(name, tmp_path):
    run = asked(written(BOOKS[name](), tmp_path))
    assert run.ended is Ended.SOLVED, run.reason
    assert run.soft == pytest.approx(ours(BOOKS[name]()))


COUNTED = {
    "kind: separate_days, subjects: Maths, weight: 10": 2,
    "kind: separate_days, subjects: Maths, at_least: 2, weight: 20": 2 * 6,
    "kind: separate_days, subjects: [Red, Blue], each: scope, weight: 10": 1,
    "kind: spread_lessons, subjects: [PE, Choir], weight: 10": 0,
    "kind: prefer_times, subjects: Maths, times: Mon, weight: 10": 2,
    "kind: prefer_times, subjects: Maths, not_times: [Mon S1, Tue], weight: 10": 3,
    "kind: prefer_times, starts: S1, weight: 10": 8,
    "kind: prefer_times, subjects: [Maths, Band], times: [S1, S3], weight: 10": 3,
    "kind: prefer_times, times: [S1, S3], count: periods, weight: 10": 6,
    "kind: prefer_times, subjects: PE, times: [S3, S4], count: periods, weight: 10": 2,
    "kind: prefer_times, teachers: ana, classes: 1A, times: S4, weight: 10": 4,
    "kind: protect_times, times: Wed S2, weight: 10": 2,
    "kind: protect_times, times: Mon, classes: 1B, weight: 10": 2,
    "kind: link_lessons, subjects: [Red, Blue, Band], pairs: true, weight: 10": 2,
    "kind: link_lessons, subjects: [Red, Blue, Band], pairs: true, same: day, weight: 10": 0,
    "kind: link_lessons, subjects: [Red, PE, Band], pairs: true, same: hour, weight: 10": 3,
    "kind: prefer_rooms, subjects: PE, rooms: gym, weight: 10": 1,
    "kind: prefer_rooms, subjects: PE, rooms: hall, weight: 10": 0,
}
"""A rule -> a tenth of its cost in ``little``, counted by hand."""


@pytest.mark.fet
@pytest.mark.parametrize("rule", COUNTED)
def test_what_a_rule_counts_is_what_fet_counts(rule, tmp_path):
    made = little(rule)
    assert made.report.cost == 10 * COUNTED[rule]
    assert not said(FetBook(made)).left_out
    assert asked(written(made, tmp_path)).soft == pytest.approx(COUNTED[rule] / 10)


@pytest.mark.fet
def test_all_of_them_together(tmp_path):
    made = little(*COUNTED)
    assert asked(written(made, tmp_path)).soft == pytest.approx(sum(COUNTED.values()) / 10)


def moved(path: Path, lesson: str, day: str, hour: str) -> Path:
    """The same file with another place for a lesson."""
    tree = ElementTree.parse(path)
    root = tree.getroot()
    activity = next(a for a in root.iter("Activity") if a.findtext("Comments") == lesson)
    for lock in constraints(root, "ActivityPreferredStartingTime"):
        if lock.findtext("Activity_Id") == activity.findtext("Id"):
            lock.find("Preferred_Day").text = day
            lock.find("Preferred_Hour").text = hour
    tree.write(path)
    return path


REQUIRED = (
    ("", "red Red #1", "Tue S4"),  # pupils of another split are elsewhere
    ("", "red Red #1", "Mon S1"),  # so is the class
    ("", "1A+1B PE #1", "Tue S2"),  # recess is no lesson time
    ("kind: join_same_day, subjects: Maths, classes: 1A", "1A Maths #2", "Mon S4"),
    ("kind: spread_lessons, subjects: [PE, Choir]", "choir Choir #2", "Mon S3"),
    ("kind: link_lessons, subjects: [Red, Blue]", "red Red #1", "Wed S3"),
)
"""What holds in ``little``, a lesson, and a place for it that breaks this (and costs nothing)."""


@pytest.mark.slow  # FET tries again and again what is impossible, until its time is over
@pytest.mark.fet
@pytest.mark.parametrize(("rule", "lesson", "time"), REQUIRED)
def test_fet_keeps_what_is_required(rule, lesson, time, tmp_path):
    made = little(f"{rule}, required: true") if rule else little()
    assert not said(FetBook(made)).left_out
    path = written(made, tmp_path)
    assert asked(path).ended is Ended.SOLVED
    assert asked(moved(path, lesson, *time.split()), 1).ended is not Ended.SOLVED


@pytest.mark.fet
def test_without_such_a_rule_the_lesson_may_be_there(tmp_path):
    path = moved(written(little(), tmp_path), "red Red #1", "Wed", "S3")
    assert asked(path).ended is Ended.SOLVED


def test_of_two_like_wishes_fet_would_count_one():
    kind = "kind: separate_days, subjects: Choir"
    made = little(
        f"{kind}, at_least: 1, weight: 10",
        f"{kind}, at_least: 3, weight: 10",
        f"{kind}, at_least: 3, weight: 20",
    )
    (left_out,) = said(FetBook(made)).left_out
    assert left_out.index == 1


def test_fet_puts_no_three_on_one_day_whatever_the_weight_is():
    rule = "  - {kind: separate_days, subjects: Maths, weight: 1}\n"
    three = tuple(p if p[1] != "Tue S1" else (p[0], "Mon S3", *p[2:]) for p in PLACED)
    made = book(f"{LITTLE}constraints:\n{rule}", *three)
    (left_out,) = said(FetBook(made)).left_out
    assert left_out.kind == "separate_days"


def test_what_fet_counts_otherwise_is_left_out_and_said_to_be(tmp_path):
    made = little(
        "kind: spread_lessons, subjects: Maths, weight: 3",  # three on one day: 2 for us, 3 for FET
        "kind: link_lessons, subjects: Maths, weight: 3",
        "kind: join_same_day, subjects: Maths, weight: 3",
        "kind: avoid_overlap, subjects: Maths, weight: 1",
    )
    (remark,) = Fet().write(made, tmp_path / "a.fet")
    left_out = [rule.title for rule in said(FetBook(made)).left_out]
    assert len(left_out) == 4
    assert remark == f"4 rules left out that FET cannot say: {'; '.join(left_out)}"
    root = root_of(tmp_path / "a.fet")
    assert all(f"- {title}" in root.findtext("Comments") for title in left_out)
    assert not constraints(root, "MinDaysBetweenActivities")


@pytest.mark.fet
def test_no_weight_becomes_what_fet_takes_for_required(tmp_path):
    rules = (
        "kind: prefer_times, subjects: Red, times: Wed, weight: 995",
        "kind: prefer_times, subjects: Blue, times: Wed, weight: 1",
        "kind: prefer_times, subjects: Band, times: Wed, weight: 100",
    )
    made = little(*rules)
    remarks = Fet().write(made, tmp_path / Fet.filename)
    rows = constraints(root_of(tmp_path / Fet.filename), "ActivityPreferredStartingTimes")
    assert {row.findtext("Weight_Percentage") for row in rows} == {"99.5", "0.1", "10"}
    assert "our cost divided by 1000" in remarks[0]
    assert asked(tmp_path / Fet.filename).soft == pytest.approx(1.096)


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


def test_every_kind_that_is_said_is_a_kind():
    from timetabler.constraints import kinds

    assert set(sayings()) <= set(kinds())
    assert {"separate_days", "prefer_times"} <= set(sayings())


def test_soft_conflicts_are_exact():
    made = little("kind: prefer_times, subjects: Red, times: Wed, weight: 995")
    told = said(FetBook(made))
    assert told.soft((r.rule, r.cost) for r in made.report.results) == Decimal("0.995")


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
