"""What a school has already decided: ``at`` of courses and the entries of ``locks``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from timetabler.models.resources import Course, Lock
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.spec.courses_document import LockEntry
from timetabler.spec.diagnostics import Diagnostics
from timetabler.spec.document import Document
from timetabler.spec.tree import Path


def build_locks(document: Document, school: School, found: Diagnostics) -> tuple[Lock, ...]:
    """Every lock, at a place where a lesson of its course fits."""
    maker = _Locks(school, found)
    for course in school.courses:
        for index, text in enumerate(document.courses[course.entry].at):
            maker.add(course, ("courses", course.entry, "at", index), text)
    for i, entry in enumerate(document.locks):
        path: Path = ("locks", i)
        if entry.at is None and entry.room is None and entry.teacher is None:
            found.error("TT211", "a lock needs at least one of at, room and teacher", path)
            continue
        course_ = maker.course(entry, path)
        if course_ is not None:
            maker.add(course_, path, entry.at, entry.room, entry.teacher)
    _check_overlaps(school, maker, found)
    return tuple(lock for lock, _ in maker.made)


class _Locks:
    """Hands the lessons of each course out to its locks, one to each."""

    def __init__(self, school: School, found: Diagnostics) -> None:
        self.made: list[tuple[Lock, Path]] = []
        self._school = school
        self._found = found
        self._left: dict[str, list[int]] = {c.id: list(c.lengths) for c in school.courses}
        self._mentioned: dict[str, dict[Span, set[int]]] = defaultdict(dict)
        """course of every week -> place in the first week -> the days on which texts name it."""

    def course(self, entry: LockEntry, path: Path) -> Course | None:
        """The course that an entry is about."""
        fits = [c for c in self._school.courses if c.subject == entry.subject]
        if entry.class_ is not None:
            fits = [c for c in fits if entry.class_ in c.classes] or [
                c for c in fits if entry.class_ in self._school.classes_of(c)
            ]
        if entry.group is not None:
            fits = [c for c in fits if entry.group in c.groups]
        if len(fits) == 1 or (fits and entry.class_ is not None and entry.at is not None):
            return next((c for c in fits if self._left[c.id]), fits[0])
        who = " ".join(x for x in (entry.class_, entry.group) if x)
        what = f"{who} {entry.subject}".strip()
        if fits:
            message = f"{len(fits)} courses are {what}: the lock must say which"
            self._found.error("TT220", message, path, hint="write class: or group:")
        else:
            hint = "the class has no course of this subject"
            self._found.error("TT220", f"there is no course {what}", path, hint=hint)
        return None

    def add(
        self,
        course: Course,
        path: Path,
        at: str | None,
        room: str | None = None,
        teacher: str | None = None,
    ) -> None:
        """One more lock, if the course allows it."""
        school = self._school
        allowed = school.rooms_for(course)
        if room is not None and room not in allowed:
            hint = f"its rooms: {', '.join(allowed)}" if allowed else "it has no rooms"
            message = f"{course.id} is never in {room}"
            self._found.error("TT217", message, (*path, "room"), hint=hint)
        people = [t for pool in course.staff for t in pool]
        if teacher is not None and teacher not in people:
            hint = f"its teachers: {', '.join(people)}" if people else "its class teacher gives it"
            message = f"{course.id} is never given by {teacher}"
            self._found.error("TT217", message, (*path, "teacher"), hint=hint)
        spans: tuple[Span | None, ...] = (None,)
        if at is not None:
            spans = self._spans(course, at, path if path[-2] == "at" else (*path, "at"))
        source = self._found.source(path)
        self.made += ((Lock(course.id, span, room, teacher, source), path) for span in spans)

    def _spans(self, course: Course, at: str, path: Path) -> tuple[Span, ...]:
        """Where the lesson is, in each week of the cycle that the text and the course name.

        A course of every week has its lesson in all of them, even if the text names one.
        """
        week = self._school.week
        weeks = range(len(week.days_by_week)) if course.weeks is None else course.weeks
        named = self._school.week.spans((at,), self._school.bells_of(course)[0])
        days = week.parse(at).days
        if any(self._several(days, named, w) for w in range(len(week.days_by_week))):
            message = f'"{at}" is more than one time: a lesson starts at one, such as Mon S1'
            self._found.error("TT217", message, path)
            return ()
        days = tuple(d for d in days if week.week_of(d) in weeks)
        if not days:
            message = f'{course.id} has no lessons in the week of "{at}"'
            hint = f"its weeks: {', '.join(map(week.week_name, weeks))}"
            self._found.error("TT217", message, path, hint=hint)
            return ()
        if self._school.weekly(course):
            return self._every_week(course, at, named, days, path)
        spans = (self._span(course, at, [s for s in named if s.day == d], d, path) for d in days)
        return tuple(span for span in spans if span is not None)

    def _several(self, days: tuple[int, ...], named: tuple[Span, ...], week: int) -> bool:
        of_week = self._school.week.week_of
        return any(
            sum(of_week(d) == week for d in each) > 1 for each in (days, [s.day for s in named])
        )

    def _every_week(
        self, course: Course, at: str, named: tuple[Span, ...], days: tuple[int, ...], path: Path
    ) -> tuple[Span, ...]:
        """The same time in all weeks; naming it once more for another week locks nothing more."""
        school = self._school
        first = [school.week.in_week(s, 0) for s in named]
        mentioned = self._mentioned[course.id]
        for span, weeks in mentioned.items():
            if any(span[:2] == f[:2] for f in first) and not weeks.intersection(days):
                weeks.update(days)
                return ()
        best = self._span(course, at, first, school.week.in_week(Span(days[0], 0, 0), 0).day, path)
        if best is None:
            return ()
        mentioned[best] = set(days)
        return school.twins(best)

    def _span(
        self, course: Course, at: str, named: list[Span], day: int, path: Path
    ) -> Span | None:
        """A place that starts with the named time, for a lesson that is still to give."""
        school = self._school
        fits = {s: n for s, n in school.spans(course).items() if s[:2] in {x[:2] for x in named}}
        left = self._left[course.id]
        if not any(n in course.lengths for n in fits.values()):
            message = f'no lesson of {course.id} can start at "{at}"'
            self._found.error("TT217", message, path, hint=self._starts(course, day))
            return None
        free = [s for s, n in fits.items() if n in left]
        if not free:
            message = f"more lessons of {course.id} are locked than the course has"
            self._found.error("TT219", message, path)
            return None
        best = min(free, key=lambda s: (s not in named, left.index(fits[s])))
        left.remove(fits[best])
        return best

    def _starts(self, course: Course, day: int) -> str:
        spans = self._school.spans(course)
        class_id = self._school.bells_of(course)[0]
        labels = [self._school.week.label(s, class_id) for s in spans if s.day == day]
        return f"possible: {', '.join(labels[:12])}" if labels else "there is no place on that day"


def _check_overlaps(school: School, locks: _Locks, found: Diagnostics) -> None:
    """No two locked lessons are at once where one of them must give way."""
    by_day: dict[int, list[tuple[Lock, Span, Path]]] = defaultdict(list)
    for lock, path in locks.made:
        if lock.span is not None:
            by_day[lock.span.day].append((lock, lock.span, path))
    for day in sorted(by_day):
        for (a, span_a, path_a), (b, span_b, path_b) in combinations(by_day[day], 2):
            again = school.week.week_of(day) and all(
                school.weekly(school.course[lock.course]) for lock in (a, b)
            )
            if again or not span_a.meets(span_b):  # what is in every week is reported once
                continue
            reason = next(_in_common(school, a, b), None)
            if reason is not None:
                when = school.week.label(span_b, school.bells_of(school.course[b.course])[0])
                message = f"{a.course} and {b.course} are both locked on {when}: {reason}"
                hint = f"the other is in line {found.mark(path_a).line}"
                found.error("TT218", message, path_b, hint=hint)


def _in_common(school: School, a: Lock, b: Lock) -> Iterator[str]:
    """Why two lessons cannot be at once."""
    one, two = school.course[a.course], school.course[b.course]
    if one is two:
        yield "they are of one course"
    for class_id in school.classes_of(one):  # groups of one class may be apart, the class may not
        if class_id in school.classes_of(two) and class_id in one.classes + two.classes:
            yield f"class {class_id} is in both"
    for group_id in one.groups:
        if group_id in two.groups:
            yield f"group {group_id} is in both"
    for teacher in sorted(_fixed_teachers(one, a) & _fixed_teachers(two, b)):
        yield f"{teacher} teaches both"
    rooms_a, rooms_b = (
        (lock.room,) if lock.room else school.rooms_for(c) for lock, c in ((a, one), (b, two))
    )
    if len(rooms_a) == 1 and rooms_a == rooms_b:
        room = school.room[rooms_a[0]]
        if school.room_share(one, room.id) + school.room_share(two, room.id) > room.classes:
            yield f"{room.id} does not hold both"


def _fixed_teachers(course: Course, lock: Lock) -> set[str]:
    fixed = {pool[0] for pool in course.staff if len(pool) == 1}
    return fixed | ({lock.teacher} if lock.teacher is not None else set())
