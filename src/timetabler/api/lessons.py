"""Why a lesson or duty is where it is, in a timetable that is there. Nothing is solved."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from timetabler.api.books import verify
from timetabler.api.checking import default_folder
from timetabler.explain.lesson import LessonAnswer, Lessons
from timetabler.explain.question import place, told
from timetabler.models.findings import Report
from timetabler.spec.load import load
from timetabler.spec.problem import Problem

EXPLAINED = 3
"""So many lessons at most are explained at once; of more, a list is given to choose from."""


class NoTimetable(Exception):
    """There is no timetable in which a lesson could be; says what to do."""


class Found(NamedTuple):
    """A lesson or duty that a question may mean."""

    what: str
    """``34C Art``, ``oval, Mon recess 1``: names it in the next question."""
    where: str
    """``Fri S4, Art room, Mia Torres``; of a duty, the person."""


class WhyHere(NamedTuple):
    """What is known about a question."""

    problem: Problem
    question: str
    report: Report
    """Of the timetable: it may break required rules."""
    remarks: tuple[str, ...]
    """That the timetable answers an older input, or says a wrong cost."""
    found: tuple[Found, ...]
    """All that it may mean, by time."""
    answers: tuple[LessonAnswer, ...]
    """One for each of these; none if they are more than ``EXPLAINED``."""


def why_here(path: Path, question: str, timetable: Path | None = None) -> WhyHere:
    """Says why a lesson is where it is, what every other place would break or cost, and the best
    exchanges.

    ``question`` names it by class, subject, teacher, room, group or time, in any order: ``34C
    Art``, ``pat Tue``; or a duty: ``oval Mon recess``. ``timetable`` defaults to what ``solve``
    wrote.

    Raises UnknownWords if the question names nothing, NoTimetable, InvalidInput, OSError.
    """
    problem = load(path)
    file = timetable or default_folder(path) / "timetable.json"
    if timetable is None and not file.exists():
        raise NoTimetable(f"there is no timetable yet ({file}): run timetabler solve {path} first")
    book, remarks = verify(problem, file)
    lessons = Lessons(problem, book.timetable, book.report)
    things = lessons.index.find(question)
    found = tuple(Found(told(thing), place(thing, problem.school)) for thing in things)
    few = things if len(things) <= EXPLAINED else ()
    answers = tuple(lessons.why(thing) for thing in few)
    return WhyHere(problem, question, book.report, remarks, found, answers)
