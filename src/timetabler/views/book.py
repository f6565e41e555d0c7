"""The book: one verified timetable with everything that a format may want to say about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from timetabler.explain.differences import Differences
from timetabler.models.findings import Outcome, Report
from timetabler.models.school import School
from timetabler.models.timetable import Timetable
from timetabler.spec.problem import Problem
from timetabler.views.activities import Activities, Activity
from timetabler.views.palette import COLOURS, QUIET, Colour
from timetabler.views.system_codes import SystemCodes, subject_codes
from timetabler.views.why import Why, whys


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
    previous: Timetable | None = None
    """The timetable that people know, if this one replaces it; of the same school."""

    @property
    def school(self) -> School:
        """The facts."""
        return self.problem.school

    @cached_property
    def activities(self) -> Activities:
        """Who does what, when."""
        return Activities(self.timetable)

    @cached_property
    def why(self) -> dict[str, Why]:
        """Why everything is where it is: by the id of the lesson, or by duty and person."""
        return whys(self.problem, self.timetable, self.report, self.activities.lessons)

    @cached_property
    def changes(self) -> Differences | None:
        """What is different from the previous timetable, and who sees it."""
        return None if self.previous is None else Differences(self.previous, self.timetable)

    @cached_property
    def code(self) -> dict[str, str]:
        """subject -> its short text code; home time has one too."""
        return subject_codes(self.school)

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """All that somebody may have: the subjects of the courses, and home time if a class has its
        own teacher."""
        home = (self.school.home_subject,) if any(c.homes for c in self.school.classes) else ()
        return tuple(dict.fromkeys((*self.school.subjects, *home)))

    @cached_property
    def system_codes(self) -> SystemCodes:
        """The codes by which other systems know the school."""
        return SystemCodes(self.school)

    @cached_property
    def colour(self) -> dict[str, Colour]:
        """subject -> its colour, by the order of the subjects; home time is quiet."""
        found = {s: COLOURS[i % len(COLOURS)] for i, s in enumerate(self.school.subjects)}
        return {self.school.home_subject: QUIET, **found}

    def subject(self, activity: Activity) -> str:
        """What a timetable calls it."""
        return activity.course.subject if activity.course else self.school.home_subject
