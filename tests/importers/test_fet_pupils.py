"""What FET says about the days of pupils means the same to us: tried on small timetables."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.fet.judging import judged
from benchmarks.fet.running import Ended
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
HALVES = "<Year><Name>Y</Name><Group><Name>A</Name></Group><Group><Name>B</Name></Group></Year>"


def element(name: str, **parts: object) -> str:
    return (
        f"<{name}>"
        + "".join(f"<{part}>{text}</{part}>" for part, text in parts.items())
        + f"</{name}>"
    )


def rule(name: str, weight: int = 100, **parts: object) -> str:
    return element(f"Constraint{name}", Weight_Percentage=weight, **parts, Active="true")


def cells(tag: str, *cells: str) -> str:
    return "".join(element(tag, Day=cell[:3], Hour=cell[3:]) for cell in cells)


def away(*cells_: str) -> str:
    times = cells("Not_Available_Time", *cells_)
    return (
        "<ConstraintStudentsSetNotAvailableTimes><Weight_Percentage>100</Weight_Percentage>"
        f"<Students>Y</Students><Number_of_Not_Available_Times>{len(cells_)}"
        f"</Number_of_Not_Available_Times>{times}<Active>true</Active>"
        "</ConstraintStudentsSetNotAvailableTimes>"
    )


def breaks(*cells_: str) -> str:
    times = cells("Break_Time", *cells_)
    return (
        "<ConstraintBreakTimes><Weight_Percentage>100</Weight_Percentage><Number_of_Break_Times>"
        f"{len(cells_)}</Number_of_Break_Times>{times}<Active>true</Active></ConstraintBreakTimes>"
    )


def gaps(most: int, per: str = "Week") -> str:
    return rule(f"StudentsMaxGapsPer{per}", Max_Gaps=most)


def early(most: int) -> str:
    return rule("StudentsEarlyMaxBeginningsAtSecondHour", Max_Beginnings_At_Second_Hour=most)


def least(hours: int, empty: str) -> str:
    return rule("StudentsMinHoursDaily", Minimum_Hours_Daily=hours, Allow_Empty_Days=empty)


def span(most: int) -> str:
    return rule("StudentsMaxSpanPerDay", Max_Span=most)


def interval(most: int) -> str:
    hours = {"Interval_Start_Hour": 2, "Interval_End_Hour": 4}
    return rule("StudentsIntervalMaxDaysPerWeek", **hours, Max_Days_Per_Week=most)


def row(most: int, tag: str = "") -> str:
    parts = {"Activity_Tag": tag} if tag else {}
    name = f"Students{'ActivityTag' if tag else ''}MaxHoursContinuously"
    return rule(name, 50, Maximum_Hours_Continuously=most, **parts)


def daily(most: int, tag: str = "") -> str:
    parts = {"Activity_Tag": tag} if tag else {}
    name = f"Students{'ActivityTag' if tag else ''}MaxHoursDaily"
    return rule(name, 50, Maximum_Hours_Daily=most, **parts)


@dataclass(frozen=True)
class Case:
    """Lessons such as ``Mon1``, ``Mon1-2 A loud``: where, how long, whose, and with which tag."""

    name: str
    lessons: str
    rules: str
    soft: float | None
    """FET's soft total; NO: the rule is broken, and required."""
    pupils: str = ONE_YEAR

    def starts(self) -> list[tuple[int, int, int, str, str]]:
        """Day, hour, length, pupils and tag of each lesson."""
        found = []
        for text in self.lessons.split(", "):
            when, *rest = text.split()
            first, _, last = when[3:].partition("-")
            length = int(last or first) - int(first) + 1
            pupils = next((word for word in rest if word in "AB"), "Y")
            tag = "loud" if "loud" in rest else ""
            found.append((DAYS.index(when[:3]), int(first) - 1, length, pupils, tag))
        return found

    def written(self, folder: Path) -> Path:
        """The case as a file of FET."""
        activities = "".join(
            element(
                "Activity",
                Teacher=f"T{number}",
                Subject=f"S{number}",
                Activity_Tag=tag,
                Students=pupils,
                Duration=length,
                Total_Duration=length,
                Id=number,
                Activity_Group_Id=0,
                Active="true",
            ).replace("<Activity_Tag></Activity_Tag>", "")
            for number, (_, _, length, pupils, tag) in enumerate(self.starts(), 1)
        )
        numbers = range(1, len(self.starts()) + 1)
        always = {"Weight_Percentage": 100, "Active": "true"}
        text = element(
            "fet",
            Days_List=f"<Number_of_Days>{len(DAYS)}</Number_of_Days>"
            + "".join(element("Day", Name=day) for day in DAYS),
            Hours_List=f"<Number_of_Hours>{HOURS}</Number_of_Hours>"
            + "".join(element("Hour", Name=n + 1) for n in range(HOURS)),
            Subjects_List="".join(element("Subject", Name=f"S{n}") for n in numbers),
            Activity_Tags_List=element("Activity_Tag", Name="loud"),
            Teachers_List="".join(element("Teacher", Name=f"T{n}") for n in numbers),
            Students_List=self.pupils,
            Activities_List=activities,
            Buildings_List="",
            Rooms_List="",
            Time_Constraints_List=element("ConstraintBasicCompulsoryTime", **always) + self.rules,
            Space_Constraints_List=element("ConstraintBasicCompulsorySpace", **always),
        )
        path = folder / "case.fet"
        path.write_text(text.replace("<fet>", '<fet version="6.8.5">'), encoding="utf-8")
        return path


