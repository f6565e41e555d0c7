"""What ``explain --what-helps`` says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from timetabler.models.findings import Status
from timetabler.models.wording import plural
from timetabler.terminal.answers import headline
from timetabler.terminal.comparing import worth
from timetabler.terminal.layout import and_more, wrap
from timetabler.terminal.reasons import reasons, written

if TYPE_CHECKING:
    from timetabler.api import Helping

MOST_TOLD = 5
"""Changes that save; of more, how many."""


def helped(result: Helping) -> str:
    """What would help, and what was tried without."""
    now = result.now
    blocks = [headline(now.problem)]
    if now.outcome.reasons:
        blocks.append(wrap("As it is, the school is impossible:"))
        blocks.append(reasons(now.problem, now.outcome.reasons))
        blocks.append(wrap(f"What could be given up: timetabler explain {now.problem.path}"))
    else:
        blocks.append(wrap(f"now {worth(now)}"))
    if now.outcome.cost == 0:
        blocks.append(wrap("No wish costs anything: there is nothing to save."))
    elif now.outcome.cost is not None:
        blocks += ["\n".join(lines) for lines in _parts(result) if lines]
    return "\n\n".join(blocks)


def _parts(result: Helping) -> Iterator[list[str]]:
    path = result.now.problem.path
    if result.now.outcome.status is not Status.OPTIMAL:
        yield [
            wrap(
                "That may not be the best timetable; if it is not, less is saved than it seems. To "
                f"look for a better one first: timetabler solve {path}"
            )
        ]
    yield list(_helpful(result))
    yield [
        *_named("Proved to save nothing:", (one.change.text for one in result.useless)),
        *_named(
            "Nothing was saved in the time; a longer --time-limit may tell what these save:",
            (f"{one.change.text}: {result.most(one)} at most" for one in result.open),
        ),
        *_named(
            "The file cannot be changed like that:",
            (f"{one.change.text}: {one.refused}" for one in result.refused),
        ),
        *_named("Not tried, as the time was over:", (one.change.text for one in result.untried)),
    ]
    yield [wrap(_looked_at(result))]
    if result.helpful:
        yield [wrap(f"To see what moves: timetabler explain {path} with the --set of a change.")]


def _helpful(result: Helping) -> Iterator[str]:
    found = result.helpful
    if len(found) == 1:
        yield wrap("This alone would save something:")
    elif found:
        yield wrap("Each of these alone would save something, the most first:")
    elif result.tried:
        yield wrap("Nothing that was tried was found to save anything.")
    for number, one in enumerate(found[:MOST_TOLD], 1):
        assert one.best is not None
        indent = "     "
        least, saved = result.least(one), result.saved(one)
        less = f"{saved}" if least == saved else f"between {least} and {saved}"
        yield wrap(f"{one.change.text}: {worth(one.best)}, {less} less", first=f"{number}. ")
        yield from written(result.now.problem, [one.change.source], indent)
        yield indent + " ".join(f"--set {_quoted(setting)}" for setting in one.change.settings)
    yield from and_more(len(found) - MOST_TOLD, "change", "  ")


def _quoted(setting: str) -> str:
    """As it can be pasted into a terminal."""
    return f"'{setting}'" if '"' in setting else f'"{setting}"'


def _named(title: str, texts: Iterable[str]) -> Iterator[str]:
    listed = [wrap(text, first="- ") for text in texts]
    return iter([wrap(title), *listed] if listed else [])


def _looked_at(result: Helping) -> str:
    """How far it has looked, and how far not."""
    if not result.considered:
        return "There is nothing to try: no rules to give up, and everybody is always there."
    changes = f"{plural(result.considered, 'change')} of a single rule, person or room"
    if result.priced is None:
        return (
            f"{changes} can be thought of. Which of them matter was not found out in the time: a "
            "longer --time-limit may tell."
        )
    if not result.priced:
        return (
            f"{changes} can be thought of. By an estimate (the linear relaxation) none of them "
            "matters, so none was tried; that is no proof."
        )
    tried = len(result.tried) - len(result.untried)
    most = "it was" if tried == 1 else f"the {tried} most promising were"
    if tried == result.priced:
        most = "it was" if tried == 1 else "they were"
    may = "1 of them may matter" if result.priced == 1 else f"{result.priced} of them may matter"
    return (
        f"{changes} can be thought of. By an estimate (the linear relaxation) {may}, and {most} "
        "tried. Others may help all the same, or several together."
    )
