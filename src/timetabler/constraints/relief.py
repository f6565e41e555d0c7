"""Release that cannot be had, by counting what lessons with others can take.

First of the class teachers of the same classes: of all of them together, and of each while the
class is theirs. Then of all class teachers, who may need the same few people at the same times, by
a flow: from each of them, the minutes asked for, to the moments in which the class is theirs and
can be with others; there, to the people on site who may have it, who have one lesson at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from timetabler.models.cycle import CyclePart
from timetabler.models.flow import SINK, SOURCE, Flow
from timetabler.models.reasons import Shortage
from timetabler.models.resources import Course, Teacher
from timetabler.models.rows import Row, minutes
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.wording import words

NAMED = 4
"""So many people are named; more are counted."""


class Asked(NamedTuple):
    """Release that a class teacher is to have in a week."""

    teacher: Teacher
    rows: tuple[Row, ...]
    """The moments in which some class is theirs."""
    week: CyclePart
    minutes: int

    @property
    def moments(self) -> list[Span]:
        """The same, not in rows."""
        return [moment for row in self.rows for moment in row]


def too_little(asked: Sequence[Asked], school: School) -> Iterator[Shortage]:
    """Why not all of it can be had: the arguments about single classes, else those about all."""
    told: set[tuple[str, ...]] = set()
    for part in school.week.counted:
        sharing: dict[tuple[str, ...], list[Asked]] = defaultdict(list)
        for one in asked:
            if set(one.week.weeks).issubset(part.weeks):
                sharing[school.home_classes[one.teacher.id]].append(one)
        for classes, some in sharing.items():
            people = dict.fromkeys(one.teacher for one in some)
            alone = [[one for one in some if one.teacher is person] for person in people]
            for these in (some, *(alone if len(alone) > 1 else ())):
                if classes not in told and (said := _of_classes(classes, these, part, school)):
                    told.add(classes)
                    yield said
    for week in () if told else school.week.each:
        if said := _of_all([one for one in asked if one.week == week], week, school):
            yield said


# ---- the same classes --------------------------------------------------------------------------


def _of_classes(
    classes: Collection[str], asked: Collection[Asked], part: CyclePart, school: School
) -> Shortage | None:
    """What some teachers of the same classes lack, if they do."""
    people = tuple(dict.fromkeys(one.teacher for one in asked))
    theirs = frozenset(moment for one in asked for moment in one.moments)
    need = sum(one.minutes for one in asked)
    there = sum(_minutes_away(c, theirs, part, school) for c in classes)
    if there >= need:
        return None
    sources = (*(t.source for t in people), *(school.class_[c].source for c in classes))
    return Shortage(
        f"{words(t.name for t in people)}: {need} minutes of release {part.when} are asked "
        f"for, but {words(classes)} can have only {there} minutes of lessons with others "
        f"while {'it is' if len(classes) == 1 else 'they are'} theirs",
        sources,
    )


def _minutes_away(class_id: str, theirs: frozenset[Span], part: CyclePart, school: School) -> int:
    """The most of these moments that lessons of a class with others can take in some weeks."""
    return sum(
        max((_taken(course, s, theirs, school) for s in school.places(course, length)), default=0)
        for course in school.courses_of_pupils[class_id]
        if not course.home
        for length in school.most_lessons(course, *part.weeks)
    )


def _taken(course: Course, span: Span, theirs: frozenset[Span], school: School) -> int:
    """The minutes of these moments that a lesson takes there; 0 if nobody is on site to give it."""
    here = all(any(school.teacher[t].here(span) for t in pool) for pool in course.staff)
    return minutes(m for m in school.within(span) if m in theirs) if here else 0


# ---- the same people ---------------------------------------------------------------------------


def _of_all(asked: Collection[Asked], week: CyclePart, school: School) -> Shortage | None:
    """What all class teachers lack in a week, if others have too little time for them."""
    lack = _cut(asked, school)
    if lack is None:
        return None
    names = [t.name for t in lack.teachers]
    who = words(names) if len(names) <= NAMED else f"{len(names)} class teachers"
    days = school.week.days
    sums = " + ".join(f"{days[day]} {most}" for day, most in lack.by_day.items())
    by = f" with {words(t.name for t in lack.others)}" if lack.others else ""
    return Shortage(
        f"{who}: {lack.asked} minutes of release {week.when} are asked for, "
        f"but at most {lack.there} fit{by}: {sums or 'none'}",
        tuple(t.source for t in (*lack.teachers, *lack.others)),
    )


class _Lack(NamedTuple):
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


def _cut(asked: Collection[Asked], school: School) -> _Lack | None:
    """Who cannot have the minutes asked for, each in their own time, if somebody cannot."""
    flow = Flow()
    others = _others(school)
    joint: dict[tuple[Span, Teacher], int] = {}
    for one in asked:
        teacher = one.teacher
        flow.edge(SOURCE, teacher, one.minutes)
        for moment in one.moments:
            flow.edge(teacher, (teacher, moment), moment.minutes)
            for class_id in school.homes_of[teacher.id].get(moment, ()):
                for other, classes in others.get((class_id, moment), {}).items():
                    if other is not teacher:
                        flow.edge((teacher, moment), (moment, other), moment.minutes)
                        joint[moment, other] = max(classes, joint.get((moment, other), 0))
    for (moment, other), classes in joint.items():
        flow.edge((moment, other), SINK, moment.minutes * classes)
    if flow.run() >= sum(one.minutes for one in asked):
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
    short = [one for one in asked if one.teacher in reached]
    return _Lack(
        tuple(one.teacher for one in short),
        sum(one.minutes for one in short),
        dict(sorted(by_day.items())),
        tuple(t for t in school.teachers if t in taken),
    )


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
