"""The workbook as a spreadsheet program and a printer meet it."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.timetable_xlsx import TimetableXlsx
from timetabler.exporters.timetable_xlsx.layout import HEAD, LABEL
from timetabler.exporters.timetable_xlsx.pen import clean
from timetabler.exporters.timetable_xlsx.record import read_record
from timetabler.views import Book, contrast, edition, rows

from .factory import (
    AWKWARD,
    DUTIFUL,
    DUTIFUL_DUTIES,
    DUTIFUL_LESSONS,
    HOSTILE,
    VARIED,
    VARIED_LESSONS,
    awkward,
    doubled,
    dutiful,
    fortnight,
    hostile,
    varied,
    whole,
)
from .factory import book as load_book
from .test_changes import against


@cache
def content(book: Book) -> bytes:
    """A workbook as it is written: once for all tests."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "timetable.xlsx"
        TimetableXlsx().write(book, path)
        return path.read_bytes()


@cache
def workbook(book: Book, *, rich_text: bool = False) -> Workbook:
    """Read again; not to be changed."""
    return load_workbook(BytesIO(content(book)), rich_text=rich_text)


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


def test_sheets_are_in_reading_order():
    assert workbook(varied()).sheetnames == [
        *("Contents", "Summary", "All classes", "Specialists", "Lessons", "1A", "1B", "6C"),
        *("Ana Rossi", "Dea Fox", "Kim Lee", "Cas Bell", "Pat Nair", "Mia Wood", "Val Hill"),
        *("Hall", "Nook", "Wishes", "Rules", "Why here", "Staff minutes", "Curriculum", "Pictures"),
        *("Record", "Lists"),
    ]


def test_names_of_sheets_are_what_excel_allows():
    names = workbook(awkward()).sheetnames
    assert "Year 3-4" in names
    assert "Year 3-4 (2)" in names  # the teacher of that name
    assert len({name.lower() for name in names}) == len(names)
    assert all(len(n.encode("utf-16-le")) <= 2 * 31 and not set(n) & set("[]:*?/\\") for n in names)
    assert not any(n.startswith("'") or n.endswith("'") for n in names)


def test_every_sheet_is_one_page_of_a4_landscape():
    for sheet in shown(workbook(varied())):
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        if sheet.title != "Pictures":  # two pages; their numbers are beside them
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert int(sheet.page_setup.fitToWidth) == 1
            assert sheet.print_area.replace("$", "") == f"'{sheet.title}'!A2:{corner(sheet)}"
        assert sheet.oddHeader.left.text == "Varied && Small"
        assert sheet.oddHeader.center.text == sheet.title
        assert sheet.oddHeader.right.text == "2027 Term 1"
        valid = "1 March 2027 to 20 April 2027"
        assert sheet.oddFooter.left.text == f"{valid} · edition {edition(varied())}"
        assert sheet.oddFooter.right.text == "Page &P of &N"


def test_headers_are_no_longer_than_excel_allows():
    long = VARIED.replace("Varied & Small", "V" * 200).replace("2027 Term 1", "T" * 60)
    for sheet in shown(workbook(load_book(long, *VARIED_LESSONS))):
        header = (sheet.oddHeader.left, sheet.oddHeader.center, sheet.oddHeader.right)
        assert sum(len(part.text) + len("&L") for part in header) <= 255


def test_the_page_of_a_class():
    sheet = workbook(varied())["1A"]
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


def test_no_text_is_a_formula():
    found = set()
    for sheet in workbook(awkward()):
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type != "f", cell.coordinate
                if isinstance(cell.value, str) and cell.value[0] in "=+-@":
                    found.add(cell.value)
    assert {name for name in AWKWARD if name[0] in "=+@"} <= found


def test_the_contents_lead_to_every_sheet_and_every_sheet_leads_back():
    book = workbook(awkward())
    sheets = linked(book)
    assert sheets == [sheet.title for sheet in shown(book)][1:]
    assert len(sheets) == len(set(sheets))
    for sheet in shown(book)[1:]:
        assert sheet["A1"].hyperlink.location == "'Contents'!A1"
    assert book["Contents"]["A1"].hyperlink is None


@pytest.mark.parametrize("make", [varied, doubled, fortnight, awkward])
def test_the_sheet_of_a_class_says_the_whole_recorded_week(make):
    book = workbook(make())
    record = read_record(book)
    assert record
    texts = {sheet.class_id: _texts(book[title]) for title, sheet in record.classes.items()}
    for row in rows(make()):
        here = texts[row.class_id][row.timeslot, row.day]
        assert any(clean(row.subject) in text for text in here), row


