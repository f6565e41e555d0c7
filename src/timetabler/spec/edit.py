"""Changes to the text of a school file: a few values, and everything else as the person wrote it.

A new value is written on one line, in place of the old one. Comments inside a value go with it, and
an entry that is taken out takes the comment at its end along; all others stay. The changed text is
read again and compared, so that a change does what was asked, or is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

from timetabler.spec.tree import LINE_END, Mark, Node, Path, shown
from timetabler.spec.yaml import Unreadable, parse, parse_value

Change: TypeAlias = tuple[Path, str | None]
"""Where, and the YAML text of the new value; None takes the value out."""

_BOM = "\ufeff"
_PLAIN = re.compile(r"\w([\w ./+%()'-]*[\w./+%()'-])?")
"""Texts that mean themselves without quotes wherever they stand, and do not look like times."""


def edited(text: str, changes: Sequence[Change]) -> str:
    """The text of a school file with values replaced, added or taken out.

    All paths are of the text as it is given. A key that is not in its mapping is added to it, and
    so is an item of a list whose index is the length of the list. A value that is written once and
    used several times (``&name`` and ``*name``) is not changed: the other uses would change too.

    Raises ValueError if that cannot be done, or the text or a value is not YAML.
    """
    mark, text = text[: text.startswith(_BOM)], text.removeprefix(_BOM)
    taken_out = [path for path, value in changes if value is None]
    for path, value in changes:
        if value is not None:
            text = _changed(text, path, _read(value, path))
    for path in sorted(taken_out, key=_in_order, reverse=True):  # so that paths stay what they are
        text = _changed(text, path, None)
    return mark + text


def _in_order(path: Path) -> list[tuple[bool, str | int]]:
    return [(isinstance(part, int), part) for part in path]


def _read(value: str, path: Path) -> Any:
    """A new value as dicts, lists and texts."""
    advice = "put lists in [], mappings in {}, and texts with signs of YAML in quotes"
    try:
        node, slips = parse_value(value)
    except Unreadable as error:
        raise ValueError(f"{shown(path)}: {error}: {value!r}; {advice}") from None
    if slips:
        raise ValueError(f"{shown(path)}: {slips[0].message}: {value!r}")
    if node is None or node.value is None:
        raise ValueError(f"{shown(path)}: there is no value")
    if value[node.end :].strip() or (not node.flow and not isinstance(node.value, str)):
        raise ValueError(f"{shown(path)}: this is not one value on a line: {value!r}; {advice}")
    return node.plain()


def _changed(text: str, path: Path, value: Any) -> str:
    """The text with one change, which has been checked; a value of None is taken out."""
    before = _parsed(text)
    splice = _Writing(text, before).splice(path, None if value is None else flow(value))
    result = text[: splice.start] + splice.new + text[splice.end :]
    try:
        after = _parsed(result).plain()
    except ValueError:
        after = None
    if after != _expected(before.plain(), path, value):
        raise ValueError(
            f"{shown(path)} cannot be changed alone as it is written: perhaps other places use it "
            "by its name (& and *)"
        )
    return result


def _parsed(text: str) -> Node:
    try:
        root, slips = parse(text)
    except Unreadable as error:
        raise ValueError(str(error)) from None
    if slips:
        raise ValueError(slips[0].message)
    return root


def _expected(tree: Any, path: Path, value: Any) -> Any:
    """The tree with that value at the path; the tree itself is used up."""
    holder = tree
    for part in path[:-1]:
        holder = holder[part]
    last = path[-1]
    if value is None and isinstance(holder, dict):
        holder.pop(last, None)  # a key without a value counts as not written
    elif value is None:
        del holder[last]
    elif isinstance(holder, list) and last == len(holder):
        holder.append(value)
    else:
        holder[last] = value
    return tree


def flow(value: Any) -> str:
    """A value on one line, as it can stand anywhere."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


class _Splice(NamedTuple):
    """New text in place of what is from one offset to another."""

    start: int
    end: int
    new: str


