"""A school in which some of what it requires is only wished for: as a problem, and as a text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from timetabler.spec.edit import Change, edited
from timetabler.spec.problem import Problem, Rule

WEIGHT = 100
"""Of what is given up: the most that can be written, so that it is given up as little as possible
before any other wish is."""


def weakened(problem: Problem, rules: Collection[int]) -> Problem:
    """The problem in which these rules have the greatest weight instead of being required.

    It is the one that ``weakened_text`` describes. As there, nothing follows from what always holds
    once a part of that has a weight (see ``build``).
    """
    counted = not any(problem.rules[index].standing for index in rules)

    def changed(rule: Rule) -> Rule:
        given_up = rule.index in rules
        constraint = rule.constraint
        if given_up:
            constraint = constraint.model_copy(update={"required": None, "weight": WEIGHT})
        points = rule.points
        if given_up or not counted:
            points = tuple(p for p in points if not p.shadow)
        counts = rule.counted and counted
        return replace(rule, constraint=constraint, points=points, counted=counts)

    return replace(problem, rules=tuple(map(changed, problem.rules)))


def weakened_text(problem: Problem, rules: Collection[int]) -> str:
    """The text of the school file with a weight in these rules, and every other line as it was.

    Raises ValueError if one of them is written in a way that cannot be changed by itself.
    """
    changes: list[Change] = []
    for index in sorted(rules):
        entry = ("constraints", index)
        if problem.rules[index].constraint.required is not None:
            changes.append(((*entry, "required"), None))
        changes.append(((*entry, "weight"), str(WEIGHT)))
    return edited(problem.text, changes)
