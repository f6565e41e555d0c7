"""What goes on with somebody, as appointments: what touches and is the same is one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from timetabler.models.resources import ClassGroup, Room, Teacher
from timetabler.models.span import Span
from timetabler.views.activities import Activity
from timetabler.views.book import Book
from timetabler.views.cells import Sort
from timetabler.views.naming import classes_in_words, people_in_words


@dataclass(frozen=True)
class Appointment:
    """Something that somebody does at a time of the cycle."""

    key: str
    """Its own among those of one person, class or room, and the same when a lesson moves."""
    span: Span
    title: str
    place: str
    notes: tuple[str, ...]
    activity: Activity
    """What it begins with."""


def owners(book: Book) -> dict[Sort, tuple[ClassGroup | Teacher | Room, ...]]:
    """Whoever and whatever has appointments, in the order of the school."""
    activities = book.activities
    found: dict[Sort, Sequence[ClassGroup | Teacher | Room]] = {
        "class": book.school.classes,
        "teacher": [t for t in book.school.teachers if activities.has_something(t)],
        "room": [r for r in book.school.rooms if activities.of_room[r.id]],
    }
    return {sort: tuple(each) for sort, each in found.items()}


def agenda(book: Book, who: ClassGroup | Teacher | Room) -> tuple[Appointment, ...]:
    """The appointments of the whole cycle by time. Free time and absence are none."""
    activities = book.activities
    if isinstance(who, ClassGroup):
        mine = activities.of_class[who.id]
    elif isinstance(who, Teacher):
        mine = activities.of_teacher[who.id]
    else:
        mine = activities.of_room[who.id]
    keys: Counter[str] = Counter()
    result = []
    for run in _runs(book, [a for a in mine if a.doing not in ("free", "away")]):
        key = run.lesson or f"{run.doing} {book.school.week.days[run.span.day]} {run.span.start}"
        keys[key] += 1
        result.append(
            Appointment(
                key=key if keys[key] == 1 else f"{key} ({keys[key]})",
                span=run.span,
                title=_title(book, run, who),
                place=_place(book, run),
                notes=tuple(filter(None, _notes(book, run, who))),
                activity=run,
            )
        )
    return tuple(result)


def _runs(book: Book, activities: Iterable[Activity]) -> list[Activity]:
    """Activities put together that follow each other and differ in nothing else: a double, a
    morning of home time. Between parts of one lesson there may be time to pass, but no break."""
    result: list[Activity] = []
    last: dict[tuple[object, ...], int] = {}
    for now in sorted(activities, key=lambda a: a.span):
        duty = now.duty and (now.duty.area if now.doing == "support" else now.duty.id)
        sort = (now.span.day, now.doing, now.classes, now.teachers, now.room, now.lesson, duty)
        before = result[last[sort]] if sort in last else None
        if before and (
            before.span.end == now.span.start or (now.lesson and not _break(book, before, now))
        ):
            span = Span(now.span.day, before.span.start, now.span.end)
            result[last[sort]] = replace(before, span=span)
        else:
            last[sort] = len(result)
            result.append(now)
    return result


def _break(book: Book, before: Activity, now: Activity) -> bool:
    between = Span(now.span.day, before.span.end, now.span.start)
    periods = book.school.periods(next(iter(now.classes), None))
    return any(p.kind == "break" and p.span.meets(between) for p in periods)


def _title(book: Book, run: Activity, who: ClassGroup | Teacher | Room) -> str:
    school = book.school
    if run.doing == "release":
        return school.pack.word("release")
    if run.duty and run.doing == "duty":
        return f"{school.pack.word('duty')}: {school.area[run.duty.area].name}"
    if run.duty:
        return f"{school.need[run.duty.area].name} with {school.class_[run.classes[0]].name}"
    pupils = ", ".join(school.group[g].name for g in run.groups)
    if not isinstance(who, ClassGroup):
        pupils = pupils or classes_in_words(school, run.classes)
    return f"{book.subject(run)} {pupils}".strip()


def _place(book: Book, run: Activity) -> str:
    if run.duty and run.doing == "duty":
        return book.school.area[run.duty.area].name
    return book.school.room[run.room].name if run.room else ""


def _notes(book: Book, run: Activity, who: ClassGroup | Teacher | Room) -> Iterable[str]:
    """Who else is there, and what is needed besides the room."""
    school = book.school
    people = tuple(t for t in run.teachers if t != who.id or not isinstance(who, Teacher))
    if people:
        yield f"With {people_in_words(school, people)}"
    if run.joint and run.doing == "lesson":
        yield f"Classes: {classes_in_words(school, run.classes)}"
    needs = run.course.needs if run.course else ()
    if needs:
        yield f"Needs {', '.join(school.room[r].name for r in needs)}"
