"""What is different in another timetable, and who sees it.

The two may be of different schools: courses, classes, people and rooms are the same if their ids
are. A lesson is where it was if its time is called the same, or is the same by the clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple, Protocol

from timetabler.models.placements import Placement
from timetabler.models.timetable import Timetable
from timetabler.models.wording import plural, words


class _Named(Protocol):
    """A class, person or room."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


class Place(NamedTuple):
    """Where a lesson is and who gives it: ``Mon S1``, and ids."""

    time: str
    room: str | None
    teachers: tuple[str, ...]


class LessonChange(NamedTuple):
    """One lesson that is elsewhere or with somebody else, or that only one timetable has."""

    course: str
    old: Place | None
    new: Place | None

    @property
    def moves(self) -> bool:
        """Whether both have it, at different times."""
        return self.old is not None and self.new is not None and self.old.time != self.new.time


class DutyChange(NamedTuple):
    """One duty that other people have."""

    duty: str
    gone: tuple[str, ...]
    """Ids of those who have it no more."""
    come: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """What one class, person or room sees of the changes."""

    id: str
    name: str
    lessons: tuple[LessonChange, ...]
    duties: tuple[DutyChange, ...] = ()


@dataclass(frozen=True)
class Audience:
    """All of one sort that both schools have: who sees a change, and who does not."""

    changed: tuple[Seen, ...]
    same: tuple[str, ...]
    """Names."""


class _Changed(NamedTuple):
    """A change of a lesson, with the lesson before and after."""

    change: LessonChange
    old: Placement | None
    new: Placement | None


class Differences:
    """What is different in a new timetable."""

    def __init__(self, old: Timetable, new: Timetable) -> None:
        self.old, self.new = old, new

    # ---- what changes ------------------------------------------------------------------------

    @cached_property
    def lessons(self) -> tuple[LessonChange, ...]:
        """Lessons that are not as they were, by course."""
        return tuple(changed.change for changed in self._lessons)

    @cached_property
    def duties(self) -> tuple[DutyChange, ...]:
        """Duties that other people have, by time."""
        before, after = self.old.of_duty, self.new.of_duty
        found = []
        for duty in dict.fromkeys((*after, *before)):
            was, now = before.get(duty, ()), after.get(duty, ())
            gone = tuple(person for person in was if person not in now)
            come = tuple(person for person in now if person not in was)
            if gone or come:
                found.append(DutyChange(duty, gone, come))
        return tuple(found)

    @cached_property
    def _lessons(self) -> tuple[_Changed, ...]:
        before, after = self.old.of_course, self.new.of_course
        return tuple(
            changed
            for course in dict.fromkeys((*after, *before))
            for changed in self._changes(course, before.get(course, ()), after.get(course, ()))
        )

    def _changes(
        self, course: str, before: Iterable[Placement], after: Iterable[Placement]
    ) -> Iterator[_Changed]:
        """Of one course: lessons at one time are the same lesson; the others, in their order."""
        left = list(after)
        moved = []
        for old in before:
            was = _place(self.old, old)
            new = next(
                (n for n in left if n.span == old.span or _place(self.new, n).time == was.time),
                None,
            )
            if new is None:
                moved.append(old)
                continue
            left.remove(new)
            now = _place(self.new, new)._replace(time=was.time)
            if was != now:
                yield _Changed(LessonChange(course, was, now), old, new)
        for gone, come in zip_longest(moved, left):
            was_there = _place(self.old, gone) if gone else None
            is_there = _place(self.new, come) if come else None
            yield _Changed(LessonChange(course, was_there, is_there), gone, come)

    # ---- who sees it -------------------------------------------------------------------------

    @cached_property
    def classes(self) -> Audience:
        """Those with a lesson that changes."""
        lessons = self._seen_by(_classes)
        return _audience(self.old.school.class_, self.new.school.class_, lessons, {})

    @cached_property
    def people(self) -> Audience:
        """Those who give a lesson that changes, whose class comes to it or stays at another time,
        and those with a duty that changes."""
        lessons = self._seen_by(_people)
        duties: dict[str, list[DutyChange]] = defaultdict(list)
        for duty in self.duties:
            for person in (*duty.gone, *duty.come):
                duties[person].append(duty)
        return _audience(self.old.school.teacher, self.new.school.teacher, lessons, duties)

    @cached_property
    def rooms(self) -> Audience:
        """Those that a lesson leaves, or comes to; of the rooms that courses share."""
        lessons = self._seen_by(_rooms)
        return _audience(self.old.school.room, self.new.school.room, lessons, {})

    def _seen_by(
        self, involved: Callable[[Timetable, Placement, bool], Collection[str]]
    ) -> Mapping[str, list[LessonChange]]:
        """id -> the changed lessons in which they are involved before or after."""
        found: dict[str, list[LessonChange]] = defaultdict(list)
        for change, old, new in self._lessons:
            moves = change.old is None or change.new is None or change.moves
            those = {
                *(involved(self.old, old, moves) if old else ()),
                *(involved(self.new, new, moves) if new else ()),
            }
            for one in those:
                found[one].append(change)
        return found

    # ---- in a sentence -----------------------------------------------------------------------

    @property
    def summary(self) -> str:
        """``9 of 155 lessons move; 5 classes and 4 people see a change, 36 people see none``."""
        if not self.lessons and not self.duties:
            return "nothing changes for anybody"
        moved = sum(change.moves for change in self.lessons)
        placed = sum(bool(change.old and change.new) for change in self.lessons) - moved
        fewer = sum(change.new is None for change in self.lessons)
        more = sum(change.old is None for change in self.lessons)
        total = plural(len(self.old.placements), "lesson")
        changes = [
            f"{moved} of {total} {'moves' if moved == 1 else 'move'}",
            f"{placed} at the same time with another teacher or room" if placed else "",
            f"{plural(fewer, 'lesson')} fewer" if fewer else "",
            f"{plural(more, 'lesson')} more" if more else "",
            f"{plural(len(self.duties), 'duty', 'duties')} for other people" if self.duties else "",
        ]
        seers = [
            plural(len(self.classes.changed), "class", "classes"),
            plural(len(self.people.changed), "person", "people"),
        ]
        same = len(self.people.same)
        none = f", {plural(same, 'person sees', 'people see')} none" if same else ""
        return f"{words(filter(None, changes))}; {words(seers)} see a change{none}"


