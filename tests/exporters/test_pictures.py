"""The pictures: what they show is true, all of it is there as text, and it can be read."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.svg import WIDTH, svg
from timetabler.exporters.timetable_html import page
from timetabler.exporters.timetable_xlsx.charts import draw_charts
from timetabler.exporters.timetable_xlsx.pen import prepare
from timetabler.views import COLOURS, Book, Picture, contrast, pictures, staff, unmet

from .factory import awkward, dutiful, fortnight, hostile, varied, whole

HISTORY = ((1.0, 90, 4), (2.0, 60, 4), (2.5, 60, 30), (4.0, 40, 30))


def searched() -> Book:
    book = whole()
    cost = book.report.cost
    history = tuple((s, c + cost, min(b, cost)) for s, c, b in HISTORY)
    return replace(book, outcome=replace(book.outcome, history=history, seconds=6.0))


def steep() -> Book:
    """A search whose cost fell to a hundredth, and whose bound was 0 at first."""
    book = searched()
    cost = book.report.cost
    history = ((1.5, 100 * cost, 0), (2.0, 7 * cost, 0), (4.0, cost, 1))
    return replace(book, outcome=replace(book.outcome, history=history, bound=1))


BOOKS = {
    "varied": varied,
    "searched": searched,
    "steep": steep,
    "fortnight": fortnight,
    "awkward": awkward,
}


@pytest.fixture(params=sorted(BOOKS))
def book(request: pytest.FixtureRequest) -> Book:
    return BOOKS[request.param]()


def named(book: Book, name: str) -> Picture:
    return next(picture for picture in pictures(book) if picture.id == name)


def test_every_picture_has_a_sentence_and_a_whole_table(book):
    assert pictures(book)
    for picture in pictures(book):
        assert picture.title
        assert picture.about.endswith(".")
        assert picture.lines
        for line in picture.lines:
            assert len(line.values) == len(line.texts) == len(picture.columns)
            for value, text in zip(line.values, line.texts, strict=True):
                assert (value is None) == (text == "")


def test_hours_with_pupils_are_those_of_the_timetable():
    book = dutiful()
    shown = {line.label: sum(filter(None, line.values)) * 60 for line in named(book, "load").lines}
    told = {x.name: x.teaching + x.support + x.duty for x in staff(book)}
    assert {name: round(minutes) for name, minutes in shown.items()} == {
        name: minutes for name, minutes in told.items() if minutes
    }
    time = named(book, "time")
    taught = {x.label: x.values[time.columns.index("Teaching")] for x in time.lines}
    assert {x.name: x.teaching / 60 or None for x in staff(book)} == taught


def test_the_parts_of_the_cost_are_the_whole_cost():
    book = searched()
    lines = named(book, "cost").lines
    assert sum(line.values[0] or 0 for line in lines) == book.report.cost > 0
    assert [line.values[0] for line in lines] == [x.cost for x in unmet(book) if x.cost]
    assert "cost" not in {picture.id for picture in pictures(dutiful())}


def test_a_room_in_use_all_day_is_full_and_an_empty_one_is_not():
    lines = {line.label: line.values for line in named(varied(), "rooms").lines}
    used = Counter(p.room for p in varied().timetable.placements)
    assert all(0 <= share <= 100 for values in lines.values() for share in values)
    assert lines["Hall"][1] > lines["Hall"][0] > 0  # one lesson on Monday, three on Tuesday
    assert used["hall"] == 4


def test_a_subject_that_falls_short_says_so():
    book = varied()
    subjects = named(book, "subjects")
    assert subjects.title == "Every class is taught the minutes that are asked for"
    pe = next(line for line in subjects.lines if line.label == "PE")
    assert pe.texts == ("30\u201360", "60")  # 1B has a shorter period than 1A


def test_the_search_is_told_to_its_end():
    book = searched()
    cost = book.report.cost
    picture = named(book, "progress")
    assert [line.label for line in picture.lines] == ["1.0", "2.0", "2.5", "4.0", "6.0"]
    assert f"A timetable of cost {90 + cost} after 1.0 s" in picture.title
    assert picture.lines[-1].values == (cost, book.outcome.bound)
    assert "progress" not in {one.id for one in pictures(dutiful())}


def test_a_steep_fall_is_drawn_on_a_logarithmic_scale():
    even, fallen = named(searched(), "progress"), named(steep(), "progress")
    assert even.scale is not None
    assert fallen.scale is not None
    assert (even.scale.logarithmic, fallen.scale.logarithmic) == (False, True)
    assert "logarithmic" in fallen.about
    assert "logarithmic" not in even.about


@pytest.mark.parametrize("searched_book", [searched, steep])
def test_a_drawing_of_a_search_numbers_its_axes_and_marks_the_first_timetable(searched_book):
    picture = named(searched_book(), "progress")
    assert picture.scale is not None
    root = ElementTree.fromstring(svg(picture))
    texts = ["".join(mark.itertext()) for mark in root.iter("text")]
    assert {*map(str, picture.scale.ticks), "Cost", "Seconds", "0", "6"} <= {*texts}
    first, last = picture.lines[0], picture.lines[-1]
    assert f"{first.texts[0]} after {first.label} s" in texts
    assert f"Proved: none below {last.texts[1]}" in texts
    (mark,) = root.iter("rect")
    paths = [(path.attrib["class"], path.attrib["d"]) for path in root.iter("path")]
    assert {kind for kind, _ in paths} == {"grid", "step0", "step1"}
    line = next(drawn for kind, drawn in paths if kind == "step0")
    centre = [float(mark.attrib[side]) + 3 for side in ("x", "y")]
    begin = map(float, line.lstrip("M").partition("H")[0].split())
    assert centre == pytest.approx([*begin], abs=0.2)


def test_a_logarithmic_chart_has_no_zero():
    workbook = Workbook()
    prepare(workbook, steep())
    draw_charts(workbook, steep())
    sheet = workbook["Pictures"]
    chart = sheet._charts[-1]
    assert (chart.y_axis.scaling.logBase, chart.y_axis.scaling.min) == (10, 1)
    shown = [value for series in chart.series for value in in_cells(sheet, series.yVal.numRef.f)]
    assert None in shown
    assert 0 not in shown


def test_a_drawing_is_sound_narrow_and_says_every_number(book):
    for picture in pictures(book):
        root = ElementTree.fromstring(svg(picture))
        assert root.attrib["viewBox"].startswith(f"0 0 {WIDTH} ")
        high = float(root.attrib["viewBox"].split()[3])
        for mark in root.iter("rect"):
            assert 0 <= float(mark.attrib["x"]) <= WIDTH
            assert float(mark.attrib["x"]) + float(mark.attrib["width"]) <= WIDTH + 0.5
            assert float(mark.attrib["y"]) + float(mark.attrib["height"]) <= high
        texts = {"".join(mark.itertext()) for mark in root.iter("text")}
        if picture.shape in ("heat", "bars"):
            assert {text for line in picture.lines for text in line.texts if text} <= texts


def test_names_are_text_and_the_page_reaches_nothing():
    for book in (hostile(), awkward()):
        text = page(book)
        for drawing in re.findall(r'<svg class="picture".*?</svg>', text, re.S):
            found = {mark.tag for mark in ElementTree.fromstring(drawing).iter()}
            assert found <= {"svg", "rect", "text", "title", "path"}


def test_every_picture_of_the_page_is_a_table_too():
    text = page(searched())
    drawings = re.findall(r'<svg class="picture"[^>]*role="img" aria-labelledby="([^"]+)"', text)
    assert drawings == [f"picture-{picture.id}" for picture in pictures(searched())]
    assert all(f'<figcaption id="{name}">' in text for name in drawings)
    assert text.count("<summary>As a table</summary>") == len(drawings)


def blended(back: str, over: str, share: float) -> str:
    parts = [(int(back[i : i + 2], 16), int(over[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(b + (o - b) * share):02x}" for b, o in parts)


@pytest.mark.parametrize(
    ("card", "accent", "ink"),
    [("#ffffff", "#1d4f91", "#1a212b"), ("#1b1f27", "#8fbcf5", "#e9edf3")],
)
def test_numbers_can_be_read_on_the_darkest_shade(card, accent, ink):
    shades = re.findall(r'fill-opacity="([\d.]+)"', page(searched()))
    assert shades
    assert card in page(searched())
    assert accent in page(searched())
    assert contrast(blended(card, accent, max(map(float, shades))), ink) >= 4.5


def test_numbers_can_be_read_on_every_part():
    for colour in COLOURS:
        assert contrast(colour.back, colour.ink) >= 4.5
        assert contrast(colour.dark_back, colour.dark_ink) >= 4.5


def test_the_workbook_has_a_chart_of_each_picture_from_the_numbers_beside_it(book):
    workbook = Workbook()
    prepare(workbook, book)
    draw_charts(workbook, book)
    sheet = workbook["Pictures"]
    assert len(sheet._charts) == len(pictures(book))
    for chart, picture in zip(sheet._charts, pictures(book), strict=True):
        assert all(axis.title and not axis.delete for axis in (chart.x_axis, chart.y_axis))
        if picture.shape == "steps":
            shown = [in_cells(sheet, series.yVal.numRef.f) for series in chart.series]
            times = in_cells(sheet, chart.series[0].xVal.numRef.f)
            assert times == sorted(times)
            assert [values[-1] for values in shown] == list(picture.lines[-1].values)
        else:
            shown = [in_cells(sheet, series.val.numRef.f) for series in chart.series]
            assert shown == [
                list(values) for values in zip(*(x.values for x in picture.lines), strict=True)
            ]
            labels = in_cells(sheet, chart.series[0].cat.numRef.f)
            assert labels == [line.label for line in picture.lines]


def in_cells(sheet: Worksheet, reference: str) -> list[object]:
    left, top, _, bottom = range_boundaries(reference.rpartition("!")[2])
    return [sheet.cell(row, left).value for row in range(top, bottom + 1)]
