"""Why a lesson or duty is where it is, in a timetable that is there. Nothing is solved."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from timetabler.api.books import verify
from timetabler.api.checking import default_folder
from timetabler.explain.lesson import LessonAnswer, Lessons
from timetabler.explain.question import place, told
from timetabler.explain.vocabulary import UnknownWords
from timetabler.models.findings import Diagnostic, InvalidInput, Report
from timetabler.models.resources import Source
from timetabler.spec.load import load
from timetabler.spec.problem import Problem

EXPLAINED = 3
"""So many lessons at most are explained at once; of more, a list is given to choose from."""


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

    Raises InvalidInput, also if the question names nothing or there is no timetable yet; OSError.
    """
    problem = load(path)
    file = timetable or default_folder(path) / "timetable.json"
    if timetable is None and not file.exists():
        message = f"there is no timetable yet ({file}): run timetabler solve {path} first"
        raise _unanswerable(question, message)
    book, remarks = verify(problem, file)
    lessons = Lessons(problem, book.timetable, book.report)
    try:
        things = lessons.index.find(question)
    except UnknownWords as error:
        raise _unanswerable(question, str(error)) from None
    found = tuple(Found(told(thing), place(thing, problem.school)) for thing in things)
    few = things if len(things) <= EXPLAINED else ()
    answers = tuple(lessons.why(thing) for thing in few)
    return WhyHere(problem, question, book.report, remarks, found, answers)


def _unanswerable(question: str, message: str) -> InvalidInput:
    source = Source("--lesson", 1, 1)
    return InvalidInput((Diagnostic("TT504", message, source, question, max(1, len(question))),))
