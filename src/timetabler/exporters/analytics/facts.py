"""What goes on: lessons, the time of staff, duty, support and release."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property

from timetabler.exporters.analytics.keys import Line, Tables
from timetabler.models.rows import Row
from timetabler.models.span import Span, clock
from timetabler.views import Activities, Activity, counted_release

_ACTIVITY = {
    "lesson": "face_to_face",
    "home": "face_to_face",
    "meeting": "meeting",
    "support": "support",
    "duty": "duty",
    "release": "release",
    "free": "free",
    "away": "absent",
}


class Facts(Tables):
    """The facts of one book: a method for each, by its name."""

    def _fact_lesson(self) -> Iterator[Line]:
        for class_id, activities in self.book.activities.of_class.items():
            segments: Counter[str] = Counter()
            for a in activities:
                period = self.keys.period(a)
                segments[period] += 1
                yield (
                    class_id,
                    period,
                    segments[period],
                    *_times(a),
                    self.book.subject(a),
                    a.lesson,
                    a.course.id if a.course else None,
                    ", ".join(a.groups),
                    a.teachers[0] if a.teachers else None,
                    a.room,
                    a.doing == "home",
                    a.course is not None and not a.course.home,
                    bool(a.groups),
                    a.joint,
                    a.double,
                    a.lesson in self._pinned,
                    self._changed(class_id, a),
                )

    @cached_property
    def _pinned(self) -> frozenset[str]:
        """Ids of the lessons whose time the school has fixed."""
        fixed = {(lock.course, lock.span) for lock in self.school.locks}
        lessons = self.book.activities.lessons
        return frozenset(lessons[p] for p in lessons if (p.course.id, p.span) in fixed)

    def _changed(self, class_id: str, a: Activity) -> bool | None:
        """Whether pupils of the class who do this did not do all of it before."""
        if self._before is None:
            return None
        return not any(a.span.inside(span) for span in self._before.get((class_id, *_what(a)), ()))

    @cached_property
    def _before(self) -> dict[tuple[object, ...], list[Span]] | None:
        """What each class did in the previous timetable, by whom and where -> when."""
        if self.book.previous is None:
            return None
        found: dict[tuple[object, ...], list[Span]] = defaultdict(list)
        for class_id, activities in Activities(self.book.previous).of_class.items():
            for a in activities:
                found[(class_id, *_what(a))].append(a.span)
        return found

    def _staff(self) -> Iterator[tuple[str, str, int, Activity]]:
        """(teacher, period, segment, activity) of everybody."""
        for teacher_id, activities in self.book.activities.of_teacher.items():
            segments: Counter[str] = Counter()
            for activity in activities:
                period = self.keys.period(activity)
                segments[period] += 1
                yield teacher_id, period, segments[period], activity

    def _fact_staff_time(self) -> Iterator[Line]:
        for teacher_id, period, segment, a in self._staff():
            activity = _ACTIVITY[a.doing]
            yield (
                teacher_id,
                period,
                segment,
                *_times(a),
                activity,
                a.doing == "home",
                a.lesson,
                a.course.id if a.course else None,
                self.book.subject(a) if activity in ("face_to_face", "meeting") else None,
                a.room,
                a.duty.area if a.duty and a.doing == "duty" else None,
                a.duty.area if a.duty and a.doing == "support" else None,
                len(a.classes) if activity == "face_to_face" else 0,
            )

    def _fact_duty(self) -> Iterator[Line]:
        load = self.keys.load
        for duty, person in self.book.timetable.duties:
            if load and duty.sort == "duty":
                period, minutes = self.keys.duty_period(duty), duty.span.minutes
                yield period, duty.area, person, minutes, load.worth.get(duty, 0)

    def _fact_support(self) -> Iterator[Line]:
        for person, period, segment, a in self._staff():
            if a.duty and a.doing == "support":
                key = (a.duty.area, person, period, segment)
                yield *key, a.classes[0], a.room, *_times(a)

    def _fact_release(self) -> Iterator[Line]:
        for teacher_id, period, segment, a in self._staff():
            if a.doing == "release":
                class_id = a.classes[0]
                there = self._there(class_id, a)
                yield (
                    teacher_id,
                    period,
                    segment,
                    self.keys.week(a.span.day),
                    a.span.minutes,
                    any(m.meets(a.span) for row in self._counted[teacher_id] for m in row),
                    class_id,
                    there.teachers[0] if there else None,
                    self.book.subject(there) if there else None,
                )

    @cached_property
    def _counted(self) -> dict[str, tuple[Row, ...]]:
        """teacher -> release long enough to count."""
        return {t.id: counted_release(self.book, t) for t in self.school.teachers}

    def _there(self, class_id: str, release: Activity) -> Activity | None:
        """What the class does while its own teacher is released."""
        found = self.book.activities.of_class[class_id]
        return next((a for a in found if a.span.meets(release.span) and a.teachers), None)


def _what(activity: Activity) -> tuple[object, ...]:
    """What is done, by whom and where, whenever it is."""
    course = activity.course.id if activity.course else None
    return course, activity.teachers, activity.room


def _times(activity: Activity) -> tuple[str, str, int]:
    span = activity.span
    return clock(span.start), clock(span.end), span.minutes
