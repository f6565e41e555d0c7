"""SIF AU: well-formed, in order, with everything that must be there; and the check that says so."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date, time
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from lxml import etree

from timetabler.exporters.identifiers import Ids
from timetabler.exporters.sif import Sif
from timetabler.exporters.sif.container import MANDATORY, NAMESPACE, container, missing
from timetabler.views import Book

from .every import BOOKS
from .factory import (
    DATES,
    DUTIFUL,
    DUTIFUL_DUTIES,
    DUTIFUL_LESSONS,
    awkward,
    book,
    dutiful,
    varied,
)

SCHEDULE = (
    "SchoolInfoRefId SchoolYear LocalId Title DaysPerCycle PeriodsPerDay TeachingPeriodsPerDay "
    "SchoolLocalId SchoolName TimeTableCreationDate StartDate EndDate TimeTableDayList"
)
ORDER = {
    "TimeTableContainer": "TimeTableSchedule TimeTableScheduleCellList TeachingGroupScheduleList",
    "TimeTableSchedule": SCHEDULE,
    "TimeTableDay": "DayId DayTitle TimeTablePeriodList",
    "TimeTablePeriod": (
        "PeriodId PeriodTitle BellPeriod StartTime EndTime RegularSchoolPeriod "
        "InstructionalMinutes UseInAttendanceCalculations"
    ),
    "TimeTableScheduleCell": (
        "TimeTableScheduleCellLocalId TimeTableSubjectRefId TeachingGroupGUID RoomInfoRefId "
        "StaffPersonalRefId TimeTableLocalId SubjectLocalId TeachingGroupLocalId RoomNumber "
        "StaffLocalId DayId PeriodId CellType SchoolInfoRefId SchoolLocalId TeacherList RoomList"
    ),
    "TeacherCover": (
        "StaffPersonalRefId StaffLocalId StartTime FinishTime Credit Supervision Weighting"
    ),
    "TeachingGroupSchedule": (
        "EditorGUID SchoolYear LocalId ShortName LongName GroupType Set Block CurriculumLevel "
        "SchoolInfoRefId SchoolLocalId SchoolCourseInfoRefId SchoolCourseLocalId "
        "TimeTableSubjectRefId TimeTableSubjectLocalId Semester StudentList TeacherList "
        "MinClassSize MaxClassSize TeachingGroupPeriodList"
    ),
}
"""Element -> the elements in it, in the order of the data model."""
LOOKS = {
    "SchoolYear": r"\d{4}",
    "DaysPerCycle": r"[1-9]\d*",
    "PeriodsPerDay": r"[1-9]\d*",
    "TeachingPeriodsPerDay": r"[1-9]\d*",
    "InstructionalMinutes": r"\d+",
    "RegularSchoolPeriod": r"[YN]",
}
GUID = r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


def parsed(one: Book, tmp: Path) -> etree._Element:
    path = tmp / "sif.xml"
    Sif().write(one, path)
    strict = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.parse(str(path), strict).getroot()


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def texts(element: etree._Element) -> dict[str, str]:
    return {local(each): each.text or "" for each in element}


def find(root: etree._Element, name: str) -> list[etree._Element]:
    return list(root.iter(f"{{{NAMESPACE}}}{name}"))


@pytest.mark.parametrize("name", BOOKS)
def test_everything_is_in_the_namespace_in_order_and_looks_as_it_must(name, tmp_path):
    root = parsed(BOOKS[name](), tmp_path)
    assert re.fullmatch(GUID, root.get("RefId"))
    for element in root.iter():
        assert etree.QName(element).namespace == NAMESPACE
        tag, names = local(element), [local(each) for each in element]
        if tag in ORDER:
            order = ORDER[tag].split()
            assert names == [each for each in order if each in names]
        if tag.endswith(("RefId", "GUID")):
            assert re.fullmatch(GUID, element.text or "")
        if tag in ("StartTime", "EndTime"):
            time.fromisoformat(element.text or "")
        if tag in ("StartDate", "EndDate"):
            date.fromisoformat(element.text or "")
        assert re.fullmatch(LOOKS.get(tag, r"(?s).*"), element.text or "")


@pytest.mark.parametrize("name", BOOKS)
def test_everything_refers_to_something(name, tmp_path):
    root = parsed(BOOKS[name](), tmp_path)
    periods = {
        (texts(day)["DayId"], texts(period)["PeriodId"])
        for day in find(root, "TimeTableDay")
        for period in find(day, "TimeTablePeriod")
    }
    groups = {
        texts(g)["EditorGUID"]: texts(g)["LocalId"] for g in find(root, "TeachingGroupSchedule")
    }
    cells = [texts(cell) for cell in find(root, "TimeTableScheduleCell")]
    assert {(cell["DayId"], cell["PeriodId"]) for cell in cells} <= periods
    assert {(cell["TeachingGroupGUID"], cell["TeachingGroupLocalId"]) for cell in cells} == set(
        groups.items()
    )
    ids = [cell["TimeTableScheduleCellLocalId"] for cell in cells]
    assert len(set(ids)) == len(ids)


def cells(root: etree._Element, group: str) -> list[tuple[str, ...]]:
    return [
        tuple(of.get(n, "") for n in ("DayId", "PeriodId", "StaffLocalId", "RoomNumber"))
        for of in map(texts, find(root, "TimeTableScheduleCell"))
        if of["TeachingGroupLocalId"] == group
    ]


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("ART 1A", [("1", "S1", "mia", "R1"), ("1", "S2", "mia", "R1")]),
        ("ASM 1B", [("2", "S1", "kim", "hall")]),
        ("EAL EAL", [("2", "S2", "val", "nook")]),
    ],
)
def test_cells_of(group, expected, tmp_path):
    assert cells(parsed(varied(), tmp_path), group) == expected


def test_those_who_teach_together_are_listed(tmp_path):
    root = parsed(varied(), tmp_path)
    (music,) = (
        cell
        for cell in find(root, "TimeTableScheduleCell")
        if texts(cell)["TeachingGroupLocalId"] == "MUS 6C"
    )
    ids = Ids(varied().school)
    assert [texts(cover) for cover in find(music, "TeacherCover")] == [
        {"StaffPersonalRefId": ids("staff", person), "StaffLocalId": person}
        for person in ("mia", "val")
    ]
    assert len(find(root, "TeacherList")) == 1


def test_identifiers_of_people_are_those_of_the_rosters_and_stay_the_same(tmp_path):
    first, again = parsed(varied(), tmp_path), parsed(varied(), tmp_path)
    assert first.get("RefId") == again.get("RefId")
    (pe,) = {
        texts(cell)["StaffPersonalRefId"]
        for cell in find(first, "TimeTableScheduleCell")
        if texts(cell)["SubjectLocalId"] == "PE"
    }
    assert pe == Ids(varied().school)("staff", "pat")


def test_hostile_names_stay_text(tmp_path):
    assert not find(parsed(awkward(), tmp_path), "script")
    name = '"a\\tb ]]> & <x> &lol; \\U0001f3a8"'
    odd = book(DUTIFUL.replace("Gum Street", name) + DATES, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES)
    (found,) = find(parsed(odd, tmp_path), "SchoolName")
    assert found.text == "a b ]]> & <x> &lol; \U0001f3a8"


def test_what_the_model_wants_and_only_that_is_checked():
    whole = container(varied())
    assert missing(whole) == ()
    for tag, names in MANDATORY.items():
        for name in names:
            for harm in (_without, _emptied):
                broken = deepcopy(whole)
                harm(broken, tag, name)
                assert f"{tag}/{name}" in missing(broken), (harm, tag, name)
    del whole.attrib["RefId"]
    assert missing(whole) == ("@RefId",)
    optional = container(varied())
    _without(optional, "TimeTableSchedule", "SchoolName")
    assert missing(optional) == ()


def _first(root: Element, tag: str) -> Element:
    return root if root.tag == tag else next(root.iter(tag))


def _without(root: Element, tag: str, name: str) -> None:
    parent = _first(root, tag)
    for child in parent.findall(name):
        parent.remove(child)


def _emptied(root: Element, tag: str, name: str) -> None:
    child = _first(root, tag).find(name)
    assert child is not None
    for each in list(child):
        child.remove(each)
    child.text = " \n"


def test_nothing_is_written_that_lacks_something(tmp_path, monkeypatch):
    def empty(_: Book) -> Element:
        return Element("TimeTableContainer", {"xmlns": NAMESPACE})

    path = tmp_path / "sif.xml"
    path.write_text("before")
    monkeypatch.setattr("timetabler.exporters.sif.container", empty)
    with pytest.raises(ValueError, match="TimeTableSchedule"):
        Sif().write(varied(), path)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_school_without_dates_lacks_them():
    undated = book(DUTIFUL, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES)
    lack = Sif().lacks(undated.problem)
    assert lack is not None
    assert "calendar" in lack.hint
    assert Sif().lacks(varied().problem) is None


def test_duties_are_left_out_with_a_remark(tmp_path):
    assert "no duties: SIF has them as activities on dates" in Sif().write(
        dutiful(), tmp_path / "sif.xml"
    )
