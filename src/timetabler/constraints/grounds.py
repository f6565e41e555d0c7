"""Whether a teacher is in some rooms: said to an encoder, and read off a timetable.

At a lesson there, or at one that may be nowhere else; or with the own class in home time, whose
home room it is.
"""

from __future__ import annotations

from timetabler.constraints.encoder import Encoder, Lit
from timetabler.models.resources import Course, Teacher
from timetabler.models.span import Span
from timetabler.models.timetable import Timetable


def in_rooms(who: Teacher, rooms: frozenset[str], moment: Span, enc: Encoder) -> Lit:
    """A teacher is in one of these rooms at a moment."""
    school = enc.school
    lessons = (
        _gives_in(course, span, who, rooms, moment, enc)
        for course in school.courses_of_teacher[who.id]
        if not rooms.isdisjoint(school.rooms_for(course))
        for span in school.over(course, moment)
    )
    homes = school.homes_of[who.id].get(moment, ())
    own = (enc.at_home(c, moment) for c in homes if school.class_[c].room in rooms)
    return enc.any_of((*lessons, *own))


def _gives_in(
    course: Course, span: Span, who: Teacher, rooms: frozenset[str], moment: Span, enc: Encoder
) -> Lit:
    """A teacher is at that lesson at the moment, and it is in one of the rooms: a conjunction only
    where both are open, since each of the two implies that there is a lesson."""
    gives = enc.given_by(course, span, who, moment)
    if enc.school.only_in(course, rooms):
        return gives
    there = enc.any_of(
        enc.in_room(course, span, room) for room in enc.school.rooms_for(course) if room in rooms
    )
    return there if gives is enc.at(course, span) else enc.all_of((there, gives))


def is_in_rooms(who: Teacher, rooms: frozenset[str], moment: Span, timetable: Timetable) -> bool:
    """Whether a teacher is in one of these rooms at a moment."""
    school = timetable.school
    lessons = timetable.at(who, moment)
    homes = school.homes_of[who.id].get(moment, ())
    return any(p.room in rooms or school.only_in(p.course, rooms) for p in lessons) or any(
        school.class_[c].room in rooms and timetable.at_home(c, moment) for c in homes
    )
