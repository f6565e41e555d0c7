"""The sheets to key into Compass from: everything once, in order, counted; and a careful page."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from timetabler.exporters.compass import Compass
from timetabler.views import Book
from timetabler.views.keying import alike_in_two_letters, duty_rows, period_codes, sheets
from timetabler.views.meetings import coded, meetings

from .every import BOOKS
from .factory import awkward, book, doubled, dutiful, fortnight, varied


def page(one: Book, tmp: Path) -> html.HtmlElement:
    Compass().write(one, tmp / "compass.html")
    return html.fromstring((tmp / "compass.html").read_bytes())


@pytest.mark.parametrize("name", BOOKS)
def test_every_meeting_is_keyed_once_and_the_counts_are_right(name):
    one = BOOKS[name]()
    wanted = Counter(coded(meeting, one.system_codes) for meeting in meetings(one))
    found: Counter[tuple[object, ...]] = Counter()
    for sheet in sheets(one):
        counts: Counter[str] = Counter()
        for entry in (*sheet.lessons, *sheet.home):
            for period in entry.periods:
                found[entry.day, period, entry.class_code, entry.room, entry.staff] += 1
                counts[entry.class_code] += 1
        assert {count.class_code: count.meetings for count in sheet.counts} == counts
        assert sheet.meetings == counts.total()
    assert found == wanted


def test_classes_come_first_in_the_order_of_the_school_then_groups():
    found = sheets(varied())
    assert [(sheet.name, sheet.of) for sheet in found] == [
        ("1A", ""),
        ("1B", ""),
        ("6C", ""),
        ("EAL group", "1A"),
    ]


def test_lessons_are_by_day_and_time_and_home_time_is_a_line_for_each_day_and_teacher():
    sheet = sheets(varied())[1]
    assert [(e.day_name, e.periods, e.class_code) for e in sheet.lessons] == [
        ("Mon", ("S1",), "LIB 1B"),
        ("Tue", ("S1",), "ASM 1B"),
        ("Tue", ("S4",), "PE 1B"),
    ]
    assert [(e.day_name, e.periods, e.staff) for e in sheet.home] == [
        ("Mon", ("S1", "S2", "S3", "S4"), ("dea",)),
        ("Tue", ("S2", "S3"), ("kim",)),
    ]


def test_duty_is_by_time_and_area_with_everybody_on_each_day():
    rows = duty_rows(dutiful())
    assert [(row.period, row.area, row.cells) for row in rows] == [
        ("BEF", "Front gate", (("pat",), ("hel",))),
        ("RE1", "Oval", (("ana",), ("kim",))),
        ("RE1", "yard", (None, ("liz",))),
        ("RE2", "Oval", (("dea",), ("pat",))),
    ]


def test_periods_are_listed_once_with_their_days_if_they_are_not_on_all():
    found = period_codes(varied().system_codes)
    assert [(each.code, each.about) for each in found if each.name == "S4"] == [
        ("S4", "12:30-13:00, Tue"),
        ("S4", "12:30-13:30, Mon"),
    ]


def test_duty_times_that_compass_would_take_for_the_same_are_warned_of(tmp_path):
    assert alike_in_two_letters(dutiful().school) == (("recess 1", "recess 2"),)
    assert alike_in_two_letters(fortnight().school) == ()
    (remark,) = (r for r in Compass().write(dutiful(), tmp_path / "a.html") if "letters" in r)
    assert remark.endswith("recess 1 and recess 2")
    assert "recess 1 and recess 2" in "".join(page(dutiful(), tmp_path).itertext())
    assert Compass().write(doubled(), tmp_path / "b.html") == ()


@pytest.mark.parametrize("name", BOOKS)
def test_the_page_needs_nothing_else_and_everything_in_it_has_a_name(name, tmp_path):
    root = page(BOOKS[name](), tmp_path)
    assert not root.xpath("//script | //link | //img | //iframe | //*[@src] | //*[@onclick]")
    assert root.get("lang") == "en-AU"
    assert not re.search(r"url\(|@import|https?:", (tmp_path / "compass.html").read_text("utf-8"))
    ids = root.xpath("//@id")
    assert len(set(ids)) == len(ids)
    assert {href.lstrip("#") for href in root.xpath("//a/@href")} <= set(ids)
    for box in root.xpath("//input"):
        label = box.get("aria-label") or "".join(box.getparent().itertext())
        assert label.strip()
    for table in root.xpath("//table"):
        assert table.xpath("caption")
        assert all(th.get("scope") for th in table.xpath(".//th"))
    levels = [int(each.tag[1]) for each in root.xpath("//h1 | //h2 | //h3")]
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_there_is_a_box_to_tick_for_each_line_and_each_duty(tmp_path):
    root = page(dutiful(), tmp_path)
    lines = root.xpath("//tr[@data-day]")
    assert lines
    assert all(len(line.xpath(".//input[@type='checkbox']")) == 1 for line in lines)
    assert len(root.xpath("//section[@id='duty']//input")) == 7


def test_names_are_text(tmp_path):
    root = page(awkward(), tmp_path)
    names = [each.text for each in root.xpath("//h3")]
    assert names == [c.name for c in awkward().school.classes]


def test_a_period_is_keyed_without_its_p(tmp_path):
    one = book(
        """\
school: P
week: {days: [Mon], timeslots: [{id: P1, time: "09:00-10:00"}, {id: P2, time: "10:00-11:00"}]}
teachers: [ana]
classes: [{id: 1A, year: 1, teacher: ana, room: R1}]
courses: [{subject: Art, classes: all}]
""",
        ("1A Art", "Mon P2", "R1", ()),
    )
    lines = page(one, tmp_path).xpath("//tr[@data-day]")
    said = [[cell.text_content() for cell in line.xpath("td[@data-said]")] for line in lines]
    assert said == [["2", "ART 1A", "ana", "R1"], ["1", "CLA 1A", "ana", "R1"]]
