"""What could be given up where no timetable keeps all the required rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from timetabler.models.findings import Status
from timetabler.models.wording import capital, words
from timetabler.terminal.findings import worst
from timetabler.terminal.layout import note, wrap
from timetabler.terminal.reasons import written

if TYPE_CHECKING:
    from timetabler.api import Alternative, Enough, Instead
    from timetabler.models.reasons import Reason
    from timetabler.spec.problem import Problem, Rule


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


def instead(problem: Problem, reasons: Iterable[Reason], found: Instead) -> Iterator[str]:
    """Every alternative with how much is given up; or that there is none, and what is short."""
    if not found.alternatives:
        yield from _nothing(problem, reasons, found)
        return
    doubt = "" if found.least else " (a longer --time-limit may find less)"
    yield wrap(f"What you could give up instead, fewest rules first{doubt}:")
    for one in found.alternatives:
        yield from _alternative(problem, one)
    if found.complete:
        these = "one of these" if len(found.alternatives) > 1 else "this too"
        yield wrap(f"Every other choice gives up {these}, and more besides.")
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
        yield wrap(f"Given up: {result.amount} of it{_least(one)}", indent)
        yield from worst(result, indent)
        first = "   and: "
    yield wrap(_rest(one), indent)
    if one.candidate is not None:
        folder = one.files[0].parent.name
        yield wrap(f"Candidate: {one.candidate.name} with {folder}/", indent)
    yield from (note(remark) for remark in one.remarks)


def _least(one: Alternative) -> str:
    """Whether less of the rule would do; of several, less of one may be more of another."""
    if len(one.rules) > 1:
        return ""
    if one.least:
        return "; no less is enough"
    return "" if one.outcome.status is Status.OPTIMAL else "; perhaps less is enough"


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


def _nothing(problem: Problem, reasons: Iterable[Reason], found: Instead) -> Iterator[str]:
    if not found.complete:
        yield wrap(
            "What could be given up instead was not found in the time; a longer --time-limit may "
            "find it."
        )
        return
    yield wrap("No rule that may be given up is enough.")
    if found.enough:
        yield wrap("Each of these alone would be enough:")
    for one in found.enough:
        yield from _enough(one)
    if kept := list(_kept_back(problem, reasons)):
        yield wrap(
            "Not offered, as people are entitled to it or the school keeps it; negotiable: true in "
            "the rule offers it:"
        )
        yield from (wrap(_named(rule.title, rule.source.line), first="- ") for rule in kept)
    if not found.enough:
        yield wrap(
            "Else what is written on the lines above must change: lessons, people, rooms or times."
        )
    yield wrap(f"To try a change: timetabler explain {problem.path} --set PLACE=VALUE")


def _kept_back(problem: Problem, reasons: Iterable[Reason]) -> Iterator[Rule]:
    """Rules that the school wrote and that the reasons speak of, but that are not offered."""
    sources = {source for reason in reasons for source in reason.sources}
    for rule in problem.rules:
        if rule.source in sources and rule.required and not rule.negotiable:
            yield rule


def _enough(one: Enough) -> Iterator[str]:
    meaning = capital(one.words)
    amounts = words(result.amount for result in one.missed)
    yield wrap(f"{meaning}: {amounts}; what is not kept then:", first="- ")
    for result in one.missed:
        yield from worst(result, "    ")
