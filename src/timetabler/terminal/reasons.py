"""Why there is no timetable, with the lines of the school file that say so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from timetabler.models.reasons import Conflict, Reason
from timetabler.models.resources import Source
from timetabler.models.wording import plural, words
from timetabler.terminal.layout import WIDTH, and_more, wrap

if TYPE_CHECKING:
    from timetabler.precheck.tightness import Tight
    from timetabler.spec.problem import Problem

MOST_LINES = 8
"""Of one reason; the others are counted."""


def reasons(problem: Problem, found: Iterable[Reason]) -> str:
    """Each reason with its lines; a conflict with a rule to a line."""
    shown: set[int] = set()
    return "\n".join(_reason(problem, r, f"{n}. ", shown) for n, r in enumerate(found, 1))


def _reason(problem: Problem, reason: Reason, first: str, shown: set[int]) -> str:
    """``shown``: the lines that counting has shown before are not written out again."""
    if not isinstance(reason, Conflict):
        new = [source for source in reason.sources if source.line not in shown]
        again = sorted({source.line for source in reason.sources} & shown)
        shown.update([*dict.fromkeys(source.line for source in new)][:MOST_LINES])
        parts = [
            wrap(f"{reason.message}.", first=first),
            *written(problem, new, "     ", noted=True),
        ]
        if again:
            noun = "line" if len(again) == 1 else "lines"
            parts.append(wrap(f"and {noun} {words(again)}, as above", "     "))
        return "\n".join(parts)
    parts = [wrap(_opening(reason), first=first)]
    for clause in reason.clauses:
        parts.append(wrap(clause.text, "     ", "- "))
        parts += written(problem, clause.sources, "       ", noted=True)
    return "\n".join(parts)


def _opening(conflict: Conflict) -> str:
    count = plural(len(conflict.clauses), "thing")
    if len(conflict.clauses) == 1:
        return "This alone cannot be kept:"
    if conflict.minimal:
        return f"These {count} cannot hold together; without any one of them the others can:"
    return (
        f"These {count} cannot hold together. Perhaps fewer of them cannot either: a longer "
        "--time-limit may tell."
    )


def tight(resources: Iterable[Tight]) -> list[str]:
    """Where there is the least room; an empty line before them."""
    lines = [wrap(f"{one.message}.", "  ", "- ") for one in resources]
    return ["", wrap("Here the least is left to spare:"), *lines] if lines else []


def written(
    problem: Problem, sources: Iterable[Source], indent: str, *, noted: bool = False
) -> list[str]:
    """Each line once, with what is written on it, cut at the width of the page.

    ``noted``: the note of a rule is not cut. It may say where the rule is from.
    """
    notes = {rule.source.line: rule.constraint.note for rule in problem.rules if noted}
    first_of: dict[int, Source] = {}
    for source in sources:
        if source.line:
            first_of.setdefault(source.line, source)
    listed = list(first_of.values())
    shown = []
    for source in listed[:MOST_LINES]:
        whole = f"{indent}{problem.line(source)}"
        shown += [f"{indent}{source}", cut(whole)]
        note = notes.get(source.line)
        if note and cut(whole) != whole:
            shown.append(wrap(f"({note})", indent))
    return [*shown, *and_more(len(listed) - MOST_LINES, "line", indent)]


def cut(text: str) -> str:
    """A line of the width of the page at most."""
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 4].rstrip()} ..."
