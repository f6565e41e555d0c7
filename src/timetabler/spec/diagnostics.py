"""Collects the problems of a school file and shows them beside the line they are about."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from difflib import get_close_matches
from itertools import accumulate

from timetabler.models.findings import Diagnostic
from timetabler.models.resources import Source
from timetabler.spec.tree import Mark, Node, Path, shown
from timetabler.spec.yaml import UNPRINTABLE, Slip

SHOWN = 50
"""More problems than this are counted, not shown."""
_LISTED = 240
"""Characters that the legal names of a hint take at most."""
_WIDTH = 80
"""Columns of the terminal; a source line has what its number leaves of them."""


class Diagnostics:
    """The problems found so far in one file, by the path of the value they are about.

    Reading goes in stages, each on what the stages before could make sense of. An entry in which
    one stage found an error is *closed*: errors of later stages there would only be consequences.
    """

    def __init__(self, file: str, lines: list[str], root: Node) -> None:
        self._file = file
        self._lines = lines
        self.root = root
        self._found: dict[Diagnostic, None] = {}
        self._failed: set[Path] = set()
        self._closed: frozenset[Path] = frozenset()

    def error(
        self, code: str, message: str, path: Path, *, key: bool = False, hint: str = ""
    ) -> None:
        """A problem that stops the school from being timetabled, at a value or at its key."""
        entry = self._entry(path)
        if entry not in self._closed:
            self._failed.add(entry)
            self._add(code, message, self.mark(path, key), hint, "error")

    def warning(
        self, code: str, message: str, path: Path, *, key: bool = False, hint: str = ""
    ) -> None:
        """Something that is probably not meant."""
        if self._entry(path) not in self._closed:
            self._add(code, message, self.mark(path, key), hint, "warning")

    def slip(self, slip: Slip) -> None:
        """A problem of the text."""
        self._add(slip.code, slip.message, slip.mark, slip.hint, "error")

    def close(self, path: Path) -> None:
        """Later stages report nothing about the entry."""
        self._failed.add(self._entry(path))

    def close_stage(self) -> None:
        """What has failed by now will have no further errors."""
        self._closed = frozenset(self._failed)

    @property
    def failed(self) -> bool:
        """Whether there is any error."""
        return any(d.severity == "error" for d in self._found)

    @property
    def all(self) -> tuple[Diagnostic, ...]:
        """Everything found, in the order of the file."""
        return tuple(sorted(self._found, key=lambda d: (d.source.line, d.source.column)))

    def node(self, path: Path) -> Node:
        """The value at a path; where it is not written, the nearest value around it.

        Parts of the path that are not in the file (the kind of a constraint, the 0 of a list
        written without brackets) are passed over.
        """
        return self._steps(path)[-1]

    def holder(self, path: Path) -> Node:
        """The collection that the value at a path is in; of the whole file, the file itself."""
        return self._steps(path)[-2:][0]

    def mark(self, path: Path, key: bool = False) -> Mark:
        """Where a value is written, or its key, even if that has no value."""
        if key and path:
            holder = self.node(path[:-1])
            if str(path[-1]) in holder.keys:
                return holder.keys[str(path[-1])]
        return self.node(path).mark

    def where(self, path: Path) -> str:
        """A path as people write it: ``classes[2].teacher``."""
        return shown(self.node(path).path)

    def source(self, path: Path) -> Source:
        """Where a fact or rule was written."""
        mark = self.mark(path)
        return Source(self._file, mark.line, mark.column)

    def _steps(self, path: Path) -> list[Node]:
        steps = [self.root]
        for part in path:
            step = steps[-1].step(part)
            if step is not None:
                steps.append(step)
        return steps

    def _entry(self, path: Path) -> Path:
        """The entry of a list that a value belongs to, else its section, as first written."""
        written = self.node(path).path
        cut = next((i for i, part in enumerate(written) if isinstance(part, int)), 0)
        return written[: cut + 1]

    def _add(self, code: str, message: str, mark: Mark, hint: str, severity: str) -> None:
        text = self._lines[mark.line - 1] if mark.line <= len(self._lines) else ""
        source = Source(self._file, mark.line, mark.column)
        self._found[Diagnostic(code, message, source, text, mark.length, hint, severity)] = None


def did_you_mean(word: str, legal: Iterable[str], what: str = "legal") -> str:
    """A hint: the name most like the word, else the legal ones."""
    return _closest(word, legal) or choices(legal, what)


def closest_and_all(word: str, legal: Iterable[str], what: str) -> str:
    """A hint: the name most like the word, and the legal ones."""
    names = list(legal)
    return " ".join(filter(None, (_closest(word, names), choices(names, what))))


def choices(legal: Iterable[str], what: str) -> str:
    """A hint: the legal names, unless they are very many."""
    names = list(dict.fromkeys(legal))
    if not names:
        return f"there are no {what}"
    ends = accumulate(len(name) + 2 for name in names)
    listed = [name for name, end in zip(names, ends, strict=True) if end <= _LISTED] or names[:1]
    return f"{what}: {', '.join(listed)}" + (", ..." if len(listed) < len(names) else "")


def _closest(word: str, legal: Iterable[str]) -> str:
    by_fold = {name.casefold(): name for name in reversed(list(legal))}
    close = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return f'did you mean "{by_fold[close[0]]}"?' if close else ""


def render(diagnostics: Iterable[Diagnostic], shown: int = SHOWN) -> str:
    """All problems for people: position, code, message, the source line with carets, a hint."""
    found = list(diagnostics)
    blocks = [_block(d) for d in found[:shown]]
    if len(found) > shown:
        blocks.append(f"... and {len(found) - shown} more")
    return UNPRINTABLE.sub("\ufffd", "\n".join(blocks))  # a terminal would obey some of them


def _block(d: Diagnostic) -> str:
    label = "warning " if d.severity == "warning" else ""
    head = f"{d.source}: {label}{d.code} {d.message}"
    if not d.text.strip():
        return "\n".join([head, *_hint(d.hint)])
    margin = "      | "
    width = _WIDTH - len(margin)
    column = 0 if d.source.sheet else d.source.column - 1  # the whole text of a cell
    start = max(0, column - width // 2) if len(d.text) > width else 0
    text = d.text[start : start + width]
    before = re.sub(r"[^\t]", " ", text[: column - start])
    carets = "^" * max(1, min(d.length, len(text) - len(before)))
    lines = [head, f"{d.source.cell or d.source.line:>5} | {text}", f"{margin}{before}{carets}"]
    if len(f"{lines[-1]} {d.hint}") > _WIDTH:
        lines += _hint(d.hint)
    elif d.hint:
        lines[-1] += f" {d.hint}"
    return "\n".join(lines)


def _hint(text: str) -> list[str]:
    """A hint on lines of its own."""
    first, rest = "      = ", "        "
    return textwrap.wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )
