"""Collects the problems of a FET file, each beside the line it is about."""

from __future__ import annotations

from timetabler.models.findings import Diagnostic, InvalidInput
from timetabler.models.resources import Source
from timetabler.spec.tree import source_lines

MOST = 200
"""More problems than this are not even counted: the file is wrong as a whole."""


class Problems:
    """The problems found so far in one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._lines: list[str] = []
        self._found: dict[Diagnostic, None] = {}

    def read(self, text: str) -> None:
        """From now on, problems are shown with their line of this text."""
        self._lines = source_lines(text)

    def error(
        self,
        code: str,
        message: str,
        line: int = 1,
        column: int = 1,
        *,
        word: str = "",
        hint: str = "",
    ) -> None:
        """A problem that stops the file from being read. ``word`` is what to underline."""
        self._add(code, message, line, column, word, hint, "error")

    def warning(
        self,
        code: str,
        message: str,
        line: int = 1,
        column: int = 1,
        *,
        word: str = "",
        hint: str = "",
    ) -> None:
        """Something that is probably not meant."""
        self._add(code, message, line, column, word, hint, "warning")

    @property
    def full(self) -> bool:
        """Whether further problems are passed over."""
        return len(self._found) >= MOST

    @property
    def all(self) -> tuple[Diagnostic, ...]:
        """Everything found, in the order of the file."""
        return tuple(sorted(self._found, key=lambda d: (d.source.line, d.source.column)))

    def stop(self) -> None:
        """Raises InvalidInput with everything found if any of it is an error."""
        if any(found.severity == "error" for found in self._found):
            raise InvalidInput(self.all)

    def _add(
        self, code: str, message: str, line: int, column: int, word: str, hint: str, severity: str
    ) -> None:
        if self.full:
            return
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        if word and (at := text.find(word, column - 1)) >= 0:
            column = at + 1
        source = Source(self.file, line, column)
        length = max(1, len(word))
        self._found[Diagnostic(code, message, source, text, length, hint, severity)] = None