def test_the_rule_book_has_every_rule_and_where_it_is_not_met():
    _, _, about, _, first, exception, *others = lines(varied(), "Rules")
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


def lines(book: Book, sheet: str) -> list[list[object]]:
    return [[cell.value for cell in line] for line in workbook(book)[sheet]]


def test_why_everything_is_here_can_be_filtered_by_lesson_and_rule():
    _, _, about, head, *found = lines(varied(), "Why here")
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


def test_lessons_have_notes_that_say_why_they_are_here():
    book = workbook(varied())
    note = book["1A"]["C8"].comment
    assert note.text.splitlines()[:2] == [
        "Why here?",
        "Costs 2: 1A PE: lessons keep to Tue (rule 1, line 40, asked by Pat, Sports day)",
    ]
    assert note.height > 16 * len(note.text.splitlines())
    theirs = [cell.comment for line in book["Pat Nair"] for cell in line if cell.comment]
    assert note.text in [comment.text for comment in theirs]
    assert book["1A"]["D8"].comment is None  # with the own teacher: nothing is decided there


def test_there_is_a_sheet_for_what_there_is_to_show():
    school = ["Duty", "Duty load", "Wet day", "Support", "Aides", "Release", "Wishes"]
    last = ["Rules", "Why here", "Staff minutes", "Curriculum", "Pictures", "Record", "Lists"]
    assert workbook(whole()).sheetnames[-len([*school, *last]) :] == [*school, *last]
    names = workbook(dutiful()).sheetnames
    assert [n for n in names if n in school] == ["Duty", "Duty load", "Support", "Aides"]
    assert not set(school) - {"Wishes"} & set(workbook(varied()).sheetnames)


def test_the_roster_is_a_poster():
    sheet = workbook(dutiful())["Duty"]
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


def test_each_week_of_a_cycle_has_its_roster_and_is_on_the_page_of_a_class():
    book = workbook(fortnight())
    assert [book[name]["D5"].value for name in ("Duty A", "Duty B")] == ["ana", "ana"]
    assert [book[name]["E5"].value for name in ("Duty A", "Duty B")] == ["ana", "pat"]
    sheet = book["1A"]
    days = [[c.value for c in line[2:]] for line in sheet.iter_rows() if line[0].value is None]
    assert [d for d in days if d[0]] == [["Mon A", "Tue A"], ["Mon B", "Tue B"]]
    assert int(sheet.page_setup.fitToHeight) == int(sheet.page_setup.fitToWidth) == 1


def test_numbers_are_numbers():
    sheet = workbook(dutiful())["Duty load"]
    about = "The largest difference is 18.9 minutes; proved: no roster is below 4.4."
    assert sheet["A3"].value == about
    assert [cell.value for cell in sheet[5]][:5] == ["Ana Rossi", 1, 1, 15, 30]
    assert [cell.number_format for cell in sheet[5]][5:] == ["0.0", "0.0"]
    assert (sheet["F5"].value, sheet["G5"].value) == pytest.approx((350 / 9, -80 / 9))
    assert sheet.max_row == 4 + 6
    assert sheet.auto_filter.ref == "A4:G10"
    assert sheet.print_title_rows == "$2:$4"


def test_what_minutes_count_as_is_told_where_some_count_more():
    heads = [cell.value for cell in workbook(dutiful())["Duty load"][4]]
    assert heads[3:6] == ["Minutes", "Counted as (min)", "Share (min)"]
    plain = load_book(DUTIFUL.replace("points: 2, ", ""), *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES)
    heads = [cell.value for cell in workbook(plain)["Duty load"][4]]
    assert heads[3:5] == ["Minutes", "Share (min)"]


def test_support_and_aides():
    need = [
        "N1",
        "1A",
        90,
        90,
        "Eve Moss, Liz Park",
        "Eve Moss: Mon S1; Liz Park: Tue 10:00-10:30",
    ]
    assert lines(dutiful(), "Support")[4:] == [need]
    assert lines(dutiful(), "Aides")[4:] == [
        ["Eve Moss", 0.5, 60, 0, "N1"],
        ["Liz Park", 0.5, 30, 15, "N1"],
    ]


def test_the_ledger_of_release_cites_its_sources():
    found = lines(whole(), "Release")
    assert [line[:8] for line in found[4:8]] == [
        ["Ana Rossi", 1, "Release", 90, "(1)", 60, -30, "short 30 min"],
        ["Dea Fox", 0.5, "Release", 45, "(1)", 0, -45, "short 45 min"],
        ["Kim Lee", 0.5, "Release", 45, "(1)", 60, 15, "over 15 min"],
        ["Pat Nair", 1, "Preparation", None, None, 240, None, "not known"],
    ]
    assert found[7][8:] == ["120 + 60 + 60", 120, 300, "(2)"]
    assert [line[0] for line in found[9:]] == ["(1) school.yaml:42:5", "(2) school.yaml:43:5"]


