"""The years, groups and subgroups of a FET file, each name one set."""

from __future__ import annotations

from collections.abc import Iterable

from timetabler.importers.fet.file import Node, StudentsSet
from timetabler.importers.fet.problems import Problems
from timetabler.importers.fet.values import number

_LEVELS = ("Year", "Group", "Subgroup")


def read_years(root: Node, problems: Problems) -> tuple[StudentsSet, ...]:
    """The years with their groups. What is written of one set in several places is joined."""
    years = root.first("Students_List")
    if years is None:
        return ()
    return _Sets(problems).read(years.all("Year"))


def names_of(years: Iterable[StudentsSet]) -> frozenset[str]:
    """The names of sets and of all their parts."""
    return frozenset(name for s in years for name in (s.name, *names_of(s.parts)))


class _Sets:
    """Sets by name: first where each is written, then what each consists of."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._first: dict[str, Node] = {}
        self._parts: dict[str, dict[str, None]] = {}
        self._made: dict[str, StudentsSet] = {}

    def read(self, years: tuple[Node, ...]) -> tuple[StudentsSet, ...]:
        """The years, in the order of the file."""
        for year in years:
            if (name := year.text_of("Name")) in self._first:
                self._said_before(name, year)
            self._take(year)
        return tuple(self._set(name) for name, node in self._first.items() if node.tag == "Year")

    def _take(self, node: Node) -> None:
        """Notes a set and what is in it."""
        name = node.text_of("Name")
        if not name:  # FET takes a blank for a name
            message = f"a <{node.tag}> has no name"
            self._problems.error("TT456", message, node.line, node.column, word=node.tag)
            return
        if self._first.setdefault(name, node).tag != node.tag:
            self._said_before(name, node)
            return
        parts = self._parts.setdefault(name, {})
        for tag in _LEVELS[_LEVELS.index(node.tag) + 1 :][:1]:
            for part in node.all(tag):
                parts[part.text_of("Name")] = None
                self._take(part)

    def _said_before(self, name: str, node: Node) -> None:
        before = self._first[name]
        message = f'<{node.tag}> "{name}" is there already: <{before.tag}> in line {before.line}'
        place = node.first("Name") or node
        self._problems.error("TT457", message, place.line, place.column, word=name)

    def _set(self, name: str) -> StudentsSet:
        """A set with its parts; one object wherever it stands."""
        if name not in self._made:
            node = self._first[name]
            level = _LEVELS.index(node.tag)
            inside = (
                part
                for part in self._parts[name]
                if part in self._first and _LEVELS.index(self._first[part].tag) > level
            )
            self._made[name] = StudentsSet(
                name,
                number(node, "Number_of_Students", self._problems, default=0, least=0),
                tuple(self._set(part) for part in inside),
                node.line,
            )
        return self._made[name]
