"""Calendars: date by date what the timetable says, as other libraries read them.

``recurring_ical_events`` expands the repetitions, ``dateutil`` reads the time zone, ``vobject``
the files: none of them shares code with what wrote them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
import vobject
from dateutil import tz
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timetabler.exporters.file_names import file_names
from timetabler.exporters.ics import Calendars
from timetabler.exporters.ics.content import encode, events, text
from timetabler.exporters.ics.timezone import vtimezone
from timetabler.models.span import Span
from timetabler.views import Book, rows

from .factory import (
    DATES,
    DUTIFUL,
    DUTIFUL_DUTIES,
    DUTIFUL_LESSONS,
    FORTNIGHT,
    VARIED,
    VARIED_LESSONS,
    awkward,
    book,
    dutiful,
    fortnight,
    varied,
)

ROTATING = FORTNIGHT.replace("[Mon, Tue]\n  weeks: [A, B]", "[Day 1, Day 2, Day 3, Day 4]")
ROTATING_LESSONS = (
    ("1A PE", "Day 1 S1", "R1", ("pat",)),
    ("1A STEM", "Day 2 S3", "R1", ("sol",)),
    ("1A Italian", "Day 4 S3", "R1", ("gia",)),
)
ROTATING_DUTIES = {f"yard, Day {n} recess": "ana" for n in (1, 2, 3, 4)}
Minutes = set[tuple[datetime, str]]
"""Every fifth minute, in universal time, with what goes on."""
STEP = 5


def rotating(dates: str = DATES) -> Book:
    """Days that follow each other, whatever day of the week it is."""
    text = ROTATING.replace(", weeks: [A]", "").replace(", weeks: [B]", "")
    return book(text + dates, *ROTATING_LESSONS, duties=ROTATING_DUTIES)


def written(made: Book, folder: Path) -> Path:
    path = folder / "calendars"
    Calendars().write(made, path)
    return path


def expanded(file: Path, zone: ZoneInfo) -> Minutes:
    """The minutes of a file, as a library of other people expands it."""
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    found = set()
    for event in recurring_ical_events.of(calendar).between(date(2026, 1, 1), date(2030, 1, 1)):
        at, end = (event[name].dt for name in ("DTSTART", "DTEND"))
        at, end = (t if t.tzinfo else t.replace(tzinfo=zone) for t in (at, end))
        at, end = at.astimezone(UTC), end.astimezone(UTC)
        while at < end:
            found.add((at, str(event["SUMMARY"])))
            at += timedelta(minutes=STEP)
    return found


def on_dates(made: Book, things: Iterator[tuple[Span, str]]) -> Minutes:
    """The minutes of the cycle on all of its dates: the other way round."""
    zone = ZoneInfo(made.school.calendar.timezone or "Australia/Melbourne")
    days: dict[int, list[date]] = {}
    for each in made.school.calendar.dates(made.school.week):
        if each.day is not None:
            days.setdefault(each.day, []).append(each.date)
    return {
        (
            datetime(
                day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=zone
            ).astimezone(UTC),
            name,
        )
        for span, name in things
        for day in days.get(span.day, ())
        for minute in range(span.start, span.end, STEP)
    }


def of_class(made: Book, class_id: str) -> Iterator[tuple[Span, str]]:
    for row in rows(made):
        if row.class_id == class_id:
            (span,) = made.school.week.spans([f"{row.day} {row.start}-{row.end}"])
            groups = [made.school.group[g].name for g in row.groups]
            yield span, " ".join([row.subject, *groups])


def of_person(made: Book, person: str) -> Iterator[tuple[Span, str]]:
    """When somebody is busy or released, by the timetable itself."""
    teacher = made.school.teacher[person]
    for moment in made.school.moments:
        if made.timetable.load(teacher, moment) or made.timetable.released(person, moment):
            yield moment, ""


def check(made: Book, folder: Path) -> None:
    """Everything in the files is in the timetable, and the other way round."""
    zone = ZoneInfo(made.school.calendar.timezone or "Australia/Melbourne")
    path = written(made, folder)
    for class_ in made.school.classes:
        file = path / "classes" / f"{class_.name}.ics"
        expected = on_dates(made, of_class(made, class_.id))
        assert (expanded(file, zone) if file.exists() else set()) == expected
    for teacher in made.school.teachers:
        file = path / "staff" / f"{teacher.name}.ics"
        found = expanded(file, zone) if file.exists() else set()
        expected = on_dates(made, of_person(made, teacher.id))
        assert {at for at, _ in found} == {at for at, _ in expected}, teacher.name


@pytest.mark.parametrize("make", [varied, dutiful, fortnight, rotating])
def test_every_date_has_what_the_timetable_says(make, tmp_path):
    check(make(), tmp_path)


calendars = st.builds(
    lambda first, days, gap, more, closed, week, zone: (
        first,
        first + timedelta(days),
        first + timedelta(days + gap),
        first + timedelta(days + gap + more),
        sorted(first + timedelta(n % (days + gap + more)) for n in closed),
        week,
        zone,
    ),
    st.dates(date(2027, 3, 1), date(2027, 3, 31)) | st.dates(date(2027, 9, 6), date(2027, 9, 30)),
    st.integers(5, 25),
    st.integers(1, 9),
    st.integers(1, 25),
    st.sets(st.integers(0, 60), max_size=5),
    st.sampled_from("AB"),
    st.sampled_from(["Australia/Melbourne", "Europe/London", "America/New_York", "Asia/Kolkata"]),
)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=calendars, rotates=st.booleans())
def test_any_terms_and_holidays_come_out_date_by_date(tmp_path, drawn, rotates):
    first, last, again, end, closed, week, zone = drawn
    starts = "" if rotates else f", week: {week}"
    dates = (
        f"calendar:\n  timezone: {zone}\n  terms:\n"
        f"    - {{name: T, from: {first}, to: {last}{starts}}}\n"
        f"    - {{name: T, from: {again}, to: {end}}}\n  closed:\n"
        + "".join(f"    - {{date: {day}, name: Holiday}}\n" for day in closed or [first])
    )
    made = rotating(dates) if rotates else book(FORTNIGHT + dates, *FORTNIGHT_LESSONS, duties=DUTY)
    check(made, tmp_path)


FORTNIGHT_LESSONS = (
    ("1A PE", "Mon S1", "R1", ("pat",)),
    ("1A STEM", "Mon A S3", "R1", ("sol",)),
    ("1A Italian", "Mon B S3", "R1", ("gia",)),
)
DUTY = {f"yard, {day} {week} recess": "ana" for day in ("Mon", "Tue") for week in "AB"}


def test_lessons_stay_at_their_time_when_clocks_change(tmp_path):
    """In Melbourne they go back on Sunday 4 April 2027: a minute of Monday is an hour later."""
    path = written(varied(), tmp_path) / "staff" / "Ana Rossi.ics"
    found = {at for at, _ in expanded(path, ZoneInfo("Australia/Melbourne"))}
    assert datetime(2027, 3, 29, 22, 0, tzinfo=UTC) in found  # Tue 30 March, 09:00 in summer time
    assert datetime(2027, 4, 5, 23, 0, tzinfo=UTC) in found  # Tue 6 April, 09:00
    assert datetime(2027, 4, 5, 22, 0, tzinfo=UTC) not in found
    assert not any(at.astimezone(ZoneInfo("Australia/Melbourne")).day == 8 for at in found)


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("Australia/Melbourne", "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU"),
        ("Australia/Melbourne", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU"),
        ("Australia/Lord_Howe", "TZOFFSETTO:+1030"),
        ("Europe/London", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"),
        ("America/New_York", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"),
        ("Australia/Brisbane", "TZOFFSETTO:+1000"),
        ("Asia/Kolkata", "TZOFFSETTO:+0530"),
        ("America/St_Johns", "TZOFFSETTO:-0330"),
        ("Africa/Casablanca", "RDATE:"),
    ],
)
def test_another_library_finds_the_same_offsets(name, rule):
    zone, first, last = ZoneInfo(name), date(2027, 1, 28), date(2028, 12, 20)
    lines = vtimezone(zone, first, last)
    assert any(line.startswith(rule) for line in lines)
    calendar = "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""])
    theirs = tz.tzical(io.StringIO(calendar)).get(name)
    for hour in range(0, (last - first).days * 24, 5):
        at = datetime(2027, 1, 28, 1) + timedelta(hours=hour)
        assert at.replace(tzinfo=theirs).utcoffset() == at.replace(tzinfo=zone).utcoffset(), at


@pytest.mark.parametrize("make", [awkward, rotating])
def test_a_third_library_reads_every_file(make, tmp_path):
    for file in written(make(), tmp_path).rglob("*.ics"):
        data = file.read_bytes()
        assert all(len(line) <= 75 for line in data.split(b"\r\n"))
        assert b"\n" not in data.replace(b"\r\n", b"")
        assert b"ATTENDEE" not in data
        assert b"mailto" not in data.lower()
        calendar = vobject.readOne(data.decode())
        uids = [event.uid.value for event in calendar.vevent_list]
        assert len(set(uids)) == len(uids)
        assert all(event.summary.value for event in calendar.vevent_list)


def summaries(file: Path) -> dict[str, tuple[str, str]]:
    found = events(file.read_bytes())
    return {e["SUMMARY"]: (e.get("LOCATION", ""), e.get("DESCRIPTION", "")) for e in found}


def test_names_of_people_and_places_are_in_the_words_of_the_school(tmp_path):
    path = written(varied(), tmp_path)
    assert summaries(path / "classes" / "1A.ics") == {
        "Art": ("R1", "With Mia Wood"),
        "Class": ("R1", "With Ana Rossi"),
        "PE": ("Hall", "With Pat Nair"),
        "EAL EAL group": ("Nook", "With Val Hill"),
        "Assembly": ("Hall", "With Ana Rossi, Kim Lee, Cas Bell\nClasses: 1A, 1B, 6C"),
    }
    assert summaries(path / "rooms" / "Nook.ics").keys() == {"Library 1B", "EAL EAL group"}
    assert "Release" in summaries(path / "staff" / "Ana Rossi.ics")
    path = written(dutiful(), tmp_path)
    assert summaries(path / "staff" / "Pat Nair.ics") == {
        "PE 1A": ("Hall", ""),
        "PE 1B": ("Hall", ""),
        "Duty: Front gate": ("Front gate", ""),
        "Duty: Oval": ("Oval", ""),
    }
    assert summaries(path / "staff" / "Eve Moss.ics") == {"N1 with 1A": ("R1", "")}


def test_a_double_and_what_follows_itself_is_one_appointment(tmp_path):
    path = written(varied(), tmp_path)
    for file, summary, minutes in (
        ("classes/1A.ics", "Art", 120),
        ("staff/Mia Wood.ics", "Art 1A", 120),
        ("staff/Eve Moss.ics", "N1 with 1A", 60),
    ):
        if summary.startswith("N1"):
            path = written(dutiful(), tmp_path)
        found = [e for e in events((path / file).read_bytes()) if e["SUMMARY"] == summary]
        lengths = {
            datetime.fromisoformat(e["DTEND"]) - datetime.fromisoformat(e["DTSTART"]) for e in found
        }
        assert lengths == {timedelta(minutes=minutes)}


def test_identifiers_stay_when_a_lesson_moves(tmp_path):
    times = {"1A PE": "Tue 12:30-13:00", "1B PE": "Mon S4"}  # each to where the other was
    moved = [(c, times.get(c, t), r, p) for c, t, r, p in VARIED_LESSONS]
    uids = []
    for lessons in (VARIED_LESSONS, moved):
        path = written(book(VARIED + DATES, *lessons), tmp_path)
        found = events((path / "classes" / "1A.ics").read_bytes())
        uids.append({e["UID"] for e in found if e["SUMMARY"] == "PE"})
    assert uids[0] == uids[1]
    assert len(uids[0]) == 2  # one for each term


def test_without_a_time_zone_times_are_those_of_the_wall(tmp_path):
    dates = DATES.replace("  timezone: Australia/Melbourne\n", "")
    made = book(VARIED + dates, *VARIED_LESSONS)
    (remark,) = Calendars().write(made, tmp_path / "calendars")
    assert "no time zone" in remark
    data = (tmp_path / "calendars" / "classes" / "1A.ics").read_bytes()
    assert b"TZID" not in data
    assert b"VTIMEZONE" not in data
    check(made, tmp_path)


def test_a_zone_that_the_computer_does_not_know_is_said(tmp_path, monkeypatch):
    from zoneinfo import ZoneInfoNotFoundError

    def unknown(name: str) -> ZoneInfo:
        raise ZoneInfoNotFoundError(name)

    monkeypatch.setattr("zoneinfo.ZoneInfo", unknown)
    (remark,) = Calendars().write(varied(), tmp_path / "calendars")
    assert "tzdata" in remark


def test_a_day_that_has_no_date_is_said(tmp_path):
    dates = DATES.replace("to: 2027-03-26", "to: 2027-03-05").replace(
        "from: 2027-03-30, to: 2027-04-20", "from: 2027-04-05, to: 2027-04-09"
    )
    made = book(FORTNIGHT + dates, *FORTNIGHT_LESSONS, duties=DUTY)
    (remark,) = Calendars().write(made, tmp_path / "calendars")
    assert remark == "in these terms no date is a Mon B or Tue B"


HOSTILE = [
    *("../../etc/passwd", "C:\\x", "CON", "con.txt", "lpt1", "Amy", "amy", "AMY", "a.", "a ", "a"),
    *("", ".", "..", " ", "x\x00y\n", "Zoë", "Zoe\u0308", "🎨" * 100, "<b>|?*", "~", "\u202eabc"),
]


def test_names_of_files_are_safe_and_different_everywhere(tmp_path):
    found = file_names(HOSTILE)
    assert len({name.casefold() for name in found}) == len(HOSTILE)
    for name in found:
        (tmp_path / f"{name}.ics").write_text("")
        assert not set(name) & set('<>:"/\\|?*\x00\n')
        assert name == name.strip(" .")
        assert name.partition(".")[0].casefold() not in ("con", "lpt1", "")
    assert len(list(tmp_path.iterdir())) == len(HOSTILE)


@given(st.lists(st.text(max_size=20), max_size=6))
def test_any_names_give_files_of_their_own(names):
    found = file_names(names)
    assert len({name.casefold() for name in found}) == len(names)
    assert all(0 < len(name.encode()) < 200 and "/" not in name for name in found)


@given(st.text(max_size=90).filter(lambda t: "\r" not in t))
def test_texts_survive_escaping_and_folding(value):
    head = ["BEGIN:VEVENT", text("SUMMARY", value), "END:VEVENT"]
    data = encode(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *head, "END:VCALENDAR"])
    (event,) = events(data)
    plain = text("X", value)  # what nobody can see is left out
    assert event["SUMMARY"] == next(events(encode(["BEGIN:VEVENT", plain, "END:VEVENT"])))["X"]
    calendar = icalendar.Calendar.from_ical(data)
    assert str(calendar.walk("VEVENT")[0]["SUMMARY"]) == event["SUMMARY"]


def test_duties_are_only_for_those_who_have_them(tmp_path):
    made = book(DUTIFUL + DATES, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES)
    path = written(made, tmp_path)
    assert not any(b"Duty:" in p.read_bytes() for p in (path / "classes").iterdir())
    assert not (path / "staff" / "Joe Clerk.ics").exists()