CASES = [
    Case("a gap", "Mon1, Mon3", gaps(0), NO),
    Case("as many gaps as there may be", "Mon1, Mon3", gaps(1), 0),
    Case("a break is no gap", "Mon1, Mon3", gaps(0) + breaks("Mon2"), 0),
    Case("time away is no gap", "Mon1, Mon3", gaps(0) + away("Mon2"), 0),
    Case("gaps of the week", "Mon1, Mon3, Tue1, Tue3", gaps(1), NO),
    Case("gaps of each day", "Mon1, Mon3, Tue1, Tue3", gaps(1, "Day"), 0),
    Case("pupils are looked at apart", "Mon1 A, Mon3 B, Tue1", gaps(0), 0, HALVES),
    Case("from the first hour", "Mon1, Tue1", early(0), 0),
    Case("from the second", "Mon2, Mon3", early(0), NO),
    Case("from the second, once", "Mon2, Mon3", early(1), 0),
    Case("from the second, twice", "Mon2, Tue2", early(1), NO),
    Case("from the third", "Mon3", early(2), NO),
    Case("from the first at school", "Mon2", early(0) + away("Mon1"), 0),
    Case("from the second at school", "Mon3", early(1) + away("Mon2"), 0),
    Case("from the first after a break", "Mon2", early(0) + breaks("Mon1"), 0),
    Case("hours of a day", "Mon1, Mon3", least(2, "true"), 0),
    Case("too few hours of a day", "Mon1, Tue1, Tue2, Tue3", least(2, "true"), NO),
    Case("a day from break to break", "Mon1, Mon5", span(5) + breaks("Mon3"), 0),
    Case("breaks count for the length of a day", "Mon1, Mon5", span(4) + breaks("Mon3"), NO),
    Case("days of an interval", "Mon1, Tue1, Wed1-2", interval(1), 0),
    Case("no day of an interval", "Mon1, Tue1, Wed1-2", interval(0), NO),
    Case("days", "Mon1, Tue1", rule("StudentsMaxDaysPerWeek", Max_Days_Per_Week=2), 0),
    Case("too many days", "Mon1, Tue1", rule("StudentsMaxDaysPerWeek", Max_Days_Per_Week=1), NO),
    Case("the last", "Mon1, Mon4", rule("ActivityEndsStudentsDay", Activity_Id=2), 0),
    Case("not the last", "Mon1, Mon4", rule("ActivityEndsStudentsDay", Activity_Id=1), NO),
    Case(
        "the last of those who are in it",
        "Mon1 A loud, Mon4 B",
        rule("ActivitiesEndStudentsDay", Activity_Tag_Name="loud"),
        0,
        HALVES,
    ),
    Case("a row counts once", "Mon1, Mon2, Mon3, Mon4", row(2), 0.5),
    Case("two rows", "Mon1, Mon2, Mon4, Mon5", row(1), 1),
    Case("a break ends a row", "Mon1, Mon2, Mon4, Mon5", row(2) + breaks("Mon3"), 0),
    Case("others end a row", "Mon1-2 loud, Mon3 loud, Mon4, Mon5 loud", row(1, "loud"), 0.5),
    Case("a long day counts once", "Mon1, Mon2, Mon3, Mon5", daily(2), 0.5),
    Case("two long days", "Mon1-3, Tue1-3", daily(2), 1),
    Case("hours with a tag", "Mon1-2 loud, Mon3, Mon4 loud", daily(1, "loud"), 0.5),
    Case("each set of pupils counts", "Mon1-3, Tue1 A, Tue2 B", daily(2), 1, HALVES),
    Case("sets with the same lessons count too", "Mon1-3", daily(2), 1, HALVES),
]

named = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "-"))


@named
def test_our_rules_mean_that(case: Case, tmp_path: Path) -> None:
    path = case.written(tmp_path)
    made = convert(read_fet(path, Problems(str(path))))
    assert not made.unknown
    problem = load_text(made.text)
    school, clocks = problem.school, made.facts.times.clocks
    lessons = dict(enumerate(case.starts(), 1))
    placements = []
    courses = [taught for entry in made.entries for taught in entry.courses]
    for course, taught in zip(school.courses, courses, strict=True):
        for activity in taught.activities:
            day, hour, length, *_ = lessons[activity]
            when = Span(day, clocks[hour][0], clocks[hour + length - 1][1])
            placements.append(Placement(course, when, None, tuple(p[0] for p in course.staff)))
    report = verify(problem, Timetable(school, placements))
    assert report.valid == (case.soft is not NO)
    if case.soft is not NO:
        assert Fraction(report.cost, 100 * made.factor) == Fraction(case.soft)


@pytest.mark.fet
@pytest.mark.slow
@named
def test_fet_means_that(case: Case, tmp_path: Path) -> None:
    """FET tries for ever to keep a required rule that is broken by locks alone."""
    starts = {n: (day, hour) for n, (day, hour, *_) in enumerate(case.starts(), 1)}
    run = judged(case.written(tmp_path), starts, {}, tmp_path / "out", 1)
    assert run.ended is (Ended.STOPPED if case.soft is NO else Ended.SOLVED), run.reason
    assert run.soft == case.soft