def test_wishes_and_wet_days():
    met = [(line[0], line[3], line[5]) for line in lines(whole(), "Wishes")[3:]]
    assert met == [("Asked by", "Met", "Cost"), ("Staff", "no", 75), ("Union", "yes", 0)]
    wet = lines(whole(), "Wet day")[3:]
    assert len(wet) == 1 + 6
    assert wet[3] == ["Mon", "11:30", "12:30", "1A PE", "Pat Nair", "Hall", "gym"]


def test_no_name_in_rosters_and_ledgers_is_a_formula():
    book = workbook(hostile())
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    said = {cell.value for cell in cells}
    assert set(HOSTILE.values()) | {"+SUM(A1)"} <= said
    assert "Duty load (2)" in book.sheetnames  # the room of that name


def test_every_text_stands_out_from_what_is_behind_it():
    checked = 0
    for sheet in shown(workbook(whole(), rich_text=True)):
        for cell in (cell for line in sheet.iter_rows() for cell in line if cell.value):
            back = cell.fill.start_color.rgb if cell.fill.fill_type == "solid" else "00FFFFFF"
            parts = cell.value if isinstance(cell.value, CellRichText) else ()
            inks = [part.font.color.rgb for part in parts if isinstance(part, TextBlock)]
            for ink in (cell.font.color.rgb, *inks):
                assert contrast(f"#{ink[2:]}", f"#{back[2:]}") >= 4.5, (
                    sheet.title,
                    cell.coordinate,
                )
                checked += 1
    assert checked > 500


def test_all_classes_are_on_one_page_with_the_codes_of_their_lessons():
    sheet = workbook(varied())["All classes"]
    found = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=4, max_row=8)]
    assert found == [
        [None, "Mon", None, None, None, "Tue", None, None, None],
        ["Class", "S1", "S2", "S3", "S4", "S1", "S2", "S3", "S4"],
        ["1A", "ART", "ART", "PE", None, "ASM", "(EAL)", None, None],
        ["1B", "LIB", None, None, None, "ASM", None, None, "PE"],
        ["6C", None, None, None, "MUS", "ASM", None, "PE", None],
    ]
    assert {"B4:E4", "F4:I4"} <= {str(area) for area in sheet.merged_cells.ranges}
    assert (int(sheet.page_setup.fitToWidth), int(sheet.page_setup.fitToHeight)) == (1, 1)
    assert sheet["B6"].fill.start_color.rgb == "00" + varied().colour["Art"].back[1:]
    legend = {cell.value for line in sheet.iter_rows(min_row=10) for cell in line} - {None}
    assert {"PE", "ART", "Art", "LIB", "Library", "ASM", "Assembly", "EAL", "MUS"} <= legend


def test_the_summary_says_who_asked_and_names_people_and_rooms():
    told = [cell.value for line in workbook(varied())["Summary"].iter_rows() for cell in line]
    assert "The PE lessons keep to Tue (asked by Pat; Sports day)" in told
    assert "1A PE: lessons keep to Tue, but: 1A PE, Mon S3, Hall, Pat Nair" in told


def test_two_lessons_of_one_period_stand_below_each_other_in_an_overview():
    reading = "  - {subject: Reading, classes: [1B], minutes: 30}\nconstraints:\n"
    lessons = (*VARIED_LESSONS, ("1B Reading", "Mon 09:00-09:30", "R2", ()))
    sheet = workbook(load_book(VARIED.replace("constraints:\n", reading), *lessons))["All classes"]
    assert sheet["B7"].value == "REA\nLIB"
    assert sheet["B7"].alignment.wrap_text
    assert sheet["B6"].value == "ART"
    assert sheet["B6"].alignment.shrink_to_fit


def test_specialists_have_a_page_and_absence_is_seen():
    sheet = workbook(varied())["Specialists"]
    found = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=6, max_row=8)]
    assert found == [
        ["Pat Nair", None, None, "1A", None, None, None, "6C", "1B"],
        ["Mia Wood", "1A", "1A", None, "6C", None, None, None, None],
        ["Val Hill", None, None, None, "6C", None, "EAL group", None, None],
    ]
    text = VARIED.replace("{id: pat, name: Pat Nair}", "{id: pat, name: Pat Nair, fte: 0.5}")
    half = text.replace("fte: 0.5}\n  - {id: mia", "fte: 0.5, days: [Mon, Tue]}\n  - {id: mia")
    away = half.replace("{id: val, name: Val Hill}", "{id: val, name: Val Hill, away: [Mon S1]}")
    sheet = workbook(load_book(away, *VARIED_LESSONS))["Specialists"]
    assert sheet["B8"].fill.fill_type == "lightUp"
    assert sheet["C8"].fill.fill_type is None


