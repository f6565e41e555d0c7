"""What people ask for most, counted from the rows of the other tables of one timetable.

``views.sql`` says the same to a database; a test compares the two.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from timetabler.exporters.analytics.keys import Line

Record: TypeAlias = Mapping[str, Any]
"""A row of a table: column -> value."""
Records: TypeAlias = Mapping[str, list[Record]]
"""table -> its rows."""

_WORK = ("face_to_face", "meeting", "support", "duty")
"""Activities that are no rest."""


def agg_class_subject_week(tables: Records) -> Iterator[Line]:
    """Minutes of each class and subject, against what was asked for."""
    asked = {
        (r["class_id"], r["subject_id"]): r["required_minutes"]
        for r in tables["curriculum_requirement"]
    }
    days = {p["period_id"]: p["day_no"] for p in tables["dim_period"]}
    whole = (r for r in tables["fact_lesson"] if not r["is_group"])
    weeks = len(tables["dim_week"])
    for key, found in _grouped(whole, "class_id", "subject_id").items():
        taught = _minutes(found)
        required = asked.get(key)
        yield (
            *key,
            weeks,
            taught,
            required,
            None if required is None else taught - required,
            None if not required else _tenths(100 * taught, required),
            len({r["lesson_id"] for r in found if r["lesson_id"]}),
            len({days[r["period_id"]] for r in found}),
            _minutes(r for r in found if r["is_specialist"]),
        )


def agg_teacher_week(tables: Records) -> Iterator[Line]:
    """The minutes of everybody in each week, against what they are due."""
    periods = {p["period_id"]: p for p in tables["dim_period"]}
    people = {t["teacher_id"]: t for t in tables["dim_teacher"]}
    met = _classes_met(tables, periods)
    breaks = defaultdict(list)
    for p in tables["dim_period"]:
        if p["kind"] == "break":
            breaks[p["day_no"]].append((p["start_time"], p["end_time"]))
    released: Counter[tuple[object, ...]] = Counter()
    for r in tables["fact_release"]:
        if r["counts"]:
            released[r["teacher_id"], r["week_id"]] += r["minutes"]
    weeks: dict[tuple[Any, ...], list[Record]] = defaultdict(list)
    for r in tables["fact_staff_time"]:
        weeks[r["teacher_id"], periods[r["period_id"]]["week_id"]].append(r)
    for key, found in weeks.items():
        who = people[key[0]]
        minutes: Counter[str] = Counter()
        for r in found:
            minutes[r["activity"]] += r["minutes"]
        teaching = [r for r in found if r["activity"] == "face_to_face"]
        cap, due = who["face_to_face_cap_minutes"], who["release_entitlement_minutes"]
        yield (
            *key,
            who["fte"],
            minutes["face_to_face"],
            cap,
            None if cap is None else cap - minutes["face_to_face"],
            released[key],
            due,
            None if due is None else released[key] - due,
            minutes["duty"],
            minutes["support"],
            minutes["meeting"],
            minutes["free"],
            _longest_run(found, breaks, periods),
            len({r["room_id"] for r in found if r["room_id"]}),
            len(met[key]),
            len({r["lesson_id"] for r in teaching if r["lesson_id"]}),
            len({periods[r["period_id"]]["day_no"] for r in teaching}),
        )


def _classes_met(
    tables: Records, periods: Mapping[str, Record]
) -> dict[tuple[object, ...], set[str]]:
    """(teacher, week) -> classes they are at a lesson with, or have in home time."""
    at_lesson = defaultdict(set)
    met: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for r in tables["fact_lesson"]:
        if r["lesson_id"]:
            at_lesson[r["lesson_id"]].add(r["class_id"])
        elif r["teacher_id"]:
            met[r["teacher_id"], periods[r["period_id"]]["week_id"]].add(r["class_id"])
    for r in tables["fact_staff_time"]:
        if r["lesson_id"]:
            week = periods[r["period_id"]]["week_id"]
            met[r["teacher_id"], week] |= at_lesson[r["lesson_id"]]
    return met


def _longest_run(
    found: Iterable[Record],
    breaks: Mapping[int, list[tuple[str, str]]],
    periods: Mapping[str, Record],
) -> int:
    """Minutes of the longest time of work with neither a break nor a free moment in it."""
    days: dict[int, list[Record]] = defaultdict(list)
    for r in found:
        days[periods[r["period_id"]]["day_no"]].append(r)
    longest = 0
    for day, rows in days.items():
        rest = [(r["start_time"], r["end_time"]) for r in rows if r["activity"] not in _WORK]
        rest += breaks.get(day, ())
        work = (r for r in rows if r["activity"] in _WORK)
        run, until = 0, ""
        for r in sorted(work, key=lambda r: (r["start_time"], r["end_time"])):
            start = r["start_time"]
            pause = until < start and any(a < start and b > until for a, b in rest)
            run = r["minutes"] + (0 if pause or not until else run)
            until = max(until, r["end_time"])
            longest = max(longest, run)
    return longest


def agg_room_use(tables: Records) -> Iterator[Line]:
    """How much of the time each room is used, and what is taken along like a room."""
    besides: dict[str, list[str]] = defaultdict(list)
    for r in tables["course_resource"]:
        besides[r["course_id"]].append(r["room_id"])
    used: dict[str, set[str]] = defaultdict(set)
    minutes: Counter[str] = Counter()
    meetings = (r for r in tables["fact_staff_time"] if r["activity"] == "meeting")
    for r in (*tables["fact_lesson"], *meetings):
        for room_id in filter(None, (r["room_id"], *besides.get(r["course_id"], ()))):
            used[room_id].add(r["period_id"])
            minutes[room_id] += r["minutes"] if "class_id" in r else 0
    for room in tables["dim_room"]:
        slots, there = room["available_slots"], len(used[room["room_id"]])
        share = _tenths(100 * there, slots) if slots else None
        yield room["room_id"], there, slots, share, minutes[room["room_id"]]


def agg_period_cover(tables: Records) -> Iterator[Line]:
    """Who is free in each period, and so could cover for somebody who is absent."""
    roles = {t["teacher_id"]: t["role"] for t in tables["dim_teacher"]}
    classes = defaultdict(set)
    for r in tables["fact_lesson"]:
        classes[r["period_id"]].add(r["class_id"])
    doing: dict[tuple[str, str], set[str]] = defaultdict(set)
    for r in tables["fact_staff_time"]:
        doing[r["period_id"], r["activity"]].add(r["teacher_id"])
    for period in tables["dim_period"]:
        if period["kind"] in ("lesson", "home"):
            name = period["period_id"]
            free = [roles[t] for t in doing[name, "free"]]
            yield (
                name,
                len(classes[name]),
                len(doing[name, "face_to_face"]),
                len(doing[name, "release"]),
                sum(role in ("class_teacher", "specialist") for role in free),
                sum(role == "specialist" for role in free),
            )


def agg_duty_fairness(tables: Records) -> Iterator[Line]:
    """What everybody has of duty, against their share."""
    found = _grouped(tables["fact_duty"], "teacher_id")
    lines = []
    for who in tables["dim_teacher"]:
        duties, share = found.get((who["teacher_id"],), []), who["duty_share_minutes"]
        if duties or share is not None:
            points = sum(r["points"] for r in duties)
            minutes, fte = _minutes(duties), who["fte"]
            per_fte = round(minutes / fte, 4)
            off = None if share is None else round(points - share, 4)
            lines.append((who["teacher_id"], len(duties), minutes, per_fte, points, share, off))
    spread = max((abs(off) for *_, off in lines if off is not None), default=None)
    for line in lines:
        yield *line, spread


def agg_change(tables: Records) -> Iterator[Line]:
    """How much is different from the previous timetable, and for how many; nothing without one."""
    (timetable,) = tables["dim_timetable"]
    if timetable["previous_version"]:
        changes = Counter(r["change"] for r in tables["timetable_change"])
        seen = Counter(
            who for who, _ in {(r["who"], r["who_id"]) for r in tables["change_seen_by"]}
        )
        sorts = ("moved", "otherwise", "new", "gone", "duty")
        counts = (changes[sort] for sort in sorts)
        yield timetable["previous_version"], *counts, seen["teacher"], seen["class"]


def _grouped(records: Iterable[Record], *columns: str) -> dict[tuple[Any, ...], list[Record]]:
    groups: dict[tuple[Any, ...], list[Record]] = defaultdict(list)
    for record in records:
        groups[tuple(record[c] for c in columns)].append(record)
    return groups


def _minutes(records: Iterable[Record]) -> int:
    return sum(r["minutes"] for r in records)


def _tenths(part: int, whole: int) -> float:
    """A quotient to one decimal; halves are rounded up, as databases do."""
    return (20 * part + whole) // (2 * whole) / 10


AGGREGATES: Mapping[str, Callable[[Records], Iterator[Line]]] = {
    method.__name__: method
    for method in (
        agg_class_subject_week,
        agg_teacher_week,
        agg_room_use,
        agg_period_cover,
        agg_duty_fairness,
        agg_change,
    )
}
"""Table -> how its rows are counted."""
