"""When: the periods of classes, where lessons fit, and moments. The second floor of School."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import pairwise

from timetabler.models.duties import Duty
from timetabler.models.facts import Facts
from timetabler.models.resources import Course
from timetabler.models.span import MIDNIGHT, Span, covers, touches
from timetabler.models.timeslot import Period


class Bells(Facts):
    """Facts with everything that follows from the bell times."""

    @cached_property
    def _rung(self) -> dict[str | None, tuple[Period, ...]]:
        found: dict[str | None, tuple[Period, ...]] = {
            c.id: tuple(self.week.periods(c.id)) for c in self.classes
        }
        common = tuple(self.week.periods(None))
        if any(p.kind == "lesson" for p in common) or not self.classes:
            return found | {None: common}
        return found | {None: found[self.classes[0].id]}

    def rung(self, class_id: str | None) -> tuple[Period, ...]:
        """The bells of a class by day and time, whether it is at school or not. None: what staff by
        themselves follow, the bells of every class or, if these have no lessons, of the first."""
        return self._rung[class_id]

    @cached_property
    def _periods(self) -> dict[str | None, tuple[Period, ...]]:
        away: dict[str | None, tuple[Span, ...]] = {c.id: c.away for c in self.classes}
        away[None] = ()
        return {
            one: tuple(p for p in periods if not touches(away[one], p.span))
            for one, periods in self._rung.items()
        }

    def periods(self, class_id: str | None, *kinds: str) -> tuple[Period, ...]:
        """Periods in which a class (None: staff by themselves) is at school, by day and time; only
        of these kinds, if any are named."""
        periods = self._periods[class_id]
        return tuple(p for p in periods if p.kind in kinds) if kinds else periods

    @cached_property
    def _of_day(self) -> dict[tuple[str | None, int], tuple[Period, ...]]:
        """(class, day) -> its periods."""
        return {
            (class_id, day): tuple(p for p in periods if p.day == day)
            for class_id, periods in self._periods.items()
            for day in range(len(self.week.days))
        }

    @cached_property
    def all_periods(self) -> frozenset[Period]:
        """The periods of everybody."""
        return frozenset(period for found in self._periods.values() for period in found)

    def runs(
        self, class_id: str | None, length: int, across_breaks: bool = False
    ) -> list[list[Period]]:
        """Every list of ``length`` lesson periods in a row on one day, no break between them.

        Passing time between two lesson periods is not a break; time in which the class is not at
        school is.
        """
        result: list[list[Period]] = []
        row: list[Period] = []
        for period in self._periods[class_id]:
            if row and (
                period.day != row[-1].day or self._away(class_id, row[-1].span, period.span)
            ):
                row = []
            if period.kind == "lesson":
                row.append(period)
                if len(row) >= length:
                    result.append(row[-length:])
            elif not across_breaks:
                row = []
        return result

    def _away(self, class_id: str | None, first: Span, second: Span) -> bool:
        """Whether the class is not at school between two times of one day."""
        away = self.class_[class_id].away if class_id is not None else ()
        return touches(away, Span(first.day, first.end, second.start))

    def classes_of(self, course: Course) -> tuple[str, ...]:
        """Ids of the classes whose pupils are in the course, wholly or in groups."""
        if not course.groups:
            return course.classes
        grouped = (c for g in course.groups for c in self.group[g].classes)
        return tuple(dict.fromkeys((*course.classes, *grouped)))

    def bells_of(self, course: Course) -> tuple[str | None, ...]:
        """The classes whose bells a course follows: those of its pupils; of a meeting of staff,
        None, for the bells of all. Never empty."""
        return self.classes_of(course) or (None,)

    def weekly(self, course: Course) -> bool:
        """Whether its lessons are at the same times in every week of a cycle of several."""
        return course.weeks is None and len(self.week.days_by_week) > 1

    def twins(self, span: Span) -> tuple[Span, ...]:
        """The same time in every week of the cycle."""
        return tuple(self.week.in_week(span, week) for week in range(len(self.week.days_by_week)))

    def lessons(self, course: Course) -> tuple[int, ...]:
        """All lessons of a course in the cycle, each as its length in periods."""
        return course.lengths * (len(self.week.days_by_week) if course.weeks is None else 1)

    @cached_property
    def _spans(self) -> dict[str, dict[Span, int]]:
        return {course.id: self._spans_of(course) for course in self.courses}

    def spans(self, course: Course) -> dict[Span, int]:
        """Where a lesson fits the bells of all classes of its course: span -> length in periods.

        A lesson shorter than a period has length 1.
        """
        return self._spans[course.id]

    def places(self, course: Course, length: int) -> tuple[Span, ...]:
        """Where a lesson of so many periods fits."""
        return tuple(span for span, n in self.spans(course).items() if n == length)

    def over(self, course: Course, moment: Span) -> tuple[Span, ...]:
        """Where a lesson fits that lasts through the whole of a moment."""
        if course.id not in self._over:
            found: dict[Span, list[Span]] = {m: [] for m in self.moments}
            for span in self._spans[course.id]:
                for m in self.within(span):
                    found[m].append(span)
            self._over[course.id] = {m: tuple(spans) for m, spans in found.items()}
        known = self._over[course.id].get(moment)
        if known is None:  # part of a moment, or several
            return tuple(s for s in self._spans[course.id] if moment.inside(s))
        return known

    @cached_property
    def _over(self) -> dict[str, dict[Span, tuple[Span, ...]]]:
        return {}

    def _spans_of(self, course: Course) -> dict[Span, int]:
        common: dict[Span, int] | None = None
        for class_id in self.bells_of(course):
            found = dict(self._fits(course, class_id))
            common = found if common is None else {s: n for s, n in common.items() if s in found}
        away = [span for group in course.groups for span in self.group[group].away]
        found = {s: n for s, n in (common or {}).items() if not touches(away, s)}
        weeks = range(len(self.week.days_by_week)) if course.weeks is None else course.weeks
        if self.weekly(course):  # at the same times in every week: where all of them have it
            found = {s: n for s, n in found.items() if all(t in found for t in self.twins(s))}
        return {s: n for s, n in sorted(found.items()) if self.week.week_of(s.day) in weeks}

    def _fits(self, course: Course, class_id: str | None) -> Iterator[tuple[Span, int]]:
        if course.minutes is None:
            for length in sorted(set(course.lengths)):
                for run in self.runs(class_id, length, course.across_breaks):
                    yield Span(run[0].day, run[0].slot.start, run[-1].slot.end), length
            return
        for (period,) in self.runs(class_id, 1):
            day, start, end = period.span
            while start + course.minutes <= end:
                yield Span(day, start, start + course.minutes), 1
                start += course.minutes
            if course.minutes <= period.slot.minutes:
                yield Span(day, end - course.minutes, end), 1
        for length in range(2, len(self.week.slot_ids) + 1):
            for run in self.runs(class_id, length, course.across_breaks):
                start = run[0].slot.start
                if run[-1].slot.start < start + course.minutes <= run[-1].slot.end:
                    yield Span(run[0].day, start, start + course.minutes), 1

    def most_lessons(self, course: Course, *weeks: int) -> tuple[int, ...]:
        """The lessons that a course can have in these weeks, each as its length in periods."""
        if course.weeks is None:
            return course.lengths * len(weeks)
        return () if set(course.weeks).isdisjoint(weeks) else course.lengths

    def least_lessons(self, course: Course, *weeks: int) -> tuple[int, ...]:
        """The lessons that a course has in these weeks in any case, each as its length."""
        if course.weeks is None:
            return course.lengths * len(weeks)
        return course.lengths if set(course.weeks).issubset(weeks) else ()

    def parts(self, course: Course, span: Span) -> tuple[Span, ...]:
        """The span cut at the periods of its class: passing time and breaks are left out."""
        key = (self.bells_of(course)[0], span)
        if key not in self._parts:
            periods = (p.span for p in self._of_day[key[0], span.day] if p.kind != "break")
            cut = (
                Span(span.day, max(span.start, p.start), min(span.end, p.end))
                for p in periods
                if p.meets(span)
            )
            self._parts[key] = tuple(cut) or (span,)
        return self._parts[key]

    @cached_property
    def _parts(self) -> dict[tuple[str | None, Span], tuple[Span, ...]]:
        return {}

    def minutes(self, course: Course, span: Span) -> int:
        """Minutes of lesson in the span: passing time and breaks are left out."""
        return sum(part.minutes for part in self.parts(course, span))

    def times(self, texts: Iterable[str], class_id: str | None = None) -> tuple[Span, ...]:
        """The minutes that time texts name for a class (None: for any). See Week.parse."""
        key = (tuple(texts), class_id)
        if key not in self._times:
            self._times[key] = self.week.spans(*key)
        return self._times[key]

    @cached_property
    def _times(self) -> dict[tuple[tuple[str, ...], str | None], tuple[Span, ...]]:
        return {}

    def inside(self, course: Course, span: Span, times: Collection[str]) -> bool:
        """Whether all of a lesson lies in the named times, as its first class meets them."""
        spans = self.times(times, self.bells_of(course)[0])
        return all(covers(spans, part) for part in self.parts(course, span))

    @cached_property
    def moments(self) -> tuple[Span, ...]:
        """Elementary intervals: nothing starts or ends inside one.

        Cut at every bell, at both ends of every place a lesson or a duty may take, where somebody
        leaves or comes, and at every time of day that a rule names.
        """
        cuts: dict[int, set[int]] = defaultdict(set)
        for periods in self._periods.values():
            for period in periods:
                cuts[period.day].update(period.span[1:])
        for spans in self._spans.values():
            for day, start, end in spans:
                cuts[day].update((start, end))
        away = [s for t in self.teachers for s in t.away] + [s for r in self.rooms for s in r.away]
        away += [s for c in self.classes for _, spans in c.homes for s in spans]
        away += [s for c in self.classes for s in c.away] + [s for g in self.groups for s in g.away]
        duties = [duty.span for duty in self.duties]
        away += duties
        for day, start, end in away:
            cuts[day].update((start, end))
        result: list[Span] = []
        for day in range(len(self.week.days)):
            bells = [p for ps in self._periods.values() for p in ps if p.day == day]
            if not bells:
                continue
            on_duty = [s for s in duties if s.day == day]
            first = min(*(p.slot.start for p in bells), *(s.start for s in on_duty), MIDNIGHT)
            last = max(*(p.slot.end for p in bells), *(s.end for s in on_duty), 0)
            edges = sorted({first, last} | {c for c in cuts[day] | self.marks if first < c < last})
            result += [Span(day, a, b) for a, b in pairwise(edges)]
        return tuple(result)

    @cached_property
    def _within(self) -> dict[Span, tuple[Span, ...]]:
        return {}

    def within(self, span: Span) -> tuple[Span, ...]:
        """The moments that have a minute in common with the span (all of them lie inside it,
        unless the span was cut by hand where no bell is)."""
        if span not in self._within:
            self._within[span] = tuple(m for m in self.moments if m.meets(span))
        return self._within[span]

    @cached_property
    def _duties_over(self) -> dict[tuple[str, Span], list[Duty]]:
        result: dict[tuple[str, Span], list[Duty]] = defaultdict(list)
        for duty in self.duties:
            for moment in self.within(duty.span):
                for person in duty.people:
                    result[person, moment].append(duty)
        return dict(result)

    def duties_over(self, person: str, moment: Span) -> tuple[Duty, ...]:
        """The duties that somebody may have and that last through the whole of a moment."""
        return tuple(self._duties_over.get((person, moment), ()))
