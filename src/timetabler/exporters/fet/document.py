"""The .fet file: its elements, in the order and with the texts of FET 6.8.5."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement

from timetabler.exporters.fet.activity import Activity, Cell
from timetabler.exporters.fet.book import FetBook
from timetabler.exporters.fet.names import clean
from timetabler.exporters.fet.pupils import PupilSet
from timetabler.exporters.fet.said import Part, Said, times

VERSION = "6.8.5"
"""Of FET: newer ones read it too."""
_LEVELS = ("Year", "Group", "Subgroup")
_ALL = 30000
"""Of a room that holds everybody, by FET's custom."""


def document(fet: FetBook, said: Said) -> Element:
    """The whole file."""
    root = Element("fet", version=VERSION)
    lists: Iterable[Part] = (
        ("Mode", "Terms" if fet.terms else "Official"),
        ("Institution_Name", clean(fet.school.name)),
        ("Comments", comments(fet, said)),
        *_terms(fet),
        ("Days_List", tuple(_counted("Day", fet.names.day))),
        ("Hours_List", tuple(_counted("Hour", fet.hours.names))),
        ("Subjects_List", tuple(_named("Subject", fet.names.subject.values()))),
        ("Activity_Tags_List", tuple(_tags(fet))),
        ("Teachers_List", tuple(_teachers(fet))),
        ("Students_List", tuple(_pupils(year) for year in fet.pupils.years)),
        ("Activities_List", tuple(_activity(a, fet) for a in fet.activities)),
        ("Buildings_List", ()),
        ("Rooms_List", tuple(_rooms(fet))),
        ("Time_Constraints_List", tuple(_time(fet, said))),
        ("Space_Constraints_List", tuple(_space(fet, said))),
    )
    for part in lists:
        _put(root, part)
    return root


def comments(fet: FetBook, said: Said) -> str:
    """What the file is, and what it does not say."""
    term = f", {clean(fet.school.term)}" if fet.school.term else ""
    lines = [f"Timetable made by timetabler{term}: every activity is locked in place."]
    if said.left_out:
        lines.append("Rules that FET has no constraint for:")
        lines += [f"- {clean(rule.title)}" for rule in said.left_out]
    return "\n".join(lines)


def _terms(fet: FetBook) -> Iterator[Part]:
    if fet.terms:
        yield "Number_of_Terms", fet.terms.number
        yield "Number_of_Days_Per_Term", fet.terms.days


def _put(parent: Element, part: Part) -> None:
    name, inside = part
    element = SubElement(parent, name)
    if isinstance(inside, tuple):
        for each in inside:
            _put(element, each)
    elif isinstance(inside, bool):
        element.text = "true" if inside else "false"
    else:
        element.text = str(inside)


def _counted(name: str, names: Iterable[str]) -> Iterator[Part]:
    found = tuple(names)
    yield f"Number_of_{name}s", len(found)
    yield from ((name, (("Name", each),)) for each in found)


def _named(element: str, names: Iterable[str]) -> Iterator[Part]:
    return ((element, (("Name", name), ("Comments", ""))) for name in names)


def _tags(fet: FetBook) -> Iterator[Part]:
    for name in fet.names.tag.values():
        yield "Activity_Tag", (("Name", name), ("Printable", True), ("Comments", ""))


def _teachers(fet: FetBook) -> Iterator[Part]:
    for teacher in fet.teachers:
        parts = (
            ("Name", fet.names.teacher[teacher.id]),
            ("Target_Number_of_Hours", 0),
            ("Qualified_Subjects", ()),
            ("Comments", ""),
        )
        yield "Teacher", parts


def _pupils(found: PupilSet, level: int = 0) -> Part:
    parts: tuple[Part, ...] = (
        ("Name", found.name),
        ("Number_of_Students", found.students),
        ("Comments", ""),
    )
    if level == 0:
        parts += (("Number_of_Categories", 0), ("Separator", " "))
    return _LEVELS[level], (*parts, *(_pupils(part, level + 1) for part in found.parts))


