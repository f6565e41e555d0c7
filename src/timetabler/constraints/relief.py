"""Release that class teachers are to have at the same times, from the same few people: by a flow.

From each class teacher, the minutes asked for, to the moments in which the class is theirs and can
be with others; there, to the people on site who may have it, who have one lesson at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from timetabler.models.flow import SINK, SOURCE, Flow
from timetabler.models.resources import Teacher
from timetabler.models.school import School
from timetabler.models.span import Span


class Relief(NamedTuple):
    """Class teachers who cannot all have their release, and what there is."""

    teachers: tuple[Teacher, ...]
    asked: int
    """Minutes for all of them."""
    by_day: Mapping[int, int]
    """day -> minutes that they can have at most, of those where there are any."""
    others: tuple[Teacher, ...]
    """Those who have too little time to release them."""

    @property
    def there(self) -> int:
        """Minutes that they can have at most."""
        return sum(self.by_day.values())


def too_little(
    asked: Mapping[Teacher, int], time: Mapping[Teacher, Collection[Span]], school: School
) -> Relief | None:
    """Who cannot have the minutes asked for, each in their own time, if somebody cannot."""
    flow = Flow()
    others = _others(school)
    joint: dict[tuple[Span, Teacher], int] = {}
    for teacher, minutes in asked.items():
        flow.edge(SOURCE, teacher, minutes)
        for moment in time[teacher]:
            flow.edge(teacher, (teacher, moment), moment.minutes)
            for class_id in school.homes_of[teacher.id].get(moment, ()):
                for other, classes in others.get((class_id, moment), {}).items():
                    if other is not teacher:
                        flow.edge((teacher, moment), (moment, other), moment.minutes)
                        joint[moment, other] = max(classes, joint.get((moment, other), 0))
    for (moment, other), classes in joint.items():
        flow.edge((moment, other), SINK, moment.minutes * classes)
    if flow.run() >= sum(asked.values()):
        return None
    by_day: dict[int, int] = defaultdict(int)
    taken: set[Teacher] = set()
    for a, b, capacity in flow.cut():
        if a is not SOURCE:
            inner = a if b is SINK else b
            assert isinstance(inner, tuple)
            moment = next(part for part in inner if isinstance(part, Span))
            by_day[moment.day] += capacity
            if b is SINK:
                taken |= {part for part in inner if isinstance(part, Teacher)}
    reached = flow.reached()
    short = tuple(t for t in asked if t in reached)
    busy = tuple(t for t in school.teachers if t in taken)
    return Relief(short, sum(asked[t] for t in short), dict(sorted(by_day.items())), busy)


def _others(school: School) -> Mapping[tuple[str, Span], Mapping[Teacher, int]]:
    """class, moment -> those who may have the class then -> how many classes at a time."""
    found: dict[tuple[str, Span], dict[Teacher, int]] = defaultdict(dict)
    for course in school.courses:
        classes = school.classes_of(course)
        people = [school.teacher[t] for pool in course.staff for t in pool]
        for span in () if course.home else school.spans(course):
            here = [other for other in people if other.here(span)]
            for moment in school.within(span):
                for class_id in classes:
                    of = found[class_id, moment]
                    of.update((other, max(len(classes), of.get(other, 0))) for other in here)
    return found
