"""Reads the sheet of a class again: which lessons have been moved, and what their cells say now.

A cell that says what it said is left alone. Of the others, the lessons that were there are looked
for among what is written now: the same text first, then the same subject, so that cells may be cut
and pasted, swapped, split, or typed anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.timetable_xlsx import layout
from timetabler.exporters.timetable_xlsx.edits import Edit, Edits, Spot
from timetabler.exporters.timetable_xlsx.names import fold, typed
from timetabler.exporters.timetable_xlsx.record import ClassSheet, Square, Written
from timetabler.exporters.timetable_xlsx.times import Unplaceable, length, place
from timetabler.models.span import Span, clock, parse_clock, parse_clock_range
from timetabler.spec.diagnostics import did_you_mean

_RANGE = re.compile(r"\d{1,2}[:.]\d\d\s*[-\u2013\u2014]\s*\d{1,2}[:.]\d\d$")
_SEPARATOR = " \u00b7 "
"""Between the parts of a detail."""


class _Now(NamedTuple):
    """Something that a changed cell says now."""

    square: Square
    spot: Spot
    subject: str
    """Folded."""
    details: tuple[str, ...]
    time: str
    """``09:30-10:00``, if it is written there."""
    height: int


@dataclass
class _Match:
    """What became of a lesson that was in a changed cell."""

    index: int
    was: Written
    now: _Now
    moved: bool


class GridReader:
    """Reads the sheet of one class into the edits."""

    def __init__(self, sheet: Worksheet, record: ClassSheet, edits: Edits) -> None:
        self._sheet = sheet
        self._record = record
        self._edits = edits
        self._school = edits.school
        self._names = edits.names
        self._heights = {
            (area.min_row, area.min_col): area.max_row - area.min_row + 1
            for area in sheet.merged_cells.ranges
        }
        self._entries = [entry for square in record.squares for entry in square.entries]
        self._subjects = {
            fold(text): fold(entry.subject)
            for entry in self._entries
            for text in (entry.code, f"{entry.subject} ({entry.code})", entry.subject)
            if text
        }
        """What may be written for a subject, folded -> the subject."""
        self._quiet = {fold(s.text) for s in record.squares if not s.entries}
        """Texts of cells in which nothing goes on."""

    def read(self) -> None:
        """Everything that has changed in the sheet."""
        if not self._framed():
            return
        changed = [s for s in self._record.squares if not self._same(s)]
        now = [one for square in changed for one in self._said(square)]
        gone: dict[int, tuple[Square, Written]] = {}
        for square in changed:
            for entry in square.entries:
                if entry.lesson is not None:
                    gone.setdefault(entry.lesson, (square, entry))
        matches = self._matched(gone, now)
        for match in matches:
            self._take(match)
        for index, (square, _) in gone.items():
            if all(match.index != index for match in matches):
                self._edits.lost[index].append(self._spot(square))

    def _framed(self) -> bool:
        """Whether days and timeslots stand where they stood."""
        for cell, text in self._record.frame.items():
            here = self._sheet[cell]
            texts = typed(here.value)
            if fold(text) not in map(fold, texts):
                spot = Spot(self._sheet.title, here.row, here.column, texts[0])
                message = f'here stood "{text}": days and timeslots cannot be changed or moved'
                hint = "undo what was inserted or deleted, or make the changes in the sheet "
                self._edits.wrong("TT410", message, spot, f"{hint}{layout.LESSONS}")
                return False
        return True

    def _same(self, square: Square) -> bool:
        return fold(self._text(square)) == fold(square.text)

    def _text(self, square: Square) -> str:
        return typed(self._sheet.cell(square.line, square.column).value)[0]

    def _spot(self, square: Square) -> Spot:
        return Spot(self._sheet.title, square.line, square.column, self._text(square))

    # ---- what is written ---------------------------------------------------------------------

    def _said(self, square: Square) -> Iterator[_Now]:
        """The lessons that a changed cell names; what cannot be read is told."""
        text, spot = self._text(square), self._spot(square)
        if fold(text) in self._quiet or not text:
            return
        height = self._heights.get((square.line, square.column), 1)
        found: list[_Now] = []
        for line in filter(None, map(str.strip, text.splitlines())):
            time = _RANGE.search(line)
            head = line[: time.start()].strip() if time else line
            if not head and not found:
                continue  # the time of the cell, where it was: not that of a lesson
            subject = self._subjects.get(fold(head)) or self._subjects.get(fold(line))
            if subject is not None:
                clocks = time.group() if time and fold(line) not in self._subjects else ""
                found.append(_Now(square, spot, subject, (), clocks, height))
            elif found:
                parts = tuple(part.strip() for part in line.split(_SEPARATOR.strip()))
                found[-1] = found[-1]._replace(details=found[-1].details + parts)
            else:
                subjects = dict.fromkeys(entry.subject for entry in self._entries)
                message = f'"{line}" is no subject of {self._record.name}'
                hint = did_you_mean(line, subjects, "subjects in this sheet")
                self._edits.wrong("TT411", message, spot, hint)
                return
        yield from (one for one in found if not self._at_home(one))

    def _at_home(self, now: _Now) -> bool:
        """Whether it only says that the class is with its own teacher."""
        same = [entry for entry in self._entries if fold(entry.subject) == now.subject]
        if any(entry.lesson is not None for entry in same):
            return False
        known = {fold(part) for entry in same for part in entry.detail.split(_SEPARATOR)}
        if strange := [part for part in now.details if fold(part) not in known]:
            message = f'"{strange[0]}" cannot be read: no course is here'
            self._edits.wrong("TT411", message, now.spot, "notes belong beside the timetable")
        return True

    # ---- which lesson it is ------------------------------------------------------------------

    def _matched(
        self, gone: dict[int, tuple[Square, Written]], now: Iterable[_Now]
    ) -> list[_Match]:
        """Finds what became of each lesson: first where it was, then wherever its text is."""
        left, found = dict(gone), []
        waiting = list(now)
        for same_cell, same_text in ((True, True), (True, False), (False, True), (False, False)):
            for one in list(waiting):
                fits = [
                    index
                    for index, (square, entry) in left.items()
                    if fold(entry.subject) == one.subject
                    and (not same_cell or square is one.square)
                    and (not same_text or _details(entry) == {fold(d) for d in one.details})
                ]
                if not fits or not (same_cell or same_text or self._alike(fits, one)):
                    continue
                index = min(fits, key=lambda i: (left[i][0].height != one.height, i))
                square, entry = left.pop(index)
                found.append(_Match(index, entry, one, square is not one.square))
                waiting.remove(one)
        for one in waiting:
            self._strange(one, found)
        return found

    def _alike(self, fits: list[int], now: _Now) -> bool:
        """Whether it does not matter which of the lessons of a subject is meant."""
        courses = {self._edits.record.timetable.lessons[index].course for index in fits}
        if len(courses) > 1:
            said = " or ".join(sorted(courses))
            hint = f"move it in the sheet {layout.LESSONS}, or write who teaches it"
            self._edits.wrong("TT411", f"this may be {said}", now.spot, hint)
        return len(courses) == 1

    def _strange(self, now: _Now, found: Iterable[_Match]) -> None:
        """Tells of a lesson that is in the sheet more often than before, unless it is a part of one
        that goes on."""
        for match in found:
            above = match.now.square
            periods = match.now.height if match.now.height > 1 else self._periods(match.index)
            below = now.square.line - above.line
            same = (now.subject, now.square.column) == (match.now.subject, above.column)
            if same and 0 < below < periods:
                return
        if any(d.source[1:] == self._source(now)[1:] for d in self._edits.problems):
            return  # it has been told already that it may be several lessons
        message = "this lesson is in the sheet more often than before"
        hint = (
            "clear the cell that it was moved from; another lesson is added in the sheet "
            f"{layout.LESSONS}"
        )
        self._edits.wrong("TT414", message, now.spot, hint)

    def _source(self, now: _Now) -> tuple[str | int, ...]:
        return self._edits.diagnostic("", "", now.spot).source

    def _periods(self, index: int) -> int:
        lesson = self._edits.record.timetable.lessons[index]
        course = self._school.course.get(lesson.course)
        if course is None or lesson.day not in self._school.week.days:
            return 1
        day = self._school.week.days.index(lesson.day)
        span = Span(day, parse_clock(lesson.start), parse_clock(lesson.end))
        return length(self._school, course, span)

    # ---- what that changes -------------------------------------------------------------------

    def _take(self, match: _Match) -> None:
        """The edits of one lesson."""
        lesson = self._edits.record.timetable.lessons[match.index]
        if lesson.course not in self._school.course:
            return  # of an older school file: it is told when all lessons are read
        now = match.now
        span = self._span(match)
        if span is not None and (lesson.day, lesson.start, lesson.end) != (
            self._school.week.days[span.day],
            clock(span.start),
            clock(span.end),
        ):
            self._edits.of_lesson[match.index].append(Edit("time", span, now.spot))
        if now.details:
            self._take_details(match)

    def _span(self, match: _Match) -> Span | None:
        """Where the lesson is now; None if it has not moved, or cannot be there."""
        lesson = self._edits.record.timetable.lessons[match.index]
        now, square = match.now, match.now.square
        own = f"{lesson.start}-{lesson.end}"
        if not match.moved and fold(now.time) in ("", own):
            return None
        if not square.clock or square.day not in self._school.week.days:
            message = f"{self._record.name} has no {square.timeslot} on {square.day}"
            self._edits.wrong("TT415", message, now.spot)
            return None
        day = self._school.week.days.index(square.day)
        course = self._school.course[lesson.course]
        try:
            start, end = parse_clock_range(square.clock)
            if not now.time:
                return place(self._school, course, self._periods(match.index), day, [clock(start)])
            first, last = parse_clock_range(now.time)
            if not start <= first < end:
                message = (
                    f"it says {now.time}, but {square.day} {square.timeslot} is {square.clock}"
                )
                raise Unplaceable(message, "write the new time behind the subject, or none")
            said = f"{clock(first)}-{clock(last)}"
            return place(self._school, course, self._periods(match.index), day, [said])
        except Unplaceable as error:
            self._edits.wrong("TT415", str(error), now.spot, error.hint)
        except ValueError as error:
            self._edits.wrong("TT411", str(error), now.spot)
        return None

    def _take_details(self, match: _Match) -> None:
        """A room or a teacher that was not named before, and what is missing instead."""
        lesson = self._edits.record.timetable.lessons[match.index]
        now = match.now
        before = {fold(part): part for part in match.was.detail.split(_SEPARATOR) if part}
        said = {fold(part): part for part in now.details}
        added = [part for key, part in said.items() if key not in before]
        missing = [part for key, part in before.items() if key not in said]
        teachers = list(lesson.teachers)
        for part in added:
            room, person = self._names.rooms.find([part]), self._names.people.find([part])
            out = [p for p in missing if self._names.people.find([p]) in teachers]
            if room is not None:
                missing = [p for p in missing if self._names.rooms.find([p]) is None]
                self._edits.of_lesson[match.index].append(Edit("room", room, now.spot))
            elif person is not None and (len(out) == 1 or len(teachers) == 1):
                old = self._names.people.find(out) if out else teachers[0]
                teachers[teachers.index(str(old))] = person
                missing = [p for p in missing if p not in out]
            else:
                self._unread(part, now)
                return
        if tuple(teachers) != lesson.teachers:
            self._edits.of_lesson[match.index].append(Edit("teachers", tuple(teachers), now.spot))
        if missing and not match.moved:
            message = f'"{missing[0]}" is gone from here, and nothing says what is instead'
            hint = f"write the new room or teacher, or use the sheet {layout.LESSONS}"
            self._edits.wrong("TT411", message, now.spot, hint)

    def _unread(self, part: str, now: _Now) -> None:
        known = (*self._names.rooms.label.values(), *self._names.people.label.values())
        hint = did_you_mean(part, known, "known rooms and teachers")
        if any(fold(part).startswith(fold(p.name)) for p in self._school.teachers):
            hint = f"who supports or has a duty is changed in the sheet {layout.DUTIES}"
        self._edits.wrong("TT411", f'"{part}" is no room or teacher', now.spot, hint)


def _details(entry: Written) -> set[str]:
    return {fold(part) for part in entry.detail.split(_SEPARATOR) if part}
