"""What all tables share: the keys of the timetable, and of every time in its cycle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple, TypeAlias

from timetabler.exporters.analytics.package import stored
from timetabler.models.duties import Duty
from timetabler.models.span import clock
from timetabler.models.timeslot import Period
from timetabler.views import Activity, Book, DutyLoad, duty_load, fingerprint

Line: TypeAlias = tuple[object, ...]
"""A row of a table, its values in the order of the columns. The id of the timetable, the same in
all of them, is put before them at the end."""


class Bell(NamedTuple):
    """A row of dim_period: a timeslot of a day, as some classes meet it."""

    day: int
    start: int
    end: int
    label: str
    kind: str

    @classmethod
    def of(cls, period: Period) -> Bell:
        """The bell of a period of a class."""
        return cls(period.day, *period.span[1:], period.slot.id, period.kind)


WEEK = "A"
"""Id of the week of a cycle that has only one."""


class Keys:
    """The keys of one book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.school = book.school

    @cached_property
    def timetable(self) -> str:
        """Of what is taught and done in which term, when, where and by whom, and in which school:
        the first part of every key, so that packages can be put together."""
        told = repr((self.school.term, self.version))
        return f"{self.school.id}-{sha256(told.encode()).hexdigest()[:12]}"

    @cached_property
    def version(self) -> str:
        """Of what is taught and done when, where and by whom: nothing else makes it another."""
        return fingerprint(self.book.activities)

    @cached_property
    def load(self) -> DutyLoad | None:
        """How duty is shared: two tables need it, and it takes long."""
        return duty_load(self.book)

    @cached_property
    def weeks(self) -> tuple[str, ...]:
        """Ids of the weeks of the cycle."""
        return self.school.week.weeks or (WEEK,)

    def week(self, day: int) -> str:
        """Id of the week of a day."""
        return self.weeks[self.school.week.week_of(day)]

    @cached_property
    def periods(self) -> dict[Bell, str]:
        """The bells of all classes, and the duty times, by day and time, each with its id."""
        bells = {Bell.of(period) for period in self.school.all_periods}
        known = {bell[:-1] for bell in bells}
        duties = map(_duty_time, self.school.yard)
        bells |= {bell for bell in duties if bell[:-1] not in known}
        namesakes = Counter((bell.day, bell.label) for bell in bells)
        ids = {}
        for bell in sorted(bells):
            ids[bell] = f"{self.week(bell.day)}-{self._day(bell.day)}-{bell.label}"
            if namesakes[bell.day, bell.label] > 1:
                ids[bell] += f"-{clock(bell.start)}-{clock(bell.end)}-{bell.kind}"
        return ids

    def _day(self, day: int) -> str:
        """Name of a day within its week."""
        name = self.school.week.days[day]
        return name.rpartition(" ")[0] if self.school.week.weeks else name

    def period(self, activity: Activity) -> str:
        """Id of the period in which something goes on; of a duty, that of its duty time."""
        if activity.duty and activity.doing == "duty":
            return self.duty_period(activity.duty)
        return self.periods[Bell.of(activity.period)]

    def duty_period(self, duty: Duty) -> str:
        """Id of a duty time: one of its own, or that of a whole break."""
        return self._by_time[_duty_time(duty)[:-1]]

    @cached_property
    def _by_time(self) -> dict[tuple[int, int, int, str], str]:
        return {bell[:-1]: period_id for bell, period_id in self.periods.items()}


class Tables:
    """Some tables of one book: a method for each, by its name."""

    def __init__(self, book: Book, keys: Keys) -> None:
        self.book = book
        self.school = book.school
        self.keys = keys

    @property
    def names(self) -> Iterator[str]:
        """The tables that it makes."""
        return (table["name"] for table in stored() if hasattr(self, f"_{table['name']}"))

    def rows(self, table: str) -> Iterator[Line]:
        """The rows of a table, in a stable order."""
        method: Callable[[], Iterator[Line]] = getattr(self, f"_{table}")
        return method()


def _duty_time(duty: Duty) -> Bell:
    return Bell(*duty.span, duty.time, "duty")
