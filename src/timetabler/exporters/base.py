"""What an exporter is, and how files are replaced without ever losing the one before."""

from __future__ import annotations

import errno
import os
import shutil
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from timetabler.models.findings import Diagnostic
from timetabler.spec.problem import Problem
from timetabler.views import Book, Row


@dataclass(frozen=True)
class Options:
    """What a person may say besides; each format takes what concerns it."""

    students: Path | None = None
    """A ``students.csv``, for formats that say ``takes_students``. In no other one."""


NO_OPTIONS = Options()


class Exporter(ABC):
    """A format. Subclasses live one to a file; all grid logic is in views, this is only ink."""

    name: ClassVar[str]
    """What people call it: ``--to xlsx``."""
    filename: ClassVar[str]
    """What it writes, in the folder of the timetable; without a suffix it is a folder."""
    summary: ClassVar[str]
    """What it is good for, in a few words: at most 61 letters, to fit beside its name."""
    takes_students: ClassVar[bool] = False
    """Whether it has a use for the students of ``Options``."""

    def __init__(self, options: Options = NO_OPTIONS) -> None:
        self.options = options

    def unavailable(self) -> str:
        """Why it cannot be written on this machine, and what would help; empty if it can."""
        return ""

    def lacks(self, problem: Problem) -> Diagnostic | None:  # noqa: ARG002
        """What the school file would have to say for this format, and does not: the dates of its
        terms, say. None if nothing. It is asked before the search, not after it.

        Raises InvalidInput and OSError: what is wrong with other files that were given.
        """
        return None

    @property
    def suffix(self) -> str:
        """``.xlsx``; empty for a folder."""
        return Path(self.filename).suffix

    @abstractmethod
    def write(self, book: Book, path: Path) -> tuple[str, ...]:
        """Writes the book, replacing what is there only when everything is written.

        Returns remarks for the person (what was left out, and why), which are told behind the name
        of the format. Raises OSError.
        """

    @abstractmethod
    def read_back(self, path: Path, problem: Problem) -> tuple[Row, ...]:
        """The recorded week as the file has it: equal to ``held`` of ``views.rows`` of the book."""

    def held(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """What such a file can say of the recorded week: all, unless it is made for less. What a
        file cannot say is blank, and what is then the same is there once."""
        return tuple(rows)


def check_writable(folder: Path, exporters: Iterable[Exporter]) -> None:
    """Fails before the search, not after it, if something cannot be written there."""
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / f".timetabler.{os.getpid()}"
    probe.write_bytes(b"")
    probe.unlink()
    for exporter in exporters:
        path = folder / exporter.filename
        if path.exists() and path.is_dir() == bool(exporter.suffix):
            code = errno.EISDIR if exporter.suffix else errno.ENOTDIR
            raise OSError(code, os.strerror(code), str(path))


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Gives a name beside ``path`` to write a file to; it becomes ``path`` if all went well.

    Otherwise it disappears, and whatever was at ``path`` is still there. Links are followed.
    """
    target = Path(os.path.realpath(path))
    temporary = _beside(target, "new")
    try:
        with _blaming(path):
            yield temporary
            os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def replacing_folder(path: Path, ours: Collection[str]) -> Iterator[Path]:
    """Gives an empty folder beside ``path`` to fill; it becomes ``path`` if all went well.

    ``ours`` names what this format may ever have put into the folder. Whatever else a person keeps
    there (a workbook built on the tables) moves over to the new folder. Links are followed.
    """
    target = Path(os.path.realpath(path))
    temporary = _beside(target, "new")
    try:
        with _blaming(path):
            if target.exists() and not target.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
            temporary.mkdir()
            yield temporary
            for old in _swap(temporary, target):
                for entry in old.iterdir():
                    if entry.name not in ours:
                        os.rename(entry, target / entry.name)
                shutil.rmtree(old)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _swap(temporary: Path, target: Path) -> list[Path]:
    """Renames a folder to ``target``; returns where that which was there is now.

    If another run puts its own folder there meanwhile, that is moved aside too: the last one stays.
    """
    aside: list[Path] = []
    while True:
        old = _beside(target, f"old{len(aside)}")
        with suppress(FileNotFoundError):
            os.rename(target, old)
            aside.append(old)
        try:
            os.rename(temporary, target)
        except OSError:
            if target.exists() and len(aside) < _RUNS:
                continue
            if aside and not target.exists():
                os.rename(aside[-1], target)
            raise
        return aside


_RUNS = 10
"""At most so many runs at once are waited for."""


@contextmanager
def _blaming(path: Path) -> Iterator[None]:
    """Errors name the file that a person knows, not the one that was to become it."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def _beside(path: Path, tag: str) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.{tag}")
