"""The tree of a file: plain values, each of which knows where it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

LINE_END = re.compile("\r\n|[\r\n]")
"""As the parser sees them."""

Path: TypeAlias = tuple[str | int, ...]
"""Keys and indices from the top of the file to a value."""


class Mark(NamedTuple):
    """Where something is written: 1-based line and column, and how many characters to underline."""

    line: int
    column: int
    length: int = 1


TOP = Mark(1, 1)


@dataclass(slots=True)
class Node:
    """A value of the file. ``None`` is a value left empty (``room:``)."""

    mark: Mark
    value: str | list[Node] | dict[str, Node] | None
    path: Path = ()
    """Where it is written: what is under an alias has the path of its anchor."""
    keys: dict[str, Mark] = field(default_factory=dict)
    """Where each key of a mapping is written."""
    size: int = 1
    """Values in it, with aliases written out."""
    height: int = 1
    """Levels in it."""
    start: int = 0
    """Characters of the text before it."""
    end: int = 0
    """Characters of the text before its end."""
    flow: bool = False
    """Of a collection: whether it is written in brackets or braces."""

    def plain(self) -> Any:
        """Dicts, lists and texts. Keys without a value count as not written."""
        if isinstance(self.value, dict):
            return {k: v.plain() for k, v in self.value.items() if v.value is not None}
        if isinstance(self.value, list):
            return [v.plain() for v in self.value]
        return self.value

    def lines(self, text: str) -> range:
        """The lines of the text of the file that it is written on."""
        written = source_lines(text[self.start : self.end].rstrip())
        return range(self.mark.line, self.mark.line + len(written))

    def remove(self, child: Node) -> None:
        """Takes a value out, if it is (still) in."""
        if isinstance(self.value, dict):
            self.value = {k: v for k, v in self.value.items() if v is not child}
        elif isinstance(self.value, list):
            self.value = [v for v in self.value if v is not child]

    def step(self, part: str | int) -> Node | None:
        """The value under a key or index, or a name in a list of names; None if there is none."""
        if isinstance(self.value, dict):
            return self.value.get(str(part))
        if isinstance(self.value, list) and isinstance(part, str):
            return next((item for item in self.value if item.value == part), None)
        if isinstance(self.value, list) and isinstance(part, int) and part < len(self.value):
            return self.value[part]
        return None


def source_lines(text: str) -> list[str]:
    """The lines of a text, as the parser counts them."""
    return LINE_END.split(text)


def shown(path: Path) -> str:
    """A path as people write it: ``classes[2].teacher``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")
