"""What FET says about the days of teachers means the same to us: tried on small timetables."""

from __future__ import annotations

from pathlib import Path

import pytest

from fet_files import rule
from little_fet import NO, Case, breaks, cells, each

CLASSES = "".join(f"<Year><Name>{name}</Name></Year>" for name in "ABCDE")


def away(*cells_: str) -> str:
    times = cells("Not_Available_Time", *cells_)
    number = {"Number_of_Not_Available_Times": len(cells_)}
    return rule("TeacherNotAvailableTimes", 100, times, Teacher="pat", **number)


def gaps(most: int, per: str = "Week") -> str:
    return rule(f"TeacherMaxGapsPer{per}", Teacher_Name="pat", Max_Gaps=most)


def days(sort: str, number: int) -> str:
    field = "Max_Days_Per_Week" if sort == "Max" else "Minimum_Days_Per_Week"
    return rule(f"Teacher{sort}DaysPerWeek", Teacher_Name="pat", **{field: number})


def interval(most: int) -> str:
    hours = {"Interval_Start_Hour": 2, "Interval_End_Hour": 4}
    return rule("TeachersIntervalMaxDaysPerWeek", **hours, Max_Days_Per_Week=most)


def daily(most: int, tag: str = "") -> str:
    if not tag:
        return rule("TeachersMaxHoursDaily", 50, Maximum_Hours_Daily=most)
    who = {"Teacher_Name": "pat", "Activity_Tag_Name": tag}
    return rule("TeacherActivityTagMaxHoursDaily", 50, **who, Maximum_Hours_Daily=most)


def least(hours: int) -> str:
    who = {"Teacher_Name": "pat", "Allow_Empty_Days": "true"}
    return rule("TeacherMinHoursDaily", Minimum_Hours_Daily=hours, **who)


def row(most: int, tag: str = "") -> str:
    name = f"Teachers{'ActivityTag' if tag else ''}MaxHoursContinuously"
    tagged = {"Activity_Tag_Name": tag} if tag else {}
    return rule(name, 50, Maximum_Hours_Continuously=most, **tagged)


def span(most: int) -> str:
    exception = {"Allow_One_Day_Exception_of_Plus_One": "false"}
    return rule("TeacherMaxSpanPerDay", Teacher_Name="pat", Max_Span=most, **exception)


def rest(hours: int, circular: str = "false") -> str:
    how = {"Minimum_Resting_Hours": hours, "Circular": circular}
    return rule("TeacherMinRestingHours", Teacher_Name="pat", **how)


def by_pat(lessons: str) -> str:
    """Lessons of several classes, all with one teacher."""
    texts = lessons.split(", ")
    return ", ".join(f"{text} {c} @pat" for text, c in zip(texts, "ABCDE", strict=False))


PAT = [
    ("a gap", "Mon1, Mon3", gaps(0), NO),
    ("as many gaps as there may be", "Mon1, Mon3", gaps(1), 0),
    ("a break is no gap", "Mon1, Mon3", gaps(0) + breaks("Mon2"), 0),
    ("time away is no gap", "Mon1, Mon3", gaps(0) + away("Mon2"), 0),
    ("gaps of the week", "Mon1, Mon3, Tue1, Tue3", gaps(1), NO),
    ("gaps of each day", "Mon1, Mon3, Tue1, Tue3", gaps(1, "Day"), 0),
    ("days", "Mon1, Mon2, Tue1", days("Max", 2), 0),
    ("too many days", "Mon1, Tue1, Wed1", days("Max", 2), NO),
    ("enough days", "Mon1, Tue1, Tue2", days("Min", 2), 0),
    ("too few days", "Mon1, Mon2, Mon3", days("Min", 2), NO),
    ("days of an interval", "Mon1, Tue1, Wed1-2", interval(1), 0),
    ("no day of an interval", "Mon1, Tue1, Wed1-2", interval(0), NO),
    ("a long day counts once", "Mon1, Mon2, Mon3, Mon5", daily(2), 0.5),
    ("two long days", "Mon1-3, Tue1-3", daily(2), 1),
    ("hours with a tag", "Mon1-2 loud, Mon3, Mon4 loud", daily(1, "loud"), 0.5),
    ("hours of a day or none", "Mon1, Mon4, Tue2-3", least(2), 0),
    ("too few hours of a day", "Mon1, Tue1, Tue2, Tue3", least(2), NO),
    ("a row counts once", "Mon1, Mon2, Mon3, Mon4", row(2), 0.5),
    ("two rows", "Mon1, Mon2, Mon4, Mon5", row(1), 1),
    ("a break ends a row", "Mon1, Mon2, Mon4, Mon5", row(2) + breaks("Mon3"), 0),
    ("others end a row", "Mon1-2 loud, Mon3 loud, Mon4, Mon5 loud", row(1, "loud"), 0.5),
    ("a day from break to break", "Mon1, Mon5", span(5) + breaks("Mon3"), 0),
    ("breaks count for the length of a day", "Mon1, Mon5", span(4) + breaks("Mon3"), NO),
    ("rest overnight", "Mon3, Tue2", rest(3), 0),
    ("too little rest", "Mon3, Tue2", rest(4), NO),
    ("breaks are rest", "Mon3, Tue3", rest(4) + breaks("Mon5", "Tue2"), 0),
    ("a day between is rest", "Mon5, Wed1", rest(5), 0),
    ("rest until the first day", "Wed4, Mon1", rest(2, "true"), NO),
    ("no rest until the first day", "Wed4, Mon1", rest(2), 0),
]
CASES = [Case(name, by_pat(lessons), rules, soft, CLASSES) for name, lessons, rules, soft in PAT]


@each(CASES)
def test_our_rules_mean_that(case: Case, tmp_path: Path) -> None:
    assert case.ours(tmp_path) == case.soft


@pytest.mark.fet
@pytest.mark.slow
@each(CASES)
def test_fet_means_that(case: Case, tmp_path: Path) -> None:
    assert case.fets(tmp_path) == case.soft
