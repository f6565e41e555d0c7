"""The FET reader: what small files say, what is refused, and every example that FET comes with."""

from __future__ import annotations

import codecs
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fet import REAL
from timetabler.importers.fet import xml
from timetabler.importers.fet.file import FetFile, Lacking
from timetabler.importers.fet.problems import MOST, Problems
from timetabler.importers.fet.reader import read_fet
from timetabler.models.findings import Diagnostic, InvalidInput
from timetabler.spec.codes import CODES

SMALL = """<?xml version="1.0" encoding="UTF-8"?>
<fet version="5.41.0">
<Institution_Name>Hill</Institution_Name>
<Comments>small</Comments>
<Days_List>
<Number_of_Days>2</Number_of_Days>
<Day><Name>Mo</Name><Long_Name>Monday</Long_Name></Day>
<Day><Name>Tu</Name></Day>
</Days_List>
<Hours_List>
<Number_of_Hours>3</Number_of_Hours>
<Hour><Name>1</Name></Hour>
<Hour><Name>2</Name></Hour>
<Hour><Name>3</Name></Hour>
</Hours_List>
<Subjects_List><Subject><Name>Art</Name></Subject></Subjects_List>
<Activity_Tags_List><Activity_Tag><Name>wet</Name></Activity_Tag></Activity_Tags_List>
<Teachers_List>
<Teacher><Name>Ann</Name></Teacher>
<Teacher><Name>Bob</Name></Teacher>
</Teachers_List>
<Students_List>
<Year><Name>1A</Name><Number_of_Students>20</Number_of_Students>
<Group><Name>choir</Name><Number_of_Students>9</Number_of_Students></Group>
</Year>
<Year><Name>1B</Name><Number_of_Students>21</Number_of_Students>
<Group><Name>choir</Name><Number_of_Students>9</Number_of_Students>
<Subgroup><Name>solo</Name><Number_of_Students>1</Number_of_Students></Subgroup>
</Group>
</Year>
</Students_List>
<Activities_List>
<Activity>
<Teacher>Ann</Teacher>
<Subject>Art</Subject>
<Activity_Tag>wet</Activity_Tag>
<Students>1A</Students>
<Duration>2</Duration>
<Total_Duration>3</Total_Duration>
<Id>1</Id>
<Activity_Group_Id>1</Activity_Group_Id>
<Active>true</Active>
<Comments></Comments>
</Activity>
<Activity>
<Teacher>Ann</Teacher>
<Teacher>Bob</Teacher>
<Subject>Art</Subject>
<Students>choir</Students>
<Duration>1</Duration>
<Id>2</Id>
<Activity_Group_Id>1</Activity_Group_Id>
<Number_Of_Students>7</Number_Of_Students>
<Active>yes</Active>
</Activity>
<Activity>
<Subject>Art</Subject>
<Duration>1</Duration>
<Id>3</Id>
<Activity_Group_Id>0</Activity_Group_Id>
<Active>false</Active>
</Activity>
</Activities_List>
<Buildings_List><Building><Name>old</Name></Building></Buildings_List>
<Rooms_List>
<Room><Name>hall</Name><Building>old</Building><Capacity>99</Capacity></Room>
<Room><Name>any</Name><Building></Building><Virtual>true</Virtual>
<Set_of_Real_Rooms><Real_Room>hall</Real_Room></Set_of_Real_Rooms></Room>
</Rooms_List>
<Time_Constraints_List>
</Time_Constraints_List>
<Space_Constraints_List>
</Space_Constraints_List>
</fet>
"""
EXAMPLES = Path("/usr/share/doc/fet-data/examples")


def read(tmp_path: Path, text: str | bytes) -> FetFile:
    path = tmp_path / "small.fet"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_fet(path, Problems("small.fet"))


def refused(tmp_path: Path, text: str | bytes) -> tuple[Diagnostic, ...]:
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path, text)
    assert all(found.code in CODES for found in caught.value.diagnostics)
    return caught.value.diagnostics


def with_rules(*rules: str, text: str = SMALL) -> str:
    """The small file with constraints, each on its line; their names without "Constraint"."""
    lines = (f"<Constraint{rule}</Constraint{rule.split('>')[0]}>\n" for rule in rules)
    return text.replace("</Time_Constraints_List>", "".join(lines) + "</Time_Constraints_List>")


