"""A timetable in another school: one whose file has changed, or a variant of it."""

from __future__ import annotations

from timetabler.models.placements import DutyPlacement, Placement
from timetabler.models.school import School
from timetabler.models.timetable import Timetable


def carried(timetable: Timetable, school: School) -> Timetable:
    """What of a timetable there is in that school too, where ids mean the same.

    Lessons of courses that it has, at times, in rooms and with people that are possible there; and
    duties. It may have too few or too many of them, and break any rule.
    """
    placements = []
    for placed in timetable.placements:
        course = school.course.get(placed.course.id)
        if course is None or placed.span not in school.spans(course):
            continue
        rooms = school.rooms_for(course)
        room = placed.room if placed.room in rooms else next(iter(rooms), None)
        teachers = placed.teachers
        if len(teachers) != len(course.staff) or not all(
            name in pool for name, pool in zip(teachers, course.staff, strict=True)
        ):
            teachers = tuple(pool[0] for pool in course.staff)
        placements.append(Placement(course, placed.span, room, teachers))
    duties = [
        DutyPlacement(school.duty[had.id], person)
        for had, person in timetable.duties
        if had.id in school.duty and person in school.duty[had.id].people
    ]
    return Timetable(school, placements, duties)
