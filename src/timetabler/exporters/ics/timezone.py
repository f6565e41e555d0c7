"""A time zone in iCalendar: when its clocks change, for programs that know none by name.

Written here, as the rules that clients understand are few: the same weekday of a month each year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = timedelta(days=1)
_AROUND = timedelta(days=366)
"""Before the first and after the last date: so each sort of change is seen, and seen twice."""


class Regime(NamedTuple):
    """What clocks change from and to."""

    before: timedelta
    after: timedelta
    name: str
    daylight: bool


def vtimezone(zone: ZoneInfo, first: date, last: date) -> list[str]:
    """The lines that define a zone from one date to another."""
    onsets: dict[Regime, list[datetime]] = defaultdict(list)
    for regime, onset in _changes(zone, first - _AROUND, last + _AROUND):
        onsets[regime].append(onset)
    if not any(found[0].date() < first for found in onsets.values()):
        start = datetime.combine(first - _AROUND, time(), zone)
        offset = start.utcoffset() or timedelta()
        since = Regime(offset, offset, start.tzname() or zone.key, bool(start.dst()))
        onsets[since].append(datetime(1970, 1, 1))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone.key}"]
    for regime, found in onsets.items():
        part = "DAYLIGHT" if regime.daylight else "STANDARD"
        lines += [f"BEGIN:{part}", f"DTSTART:{found[0]:%Y%m%dT%H%M%S}"]
        lines += _recurrence(found)
        lines += [
            f"TZOFFSETFROM:{_offset(regime.before)}",
            f"TZOFFSETTO:{_offset(regime.after)}",
            f"TZNAME:{regime.name}",
            f"END:{part}",
        ]
    return [*lines, "END:VTIMEZONE"]


def _changes(zone: ZoneInfo, first: date, last: date) -> Iterator[tuple[Regime, datetime]]:
    """Each change with the time on the clocks at which it comes, as they went until then."""
    at = datetime.combine(first, time(), UTC)
    end = datetime.combine(last, time(), UTC)
    while at < end:
        if _shift(zone, at) != _shift(zone, at + _DAY):
            low, high = at, at + _DAY  # the change is after low, and not after high
            while high - low > timedelta(minutes=1):
                middle = low + timedelta(minutes=(high - low) // timedelta(minutes=2))
                if _shift(zone, middle) == _shift(zone, low):
                    low = middle
                else:
                    high = middle
            before, after = _shift(zone, low), _shift(zone, high)
            local = high.astimezone(zone)
            regime = Regime(before, after, local.tzname() or zone.key, bool(local.dst()))
            yield regime, (high + before).replace(tzinfo=None)
        at += _DAY


def _shift(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _recurrence(onsets: list[datetime]) -> list[str]:
    """The rule that gives all of them, if there is one; else a list of those after the first."""
    if len(onsets) < 2:
        return []
    first = onsets[0]
    every_year = [o.year for o in onsets] == list(range(first.year, first.year + len(onsets)))
    alike = len({(o.month, o.weekday(), o.time()) for o in onsets}) == 1
    last_of_month = all((o + 7 * _DAY).month != o.month for o in onsets)
    numbers = {-1} if last_of_month else {(o.day - 1) // 7 + 1 for o in onsets}
    if every_year and alike and len(numbers) == 1:
        day = f"{numbers.pop()}{_DAYS[first.weekday()]}"
        return [f"RRULE:FREQ=YEARLY;BYMONTH={first.month};BYDAY={day}"]
    return [f"RDATE:{','.join(f'{onset:%Y%m%dT%H%M%S}' for onset in onsets[1:])}"]


def _offset(shift: timedelta) -> str:
    minutes = round(shift.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"
