"""Terms of FET: days in a row, as many in each, that make up the cycle."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from timetabler.constraints.limit_parts import LimitParts
from timetabler.models.school import School
from timetabler.spec.problem import Rule


class Terms(NamedTuple):
    """How many terms there are, and how many days each has."""

    number: int
    days: int


def terms_of(rule: Rule, school: School) -> Terms | None:
    """What the parts of a rule that limits them are as terms; None: FET has no such terms, or never
    limits them as a wish."""
    if not isinstance(rule.constraint, LimitParts) or not rule.required:
        return None
    parts = sorted(rule.constraint.days(school))
    every = tuple(range(len(school.week.days)))
    if tuple(day for part in parts for day in part) != every:
        return None
    return Terms(len(parts), len(parts[0])) if len(set(map(len, parts))) == 1 else None


def common_terms(rules: Iterable[Rule], school: School) -> Terms | None:
    """The terms of a file: those of the first rule that has any."""
    return next(filter(None, (terms_of(rule, school) for rule in rules)), None)
