"""What was asked for, how the rules fare, and what is different from the previous timetable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from timetabler.constraints.base import Point
from timetabler.explain.differences import Place
from timetabler.exporters.analytics.keys import Bell, Line, Tables
from timetabler.models.duties import Duty
from timetabler.models.placements import DutyPlacement, Placement
from timetabler.models.resources import ClassGroup, Course, Room, Source, Teacher
from timetabler.spec.problem import Rule
from timetabler.views import change_of, curriculum, wishes


class Rules(Tables):
    """The tables about rules and changes of one book: a method for each, by its name."""

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
                r.rule + 1,
                r.kind,
                r.title,
                r.required,
                None if r.required else r.weight,
                r.met,
                r.points,
                len(r.findings),
                r.deviation,
                r.cost,
                _written(r.source),
                r.asked_by,
                r.note,
                r.basis,
            )

    def _rule_violation(self) -> Iterator[Line]:
        for r in self.book.report.results:
            rule = self.book.problem.rules[r.rule]
            points = {point.key: point for point in rule.points} if r.findings else {}
            for number, f in enumerate(r.findings, 1):
                yield (
                    r.rule + 1,
                    number,
                    f.key,
                    *self._about(rule, points[f.key]),
                    f.deviation,
                    f.cost,
                    f.sentence,
                    "; ".join(f.remarks),
                    "; ".join(f.witnesses),
                )

    def _about(self, rule: Rule, point: Point) -> tuple[str | None, ...]:
        """Class, person, room and period of a point; of each, the one that there is.

        What the point itself does not say is what all the lessons and duties have in common that
        show the deviation.
        """
        classes: list[str] = []
        people: list[str] = []
        rooms: list[str] = []
        periods: list[str] = []
        for fact in point.about:
            match fact:
                case ClassGroup():
                    classes.append(fact.id)
                case Teacher():
                    people.append(fact.id)
                case Room():
                    rooms.append(fact.id)
                case Course():
                    classes += self.school.classes_of(fact)
                case Duty(sort="duty"):
                    periods.append(self.keys.duty_period(fact))
        timetable = self.book.timetable
        seen = tuple(rule.constraint.witnesses(point, timetable))
        lessons = [w for w in seen if isinstance(w, Placement)]
        duties = [w for w in seen if isinstance(w, DutyPlacement)]
        classes = classes or [c for w in lessons for c in self.school.classes_of(w.course)]
        people = people or [
            *(t for w in lessons for t in timetable.teachers_of(w)),
            *(w.person for w in duties),
        ]
        rooms = rooms or [w.room for w in lessons if w.room]
        periods = periods or [
            *(period for w in lessons for period in self._periods(w)),
            *(self.keys.duty_period(w.duty) for w in duties if w.duty.sort == "duty"),
        ]
        return _only(classes), _only(people), _only(rooms), _only(periods)

    def _periods(self, placed: Placement) -> Iterator[str]:
        class_id = self.school.bells_of(placed.course)[0]
        for period in self.school.periods(class_id, "lesson", "home"):
            if period.span.meets(placed.span):
                yield self.keys.periods[Bell.of(period)]

    def _lesson_rule(self) -> Iterator[Line]:
        for lesson in self.book.activities.lessons.values():
            why = self.book.why[lesson]
            ties = {one.rule: one.sort for one in why.because if one.rule}
            for rule in sorted((*ties, *why.also)):
                yield lesson, rule, ties.get(rule) or "looks"

    def _unmet_wish(self) -> Iterator[Line]:
        for wish in wishes(self.book):
            if not wish.met:
                said = (wish.asked_by, wish.rule, wish.note, wish.deviation, wish.cost)
                yield wish.number, *said, wish.where

    def _timetable_change(self) -> Iterator[Line]:
        changes = self.book.changes
        if changes is None:
            return
        for number, lesson in enumerate(changes.lessons, 1):
            old, new = _placed(lesson.old), _placed(lesson.new)
            both = (part for pair in zip(old, new, strict=True) for part in pair)
            yield number, change_of(lesson), lesson.course, None, *both
        for number, duty in enumerate(changes.duties, len(changes.lessons) + 1):
            nowhere = (None,) * 4
            people = (", ".join(duty.gone), ", ".join(duty.come))
            yield number, "duty", None, duty.duty, *nowhere, *people

    def _change_seen_by(self) -> Iterator[Line]:
        changes = self.book.changes
        if changes is None:
            return
        numbers = {one: n for n, one in enumerate((*changes.lessons, *changes.duties), 1)}
        audiences = {"class": changes.classes, "teacher": changes.people, "room": changes.rooms}
        yield from sorted(
            (numbers[change], sort, seen.id)
            for sort, audience in audiences.items()
            for seen in audience.changed
            for change in (*seen.lessons, *seen.duties)
        )


def _written(source: Source) -> str | None:
    """Where something was written; nobody wrote what always holds."""
    return str(source) if source.line else None


T = TypeVar("T")


def _only(found: Iterable[T]) -> T | None:
    """The one thing that is found, however often; None if there are several, or none."""
    distinct = dict.fromkeys(found)
    return next(iter(distinct)) if len(distinct) == 1 else None


def _placed(place: Place | None) -> tuple[str | None, ...]:
    return (place.time, place.room, ", ".join(place.teachers)) if place else (None, None, None)
