"""Finds the lines of a timetable file on which its lessons and duties stand."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from functools import cached_property

from timetabler.models.findings import Diagnostic
from timetabler.models.resources import Source

LISTS = ("lessons", "duties")
"""The parts of the file that are lists, with a line for each entry."""


class Places:
    """Finds the lines of entries in the text; only asked when something is wrong."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._text = text

    @property
    def top(self) -> Source:
        """The file as a whole."""
        return Source(self._file, 1, 1)

    def slip(self, loc: tuple[int | str, ...], message: str) -> Diagnostic:
        """A value of the wrong sort."""
        if len(loc) > 1 and loc[0] in LISTS and isinstance(loc[1], int):
            said = ".".join(map(str, loc[2:])) + f": {message}"
            return self.entry("TT405", str(loc[0]), loc[1], said)
        where = ".".join(map(str, loc))
        return Diagnostic("TT405", f"{where}: {message}", self.top)

    def entry(self, code: str, part: str, index: int, message: str, hint: str = "") -> Diagnostic:
        """Something wrong with one entry of a list."""
        start, end = self._spans[part][index]
        line = bisect_right(self._lines, start)
        column = start - self._lines[line - 1] + 1
        shown = self._text[start:end].splitlines()[0]
        source = Source(self._file, line, column)
        return Diagnostic(code, message, source, " " * (column - 1) + shown, len(shown), hint)

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line starts."""
        return [0, *(found.end() for found in re.finditer("\n", self._text))]

    @cached_property
    def _spans(self) -> dict[str, list[tuple[int, int]]]:
        """Where each entry starts and ends. The text is known to be JSON with these lists in it."""
        decode = json.JSONDecoder().raw_decode
        spans: dict[str, list[tuple[int, int]]] = {}
        at = self._next(self._text.index("{") + 1)
        while self._text[at] != "}":
            key, at = decode(self._text, at)
            at = self._next(at)
            if key not in LISTS or self._text[at] != "[":
                at = self._next(decode(self._text, at)[1])
                continue
            spans[key] = []
            at = self._next(at + 1)
            while self._text[at] != "]":
                start = at
                _, end = decode(self._text, at)
                spans[key].append((start, end))
                at = self._next(end)
            at = self._next(at + 1)
        return spans

    def _next(self, at: int) -> int:
        """The next character that says something."""
        while self._text[at] in " \t\r\n,:":
            at += 1
        return at
