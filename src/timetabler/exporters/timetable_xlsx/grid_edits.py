"""Reads the sheet of a class again: which lessons have been moved, and what their cells say now.

A cell that says what it said is left alone. Of the others, the lessons that were there are looked
for among what is written now: the same text first, then the same subject, so that cells may be cut
and pasted, swapped, split, or typed anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.timetable_xlsx import layout
from timetabler.exporters.timetable_xlsx.edits import Edit, Edits, Spot
from timetabler.exporters.timetable_xlsx.grid_cells import GridCells, Now, parts
from timetabler.exporters.timetable_xlsx.names import fold, typed
from timetabler.exporters.timetable_xlsx.record import ClassSheet, Square, Written
from timetabler.exporters.timetable_xlsx.times import Unplaceable, place
from timetabler.models.span import Span, clock, parse_clock_range
from timetabler.spec.diagnostics import did_you_mean


@dataclass
class _Match:
    """What became of a lesson that was in a changed cell."""

    index: int
    was: Written
    now: Now
    moved: bool


class GridReader:
    """Reads the sheet of one class into the edits."""

    def __init__(self, sheet: Worksheet, record: ClassSheet, edits: Edits) -> None:
        self._sheet = sheet
        self._record = record
        self._edits = edits
        self._school = edits.school
        self._names = edits.names
        self._cells = GridCells(sheet, record, edits)
        self._doubtful: set[int] = set()
        """Lessons that may be what a cell says: told with the cell."""

    def read(self) -> None:
        """Everything that has changed in the sheet."""
        if not self._framed():
            return
        changed = self._cells.changed()
        now = [one for square in changed for one in self._cells.lessons(square)]
        gone: dict[int, tuple[Square, Written]] = {}
        for square in changed:
            for entry in square.entries:
                if entry.lesson is not None:
                    gone.setdefault(entry.lesson, (square, entry))
        matches = self._matched(gone, now)
        for match in matches:
            self._take(match)
        for index in gone.keys() - self._doubtful - {match.index for match in matches}:
            self._edits.lost[index].append(self._cells.spot(gone[index][0]))

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

    # ---- which lesson it is ------------------------------------------------------------------

    def _matched(self, gone: dict[int, tuple[Square, Written]], now: Iterable[Now]) -> list[_Match]:
        """Finds what became of each lesson: by its text, else by its subject."""
        left, found = dict(gone), []
        waiting = list(now)
        for same_text, same_cell in product((True, False), repeat=2):
            for one in list(waiting):
                fits = [
                    index
                    for index, (square, entry) in left.items()
                    if fold(entry.subject) == one.subject
                    and (not same_text or one.same_text(entry))
                    and (not same_cell or square is one.square)
                ]
                if not fits:
                    continue
                waiting.remove(one)
                if same_text or same_cell or self._alike(fits, one):
                    index = min(fits, key=lambda i: (left[i][0].height != one.height, i))
                    square, entry = left.pop(index)
                    found.append(_Match(index, entry, one, square is not one.square))
        for one in waiting:
            if not any(self._goes_on(match, one) for match in found):
                message = "this lesson is in the sheet more often than before"
                hint = (
                    "clear the cell that it was moved from; another lesson is added in the sheet "
                    f"{layout.LESSONS}"
                )
                self._edits.wrong("TT414", message, one.spot, hint)
        return found

    def _alike(self, fits: list[int], now: Now) -> bool:
        """Whether it does not matter which of the lessons of a subject is meant; else that is
        told."""
        courses = {self._edits.record.timetable.lessons[index].course for index in fits}
        if len(courses) > 1:
            self._doubtful.update(fits)
            hint = f"move it in the sheet {layout.LESSONS}, or write who teaches it"
            said = " or ".join(sorted(courses))
            self._edits.wrong("TT411", f"this may be {said}", now.spot, hint)
        return len(courses) == 1

    def _goes_on(self, match: _Match, now: Now) -> bool:
        """Whether a cell is a further period of a lesson: somebody has unmerged them."""
        above = match.now
        periods = max(above.height, self._edits.periods(match.index) or 1)
        below = now.square.line - above.square.line
        same = (now.subject, now.square.column) == (above.subject, above.square.column)
        return same and 0 < below < periods

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
                return place(
                    self._school, course, self._edits.periods(match.index), day, [clock(start)]
                )
            first, last = parse_clock_range(now.time)
            if not start <= first < end:
                message = (
                    f"it says {now.time}, but {square.day} {square.timeslot} is {square.clock}"
                )
                raise Unplaceable(message, "write the new time behind the subject, or none")
            said = f"{clock(first)}-{clock(last)}"
            return place(self._school, course, self._edits.periods(match.index), day, [said])
        except Unplaceable as error:
            self._edits.wrong("TT415", str(error), now.spot, error.hint)
        except ValueError as error:
            self._edits.wrong("TT411", str(error), now.spot)
        return None

    def _take_details(self, match: _Match) -> None:
        """A room or a teacher that was not named before, and what is missing instead."""
        lesson = self._edits.record.timetable.lessons[match.index]
        now = match.now
        before = {fold(part): part for part in parts(match.was.detail)}
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

    def _unread(self, part: str, now: Now) -> None:
        known = (*self._names.rooms.label.values(), *self._names.people.label.values())
        hint = did_you_mean(part, known, "known rooms and teachers")
        if any(fold(part).startswith(fold(p.name)) for p in self._school.teachers):
            hint = f"who supports or has a duty is changed in the sheet {layout.DUTIES}"
        self._edits.wrong("TT411", f'"{part}" is no room or teacher', now.spot, hint)
