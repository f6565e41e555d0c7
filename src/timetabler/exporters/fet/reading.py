"""What a .fet file says of the recorded week."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from timetabler.exporters.fet.hours import clock_of
from timetabler.exporters.fet.names import Names, clean
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span, clock
from timetabler.views import NOTHING_SAID, Row


def held(rows: Iterable[Row]) -> tuple[Row, ...]:
    """What FET can say of the recorded week: lessons, not home time, and who is at a lesson, not
    who leads it or is there for a part of it only."""
    lessons = [row for row in rows if not row.is_home]
    there: dict[str, set[str]] = {}
    for row in lessons:
        there.setdefault(row.lesson, set()).update(row.teachers)
    found: dict[tuple[str, str, str, str], Row] = {}
    for row in lessons:
        key = (row.lesson, row.class_id, row.day, row.timeslot)
        before = found.get(key, row._replace(minutes=0))
        found[key] = row._replace(
            teachers=tuple(sorted(there[row.lesson])),
            start=min(before.start, row.start),
            end=max(before.end, row.end),
            minutes=before.minutes + row.minutes,
        )
    return tuple(found.values())


def read(path: Path, school: School) -> Iterator[Row]:
    """The rows of a file that was written for this school.

    Raises OSError, ElementTree.ParseError, and KeyError or ValueError if it knows what the school
    does not have.
    """
    root = ElementTree.parse(path).getroot()
    reading = _Reading(root, school)
    for activity in root.iterfind("Activities_List/Activity"):
        yield from reading.rows(activity)


class _Reading:
    """A file with the names of its school."""

    def __init__(self, root: Element, school: School) -> None:
        names = Names(school)
        self._school = school
        self._courses = {clean(c.id): c for c in school.courses}
        self._pupils = {name: (class_id, None) for class_id, name in names.class_.items()} | {
            name: pair for pair, name in names.group.items()
        }
        self._subjects = {name: subject for subject, name in names.subject.items()}
        self._teachers = {name: id_ for id_, name in names.teacher.items()}
        self._days = {name: day for day, name in enumerate(names.day)}
        self._hours = [e.text or "" for e in root.iterfind("Hours_List/Hour/Name")]
        self._starts = _by_activity(root, "ActivityPreferredStartingTime")
        self._located = _by_activity(root, "ActivityPreferredRoom")
        self._rooms = dict(_rooms_meant(root, {n: id_ for id_, n in names.places.name.items()}))

    def rows(self, activity: Element) -> Iterator[Row]:
        """The rows of one lesson; none of a meeting of staff."""
        lesson = _text(activity, "Comments")
        course = self._courses[lesson.rpartition(" #")[0]]
        pupils = [self._pupils[e.text or ""] for e in activity.iterfind("Students")]
        groups: Iterable[str | None] = (group for _, group in pupils)
        classes = dict.fromkeys(class_id for class_id, _ in pupils)
        if course.withdraws is not None:
            groups, classes = course.groups, dict.fromkeys(self._school.classes_of(course))
        span = self._span(activity)
        row = NOTHING_SAID._replace(
            day=self._school.week.days[span.day],
            subject=self._subjects[_text(activity, "Subject")],
            course=course.id,
            groups=tuple(dict.fromkeys(g for g in groups if g is not None)),
            teachers=tuple(
                sorted(self._teachers[e.text or ""] for e in activity.iterfind("Teacher"))
            ),
            room=self._room(activity, course),
            joint=len(classes) > 1,
            double=self._school.spans(course).get(span, 1) > 1,
            lesson=f"{course.id} #{lesson.rpartition(' #')[2]}",
        )
        for class_id in classes:
            for period in self._school.periods(class_id, "lesson", "home"):
                if period.span.meets(span):
                    start = max(span.start, period.slot.start)
                    end = min(span.end, period.slot.end)
                    yield row._replace(
                        class_id=class_id,
                        timeslot=period.slot.id,
                        start=clock(start),
                        end=clock(end),
                        minutes=end - start,
                    )

    def _span(self, activity: Element) -> Span:
        start = self._starts[_text(activity, "Id")]
        first = self._hours.index(_text(start, "Preferred_Hour"))
        last = first + int(_text(activity, "Duration")) - 1
        begin, end = (clock_of(self._hours[hour], self._school) for hour in (first, last))
        return Span(self._days[_text(start, "Preferred_Day")], begin[0], end[1])

    def _room(self, activity: Element, course: Course) -> str:
        """Of the rooms that a lesson takes, the one it is in."""
        located = self._located.get(_text(activity, "Id"))
        rooms = () if located is None else self._rooms[_text(located, "Room")]
        return next((room for room in rooms if room not in course.needs), "")


def _rooms_meant(root: Element, known: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name of a room -> ids of the rooms that it stands for. One more place in a room has the name
    of that room as its comment."""
    found: dict[str, str] = {}
    for room in root.iterfind("Rooms_List/Room"):
        name, real = _text(room, "Name"), [e.text or "" for e in room.iterfind(".//Real_Room")]
        if real:
            yield name, tuple(found[unit] for unit in real)
        else:
            found[name] = known[_text(room, "Comments") or name]
            yield name, (found[name],)


def _by_activity(root: Element, constraint: str) -> dict[str, Element]:
    return {_text(e, "Activity_Id"): e for e in root.iterfind(f".//Constraint{constraint}")}


def _text(element: Element, name: str) -> str:
    return element.findtext(name) or ""
