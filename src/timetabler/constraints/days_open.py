"""On which days lessons of courses can be, and whether these are enough to keep them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from timetabler.models.reasons import Shortage
from timetabler.models.resources import Course, Room, Teacher
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.wording import plural


def days_open(courses: Iterable[Course], school: School) -> frozenset[int]:
    """The days of the cycle on which a lesson of any of them can be: the bells have a place, and
    somebody of each pool and a room are there."""
    return frozenset(
        span.day
        for course in courses
        for span in school.spans(course)
        if _staffed(course, span, school)
    )


def most_apart(days: Iterable[int], apart: int) -> int:
    """How many of these days can be chosen so that any two are at least ``apart`` days apart."""
    chosen: list[int] = []
    for day in sorted(days):
        if not chosen or day - chosen[-1] >= apart:
            chosen.append(day)
    return len(chosen)


def too_few_days(
    what: str, courses: tuple[Course, ...], apart: int, school: School
) -> Iterator[Shortage]:
    """The courses, called ``what``, have more lessons than there are days so far apart on which
    they can be."""
    open_ = days_open(courses, school)
    for part in school.week.counted:
        lessons = sum(len(school.least_lessons(course, *part.weeks)) for course in courses)
        days = open_.intersection(part.days)
        if lessons > most_apart(days, apart):
            when = f"only on {school.week.day_words(days)}" if days else "on no day"
            each = "on a day of its own" if apart == 1 else f"{apart} days or more from the next"
            yield Shortage(
                f"{what}: {plural(lessons, 'lesson')} {part.when}, each "
                f"{each}, but a lesson can be {when}{_people(courses, school)}",
                (
                    *(course.source for course in courses),
                    *(teacher.source for teacher in _part_time(courses, school)),
                ),
            )
            return  # one week is enough to see it


def _staffed(course: Course, span: Span, school: School) -> bool:
    """Whether somebody of each pool is on site then, and some room is open."""
    choices: list[list[Teacher | Room]] = [[school.teacher[t] for t in p] for p in course.staff]
    choices.append([school.room[r] for r in school.rooms_for(course)])
    return all(any(one.here(span) for one in choice) for choice in choices if choice)


def _part_time(courses: tuple[Course, ...], school: School) -> list[Teacher]:
    """The teachers of the courses who are not always on site."""
    people = dict.fromkeys(t for course in courses for pool in course.staff for t in pool)
    return [school.teacher[t] for t in people if school.teacher[t].away]


def _people(courses: tuple[Course, ...], school: School) -> str:
    """On which days they are on site, for a person to check."""
    said = [
        f"{who.name} is on site on {school.week.day_words(school.days_on_site(who))}"
        for who in _part_time(courses, school)
    ]
    return f" ({'; '.join(said)})" if said else ""
