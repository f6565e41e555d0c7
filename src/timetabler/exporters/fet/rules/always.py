"""What always holds: FET holds it too, by its basic constraints or as all is locked in place."""

from __future__ import annotations

from collections.abc import Iterable

from timetabler.exporters.fet.book import FetBook
from timetabler.exporters.fet.said import CannotSay, FetConstraint, says
from timetabler.spec.problem import Rule


@says(
    "assign_times",
    "assign_rooms",
    "assign_teachers",
    "avoid_clashes",
    "avoid_unavailable_times",
    "keep_locks",
)
def held(rule: Rule, fet: FetBook) -> Iterable[FetConstraint]:  # noqa: ARG001
    """Nothing needs to be said, unless the school has made it a wish."""
    if not rule.required:
        raise CannotSay
    return ()
