"""The packs as a printer, a screen reader and somebody without a browser meet them."""

from __future__ import annotations

import re
from pathlib import Path

import pdfplumber
import pytest
from pdfplumber.page import Page

from timetabler import api
from timetabler.exporters import named
from timetabler.exporters.timetable_pdf import TimetablePdf
from timetabler.exporters.timetable_pdf.browser import VARIABLE, printed
from timetabler.exporters.timetable_pdf.documents import Pack, html, packs
from timetabler.views import Book, edition, rows

from .factory import book, dutiful, fortnight, hostile, varied

pytestmark = pytest.mark.browser


def pack_of(book: Book, name: str) -> Pack:
    return next(pack for pack in packs(book) if pack.filename == name)


def said(page: Page) -> str:
    return "".join(letter["text"] for letter in page.chars)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "pdf"
    TimetablePdf().write(dutiful(), path)
    return path


def test_there_is_a_document_for_whatever_has_a_page(folder):
    documents = {path.name for path in folder.iterdir()}
    assert documents == {"classes.pdf", "staff.pdf", "rooms.pdf", "duty-poster.pdf"}
    assert {pack.filename for pack in packs(varied())} == documents - {"duty-poster.pdf"}


def test_everybody_has_a_page_and_finds_it_in_the_bookmarks(folder):
    school = dutiful().school
    for name, people in {
        "classes.pdf": [c.name for c in school.classes],
        "staff.pdf": [t.name for t in school.teachers if t.name != "Joe Clerk"],
    }.items():
        with pdfplumber.open(folder / name) as pdf:
            assert len(pdf.pages) == len(people)
            assert [title for _, title, *_ in pdf.doc.get_outlines()] == people
            for person, page in zip(people, pdf.pages, strict=True):
                assert (round(page.width), round(page.height)) == (842, 595)
                text = said(page)
                assert person in text
                assert f"Edition {edition(dutiful())}" in text
                assert f"Page {page.page_number} of {len(people)}" in text


def test_the_poster_is_a_large_page_with_everybody_on_it(folder):
    with pdfplumber.open(folder / "duty-poster.pdf") as pdf:
        (page,) = pdf.pages
        assert (round(page.width), round(page.height)) == (1191, 842)
        text = said(page)
        assert all(name in text for name in ("Pat Nair", "Helen Nash", "Front gate", "recess 2"))


def test_a_reader_is_told_the_language_and_the_title(folder):
    with pdfplumber.open(folder / "classes.pdf") as pdf:
        assert pdf.metadata["Title"] == "Classes · Gum Street"
        dates = {pdf.metadata["CreationDate"], pdf.metadata["ModDate"]}
        assert dates == {"D:20000101000000+00'00'"}
        assert pdf.doc.catalog["Lang"] == b"en-AU"
        assert pdf.structure_tree[0]["type"] == "Document"


def test_a_fortnight_is_one_page_and_is_read_back(tmp_path):
    exporter, path = TimetablePdf(), tmp_path / "pdf"
    path.mkdir()
    found = printed({"classes.pdf": html(fortnight(), pack_of(fortnight(), "classes.pdf"))})
    (path / "classes.pdf").write_bytes(found["classes.pdf"])
    assert sorted(exporter.read_back(path, fortnight().problem)) == sorted(
        exporter.held(rows(fortnight()))
    )


def crowded() -> Book:
    """More periods, and longer names, than a page has room for in letters of the usual size."""
    slots = "".join(
        f'    - {{id: Period number {n}, time: "{7 + n // 4:02}:{n % 4 * 15:02}-'
        f'{7 + (n + 1) // 4:02}:{(n + 1) % 4 * 15:02}"}}\n'
        for n in range(40)
    )
    return book(
        "school: Crowded\nid: crowded\nweek:\n  days: [Mon]\n  timeslots:\n"
        + slots
        + "teachers: [ana, pat]\n"
        + f"classes: [{{id: 1A, name: {'A name that goes on ' * 9}, year: 1, teacher: ana}}]\n"
        + "courses: [{subject: PE, classes: all, teacher: pat}]\n",
        ("1A PE", "Mon Period number 3", None, ("pat",)),
    )


def test_letters_become_smaller_until_a_page_is_enough_and_paper_is_the_same_each_time(tmp_path):
    text = html(crowded(), pack_of(crowded(), "classes.pdf"))
    found = printed({"one": text, "other": text})
    assert found["one"] == found["other"]
    (tmp_path / "classes.pdf").write_bytes(found["one"])
    with pdfplumber.open(tmp_path / "classes.pdf") as pdf:
        (page,) = pdf.pages
        assert all(0 <= letter["bottom"] <= page.height for letter in page.chars)
    read = TimetablePdf().read_back(tmp_path, crowded().problem)
    assert len(read) == len(set(read)) == 40


def test_pages_reach_nothing_and_names_stay_text():
    for pack in packs(hostile()):
        text = html(hostile(), pack)
        assert "default-src 'none'" in text
        assert not re.search(r"https?:|url\(|@import|<(?:img|link|iframe)", text)
        assert text.count("<script>") == 1
    assert "&lt;script&gt;alert(2)" in html(hostile(), pack_of(hostile(), "duty-poster.pdf"))


def test_without_a_browser_it_is_said_before_the_search(monkeypatch):
    monkeypatch.setenv(VARIABLE, "no-such-browser")
    with pytest.raises(ValueError, match=f"pdf cannot be written here: .*Chrome.*{VARIABLE}"):
        named(["pdf"])


def test_a_browser_that_fails_loses_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv(VARIABLE, "false")
    path = tmp_path / "pdf"
    path.mkdir()
    (path / "classes.pdf").write_bytes(b"old")
    with pytest.raises(OSError, match=r"the browser did not print \(exit code 1\)"):
        api.export(dutiful(), tmp_path, ["pdf"])
    assert (path / "classes.pdf").read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["pdf"]
