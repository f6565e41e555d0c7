"""The analytics package of a book, written once for all tests: to write it takes long."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from timetabler.exporters.analytics import Analytics
from timetabler.views import Book


@pytest.fixture(scope="session")
def write(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Book], Path]:
    """The folder of a book; a test that changes something copies it."""
    written: dict[int, tuple[Book, Path]] = {}

    def folder_of(book: Book) -> Path:
        if id(book) not in written:
            folder = tmp_path_factory.mktemp("book") / "analytics"
            assert Analytics().write(book, folder) == ()
            written[id(book)] = (book, folder)
        return written[id(book)][1]

    return folder_of
