"""Reads a FET file: what FET itself refuses is an error here too, all at once, each at its line."""

from __future__ import annotations

import re
from pathlib import Path

from timetabler.importers.fet.activities import read_activities
from timetabler.importers.fet.constraints import ConstraintReader
from timetabler.importers.fet.file import FetFile, Node
from timetabler.importers.fet.lists import listed, named, read_rooms, read_times
from timetabler.importers.fet.problems import Problems
from timetabler.importers.fet.students import names_of, read_years
from timetabler.importers.fet.values import Names, number
from timetabler.importers.fet.xml import tree
from timetabler.models.wording import words

OLDEST = 5
"""Older versions had weights and weeks of another sort, which FET itself can only guess from."""
_OTHERS = {
    "timetable": "aSc Timetables",
    "document": "Untis",
    "html": "a page for browsers",
    "Activities_Timetable": "a timetable that FET made, without the data of the school",
    "Rooms_Timetable": "a timetable that FET made, without the data of the school",
    "Students_Timetable": "a timetable that FET made, without the data of the school",
    "Teachers_Timetable": "a timetable that FET made, without the data of the school",
}
_EDITIONS = {
    "-mathmake": "Terms",
    "-algeria": "Mornings_Afternoons",
    "-morocco": "Mornings_Afternoons",
    "-ma": "Mornings_Afternoons",
    "-bp": "Block_Planning",
}
"""In the version of a special edition of FET 5: ``5.27.3-ma10``; ``-mathmake`` before ``-ma``."""
_MODES = ("Official", "Mornings_Afternoons", "Block_Planning", "Terms")
_TERMS = 5
"""As many terms, and days in each, as FET takes where nothing is written."""


def read_fet(path: Path, problems: Problems) -> FetFile:
    """The facts of a FET file. Raises InvalidInput with everything wrong, and OSError."""
    root = tree(path, problems)
    version = _version(root, problems)
    problems.stop()
    days = read_times(root, "Day", problems)
    hours = read_times(root, "Hour", problems)
    subjects = named(listed(root, "Subject"), problems)
    tags = named(listed(root, "Activity_Tag", "Subject_Tag"), problems)
    teachers = named(listed(root, "Teacher"), problems)
    years = read_years(root, problems)
    buildings = named(listed(root, "Building"), problems)
    rooms = read_rooms(root, buildings, problems)
    names = Names(
        {
            "day": frozenset(days),
            "hour": frozenset(hours),
            "subject": frozenset(subject.name for subject in subjects),
            "activity tag": frozenset(tag.name for tag in tags),
            "teacher": frozenset(teacher.name for teacher in teachers),
            "students set": names_of(years),
            "room": frozenset(room.name for room in rooms),
        },
        problems,
    )
    activities, inactive = read_activities(root, len(hours), names, problems)
    active = frozenset(activity.id for activity in activities)
    constraints = ConstraintReader(names, active, inactive, hours, problems)
    facts = FetFile(
        name=problems.file,
        version=version,
        mode=_mode(root, version, problems),
        terms=(
            number(root, "Number_of_Terms", problems, default=_TERMS, least=1),
            number(root, "Number_of_Days_Per_Term", problems, default=_TERMS, least=1),
        ),
        institution=root.text_of("Institution_Name"),
        days=days,
        hours=hours,
        subjects=subjects,
        tags=tags,
        teachers=teachers,
        years=years,
        buildings=buildings,
        rooms=rooms,
        activities=activities,
        inactive=inactive,
        time_constraints=constraints.read(root, "Time_Constraints_List"),
        space_constraints=constraints.read(root, "Space_Constraints_List"),
        inactive_constraints=constraints.left_out,
    )
    problems.stop()
    return facts


def _version(root: Node, problems: Problems) -> str:
    """The version of the FET that wrote it, if it is a FET file that can be read."""
    version = root.text_of("version")
    if root.tag.lower() != "fet":
        known = f", of {_OTHERS[root.tag]}" if root.tag in _OTHERS else ""
        message = f"this is no FET file: it is <{root.tag}>{known}, not <fet>"
        hint = "the data of a school are in the file that FET saves: its name ends in .fet"
        problems.error("TT451", message, root.line, root.column, word=root.tag, hint=hint)
    elif (main := re.match(r"[0-9]{1,9}", version)) and int(main[0]) < OLDEST:
        message = f"the file is of FET {version}: those before FET {OLDEST} cannot be read"
        hint = "open it in a newer FET, check its constraints, and save it"
        problems.error("TT455", message, root.line, root.column, word=version, hint=hint)
    return version


def _mode(root: Node, version: str, problems: Problems) -> str:
    node = root.first("Mode")
    if node is None:
        editions = (mode for name, mode in _EDITIONS.items() if name in version)
        return next(editions, "Official")
    if (mode := node.text.strip()) not in _MODES:
        message = f'<Mode> must be {words(_MODES, "or")}, not "{mode}"'
        problems.error("TT459", message, node.line, node.column, word=mode)
    return mode
