"""The book: one verified timetable with everything that a format may want to say about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from timetabler.models.findings import Outcome, Report
from timetabler.models.school import School
from timetabler.models.timetable import Timetable
from timetabler.spec.problem import Problem
from timetabler.views.activities import Activities


@dataclass(frozen=True, eq=False)
class Book:
    """A problem, its timetable, how the timetable was checked and how it was found."""

    problem: Problem
    timetable: Timetable
    report: Report
    outcome: Outcome
    version: str = ""
    """Of this program."""
    solver: str = ""
    """Name and version of the solver that found the timetable, if known."""

    @property
    def school(self) -> School:
        """The facts."""
        return self.problem.school

    @cached_property
    def activities(self) -> Activities:
        """Who does what, when."""
        return Activities(self.timetable)