def _audience(
    before: Mapping[str, _Named],
    after: Mapping[str, _Named],
    lessons: Mapping[str, list[LessonChange]],
    duties: Mapping[str, list[DutyChange]],
) -> Audience:
    """Of everybody on both sides: what they see."""
    both = [
        Seen(one.id, one.name, tuple(lessons.get(one.id, ())), tuple(duties.get(one.id, ())))
        for one in after.values()
        if one.id in before
    ]
    return Audience(
        tuple(seen for seen in both if seen.lessons or seen.duties),
        tuple(seen.name for seen in both if not (seen.lessons or seen.duties)),
    )


def _place(timetable: Timetable, placed: Placement) -> Place:
    school = timetable.school
    time = school.week.label(placed.span, school.bells_of(placed.course)[0])
    return Place(time, placed.room, timetable.teachers_of(placed))


def _classes(timetable: Timetable, placed: Placement, moves: bool) -> Collection[str]:  # noqa: ARG001
    return timetable.school.classes_of(placed.course)


def _rooms(timetable: Timetable, placed: Placement, moves: bool) -> Collection[str]:  # noqa: ARG001
    return [room for room in (placed.room, *placed.course.needs) if room is not None]


def _people(timetable: Timetable, placed: Placement, moves: bool) -> Collection[str]:
    """Whoever is there, and, if its time is another, whoever has the class otherwise."""
    school = timetable.school
    at_home = (
        school.home_teacher(class_id, moment)
        for class_id in school.classes_of(placed.course)
        for moment in (school.within(placed.span) if moves else ())
    )
    return [*timetable.teachers_of(placed), *(person for person in at_home if person is not None)]
