"""Rules as people name them: by a line, by their kind, or by a part of what they say."""

from __future__ import annotations

from timetabler.models.findings import Diagnostic, InvalidInput
from timetabler.models.resources import Source
from timetabler.models.wording import words
from timetabler.spec.diagnostics import did_you_mean
from timetabler.spec.problem import Problem, Rule
from timetabler.spec.yaml import parse


def rules_named(problem: Problem, said: str) -> tuple[Rule, ...]:
    """The written rules on a line of the file, of a kind, or with these words in their title, note
    or ``asked_by``: all of a kind, else a single one.

    Raises InvalidInput if there is none, or the words fit several.
    """
    said = said.strip()
    written = [rule for rule in problem.rules if rule.source.line]
    of_kind = [rule for rule in written if rule.kind == said]
    if said.isdecimal():
        fit = _on_line(problem, int(said))
        message = f"no rule is on line {said}"
        hint = f"rules are on lines {words(dict.fromkeys(rule.source.line for rule in written))}"
    elif of_kind:
        return tuple(of_kind)
    else:
        fit = [rule for rule in written if said.casefold() in _told(rule)]
        message = f'no rule of the school is called "{said}"'
        hint = did_you_mean(said, dict.fromkeys(rule.kind for rule in written), "kinds")
    if len(fit) > 1:
        message = f'"{said}" fits {len(fit)} rules'
        hint = f"say which line: {words((rule.source.line for rule in fit), 'or')}"
    if len(fit) != 1 or not said:
        source = Source("--rule", 1, 1)
        raise InvalidInput((Diagnostic("TT503", message, source, said, len(said), hint),))
    return tuple(fit)


def _told(rule: Rule) -> str:
    constraint = rule.constraint
    return f"{rule.title}\n{constraint.note}\n{constraint.asked_by}".casefold()


def _on_line(problem: Problem, line: int) -> list[Rule]:
    """The rules that are written on it, if only in part."""
    entries = parse(problem.text)[0].step("constraints")
    if entries is None or not isinstance(entries.value, list):
        return []
    found = (i for i, item in enumerate(entries.value) if line in item.lines(problem.text))
    return [problem.rules[index] for index in found]
