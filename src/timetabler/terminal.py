"""What people read in the terminal: diagnostics, progress, outcomes. Text only, 80 columns."""

from __future__ import annotations

import inspect
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, Literal, TextIO, get_args, get_origin

from timetabler.constraints import kinds
from timetabler.constraints.base import Constraint
from timetabler.models.findings import Report, RuleResult, Shortage, Status, gap
from timetabler.models.school import School
from timetabler.models.wording import plural, words

if TYPE_CHECKING:
    from timetabler.api import Solved, Verified
    from timetabler.solver import Progress
    from timetabler.spec.problem import Problem
    from timetabler.views import Book

WIDTH = 80


def wrap(text: str, indent: str = "  ", first: str = "") -> str:
    """A paragraph at 80 columns; ``first`` hangs before it, such as the dash of a list."""
    rest = indent + " " * len(first)
    return textwrap.fill(
        text, WIDTH, initial_indent=indent + first, subsequent_indent=rest, break_on_hyphens=False
    )


def headline(problem: Problem) -> str:
    """``Wattle Creek Primary School: 20 classes, 32 teachers, 8 aides, 122 lessons and 100 duties
    a week, 11 rules``."""
    school = problem.school
    people = Counter(t.role for t in school.teachers)
    parts = [
        plural(len(school.classes), "class", "classes"),
        plural(people["teacher"], "teacher"),
        *([plural(people["aide"], "aide")] if people["aide"] else []),
        *([f"{people['other']} other staff"] if people["other"] else []),
        *([plural(len(school.needs), "need") + " of support"] if school.needs else []),
        _in_a_cycle(school),
        plural(sum(1 for r in problem.rules if r.source.line), "rule"),
    ]
    return wrap(f"{school.name}: {', '.join(parts)}", "")


def _in_a_cycle(school: School) -> str:
    """``122 lessons and 100 duties a week``; of several weeks, those of the whole cycle."""
    lessons = sum(len(school.lessons(c)) for c in school.courses)
    duties = sum(d.sort == "duty" for d in school.duties)
    counted = [plural(lessons, "lesson"), *([plural(duties, "duty", "duties")] if duties else [])]
    weeks = school.week.weeks
    often = f"in weeks {words(weeks)}" if weeks else f"a {school.week.word}"
    return f"{words(counted)} {often}"


def reasons(shortages: Iterable[Shortage]) -> str:
    """Why no timetable exists, each reason with its lines."""
    blocks = []
    for number, shortage in enumerate(shortages, 1):
        block = wrap(f"{shortage.message}.", first=f"{number}. ")
        lines = [f"     {source}" for source in shortage.sources[:8]]
        if len(shortage.sources) > 8:
            lines.append(f"     and {len(shortage.sources) - 8} more lines")
        blocks.append("\n".join([block, *lines]))
    return "\n".join(blocks)


def rules(report: Report) -> str:
    """How the rules fared: what is broken, what costs, in order of cost."""
    blocks = []
    if report.valid:
        wishes = [r for r in report.results if not r.required]
        met = f"; {sum(r.met for r in wishes)} of {len(wishes)} wishes are fully met"
        blocks.append(wrap(f"Verified: every required rule holds{met * bool(wishes)}."))
    blocks += ["\n".join(_result(result)) for result in report.unmet]
    return "\n\n".join(blocks)


def _result(result: RuleResult, most: int = 3) -> list[str]:
    price = "BROKEN" if result.required else f"cost {result.cost}"
    asked_by = f"asked by {result.asked_by}" if result.asked_by else ""
    why = "; ".join(filter(None, (asked_by, result.note)))
    lines = [wrap(f"{price}: {result.title}" + f" ({why})" * bool(why))]
    if result.source.line:
        lines.append(f"    {result.source}")
    worst = sorted(result.findings, key=lambda f: -f.deviation)
    lines += [wrap(f.words(most=2), "    ", "- ") for f in worst[:most]]
    if len(worst) > most:
        lines.append(f"    and {len(worst) - most} more like these")
    return lines


def people(book: Book) -> list[str]:
    """How staff fare, in a line each; nothing of a timetable that breaks what is required."""
    from timetabler.views import highlights

    return [wrap(line) for line in highlights(book)] if book.report.valid else []


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
            columns = min(WIDTH, get_terminal_size().columns)
            self._write(f"\r\033[K{self._text(step)[: columns - 1]}")
        elif state != self._last:
            self._write(self._text(step) + "\n")
        self._last = state

    def close(self) -> None:
        """Clears the live line."""
        if self._live and self._last:
            self._write("\r\033[K")

    def _write(self, text: str) -> None:
        """A reader that has gone, or a full disk, must not end the search."""
        with suppress(OSError):
            self._stream.write(text)
            self._stream.flush()

    @staticmethod
    def _text(step: Progress) -> str:
        best = "-" if step.cost is None else str(step.cost)
        bound = "-" if step.bound is None else str(step.bound)
        text = f"{step.seconds:6.1f} s  {step.stage:<18} best {best:>6}  bound {bound:>6}"
        share = gap(step.cost, step.bound)
        return text if share is None else f"{text}  gap {share:.1%}"


def solved(result: Solved) -> str:
    """Everything that ``solve`` says at its end."""
    outcome = result.outcome
    advice = {
        Status.UNDECIDED: " A longer --time-limit may decide it.",
        Status.FEASIBLE: " A longer --time-limit may find a better one.",
    }.get(outcome.status, "")
    verdict = f"{outcome.verdict} ({outcome.seconds:.1f} s).{advice}"
    parts = [headline(result.problem), "", wrap(verdict)]
    if result.reused:
        parts.append(wrap("The school file has not changed: this is the timetable found before."))
    if outcome.reasons:
        parts += ["", reasons(outcome.reasons)]
    if result.book:
        parts += [*people(result.book), rules(result.book.report), "", files(result.files)]
        parts += [note(remark) for remark in result.remarks]
    return "\n".join(parts)


def verified(result: Verified) -> str:
    """Everything that ``verify`` says."""
    book, remarks = result
    parts = [headline(book.problem), ""]
    parts += [note(remark) for remark in remarks]
    parts += [wrap(f"{book.outcome.verdict}."), *people(book), *[""] * (not book.report.valid)]
    parts.append(rules(book.report))
    return "\n".join(parts)


def note(remark: str) -> str:
    """A remark beside the answer itself."""
    return wrap(f"Note: {remark}.")


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
    page = inspect.cleandoc(cls.__doc__ or "").replace("``", "")
    parts = [kind, "=" * len(kind)]
    parts += [f"\n{wrap(' '.join(text.split()), '')}" for text in page.split("\n\n")]
    parts += ["", "Fields:"]
    for name, field in cls.model_fields.items():
        if name != "kind":
            value = str(field.default).lower() if field.annotation is bool else field.default
            default = "" if field.default in ((), "", None) else f"default: {value}"
            said = f" [{'required' if field.is_required() else default}]".replace(" []", "")
            choices = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
            one_of = f" One of {', '.join(choices)}." if choices else ""
            parts.append(
                textwrap.indent(_hanging(f"{name}: {field.description or ''}{one_of}{said}"), "  ")
            )
    return "\n".join([*parts, "", "Example:", f"  {cls.example}"])


def _hanging(text: str) -> str:
    return textwrap.fill(text, WIDTH - 2, subsequent_indent="    ", break_on_hyphens=False)


def _first_line(cls: type[Constraint]) -> str:
    return inspect.cleandoc(cls.__doc__ or "").partition("\n")[0]
