"""Points of rules as a conflict in short sentences: a clause for each rule and sort of sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from timetabler.models.reasons import Clause
from timetabler.models.wording import words
from timetabler.spec.problem import Applied

SORTS = 3
"""So many sorts of sentences of one rule are clauses of their own; more are told by its title."""
FEW = 5
"""So many names are listed."""
SUBJECT = 3
"""So many words come at least before what is listed within a sentence: not its subject, or the
verb would have to follow."""
NUMBERED = ("team", "year", "week")
"""A figure after one of these is a name."""
LONG = 4
"""A name has so many words at most."""


@dataclass(frozen=True)
class Part:
    """Some points of one rule, told in one sentence."""

    text: str
    applied: tuple[Applied, ...]

    @property
    def clause(self) -> Clause:
        """What a reader sees of it."""
        sources = dict.fromkeys(s for rule, point in self.applied for s in rule.sources(point))
        return Clause(self.text, tuple(sources), self.applied[0].rule.index, len(self.applied))


def parts(conflict: Iterable[Applied]) -> tuple[Part, ...]:
    """The clauses of a conflict, each with the points that it stands for.

    ``Kim Tran has at most 1 duty on Mon and Tue``; ``FA has no lesson during S1; likewise FB and
    FC``. A rule that speaks of too many different things is told by its title and an instance.
    """
    by_rule: dict[int, list[Applied]] = {}
    for one in conflict:
        by_rule.setdefault(one.rule.index, []).append(one)
    return tuple(part for applied in by_rule.values() for part in _of_rule(applied))


def _of_rule(applied: list[Applied]) -> Iterable[Part]:
    by_sentence: dict[str, list[Applied]] = {}
    for one in applied:
        by_sentence.setdefault(one.rule.sentence(one.point), []).append(one)
    told = joined(by_sentence)
    if len(told) > SORTS:
        first, *more = by_sentence
        title = applied[0].rule.title
        told = {f"{title} ({first}; and {len(more)} more like it)": tuple(by_sentence)}
    for text, sentences in told.items():
        yield Part(text, tuple(x for sentence in sentences for x in by_sentence[sentence]))


Told: TypeAlias = dict[str, tuple[str, ...]]
"""A text -> the sentences that it stands for."""


def joined(sentences: Iterable[str]) -> Told:
    """Sentences that differ in one name only as one."""
    each: Told = {sentence: (sentence,) for sentence in sentences}
    return _joined(_joined(each, _listed, range(SUBJECT, 100)), _likewise, range(1))


def _joined(told: Told, join: Callable[[str, list[str], str], str], places: range) -> Told:
    """Joins texts that differ in one name at one of these places, as many as possible at once."""
    alike: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for text in told:
        split = text.split()
        for start in places[: len(split)]:
            for end in range(start + 1, min(start + LONG, len(split)) + 1):
                name, before, after = (
                    " ".join(x) for x in (split[start:end], split[:start], split[end:])
                )
                if _can_be_listed(name, before, after):
                    alike[before, after][text] = name
    rest = dict(told)
    result: Told = {}
    for (before, after), names in sorted(alike.items(), key=lambda item: _gain(*item)):
        here = {text: name for text, name in names.items() if text in rest}
        if len(here) > 1:
            text = join(before, list(dict.fromkeys(here.values())), after)
            result[text] = tuple(s for joint in here for s in rest.pop(joint))
    order = {sentence: n for n, sentence in enumerate(s for each in told.values() for s in each)}
    return dict(sorted((result | rest).items(), key=lambda item: order[item[1][0]]))


def _gain(around: tuple[str, str], names: Mapping[str, str]) -> tuple[int, int]:
    """Sorts first what joins the most texts, and of that what they have most in common."""
    return -len(names), -sum(len(text) for text in around)


def _can_be_listed(name: str, before: str, after: str) -> bool:
    """Whether it looks like a name, day or time, and is no figure and not in a list already."""
    if before.endswith((",", " and", " or")) or after.startswith(("and ", "or ")):
        return False
    if name.split()[0].isdigit() and not before.endswith(NUMBERED):
        return False
    return (name[0].isupper() or name[0].isdigit()) and not name.endswith((",", ";", ":"))


def _listed(before: str, names: list[str], after: str) -> str:
    return f"{before} {words(_few(names))} {after}".rstrip()


def _likewise(_before: str, names: list[str], after: str) -> str:
    return f"{names[0]} {after}; likewise {words(_few(names[1:]))}"


def _few(names: list[str]) -> list[str]:
    if len(names) <= FEW + 1:
        return names
    return [*names[:FEW], f"{len(names) - FEW} more"]
