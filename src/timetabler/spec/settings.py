"""Changes as people say them, ``teachers.pat.days=[Mon, Tue]``, and the school that they make.

The parts of a place are joined by dots: keys, and in a list what the item is called: its id, for a
course its subject or ``3/4C Art``, for a rule its kind. An item of any list is also found by a line
that it is written on: ``constraints@42.weight=5``. Nothing after the ``=`` takes the value out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from timetabler.models.findings import Diagnostic, InvalidInput
from timetabler.models.resources import Source
from timetabler.models.wording import plural, words
from timetabler.spec.diagnostics import did_you_mean
from timetabler.spec.edit import Change, edited
from timetabler.spec.load import load_text
from timetabler.spec.problem import Problem
from timetabler.spec.tree import Node, Path, shown
from timetabler.spec.yaml import parse

_WORD = re.compile(r"[^.@]*")
_LINE = re.compile(r"@(\d{1,7})(?=[.@]|$)")


def with_settings(problem: Problem, said: Sequence[str]) -> Problem:
    """The school with some values changed. Its file is called ``school.yaml with --set``.

    Raises InvalidInput with everything that is wrong with what is said, or else with the school.
    """
    root, _ = parse(problem.text)
    changes: list[Change] = []
    found: list[Diagnostic] = []
    for number, text in enumerate(said, 1):
        try:
            changes.append(_Place(problem, root, text).change())
            edited(problem.text, changes)
        except _Misplaced as slip:
            source = Source("--set", number, slip.at + 1)
            found.append(Diagnostic("TT501", str(slip), source, text, slip.length, slip.hint))
        except ValueError as error:
            start = text.index("=") + 1
            source = Source("--set", number, start + 1)
            found.append(Diagnostic("TT502", str(error), source, text, len(text) - start))
            changes.pop()
    if found:
        raise InvalidInput(tuple(found))
    return load_text(edited(problem.text, changes), f"{problem.path} with --set")


class _Misplaced(Exception):
    """A part of a place that means nothing."""

    def __init__(self, message: str, at: int, length: int, hint: str = "") -> None:
        super().__init__(message)
        self.at, self.length, self.hint = at, max(1, length), hint


class _Place:
    """The reading of one place, from its left end."""

    def __init__(self, problem: Problem, root: Node, said: str) -> None:
        self.problem = problem
        self.place, self.equals, self.value = said.partition("=")
        self.node = root
        self.path: Path = ()
        self.at = 0
        """How much has been read; a dot or @ comes next."""

    def change(self) -> Change:
        """What is to be done at the place."""
        if not self.equals or not self.place:
            hint = "such as teachers.pat.days=[Mon, Tue]"
            raise _Misplaced("a change is PLACE=VALUE", 0, len(self.place), hint)
        value = self.value.strip() or None
        while self.at < len(self.place):
            if isinstance(self.node.value, list):
                self.item(self.node.value)
            elif not isinstance(self.node.value, dict):
                self.refuse_parts()
            elif (new := self.key(self.node.value, adding=value is not None)) is not None:
                return (*self.path, new), value
        return self.path, value

    def key(self, values: dict[str, Node], *, adding: bool) -> str | None:
        """Goes on to the value of a key; a name at the end of the place may be that of a new one,
        which is returned."""
        start = self.after_dot()
        name = self.name_at(start, values)
        if name in values:
            self.go_on(name, values[name], start + len(name))
            return None
        if adding and name and start + len(name) == len(self.place):
            return name
        where = f" in {shown(self.path)}" if self.path else ""
        hint = did_you_mean(name, values, "written there")
        raise _Misplaced(f'"{name}" is not written{where}', start, len(name), hint)

    def item(self, items: list[Node]) -> None:
        """Goes on to an item of a list."""
        section = shown(self.path)
        if line := _LINE.match(self.place, self.at):
            start, end = self.at, line.end()
            fit = [item for item in items if int(line[1]) in item.lines(self.problem.text)]
            hint = f"its lines: {words(dict.fromkeys(item.mark.line for item in items))}"
        else:
            called = self.called(items)
            start = self.after_dot()
            name = self.name_at(start, called)
            end = start + len(name)
            fit = called.get(name, [])
            hint = did_you_mean(name, called, "written there") if called else "say its line: @LINE"
        said = self.place[start:end]
        if not fit:
            raise _Misplaced(f'"{said}" is no item of {section}', start, end - start, hint)
        if len(fit) > 1:
            lines = dict.fromkeys(f"{section}@{item.mark.line}" for item in fit)
            message = f'{len(fit)} items of {section} are "{said}"'
            raise _Misplaced(message, start, end - start, f"say which: {words(lines, 'or')}")
        self.go_on(next(i for i, item in enumerate(items) if item is fit[0]), fit[0], end)
        others = () if line else self.together(said)
        if len(others) > 1:
            message = f"{said} is written together with {plural(len(others) - 1, 'other')}"
            hint = f"{section}@{self.node.mark.line} changes all of them"
            raise _Misplaced(message, start, end - start, hint)

    def called(self, items: list[Node]) -> dict[str, list[Node]]:
        """What the items of a list are called."""
        found: dict[str, list[Node]] = {}
        for item in items:
            for name in _names(item):
                found.setdefault(name, []).append(item)
        if self.path == ("courses",):
            for course in self.problem.school.courses:
                found.setdefault(course.id, []).append(items[course.entry])
        return found

    def together(self, said: str) -> Sequence[str]:
        """Of what the item is about, that is named: all of its classes or courses."""
        entry = self.path[-1]
        courses = [c.id for c in self.problem.school.courses if c.entry == entry]
        if self.path[:-1] == ("courses",) and said in courses:
            return courses
        return _names(self.node)

    def go_on(self, part: str | int, node: Node, at: int) -> None:
        """To a part of what has been reached."""
        self.node, self.path, self.at = node, (*self.path, part), at

    # ---- the text ----------------------------------------------------------------------------

    def after_dot(self) -> int:
        """Where the next name starts."""
        if self.at and self.place[self.at] != ".":
            hint = "@ and a line stand for an item of a list"
            raise _Misplaced("this is not a list", self.at, len(self.place) - self.at, hint)
        return self.at + bool(self.at)

    def name_at(self, start: int, names: Collection[str]) -> str:
        """The longest of the names that stands there (they may have dots in them); if none does,
        the word there."""
        rest = self.place[start:]
        fit = (n for n in names if rest == n or rest.startswith((f"{n}.", f"{n}@")))
        word = _WORD.match(rest)
        return max(fit, key=len, default=word[0] if word else "")

    def refuse_parts(self) -> None:
        """There is no way on from a text."""
        name = self.node.value
        message, hint = f'{shown(self.path)} is the text "{name}"', "it has no parts"
        if name is None:
            message, hint = f"{shown(self.path)} is left empty", "write all of it"
        elif isinstance(self.path[-1], int):
            message = f"{name} is written by its name alone"
            part = self.place[self.at + 1 :]
            hint = f"write all of it: {self.place[: self.at]}={{id: {name}, {part}: ...}}"
        raise _Misplaced(message, self.at, len(self.place) - self.at, hint)


def _names(item: Node) -> Sequence[str]:
    """What an item of a list is called; several classes written as one have several names."""
    if not isinstance(item.value, dict):
        return [item.value] if isinstance(item.value, str) else []
    ids = item.value.get("ids")
    if ids is not None and isinstance(ids.value, list):
        return [name for one in ids.value for name in _names(one)]
    named = (item.value.get(key) for key in ("id", "kind", "subject"))
    return next(([n.value] for n in named if n is not None and isinstance(n.value, str)), [])