def swap(old: str, new: str) -> str:
    """The small file with something else in one place."""
    assert SMALL.count(old) >= 1
    return SMALL.replace(old, new, 1)


def test_what_is_in_the_lists(tmp_path: Path) -> None:
    file = read(tmp_path, SMALL)
    assert (file.name, file.version, file.mode) == ("small.fet", "5.41.0", "Official")
    assert file.institution == "Hill"
    assert (file.days, file.hours) == (("Mo", "Tu"), ("1", "2", "3"))
    assert file.subjects == (("Art", 16),)
    assert file.tags == (("wet", 17),)
    assert file.teachers == (("Ann", 19), ("Bob", 20))
    assert file.buildings == (("old", 64),)
    hall, any_room = file.rooms
    assert (hall.name, hall.capacity, hall.building, hall.real_rooms) == ("hall", 99, "old", ())
    assert (any_room.capacity, any_room.real_rooms) == (30_000, (("hall",),))


def test_activities(tmp_path: Path) -> None:
    file = read(tmp_path, SMALL)
    art, choir = file.activities
    assert (art.id, art.subject, art.teachers, art.students) == (1, "Art", ("Ann",), ("1A",))
    assert (art.tags, art.duration, art.split, art.line) == (("wet",), 2, 1, 33)
    assert (choir.teachers, choir.number_of_students, art.number_of_students) == (
        ("Ann", "Bob"),
        7,
        None,
    )
    assert file.inactive == {3}


def test_a_group_of_two_years_is_one_set_with_all_its_parts(tmp_path: Path) -> None:
    first, second = read(tmp_path, SMALL).years
    assert first.parts == second.parts
    (choir,) = first.parts
    assert (choir.name, choir.students, choir.line) == ("choir", 9, 24)
    assert [part.name for part in choir.parts] == ["solo"]


def test_names_are_kept_as_written(tmp_path: Path) -> None:
    text = SMALL.replace(">Bob<", "> Bob &amp; Co <")
    assert read(tmp_path, text).teachers[1].name == " Bob & Co "


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ("5.27.3-algeria21", "Mornings_Afternoons"),
        ("5.27.3-ma10", "Mornings_Afternoons"),
        ("5.42.2-mathmake", "Terms"),
        ("5.44.2-bp", "Block_Planning"),
        ("99.0.0", "Official"),
        ("", "Official"),
    ],
)
def test_editions_say_their_mode_by_their_version(tmp_path: Path, version: str, mode: str) -> None:
    assert read(tmp_path, swap("5.41.0", version)).mode == mode


def test_a_mode_that_is_written_counts(tmp_path: Path) -> None:
    text = swap("5.41.0", "5.27.3-ma").replace("<Comments>", "<Mode>Terms</Mode><Comments>", 1)
    assert read(tmp_path, text).mode == "Terms"


def test_constraints(tmp_path: Path) -> None:
    rule = (
        "MinDaysBetweenActivities><Weight_Percentage>99.5</Weight_Percentage>"
        "<Consecutive_If_Same_Day>true</Consecutive_If_Same_Day>"
        "<Activity_Id>1</Activity_Id><Activity_Id>2</Activity_Id><MinDays>1</MinDays>"
    )
    (node,) = read(tmp_path, with_rules(rule)).time_constraints
    assert (node.tag, node.weight, node.line) == ("MinDaysBetweenActivities", Fraction(199, 2), 71)
    assert (node.texts("Activity_Id"), node.number("MinDays")) == (("1", "2"), 1)
    assert node.flag("Consecutive_If_Same_Day")
    assert not node.flag("Circular")
    with pytest.raises(Lacking):
        node.number("MaxDays")


def test_what_is_not_active_is_counted_and_left_out(tmp_path: Path) -> None:
    same = "ActivitiesSameStartingDay>"
    file = read(
        tmp_path,
        with_rules(
            "TeachersMaxGapsPerWeek><Max_Gaps>1</Max_Gaps><Active>false</Active>",
            f"{same}<Activity_Id>1</Activity_Id><Activity_Id>2</Activity_Id>"
            "<Activity_Id>3</Activity_Id>",
            f"{same}<Activity_Id>3</Activity_Id>",
            "TwoActivitiesOrdered><First_Activity_Id>1</First_Activity_Id>"
            "<Second_Activity_Id>3</Second_Activity_Id>",
        ),
    )
    assert [node.texts("Activity_Id") for node in file.time_constraints] == [("1", "2")]
    assert file.inactive_constraints == (
        ("ActivitiesSameStartingDay", 1),
        ("TeachersMaxGapsPerWeek", 1),
        ("TwoActivitiesOrdered", 1),
    )