def test_a_cycle_of_two_weeks_has_an_overview_of_each():
    book = workbook(fortnight())
    assert [book[f"All classes {week}"]["B4"].value for week in "AB"] == ["Mon A", "Mon B"]
    assert [book[f"All classes {week}"]["D6"].value for week in "AB"] == ["STE", "ITA"]


def test_lists_have_names_and_lead_to_what_can_be_chosen():
    book = workbook(dutiful())
    assert book.sheetnames[-1] == "Lists"
    assert [book[name].sheet_state for name in ("Record", "Lists")] == ["hidden", "hidden"]
    assert book.active.title == "Contents"

    def chosen(name: str) -> list[object]:
        ((title, place),) = book.defined_names[name].destinations
        return [line[0].value for line in book[title][place.replace("$", "")]]

    assert chosen("Days") == ["Mon", "Tue"]
    assert chosen("Timeslots") == ["S1", "S2", "recess", "S3"]
    assert chosen("Classes") == ["1A", "1B"]
    assert chosen("Subjects") == ["PE"]
    assert chosen("Rooms")[0] == "Hall"
    assert set(chosen("Teachers")) == {t.name for t in dutiful().school.teachers}


def test_what_changes_has_a_sheet_if_a_timetable_is_known():
    assert "Changes" not in workbook(varied()).sheetnames
    book = against(varied(), ("6C PE", "Mon 11:00-12:00", "hall"))
    written = workbook(book)
    assert linked(written) == [sheet.title for sheet in shown(written)][1:]
    _, title, about, head, *found = lines(book, "Changes")
    assert title[0] == "Changes"
    assert str(about[0]).startswith("1 of 8 lessons moves; 1 class and 2 people see a change")
    assert head == ["For", "Name", "What", "Change", "Before", "Now"]
    assert ["Class", "6C", "6C PE", "moves", "Mon S3", "Tue S3"] in found
    assert ["Staff", "Pat Nair", "6C PE", "moves", "Mon S3", "Tue S3"] in found
    assert found[-2][0] == "Classes who see no change: 1A, 1B"


def test_what_is_short_is_said_and_marked():
    sheet = workbook(whole())["Release"]
    (short,) = [line for line in sheet.iter_rows(min_row=5) if line[0].value == "Dea Fox"]
    assert [cell.value for cell in short[6:8]] == [-45, "short 45 min"]
    assert all(cell.font.bold and cell.fill.fill_type == "solid" for cell in short[6:8])
    found = lines(varied(), "Curriculum")
    assert found[2][0] == "Minutes a week. Every class has what is asked for."
    assert [line[1:6] for line in found[4:6]] == [
        ["PE", 30, 60, 30, "over 30 min"],
        ["Art", 90, 120, 30, "over 30 min"],
    ]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice: libreoffice-calc")
def test_what_is_printed_is_a_page_for_each_class_person_and_place(tmp_path):
    (tmp_path / "timetable.xlsx").write_bytes(content(varied()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "timetable.xlsx")], check=True, capture_output=True)
    pages = re.findall(rb"/Type\s*/Page\b", (tmp_path / "timetable.pdf").read_bytes())
    assert len(pages) == len(shown(workbook(varied()))) + 1  # the pictures are on two


def _texts(sheet: Worksheet) -> dict[tuple[str, str], list[str]]:
    """(timeslot, day) -> what the grid of a class says there."""
    merged: dict[tuple[int, int], object] = {
        (line, column): sheet.cell(area.min_row, area.min_col).value
        for area in sheet.merged_cells.ranges
        for line in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    found: dict[tuple[str, str], list[str]] = {}
    days: dict[int, str] = {}
    for line in range(HEAD, sheet.max_row + 1):
        timeslot = sheet.cell(line, LABEL).value
        if timeslot is None:  # the days of a week, above its timeslots
            days = {cell.column: str(cell.value) for cell in sheet[line] if cell.value is not None}
            continue
        for column, day in days.items():
            value = merged.get((line, column), sheet.cell(line, column).value)
            found.setdefault((str(timeslot), day), []).append(str(value))
    return found
