"""Rules that leave a figure to the pack: they are filled in, with what the figure rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from timetabler.constraints.base import Constraint
from timetabler.models.pack import NEUTRAL, Figure, Pack
from timetabler.models.school import School
from timetabler.models.span import parse_clock_range
from timetabler.spec.diagnostics import Diagnostics

_SHARE = "pro_rata"
"""The field that is filled with whether a figure is pro rata, not with its value."""


def fill(constraint: Constraint, school: School) -> tuple[Constraint, str]:
    """The rule with the figures of the pack where it leaves them out, and what these rest on.

    Raises ValueError if the pack does not know one that the rule needs.
    """
    values: dict[str, Any] = {}
    sources: list[str] = []
    for field, name in constraint.unwritten().items():
        figure = school.figure(name)
        if field == _SHARE:
            values[field] = figure.pro_rata
        elif figure.known:
            values[field] = figure.value
            sources.append(figure.cited)
        elif field not in constraint.if_known:
            raise ValueError(f"pack {school.pack.id} does not know {name}")
    basis = "; ".join(dict.fromkeys(filter(None, sources)))
    return (constraint.filled(values) if values else constraint), basis


def check_filled(constraints: Iterable[Constraint], school: School, found: Diagnostics) -> None:
    """Reports every figure that a rule leaves to the pack and the pack does not know."""
    for index, constraint in enumerate(constraints):
        for field, name in constraint.unwritten().items():
            figure = school.figure(name)
            if not figure.known and field != _SHARE and field not in constraint.if_known:
                message = f"pack {school.pack.id} does not know {name}: write {field}"
                found.error(
                    "TT304", message, ("constraints", index), hint=_why(figure, school.pack)
                )


def _why(figure: Figure, pack: Pack) -> str:
    if pack.id == NEUTRAL.id:
        return "or choose a pack that knows it, such as pack: vic"
    return " ".join(filter(None, (f"{figure.source}." if figure.source else "", figure.note)))


def figure_times(constraints: Iterable[Constraint], pack: Pack) -> Iterator[int]:
    """Every time of day in a figure that some rule leaves to the pack."""
    for constraint in constraints:
        for name in constraint.unwritten().values():
            value = pack.figure(name).value
            if isinstance(value, str):
                yield from parse_clock_range(value)
