"""Every format keeps the promises of the Exporter, on a varied school and on awkward names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from inspect import unwrap
from pathlib import Path

import pytest

from timetabler.exporters import formats
from timetabler.exporters.base import Exporter, replacing, replacing_folder
from timetabler.exporters.timetable_pdf.browser import printed
from timetabler.views import Book, rows

from .every import BOOKS, FORMATS
from .factory import awkward, varied


@pytest.fixture(params=FORMATS)
def exporter(request: pytest.FixtureRequest) -> Exporter:
    return formats()[request.param]()


@pytest.fixture(params=sorted(BOOKS))
def make(request: pytest.FixtureRequest) -> Callable[[], Book]:
    return BOOKS[request.param]


@pytest.fixture(autouse=True)
def printed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document is printed once: test_timetable_pdf.py shows that it is the same each time."""
    monkeypatch.setattr("timetabler.exporters.timetable_pdf.printed", _printed)


def _printed(documents: Mapping[str, str]) -> dict[str, bytes]:
    new = {name: text for name, text in documents.items() if text not in _PRINTED}
    _PRINTED.update((new[name], content) for name, content in printed(new).items())
    return {name: _PRINTED[text] for name, text in documents.items()}


_PRINTED: dict[str, bytes] = {}


def content(path: Path) -> dict[str, bytes]:
    """Everything in a file or folder, but for the time at which a workbook was saved."""
    if path.is_dir():
        files = [p for p in path.rglob("*") if p.is_file()]
        return {str(p.relative_to(path)): p.read_bytes() for p in files}
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return {n: archive.read(n) for n in archive.namelist() if n != "docProps/core.xml"}
    return {path.name: path.read_bytes()}


def test_there_are_formats_and_their_names_are_their_own():
    assert {"json", "xlsx", "html", "analytics"} <= set(formats())
    assert all(name == found.name for name, found in formats().items())
    assert len({found.filename for found in formats().values()}) == len(formats())
    assert all(0 < len(found.summary) <= 61 for found in formats().values())


def test_what_is_read_back_is_the_recorded_week(exporter, make, tmp_path):
    path, book = tmp_path / exporter.filename, make()
    exporter.write(book, path)
    assert Counter(exporter.read_back(path, book.problem)) == Counter(exporter.held(rows(book)))


def test_the_same_input_gives_the_same_content(exporter, make, tmp_path):
    contents = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        path = tmp_path / name / exporter.filename
        exporter.write(unwrap(make)(), path)  # a book of its own, as in another run
        contents.append(content(path))
    assert contents[0] == contents[1]


def test_writing_again_replaces_and_leaves_nothing_beside(exporter, tmp_path):
    path = tmp_path / exporter.filename
    exporter.write(awkward(), path)
    exporter.write(varied(), path)
    assert Counter(exporter.read_back(path, varied().problem)) == Counter(
        exporter.held(rows(varied()))
    )
    assert [p.name for p in tmp_path.iterdir()] == [exporter.filename]


