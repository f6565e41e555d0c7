"""The words of a FET file: numbers, flags, and names that must be defined."""

from __future__ import annotations

import re
from collections.abc import Mapping

from timetabler.importers.fet.file import NO, YES, Node
from timetabler.importers.fet.problems import Problems
from timetabler.spec.diagnostics import did_you_mean

_NUMBER = re.compile(r"-?[0-9]{1,9}")


def is_number(text: str) -> bool:
    """Whether FET and ``int`` read it alike."""
    return _NUMBER.fullmatch(text.strip()) is not None


def number(
    node: Node, tag: str, problems: Problems, default: int | None = None, least: int = -1
) -> int:
    """A number in a part of an element; ``least`` if it is wrong, which is reported."""
    part = node.first(tag)
    if part is None:
        if default is None:
            message = f"<{node.tag}> has no <{tag}>"
            problems.error("TT456", message, node.line, node.column, word=node.tag)
            return least
        return default
    text = part.text.strip()
    if not is_number(text) or int(text) < least:
        asked = f"a number from {least}" if least >= 0 else "a number"
        problems.error(
            "TT459", f'<{tag}> must be {asked}, not "{text}"', part.line, part.column, word=text
        )
        return least
    return int(text)


def flag(node: Node, tag: str, problems: Problems, default: bool) -> bool:
    """What a part of an element says, true or false; wrong words are reported."""
    part = node.first(tag)
    if part is None:
        return default
    if (text := part.text.strip()) not in YES | NO:
        message = f'<{tag}> must be true or false, not "{text}"'
        problems.error("TT459", message, part.line, part.column, word=text)
    return text in YES


class Names:
    """The names that a file defines, by sort: ``teacher``, ``students set``, ``day``, ..."""

    def __init__(self, names: Mapping[str, frozenset[str]], problems: Problems) -> None:
        self._names = names
        self._problems = problems
        self._hints: dict[tuple[str, str], str] = {}

    def check(self, sort: str, node: Node, where: str) -> None:
        """Reports the name in an element if the file has none like it."""
        name = node.text
        if name in self._names[sort] or self._problems.full:
            return
        message = f'{where}: unknown {sort} "{name}"'
        hint = self._hint(sort, name)
        self._problems.error("TT458", message, node.line, node.column, word=name, hint=hint)

    def _hint(self, sort: str, name: str) -> str:
        """One search for each name: a wrong name is often on hundreds of lines."""
        if (sort, name) not in self._hints:
            known = sorted(self._names[sort])
            self._hints[sort, name] = did_you_mean(name, known, f"known {sort}s")
        return self._hints[sort, name]
