"""YAML text -> a tree of plain values, each of which knows its line and column.

Every scalar stays the text that the person wrote (``9:30``, ``3E2``, ``012``, ``no``): types come
from the document's fields, never from the look of a value. The tree is built from ruamel's parser
events, without its loaders: that is faster, needs no recursion, and leaves no tags to obey.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from timetabler.spec.tree import TOP, Mark, Node, Path, source_lines

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
MAX_VALUES = 50_000
"""Far more than any school needs: 45 classes take 20 kB, 7 levels and 1,200 values."""


class Slip(NamedTuple):
    """One problem of the text itself."""

    code: str
    message: str
    mark: Mark = TOP
    hint: str = ""


class Unreadable(Exception):
    """The text cannot be read any further."""

    def __init__(self, code: str, message: str, mark: Mark = TOP, hint: str = "") -> None:
        super().__init__(message)
        self.slip = Slip(code, message, mark, hint)


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been reached."""

    node: Node
    anchor: str | None
    key: str | None = None
    """Of a mapping: the key that waits for its value; None: a key comes next."""
    ignored: bool = False
    """The key was written before: its value is not kept."""


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, with or without a byte order mark, any line ends."""
    if len(data) > MAX_BYTES:
        raise Unreadable("TT102", "the file is too large: a school file has at most 1 MB")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("TT103", "the file is UTF-16 text", hint="save it as UTF-8")
    if b"\0" in data:
        raise Unreadable("TT103", "the file is binary, not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        mark = Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise Unreadable("TT103", "the file is not UTF-8 text", mark, "save it as UTF-8") from None


def parse(text: str) -> tuple[Node, list[Slip]]:
    """The tree of a school file, and problems that did not stop the reading.

    Raises Unreadable at the first problem that does.
    """
    if text.lstrip().startswith("<"):
        hint = "timetabler import makes a school file of a file of FET"
        raise Unreadable("TT107", "this is XML, not a school file", hint=hint)
    root, slips = parse_value(text)
    if root is None or root.value is None:
        raise Unreadable("TT106", "the file is empty", hint="timetabler init writes a first one")
    if not isinstance(root.value, dict):
        message = "the file is not a school file: it must consist of keys such as school: and week:"
        raise Unreadable("TT107", message, root.mark)
    return root, slips


def parse_value(text: str) -> tuple[Node | None, list[Slip]]:
    """The tree of any one value, None if there is none, and problems that did not stop the reading.

    Raises Unreadable at the first problem that does.
    """
    if bad := UNPRINTABLE.search(text):
        before = source_lines(text[: bad.start()])
        raise Unreadable("TT113", _unprintable(bad[0]), Mark(len(before), len(before[-1]) + 1))
    builder = _Builder()
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except MarkedYAMLError as error:
        raise _syntax(error) from None
    except (YAMLError, ValueError) as error:  # such as escapes of characters that do not exist
        raise Unreadable("TT104", f"this is not YAML: {' '.join(str(error).split())}") from None
    return builder.root, builder.slips


class _Builder:
    """Builds the tree with a stack of open collections."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.slips: list[Slip] = []
        self._stack: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._documents = 0
        self._end = 0
        """Of the last text."""

    def take(self, event: Event) -> None:
        """The next event of the parser."""
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                message = "the file has several documents (---); a school file has one"
                raise Unreadable("TT108", message, _mark(event))
        elif isinstance(event, AliasEvent):
            self._alias(event)
        elif isinstance(event, ScalarEvent):
            self._check_tag(event)
            node = Node(_mark(event), self._text(event), self._path())
            node.start = event.start_mark.index
            if node.value is not None:  # what is left empty ends with its key
                self._end = event.end_mark.index
            node.end = self._end
            self._add(node, event.anchor, node.mark, node.end)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            self._check_tag(event)
            if len(self._stack) >= MAX_DEPTH:
                raise Unreadable("TT110", f"nested more than {MAX_DEPTH} deep", _mark(event))
            empty: dict[str, Node] | list[Node]
            empty = {} if isinstance(event, MappingStartEvent) else []
            node = Node(_mark(event), empty, self._path(), flow=bool(event.flow_style))
            node.start = event.start_mark.index
            self._stack.append(_Open(node, event.anchor))
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._close(event)

    def _path(self) -> Path:
        """Of the value that begins now."""
        if not self._stack:
            return ()
        top = self._stack[-1]
        if isinstance(top.node.value, list):
            return (*top.node.path, len(top.node.value))
        return (*top.node.path, top.key or "")

    def _close(self, event: Event) -> None:
        done = self._stack.pop()
        node = done.node
        first, last = node.mark, _mark(event)
        if last.line == first.line and last.column >= first.column:
            node.mark = first._replace(length=last.column - first.column + last.length)
        elif node.keys:
            node.mark = next(iter(node.keys.values()))
        if node.flow:  # a block has the end of its last value: what ends it comes after comments
            node.end = event.end_mark.index
        self._add(node, done.anchor, first, node.end)

    def _alias(self, event: AliasEvent) -> None:
        node = self._anchors.get(event.anchor)
        if node is None:
            message = f"*{event.anchor} stands for nothing written before with &{event.anchor}"
            raise Unreadable("TT111", message, _mark(event))
        self._add(node, None, _mark(event), event.end_mark.index)
        if len(self._stack) + node.height > MAX_DEPTH:
            raise Unreadable("TT110", f"nested more than {MAX_DEPTH} deep", _mark(event))

    def _add(self, node: Node, anchor: str | None, mark: Mark, end: int) -> None:
        if anchor is not None:
            self._anchors[anchor] = node
        if not self._stack:
            self.root = node
            return
        top = self._stack[-1]
        parent = top.node
        if isinstance(parent.value, dict) and top.key is None:
            self._take_key(top, node)
            return
        if isinstance(parent.value, dict):
            assert top.key is not None
            if not top.ignored:
                parent.value[top.key] = node
            top.key = None
        elif isinstance(parent.value, list):
            if node.value is None:
                self.slips.append(Slip("TT202", "an item of the list is empty", node.mark))
            else:
                parent.value.append(node)
        parent.end = end
        parent.size += node.size
        parent.height = max(parent.height, node.height + 1)
        if parent.size > MAX_VALUES:
            message = f"the file has more than {MAX_VALUES:,} values, its aliases (*) written out"
            raise Unreadable("TT111", message, mark)

    def _take_key(self, top: _Open, node: Node) -> None:
        if not isinstance(node.value, str):
            message = "a key must be a text: put keys that look like lists in quotes"
            raise Unreadable("TT104", message, node.mark)
        top.key = node.value
        top.ignored = node.value in top.node.keys
        if top.ignored:
            line = top.node.keys[node.value].line
            message = f'"{node.value}" is written twice here, first in line {line}'
            self.slips.append(Slip("TT109", message, node.mark))
        else:
            top.node.keys[node.value] = node.mark

    def _text(self, event: ScalarEvent) -> str | None:
        text = str(event.value)
        if not text and not event.style:  # not written at all, not even as ""
            return None
        if bad := UNPRINTABLE.search(text):
            self.slips.append(Slip("TT113", _unprintable(bad[0]), _mark(event)))
        return text

    def _check_tag(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        if event.tag is not None:
            message = f"tags such as {event.tag} are not used in school files"
            raise Unreadable("TT112", message, _mark(event), "remove it, or put the text in quotes")


UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Control characters, halves of characters, line ends that only some programs know, and marks that
turn the letters around them without being seen (text from right to left needs none)."""


def _unprintable(letter: str) -> str:
    return f"there is a character that cannot be printed (U+{ord(letter):04X})"


def _mark(event: Event) -> Mark:
    start, end = event.start_mark, event.end_mark
    length = end.column - start.column if end.line == start.line else 1
    return Mark(start.line + 1, start.column + 1, max(1, length))


_HINTS = (
    ("mapping values are not allowed", 'put texts that hold ": " in quotes'),
    ("expected <block end>", "check that this line is indented like the ones before it"),
    ("could not find expected ':'", "a key needs a colon and a blank after it"),
    ("expected ',' or", "a bracket is not closed, or a comma is missing"),
    ("cannot start any token", "put texts that start with this character in quotes"),
    ("quoted scalar", "a quotation mark is not closed"),
    ("undefined alias", "put texts that start with * in quotes"),
)


def _syntax(error: MarkedYAMLError) -> Unreadable:
    at = error.problem_mark or error.context_mark
    mark = Mark(at.line + 1, at.column + 1) if at else TOP
    problem = str(error.problem or error.context or "unreadable")
    if "'\\t'" in problem or "tab" in problem.split():
        hint = "use blanks instead of the tab key"
        return Unreadable("TT105", "a tab where YAML wants blanks", mark, hint)
    if problem.startswith("expected <block end>"):
        problem = "this line does not fit the lines before it"
    hint = next((hint for part, hint in _HINTS if part in str(error)), "")
    return Unreadable("TT104", f"this is not YAML: {problem}", mark, hint)
