"""The constraints of a FET file: active, in the words of today, about what the file has."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction

from timetabler.importers.fet.file import NO, YES, Lacking, Node
from timetabler.importers.fet.older import modern
from timetabler.importers.fet.problems import Problems
from timetabler.importers.fet.values import Names, flag, is_number

_PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,20})?")

_TEACHER, _STUDENTS, _SUBJECT, _TAG = "teacher", "students set", "subject", "activity tag"
_ROOM, _DAY, _HOUR = "room", "day", "hour"
NAMED = {
    "Teacher": _TEACHER,
    "Teacher_Name": _TEACHER,
    "Students": _STUDENTS,
    "Students_Name": _STUDENTS,
    "Subject": _SUBJECT,
    "Subject_Name": _SUBJECT,
    "Activity_Tag": _TAG,
    "Activity_Tag_Name": _TAG,
    "First_Activity_Tag": _TAG,
    "Second_Activity_Tag": _TAG,
    "Room": _ROOM,
    "Preferred_Room": _ROOM,
    "Real_Room": _ROOM,
    "Day": _DAY,
    "Preferred_Day": _DAY,
    "Preferred_Starting_Day": _DAY,
    "Selected_Day": _DAY,
    "Hour": _HOUR,
    "Preferred_Hour": _HOUR,
    "Preferred_Starting_Hour": _HOUR,
    "Selected_Hour": _HOUR,
    "Interval_Start_Hour": _HOUR,
    "Interval_End_Hour": _HOUR,
}
"""Part of a constraint -> the sort of name in it."""
_DESCRIBED = frozenset(
    {"Teacher_Name", "Students_Name", "Subject_Name", "Activity_Tag_Name", "Duration"}
)
"""In constraints on activities that are described, not numbered."""
_ANY = frozenset(
    {"Preferred_Day", "Preferred_Hour", "Preferred_Starting_Day", "Preferred_Starting_Hour"}
    | {"Interval_End_Hour"}
)
"""Any; or, where an interval ends, the end of the day."""
_NUMBERS = re.compile(
    r"(Number_of|Max|Maximum|Min|Minimum)_.+|(Min|Max)[A-Z][A-Za-z]+|Component_Number|Duration"
)
_IDS = re.compile(r"((First|Second|Third)_)?Activity_Id")
_FLAGS = re.compile(r"Allow_.+|Consecutive_If_Same_Day|Permanently_Locked|Circular")
_WHEN = {
    "Break_Time": ("Day", "Hour"),
    "Not_Available_Time": ("Day", "Hour"),
    "Preferred_Starting_Time": ("Preferred_Starting_Day", "Preferred_Starting_Hour"),
    "Preferred_Time_Slot": ("Preferred_Day", "Preferred_Hour"),
    "Selected_Time_Slot": ("Selected_Day", "Selected_Hour"),
}
"""What must be in a time."""
_TUPLES = ("Two", "Three")
"""Kinds about so many activities: without one of them they say nothing."""


class ConstraintReader:
    """Reads the lists of constraints; what is not active is counted, and left out."""

    def __init__(
        self,
        names: Names,
        active: frozenset[int],
        inactive: frozenset[int],
        hours: tuple[str, ...],
        problems: Problems,
    ) -> None:
        self._names = names
        self._ids = active | inactive
        self._inactive = inactive
        self._hours = hours
        self._problems = problems
        self._left_out: Counter[str] = Counter()

    @property
    def left_out(self) -> tuple[tuple[str, int], ...]:
        """Kinds, and how many of each were not active or about inactive activities alone."""
        return tuple(sorted(self._left_out.items()))

    def read(self, root: Node, tag: str) -> tuple[Node, ...]:
        """The active constraints of a list."""
        entries = [entry for part in root.all(tag) for entry in part.children]
        constraints = (
            self._constraint(replace(entry, tag=entry.tag.removeprefix("Constraint")))
            for entry in entries
            if entry.tag.startswith("Constraint")
        )
        return tuple(constraint for constraint in constraints if constraint is not None)

    def _constraint(self, entry: Node) -> Node | None:
        """One constraint; None if it is left out, or so wrong that it cannot be checked."""
        constraint: Node | None = entry
        if flag(entry, "Active", self._problems, default=True):
            try:
                constraint = self._about_active(modern(entry, self._hours))
            except Lacking as lack:
                message = f"{entry.tag} has no known <{lack.tag}>"
                place = entry.first(lack.tag) or entry
                self._problems.error("TT456", message, place.line, place.column, word=place.tag)
                return None
            if constraint is not None:
                return constraint
        self._left_out[entry.tag] += 1
        return None

    def _about_active(self, constraint: Node) -> Node | None:
        """A constraint, checked, without inactive activities; None if none are left."""
        self._check_weight(constraint)
        described = constraint.tag.startswith(("Activities", "Subactivities"))
        self._check_parts(constraint, constraint.tag, _ANY | _DESCRIBED if described else _ANY)
        ids = [child for child in constraint.children if _IDS.fullmatch(child.tag)]
        gone = {
            child for child in ids if is_number(child.text) and int(child.text) in self._inactive
        }
        if gone and (len(gone) == len(ids) or constraint.tag.startswith(_TUPLES)):
            return None
        kept = tuple(child for child in constraint.children if child not in gone)
        return replace(constraint, children=kept) if gone else constraint

    def _check_weight(self, constraint: Node) -> None:
        for child in constraint.all("Weight_Percentage"):
            text = child.text.strip()
            if not _PERCENT.fullmatch(text) or Fraction(text) > 100:
                message = (
                    f'{constraint.tag}: the weight must be a number from 0 to 100, not "{text}"'
                )
                self._wrong(message, child)

    def _check_parts(self, node: Node, kind: str, optional: frozenset[str]) -> None:
        for child in node.children:
            text = child.text.strip()
            for part in _WHEN.get(child.tag, ()):
                child.required(part)
            if child.children:
                self._check_parts(child, kind, optional)
            elif not child.text and child.tag in optional:
                continue
            elif child.tag in NAMED:
                self._names.check(NAMED[child.tag], child, kind)
            elif _IDS.fullmatch(child.tag):
                self._check_id(child, kind)
            elif _NUMBERS.fullmatch(child.tag) and not (is_number(text) and int(text) >= 0):
                self._wrong(f'{kind}: {child.tag} must be a number from 0, not "{text}"', child)
            elif _FLAGS.fullmatch(child.tag) and text not in YES | NO:
                self._wrong(f'{kind}: {child.tag} must be true or false, not "{text}"', child)

    def _check_id(self, node: Node, kind: str) -> None:
        text = node.text.strip()
        if not is_number(text):
            self._wrong(f'{kind}: the number of an activity cannot be "{text}"', node)
        elif int(text) not in self._ids:
            message = f"{kind}: there is no activity {text}"
            self._problems.error("TT458", message, node.line, node.column, word=text)

    def _wrong(self, message: str, node: Node) -> None:
        word = node.text.strip()
        self._problems.error("TT459", message, node.line, node.column, word=word)
