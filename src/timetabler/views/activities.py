"""Who does what, when: the full recorded week, home time included, read off a finished timetable.

The week of a class is cut at its periods, and a period where something changes inside it (half
sessions, groups taken out, job-share partners). An *activity* is what happens in one such part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from timetabler.models.duties import Duty
from timetabler.models.resources import Course, Teacher
from timetabler.models.span import Span
from timetabler.models.timeslot import Period, Timeslot
from timetabler.models.timetable import Placement, Timetable

Doing = Literal["lesson", "home", "meeting", "support", "duty", "release", "free", "away"]
"""``lesson``: of a course. ``home``: a class with its own teacher and no course.

Of staff only: ``meeting``: of a course without pupils; ``support``: with pupils of a class, for a
need; ``duty``: watching an area; ``release``: the own class is with somebody else; ``free``:
nothing of these; ``away``: off site.
"""

WITH_PUPILS: frozenset[Doing] = frozenset(("lesson", "home", "support", "duty"))
"""What staff do for pupils."""


@dataclass(frozen=True)
class Activity:
    """What goes on in one period, or in a part of it."""

    period: Period
    span: Span
    doing: Doing
    classes: tuple[str, ...] = ()
    """Ids; none of a meeting; of release, the own classes; of support, the class of the need."""
    teachers: tuple[str, ...] = ()
    """The first one leads: of class teachers, a class's own. The others are in school order."""
    room: str | None = None
    course: Course | None = None
    lesson: str = ""
    """Id of the lesson: ``1A PE #2`` is the second of the week. Empty if of no course."""
    double: bool = False
    """Whether the lesson is two or more periods long."""
    duty: Duty | None = None
    """Of duty and support."""

    @property
    def whole(self) -> bool:
        """Whether it fills its period."""
        return self.span == self.period.span

    @property
    def joint(self) -> bool:
        """Whether pupils of several classes are taught together."""
        return len(self.classes) > 1

    @property
    def groups(self) -> tuple[str, ...]:
        """Ids of the groups taught; none if it is for whole classes."""
        return self.course.groups if self.course else ()


