"""Constraints as older versions of FET wrote them, in the words of today's, as FET reads them."""

from __future__ import annotations

from dataclasses import replace

from timetabler.importers.fet.file import Lacking, Node

_RENAMED = {
    "MinNDaysBetweenActivities": "MinDaysBetweenActivities",
    "ActivityPreferredTime": "ActivityPreferredStartingTime",
    "ActivityPreferredTimes": "ActivityPreferredStartingTimes",
    "ActivitiesPreferredTimes": "ActivitiesPreferredStartingTimes",
    "ActivityEndsDay": "ActivityEndsStudentsDay",
    "2ActivitiesConsecutive": "TwoActivitiesConsecutive",
    "2ActivitiesGrouped": "TwoActivitiesGrouped",
    "2ActivitiesOrdered": "TwoActivitiesOrdered",
    "3ActivitiesGrouped": "ThreeActivitiesGrouped",
    "SubjectSubjectTagPreferredRoom": "SubjectActivityTagPreferredRoom",
    "SubjectSubjectTagPreferredRooms": "SubjectActivityTagPreferredRooms",
    "Break": "BreakTimes",
    "TeacherNotAvailable": "TeacherNotAvailableTimes",
    "StudentsSetNotAvailable": "StudentsSetNotAvailableTimes",
    "RoomNotAvailable": "RoomNotAvailableTimes",
    "StudentsEarly": "StudentsEarlyMaxBeginningsAtSecondHour",
    "StudentsSetEarly": "StudentsSetEarlyMaxBeginningsAtSecondHour",
    "StudentsNoGaps": "StudentsMaxGapsPerWeek",
    "StudentsSetNoGaps": "StudentsSetMaxGapsPerWeek",
    "TeachersNoGaps": "TeachersMaxGapsPerWeek",
}
_PARTS = {
    "Subject_Tag": "Activity_Tag",
    "Subject_Tag_Name": "Activity_Tag_Name",
    "Adjacent_If_Broken": "Consecutive_If_Same_Day",
}
_PARTS_OF = {
    "TeacherNotAvailable": {"Teacher_Name": "Teacher"},
    "RoomNotAvailable": {"Room_Name": "Room"},
    "ActivityPreferredTimes": {"Preferred_Time": "Preferred_Starting_Time"},
    "ActivitiesPreferredTimes": {"Preferred_Time": "Preferred_Starting_Time"},
}
_PARTS_OF_TIME = {
    "Preferred_Day": "Preferred_Starting_Day",
    "Preferred_Hour": "Preferred_Starting_Hour",
}
_ADDED = {
    "StudentsEarly": "Max_Beginnings_At_Second_Hour",
    "StudentsSetEarly": "Max_Beginnings_At_Second_Hour",
    "StudentsNoGaps": "Max_Gaps",
    "StudentsSetNoGaps": "Max_Gaps",
    "TeachersNoGaps": "Max_Gaps",
}
"""What they say now with a number they said without one: none."""
_INTERVALS = {
    "Break": "Break_Time",
    "TeacherNotAvailable": "Not_Available_Time",
    "StudentsSetNotAvailable": "Not_Available_Time",
    "RoomNotAvailable": "Not_Available_Time",
}
"""From one hour of a day to before another; today every hour is listed."""


def modern(node: Node, hours: tuple[str, ...]) -> Node:
    """A constraint in the words of today. Raises Lacking if an old one says no day or no hours."""
    old = node.tag
    names = _PARTS | _PARTS_OF.get(old, {})
    children = tuple(_part(child, names) for child in node.children)
    if old in _ADDED:
        children += (Node(_ADDED[old], "0", node.line, column=node.column),)
    if old in _INTERVALS:
        children += _times(node, _INTERVALS[old], hours)
    return replace(node, tag=_RENAMED.get(old, old), children=children)


def _part(node: Node, names: dict[str, str]) -> Node:
    tag = names.get(node.tag, node.tag)
    if node.tag == "Preferred_Time" and tag != node.tag:
        children = tuple(replace(c, tag=_PARTS_OF_TIME.get(c.tag, c.tag)) for c in node.children)
        return replace(node, tag=tag, children=children)
    return node if tag == node.tag else replace(node, tag=tag)


def _times(node: Node, tag: str, hours: tuple[str, ...]) -> tuple[Node, ...]:
    day = node.required("Day")
    bounds = []
    for part in ("Start_Hour", "End_Hour"):
        if node.required(part) not in hours:
            raise Lacking(node, part)
        bounds.append(hours.index(node.required(part)))
    first = node.first("Day") or node
    return tuple(
        Node(
            tag,
            "",
            first.line,
            (
                Node("Day", day, first.line, (), first.column),
                Node("Hour", hour, first.line, (), first.column),
            ),
            first.column,
        )
        for hour in hours[bounds[0] : bounds[1]]
    )
