"""The workbook as a spreadsheet program and a printer meet it."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from timetabler.exporters.timetable_xlsx import TimetableXlsx
from timetabler.views import Book

from .factory import AWKWARD, VARIED, VARIED_LESSONS, awkward, varied
from .factory import book as load_book


def workbook(book: Book, folder: Path) -> Workbook:
    TimetableXlsx().write(book, folder / "timetable.xlsx")
    return load_workbook(folder / "timetable.xlsx")


def test_sheets_are_in_reading_order(tmp_path):
    assert workbook(varied(), tmp_path).sheetnames == [
        *("Summary", "1A", "1B", "6C"),
        *("Ana Rossi", "Dea Fox", "Kim Lee", "Cas Bell", "Pat Nair", "Mia Wood", "Val Hill"),
        *("Hall", "Nook", "Wishes", "Rules", "Staff", "Curriculum", "Data"),
    ]


def test_names_of_sheets_are_what_excel_allows(tmp_path):
    names = workbook(awkward(), tmp_path).sheetnames
    assert "Year 3-4" in names
    assert "Year 3-4 (2)" in names  # the teacher of that name
    assert len({name.lower() for name in names}) == len(names)
    assert all(len(n.encode("utf-16-le")) <= 2 * 31 and not set(n) & set("[]:*?/\\") for n in names)
    assert not any(n.startswith("'") or n.endswith("'") for n in names)


def test_every_sheet_is_one_page_of_a4_landscape(tmp_path):
    for sheet in workbook(varied(), tmp_path):
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert int(sheet.page_setup.fitToWidth) == 1
        assert sheet.print_area.replace("$", "").endswith(f"!{sheet.dimensions}")
        assert sheet.oddHeader.left.text == "Varied && Small"
        assert sheet.oddHeader.center.text == sheet.title
        assert sheet.oddHeader.right.text == "2027 Term 1"
        assert sheet.oddFooter.right.text == "Page &P of &N"


def test_headers_are_no_longer_than_excel_allows(tmp_path):
    long = VARIED.replace("Varied & Small", "V" * 200).replace("2027 Term 1", "T" * 60)
    for sheet in workbook(load_book(long, *VARIED_LESSONS), tmp_path):
        header = (sheet.oddHeader.left, sheet.oddHeader.center, sheet.oddHeader.right)
        assert sum(len(part.text) + len("&L") for part in header) <= 255


def test_the_page_of_a_class(tmp_path):
    sheet = workbook(varied(), tmp_path)["1A"]
    assert (sheet["A1"].value, sheet["A2"].value) == ("1A", "Year 1 · Ana Rossi · R1 · 20 pupils")
    assert [c.value for c in sheet[3]] == [None, None, "Mon", "Tue"]
    assert [c.value for c in sheet["A"]][3:] == ["S1", "S2", "recess", "S3", "S4"]
    assert sheet["B4"].value == "09:00\u201310:00"
    assert sheet["C4"].value == "Art\nMia Wood"
    assert sheet["D5"].value.splitlines()[1:] == [
        "EAL 10:30\u201311:00",
        "EAL group · Val Hill · Nook",
    ]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"C4:C5", "C6:D6"}
    assert sheet.freeze_panes == "C4"
    assert sheet.print_title_rows == "$1:$3"
    assert int(sheet.page_setup.fitToHeight) == 1
    assert sheet["C4"].fill.start_color.rgb == "00" + varied().colour["Art"].back[1:]


def test_no_text_is_a_formula(tmp_path):
    found = set()
    for sheet in workbook(awkward(), tmp_path):
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type != "f", cell.coordinate
                if isinstance(cell.value, str) and cell.value[0] in "=+-@":
                    found.add(cell.value)
    assert {name for name in AWKWARD if name[0] in "=+@"} <= found


def test_links_lead_to_sheets(tmp_path):
    book = workbook(awkward(), tmp_path)
    links = [c.hyperlink.location for line in book["Summary"] for c in line if c.hyperlink]
    sheets = [link.removesuffix("!A1").strip("'").replace("''", "'") for link in links]
    assert set(sheets) <= set(book.sheetnames)
    assert sheets[0] == "Year 3-4"
    assert set(sheets) == set(book.sheetnames) - {"Summary"}


def test_a_grid_changed_by_hand_no_longer_agrees(tmp_path):
    book = workbook(varied(), tmp_path)
    book["1A"]["C4"].value = "Nothing"
    book.save(tmp_path / "timetable.xlsx")
    with pytest.raises(ValueError, match="sheet 1A, Mon S1: Art is in Data"):
        TimetableXlsx().read_back(tmp_path / "timetable.xlsx", varied().problem)


def test_the_rule_book_has_every_rule_and_where_it_is_not_met(tmp_path):
    lines = [[c.value for c in line] for line in workbook(varied(), tmp_path)["Rules"]]
    assert lines[1][2:9] == ["weight 2", "no", 1, 2, "school.yaml:40:5", "Pat", "Sports day"]
    assert "1A PE" in lines[2][1]
    assert len([line for line in lines if line[0] is not None]) == 1 + len(varied().report.results)
