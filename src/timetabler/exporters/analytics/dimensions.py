"""Who, what, where and when: the rows of the dimensions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from timetabler.exporters.analytics.keys import Line, Tables
from timetabler.models.calendar import weekdays
from timetabler.models.span import Span, clock
from timetabler.views import Activities, LedgerLine, fingerprint, ledger
from timetabler.views.years import year_level


class Dimensions(Tables):
    """The dimensions of one book: a method for each, by its name."""

    @cached_property
    def _ledger(self) -> dict[str, LedgerLine]:
        """teacher -> what they are entitled to; it is the same in every week."""
        return {line.teacher_id: line for line in ledger(self.book)}

    def _dim_school(self) -> Iterator[Line]:
        school = self.school
        known = (school.number or None, school.sector or None, school.calendar.timezone or None)
        yield school.id, school.name, *known, school.pack.id

    def _dim_timetable(self) -> Iterator[Line]:
        book, outcome, load = self.book, self.book.outcome, self.keys.load
        calendar = self.school.calendar
        yield (
            self.school.id,
            calendar.last.year if calendar.known else None,
            self.school.term,
            calendar.first if calendar.known else None,
            calendar.last if calendar.known else None,
            len(self.keys.weeks),
            self.keys.version,
            fingerprint(Activities(book.previous)) if book.previous else None,
            outcome.status.value,
            book.report.cost,
            outcome.bound,
            None if outcome.gap is None else round(100 * outcome.gap, 2),
            round(float(load.largest), 4) if load else None,
            round(float(load.floor), 4) if load else None,
            round(outcome.seconds, 3),
            outcome.seed,
            outcome.workers,
            book.version,
            book.solver,
            book.problem.sha256,
        )

    def _dim_week(self) -> Iterator[Line]:
        for number, name in enumerate(self.keys.weeks, 1):
            yield name, number

    def _dim_date(self) -> Iterator[Line]:
        for one in self.school.calendar.dates(self.school.week):
            yield (
                one.date,
                one.date.isoweekday(),
                None if one.week is None else self.keys.weeks[one.week],
                None if one.day is None else one.day + 1,
                one.day is not None,
                one.term or None,
                one.note or None,
            )

    def _dim_period(self) -> Iterator[Line]:
        on = weekdays(self.school.week)
        sequence: Counter[int] = Counter()
        for bell, period_id in self.keys.periods.items():
            sequence[bell.day] += 1
            yield (
                period_id,
                self.keys.week(bell.day),
                bell.day + 1,
                self.school.week.days[bell.day],
                on[bell.day % len(on)] + 1 if on else None,
                bell.label,
                sequence[bell.day],
                clock(bell.start),
                clock(bell.end),
                bell.end - bell.start,
                bell.kind,
            )

    def _dim_subject(self) -> Iterator[Line]:
        for subject, code in self.book.code.items():
            home = subject not in self.school.subjects
            area = self.school.learning_area.get(subject)
            yield subject, code, area, home, subject in self.school.specialist_subjects

    def _dim_teacher(self) -> Iterator[Line]:
        roles: dict[str, str] = {t.id: t.role for t in self.school.teachers if t.role != "teacher"}
        roles |= dict.fromkeys(self.school.specialists, "specialist")
        roles |= dict.fromkeys(self.school.class_teachers, "class_teacher")
        shares = {x.teacher_id: x.share for x in self.keys.load.lines} if self.keys.load else {}
        for teacher in self.school.teachers:
            share = shares.get(teacher.id)
            yield (
                teacher.id,
                teacher.name,
                teacher.fte,
                roles.get(teacher.id, "other"),
                *self._entitled(teacher.id),
                None if share is None else round(float(share), 4),
            )

    def _entitled(self, teacher_id: str) -> Iterator[object]:
        """Minutes with pupils at most, of release, of preparation; and who says so of each."""
        line = self._ledger.get(teacher_id)
        yield from (line.teaching_at_most, line.teaching_basis or None) if line else (None, None)
        for sort in ("release", "preparation"):
            due = line if line and line.sort == sort else None
            yield from (due.entitled, due.basis or None) if due else (None, None)

    def _dim_class(self) -> Iterator[Line]:
        for c in self.school.classes:
            levels = [level for level in map(year_level, c.years) if level is not None]
            known = (min(levels, default=None), max(levels, default=None))
            teacher = c.homes[0][0] if c.homes else None
            yield c.id, c.name, ", ".join(c.years), *known, teacher, c.students

    def _team_class(self) -> Iterator[Line]:
        for team in self.school.teams:
            for class_id in team.classes:
                yield team.id, class_id

    def _dim_room(self) -> Iterator[Line]:
        homes = {c.room for c in self.school.classes}
        slots = [Span(*bell[:3]) for bell in self.keys.periods if bell.kind in ("lesson", "home")]
        for room in self.school.rooms:
            kind = "home" if room.id in homes else "shared"
            open_slots = sum(room.here(span) for span in slots)
            yield room.id, room.name, kind, room.classes, room.site or None, open_slots

    def _dim_duty_area(self) -> Iterator[Line]:
        for area in self.school.areas:
            least = [duty.least for duty in self.school.yard if duty.area == area.id]
            place = (area.site or None, area.zone or None, area.wet or None)
            yield area.id, area.name, max(least, default=None), area.points, *place

    def _dim_need(self) -> Iterator[Line]:
        for need in self.school.needs:
            yield need.id, need.name, need.class_id, need.minutes, need.most_people
