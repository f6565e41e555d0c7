"""Candidates: a school file beside the input in which some rules are given up, and its timetable.

A candidate is a school like any other: ``solve`` improves it, and a comparison of the two files
shows what was given up. It is replaced by the next one of its name as long as nobody has edited it.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING

from timetabler.api.books import Written, book_of, recorded, write
from timetabler.api.checking import default_folder
from timetabler.models.findings import Outcome
from timetabler.models.timetable import Timetable
from timetabler.spec.load import load_text
from timetabler.spec.problem import Problem
from timetabler.spec.weakened import weakened_text

if TYPE_CHECKING:
    from timetabler.exporters.base import Exporter
    from timetabler.views import Book

_HEADER = re.compile(
    r"\ufeff?# Candidate of .* by timetabler explain, replaced by the next unless edited: "
    r"([0-9a-f]{12})(\r\n|[\r\n])"
)


def propose(problem: Problem, rules: Collection[int], path: Path) -> Problem:
    """The school with these rules given up, as it will be read from ``path``.

    Raises ValueError if the lines of the rules cannot be changed by themselves.
    """
    text = weakened_text(problem, rules)
    line_end = next(iter(re.findall("\r\n|[\r\n]", text)), "\n")
    name = "".join(c if c.isprintable() else "?" for c in Path(problem.path).name)
    header = (
        f"# Candidate of {name} by timetabler explain, "
        f"replaced by the next unless edited: {_digest(text)}"
    )
    return load_text(f"{header}{line_end}{text}", os.fspath(path))


class Candidates:
    """Where the candidates of a school file go, and in which formats."""

    def __init__(self, school: Path, exporters: Iterable[Exporter]) -> None:
        """Raises OSError if nothing can be written there: before the search, not after it."""
        from timetabler.exporters.base import check_writable

        self.school = school
        self.exporters = tuple(exporters)
        check_writable(school.parent, ())
        next(self.letters())

    def path(self, letter: str) -> Path:
        """``school-A.yaml`` beside ``school.yaml``."""
        return self.school.with_name(f"{self.school.stem}-{letter}{self.school.suffix}")

    def letters(self) -> Iterator[str]:
        """Letters of candidates whose names are free: nothing is there, or nothing of anybody's.

        Raises FileExistsError after the last one.
        """
        for letter in ascii_uppercase:
            if _is_free(self.path(letter)):
                yield letter
        message = "there is no letter left for a candidate"
        raise FileExistsError(errno.EEXIST, message, os.fspath(self.path("A")))

    def save(
        self, candidate: Problem, timetable: Timetable, outcome: Outcome
    ) -> tuple[Book, Written]:
        """Verifies a timetable against the candidate and writes both.

        A better one that is there already, of the very same candidate, is kept.

        Raises VerificationFailed (nothing is written), OSError (nothing is half-written).
        """
        from timetabler.exporters.base import check_writable, replacing

        book = book_of(candidate, timetable.of(candidate.school), outcome)
        earlier = recorded(candidate)
        if earlier is not None and earlier.report.cost <= book.report.cost:
            book = earlier
        path = Path(candidate.path)
        folder = default_folder(path)
        if not _is_free(path):  # any more: a search takes a while
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(path))
        with replacing(path) as temporary:
            temporary.write_bytes(candidate.text.encode())
        check_writable(folder, self.exporters)  # later: an empty folder alone would be somebody's
        return book, write(book, folder, self.exporters)


def _is_free(path: Path) -> bool:
    """Whether a candidate may be written there, and its timetable where ``solve`` puts it. Links
    that lead nowhere are somebody's, too."""
    folder = default_folder(path)
    if os.path.lexists(path):
        return _is_ours(path) and (folder.is_dir() or not os.path.lexists(folder))
    return not os.path.lexists(folder)


def _is_ours(path: Path) -> bool:
    """Whether a file is a candidate that nobody has edited since it was written."""
    if not path.is_file():
        return False
    text = path.read_bytes().decode("utf-8", "replace")
    header = _HEADER.match(text)
    return header is not None and header[1] == _digest(text[header.end() :])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
