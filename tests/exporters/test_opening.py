"""Workbooks made to do harm, small as files: refused before they grow in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from timetabler.exporters.timetable_xlsx import TimetableXlsx, opening
from timetabler.exporters.timetable_xlsx.reader import read
from timetabler.models.findings import InvalidInput

from .factory import varied

SHEET, TYPES, LINKS = (
    "xl/worksheets/sheet1.xml",
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
)
Parts = dict[str, bytes]
Change = Callable[[Parts], None]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    path = tmp_path_factory.mktemp("opening") / "timetable.xlsx"
    TimetableXlsx().write(varied(), path)
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def put(parts: Parts, before: bytes, xml: str) -> None:
    """Puts something before a tag of the first sheet."""
    assert before in parts[SHEET]
    parts[SHEET] = parts[SHEET].replace(before, xml.encode() + before, 1)


def put_into_lessons(parts: Parts, row: str) -> None:
    """Puts a row below the list of lessons: the sheet that has a group and a class."""
    names = [n for n, data in parts.items() if b"<sheetData" in data and b"Teacher 2" in data]
    (name,) = (n for n in names if b"eal EAL" in parts[n] and b"autoFilter" in parts[n])
    parts[name] = parts[name].replace(b"</sheetData>", row.encode() + b"</sheetData>")


def renamed(parts: Parts) -> None:
    """The first sheet is no longer called .xml: other parts say that it is a sheet."""
    parts["xl/worksheets/photo.png"] = parts.pop(SHEET)
    parts[TYPES] = parts[TYPES].replace(b"worksheets/sheet1.xml", b"worksheets/photo.png")
    parts[LINKS] = parts[LINKS].replace(b"worksheets/sheet1.xml", b"worksheets/photo.png")


def saved(parts: Parts, path: Path, *changes: Change) -> Path:
    mine = dict(parts)
    for change in changes:
        change(mine)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in mine.items():
            archive.writestr(name, data)
    return path


def merged(reference: str) -> Change:
    cells = f'<mergeCells><mergeCell note="&gt; ref=" ref="{reference}"/></mergeCells>'
    return lambda parts: put(parts, b"<pageMargins", cells)


def in_utf_16(parts: Parts) -> None:
    parts[SHEET] = parts[SHEET].decode().encode("utf-16")


def with_document_type(parts: Parts) -> None:
    parts[SHEET] = b'<!DOCTYPE x [<!ENTITY a "a">]>' + parts[SHEET]


@pytest.mark.parametrize(
    "reference",
    [
        "A1:XFD1048576",
        "$A$1:$XFD$1048576",
        "a1:xfd1048576",
        "&#65;1:XFD1048576",
        "A:XFD",
        "1:1048576",
    ],
)
def test_no_range_grows_however_it_is_written(reference, parts, tmp_path):
    path = saved(parts, tmp_path / "t.xlsx", merged(reference))
    with pytest.raises(InvalidInput, match="far larger"):
        read(path, varied().problem)


@pytest.mark.parametrize(
    "changes",
    [(merged("A1:XFD1048576"), renamed), (merged("A1:XFD1048576"), in_utf_16, renamed)],
)
def test_a_sheet_is_looked_at_whatever_it_is_called(changes, parts, tmp_path):
    path = saved(parts, tmp_path / "t.xlsx", *changes)
    with pytest.raises(InvalidInput, match="far larger"):
        read(path, varied().problem)
    assert read(saved(parts, path, renamed), varied().problem)[0] == varied().timetable


def test_a_document_type_is_seen_whatever_the_part_is_called(parts, tmp_path):
    path = saved(parts, tmp_path / "t.xlsx", with_document_type, renamed)
    with pytest.raises(InvalidInput, match=r"no spreadsheet writes: xl/worksheets/photo\.png"):
        read(path, varied().problem)


def test_very_many_cells_in_a_small_file_are_refused(parts, tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "MAX_ELEMENTS", 100_000)
    row = f"<row>{'<c/>' * 1000}</row>"
    path = saved(parts, tmp_path / "t.xlsx", lambda each: put(each, b"</sheetData>", row * 100))
    assert path.stat().st_size < 200_000
    with pytest.raises(InvalidInput, match="far larger"):
        read(path, varied().problem)


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ('<f t="array" ref="A9:B9">1+1</f>', "=1+1"),
        ('<f t="dataTable" ref="A9:B9" r1="B1"/>', "=TABLE()"),
    ],
)
def test_formulas_of_all_sorts_are_shown_as_they_are_written(formula, shown, parts, tmp_path):
    def change(parts: Parts) -> None:
        row = f'<row r="900"><c r="A900">{formula}</c></row>'
        put_into_lessons(parts, row)

    with pytest.raises(InvalidInput) as found:
        read(saved(parts, tmp_path / "t.xlsx", change), varied().problem)
    assert [(d.source.cell, d.text) for d in found.value.diagnostics] == [("A900", shown)]


@pytest.mark.parametrize("number", ["9" * 5000, "0", "-1", "1e3", "²"])
def test_no_number_of_a_lesson_is_more_than_unknown(number, parts, tmp_path):
    cell = '<c r="{}900" t="inlineStr"><is><t>{}</t></is></c>'
    row = f'<row r="900">{cell.format("A", number)}{cell.format("B", "1A PE")}</row>'

    def change(parts: Parts) -> None:
        put_into_lessons(parts, row)

    with pytest.raises(InvalidInput) as found:
        read(saved(parts, tmp_path / "t.xlsx", change), varied().problem)
    assert {d.code for d in found.value.diagnostics} <= {"TT411", "TT412"}
    assert any(d.source.cell == "A900" for d in found.value.diagnostics)