def _activity(activity: Activity, fet: FetBook) -> Part:
    return "Activity", (
        *(("Teacher", name) for name in activity.teachers),
        ("Subject", fet.names.subject[activity.course.subject]),
        *(("Activity_Tag", name) for name in activity.tags),
        *(("Students", name) for name in activity.students),
        ("Duration", len(activity.hours)),
        ("Total_Duration", activity.total),
        ("Id", activity.id),
        ("Activity_Group_Id", activity.split),
        ("Active", True),
        ("Comments", clean(activity.lesson)),
    )


def _rooms(fet: FetBook) -> Iterator[Part]:
    for room in fet.school.rooms:
        first, *more = fet.rooms.names.units[room.id]
        yield _room(first)
        for unit in more:
            yield _room(unit, comment=first)
    for units, name in fet.rooms.virtual.items():
        yield _room(name, units)


def _room(name: str, units: tuple[str, ...] = (), comment: str = "") -> Part:
    sets: tuple[Part, ...] = tuple(
        ("Set_of_Real_Rooms", (("Number_of_Real_Rooms", 1), ("Real_Room", unit))) for unit in units
    )
    if sets:
        sets = (("Number_of_Sets_of_Real_Rooms", len(sets)), *sets)
    parts = (("Name", name), ("Building", ""), ("Capacity", _ALL), ("Virtual", bool(units)))
    return "Room", (*parts, *sets, ("Comments", comment))


def _constraint(name: str, *parts: Part, weight: str = "100", comment: str = "") -> Part:
    about = (("Weight_Percentage", weight), *parts, ("Active", True), ("Comments", comment))
    return f"Constraint{name}", about


def _rules(said: Said, *, space: bool) -> Iterator[Part]:
    for rule, constraints in said.rules:
        for c in constraints:
            if c.space == space:
                weight = said.percent(rule, c)
                yield _constraint(c.name, *c.parts, weight=weight, comment=clean(rule.title))


def _not_available(sort: str, name: str, cells: Iterable[Cell], fet: FetBook) -> Iterator[Part]:
    closed = tuple(times("Not_Available_Time", "Day", "Hour", cells, fet))
    if len(closed) > 1:
        kind = "StudentsSet" if sort == "Students" else sort
        yield _constraint(f"{kind}NotAvailableTimes", (sort, name), *closed)


def _time(fet: FetBook, said: Said) -> Iterator[Part]:
    yield _constraint("BasicCompulsoryTime")
    if fet.breaks:
        yield _constraint("BreakTimes", *times("Break_Time", "Day", "Hour", fet.breaks, fet))
    for teacher in fet.teachers:
        name = fet.names.teacher[teacher.id]
        yield from _not_available("Teacher", name, fet.away(teacher.away), fet)
    for class_ in fet.school.classes:
        name = fet.names.class_[class_.id]
        yield from _not_available("Students", name, fet.closed(class_.id), fet)
    for (class_id, group), name in fet.names.group.items():
        if fet.pupils.known(name):
            cells = fet.away(fet.school.group[group].away) - fet.closed(class_id)
            yield from _not_available("Students", name, cells, fet)
    yield from _rules(said, space=False)
    for activity in fet.activities:
        day, hour = activity.start
        yield _constraint(
            "ActivityPreferredStartingTime",
            ("Activity_Id", activity.id),
            ("Preferred_Day", fet.names.day[day]),
            ("Preferred_Hour", fet.hours.names[hour]),
            ("Permanently_Locked", True),
        )


def _space(fet: FetBook, said: Said) -> Iterator[Part]:
    yield _constraint("BasicCompulsorySpace")
    for room in fet.school.rooms:
        for name in fet.rooms.names.units[room.id]:
            yield from _not_available("Room", name, fet.away(room.away), fet)
    yield from _rules(said, space=True)
    for activity in fet.activities:
        if activity.room:
            yield _constraint(
                "ActivityPreferredRoom",
                ("Activity_Id", activity.id),
                ("Room", activity.room),
                ("Permanently_Locked", True),
            )