class _Writing:
    """Where the values of a text are written."""

    def __init__(self, text: str, root: Node) -> None:
        self.text = text
        self.root = root
        self._lines = [0, *(found.end() for found in LINE_END.finditer(text))]

    def splice(self, path: Path, new: str | None) -> _Splice:
        """What has to be done to the text."""
        if not path:
            raise ValueError("a change needs a path")
        holder, last = self._holder(path[:-1]), path[-1]
        child = _child(holder, last)
        if child is None:
            kind, free = (dict, True) if isinstance(last, str) else (list, last == _length(holder))
            if new is None or not isinstance(holder.value, kind) or not free:
                raise ValueError(f"nothing is written at {shown(path)}")
            return self._added(holder, last, new)
        if child.path != path:
            raise ValueError(self._shared(path, child))
        return self._out(holder, child) if new is None else self._replaced(holder, child, new)

    def _holder(self, path: Path) -> Node:
        node = self.root
        for count, part in enumerate(path, 1):
            found = _child(node, part)
            if found is None or found.value is None:
                raise ValueError(f"nothing is written at {shown(path[:count])}")
            if found.path != path[:count]:
                raise ValueError(self._shared(path[:count], found))
            node = found
        return node

    def _shared(self, path: Path, node: Node) -> str:
        return (
            f"{shown(path)} is written as {shown(node.path)} (line {node.mark.line}) and used by "
            "its name, with *: change it there, or write its value out here"
        )

    # ---- offsets -----------------------------------------------------------------------------

    def _offset(self, mark: Mark) -> int:
        return self._lines[mark.line - 1] + mark.column - 1

    def _end(self, node: Node) -> int:
        """After its last character; a block of text has the line ends after it in its own end."""
        return len(self.text[: node.end].rstrip())

    def _line_start(self, offset: int) -> int:
        return max(start for start in self._lines if start <= offset)

    def _next_line(self, offset: int) -> int:
        """After the line end; of the last line, the end of the text."""
        return min((s for s in self._lines if s > offset), default=len(self.text))

    # ---- the three sorts of change -----------------------------------------------------------

    def _replaced(self, holder: Node, child: Node, new: str) -> _Splice:
        if child.value is None:  # left empty: its place is after the colon of the key
            after = self.text.find(":", child.end) + 1
            return _Splice(after, after, f" {new}")
        start, end = child.start, self._end(child)
        if isinstance(holder.value, dict) and not (child.flow or isinstance(child.value, str)):
            key = holder.keys[str(child.path[-1])]
            after = self.text.index(":", self._offset(key) + key.length) + 1
            line_end = len(self.text[: self._next_line(after)].rstrip("\r\n"))
            if start > line_end:  # a block on the lines below the key: then those go
                return _Splice(after, end, f" {new}{self.text[after:line_end]}")
        return _Splice(start, end, new)

    def _added(self, holder: Node, last: str | int, new: str) -> _Splice:
        if isinstance(last, str):
            new = f"{flow(last)}: {new}"
        if holder.flow:
            bracket = self._end(holder) - 1
            at = max(map(self._end, _children(holder)), default=bracket)
            return _Splice(at, at, f", {new}" if holder.value else new)
        indent = " " * (holder.start - self._line_start(holder.start))
        at = self._next_line(self._end(holder))
        line = indent + ("" if isinstance(last, str) else "- ") + new
        return _Splice(at, at, self._as_line(line, at))

    def _as_line(self, line: str, at: int) -> str:
        """With the line end that the file has."""
        found = LINE_END.search(self.text)
        line_end = found[0] if found else "\n"
        complete = not at or self.text[at - 1] in "\r\n"
        return line + line_end if complete else line_end + line

    def _out(self, holder: Node, child: Node) -> _Splice:
        if _length(holder) == 1 and not holder.flow and holder.path:  # no block can be empty
            around = self._holder(holder.path[:-1])
            return self._replaced(around, holder, "{}" if isinstance(holder.value, dict) else "[]")
        start, end = self._entry_start(holder, child), self._end(child)
        if not holder.flow and not self.text[self._line_start(start) : start].strip():
            return _Splice(self._line_start(start), self._next_line(end), "")
        children = _children(holder)
        place = next(i for i, other in enumerate(children) if other is child)
        if place + 1 < len(children):
            following = self._entry_start(holder, children[place + 1])
            line_end = len(self.text[: self._next_line(end)].rstrip("\r\n"))
            if not holder.flow and "#" in self.text[line_end:following]:  # about what follows
                return _Splice(len(self.text[:start].rstrip()), line_end, "")
            return _Splice(start, following, "")
        return _Splice(self._end(children[place - 1]) if place else start, end, "")

    def _entry_start(self, holder: Node, child: Node) -> int:
        """Of a key, or of the dash of an item."""
        if isinstance(holder.value, dict):
            return self._offset(holder.keys[str(child.path[-1])])
        start = child.start
        return start if holder.flow else self.text.rindex("-", 0, start)


def _child(node: Node, part: str | int) -> Node | None:
    """The value under a key or index; None if there is none."""
    if isinstance(node.value, dict) and isinstance(part, str):
        return node.value.get(part)
    if isinstance(node.value, list) and isinstance(part, int) and 0 <= part < len(node.value):
        return node.value[part]
    return None


def _children(holder: Node) -> list[Node]:
    """The values written in a collection; those written elsewhere and used by name are left out."""
    values = holder.value.values() if isinstance(holder.value, dict) else holder.value
    return [c for c in values or () if isinstance(c, Node) and c.path[:-1] == holder.path]


def _length(holder: Node) -> int:
    return len(holder.value) if isinstance(holder.value, dict | list) else 0
