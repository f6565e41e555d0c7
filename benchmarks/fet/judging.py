"""FET as the judge of a timetable: every activity is locked in place in the original file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from benchmarks.fet.running import FetRun, fet_cl

SECONDS = 60.0
"""For FET to place what has one place only: soft rules that a timetable breaks take it some
attempts each, the more the nearer their weight is to 100."""


class Timetable(NamedTuple):
    """Where and when the activities of a .fet file are."""

    starts: dict[int, tuple[int, int]]
    """Id of an activity -> index of its day, index of its first hour, both from 0."""
    rooms: dict[int, str]
    """Id of an activity -> name of its room, for those that have one."""


def judged(
    fet: Path,
    starts: Mapping[int, tuple[int, int]],
    rooms: Mapping[int, str],
    out: Path,
    seconds: float = SECONDS,
) -> FetRun:
    """What FET itself says of a timetable: solved, with its soft total, or refused.

    FET prints why it refuses, in ``said``: a place clashes with another one or with a rule of
    weight 100. ``out`` is a folder for what is written. Raises what ``locked`` and ``fet_cl`` do.
    """
    out.mkdir(parents=True, exist_ok=True)
    path = out / fet.name
    locked(fet, starts, rooms, path)
    return fet_cl(path, 1, seconds, out)


def locked(
    fet: Path, starts: Mapping[int, tuple[int, int]], rooms: Mapping[int, str], out: Path
) -> None:
    """Writes a .fet file with activities locked in place, and all that it says otherwise.

    Days and hours are indices from 0. A room that is given beats home rooms: FET counts no broken
    home room for it.

    Raises OSError, ElementTree.ParseError (no XML), ValueError (an activity, a day, an hour or a
    room that the file does not have, or an active activity without a start).
    """
    builder = ElementTree.TreeBuilder(insert_comments=True, insert_pis=True)
    tree = ElementTree.parse(fet, ElementTree.XMLParser(target=builder))
    root = tree.getroot()
    days, hours = _names(root, "Days_List"), _names(root, "Hours_List")
    there = {_id(activity) for activity in root.iterfind("Activities_List/Activity")}
    active = {
        _id(activity)
        for activity in root.iterfind("Activities_List/Activity")
        if activity.findtext("Active", "true").strip() == "true"
    }
    if wrong := (starts.keys() | rooms.keys()) - there:
        raise ValueError(f"{fet} has no activities {sorted(wrong)}")
    if missing := active - starts.keys():
        raise ValueError(f"no start for activities {sorted(missing)} of {fet}")
    if wrong_rooms := set(rooms.values()) - set(_names(root, "Rooms_List")):
        raise ValueError(f"{fet} has no rooms {sorted(wrong_rooms)}")
    times, spaces = root.find("Time_Constraints_List"), root.find("Space_Constraints_List")
    if times is None or spaces is None:
        raise ValueError(f"{fet} has no lists of constraints")
    for day, hour in starts.values():
        if day not in range(len(days)):
            raise ValueError(f"{fet} has no day {day}")
        if hour not in range(len(hours)):
            raise ValueError(f"{fet} has no hour {hour}")
    for activity, (day, hour) in starts.items():
        place = {"Preferred_Day": days[day], "Preferred_Hour": hours[hour]}
        _lock(times, "ConstraintActivityPreferredStartingTime", activity, place)
    for activity, room in rooms.items():
        _lock(spaces, "ConstraintActivityPreferredRoom", activity, {"Room": room})
    tree.write(out, encoding="UTF-8", xml_declaration=True)


def _id(activity: ElementTree.Element) -> int:
    return int(activity.findtext("Id", ""))


def _names(root: ElementTree.Element, inside: str) -> list[str]:
    """Of days, hours or rooms; older files have the names of days and hours without anything
    around them."""
    found = root.find(inside)
    named = [] if found is None else [*found.iterfind("Name"), *found.iterfind("*/Name")]
    return [name.text or "" for name in named]


def _lock(
    constraints: ElementTree.Element, kind: str, activity: int, place: Mapping[str, str]
) -> None:
    lock = ElementTree.SubElement(constraints, kind)
    said = {
        "Weight_Percentage": "100",
        "Activity_Id": str(activity),
        **place,
        "Permanently_Locked": "true",
        "Active": "true",
        "Comments": "",
    }
    for name, value in said.items():
        ElementTree.SubElement(lock, name).text = value


def timetable_of(written: Path) -> Timetable:
    """Reads the timetable out of a file that FET has written: where its activities are locked.

    Raises OSError, ElementTree.ParseError, ValueError (a day or an hour that it does not have).
    """
    root = ElementTree.parse(written).getroot()
    days, hours = _names(root, "Days_List"), _names(root, "Hours_List")
    starts, rooms = {}, {}
    for lock in root.iterfind("Time_Constraints_List/ConstraintActivityPreferredStartingTime"):
        day, hour = lock.findtext("Preferred_Day"), lock.findtext("Preferred_Hour")
        if day and hour and _required(lock):
            starts[_of(lock)] = days.index(day), hours.index(hour)
    for lock in root.iterfind("Space_Constraints_List/ConstraintActivityPreferredRoom"):
        if _required(lock):
            rooms[_of(lock)] = lock.findtext("Room", "")
    return Timetable(starts, rooms)


def _required(constraint: ElementTree.Element) -> bool:
    return float(constraint.findtext("Weight_Percentage", "100")) == 100


def _of(lock: ElementTree.Element) -> int:
    return int(lock.findtext("Activity_Id", ""))
