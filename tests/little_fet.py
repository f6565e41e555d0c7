"""Little timetables as files of FET, and what they break: as we count it, and as FET does."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.fet.judging import judged
from benchmarks.fet.running import Ended
from fet_files import Lesson as Activity
from fet_files import element, fet_file, rule
from timetabler.importers.fet.problems import Problems
from timetabler.importers.fet.reader import read_fet
from timetabler.importers.fet.school import convert
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.spec.load import load_text
from timetabler.verify import verify

DAYS = ["Mon", "Tue", "Wed"]
HOURS = 5
NO = None
"""The rule is broken, and FET has it always required."""
ONE_YEAR = "<Year><Name>Y</Name></Year>"


def cells(tag: str, *cells: str, day: str = "Day", hour: str = "Hour") -> str:
    """``Mon1``, ``Tue3`` as elements."""
    return "".join(element(tag, **{day: cell[:3], hour: cell[3:]}) for cell in cells)


def breaks(*cells_: str) -> str:
    """Breaks at these times."""
    times = cells("Break_Time", *cells_)
    return rule("BreakTimes", 100, times, Number_of_Break_Times=len(cells_))


@dataclass(frozen=True)
class Lesson:
    """One activity, and where it is: day and hour from 0."""

    day: int
    hour: int
    length: int
    pupils: str
    teacher: str
    tag: str


@dataclass(frozen=True)
class Case:
    """Lessons such as ``Mon1``, ``Mon1-2 A loud @pat``: where, how long, whose, with which tag, by
    whom. The pupils are ``Y`` if it is not said, the teacher is one for each lesson."""

    name: str
    lessons: str
    rules: str
    soft: float | None
    """FET's soft total; NO: the rule is broken, and required."""
    pupils: str = ONE_YEAR
    mode: str = "Official"

    def placed(self) -> dict[int, Lesson]:
        """Its lessons, by the number of the activity, from 1."""
        return {n: _lesson(n, text) for n, text in enumerate(self.lessons.split(", "), 1)}

    def written(self, folder: Path) -> Path:
        """The case as a file of FET, without the places of its lessons."""
        text = fet_file(
            [
                Activity(one.teacher, one.pupils, f"S{number}", one.tag, one.length)
                for number, one in self.placed().items()
            ],
            days=DAYS,
            hours=[str(n + 1) for n in range(HOURS)],
            time=self.rules,
            years=self.pupils,
            mode=self.mode,
            terms=(len(DAYS), 1) if self.mode == "Terms" else None,
        )
        path = folder / "case.fet"
        path.write_text(text, encoding="utf-8")
        return path

    def ours(self, folder: Path) -> Fraction | None:
        """What we say of it, in FET's measure; None: a required rule is broken."""
        path = self.written(folder)
        made = convert(read_fet(path, Problems(str(path))))
        assert not made.unknown
        problem = load_text(made.text)
        school, clocks, lessons = problem.school, made.facts.times.clocks, self.placed()
        placements = []
        courses = [taught for entry in made.entries for taught in entry.courses]
        for course, taught in zip(school.courses, courses, strict=True):
            for activity in taught.activities:
                one = lessons[activity]
                end = clocks[one.hour + one.length - 1][1]
                when = Span(one.day, clocks[one.hour][0], end)
                placements.append(Placement(course, when, None, tuple(p[0] for p in course.staff)))
        report = verify(problem, Timetable(school, placements))
        return Fraction(report.cost, 100 * made.factor) if report.valid else None

    def fets(self, folder: Path) -> float | None:
        """What FET says of it. It tries for ever to keep a required rule that is broken."""
        starts = {number: (lesson.day, lesson.hour) for number, lesson in self.placed().items()}
        run = judged(self.written(folder), starts, {}, folder / "out", 1)
        assert run.ended in (Ended.STOPPED, Ended.SOLVED), run.reason
        return run.soft if run.ended is Ended.SOLVED else None


def _lesson(number: int, text: str) -> Lesson:
    when, *words = text.split()
    first, _, last = when[3:].partition("-")
    return Lesson(
        DAYS.index(when[:3]),
        int(first) - 1,
        int(last or first) - int(first) + 1,
        next((word for word in words if word[0].isupper()), "Y"),
        next((word[1:] for word in words if word[0] == "@"), f"T{number}"),
        next((word for word in words if word[0].islower()), ""),
    )


def each(cases: list[Case]) -> pytest.MarkDecorator:
    """Runs a test with each of them."""
    return pytest.mark.parametrize("case", cases, ids=lambda case: case.name.replace(" ", "-"))
