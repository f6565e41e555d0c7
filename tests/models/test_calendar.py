from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timetabler.models.calendar import Calendar, Closure, Term, weekdays
from timetabler.models.timeslot import Timeslot
from timetabler.models.week import Week

SLOTS = (Timeslot("S1", 540, 600),)
WEEK = Week.of(("Mon", "Tue", "Wed", "Thu", "Fri"), (), SLOTS)
FORTNIGHT = Week.of(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"), ("A", "B"), SLOTS)
SIX_DAYS = Week.of(tuple(f"Day {i}" for i in range(1, 7)), (), SLOTS)
TERM = Term("Term 1", date(2027, 1, 28), date(2027, 3, 25))
LABOUR_DAY = Closure("Labour Day", date(2027, 3, 8), date(2027, 3, 8))


def test_dates_are_days_of_the_week() -> None:
    dates = {d.date: d for d in Calendar((TERM,), (LABOUR_DAY,)).dates(WEEK)}
    assert dates[date(2027, 1, 28)].day == 3  # a Thursday
    assert dates[date(2027, 1, 30)] == (date(2027, 1, 30), None, 0, "Term 1", "weekend")
    assert dates[date(2027, 3, 8)] == (date(2027, 3, 8), None, 0, "Term 1", "Labour Day")
    assert sum(d.day is not None for d in dates.values()) == 2 + 8 * 5 - 1 - 1
    assert sum(d.day == 0 for d in dates.values()) == 7  # of eight Mondays, one is a holiday


def test_weeks_alternate_from_monday_to_monday_and_begin_anew_with_each_term() -> None:
    second = Term("Term 2", date(2027, 4, 12), date(2027, 4, 30), week=1)
    dates = {d.date: d for d in Calendar((TERM, second)).dates(FORTNIGHT)}
    assert dates[date(2027, 1, 28)].day == 3
    assert dates[date(2027, 2, 4)].day == 8
    assert dates[date(2027, 2, 11)].day == 3
    assert dates[date(2027, 4, 1)] == (date(2027, 4, 1), None, None, "", "between terms")
    assert dates[date(2027, 4, 12)].day == 5
    assert dates[date(2027, 4, 19)].day == 0


def test_days_not_called_after_weekdays_follow_each_other_over_holidays() -> None:
    term = Term("T", date(2027, 3, 4), date(2027, 3, 12))
    found = [d.day for d in Calendar((term,), (LABOUR_DAY,)).dates(SIX_DAYS)]
    assert found == [0, 1, None, None, None, 2, 3, 4, 5]


def test_weekdays_by_name() -> None:
    assert weekdays(WEEK) == (0, 1, 2, 3, 4)
    assert weekdays(FORTNIGHT) == (0, 1, 2, 3, 4)
    assert weekdays(SIX_DAYS) == ()
    assert weekdays(Week.of(("Tue", "Thu"), (), SLOTS)) == (1, 3)
    assert weekdays(Week.of(("Mon", "Mond"), (), SLOTS)) == ()


def test_nothing_is_known_without_terms() -> None:
    assert list(Calendar().dates(WEEK)) == []
    assert not Calendar().known
    with pytest.raises(ValueError, match=r"min"):
        _ = Calendar().first


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 120), st.booleans())
def test_every_date_once_and_school_days_on_their_weekday(
    first: date, days: int, weeks: bool
) -> None:
    week = FORTNIGHT if weeks else WEEK
    found = list(Calendar((Term("T", first, first + timedelta(days=days)),)).dates(week))
    assert [d.date for d in found] == [first + timedelta(days=i) for i in range(days + 1)]
    for each in found:
        assert (each.day is None) == (each.date.weekday() >= 5)
        if each.day is not None:
            assert each.day % 5 == each.date.weekday()
            assert each.week == week.week_of(each.day)
