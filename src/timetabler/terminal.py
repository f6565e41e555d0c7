"""What people read in the terminal: diagnostics, progress, outcomes. Text only, 80 columns."""

from __future__ import annotations

import difflib
import inspect
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from timetabler.constraints import kinds
from timetabler.constraints.base import Constraint
from timetabler.models.findings import Outcome, Report, RuleResult, Shortage, Status
from timetabler.models.wording import plural

if TYPE_CHECKING:
    from timetabler.api import Solved
    from timetabler.solver import Progress
    from timetabler.spec.problem import Problem
    from timetabler.views import Book

WIDTH = 80


def wrap(text: str, indent: str = "  ") -> str:
    """A paragraph at 80 columns."""
    return textwrap.fill(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )


def headline(problem: Problem) -> str:
    """``Wattle Creek Primary School: 20 classes, 28 teachers, 142 lessons a week``."""
    school = problem.school
    lessons = sum(len(c.lengths) for c in school.courses)
    parts = (
        plural(len(school.classes), "class", "classes"),
        plural(len(school.teachers), "teacher"),
        f"{plural(lessons, 'lesson')} a week to place",
        plural(sum(1 for r in problem.rules if r.source.line), "rule"),
    )
    return f"{school.name}: {', '.join(parts)}"


def verdict(outcome: Outcome) -> str:
    """The outcome in one or two plain sentences."""
    seconds = f"{outcome.seconds:.1f} s"
    cost, bound = outcome.cost, outcome.bound
    match outcome.status:
        case Status.OPTIMAL:
            if cost == 0:
                return f"Optimal: every rule and every wish holds ({seconds})."
            return (
                f"Optimal: cost {cost}, and it is proved that no timetable costs less ({seconds})."
            )
        case Status.FEASIBLE:
            if bound is None or outcome.gap is None:
                return f"Found: cost {cost} ({seconds}). How much better is possible is not known."
            return (
                f"Found: cost {cost}; it is proved that none costs less than {bound}, so this one "
                f"is within {outcome.gap:.1%} of the best ({seconds})."
            )
        case Status.INFEASIBLE:
            return "Impossible: no timetable keeps all the required rules."
        case Status.UNDECIDED:
            return (
                f"Undecided: in {seconds} no timetable was found, and none was proved impossible. "
                "A longer --time-limit may decide it."
            )
        case Status.INVALID:
            return "Not valid: the timetable breaks required rules."


def reasons(shortages: Iterable[Shortage]) -> str:
    """Why no timetable exists, each reason with its lines."""
    blocks = []
    for number, shortage in enumerate(shortages, 1):
        block = wrap(f"{number}. {shortage.message}.")
        lines = [f"     {source}" for source in shortage.sources[:8]]
        if len(shortage.sources) > 8:
            lines.append(f"     and {len(shortage.sources) - 8} more lines")
        blocks.append("\n".join([block, *lines]))
    return "\n".join(blocks)


def rules(report: Report) -> str:
    """How the rules fared: what is broken, what costs, in order of cost."""
    lines = []
    held = sum(r.met for r in report.results)
    required = [r for r in report.results if r.required]
    if report.valid:
        lines.append(
            f"Verified: all {len(required)} required rules hold; "
            f"{held - len(required)} of {len(report.results) - len(required)} wishes are fully met."
        )
    unmet = [r for r in report.results if not r.met]
    for result in sorted(unmet, key=lambda r: (not r.required, -r.cost, r.rule)):
        lines += ["", *_result(result)]
    return "\n".join(lines)


def _result(result: RuleResult, most: int = 3) -> list[str]:
    price = "BROKEN" if result.required else f"cost {result.cost}"
    where = f"  [{result.source.line}:{result.source.column}]" if result.source.line else ""
    lines = [wrap(f"{price}: {result.title}{where}")]
    for finding in result.findings[:most]:
        text = finding.sentence
        if finding.witnesses:
            text += f" ({'; '.join(finding.witnesses[:2])}{' ...' * (len(finding.witnesses) > 2)})"
        lines.append(wrap(f"- {text}", "    "))
    if len(result.findings) > most:
        lines.append(f"    and {len(result.findings) - most} more")
    return lines


def files(paths: Iterable[Path]) -> str:
    """The files written, each with what it is for."""
    from timetabler.exporters import formats

    purpose = {e.filename: e.summary for e in formats().values()}
    listed = list(paths)
    if not listed:
        return ""
    lines = [f"Written to {listed[0].parent}/:"]
    lines += [f"  {p.name:<16} {purpose.get(p.name, '')}".rstrip() for p in listed]
    return "\n".join(lines)