def test_a_write_that_fails_half_way_loses_nothing(exporter, tmp_path, monkeypatch):
    path = tmp_path / exporter.filename
    exporter.write(varied(), path)
    before = content(path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    monkeypatch.setattr("os.rename", full)
    with pytest.raises(OSError, match=f"No space left on device: '{path}'"):
        exporter.write(awkward(), path)
    assert content(path) == before
    assert [p.name for p in tmp_path.iterdir()] == [exporter.filename]


def test_a_folder_that_is_not_there_is_an_os_error(exporter, tmp_path):
    with pytest.raises(OSError, match="nowhere"):
        exporter.write(varied(), tmp_path / "nowhere" / exporter.filename)
    assert list(tmp_path.iterdir()) == []


def test_replacing_keeps_the_old_file_when_the_block_fails(tmp_path):
    path = tmp_path / "kept.txt"
    path.write_text("old")

    def half_way() -> None:
        with replacing(path) as temporary:
            temporary.write_text("new")
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half"):
        half_way()
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["kept.txt"]


def test_replacing_a_folder_keeps_what_people_put_there(tmp_path):
    path = tmp_path / "analytics"
    (path / "data").mkdir(parents=True)
    (path / "data" / "old.csv").write_text("old")
    (path / "board.pbix").write_text("mine")
    with replacing_folder(path, ["data"]) as folder:
        (folder / "data").mkdir()
        (folder / "data" / "new.csv").write_text("new")
    assert sorted(p.name for p in path.rglob("*")) == ["board.pbix", "data", "new.csv"]
    assert (path / "board.pbix").read_text() == "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["analytics"]


def test_replacing_a_folder_puts_the_old_one_back(tmp_path, monkeypatch):
    path = tmp_path / "analytics"
    path.mkdir()
    (path / "old.csv").write_text("old")
    rename, calls = os.rename, []

    def second_fails(source: Path, target: Path) -> None:
        calls.append(source)
        if len(calls) == 2:
            raise OSError(5, "Input/output error")
        rename(source, target)

    monkeypatch.setattr("os.rename", second_fails)
    with (
        pytest.raises(OSError, match="Input/output"),
        replacing_folder(path, ["old.csv"]) as folder,
    ):
        (folder / "new.csv").write_text("new")
    assert [p.name for p in path.iterdir()] == ["old.csv"]
    assert [p.name for p in tmp_path.iterdir()] == ["analytics"]


def test_links_are_followed_and_what_people_put_behind_them_stays(exporter, tmp_path):
    path, there = (
        tmp_path / "out" / exporter.filename,
        tmp_path / "elsewhere" / f"there{exporter.suffix}",
    )
    path.parent.mkdir()
    there.parent.mkdir()
    if exporter.suffix:
        there.write_text("old")
    else:
        there.mkdir()
        (there / "mine.xlsx").write_text("mine")
    path.symlink_to(there)
    exporter.write(varied(), path)
    assert path.is_symlink()
    assert Counter(exporter.read_back(there, varied().problem)) == Counter(
        exporter.held(rows(varied()))
    )
    assert [p.name for p in path.parent.iterdir()] == [exporter.filename]
    assert list(there.parent.iterdir()) == [there]
    if not exporter.suffix:
        assert (there / "mine.xlsx").read_text() == "mine"


def test_another_run_may_put_its_folder_there_first(tmp_path, monkeypatch):
    path = tmp_path / "analytics"
    path.mkdir()
    (path / "board.pbix").write_text("mine")
    rename, calls = os.rename, []

    def other_run_is_faster(source: Path, target: Path) -> None:
        calls.append(source)
        rename(source, target)
        if len(calls) == 1:
            path.mkdir()
            (path / "data.csv").write_text("of the other run")

    monkeypatch.setattr("os.rename", other_run_is_faster)
    with replacing_folder(path, ["data.csv"]) as folder:
        (folder / "data.csv").write_text("of this run")
    assert (path / "data.csv").read_text() == "of this run"
    assert sorted(p.name for p in path.iterdir()) == ["board.pbix", "data.csv"]
    assert [p.name for p in tmp_path.iterdir()] == ["analytics"]


def test_something_else_in_the_way_is_an_os_error_and_stays(exporter, tmp_path):
    path = tmp_path / exporter.filename
    if exporter.suffix:
        path.mkdir()
    else:
        path.write_text("mine")
    with pytest.raises(OSError, match=exporter.filename):
        exporter.write(varied(), path)
    assert [p.name for p in tmp_path.iterdir()] == [exporter.filename]
    assert path.is_dir() == bool(exporter.suffix)


def test_finding_the_formats_imports_nothing_heavy():
    script = (
        "import sys, json; from timetabler.exporters import formats; formats();"
        "print(json.dumps([m for m in ('openpyxl', 'jinja2', 'duckdb', 'ortools', 'numpy')"
        " if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert json.loads(done.stdout) == []
