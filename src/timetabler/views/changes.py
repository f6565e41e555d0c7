"""What changes against the timetable that people know: for the school, and for each who sees it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from timetabler.explain.differences import (
    Audience,
    Differences,
    DutyChange,
    LessonChange,
    Place,
)
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.wording import capital
from timetabler.views.book import Book
from timetabler.views.cells import Sort
from timetabler.views.naming import classes_in_words, people_in_words

Change = Literal["moved", "otherwise", "new", "gone", "duty", "support"]
"""``otherwise``: at the same time in another room or with another teacher. ``duty``, ``support``:
other people have it."""
CHANGES: dict[Change, str] = {
    "moved": "moves",
    "otherwise": "other room or teacher",
    "new": "new",
    "gone": "no longer",
    "duty": "other people",
    "support": "other people",
}
"""What each change is called."""


class ChangeLine(NamedTuple):
    """One lesson, duty or part of support that is not as it was, in names."""

    change: Change
    what: str
    """``1A PE``; of duty ``Oval, Mon recess 1``."""
    before: str
    """``Mon S1``; with room and people where these change. Of duty who had it: empty for nobody."""
    after: str


class WhoSees(NamedTuple):
    """Somebody who sees changes."""

    sort: Sort
    id: str
    name: str
    lines: tuple[ChangeLine, ...]
    """Lessons by the time that they come to, then duty by time."""


class Changes(NamedTuple):
    """All that is different from the previous timetable."""

    summary: str
    """A sentence: ``9 of 155 lessons move; 5 classes and 4 people see a change, ...``."""
    lines: tuple[ChangeLine, ...]
    """Each change once: lessons by the time that they come to, then duty by time."""
    classes: tuple[WhoSees, ...]
    """Those who see a change, in the order of the school."""
    people: tuple[WhoSees, ...]
    rooms: tuple[WhoSees, ...]
    same_classes: tuple[str, ...]
    """Names of those who see none."""
    same_people: tuple[str, ...]


def change_of(lesson: LessonChange) -> Change:
    """What happens to a lesson that is not as it was."""
    if lesson.old is None:
        return "new"
    if lesson.new is None:
        return "gone"
    return "moved" if lesson.moves else "otherwise"


def changes(book: Book) -> Changes | None:
    """What changes; None if no previous timetable is known."""
    return None if book.changes is None else changes_in(book.changes)


def changes_in(found: Differences) -> Changes:
    """What is different in a new timetable, in the names that people know."""
    names, said = _Names(found), found.summary
    return Changes(
        summary=f"{capital(said)}.",
        lines=names.lines(found.lessons, found.duties),
        classes=names.seen("class", found.classes),
        people=names.seen("teacher", found.people),
        rooms=names.seen("room", found.rooms),
        same_classes=found.classes.same,
        same_people=found.people.same,
    )


class _Names:
    """Says changes in the names that people know; those of the new school where it has them."""

    def __init__(self, differences: Differences) -> None:
        self.old, self.new = differences.old.school, differences.new.school

    def seen(self, sort: Sort, audience: Audience) -> tuple[WhoSees, ...]:
        """Everybody of a sort who sees a change."""
        return tuple(
            WhoSees(sort, one.id, one.name, self.lines(one.lessons, one.duties))
            for one in audience.changed
        )

    def lines(
        self, lessons: Iterable[LessonChange], duties: Iterable[DutyChange]
    ) -> tuple[ChangeLine, ...]:
        """Lessons by the time that they come to, then duty by time."""
        by_time = sorted(lessons, key=self._time)
        return (*map(self._lesson, by_time), *map(self._duty, duties))

    def _time(self, change: LessonChange) -> Span:
        """When a lesson is; of one that is no longer, when it was."""
        school, place = (self.new, change.new) if change.new else (self.old, change.old)
        assert place is not None, "a lesson that is in neither timetable does not change"
        course = school.course[change.course]
        return school.week.spans([place.time], school.bells_of(course)[0])[0]

    def _lesson(self, change: LessonChange) -> ChangeLine:
        old, new = change.old, change.new
        school = self.new if change.course in self.new.course else self.old
        course = school.course[change.course]
        groups = ", ".join(school.group[group].name for group in course.groups)
        whom = groups or classes_in_words(school, course.classes)
        return ChangeLine(
            change_of(change),
            f"{whom} {course.subject}",
            self._place(self.old, old, new),
            self._place(self.new, new, old),
        )

    def _place(self, school: School, place: Place | None, other: Place | None) -> str:
        """Time, and whatever else is different from the other place; all of it if there is none."""
        if place is None:
            return ""
        room = school.room[place.room].name if place.room else "no room"
        people = people_in_words(school, place.teachers)
        same_room = other is not None and other.room == place.room
        same_people = other is not None and other.teachers == place.teachers
        parts = (place.time, "" if same_room else room, "" if same_people else people)
        return " · ".join(filter(None, parts))

    def _duty(self, change: DutyChange) -> ChangeLine:
        school = self.new if change.duty in self.new.duty else self.old
        duty = school.duty[change.duty]
        areas = school.area if duty.sort == "duty" else school.need
        when = f"{school.week.days[duty.span.day]} {duty.time}"
        return ChangeLine(
            duty.sort,
            f"{areas[duty.area].name}, {when}",
            people_in_words(self.old, change.gone),
            people_in_words(self.new, change.come),
        )