class ProgressLines:
    """Live progress on stderr: one updated line in a terminal, else one line per improvement."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._last: tuple[Any, ...] = ()

    def __call__(self, step: Progress) -> None:
        """Shows one step, if it says anything new."""
        state = (step.cost, step.bound) if step.cost is not None else (step.stage,)
        if self._live:
            self._stream.write(f"\r\033[K{self._text(step)[: WIDTH - 1]}")
            self._stream.flush()
        elif state != self._last:
            self._stream.write(self._text(step) + "\n")
            self._stream.flush()
        self._last = state

    def close(self) -> None:
        """Clears the live line."""
        if self._live and self._last:
            self._stream.write("\r\033[K")
            self._stream.flush()

    @staticmethod
    def _text(step: Progress) -> str:
        best = "-" if step.cost is None else str(step.cost)
        bound = "-" if step.bound is None else str(step.bound)
        text = f"{step.seconds:6.1f} s  {step.stage:<18} best {best:>6}  bound {bound:>6}"
        if step.cost is not None and step.bound is not None:
            gap = (step.cost - step.bound) / max(1, step.cost)
            text += f"  gap {gap:.1%}"
        return text


def solved(result: Solved) -> str:
    """Everything that ``solve`` says at its end."""
    parts = [headline(result.problem), "", wrap(verdict(result.outcome))]
    if result.reused:
        parts.append(wrap("The school file has not changed: this is the timetable found before."))
    if result.outcome.reasons:
        parts += ["", reasons(result.outcome.reasons)]
    if result.book:
        parts += [wrap_first(rules(result.book.report)), "", files(result.files)]
        parts += [wrap(f"Note: {remark}.") for remark in result.remarks]
    return "\n".join(parts)


def wrap_first(text: str) -> str:
    """Wraps the first line of a text; the rest is wrapped already."""
    first, _, rest = text.partition("\n")
    return wrap(first) + ("\n" + rest if rest else "")


def verified(book: Book, notes: Iterable[str]) -> str:
    """Everything that ``verify`` says."""
    parts = [headline(book.problem), ""]
    parts += [wrap(f"Note: {note}.") for note in notes]
    parts += [wrap(verdict(book.outcome)), wrap_first(rules(book.report).lstrip("\n"))]
    return "\n".join(parts)


def manual(kind: str | None = None) -> str:
    """The manual page of one kind of constraint, or the list of all."""
    if kind is None:
        width = max(len(k) for k in kinds())
        lines = [
            textwrap.fill(
                f"{name:<{width}}  {_first_line(cls)}", WIDTH, subsequent_indent=" " * (width + 2)
            )
            for name, cls in kinds().items()
        ]
        return "\n".join([*lines, "", "More about one: timetabler constraints KIND"])
    cls = kinds()[kind]
    page = inspect.cleandoc(cls.__doc__ or "")
    parts = [kind, "=" * len(kind)]
    parts += [f"\n{wrap(' '.join(text.split()), '')}" for text in page.split("\n\n")]
    parts += ["", "Fields:"]
    for name, field in cls.model_fields.items():
        if name != "kind":
            default = "" if field.default in ((), "", None) else f"default: {field.default}"
            said = f" [{'required' if field.is_required() else default}]".replace(" []", "")
            parts.append(
                textwrap.indent(_hanging(f"{name}: {field.description or ''}{said}"), "  ")
            )
    return "\n".join([*parts, "", "Example:", f"  {cls.example}"])


def _hanging(text: str) -> str:
    return textwrap.fill(text, WIDTH - 2, subsequent_indent="    ", break_on_hyphens=False)


def _first_line(cls: type[Constraint]) -> str:
    return inspect.cleandoc(cls.__doc__ or "").partition("\n")[0]


def unknown_kind(kind: str) -> str:
    """``no constraint "spread": did you mean "spread_lessons"?``."""
    close = difflib.get_close_matches(kind, kinds(), n=1, cutoff=0.4)
    hint = f'did you mean "{close[0]}"?' if close else "timetabler constraints lists them"
    return f'no constraint "{kind}": {hint}'


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """The outcome as plain data, for ``--json``."""
    return {
        "status": outcome.status.value,
        "cost": outcome.cost,
        "bound": outcome.bound,
        "gap": None if outcome.gap is None else round(outcome.gap, 6),
        "seconds": round(outcome.seconds, 3),
        "first_seconds": None if outcome.first_seconds is None else round(outcome.first_seconds, 3),
        "seed": outcome.seed,
        "workers": outcome.workers,
        "reasons": shortages_json(outcome.reasons),
    }


def shortages_json(shortages: Iterable[Shortage]) -> list[dict[str, Any]]:
    """Reasons as plain data."""
    return [
        {"message": s.message, "sources": [str(source) for source in s.sources]} for s in shortages
    ]


def report_json(report: Report) -> dict[str, Any]:
    """The report as plain data."""
    return {
        "valid": report.valid,
        "cost": report.cost,
        "rules": [
            {
                "kind": r.kind,
                "title": r.title,
                "required": r.required,
                "weight": r.weight,
                "deviation": r.deviation,
                "cost": r.cost,
                "source": str(r.source) if r.source.line else None,
                "asked_by": r.asked_by,
                "note": r.note,
                "findings": [
                    {
                        "point": f.key,
                        "sentence": f.sentence,
                        "deviation": f.deviation,
                        "cost": f.cost,
                        "lessons": list(f.witnesses),
                    }
                    for f in r.findings
                ],
            }
            for r in report.results
        ],
    }
