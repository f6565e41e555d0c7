"""The workbook as a spreadsheet program and a printer meet it."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.timetable_xlsx import TimetableXlsx
from timetabler.views import Book

from .factory import (
    AWKWARD,
    DUTIFUL,
    DUTIFUL_DUTIES,
    DUTIFUL_LESSONS,
    HOSTILE,
    VARIED,
    VARIED_LESSONS,
    awkward,
    dutiful,
    fortnight,
    hostile,
    varied,
    whole,
)
from .factory import book as load_book


def workbook(book: Book, folder: Path) -> Workbook:
    TimetableXlsx().write(book, folder / "timetable.xlsx")
    return load_workbook(folder / "timetable.xlsx")


def shown(book: Workbook) -> list[Worksheet]:
    """The sheets that people see."""
    return [sheet for sheet in book if sheet.sheet_state == "visible"]


def corner(sheet: Worksheet) -> str:
    """The last cell of a sheet: ``G8``."""
    return str(sheet.dimensions.split(":")[1])


def linked(book: Workbook) -> list[str]:
    """The titles to which the contents lead, in their order."""
    links = [c.hyperlink.location for line in book["Contents"] for c in line if c.hyperlink]
    return [link.removesuffix("!A1")[1:-1].replace("''", "'") for link in links]


def test_sheets_are_in_reading_order(tmp_path):
    assert workbook(varied(), tmp_path).sheetnames == [
        *("Contents", "Summary", "All classes", "Specialists", "Lessons", "1A", "1B", "6C"),
        *("Ana Rossi", "Dea Fox", "Kim Lee", "Cas Bell", "Pat Nair", "Mia Wood", "Val Hill"),
        *("Hall", "Nook", "Wishes", "Rules", "Why here", "Staff", "Curriculum"),
        *("Data", "Record", "Lists"),
    ]


def test_names_of_sheets_are_what_excel_allows(tmp_path):
    names = workbook(awkward(), tmp_path).sheetnames
    assert "Year 3-4" in names
    assert "Year 3-4 (2)" in names  # the teacher of that name
    assert len({name.lower() for name in names}) == len(names)
    assert all(len(n.encode("utf-16-le")) <= 2 * 31 and not set(n) & set("[]:*?/\\") for n in names)
    assert not any(n.startswith("'") or n.endswith("'") for n in names)


def test_every_sheet_is_one_page_of_a4_landscape(tmp_path):
    for sheet in shown(workbook(varied(), tmp_path)):
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert int(sheet.page_setup.fitToWidth) == 1
        assert sheet.print_area.replace("$", "") == f"'{sheet.title}'!A2:{corner(sheet)}"
        assert sheet.oddHeader.left.text == "Varied && Small"
        assert sheet.oddHeader.center.text == sheet.title
        assert sheet.oddHeader.right.text == "2027 Term 1"
        assert sheet.oddFooter.right.text == "Page &P of &N"


def test_headers_are_no_longer_than_excel_allows(tmp_path):
    long = VARIED.replace("Varied & Small", "V" * 200).replace("2027 Term 1", "T" * 60)
    for sheet in shown(workbook(load_book(long, *VARIED_LESSONS), tmp_path)):
        header = (sheet.oddHeader.left, sheet.oddHeader.center, sheet.oddHeader.right)
        assert sum(len(part.text) + len("&L") for part in header) <= 255


def test_the_page_of_a_class(tmp_path):
    sheet = workbook(varied(), tmp_path)["1A"]
    assert (sheet["A2"].value, sheet["A3"].value) == ("1A", "Year 1 · Ana Rossi · R1 · 20 pupils")
    assert [c.value for c in sheet[4]] == [None, None, "Mon", "Tue"]
    assert [c.value for c in sheet["A"]][4:] == ["S1", "S2", "recess", "S3", "S4"]
    assert sheet["B5"].value == "09:00\u201310:00"
    assert sheet["C5"].value == "Art\nMia Wood"
    assert sheet["D6"].value.splitlines()[1:] == [
        "EAL 10:30\u201311:00",
        "EAL group · Val Hill · Nook",
    ]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"C5:C6", "C7:D7"}
    assert sheet.freeze_panes == "C5"
    assert sheet.print_title_rows == "$2:$4"
    assert int(sheet.page_setup.fitToHeight) == 1
    assert sheet["C5"].fill.start_color.rgb == "00" + varied().colour["Art"].back[1:]


def test_no_text_is_a_formula(tmp_path):
    found = set()
    for sheet in workbook(awkward(), tmp_path):
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type != "f", cell.coordinate
                if isinstance(cell.value, str) and cell.value[0] in "=+-@":
                    found.add(cell.value)
    assert {name for name in AWKWARD if name[0] in "=+@"} <= found


def test_the_contents_lead_to_every_sheet_and_every_sheet_leads_back(tmp_path):
    book = workbook(awkward(), tmp_path)
    sheets = linked(book)
    assert sheets == [sheet.title for sheet in shown(book)][1:]
    assert len(sheets) == len(set(sheets))
    for sheet in shown(book)[1:]:
        assert sheet["A1"].hyperlink.location == "'Contents'!A1"
    assert book["Contents"]["A1"].hyperlink is None


def test_a_grid_changed_by_hand_no_longer_agrees(tmp_path):
    book = workbook(varied(), tmp_path)
    book["1A"]["C5"].value = "Nothing"
    book.save(tmp_path / "timetable.xlsx")
    with pytest.raises(ValueError, match="sheet 1A, Mon S1: Art is in Data"):
        TimetableXlsx().read_back(tmp_path / "timetable.xlsx", varied().problem)


def test_the_rule_book_has_every_rule_and_where_it_is_not_met(tmp_path):
    _, _, about, _, first, exception, *others = lines(varied(), tmp_path, "Rules")
    met = len(varied().report.results) - 1
    assert (
        about[0] == f"{met} of {met + 1} rules met; cost in all: 2. Lines are those of school.yaml."
    )
    assert first[2:8] == ["weight 2", None, "no", "1 of 3 places", 1, 2]
    assert first[8:11] == ["Pat", "Sports day", 40]
    assert first[11] == VARIED.splitlines()[-1].strip()
    assert "1A PE" in str(exception[1])
    assert [line[11] for line in others] == ["always holds"] * met
    assert [line[4] for line in others] == ["yes"] * met


def lines(book: Book, folder: Path, sheet: str) -> list[list[object]]:
    return [[cell.value for cell in line] for line in workbook(book, folder)[sheet]]


def test_why_everything_is_here_can_be_filtered_by_lesson_and_rule(tmp_path):
    _, _, about, head, *found = lines(varied(), tmp_path, "Why here")
    assert about[0] == (
        "What ties each lesson and yard duty to its place. Rules are those of the sheet Rules."
    )
    table = [dict(zip(map(str, head), line, strict=True)) for line in found]
    assert {line["What"] for line in table} == {course for course, *_ in VARIED_LESSONS}
    unmet = [line for line in table if line["Cost"]]
    assert [(x["What"], x["When"], x["How"], x["Rule"], x["Line"]) for x in unmet] == [
        ("1A PE", "Mon S3", "Costs 2", 1, 40)
    ]
    assert unmet[0]["Asked by, note"] == "asked by Pat, Sports day"


def test_lessons_have_notes_that_say_why_they_are_here(tmp_path):
    book = workbook(varied(), tmp_path)
    note = book["1A"]["C8"].comment
    assert note.text.splitlines()[:2] == [
        "Why here?",
        "Costs 2: 1A PE: lessons keep to Tue (rule 1, line 40, asked by Pat, Sports day)",
    ]
    assert note.height > 16 * len(note.text.splitlines())
    theirs = [cell.comment for line in book["Pat Nair"] for cell in line if cell.comment]
    assert note.text in [comment.text for comment in theirs]
    assert book["1A"]["D8"].comment is None  # with the own teacher: nothing is decided there


def test_there_is_a_sheet_for_what_there_is_to_show(tmp_path):
    school = ["Duty", "Duty load", "Wet day", "Support", "Aides", "Release", "Wishes"]
    last = ["Rules", "Why here", "Staff", "Curriculum", "Data", "Record", "Lists"]
    assert workbook(whole(), tmp_path).sheetnames[-14:] == [*school, *last]
    names = workbook(dutiful(), tmp_path).sheetnames
    assert [n for n in names if n in school] == ["Duty", "Duty load", "Support", "Aides"]
    assert not set(school) - {"Wishes"} & set(workbook(varied(), tmp_path).sheetnames)


def test_the_roster_is_a_poster(tmp_path):
    sheet = workbook(dutiful(), tmp_path)["Duty"]
    assert sheet["A2"].value == "Duty roster"
    assert [[cell.value for cell in line] for line in sheet.iter_rows(min_row=4)] == [
        ["When", None, "Where", "Mon", "Tue"],
        ["before", "08:40\u201309:00", "Front gate", "Pat Nair", "Helen Nash"],
        ["recess 1", "11:00\u201311:15", "Oval", "Ana Rossi", "Kim Lee"],
        [None, None, "yard", None, "Liz Park"],
        ["recess 2", "11:15\u201311:30", "Oval", "Dea Fox", "Pat Nair"],
    ]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A6:A7", "B6:B7"}
    assert int(sheet.page_setup.fitToHeight) == 1
    assert sheet.print_title_rows == "$2:$4"


def test_each_week_of_a_cycle_has_its_roster_and_is_on_the_page_of_a_class(tmp_path):
    book = workbook(fortnight(), tmp_path)
    assert [book[name]["D5"].value for name in ("Duty A", "Duty B")] == ["ana", "ana"]
    assert [book[name]["E5"].value for name in ("Duty A", "Duty B")] == ["ana", "pat"]
    sheet = book["1A"]
    days = [[c.value for c in line[2:]] for line in sheet.iter_rows() if line[0].value is None]
    assert [d for d in days if d[0]] == [["Mon A", "Tue A"], ["Mon B", "Tue B"]]
    assert int(sheet.page_setup.fitToHeight) == int(sheet.page_setup.fitToWidth) == 1


def test_numbers_are_numbers(tmp_path):
    sheet = workbook(dutiful(), tmp_path)["Duty load"]
    about = "The largest difference is 18.9 minutes; proved: no roster is below 4.4."
    assert sheet["A3"].value == about
    assert [cell.value for cell in sheet[5]][:5] == ["Ana Rossi", 1, 1, 15, 30]
    assert [cell.number_format for cell in sheet[5]][5:] == ["0.0", "0.0"]
    assert (sheet["F5"].value, sheet["G5"].value) == pytest.approx((350 / 9, -80 / 9))
    assert sheet.max_row == 4 + 6
    assert sheet.auto_filter.ref == "A4:G10"
    assert sheet.print_title_rows == "$2:$4"


def test_what_minutes_count_as_is_told_where_some_count_more(tmp_path):
    heads = [cell.value for cell in workbook(dutiful(), tmp_path)["Duty load"][4]]
    assert heads[3:6] == ["Minutes", "Counted as (min)", "Share (min)"]
    plain = load_book(DUTIFUL.replace("points: 2, ", ""), *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES)
    heads = [cell.value for cell in workbook(plain, tmp_path)["Duty load"][4]]
    assert heads[3:5] == ["Minutes", "Share (min)"]


def test_support_and_aides(tmp_path):
    need = [
        "N1",
        "1A",
        90,
        90,
        "Eve Moss, Liz Park",
        "Eve Moss: Mon S1; Liz Park: Tue 10:00-10:30",
    ]
    assert lines(dutiful(), tmp_path, "Support")[4:] == [need]
    assert lines(dutiful(), tmp_path, "Aides")[4:] == [
        ["Eve Moss", 0.5, 60, 0, "N1"],
        ["Liz Park", 0.5, 30, 15, "N1"],
    ]


def test_the_ledger_of_release_cites_its_sources(tmp_path):
    found = lines(whole(), tmp_path, "Release")
    assert [line[:8] for line in found[4:8]] == [
        ["Ana Rossi", 1, "Release", 90, "(1)", 60, -30, "short 30 min"],
        ["Dea Fox", 0.5, "Release", 45, "(1)", 0, -45, "short 45 min"],
        ["Kim Lee", 0.5, "Release", 45, "(1)", 60, 15, "over 15 min"],
        ["Pat Nair", 1, "Preparation", None, None, 240, None, "not known"],
    ]
    assert found[7][8:] == ["120 + 60 + 60", 120, 300, "(2)"]
    assert [line[0] for line in found[9:]] == ["(1) school.yaml:42:5", "(2) school.yaml:43:5"]


def test_wishes_and_wet_days(tmp_path):
    met = [(line[0], line[3], line[5]) for line in lines(whole(), tmp_path, "Wishes")[3:]]
    assert met == [("Asked by", "Met", "Cost"), ("Staff", "no", 75), ("Union", "yes", 0)]
    wet = lines(whole(), tmp_path, "Wet day")[3:]
    assert len(wet) == 1 + 6
    assert wet[3] == ["Mon", "11:30", "12:30", "1A PE", "Pat Nair", "Hall", "gym"]


def test_no_name_in_rosters_and_ledgers_is_a_formula(tmp_path):
    book = workbook(hostile(), tmp_path)
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    said = {cell.value for cell in cells}
    assert set(HOSTILE.values()) | {"+SUM(A1)"} <= said
    assert "Duty load (2)" in book.sheetnames  # the room of that name