TIMES = "<Start_Hour>1</Start_Hour><End_Hour>3</End_Hour>"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"Break><Day>Mo</Day>{TIMES}", "BreakTimes"),
        (
            f"TeacherNotAvailable><Teacher_Name>Ann</Teacher_Name><Day>Mo</Day>{TIMES}",
            "TeacherNotAvailableTimes",
        ),
    ],
)
def test_old_intervals_become_hours(tmp_path: Path, old: str, new: str) -> None:
    (node,) = read(tmp_path, with_rules(old)).time_constraints
    tag = "Break_Time" if new == "BreakTimes" else "Not_Available_Time"
    times = [(time.text_of("Day"), time.text_of("Hour")) for time in node.all(tag)]
    assert (node.tag, times) == (new, [("Mo", "1"), ("Mo", "2")])
    assert node.text_of("Teacher", "Ann") == "Ann"


def test_old_names_and_numbers_that_were_not_written(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        with_rules(
            "MinNDaysBetweenActivities><Adjacent_If_Broken>yes</Adjacent_If_Broken>"
            "<Activity_Id>1</Activity_Id><Activity_Id>2</Activity_Id><MinDays>1</MinDays>",
            "StudentsNoGaps>",
            "ActivityPreferredTimes><Activity_Id>1</Activity_Id><Preferred_Time>"
            "<Preferred_Day>Mo</Preferred_Day><Preferred_Hour>2</Preferred_Hour></Preferred_Time>",
        ),
    )
    apart, gaps, times = file.time_constraints
    assert apart.tag == "MinDaysBetweenActivities"
    assert apart.flag("Consecutive_If_Same_Day")
    assert (gaps.tag, gaps.number("Max_Gaps")) == ("StudentsMaxGapsPerWeek", 0)
    (time,) = times.all("Preferred_Starting_Time")
    assert (time.text_of("Preferred_Starting_Day"), time.text_of("Preferred_Starting_Hour")) == (
        "Mo",
        "2",
    )


def test_old_lists_have_the_names_right_inside(tmp_path: Path) -> None:
    text = swap("<Day><Name>Tu</Name></Day>", "<Name>Tu</Name>")
    assert read(tmp_path, text).days == ("Mo", "Tu")


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "UTF-16", "windows-1252", "UTF-8"])
def test_a_file_may_say_its_encoding(tmp_path: Path, encoding: str) -> None:
    text = SMALL.replace("UTF-8", encoding).replace(">Hill<", ">Hügel<")
    assert read(tmp_path, text.encode(encoding)).institution == "Hügel"


def test_a_mark_of_utf8_counts_more_than_what_is_declared(tmp_path: Path) -> None:
    text = SMALL.replace("UTF-8", "ISO-8859-1").replace(">Hill<", ">Hügel<")
    assert read(tmp_path, codecs.BOM_UTF8 + text.encode()).institution == "Hügel"


BOMB = '<!DOCTYPE fet [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>\n<fet version="6">'


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        ("", "TT450", 1, "empty"),
        ("school: Hill\n", "TT450", 1, "not XML"),
        (SMALL[: SMALL.index("<Duration>2")], "TT450", 38, "<Activity> of line 33 has no end"),
        (SMALL.replace("</Day>", "</Dya>", 1), "TT450", 7, "mismatched tag"),
        ("<timetable><days/></timetable>", "TT451", 1, "aSc Timetables"),
        ("<!-- x -->\n<fruit/>", "TT451", 2, "<fruit>"),
        (SMALL.replace(">Hill<", ">Hügel<").encode("latin-1"), "TT452", 3, "UTF-8"),
        (SMALL.replace("UTF-8", "klingon"), "TT452", 1, "klingon"),
        (SMALL.replace("UTF-8", "unicode_escape"), "TT452", 1, "unicode_escape"),
        (SMALL.replace("UTF-8", "UTF-16"), "TT452", 1, "which it is not"),
        (b"PK\x03\x04\x00\x00\xff\xff", "TT452", 1, "binary"),
        (SMALL.replace("<fet ", BOMB.replace('<fet version="6">', "<fet "), 1), "TT453", 2, "decl"),
        ('<!DOCTYPE fet SYSTEM "http://x.invalid/x.dtd">\n<fet/>', "TT453", 1, "decl"),
        ("<fet>" + "<a>" * 30, "TT454", 1, "deep"),
        (f"<fet><Comments>{'x' * (xml.MAX_TEXT + 1)}", "TT454", 1, "characters"),
        (swap("5.41.0", "4.3.2"), "TT455", 2, "FET 4.3.2"),
    ],
)
def test_what_is_no_fet_file(
    tmp_path: Path, text: str | bytes, code: str, line: int, said: str
) -> None:
    (found,) = refused(tmp_path, text)
    assert (found.code, found.source.line) == (code, line)
    assert said in found.message


