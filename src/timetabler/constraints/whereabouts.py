"""At which site lessons, classes and duties are: said to an encoder, and read off a timetable.

Lessons are at the site of their room or else of their class, home time at that of the class, yard
duty at that of its area, support where the class is. What has no site is near everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from timetabler.constraints.encoder import Encoder, Lit
from timetabler.models.duties import Duty
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable


def course_sites(courses: Iterable[Course], day: int, school: School) -> set[str]:
    """Where lessons of these courses can be on a day."""
    today = (c for c in courses if any(s.day == day for s in school.spans(c)))
    return {site for course in today for site in school.sites_of(course)}


def duty_sites(duties: Iterable[Duty], day: int, school: School) -> set[str]:
    """Where these duties can be on a day."""
    found: set[str] = set()
    for duty in duties:
        if duty.span.day == day and duty.sort == "duty":
            found.add(school.area[duty.area].site)
        elif duty.span.day == day:
            class_id = school.need[duty.area].class_id
            found |= course_sites(school.courses_of_class[class_id], day, school)
            found.add(school.home_site(class_id))
    return found


# ---- to an encoder -------------------------------------------------------------------------------


def lesson_there(course: Course, span: Span, site: str, enc: Encoder) -> Lit:
    """The lesson at this span is at that site."""
    school = enc.school
    sites = school.sites_of(course)
    if len(sites) == 1:
        return site in sites and enc.at(course, span)
    rooms = (r for r in school.rooms_for(course) if school.site_of(course, r) == site)
    return enc.any_of(enc.in_room(course, span, room) for room in rooms)


def lessons_there(
    courses: Iterable[Course], moment: Span, site: str, enc: Encoder
) -> Iterator[tuple[Course, Span, Lit]]:
    """Each lesson that can be at that site at that moment, and whether it is."""
    for course in courses:
        for span in enc.school.spans(course):
            if moment.inside(span):
                yield course, span, lesson_there(course, span, site, enc)


def class_there(class_id: str, moment: Span, site: str, enc: Encoder) -> Lit:
    """The class is at that site at that moment, in a lesson or in home time."""
    courses = enc.school.courses_of_class[class_id]
    home = enc.school.home_site(class_id) == site and enc.at_home(class_id, moment)
    return enc.any_of([home, *(lit for *_, lit in lessons_there(courses, moment, site, enc))])


def duty_there(duty: Duty, moment: Span, site: str, enc: Encoder) -> Lit:
    """Whoever has the duty is at that site at that moment."""
    if duty.sort == "duty":
        return enc.school.area[duty.area].site == site
    return class_there(enc.school.need[duty.area].class_id, moment, site, enc)


# ---- off a timetable -----------------------------------------------------------------------------


def lesson_site(lesson: Placement, school: School) -> str:
    """Where a lesson is; if it has no room it should have, where it must be, if that is known."""
    sites = school.sites_of(lesson.course)
    if len(sites) == 1:
        return sites[0]
    known = lesson.room in school.rooms_for(lesson.course)
    return school.site_of(lesson.course, lesson.room) if known else ""


def class_is_there(class_id: str, moment: Span, site: str, timetable: Timetable) -> bool:
    """Whether the class is at that site at that moment."""
    school = timetable.school
    lessons = timetable.at(school.class_[class_id], moment)
    home = school.home_site(class_id) == site and timetable.at_home(class_id, moment)
    return home or any(lesson_site(lesson, school) == site for lesson in lessons)


def duty_is_there(duty: Duty, moment: Span, site: str, timetable: Timetable) -> bool:
    """Whether the person who has the duty is at that site at that moment."""
    school = timetable.school
    if duty.sort == "duty":
        return school.area[duty.area].site == site
    return class_is_there(school.need[duty.area].class_id, moment, site, timetable)
