"""What an exporter is, and how files are replaced without ever losing the one before."""

from __future__ import annotations

import errno
import os
import shutil
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from timetabler.spec.problem import Problem
from timetabler.views import Book, Row


class Exporter(ABC):
    """A format. Subclasses live one to a file; all grid logic is in views, this is only ink."""

    name: ClassVar[str]
    """What people call it: ``--to xlsx``."""
    filename: ClassVar[str]
    """What it writes, in the folder of the timetable; without a suffix it is a folder."""
    summary: ClassVar[str]
    """What it is good for, in a few words."""

    @property
    def suffix(self) -> str:
        """``.xlsx``; empty for a folder."""
        return Path(self.filename).suffix

    @abstractmethod
    def write(self, book: Book, path: Path) -> tuple[str, ...]:
        """Writes the book, replacing what is there only when everything is written.

        Returns remarks for the person (what was left out, and why). Raises OSError.
        """

    @abstractmethod
    def read_back(self, path: Path, problem: Problem) -> tuple[Row, ...]:
        """The recorded week as the file has it: equal to ``views.rows`` of the book."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Gives a name beside ``path`` to write a file to; it becomes ``path`` if all went well.

    Otherwise it disappears, and whatever was at ``path`` is still there.
    """
    temporary = _beside(path, "new")
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def replacing_folder(path: Path, ours: Collection[str]) -> Iterator[Path]:
    """Gives an empty folder beside ``path`` to fill; it becomes ``path`` if all went well.

    ``ours`` names what this format may ever have put into the folder. Whatever else a person keeps
    there (a workbook built on the tables) moves over to the new folder.
    """
    temporary, old = _beside(path, "new"), _beside(path, "old")
    if path.exists() and not path.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    try:
        temporary.mkdir()
        yield temporary
        if path.exists():
            os.rename(path, old)
        try:
            os.rename(temporary, path)
        except OSError:
            if old.exists():
                os.rename(old, path)
            raise
        if old.exists():
            for entry in old.iterdir():
                if entry.name not in ours:
                    os.rename(entry, path / entry.name)
            shutil.rmtree(old)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _beside(path: Path, tag: str) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.{tag}")