def test_limits_of_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "MAX_ELEMENTS", 10)
    assert [found.code for found in refused(tmp_path, SMALL)] == ["TT454"]
    monkeypatch.setattr(xml, "MAX_BYTES", 100)
    assert [found.source.line for found in refused(tmp_path, SMALL)] == [1]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (swap("<Teacher>Ann</Teacher>", "<Teacher>Anne</Teacher>"), "TT458", 34),
        (swap("<Teacher>Ann</Teacher>", "<Teacher>Ann </Teacher>"), "TT458", 34),
        (swap("<Students>1A<", "<Students>1C<"), "TT458", 37),
        (swap("<Building>old<", "<Building>new<"), "TT458", 66),
        (swap("<Real_Room>hall<", "<Real_Room>gym<"), "TT458", 68),
        (swap("<Duration>2<", "<Duration>0<"), "TT459", 38),
        (swap("<Duration>2<", "<Duration>4<"), "TT459", 38),
        (swap("<Duration>2<", "<Duration>two<"), "TT459", 38),
        (swap("<Active>true<", "<Active>maybe<"), "TT459", 42),
        (swap("<Number_of_Days>2<", "<Number_of_Days>3<"), "TT459", 6),
        (swap("<Comments>", "<Mode>Odd</Mode><Comments>"), "TT459", 4),
        (swap("<Id>2<", "<Id>1<"), "TT457", 45),
        (swap("<Name>Tu<", "<Name>Mo<"), "TT457", 8),
        (swap("<Name>1B<", "<Name>1A<"), "TT457", 26),
        (swap("<Name>solo<", "<Name>1A<"), "TT457", 28),
        (swap("<Teacher>Bob<", "<Teacher>Ann<"), "TT457", 45),
        (swap("<Name>Bob</Name>", ""), "TT456", 20),
        (swap("<Duration>2</Duration>", ""), "TT456", 33),
    ],
)
def test_what_is_wrong_in_the_lists(tmp_path: Path, text: str, code: str, line: int) -> None:
    assert (code, line) in {(found.code, found.source.line) for found in refused(tmp_path, text)}


def test_a_file_without_anything_to_timetable(tmp_path: Path) -> None:
    found = refused(tmp_path, '<fet version="6.8.5"></fet>')
    assert [d.code for d in found] == ["TT456"] * 3
    assert {d.message for d in found} == {
        "the file has no <Days_List>",
        "the file has no <Hours_List>",
        "the file has no active activities: there is nothing to timetable",
    }


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("TeacherMaxDaysPerWeek><Teacher_Name>Eve</Teacher_Name>", "TT458"),
        ("ActivityPreferredStartingTime><Activity_Id>9</Activity_Id>", "TT458"),
        ("ActivityPreferredDay><Preferred_Day>We</Preferred_Day>", "TT458"),
        ("BreakTimes><Break_Time><Day>Mo</Day><Hour>4</Hour></Break_Time>", "TT458"),
        ("ActivityPreferredDay><Activity_Id>one</Activity_Id>", "TT459"),
        ("StudentsMaxGapsPerDay><Max_Gaps>few</Max_Gaps>", "TT459"),
        ("StudentsMaxGapsPerDay><Max_Gaps>-1</Max_Gaps>", "TT459"),
        ("StudentsMaxGapsPerDay><Weight_Percentage>101</Weight_Percentage>", "TT459"),
        ("StudentsMaxGapsPerDay><Weight_Percentage>-1</Weight_Percentage>", "TT459"),
        ("StudentsMaxGapsPerDay><Weight_Percentage>nan</Weight_Percentage>", "TT459"),
        ("TeachersMinHoursDaily><Allow_Empty_Days>often</Allow_Empty_Days>", "TT459"),
        ("Break><Day>Mo</Day><Start_Hour>1</Start_Hour>", "TT456"),
        ("Break><Day>Mo</Day><Start_Hour>1</Start_Hour><End_Hour>noon</End_Hour>", "TT456"),
    ],
)
def test_what_is_wrong_in_constraints(tmp_path: Path, rule: str, code: str) -> None:
    (found,) = refused(tmp_path, with_rules(rule))
    assert (found.code, found.source.line) == (code, 71)


