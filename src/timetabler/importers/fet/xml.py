"""XML to a tree of nodes, safely: no declarations, no network, limits on everything.

This is the parser of the standard library itself: unlike the trees built on it, it says the line
of each element, and refuses what a hook refuses. FET's files have no use for declarations, so all
are refused, as `defusedxml` does: an entity that is never declared cannot grow or be fetched.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from timetabler.importers.fet.file import Node
from timetabler.importers.fet.problems import Problems
from timetabler.models.findings import InvalidInput

MAX_BYTES = 64_000_000
"""The largest of FET's own examples has 6 MB, 270,000 elements, 5 levels."""
MAX_ELEMENTS = 2_000_000
MAX_DEPTH = 20
MAX_TEXT = 100_000
"""Characters of one element."""

_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)
"""First bytes that say the encoding, whatever is declared after them."""
_ALPHABETS = re.compile(
    r"(utf-?(8|16|32)|us-ascii|ascii|latin|iso-?8859|windows|cp|mac|koi8|gb|big5|shift|euc|iso-?2022)"
    r"[a-z0-9_-]*",
    re.IGNORECASE,
)
"""Encodings of text; Python's other ones are transformations, some of them slow."""
_CUT_OFF = frozenset(
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
)


def tree(path: Path, problems: Problems) -> Node:
    """The root of an XML file, with its attribute ``version`` as a text of that name inside.

    Raises InvalidInput, and OSError.
    """
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        _refuse(problems, "TT454", "the file is too large: it has more than 64 MB")
    text = _decoded(data, problems)
    problems.read(text)
    if not text.strip():
        _refuse(problems, "TT450", "the file is empty")
    return _Builder(problems).built(text)


def _decoded(data: bytes, problems: Problems) -> str:
    """The text of a file in the encoding that it says it is in."""
    declared = _DECLARED.match(data[:1000])
    said = declared[1].decode("ascii") if declared else "utf-8"
    said = next((name for mark, name in _MARKS if data.startswith(mark)), said)
    try:
        if not _ALPHABETS.fullmatch(said):
            raise LookupError
        if declared and said.lower().startswith(("utf-16", "utf-32")):  # then not so readable
            message = f'the file says it is in "{said}", which it is not'
            _refuse(problems, "TT452", message, hint="open it in FET and save it")
        return data.decode(said)
    except LookupError:
        hint = "open it in FET and save it"
        _refuse(problems, "TT452", f'the file says it is in "{said}", which is unknown', hint=hint)
    except UnicodeDecodeError as error:
        if b"\0" in data[:1000] and not said.startswith(("utf-16", "utf-32")):
            _refuse(problems, "TT452", "the file is binary, not text")
        before = data[: error.start].decode(said, "replace")
        problems.read(before + "\ufffd")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"the file is not the {said.removesuffix('-sig').upper()} text that it should be"
        _refuse(problems, "TT452", message, line, column, "open it in FET and save it")


def _refuse(
    problems: Problems, code: str, message: str, line: int = 1, column: int = 1, hint: str = ""
) -> NoReturn:
    problems.error(code, message, line, column, hint=hint)
    raise InvalidInput(problems.all)


@dataclass(slots=True)
class _Open:
    """An element whose end has not been reached."""

    tag: str
    line: int
    column: int
    texts: list[str] = field(default_factory=list)
    length: int = 0
    children: list[Node] = field(default_factory=list)


class _Builder:
    """Builds the tree with a stack of open elements."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._elements = 0
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._declared
        parser.EntityDeclHandler = self._declared
        parser.ExternalEntityRefHandler = self._declared
        self._parser = parser

    def built(self, text: str) -> Node:
        """The root of a text."""
        try:
            self._parser.Parse(text, True)
        except expat.ExpatError as error:
            self._syntax(error)
        assert self._root is not None  # else the parser would have missed it
        return self._root

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        parser = self._parser
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            self._stop("TT454", f"the file has more than {MAX_ELEMENTS:,} elements")
        if len(self._stack) >= MAX_DEPTH:
            self._stop("TT454", f"nested more than {MAX_DEPTH} deep")
        opened = _Open(tag, line, column)
        if not self._stack:
            opened.children.append(Node("version", attributes.get("version", ""), line))
        self._stack.append(opened)

    def _end(self, tag: str) -> None:
        done = self._stack.pop()
        text = "" if done.children else "".join(done.texts)
        node = Node(tag, text, done.line, tuple(done.children), done.column)
        if self._stack:
            self._stack[-1].children.append(node)
        else:
            self._root = node

    def _characters(self, text: str) -> None:
        top = self._stack[-1]
        top.texts.append(text)
        top.length += len(text)
        if top.length > MAX_TEXT:
            self._stop("TT454", f"the text of <{top.tag}> has more than {MAX_TEXT:,} characters")

    def _declared(self, *_: object) -> NoReturn:
        message = "the file declares entities or a document type, which FET's files never do"
        self._stop("TT453", message)

    def _stop(self, code: str, message: str) -> NoReturn:
        parser = self._parser
        _refuse(
            self._problems, code, message, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        )

    def _syntax(self, error: expat.ExpatError) -> NoReturn:
        line, column = error.lineno, error.offset + 1
        if error.code in _CUT_OFF and self._stack:
            top = self._stack[-1]
            message = f"the file is cut off: <{top.tag}> of line {top.line} has no end"
            hint = "take another copy, or one that FET saved automatically"
            _refuse(self._problems, "TT450", message, line, column, hint)
        said = expat.errors.messages[error.code]
        message = f"this is not XML: {said}"
        _refuse(self._problems, "TT450", message, line, column)
