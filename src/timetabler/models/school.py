"""The school: every fact, with the lookups that constraints, solver, verification and views share.

What both sides of a constraint (encode and deviation) need is computed here once, and tested on
its own, because a mistake in a shared helper would hide from the contract tests.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from timetabler.models.resources import (
    NOWHERE,
    ClassGroup,
    Course,
    Group,
    Lock,
    Room,
    Source,
    Teacher,
)
from timetabler.models.week import Period, Span, Week, covers, merge

Who: TypeAlias = Teacher | ClassGroup | Group | Room
"""Anybody or anything that can be in one place at a time."""


@dataclass(frozen=True, eq=False)
class Team:
    """Classes that plan together."""

    id: str
    classes: tuple[str, ...]
    source: Source = NOWHERE


@dataclass(frozen=True, eq=False)
class School:
    """All facts of one school. Frozen; compared and hashed by identity."""

    name: str
    week: Week
    teachers: tuple[Teacher, ...] = ()
    rooms: tuple[Room, ...] = ()
    classes: tuple[ClassGroup, ...] = ()
    groups: tuple[Group, ...] = ()
    teams: tuple[Team, ...] = ()
    courses: tuple[Course, ...] = ()
    locks: tuple[Lock, ...] = ()
    marks: frozenset[int] = frozenset()
    """Minutes of the day named by some rule: they cut moments, so that rules see whole moments."""
    id: str = "school"
    """Short and stable; part of every key of the analytics tables."""
    term: str = ""
    """What the timetable is for, as people say it: ``2027 Term 1``."""
    home_subject: str = "Class"
    """What home time is called in timetables."""

    # ---- by id -------------------------------------------------------------------------------

    @cached_property
    def teacher(self) -> dict[str, Teacher]:
        """Teachers by id."""
        return {t.id: t for t in self.teachers}

    @cached_property
    def room(self) -> dict[str, Room]:
        """Rooms by id."""
        return {r.id: r for r in self.rooms}

    @cached_property
    def class_(self) -> dict[str, ClassGroup]:
        """Classes by id."""
        return {c.id: c for c in self.classes}

    @cached_property
    def group(self) -> dict[str, Group]:
        """Groups by id."""
        return {g.id: g for g in self.groups}

    @cached_property
    def team(self) -> dict[str, Team]:
        """Teams by id."""
        return {t.id: t for t in self.teams}

    @cached_property
    def course(self) -> dict[str, Course]:
        """Courses by id."""
        return {c.id: c for c in self.courses}

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """Subjects of the courses, in the order written."""
        return tuple(dict.fromkeys(c.subject for c in self.courses))

    @cached_property
    def years(self) -> tuple[str, ...]:
        """Years of the classes, in the order written."""
        return tuple(dict.fromkeys(y for c in self.classes for y in c.years))

    # ---- time --------------------------------------------------------------------------------

    @cached_property
    def _periods(self) -> dict[str, tuple[Period, ...]]:
        return {c.id: tuple(self.week.periods(c.id)) for c in self.classes}

    def periods(self, class_id: str, *kinds: str) -> tuple[Period, ...]:
        """Periods of a class by day and time; only of these kinds, if any are named."""
        periods = self._periods[class_id]
        return tuple(p for p in periods if p.kind in kinds) if kinds else periods

    def runs(self, class_id: str, length: int, across_breaks: bool = False) -> list[list[Period]]:
        """Every list of ``length`` lesson periods in a row on one day, no break between them.

        Passing time between two lesson periods is not a break.
        """
        result: list[list[Period]] = []
        row: list[Period] = []
        for period in self._periods[class_id]:
            if row and period.day != row[-1].day:
                row = []
            if period.kind == "lesson":
                row.append(period)
                if len(row) >= length:
                    result.append(row[-length:])
            elif not across_breaks:
                row = []
        return result

    def adjacent(self, class_id: str, one: Span, other: Span, across_breaks: bool = False) -> bool:
        """Whether a class goes from one straight to the other, whichever is first.

        Passing time may be between them; a break only if ``across_breaks``.
        """
        first, second = sorted((one, other))
        if first.day != second.day or first.end > second.start:
            return False
        gap = Span(first.day, first.end, second.start)
        kinds = ("lesson", "home") if across_breaks else ("lesson", "home", "break")
        return not gap.minutes or not any(p.span.meets(gap) for p in self.periods(class_id, *kinds))

    def classes_of(self, course: Course) -> tuple[str, ...]:
        """Ids of the classes whose pupils are in the course, wholly or in groups."""
        if not course.groups:
            return course.classes
        grouped = (c for g in course.groups for c in self.group[g].classes)
        return tuple(dict.fromkeys((*course.classes, *grouped)))

    @cached_property
    def _spans(self) -> dict[str, dict[Span, int]]:
        return {course.id: self._spans_of(course) for course in self.courses}

    def spans(self, course: Course) -> dict[Span, int]:
        """Where a lesson fits the bells of all classes of its course: span -> length in periods.

        A lesson shorter than a period has length 1.
        """
        return self._spans[course.id]

    def _spans_of(self, course: Course) -> dict[Span, int]:
        common: dict[Span, int] | None = None
        for class_id in self.classes_of(course):
            found = dict(self._fits(course, class_id))
            common = found if common is None else {s: n for s, n in common.items() if s in found}
        return dict(sorted((common or {}).items()))

    def _fits(self, course: Course, class_id: str) -> Iterator[tuple[Span, int]]:
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

    def parts(self, course: Course, span: Span) -> tuple[Span, ...]:
        """The span cut at the periods of its class: passing time and breaks are left out."""
        class_id = self.classes_of(course)[0]
        periods = (
            p.span for p in self._periods[class_id] if p.day == span.day and p.kind != "break"
        )
        cut = (
            Span(span.day, max(span.start, p.start), min(span.end, p.end))
            for p in periods
            if p.meets(span)
        )
        return tuple(cut) or (span,)

    def times(self, texts: Iterable[str], class_id: str | None = None) -> tuple[Span, ...]:
        """The minutes that time texts name for a class (None: for any). See Week.parse."""
        return self.week.spans(texts, class_id)

    def inside(self, course: Course, span: Span, times: Collection[str]) -> bool:
        """Whether all of a lesson lies in the named times, as its first class meets them."""
        spans = self.times(times, self.classes_of(course)[0])
        return all(covers(spans, part) for part in self.parts(course, span))

    @cached_property
    def moments(self) -> tuple[Span, ...]:
        """Elementary intervals: nothing starts or ends inside one.

        Cut at every bell, at both ends of every place a lesson may take, where somebody leaves or
        comes, and at every time of day that a rule names.
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
        for day, start, end in away:
            cuts[day].update((start, end))
        result: list[Span] = []
        for day in range(len(self.week.days)):
            bells = [p for ps in self._periods.values() for p in ps if p.day == day]
            if not bells:
                continue
            first = min(p.slot.start for p in bells)
            last = max(p.slot.end for p in bells)
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

    # ---- who is where ------------------------------------------------------------------------

    @cached_property
    def home_periods(self) -> dict[str, tuple[Span, ...]]:
        """class -> moments in which it is with its own teacher unless a course claims it."""
        return {
            c.id: tuple(
                m for p in self.periods(c.id, "lesson", "home") for m in self.within(p.span)
            )
            for c in self.classes
        }

    def home_teacher(self, class_id: str, moment: Span) -> str | None:
        """The class teacher of that moment: the one whose days these are, in a job share."""
        for teacher, spans in self.class_[class_id].homes:
            if covers(spans, moment):
                return teacher
        return None

    @cached_property
    def homes_of(self) -> dict[str, dict[Span, tuple[str, ...]]]:
        """teacher -> moment -> the classes that are theirs then, if in home time."""
        result: dict[str, dict[Span, list[str]]] = {t.id: {} for t in self.teachers}
        for class_id, moments in self.home_periods.items():
            for moment in moments:
                teacher = self.home_teacher(class_id, moment)
                if teacher in result:
                    result[teacher].setdefault(moment, []).append(class_id)
        return {t: {m: tuple(cs) for m, cs in found.items()} for t, found in result.items()}

    @cached_property
    def home_classes(self) -> dict[str, tuple[str, ...]]:
        """teacher -> ids of the classes they are a class teacher of."""
        result: dict[str, list[str]] = {t.id: [] for t in self.teachers}
        for class_ in self.classes:
            for teacher, _ in class_.homes:
                if teacher in result:
                    result[teacher].append(class_.id)
        return {t: tuple(found) for t, found in result.items()}

    def home_staff(self, course: Course, moment: Span) -> tuple[str, ...]:
        """Class teachers who teach a home course at that moment."""
        found = (self.home_teacher(c, moment) for c in self.classes_of(course))
        return tuple(dict.fromkeys(t for t in found if t is not None))

    @cached_property
    def courses_of_teacher(self) -> dict[str, tuple[Course, ...]]:
        """teacher -> the courses they give, or may give (pools), or may find in their class."""
        result: dict[str, list[Course]] = {t.id: [] for t in self.teachers}
        for course in self.courses:
            names = [t for pool in course.staff for t in pool]
            if course.home:
                names = [t for c in self.classes_of(course) for t, _ in self.class_[c].homes]
            for name in dict.fromkeys(names):
                if name in result:
                    result[name].append(course)
        return {t: tuple(found) for t, found in result.items()}

    @cached_property
    def pools(self) -> tuple[frozenset[str], ...]:
        """Teachers any of whom may take some course, and the unions of pools that overlap."""
        found = {frozenset(p) for c in self.courses for p in c.staff if len(p) > 1}
        joined: list[frozenset[str]] = []
        for pool in found:
            apart = [other for other in joined if not other & pool]
            joined = [*apart, pool.union(*(other for other in joined if other & pool))]
        return tuple(sorted(found.union(joined), key=sorted))

    @cached_property
    def courses_of_class(self) -> dict[str, tuple[Course, ...]]:
        """class -> courses of the whole class (not of its groups)."""
        result: dict[str, list[Course]] = {c.id: [] for c in self.classes}
        for course in self.courses:
            for class_id in course.classes:
                result[class_id].append(course)
        return {c: tuple(found) for c, found in result.items()}

    @cached_property
    def courses_of_group(self) -> dict[str, tuple[Course, ...]]:
        """group -> its courses."""
        return {g.id: tuple(c for c in self.courses if g.id in c.groups) for g in self.groups}

    def rooms_for(self, course: Course) -> tuple[str, ...]:
        """Rooms the course may use: any one. Empty: it needs none (or the class has none)."""
        if course.rooms:
            return course.rooms
        if len(course.classes) == 1 and not course.groups:
            room = self.class_[course.classes[0]].room
            return (room,) if room else ()
        return ()

    @cached_property
    def courses_of_room(self) -> dict[str, tuple[Course, ...]]:
        """room -> courses that use or may use it."""
        result: dict[str, list[Course]] = {r.id: [] for r in self.rooms}
        for course in self.courses:
            for room in self.rooms_for(course):
                if room in result:
                    result[room].append(course)
        return {r: tuple(found) for r, found in result.items()}

    def room_share(self, course: Course, room_id: str) -> int:
        """How many of the classes that a room holds a lesson takes.

        A school that sends more classes at once than the room holds (assembly) takes all of it.
        """
        return min(max(1, len(self.classes_of(course))), self.room[room_id].classes)

    @cached_property
    def splits_of(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """class -> its groups, by split: the groups within one split have no pupil in common."""
        result: dict[str, dict[str, list[str]]] = {c.id: {} for c in self.classes}
        for group in self.groups:
            for class_id in group.classes:
                key = f"split {group.split}" if group.split else f"group {group.id}"
                result[class_id].setdefault(key, []).append(group.id)
        return {c: tuple(tuple(gs) for gs in splits.values()) for c, splits in result.items()}

    def whole_split(self, groups: tuple[str, ...]) -> bool:
        """Whether these groups of one class together are the whole class."""
        return self.group[groups[0]].split is not None

    # ---- selection ---------------------------------------------------------------------------

    @cached_property
    def specialists(self) -> tuple[str, ...]:
        """Teachers of courses who are nobody's class teacher."""
        return tuple(
            t.id
            for t in self.teachers
            if not self.home_classes[t.id] and self.courses_of_teacher[t.id]
        )

    @cached_property
    def class_teachers(self) -> tuple[str, ...]:
        """Teachers with a class of their own."""
        return tuple(t.id for t in self.teachers if self.home_classes[t.id])

    @cached_property
    def specialist_subjects(self) -> tuple[str, ...]:
        """Subjects that somebody other than the class teacher teaches."""
        return tuple(s for s in self.subjects if any(not c.home for c in self.courses_in(s)))

    def courses_in(self, subject: str) -> tuple[Course, ...]:
        """Courses of a subject."""
        return tuple(c for c in self.courses if c.subject == subject)

    def select_classes(
        self, classes: Collection[str] = (), years: Collection[str] = ()
    ) -> tuple[ClassGroup, ...]:
        """Classes named, or with one of the years; all if neither is given."""
        if (not classes and not years) or "all" in classes:
            chosen = self.classes
        else:
            chosen = tuple(
                c for c in self.classes if c.id in classes or any(y in years for y in c.years)
            )
        return chosen

    def select_teachers(self, teachers: Collection[str] = ()) -> tuple[Teacher, ...]:
        """Teachers named; ``all``, ``specialists`` and ``class_teachers`` stand for many."""
        if not teachers or "all" in teachers:
            return self.teachers
        chosen = set(teachers)
        if "specialists" in chosen:
            chosen |= set(self.specialists)
        if "class_teachers" in chosen:
            chosen |= set(self.class_teachers)
        return tuple(t for t in self.teachers if t.id in chosen)

    def select_subjects(self, subjects: Collection[str] = ()) -> tuple[str, ...]:
        """Subjects named; ``all`` and ``specialist`` stand for many."""
        if not subjects or "all" in subjects:
            return self.subjects
        chosen = set(subjects)
        if "specialist" in chosen:
            chosen |= set(self.specialist_subjects)
        return tuple(s for s in self.subjects if s in chosen)

    def select_teams(self, teams: Collection[str] = ()) -> tuple[Team, ...]:
        """Teams named; all if none are."""
        if not teams or "all" in teams:
            return self.teams
        return tuple(t for t in self.teams if t.id in teams)

    def select_courses(
        self,
        classes: Collection[str] = (),
        years: Collection[str] = (),
        teachers: Collection[str] = (),
        subjects: Collection[str] = (),
        rooms: Collection[str] = (),
    ) -> tuple[Course, ...]:
        """Courses that meet every given part of a scope; an empty part asks nothing."""
        scope = (tuple(classes), tuple(years), tuple(teachers), tuple(subjects), tuple(rooms))
        if scope not in self._selected:
            self._selected[scope] = tuple(self._select_courses(*scope))
        return self._selected[scope]

    @cached_property
    def _selected(self) -> dict[tuple[tuple[str, ...], ...], tuple[Course, ...]]:
        return {}

    def _select_courses(
        self,
        classes: tuple[str, ...],
        years: tuple[str, ...],
        teachers: tuple[str, ...],
        subjects: tuple[str, ...],
        rooms: tuple[str, ...],
    ) -> Iterator[Course]:
        in_classes = {c.id for c in self.select_classes(classes, years)}
        by = [t.id for t in self.select_teachers(teachers)]
        taught = {course for t in by for course in self.courses_of_teacher[t]}
        about = set(self.select_subjects(subjects))
        for course in self.courses:
            if (
                (not (classes or years) or not in_classes.isdisjoint(self.classes_of(course)))
                and (not teachers or course in taught)
                and (not subjects or course.subject in about)
                and (not rooms or any(r in rooms for r in self.rooms_for(course)))
            ):
                yield course

    # ---- people's time -----------------------------------------------------------------------

    def on_site(self, teacher: Teacher) -> tuple[Span, ...]:
        """Moments of the school day in which the teacher is on site."""
        return tuple(m for m in self.moments if teacher.here(m))

    def days_on_site(self, teacher: Teacher) -> tuple[int, ...]:
        """Days on which the teacher is on site for some part of the school day."""
        return tuple(dict.fromkeys(m.day for m in self.on_site(teacher)))

    def classes_met(self, teacher: Teacher) -> tuple[str, ...]:
        """Ids of the classes a teacher meets: their own and those of their courses; else all."""
        courses = self.courses_of_teacher[teacher.id]
        taught = (c for course in courses for c in self.classes_of(course))
        met = tuple(dict.fromkeys((*self.home_classes[teacher.id], *taught)))
        return met or tuple(self.class_)

    def blocks(self, class_ids: Iterable[str]) -> tuple[tuple[Span, ...], ...]:
        """Lesson periods of some classes by time, in blocks with no break between.

        A break is between two periods if it fits between the end of one and the start of the next.
        Of periods that overlap, because the classes follow different bells, the one that ends first
        is taken, so that no minute belongs to two.
        """
        periods = {p for class_id in class_ids for p in self._periods[class_id]}
        breaks = [p.span for p in periods if p.kind == "break"]
        lessons = {p.span for p in periods if p.kind == "lesson"}
        result: list[list[Span]] = []
        for span in sorted(lessons, key=lambda s: (s.day, s.end, -s.start)):
            last = result[-1][-1] if result else None
            if last is None or last.day != span.day:
                result.append([span])
            elif span.start >= last.end:
                gap = Span(span.day, last.end, span.start)
                if any(b.inside(gap) for b in breaks):
                    result.append([])
                result[-1].append(span)
        return tuple(tuple(block) for block in result)

    def common_runs(self, class_ids: Iterable[str], length: int) -> tuple[tuple[Span, ...], ...]:
        """Runs of ``length`` lesson periods that are at the same time for all these classes."""
        found = [
            {tuple(p.span for p in run) for run in self.runs(class_id, length)}
            for class_id in class_ids
        ]
        return tuple(sorted(set.intersection(*found))) if found else ()

    def years_of(self, course: Course) -> frozenset[str]:
        """Years of the classes whose pupils are in the course."""
        return frozenset(y for c in self.classes_of(course) for y in self.class_[c].years)

    def day_spans(self, moments: Iterable[Span]) -> dict[int, tuple[Span, ...]]:
        """day -> merged spans of some moments."""
        result: dict[int, list[Span]] = defaultdict(list)
        for span in merge(moments):
            result[span.day].append(span)
        return {day: tuple(spans) for day, spans in result.items()}