def test_an_empty_name_is_any_only_where_activities_are_described(tmp_path: Path) -> None:
    empty = "<Teacher_Name></Teacher_Name>"
    rules = read(tmp_path, with_rules(f"ActivitiesPreferredStartingTimes>{empty}"))
    assert rules.time_constraints[0].text_of("Teacher_Name") == ""
    assert refused(tmp_path, with_rules(f"TeacherMaxGapsPerDay>{empty}"))


def test_unknown_kinds_are_kept_for_the_importer_to_name(tmp_path: Path) -> None:
    (node,) = read(tmp_path, with_rules("FullMoon><Phase>new</Phase>")).time_constraints
    assert (node.tag, node.text_of("Phase")) == ("FullMoon", "new")


def test_everything_wrong_is_said_at_once_with_its_place(tmp_path: Path) -> None:
    text = swap("<Teacher>Ann</Teacher>", "\t<Teacher>Anne</Teacher>")
    found = refused(tmp_path, with_rules("Foo><Room>attic</Room>", text=text))
    assert [(d.code, d.source.line, d.source.column) for d in found] == [
        ("TT458", 34, 11),
        ("TT458", 71, 22),
    ]
    assert (found[0].text, found[0].length) == ("\t<Teacher>Anne</Teacher>", 4)
    assert 'did you mean "Ann"?' in found[0].hint


def test_very_many_problems_are_not_all_kept(tmp_path: Path) -> None:
    rules = (f"Foo><Teacher>t{number}</Teacher>" for number in range(MOST + 10))
    assert len(refused(tmp_path, with_rules(*rules))) == MOST


def test_a_teacher_who_is_listed_twice_is_one(tmp_path: Path) -> None:
    path = tmp_path / "small.fet"
    path.write_text(swap("<Name>Bob<", "<Name>Ann<").replace("<Teacher>Bob</Teacher>", ""))
    problems = Problems("small.fet")
    assert read_fet(path, problems).teachers == (("Ann", 19),)
    assert [(d.severity, d.code, d.source.line) for d in problems.all] == [("warning", "TT457", 20)]


@given(st.data())
def test_damage_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = with_rules("MinDaysBetweenActivities><Activity_Id>1</Activity_Id>").encode()
    at = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(at, min(len(whole), at + 40)))
    damaged = whole[:at] + data.draw(st.binary(max_size=8)) + whole[end:]
    file = _read_if_sound(tmp_path_factory.getbasetemp(), damaged)
    if file is not None:
        known = {teacher.name for teacher in file.teachers}
        assert all(known.issuperset(activity.teachers) for activity in file.activities)
        assert all(activity.duration <= len(file.hours) for activity in file.activities)


def _read_if_sound(folder: Path, data: bytes) -> FetFile | None:
    try:
        return read(folder, data)
    except InvalidInput:
        return None


def _reads_all(paths: list[Path]) -> None:
    for path in paths:
        file = read_fet(path, Problems(path.name))
        assert file.activities
        known = {activity.id for activity in file.activities}
        assert all(
            known.issuperset(map(int, node.texts("Activity_Id"))) for node in file.time_constraints
        )


@pytest.mark.skipif(not REAL.is_dir(), reason=f"no {REAL}")
def test_files_of_real_schools() -> None:
    _reads_all(sorted(REAL.glob("*.fet")))


@pytest.mark.slow
@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the examples of FET are not installed")
def test_examples_of_fet() -> None:
    """Every eighth: all of them take two minutes."""
    paths = sorted(EXAMPLES.rglob("*.fet"))
    assert len(paths) > 200
    _reads_all(paths[::8])
