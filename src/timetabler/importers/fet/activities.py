"""The activities of a FET file."""

from __future__ import annotations

from timetabler.importers.fet.file import Activity, Node
from timetabler.importers.fet.problems import Problems
from timetabler.importers.fet.values import Names, flag, number

_SORTS = {
    "Teacher": "teacher",
    "Students": "students set",
    "Subject": "subject",
    "Activity_Tag": "activity tag",
    "Subject_Tag": "activity tag",  # of older files
}


def read_activities(
    root: Node, hours: int, names: Names, problems: Problems
) -> tuple[tuple[Activity, ...], frozenset[int]]:
    """The active activities, and the numbers of the others; ``hours`` are those of a day."""
    found: dict[int, Node] = {}
    activities = []
    inactive = set()
    for entry in root.all("Activities_List"):
        for node in entry.all("Activity"):
            activity = _activity(node, names, problems)
            _check(activity, node, hours, problems)
            if activity.id in found:
                message = f"there are two activities {activity.id}"
                message += f", the first in line {found[activity.id].line}"
                problems.error("TT457", message, node.line, node.column, word=node.tag)
            found[activity.id] = node
            if flag(node, "Active", problems, default=True):
                activities.append(activity)
            else:
                inactive.add(activity.id)
    if not activities:
        message = "the file has no active activities: there is nothing to timetable"
        problems.error("TT456", message, root.line, root.column, word=root.tag)
    return tuple(activities), frozenset(inactive)


def _activity(node: Node, names: Names, problems: Problems) -> Activity:
    written = tuple(part for part in node.children if part.tag in _SORTS and part.text)
    for part in written:
        names.check(_SORTS[part.tag], part, f"activity {node.text_of('Id')}")
    students = number(node, "Number_Of_Students", problems, default=-1)
    return Activity(
        id=number(node, "Id", problems, least=0),
        subject=node.text_of("Subject"),
        teachers=_texts(written, "Teacher"),
        students=_texts(written, "Students"),
        tags=_texts(written, "Activity_Tag", "Subject_Tag"),
        duration=number(node, "Duration", problems, least=1),
        split=number(node, "Activity_Group_Id", problems, default=0, least=0),
        number_of_students=None if students < 0 else students,
        line=node.line,
    )


def _texts(parts: tuple[Node, ...], *tags: str) -> tuple[str, ...]:
    return tuple(part.text for part in parts if part.tag in tags)


def _check(activity: Activity, node: Node, hours: int, problems: Problems) -> None:
    """What FET refuses besides unknown names."""
    said = f"activity {activity.id}"
    if not activity.subject:
        message = f"{said} has no subject"
        problems.error("TT456", message, node.line, node.column, word=node.tag)
    if hours and activity.duration > hours:
        part = node.first("Duration") or node
        message = f"{said} lasts {activity.duration} hours, but a day has {hours}"
        problems.error("TT459", message, part.line, part.column, word=part.text.strip())
    for sort, names in (
        ("teacher", activity.teachers),
        ("students set", activity.students),
        ("activity tag", activity.tags),
    ):
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            message = f'{said} has the {sort} "{name}" twice'
            problems.error("TT457", message, node.line, node.column, word=node.tag)
