"""What could be given up where no timetable keeps all the required rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from timetabler.models.findings import Status
from timetabler.models.wording import words
from timetabler.terminal.findings import worst
from timetabler.terminal.layout import note, wrap
from timetabler.terminal.reasons import written

if TYPE_CHECKING:
    from timetabler.api import Alternative, Enough, Instead
    from timetabler.spec.problem import Problem


def names(problem: Problem, found: Instead) -> list[str]:
    """What could be given up in a line each, for whoever did not ask for more."""
    if not found.alternatives:
        return []
    lines = [
        wrap(
            words(_named(rule.title, rule.source.line) for rule in one.rules),
            first=f"{one.letter}. ",
        )
        for one in found.alternatives
    ]
    more = f"Their timetables: timetabler explain {problem.path}"
    return ["", wrap("What you could give up instead:"), *lines, wrap(more)]


def _named(title: str, line: int) -> str:
    return f"{title} (line {line})" if line else title


def instead(problem: Problem, found: Instead) -> Iterator[str]:
    """Every alternative with how much is given up; or that there is none, and what is short."""
    if not found.alternatives:
        yield from _nothing(found)
        return
    doubt = "" if found.least else " (a longer --time-limit may find less)"
    yield wrap(f"What you could give up instead, fewest rules first{doubt}:")
    for one in found.alternatives:
        yield from _alternative(problem, one)
    if found.complete:
        yield wrap("Nothing else is enough that does not contain one of these.")
    yield wrap(
        "Lessons, clashes and what people are entitled to are not offered; negotiable: true in a "
        "rule offers it, negotiable: false keeps it."
    )


def _alternative(problem: Problem, one: Alternative) -> Iterator[str]:
    indent = "     "
    first = f"{one.letter}. "
    for rule, result in zip(one.rules, one.given_up, strict=True):
        yield wrap(rule.title, first=first)
        yield from written(problem, [rule.source], indent)
        least = " of it; no less is enough" if one.least and len(one.rules) == 1 else " of it"
        yield wrap(f"Given up: {result.amount}{least}", indent)
        yield from worst(result, indent)
        first = "   and: "
    yield wrap(_rest(one), indent)
    if one.candidate is not None:
        folder = one.files[0].parent.name
        yield wrap(f"Candidate: {one.candidate.name} with {folder}/", indent)
    yield from (note(remark) for remark in one.remarks)


def _rest(one: Alternative) -> str:
    """How the other rules fare."""
    given_up = {result.rule for result in one.given_up}
    wishes = [r for r in one.report.results if not r.required and r.rule not in given_up]
    if not wishes:
        return "Everything else holds."
    met = sum(result.met for result in wishes)
    best = "proved best" if one.outcome.status is Status.OPTIMAL else "perhaps not the best"
    return (
        f"Everything else holds; {met} of {len(wishes)} wishes are fully met, at cost {one.rest} "
        f"({best})."
    )


def _nothing(found: Instead) -> Iterator[str]:
    if not found.complete:
        yield wrap(
            "What could be given up instead was not found in the time; a longer --time-limit may "
            "find it."
        )
        return
    yield wrap(
        "No rule that may be given up helps (lessons, clashes and what people are entitled to are "
        "not offered; negotiable: true in a rule offers it)."
    )
    if found.enough:
        yield wrap("Each of these alone would be enough:")
    for one in found.enough:
        yield from _enough(one)


def _enough(one: Enough) -> Iterator[str]:
    meaning = f"{one.words[0].upper()}{one.words[1:]}"
    amounts = words(result.amount for result in one.missed)
    yield wrap(f"{meaning}: {amounts}; what is not kept then:", first="- ")
    for result in one.missed:
        yield from worst(result, "    ")