class Activities:
    """The activities of everybody in one timetable."""

    def __init__(self, timetable: Timetable) -> None:
        self.timetable = timetable
        self.school = timetable.school
        self.lessons = {
            placement: f"{course} #{number}"
            for course, placements in timetable.of_course.items()
            for number, placement in enumerate(placements, 1)
        }
        """placement -> id of the lesson: ``1A PE #2`` is the second of the week."""

    @cached_property
    def of_class(self) -> dict[str, tuple[Activity, ...]]:
        """The week of each class, its groups included, by time; home time last. What is nobody's
        is not in it: the free time of a class without class teachers."""
        return {c.id: _joined(self._of_class(c.id)) for c in self.school.classes}

    @cached_property
    def of_teacher(self) -> dict[str, tuple[Activity, ...]]:
        """The week of each member of staff, by time: lessons, own class, support, duty, release,
        free time, absence.

        No minute is in it twice, unless somebody is in two places at once. Of breaks, and of the
        time before and after school, only duties are in it.
        """
        return {t.id: _joined(self._of_teacher(t)) for t in self.school.teachers}

    @cached_property
    def meetings(self) -> tuple[Activity, ...]:
        """The meetings of staff, by time, each once: no class has them in its week."""
        held = (p for p in self.timetable.placements if not self.school.classes_of(p.course))
        return _joined(
            self._lesson(placement, period, moment)
            for placement in held
            for moment in self.school.within(placement.span)
            if (period := self._period(None, moment))
        )

    @cached_property
    def of_room(self) -> dict[str, tuple[Activity, ...]]:
        """Whatever is in each room, by time, or has it besides its own; a joint lesson once."""
        result: dict[str, dict[object, Activity]] = defaultdict(dict)
        for class_id, activities in (*self.of_class.items(), ("", self.meetings)):
            for activity in activities:
                key = (activity.span, activity.lesson or class_id)
                needs = activity.course.needs if activity.course else ()
                for room in (activity.room or "", *needs):
                    result[room].setdefault(key, activity)
        return {r.id: tuple(sorted(result[r.id].values(), key=_order)) for r in self.school.rooms}

    @cached_property
    def support_of(self) -> dict[str, tuple[Activity, ...]]:
        """class -> who supports its pupils, by time."""
        result: dict[str, list[Activity]] = {c.id: [] for c in self.school.classes}
        for activities in self.of_teacher.values():
            for activity in activities:
                if activity.doing == "support":
                    result[activity.classes[0]].append(activity)
        return {c: tuple(sorted(found, key=_order)) for c, found in result.items()}

    def bells_of(self, teacher: Teacher) -> tuple[str | None, ...]:
        """Classes whose bells somebody follows: the own ones, those supported, or all met; and
        None, for those of all, if they have meetings."""
        duties = (d for d in self.timetable.duties_of[teacher.id] if d.sort == "support")
        supported = dict.fromkeys(self.school.need[d.area].class_id for d in duties)
        own = self.school.home_classes[teacher.id]
        classes = own or tuple(supported) or self.school.classes_met(teacher)
        courses = self.school.courses_of_teacher[teacher.id]
        return (*classes, None) if any(c.staff_only for c in courses) else classes

    def has_something(self, teacher: Teacher) -> bool:
        """Whether somebody teaches, or is on staff only and has a duty or supports pupils."""
        doings = {a.doing for a in self.of_teacher[teacher.id]}
        return teacher.role == "teacher" or not doings <= {"free", "away"}

    def _of_class(self, class_id: str) -> Iterator[Activity]:
        lessons = self.timetable.lessons_of(self.school.class_[class_id])
        for period in self.school.periods(class_id, "lesson", "home"):
            here = [p for p in lessons if p.span.meets(period.span)]
            for moment in self.school.within(period.span):
                for placement in here:
                    if moment.meets(placement.span):
                        yield self._lesson(placement, period, moment, class_id)
                if self.timetable.at_home(class_id, moment):
                    yield self._home(class_id, period, moment)

    def _of_teacher(self, teacher: Teacher) -> Iterator[Activity]:
        homes_of = self.school.homes_of[teacher.id]
        bells = dict.fromkeys(
            period
            for class_id in self.bells_of(teacher)
            for period in self.school.periods(class_id, "lesson", "home")
        )
        for duty in self.timetable.duties_of[teacher.id]:
            yield from self._duty(duty, teacher)
        for moment in self.school.moments:
            homes = homes_of.get(moment, ())
            busy = self.timetable.on_duty(teacher.id, moment) > 0
            for placement in self.timetable.at(teacher, moment):
                busy = True
                if met := self._period(self.school.bells_of(placement.course)[0], moment):
                    yield self._lesson(placement, met, moment)
            for class_id in homes:
                if self.timetable.at_home(class_id, moment):
                    busy = True
                    if met := self._period(class_id, moment):
                        yield self._home(class_id, met, moment)
            if busy:
                continue
            around = [p for p in bells if moment.inside(p.span)]
            if homes and (own := self._period(homes[0], moment)):
                yield Activity(own, moment, "release", homes, (teacher.id,))
            elif around:  # bells that differ: the longest period has the fewest loose ends
                period = max(around, key=lambda p: p.slot.minutes)
                doing: Doing = "free" if teacher.here(moment) else "away"
                yield Activity(period, moment, doing, (), (teacher.id,))

    def _duty(self, duty: Duty, teacher: Teacher) -> Iterator[Activity]:
        if duty.sort == "duty":
            around = self._around(duty, self.bells_of(teacher))
            yield Activity(around, duty.span, "duty", (), (teacher.id,), duty=duty)
            return
        class_id = self.school.need[duty.area].class_id
        for moment in self.school.within(duty.span):
            if period := self._period(class_id, moment):
                yield Activity(
                    period=period,
                    span=_clip(moment, duty.span),
                    doing="support",
                    classes=(class_id,),
                    teachers=(teacher.id,),
                    room=self._where(class_id, moment),
                    duty=duty,
                )

    def _around(self, duty: Duty, class_ids: tuple[str | None, ...]) -> Period:
        """The break, or other period, in which most of a duty is; else a time of its own."""
        periods = (p for c in class_ids for p in self.school.periods(c) if p.span.meets(duty.span))
        own = Period(duty.span.day, Timeslot(duty.time, *duty.span[1:], kind="duty"))
        return max(periods, key=lambda p: _clip(p.span, duty.span).minutes, default=own)

    def _where(self, class_id: str, moment: Span) -> str | None:
        """The room in which the class is, if it is in one."""
        class_ = self.school.class_[class_id]
        lessons = self.timetable.at(class_, moment)
        return lessons[0].room if lessons else class_.room

    def _period(self, class_id: str | None, moment: Span) -> Period | None:
        periods = self.school.periods(class_id, "lesson", "home")
        return next((p for p in periods if moment.meets(p.span)), None)

    def _lesson(
        self, placement: Placement, period: Period, moment: Span, class_id: str | None = None
    ) -> Activity:
        course = placement.course
        staff = self.timetable.staff(placement, moment)
        own = self.school.home_teacher(class_id, moment) if class_id and course.home else None
        leads = (own,) if own in staff else staff[:1]
        others = (t.id for t in self.school.teachers if t.id in staff)
        return Activity(
            period=period,
            span=_clip(_clip(moment, placement.span), period.span),
            doing="meeting" if course.staff_only else "lesson",
            classes=self.school.classes_of(course),
            teachers=tuple(dict.fromkeys((*leads, *others))),
            room=placement.room,
            course=course,
            lesson=self.lessons[placement],
            double=self.school.spans(course).get(placement.span, 1) > 1,
        )

    def _home(self, class_id: str, period: Period, moment: Span) -> Activity:
        teacher = self.school.home_teacher(class_id, moment)
        return Activity(
            period=period,
            span=_clip(moment, period.span),
            doing="home",
            classes=(class_id,),
            teachers=(teacher,) if teacher else (),
            room=self.school.class_[class_id].room,
        )


def _clip(span: Span, to: Span) -> Span:
    return Span(span.day, max(span.start, to.start), min(span.end, to.end))


def _joined(pieces: Iterator[Activity]) -> tuple[Activity, ...]:
    """Pieces that touch and differ in time only are one activity."""
    runs: dict[Activity, list[Span]] = defaultdict(list)
    for piece in pieces:
        spans = runs[replace(piece, span=piece.period.span)]
        if spans and spans[-1].end == piece.span.start:
            spans[-1] = Span(piece.span.day, spans[-1].start, piece.span.end)
        else:
            spans.append(piece.span)
    found = [replace(activity, span=span) for activity, spans in runs.items() for span in spans]
    return tuple(sorted(found, key=_order))


def _order(activity: Activity) -> tuple[object, ...]:
    span, period = activity.span, activity.period
    return (span.day, period.slot.start, period.slot.id, span, not activity.course, activity.lesson)
