"""Puts into words what somebody does: the activities of a day become the cells of a grid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from timetabler.models.resources import ClassGroup, Room, Teacher
from timetabler.models.span import Span, merge
from timetabler.models.timeslot import Kind, Period
from timetabler.views.activities import Activity, Doing
from timetabler.views.book import Book
from timetabler.views.cells import Bell, Cell, Entry, Filling, Sort
from timetabler.views.naming import (
    MANY,
    classes_in_words,
    only_clock,
    people_in_words,
    years_in_words,
)
from timetabler.views.rows import row
from timetabler.views.why import duty_key


class Painter:
    """Puts what somebody does into words."""

    def __init__(self, book: Book, who: ClassGroup | Teacher | Room) -> None:
        self.book = book
        self.school = book.school
        self.who = who
        self.sort: Sort
        if isinstance(who, ClassGroup):
            self.sort, self.activities = "class", book.activities.of_class[who.id]
            self.classes: tuple[str | None, ...] = (who.id,)
        elif isinstance(who, Teacher):
            self.sort, self.activities = "teacher", book.activities.of_teacher[who.id]
            self.classes = book.activities.bells_of(who)
        else:
            self.sort, self.activities = "room", book.activities.of_room[who.id]
            guests = (
                k for c in self.school.courses_of_room[who.id] for k in self.school.bells_of(c)
            )
            owners = (c.id for c in self.school.classes if c.room == who.id)
            self.classes = tuple(dict.fromkeys((*owners, *guests))) or tuple(self.school.class_)

    def column(self, day: int) -> dict[Bell, Cell]:
        """What is to be seen on a day: periods in which something goes on, and what fits around.

        Of classes with different bells, a timeslot in which nothing goes on is shown once.
        """
        found: dict[Bell, list[Activity]] = defaultdict(list)
        for activity in self.activities:
            if activity.span.day == day:
                found[Bell.of(activity.period)].append(activity)
        result = {bell: self._cell(activities) for bell, activities in found.items()}
        busy = [a.span for activities in found.values() for a in activities]
        shown = {bell.timeslot for bell in result}
        around = [p for c in self.classes for p in self.school.periods(c) if p.day == day]
        for period in sorted(around, key=lambda p: (p.kind == "break", p.slot.start)):
            if period.slot.id not in shown and not any(period.span.meets(s) for s in busy):
                shown.add(period.slot.id)
                result[Bell.of(period)] = Cell(_EMPTY[period.kind], word=self._break(period))
        return result

    def _cell(self, activities: list[Activity]) -> Cell:
        telling = _in_one([a for a in activities if a.doing in _TELLING])
        doings = {a.doing for a in activities}
        if len(doings) == 1 and doings <= _ALONE:
            return Cell(activities[0].doing, word=self._word(activities[0].doing))
        if not telling:
            return Cell("free")  # for a part of the period, and away for the rest
        filling = next(d for d in _TELLING if d in doings)
        return Cell(filling, tuple(self._entry(a) for a in telling))

    def _word(self, filling: Filling) -> str:
        words = {"release": self.school.pack.word("release"), "away": "Away"}
        return words.get(filling, "")

    def _break(self, period: Period) -> str:
        """What a break is called, whose name may be its time, or that of a lesson on other days; of
        other times nothing."""
        if period.kind != "break":
            return ""
        name, slots = period.slot.id, self.school.week.timeslots
        shared = any(slot.id == name and slot.kind != "break" for slot in slots)
        return "Break" if shared or only_clock(name, period.span.clock) else name

    def _entry(self, activity: Activity) -> Entry:
        time = "" if activity.whole else activity.span.clock
        if activity.doing == "release":
            return Entry(self._word("release"), "", "", "release", time=time)
        if activity.doing == "support":
            return self._support(activity, time)
        if activity.duty:
            area = self.school.area[activity.duty.area].name
            key = duty_key(activity.duty.id, self.who.id)
            return Entry(area, "", "", "duty", time=time, placed=key)
        recorded = row(self.book, activity, self.who.id) if self.sort == "class" else None
        subject = self.book.subject(activity)
        title, details = subject, []
        if self.sort == "class":
            details = [self._groups(activity), self._with(activity), *self._people(activity)]
        else:
            title = self._groups(activity) or classes_in_words(self.school, activity.classes)
            title = title or subject  # of a meeting
            people = self.sort == "room" or activity.doing == "meeting"
            details = [subject, *(self._people(activity) if people else ())]
        details += self._rooms(activity)
        if self.sort == "class":
            details += self._aides(activity)
        return Entry(
            title=title,
            detail=_listed(details, title),
            subject=subject,
            filling=activity.doing,
            code=self._code(activity, title),
            time=time,
            rows=(recorded,) if recorded else (),
            placed=activity.lesson,
        )

    def _support(self, activity: Activity, time: str) -> Entry:
        """Support as whoever gives it sees it: whom, in which lesson, where."""
        assert activity.duty is not None
        (class_id,) = activity.classes
        lessons = self.book.activities.of_class[class_id]
        there = [a for a in lessons if a.span.meets(activity.span) and not a.groups]
        room = self.school.class_[class_id].room
        place = self.school.room[activity.room].name if activity.room not in (None, room) else ""
        need = self.school.need[activity.duty.area].name
        title = f"{need} with {self.school.class_[class_id].name}"
        subjects = [self.book.subject(a) for a in there]
        return Entry(title, _listed([*subjects, place], title), "", "support", time=time)

    def _aides(self, activity: Activity) -> list[str]:
        """Who supports pupils of the class meanwhile. Whom they support is for the staff alone."""
        if activity.groups:
            return []
        spans: dict[str, list[Span]] = defaultdict(list)
        for support in self.book.activities.support_of[self.who.id]:
            if support.span.meets(activity.span):
                spans[support.teachers[0]].append(_common(support.span, activity.span))
        aide = self.school.pack.word("aide")
        return [
            f"{self.school.teacher[name].name} ({aide})"
            + f" {span.clock}" * (span != activity.span)
            for name, found in spans.items()
            for span in merge(found)
        ]

    def _code(self, activity: Activity, title: str) -> str:
        if activity.course is None:
            return ""
        subject = activity.course.subject
        code = self.book.code[subject]
        return "" if code.casefold() in (subject.casefold(), title.casefold()) else code

    def _groups(self, activity: Activity) -> str:
        return ", ".join(self.school.group[g].name for g in activity.groups)

    def _with(self, activity: Activity) -> str:
        others = [c for c in activity.classes if c != self.who.id]
        if len(activity.classes) > MANY:
            return classes_in_words(self.school, activity.classes)
        return f"with {classes_in_words(self.school, others)}" if others else ""

    def _people(self, activity: Activity) -> list[str]:
        """Whoever a reader would not expect: not the one teacher of the class itself, and at a
        meeting not the reader."""
        there = tuple(t for t in activity.teachers if t != self.who.id or self.sort != "teacher")
        names = [self.school.teacher[t].name for t in there]
        if len(names) > MANY:
            return [people_in_words(self.school, there)]
        if activity.course and not activity.course.home:
            return names
        homes = {t for c in activity.classes for t, _ in self.school.class_[c].homes}
        guests = [self.school.teacher[t].name for t in activity.teachers if t not in homes]
        if self.sort == "room":
            return [*guests, "class teachers"] if activity.joint and homes else names
        partners = [t for t, _ in self.school.class_[self.who.id].homes]
        mine = [self.school.teacher[t].name for t in activity.teachers if t in partners]
        return [*guests, *mine] if len(partners) > 1 else guests

    def _rooms(self, activity: Activity) -> list[str]:
        """Where, unless it is the room itself or that of the class; and what is needed besides."""
        if self.sort == "room" and activity.room != self.who.id:
            rooms = [activity.room]  # where the lesson is that has it besides its own room
        else:
            usual = {self.school.class_[c].room for c in activity.classes}
            needs = activity.course.needs if activity.course else ()
            here = () if self.sort == "room" or activity.room in usual else (activity.room,)
            rooms = [*here, *needs]
        return [self.school.room[r].name for r in rooms if r is not None]

    def about(self) -> str:
        """A line beside the name."""
        who, school = self.who, self.school
        parts: list[str]
        if isinstance(who, ClassGroup):
            teachers = " and ".join(school.teacher[t].name for t, _ in who.homes)
            pupils = "" if who.students is None else f"{who.students} pupils"
            room = school.room[who.room].name if who.room else ""
            parts = [years_in_words(school, who.years), teachers, room, pupils]
        elif isinstance(who, Teacher):
            own = classes_in_words(school, school.home_classes[who.id])
            subjects = dict.fromkeys(a.course.subject for a in self.activities if a.course)
            needs = dict.fromkeys(
                school.need[a.duty.area].name
                for a in self.activities
                if a.duty and a.doing == "support"
            )
            parts = [
                f"Class {own}" if own else "",
                *([] if own else subjects),
                school.pack.word("aide") if who.role == "aide" else "",
                *needs,
                "" if who.fte == 1 else f"{who.fte:g} FTE",
            ]
        else:
            classes = (c.id for c in school.classes if c.room == who.id)
            owners = classes_in_words(school, classes)
            many = f"{who.classes} classes at once" if who.classes > 1 else ""
            parts = [f"Class {owners}" if owners else "", many]
        return " · ".join(p for p in parts if p)


def _listed(details: Iterable[str], title: str) -> str:
    """Details, each once, without what the title says already."""
    return " · ".join(d for d in dict.fromkeys(details) if d and d.casefold() != title.casefold())


def _in_one(activities: list[Activity]) -> list[Activity]:
    """Support for one need that goes on is one activity, in however many parts it was given."""
    result: list[Activity] = []
    for now in sorted(activities, key=lambda a: a.span):
        last = result[-1] if result else None
        if (
            last
            and last.duty
            and now.duty
            and (last.doing, last.duty.area, last.room) == ("support", now.duty.area, now.room)
            and last.span.end == now.span.start
        ):
            result[-1] = replace(last, span=Span(now.span.day, last.span.start, now.span.end))
        else:
            result.append(now)
    return result


def _common(one: Span, other: Span) -> Span:
    return Span(one.day, max(one.start, other.start), min(one.end, other.end))


_EMPTY: dict[Kind, Filling] = {
    "lesson": "free",
    "home": "free",
    "break": "break",
    "duty": "outside",
}
_TELLING: tuple[Filling, ...] = ("lesson", "home", "meeting", "support", "duty", "release")
_ALONE: frozenset[Doing] = frozenset(("release", "free", "away"))
"""What a cell says in a word, as there is nothing else to tell."""
