"""What goes on, what was asked for and how the rules fare: the rows of the facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from timetabler.exporters.analytics.keys import Line, Tables
from timetabler.models.resources import Source
from timetabler.models.rows import Row
from timetabler.models.span import clock
from timetabler.views import Activity, counted_release, curriculum, duty_load, wishes

_ACTIVITY = {
    "lesson": "face_to_face",
    "home": "face_to_face",
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
                    self.keys.timetable,
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
                )

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
            teaching = _ACTIVITY[a.doing] == "face_to_face"
            yield (
                self.keys.timetable,
                teacher_id,
                period,
                segment,
                *_times(a),
                _ACTIVITY[a.doing],
                a.doing == "home",
                a.lesson,
                self.book.subject(a) if teaching else None,
                a.room,
                a.duty.area if a.duty and a.doing == "duty" else None,
                a.duty.area if a.duty and a.doing == "support" else None,
                len(a.classes) if teaching else 0,
            )

    def _fact_duty(self) -> Iterator[Line]:
        load = duty_load(self.book)
        for duty, person in self.book.timetable.duties:
            if load and duty.sort == "duty":
                period, minutes = self.keys.duty_period(duty), duty.span.minutes
                worth = load.worth.get(duty, 0)
                yield self.keys.timetable, period, duty.area, person, minutes, worth

    def _fact_support(self) -> Iterator[Line]:
        for person, period, segment, a in self._staff():
            if a.duty and a.doing == "support":
                key = (self.keys.timetable, a.duty.area, person, period, segment)
                yield *key, a.classes[0], a.room, *_times(a)

    def _fact_release(self) -> Iterator[Line]:
        for teacher_id, period, segment, a in self._staff():
            if a.doing == "release":
                class_id = a.classes[0]
                yield (
                    self.keys.timetable,
                    teacher_id,
                    period,
                    segment,
                    self.keys.week(a.span.day),
                    a.span.minutes,
                    any(m.meets(a.span) for row in self._counted[teacher_id] for m in row),
                    class_id,
                    self._cover(class_id, a),
                )

    @cached_property
    def _counted(self) -> dict[str, tuple[Row, ...]]:
        """teacher -> release long enough to count."""
        return {t.id: counted_release(self.book, t) for t in self.school.teachers}

    def _cover(self, class_id: str, release: Activity) -> str | None:
        """Who leads the class while its own teacher is released."""
        leads = (
            a.teachers[0]
            for a in self.book.activities.of_class[class_id]
            if a.span.meets(release.span) and a.teachers
        )
        return next(leads, None)

    def _curriculum_requirement(self) -> Iterator[Line]:
        for line in curriculum(self.book):
            if line.required is not None:
                courses = (
                    course
                    for course in self.school.courses_in(line.subject)
                    if line.class_id in self.school.classes_of(course)
                )
                source = next(courses).source
                yield line.class_id, line.subject, line.required, _written(source)

    def _course_resource(self) -> Iterator[Line]:
        for course in self.school.courses:
            for room in course.needs:
                yield course.id, room

    def _rule_result(self) -> Iterator[Line]:
        for r in self.book.report.results:
            yield (
                self.keys.timetable,
                r.rule + 1,
                r.kind,
                r.title,
                r.required,
                None if r.required else r.weight,
                r.met,
                r.points,
                r.deviation,
                r.cost,
                _written(r.source),
                r.asked_by,
                r.note,
                r.basis,
            )

    def _rule_violation(self) -> Iterator[Line]:
        for r in self.book.report.results:
            for number, f in enumerate(r.findings, 1):
                said = (f.key, f.deviation, f.cost, f.sentence, "; ".join(f.remarks))
                lessons = "; ".join(f.witnesses)
                yield self.keys.timetable, r.rule + 1, number, *said, lessons

    def _lesson_rule(self) -> Iterator[Line]:
        for lesson in self.book.activities.lessons.values():
            why = self.book.why[lesson]
            ties = {one.rule: one.sort for one in why.because if one.rule}
            for rule in sorted((*ties, *why.also)):
                yield self.keys.timetable, lesson, rule, ties.get(rule) or "looks"

    def _unmet_wish(self) -> Iterator[Line]:
        for wish in wishes(self.book):
            if not wish.met:
                said = (wish.asked_by, wish.rule, wish.note, wish.deviation, wish.cost)
                yield self.keys.timetable, wish.number, *said, wish.where


def _times(activity: Activity) -> tuple[str, str, int]:
    span = activity.span
    return clock(span.start), clock(span.end), span.minutes


def _written(source: Source) -> str | None:
    """Where something was written; nobody wrote what always holds."""
    return str(source) if source.line else None
