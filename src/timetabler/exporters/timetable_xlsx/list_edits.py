"""Reads the two lists of a workbook again: lessons line by line, and who has which duty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from openpyxl import Workbook

from timetabler.exporters.timetable_json.reader import DutyEntry, LessonEntry
from timetabler.exporters.timetable_xlsx import layout
from timetabler.exporters.timetable_xlsx.edits import Edit, Edits, Spot
from timetabler.exporters.timetable_xlsx.lines import DUTY_HEAD, FIXED_HEAD, LESSON_HEAD
from timetabler.exporters.timetable_xlsx.names import Names, fold, typed
from timetabler.exporters.timetable_xlsx.times import Unplaceable, place
from timetabler.models.resources import Course
from timetabler.models.span import Span, clock
from timetabler.spec.diagnostics import did_you_mean

_SEARCHED = 30
"""Lines in which the headings are looked for: people insert some above them."""
_MOST, _WIDEST = 10_000, 60
"""Lines and columns that are read: a school of 100 classes has 1,000 lessons."""


@dataclass(frozen=True)
class _Line:
    """One line of a list: heading -> what was typed, and where."""

    texts: Mapping[str, tuple[str, ...]]
    spots: Mapping[str, Spot]

    def __getitem__(self, name: str) -> str:
        return self.texts[name][0]

    def says(self, name: str, text: str) -> bool:
        """Whether a cell says that, whatever a spreadsheet has made of it."""
        return fold(text) in map(fold, self.texts[name])


class ListReader:
    """Reads both lists into the edits."""

    def __init__(self, workbook: Workbook, edits: Edits) -> None:
        self._workbook = workbook
        self._edits = edits
        self._school = edits.school
        self._names = edits.names
        most = max((len(line) for line in edits.record.lessons), default=0)
        several = range(len(LESSON_HEAD), most)
        self._teachers = [
            "Teacher" if n == 0 else f"Teacher {n + 1}" for n, _ in enumerate(several)
        ]
        self._numbers = {line[0]: index for index, line in enumerate(edits.record.lessons)}

    def read_lessons(self) -> None:
        """The list of lessons. If it cannot be read, nothing of it has changed, but for that."""
        edits = self._edits
        lines = self._lines(layout.LESSONS, (*LESSON_HEAD, *self._teachers))
        if lines is None:
            edits.row = {i: Spot(layout.LESSONS) for i in range(len(edits.record.lessons))}
            return
        for line in lines:
            if not line["No"]:
                self._add(line)
                continue
            index = self._index(line)
            if index is None:
                continue
            if index in edits.row:
                message = f"the lesson {line['No']} is here a second time"
                hint = "the number of a new lesson stays empty"
                edits.wrong("TT411", message, line.spots["No"], hint)
                continue
            edits.row[index] = line.spots["Course"]
            self._compare(index, line)

    def _index(self, line: _Line) -> int | None:
        """Which lesson it is; that it is one, and what must not be changed, is checked."""
        edits = self._edits
        index = next((self._numbers[n] for n in line.texts["No"] if n in self._numbers), None)
        if index is None:
            message = f'no lesson had the number "{line["No"]}" when this workbook was written'
            hint = "the number of a new lesson stays empty"
            edits.wrong("TT411", message, line.spots["No"], hint)
            return None
        for column, name in enumerate(FIXED_HEAD[1:], 1):
            was = edits.record.lessons[index][column]
            if not line.says(name, was):
                message = f'the {name.lower()} of a lesson cannot be changed: it was "{was}"'
                hint = "for another lesson, use a new line without a number"
                edits.wrong("TT412", message, line.spots[name], hint)
        return index

    def _compare(self, index: int, line: _Line) -> None:
        """The edits of one lesson."""
        edits = self._edits
        was = dict(zip((*LESSON_HEAD, *self._teachers), edits.record.lessons[index], strict=False))
        changed = {name for name in line.texts if not line.says(name, was[name])}
        lesson = edits.record.timetable.lessons[index]
        course = self._school.course.get(lesson.course)
        if course is None:
            return  # of an older school file: it is told when all lessons are read
        found = edits.of_lesson[index]
        if changed & {"Day", "Timeslot"}:
            span = self._span(course, line, edits.periods(index))
            if span is not None:
                spot = line.spots["Timeslot" if "Timeslot" in changed else "Day"]
                found.append(Edit("time", span, spot))
        if "Room" in changed:
            room = self._room(line)
            if room is not None or not line["Room"]:
                found.append(Edit("room", room, line.spots["Room"]))
        there = [name for name in self._teachers if name in changed]
        if there:
            kept = dict(zip(self._teachers, lesson.teachers, strict=False))
            people = self._people(line, {n: t for n, t in kept.items() if n not in changed})
            if people is not None:
                found.append(Edit("teachers", people, line.spots[there[0]]))

    def _add(self, line: _Line) -> None:
        """A lesson on a line without a number. What is empty is as its course has it."""
        edits = self._edits
        id_ = self._find(self._names.courses, "course", line, "Course")
        if id_ is None:
            return
        course = self._school.course[id_]
        span = self._span(course, line, None)
        rooms = self._school.rooms_for(course)
        room = self._room(line) if line["Room"] else rooms[0] if len(rooms) == 1 else None
        people = self._people(line, {})
        if span is None or people is None:
            return
        others = [x.teachers for x in edits.record.timetable.lessons if x.course == id_]
        known = others[0] if others else tuple(p[0] for p in course.staff if len(p) == 1)
        lesson = LessonEntry(
            course=id_,
            day=self._school.week.days[span.day],
            start=clock(span.start),
            end=clock(span.end),
            room=room,
            teachers=people or known,
        )
        edits.added.append((lesson, line.spots["Course"]))

    def _span(self, course: Course, line: _Line, periods: int | None) -> Span | None:
        day = self._find(self._names.days, "day", line, "Day")
        if day is None:
            return None
        index = self._school.week.days.index(day)
        try:
            return place(self._school, course, periods, index, line.texts["Timeslot"])
        except Unplaceable as error:
            self._edits.wrong("TT415", str(error), line.spots["Timeslot"], error.hint)
            return None

    def _room(self, line: _Line) -> str | None:
        return self._find(self._names.rooms, "room", line, "Room") if line["Room"] else None

    def _people(self, line: _Line, known: Mapping[str, str]) -> tuple[str, ...] | None:
        """The teachers of a line; ``known`` are those who have not changed. None: some are not."""
        written = [name for name in self._teachers if line[name]]
        found = [
            known.get(name) or self._find(self._names.people, "teacher", line, name)
            for name in written
        ]
        people = tuple(person for person in found if person is not None)
        return people if len(people) == len(found) else None

    def _find(self, names: Names, sort: str, line: _Line, name: str) -> str | None:
        found = names.find(line.texts[name])
        if found is None:
            said = f'unknown {sort} "{line[name]}"' if line[name] else f"there is no {sort} here"
            hint = did_you_mean(line[name], names.label.values(), f"known {_plural(sort)}")
            self._edits.wrong("TT411", said, line.spots[name], hint)
        return found

    def read_duties(self) -> None:
        """The list of duties, if the school has any."""
        if not self._school.duties:
            return
        lines = self._lines(layout.DUTIES, DUTY_HEAD)
        for line in lines or ():
            if not line["Who"]:
                continue
            person = self._find(self._names.people, "person", line, "Who")
            duty = next(
                (self._names.duties[k] for k in _keys(line) if k in self._names.duties), None
            )
            if duty is None:
                self._no_duty(line)
            elif person is not None:
                entry = DutyEntry(duty=duty.id, person=person)
                self._edits.duties.append((entry, line.spots["Who"]))

    def _no_duty(self, line: _Line) -> None:
        """Says which part of it is wrong."""
        where = self._find(self._names.watched, "duty", line, "Where")
        day = self._find(self._names.days, "day", line, "Day")
        if where is None or day is None:
            return
        label = self._names.watched.label[where]
        times = [w[2] for w in self._names.written.values() if w[:2] == (label, day)]
        message = f'{label} has no time "{line["Time"]}" on {day}'
        hint = did_you_mean(line["Time"], times, "times on that day")
        self._edits.wrong("TT415", message, line.spots["Time"], hint)

    def _lines(self, title: str, heads: Sequence[str]) -> Iterator[_Line] | None:
        """The lines of a list that say something; None if it is not there, or has no headings."""
        if title not in self._workbook.sheetnames:
            message = f"the sheet {title} is missing"
            hint = f"put it back, or export again: its name is {title}"
            self._edits.wrong("TT410", message, Spot(title), hint)
            return None
        sheet = self._workbook[title]
        if sheet.max_row > _MOST:
            message = f"this sheet goes on to line {sheet.max_row}"
            hint = "delete the empty lines below the list"
            self._edits.wrong("TT410", message, Spot(title), hint)
            return None
        columns: dict[str, int] = {}
        below = sheet.iter_rows(max_col=_WIDEST)
        for row in islice(below, _SEARCHED):
            texts = [fold(typed(cell.value)[0]) for cell in row]
            columns = {head: texts.index(fold(head)) for head in heads if fold(head) in texts}
            if len(columns) * 2 > len(heads):
                break
        if missing := [head for head in heads if head not in columns]:
            message = f"this sheet has no column {' and no column '.join(missing)}"
            hint = "put the headings back as they were, or export again"
            self._edits.wrong("TT410", message, Spot(title), hint)
            return None
        found = (_line(title, row, columns) for row in below)
        return (line for line in found if any(texts[0] for texts in line.texts.values()))


def _line(title: str, row: Sequence[object], columns: Mapping[str, int]) -> _Line:
    texts, spots = {}, {}
    for head, column in columns.items():
        cell = row[column]
        texts[head] = typed(cell.value)  # type: ignore[attr-defined]
        spots[head] = Spot(title, cell.row, column + 1, texts[head][0])  # type: ignore[attr-defined]
    return _Line(texts, spots)


def _keys(line: _Line) -> Iterator[tuple[str, str, str]]:
    """What the line may mean, as duties are known by."""
    for where in line.texts["Where"]:
        for day in line.texts["Day"]:
            for time in line.texts["Time"]:
                yield fold(where), fold(day), fold(time)


def _plural(sort: str) -> str:
    return {"person": "people", "duty": "duties"}.get(sort, f"{sort}s")
