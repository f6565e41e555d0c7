"""What ``check``, ``solve``, ``verify`` and ``export`` say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from timetabler.constraints import kinds
from timetabler.models.findings import Report, RuleResult, Status
from timetabler.models.school import School
from timetabler.models.wording import aside, plural, words
from timetabler.terminal.changes import change_lines
from timetabler.terminal.findings import worst
from timetabler.terminal.instead import names
from timetabler.terminal.layout import note, wrap
from timetabler.terminal.manual import first_line
from timetabler.terminal.reasons import reasons, tight

if TYPE_CHECKING:
    from timetabler.api import Converted, Imported, Instead, Solved, Verified
    from timetabler.spec.problem import Problem
    from timetabler.views import Book


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
    duties = len(school.yard)
    counted = [plural(lessons, "lesson"), *([plural(duties, "duty", "duties")] if duties else [])]
    weeks = school.week.weeks
    often = f"in weeks {words(weeks)}" if weeks else f"a {school.week.word}"
    return f"{words(counted)} {often}"


def rules(report: Report) -> str:
    """How the rules fared: what is broken, what costs, in order of cost."""
    blocks = []
    if report.valid:
        wishes = [r for r in report.results if not r.required]
        met = f"; {sum(r.met for r in wishes)} of {len(wishes)} wishes are fully met"
        blocks.append(wrap(f"Verified: every required rule holds{met * bool(wishes)}."))
    blocks += ["\n".join(_result(result)) for result in report.unmet]
    return "\n\n".join(blocks)


def _result(result: RuleResult) -> list[str]:
    price = "BROKEN" if result.required else f"cost {result.cost}"
    said = wrap(f"{price}: {result.title}{aside(result.asked_by, result.note)}")
    where = [f"    {result.source}"] if result.source.line else []
    return [said, *where, *worst(result, "    ")]


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


def solved(result: Solved, found: Instead | None = None) -> str:
    """Everything that ``solve`` says at its end; with what was found instead, if there can be no
    timetable."""
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
        parts += ["", reasons(result.problem, outcome.reasons)]
    if found is not None:
        parts += names(result.problem, found)
    parts += tight(result.tight)
    if result.book:
        parts += [*people(result.book), rules(result.book.report), *_against_before(result.book)]
        parts += ["", files(result.files)]
        parts += [note(remark) for remark in result.remarks]
    return "\n".join(parts)


def _against_before(book: Book) -> list[str]:
    """How many see a change against the timetable that people know, if one is known."""
    from timetabler.views import changes

    found = changes(book)
    return ["", wrap(f"Against the timetable before: {found.summary}")] if found else []


def verified(result: Verified) -> str:
    """Everything that ``verify`` says."""
    book, remarks = result
    parts = [headline(book.problem), ""]
    parts += [note(remark) for remark in remarks]
    parts += [wrap(f"{book.outcome.verdict}."), *people(book), *[""] * (not book.report.valid)]
    parts.append(rules(book.report))
    parts += edited(book)
    return "\n".join(parts)


def edited(book: Book) -> list[str]:
    """What changes against the timetable that people know; nothing if none is known."""
    from timetabler.views import changes

    found = changes(book)
    if found is None:
        return []
    return ["", wrap(found.summary), *change_lines(found.lines, MOST_CHANGES)]


MOST_CHANGES = 12
"""More are counted."""


def converted(result: Converted) -> str:
    """What ``import`` says of a file of another program."""
    problem = result.problem
    courses = plural(len(problem.school.courses), "course")
    lessons = plural(result.activities, "activity", "activities")
    constraints = plural(result.constraints, "constraint")
    parts = [headline(problem), "", wrap(f"{lessons} of FET became {courses}.")]
    written = Counter(rule.kind for rule in problem.rules if rule.source.line)
    where = "went into the courses, rooms and times of people"
    if written:
        rules = plural(sum(written.values()), "rule")
        parts.append(wrap(f"{constraints} became {rules}, or {where}:"))
        width = max(map(len, written))
        for kind, count in written.most_common():
            parts.append(wrap(first_line(kinds()[kind]), first=f"{count:>4}  {kind:<{width}}  "))
    else:
        parts.append(wrap(f"{constraints} {where}."))
    parts.append(wrap(f"A cost of {100 * result.factor} is 1 of FET's soft total."))
    parts += ["", wrap(f"Written to {result.file}. Read it, then run:")]
    parts.append(f"  timetabler solve {result.file}")
    return "\n".join(parts)


def imported(result: Imported) -> str:
    """Everything that ``import`` says."""
    (book, _), file, before = result
    parts = [verified(result.verified)]
    if book.previous is None:
        parts += ["", wrap("Nothing changes.")]
    elif before is not None and book.report.valid:
        parts.append(wrap(f"Cost {before} before, {book.report.cost} now."))
    parts.append("")
    if file is None:
        parts.append(wrap("Nothing is written, as a required rule is broken.", ""))
        return "\n".join(parts)
    parts += [files([file]), "", wrap("The other files are as they were. To write them anew:")]
    parts.append(f"  timetabler export {book.problem.path} {file} --to xlsx,html,analytics")
    return "\n".join(parts)
