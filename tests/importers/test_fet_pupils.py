"""What FET says about the days of pupils means the same to us: tried on small timetables."""

from __future__ import annotations

from pathlib import Path

import pytest

from fet_files import rule
from little_fet import NO, Case, breaks, cells, each

HALVES = "<Year><Name>Y</Name><Group><Name>A</Name></Group><Group><Name>B</Name></Group></Year>"


def away(*cells_: str) -> str:
    times = cells("Not_Available_Time", *cells_)
    number = {"Number_of_Not_Available_Times": len(cells_)}
    return rule("StudentsSetNotAvailableTimes", 100, times, Students="Y", **number)


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


def rest(hours: int, circular: str = "false") -> str:
    parts = {"Minimum_Resting_Hours": hours, "Circular": circular}
    return rule("StudentsMinRestingHours", **parts)


ONE_CLASS = "<Year><Name>Z</Name></Year>"
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
    Case("rest overnight", "Mon3, Tue2", rest(3), 0),
    Case("too little rest", "Mon3, Tue2", rest(4), NO),
    Case("breaks are rest", "Mon3, Tue3", rest(4) + breaks("Mon5", "Tue2"), 0),
    Case("time away is rest", "Mon3, Tue3", rest(4) + away("Mon5", "Tue1"), 0),
    Case("a day between is rest", "Mon5, Wed1", rest(5), 0),
    Case("rest until the first day", "Wed4, Mon1", rest(2, "true"), NO),
    Case("no rest until the first day", "Wed4, Mon1", rest(2), 0),
    Case("the rest of each set of pupils", "Mon5 A, Tue1 B", rest(5), 0, HALVES),
    Case("a row counts once", "Mon1, Mon2, Mon3, Mon4", row(2), 0.5),
    Case("two rows", "Mon1, Mon2, Mon4, Mon5", row(1), 1),
    Case("a break ends a row", "Mon1, Mon2, Mon4, Mon5", row(2) + breaks("Mon3"), 0),
    Case("others end a row", "Mon1-2 loud, Mon3 loud, Mon4, Mon5 loud", row(1, "loud"), 0.5),
    Case("a long day counts once", "Mon1, Mon2, Mon3, Mon5", daily(2), 0.5),
    Case("two long days", "Mon1-3, Tue1-3", daily(2), 1),
    Case("hours with a tag", "Mon1-2 loud, Mon3, Mon4 loud", daily(1, "loud"), 0.5),
    Case("each set of pupils counts", "Mon1-3, Tue1 A, Tue2 B", daily(2), 1, HALVES),
    Case("sets with the same lessons count too", "Mon1-3", daily(2), 1, HALVES),
    Case("of some classes only, hours", "Mon1-3, Mon1-3 Z", daily(2), 1.5, HALVES + ONE_CLASS),
    Case("of some classes only, rows", "Mon1-3, Mon1-3 Z", row(2), 1.5, HALVES + ONE_CLASS),
]


@each(CASES)
def test_our_rules_mean_that(case: Case, tmp_path: Path) -> None:
    assert case.ours(tmp_path) == case.soft


@pytest.mark.fet
@pytest.mark.slow
@each(CASES)
def test_fet_means_that(case: Case, tmp_path: Path) -> None:
    assert case.fets(tmp_path) == case.soft
